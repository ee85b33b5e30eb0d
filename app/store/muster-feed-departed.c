/* muster-feed-departed.c - records that went out of sight: noted as they go, until a person has read that they did.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"
#include "muster-needs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What leaves within so long after the first is one departure: a sync may take several pages. */
#define ONE_DEPARTURE (60 * G_USEC_PER_SEC)
/* As many numbers as a person reads. */
#define CODES_MAX 12

/* ---- as a page is applied ---------------------------------------------------------------------------------------- */

/* A later departure has a later time, whatever the clock does: what was read is told by it from what was not. */
static gboolean
choose_time (MusterFeed *self, GError **error)
{
  MusterTime now = muster_clock_now (self->replica->clock);
  g_autoptr(GError) local = NULL;
  MusterTime last = muster_db_get_number (self->replica->db, "SELECT coalesce (max (at), 0) FROM departed", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->left_at = now >= last && now - last < ONE_DEPARTURE ? last : MAX (now, last + 1);
  return TRUE;
}

gboolean
muster_feed_note_departed (MusterFeed *self, const MusterId *record, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;

  if (self->left_at == 0 && !choose_time (self, error))
    return FALSE;
  statement = muster_db_prepare (self->replica->db,
                                 "INSERT OR REPLACE INTO departed (record, kind, code, at)"
                                 " SELECT id, kind, code, ?2 FROM record WHERE id = ?1",
                                 error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  muster_statement_bind_number (statement, 2, self->left_at);
  return muster_statement_run (statement, error);
}

gboolean
muster_feed_forget_departed (MusterFeed *self, GError **error)
{
  MusterDb *db = self->replica->db;
  g_autoptr(MusterStatement) statement = NULL;

  if (muster_db_get_number (db, "SELECT EXISTS (SELECT 1 FROM departed)", NULL) == 0)
    return TRUE;
  statement = muster_db_prepare (
    db, "DELETE FROM departed WHERE record = ?1 AND EXISTS (SELECT 1 FROM record WHERE id = ?1)", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < self->result->changed->len; i++)
    {
      muster_statement_bind_blob (statement, 1, &g_array_index (self->result->changed, MusterId, i), sizeof (MusterId));
      if (!muster_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

char *
muster_feed_departed_code (MusterReplica *self, const MusterId *record)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT code FROM departed WHERE record = ?1", NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  return muster_statement_step (statement, &row, NULL) && row ? g_strdup (muster_statement_get_text (statement, 0))
                                                              : NULL;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void
kind_free (gpointer data)
{
  g_ptr_array_unref (((MusterDepartedKind *) data)->codes);
  g_free (data);
}

void
muster_departure_free (MusterDeparture *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->kinds);
  g_free (self);
}

static MusterDeparture *
departure_new (MusterTime at)
{
  MusterDeparture *self = g_new0 (MusterDeparture, 1);

  self->at = at;
  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  return self;
}

static MusterDepartedKind *
get_kind (MusterDeparture *self, const MusterKind *kind)
{
  MusterDepartedKind *departed;

  for (guint i = 0; i < self->kinds->len; i++)
    if (((MusterDepartedKind *) self->kinds->pdata[i])->kind == kind)
      return self->kinds->pdata[i];
  departed = g_new0 (MusterDepartedKind, 1);
  departed->kind = kind;
  departed->codes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->kinds, departed);
  return departed;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const MusterDepartedKind *first = *(MusterDepartedKind *const *) a, *second = *(MusterDepartedKind *const *) b;

  return (int) first->kind->id - (int) second->kind->id;
}

/* The row: at, kind, code. */
static void
add_row (MusterStatement *statement, GPtrArray *list)
{
  MusterTime at = muster_statement_get_number (statement, 0);
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
  const char *code = muster_statement_get_text (statement, 2);
  MusterDeparture *last = list->len > 0 ? list->pdata[list->len - 1] : NULL;
  MusterDepartedKind *departed;

  if (last == NULL || last->at != at)
    g_ptr_array_add (list, last = departure_new (at));
  last->n++;
  if (kind == NULL) /* noted by a newer version: it is counted */
    return;
  departed = get_kind (last, kind);
  departed->n++;
  if (code != NULL && departed->codes->len < CODES_MAX)
    g_ptr_array_add (departed->codes, g_strdup (code));
}

GPtrArray *
muster_replica_departed (MusterReplica *self, GError **error)
{
  /* R-9 comes before R-12. */
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db, "SELECT at, kind, code FROM departed WHERE at > 0 ORDER BY at, length (code), code", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_departure_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        add_row (statement, list);
    }
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_sort (((MusterDeparture *) list->pdata[i])->kinds, compare_kinds);
  return g_steal_pointer (&list);
}

guint
muster_replica_count_departures (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(DISTINCT at) FROM departed WHERE at > 0", NULL);
}

/* ---- read by a person -------------------------------------------------------------------------------------------- */

static gboolean
count_at (MusterReplica *self, MusterTime at, guint *n, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT count(*) FROM departed WHERE at = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, at);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *n = (guint) muster_statement_get_number (statement, 0);
  return TRUE;
}

/* Of what a refused save speaks of the number stays, with no time: it tells which record that was. */
gboolean
muster_replica_mark_departed_read (MusterReplica *self, MusterTime at, guint n, GError **error)
{
  guint now;

  if (!count_at (self, at, &now, error))
    return FALSE;
  if (now == n)
    return muster_feed_run (self,
                            "DELETE FROM departed WHERE at = ?1 AND record NOT IN"
                            " (SELECT h.record FROM log_change h JOIN refused r ON r.version = h.version)",
                            at, 0, error)
           && muster_feed_run (self, "UPDATE departed SET at = 0 WHERE at = ?1", at, 0, error);
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
                       _("This has changed meanwhile. Look at it again."));
  return FALSE;
}
