/* muster-ledger-place.c - where records stand, kept up to date change by change: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-place.h"

#include <string.h>

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* Rows remembered at most. */
#define PLACES_KEPT 4096

void
muster_ledger_forget_places (MusterLedger *self)
{
  self->tree++;
  g_hash_table_remove_all (self->places);
}

static gboolean
read_row (MusterLedger *self, const MusterId *record, MusterPlaceRow *row, gboolean *found, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT kind, home, place, archived, archived_by FROM place WHERE record = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  row->record = *record;
  g_strlcpy (row->name, muster_statement_get_text (statement, 0), sizeof row->name);
  row->kind = muster_kind_by_name (row->name);
  row->archived = muster_statement_get_number (statement, 3);
  row->archived_by = muster_statement_get_number (statement, 4);
  *found = muster_ledger_column_id (statement, 1, &row->home) && muster_ledger_column_id (statement, 2, &row->place);
  return TRUE;
}

/* Within a batch the same few records are asked for again and again. */
gboolean
muster_ledger_find_place (MusterLedger *self, const MusterId *record, MusterPlaceRow *row, gboolean *found,
                          GError **error)
{
  const MusterPlaceRow *known = self->in_batch ? g_hash_table_lookup (self->places, record) : NULL;
  MusterPlaceRow *kept;

  *found = known != NULL;
  if (*found)
    {
      *row = *known;
      return TRUE;
    }
  if (!read_row (self, record, row, found, error))
    return FALSE;
  if (*found && self->in_batch)
    {
      if (g_hash_table_size (self->places) >= PLACES_KEPT)
        g_hash_table_remove_all (self->places);
      kept = g_new (MusterPlaceRow, 1);
      *kept = *row;
      g_hash_table_replace (self->places, &kept->record, kept);
    }
  return TRUE;
}

void
muster_place_row_bucket (const MusterPlaceRow *row, MusterId *bucket)
{
  memset (bucket, 0, sizeof *bucket);
  if (row->kind == NULL || !muster_kind_is_directory (row->kind))
    *bucket = row->place;
}

static gboolean
insert_row (MusterLedger *self, const MusterId *home, const MusterChange *change, const MusterKind *kind,
            GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO place (record, kind, home, place, archived, archived_by) VALUES (?1,"
                                 " ?2, ?3, ?4, 0, 0)", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, &change->record);
  muster_statement_bind_text (statement, 2, change->kind);
  muster_ledger_bind_id (statement, 3, home);
  muster_ledger_bind_id (statement, 4, kind != NULL && muster_kind_is_place (kind) ? &change->record : home);
  return muster_ledger_run (self, statement, error);
}

static gboolean
run_with (MusterLedger *self, const char *sql, const MusterId *record, const MusterId *other, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  muster_ledger_bind_id (statement, 2, other);
  return muster_ledger_run (self, statement, error);
}

/* ---- moving ------------------------------------------------------------------------------------------------------ */

/* A record that what happens to another may move. */
typedef struct {
  MusterId    record, place;
  gboolean    is_place;
  GByteArray *path; /* as it was */
} Below;

static void
below_clear (gpointer data)
{
  g_byte_array_unref (((Below *) data)->path);
}

/* record itself, what belongs to it, what stands in it, and so on. */
static gboolean
list_below (MusterLedger *self, const MusterId *record, GArray *list, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "WITH RECURSIVE below (record) AS (VALUES (?1)"
                                 " UNION SELECT p.record FROM below b JOIN place p ON p.up = b.record"
                                 " UNION SELECT p.record FROM below b JOIN place p ON p.place = b.record)"
                                 " SELECT p.record, p.place, p.kind FROM below b JOIN place p ON p.record ="
                                 " b.record", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  while (muster_ledger_step (self, statement, &row, error))
    {
      const MusterKind *kind;
      Below below = { 0 };

      if (!row)
        return TRUE;
      kind = muster_kind_by_name (muster_statement_get_text (statement, 2));
      below.is_place = kind != NULL && muster_kind_is_place (kind);
      if (!muster_ledger_column_id (statement, 0, &below.record)
          || !muster_ledger_column_id (statement, 1, &below.place))
        continue;
      below.path = g_byte_array_new ();
      g_array_append_val (list, below);
    }
  return FALSE;
}

