/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sending.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>

/* What was refused stays in the outbox no longer, unless an endpoint that was put back has to count its number. */
#define WAITS "SELECT 1 FROM log_change WHERE record = ?1 AND outcome IS NOT 'refused'" \
              " AND version IN (SELECT version FROM outbox)"
#define REFUSED "SELECT 1 FROM log_change WHERE record = ?1" \
                " AND version IN (SELECT version FROM refused WHERE NOT dismissed" \
                " EXCEPT SELECT version FROM refused_resent)"
#define CONFLICT "SELECT 1 FROM open_conflict WHERE record = ?1"

gboolean
muster_replica_get_sending (MusterReplica *self, const MusterId *id, MusterSending *sending, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT EXISTS (" REFUSED "), EXISTS (" CONFLICT "), EXISTS (" WAITS ")", error);
  MusterId server;
  gboolean row;

  *sending = MUSTER_SENDING_ALONE;
  if (statement == NULL)
    return FALSE;
  if (!muster_meta_get_blob (self, "server", &server, sizeof server))
    return TRUE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (muster_statement_get_number (statement, 0) != 0)
    *sending = MUSTER_SENDING_REFUSED;
  else if (muster_statement_get_number (statement, 1) != 0)
    *sending = MUSTER_SENDING_CONFLICT;
  else if (muster_statement_get_number (statement, 2) != 0)
    *sending = MUSTER_SENDING_WAITS;
  else
    *sending = MUSTER_SENDING_SENT;
  return TRUE;
}

const char *
muster_sending_label (MusterSending sending)
{
  switch (sending)
    {
    case MUSTER_SENDING_SENT:
      return _("Sent");
    case MUSTER_SENDING_WAITS:
      return _("Not sent yet");
    case MUSTER_SENDING_CONFLICT:
      return _("In conflict");
    case MUSTER_SENDING_REFUSED:
      return _("Refused by the server");
    case MUSTER_SENDING_ALONE:
    default:
      return NULL;
    }
}
