/* muster-ledger-dump.c - what somebody sees, as text: a new replica is given all of it, as a client is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-feed.h"

#include <glib/gi18n-lib.h>

static MusterReplica *
make_replica (MusterLedger *self, GError **error)
{
  MusterReplica *replica = muster_replica_open (":memory:", 0, self->clock, self->random, "", error);
  MusterId person;

  muster_id_new (&person, self->clock, self->random);
  if (replica == NULL || muster_replica_enrol (replica, "https://localhost", &self->server, &self->epoch, &person, "",
                                               error))
    return replica;
  muster_replica_close (replica);
  return NULL;
}

/* One page of the news (fill NULL) or of a fill. *more: there is another. */
static gboolean
give_page (MusterLedger *self, MusterReplica *replica, GArray *grants, const MusterFill *fill, gboolean *more,
           GError **error)
{
  g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (replica, error);
  g_autoptr(MusterFeedPage) page = NULL;
  MusterFeedPageResult result = { 0 };
  MusterPull pull = { .epoch = self->epoch };
  gboolean ok;

  if (state == NULL)
    return FALSE;
  pull.grants_version = state->grants_version;
  pull.after = state->cursor;
  if (fill != NULL)
    {
      pull.after = (MusterCursor) { fill->after };
      pull.until = fill->until;
      pull.target = fill->target;
      pull.has_record = fill->is_record;
      pull.has_scope = !fill->is_record;
    }
  page = muster_ledger_read_as (self, grants, &pull, error);
  ok = page != NULL && muster_replica_apply_page (replica, page, fill, &result, error);
  *more = ok && (page->more || page->grants_version != 0);
  if (ok && result.differs)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
                           _("What the server gives is not what it says it gave. Run “muster-server verify”."));
      ok = FALSE;
    }
  muster_feed_page_result_clear (&result);
  return ok;
}

static gboolean
give_all (MusterLedger *self, MusterReplica *replica, GArray *grants, GError **error)
{
  g_autoptr(GError) local = NULL;
  gboolean more = TRUE;
  MusterFill fill;

  while (more)
    if (!give_page (self, replica, grants, NULL, &more, error))
      return FALSE;
  while (muster_replica_next_fill (replica, &fill, &local))
    if (!give_page (self, replica, grants, &fill, &more, error))
      return FALSE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Only now is there a digest that both can compare. */
  return give_page (self, replica, grants, NULL, &more, error);
}

char *
muster_ledger_dump (MusterLedger *self, GArray *grants, GError **error)
{
  MusterReplica *replica = make_replica (self, error);
  char *text = NULL;

  if (replica == NULL)
    return NULL;
  if (give_all (self, replica, grants, error))
    text = muster_replica_dump (replica, error);
  muster_replica_close (replica);
  return text;
}