static gboolean
read_paths (MusterLedger *self, GArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      Below *below = &g_array_index (list, Below, i);

      if (!muster_ledger_path (self, &below->place, below->path, error))
        return FALSE;
    }
  return TRUE;
}

/* Places follow from those of what records belong to, in whichever order: until nothing changes. A ring keeps what it
 * has. */
static gboolean
settle (MusterLedger *self, GArray *list, GError **error)
{
  gboolean changed = TRUE;

  for (guint pass = 0; changed && pass < list->len + 1; pass++)
    {
      changed = FALSE;
      for (guint i = 0; i < list->len; i++)
        {
          const Below *below = &g_array_index (list, Below, i);
          g_autoptr(MusterStatement) statement =
            muster_ledger_prepare (self, "UPDATE place AS p SET place = coalesce ((SELECT q.place FROM place q WHERE"
                                         " q.record = p.up), p.home)"
                                         " WHERE p.record = ?1 AND p.place IS NOT"
                                         " coalesce ((SELECT q.place FROM place q WHERE q.record = p.up), p.home)"
                                         " RETURNING 1", error);
          gboolean row = FALSE;

          if (statement == NULL)
            return FALSE;
          muster_ledger_bind_id (statement, 1, &below->record);
          if (!below->is_place && !muster_ledger_step (self, statement, &row, error))
            return FALSE;
          changed = changed || row;
        }
    }
  return TRUE;
}

static gboolean
note_move (MusterLedger *self, gint64 seq, const Below *below, const GByteArray *after, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO move (seq, record, before, after) VALUES (?1, ?2, ?3, ?4)"
                                 " ON CONFLICT DO UPDATE SET after = excluded.after", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, seq);
  muster_ledger_bind_id (statement, 2, &below->record);
  muster_statement_bind_blob (statement, 3, below->path->data, below->path->len);
  muster_statement_bind_blob (statement, 4, after->data, after->len);
  return muster_ledger_run (self, statement, error);
}

static gboolean
tell_moves (MusterLedger *self, gint64 seq, GArray *list, gboolean *moved, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Below *below = &g_array_index (list, Below, i);
      g_autoptr(GByteArray) after = g_byte_array_new ();
      MusterPlaceRow row, was;
      MusterId from, to;
      gboolean found;

      if (!muster_ledger_find_place (self, &below->record, &row, &found, error)
          || !muster_ledger_path (self, &row.place, after, error))
        return FALSE;
      if (after->len == below->path->len && memcmp (after->data, below->path->data, after->len) == 0)
        continue;
      *moved = TRUE;
      was = row;
      was.place = below->place;
      muster_place_row_bucket (&was, &from);
      muster_place_row_bucket (&row, &to);
      if (!note_move (self, seq, below, after, error)
          || (!self->scratch && !muster_id_equal (&from, &to)
              && !muster_ledger_sum_move (self, &below->record, seq, &from, &to, error)))
        return FALSE;
    }
  return TRUE;
}

/* record belongs to up from now on, and all that hangs on it follows. */
static gboolean
move_with (MusterLedger *self, gint64 seq, const MusterId *record, const MusterId *up, gboolean *moved, GError **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (Below));

  g_array_set_clear_func (list, below_clear);
  if (!list_below (self, record, list, error) || !read_paths (self, list, error)
      || !run_with (self, "UPDATE place SET up = ?2 WHERE record = ?1", record, up, error))
    return FALSE;
  muster_ledger_forget_places (self);
  return settle (self, list, error) && tell_moves (self, seq, list, moved, error);
}

/* Somebody may have pointed here before there was anything. */
static gboolean
arrive (MusterLedger *self, gint64 seq, const MusterId *home, const MusterChange *change, const MusterKind *kind,
        gboolean *moved, GError **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (Below));

  g_array_set_clear_func (list, below_clear);
  if (!list_below (self, &change->record, list, error) || !read_paths (self, list, error)
      || !insert_row (self, home, change, kind, error))
    return FALSE;
  if (list->len == 0)
    return TRUE;
  muster_ledger_forget_places (self);
  return settle (self, list, error) && tell_moves (self, seq, list, moved, error);
}

/* ---- references -------------------------------------------------------------------------------------------------- */

static void
say_true (guint rank, const MusterId *target, gpointer data)
{
  *(gboolean *) data = TRUE;
}

