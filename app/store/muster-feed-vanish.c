/* muster-feed-vanish.c - many records that would go at once: counted before they are gone. The rule is that of
 * muster_replica_limit_vanishing().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>

/* What went within this time went in one sync, however many answers brought it. */
#define ONE_SYNC G_TIME_SPAN_HOUR

/* Memory: how many went, and since when. */
#define META_VANISHED "vanished"
#define META_SINCE "vanished_since"

gboolean
muster_feed_is_seen (MusterReplica *self, const MusterId *record, gboolean *seen, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT 1 FROM record WHERE id = ?1 AND archived = 0", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  return muster_statement_step (statement, seen, error);
}

static gboolean
count_gone (MusterReplica *self, GArray *seen, guint *n, GError **error)
{
  *n = 0;
  for (guint i = 0; i < seen->len; i++)
    {
      gboolean still;

      if (!muster_feed_is_seen (self, &g_array_index (seen, MusterId, i), &still, error))
        return FALSE;
      *n += !still;
    }
  return TRUE;
}

/* A clock that is set back makes nobody forget for ever, nor one that is set on. */
static guint
count_lately (MusterReplica *self, MusterTime now, MusterTime *since)
{
  *since = muster_meta_get_number (self, META_SINCE);
  if (*since != 0 && ABS (now - *since) <= ONE_SYNC)
    return (guint) muster_meta_get_number (self, META_VANISHED);
  *since = now;
  return 0;
}

gboolean
muster_feed_may_vanish (MusterReplica *self, GArray *seen, GError **error)
{
  MusterTime since;
  guint n, lately;

  self->n_held = 0;
  g_clear_pointer (&self->vanishing, g_array_unref);
  if (self->vanishing_limit == 0 || seen->len == 0)
    return TRUE;
  if (!count_gone (self, seen, &n, error))
    return FALSE;
  lately = count_lately (self, muster_clock_now (self->clock), &since);
  if (n > 0 && lately + n > self->vanishing_limit)
    {
      self->n_held = n;
      self->vanishing = muster_feed_note_vanishing (self, seen);
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_HELD,
                   ngettext ("%u record would go from this computer. Nothing was changed.",
                             "%u records would go from this computer. Nothing was changed.", n), n);
      return FALSE;
    }
  return n == 0
         || (muster_meta_set_number (self, META_VANISHED, lately + n, error)
             && muster_meta_set_number (self, META_SINCE, since, error));
}

void
muster_replica_limit_vanishing (MusterReplica *self, guint limit)
{
  self->vanishing_limit = limit;
}

guint
muster_replica_count_held (MusterReplica *self)
{
  return self->n_held;
}