gboolean
muster_ledger_group_places (const MusterKind *kind, const char *group)
{
  gboolean places = FALSE;

  /* A programme stands in the server, whatever area it names. */
  if (kind != NULL && kind->id != MUSTER_KIND_PROGRAMME && group[0] != '_')
    muster_place_references (kind, group, NULL, say_true, &places);
  return places;
}

typedef struct {
  MusterLedger   *ledger;
  const MusterId *record;
  gboolean        ok;
  GError        **error;
} Keeping;

static void
keep_reference (guint rank, const MusterId *target, gpointer data)
{
  Keeping *keeping = data;
  const char *sql = target != NULL ? "INSERT INTO place_reference (record, rank, target) VALUES (?1, ?3, ?2)"
                                     " ON CONFLICT DO UPDATE SET target = excluded.target"
                                   : "DELETE FROM place_reference WHERE record = ?1 AND rank = ?3";
  g_autoptr(MusterStatement) statement = keeping->ok ? muster_ledger_prepare (keeping->ledger, sql, keeping->error)
    : NULL;

  keeping->ok = statement != NULL;
  if (!keeping->ok)
    return;
  muster_ledger_bind_id (statement, 1, keeping->record);
  if (target != NULL)
    muster_ledger_bind_id (statement, 2, target);
  muster_statement_bind_number (statement, 3, rank);
  keeping->ok = muster_ledger_run (keeping->ledger, statement, keeping->error);
}

/* What counts of the references that are set; *differs: it is not what the record stood by so far. */
static gboolean
find_up (MusterLedger *self, const MusterId *record, MusterId *up, gboolean *found, gboolean *differs, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT (SELECT target FROM place_reference WHERE record = ?1 ORDER BY rank LIMIT"
                                 " 1), up FROM place"
                                 " WHERE record = ?1", error);
  MusterId before;
  gboolean had;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  *found = muster_ledger_column_id (statement, 0, up);
  had = muster_ledger_column_id (statement, 1, &before);
  *differs = had != *found || (had && !muster_id_equal (&before, up));
  return TRUE;
}

static gboolean
project_references (MusterLedger *self, gint64 seq, const MusterKind *kind, const MusterChange *change, json_t *value,
                    gboolean *moved, GError **error)
{
  Keeping keeping = { self, &change->record, TRUE, error };
  gboolean found, differs;
  MusterId up;

  if (!muster_ledger_group_places (kind, change->group))
    return TRUE;
  muster_place_references (kind, change->group, value, keep_reference, &keeping);
  if (!keeping.ok || !find_up (self, &change->record, &up, &found, &differs, error))
    return FALSE;
  return !differs || move_with (self, seq, &change->record, found ? &up : NULL, moved, error);
}

/* ---- one change -------------------------------------------------------------------------------------------------- */

static gboolean
project_archive (MusterLedger *self, gint64 seq, gint64 replica, const MusterChange *change, gboolean exists,
                 GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "UPDATE place SET archived = ?2, archived_by = ?3 WHERE record = ?1", error);

  if (statement == NULL)
    return FALSE;
  g_hash_table_remove (self->places, &change->record);
  muster_ledger_bind_id (statement, 1, &change->record);
  muster_statement_bind_number (statement, 2, exists ? 0 : seq);
  muster_statement_bind_number (statement, 3, exists ? 0 : replica);
  return muster_ledger_run (self, statement, error);
}

gboolean
muster_ledger_project (MusterLedger *self, gint64 seq, gint64 replica, const MusterId *home, const MusterChange *change,
                       gboolean *moved, GError **error)
{
  json_t *value = change->outcome == MUSTER_OUTCOME_MERGED ? change->merged : change->value;
  const MusterKind *kind = muster_kind_by_name (change->kind);
  MusterPlaceRow row = { 0 };
  gboolean found;

  if (!muster_ledger_find_place (self, &change->record, &row, &found, error)
      || (!found && !arrive (self, seq, home, change, kind, moved, error)))
    return FALSE;
  if (change->outcome != MUSTER_OUTCOME_HEAD && change->outcome != MUSTER_OUTCOME_MERGED)
    return TRUE;

  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    {
      gboolean exists = json_is_true (value);

      return (exists && row.archived == 0) || project_archive (self, seq, replica, change, exists, error);
    }
  if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    return muster_ledger_keep_code (self, json_string_value (value), &change->record, error);
  return project_references (self, seq, kind, change, value, moved, error);
}
