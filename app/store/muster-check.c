/* muster-check.c - is the file sound, and do the tables say what the log says?
 *
 * The log is replayed into an empty replica in memory and every row of every projection is compared. Nothing is taken
 * from the tables for the replay, so a row that was altered, lost or added shows, whatever it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"
#include "muster-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond this many a list of faults helps nobody. */
#define MAX_FAULTS 50

/* ---- which record ----------------------------------------------------------------------------------------------- */

/* "R-12 “Title”"; NULL where the statement, which is bound, finds none. */
static char *
name_record (MusterStatement *statement)
{
  gboolean row = FALSE;

  if (!muster_statement_step (statement, &row, NULL) || !row)
    return NULL;
  return g_strdup_printf ("%s“%s”", muster_statement_get_text (statement, 0), muster_statement_get_text (statement, 1));
}

#define NAME "SELECT coalesce (code || ' ', ''), title FROM record WHERE "

static char *
name_rowid (MusterReplica *self, gint64 rowid)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, NAME "rowid = ?1", NULL);

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, rowid);
  return name_record (statement);
}

static char *
name_id (MusterReplica *self, const MusterId *id)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, NAME "id = ?1", NULL);
  char *name;
  MusterIdText text;

  if (statement == NULL)
    return g_strdup (muster_id_to_text (id, text));
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  name = name_record (statement);
  return name != NULL ? name : g_strdup (muster_id_to_text (id, text));
}

/* ---- replay ------------------------------------------------------------------------------------------------------ */

/* What the reader of JSON says helps nobody: which save it is, and about what, may. */
static gboolean
refuse_entry (MusterReplica *self, const MusterId *record, gint64 version, const GError *why, GError **error)
{
  g_autofree char *name = name_id (self, record);
  g_autofree char *number = muster_version_to_text (version);

  g_debug ("save %" G_GINT64_FORMAT ": %s", version, why->message);
  if (g_error_matches (why, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("Save %s of the log is damaged where it is about %s."), number, name);
  else
    g_propagate_error (error, g_error_copy (why));
  return FALSE;
}

static gboolean
apply_row (MusterReplica *from, MusterStatement *row, MusterProjection *projection, GError **error)
{
  const char *text = muster_statement_get_text (row, 3);
  g_autoptr(GError) local = NULL;
  g_autoptr(json_t) value = muster_json_from_text (text, strlen (text), &local);
  MusterChange change = { .kind = (char *) muster_statement_get_text (row, 1),
                          .group = (char *) muster_statement_get_text (row, 2), .value = value };

  /* Without an id it is of no record. */
  if (!muster_statement_get_id (row, 0, &change.record))
    return TRUE;
  if (value != NULL && muster_projection_apply (projection, &change, &local))
    return TRUE;
  return refuse_entry (from, &change.record, muster_statement_get_number (row, 4), local, error);
}

/* What counts, in the order of versions: the last of a group is its value, in whatever order it came. */
static gboolean
apply_all (MusterReplica *from, MusterProjection *projection, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (from->db, "SELECT record, kind, field_group, coalesce (merged, value), version FROM log_change"
                                 " WHERE " MUSTER_SQL_COUNTS
                                 " ORDER BY version, i", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    if (!muster_statement_step (statement, &row, error) || (row && !apply_row (from, statement, projection, error)))
      return FALSE;
  return TRUE;
}

/* Makes the tables of into from the log of from; they may be the same replica, its tables then being empty. */
static gboolean
replay (MusterReplica *from, MusterReplica *into, GError **error)
{
  MusterProjection *projection = muster_projection_new (into);
  gboolean ok;

  muster_projection_set_lenient (projection);
  if (from != into)
    muster_projection_number_as (projection, from);
  ok = apply_all (from, projection, error) && muster_projection_finish_all (projection, error);
  muster_projection_free (projection);
  return ok;
}

static gboolean
empty_tables (MusterReplica *self, GError **error)
{
  /* A damaged index does not let go of its rows: it is put in step with them first. */
  if (!muster_db_run (self->db, "DELETE FROM link; DELETE FROM counter; DELETE FROM part; DELETE FROM tally;"
                                "DELETE FROM meta WHERE key = 'rebuild';"
                                "INSERT INTO search (search) VALUES ('rebuild'); DELETE FROM search", error))
    return FALSE;
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      g_autofree char *table = muster_table_name (muster_kind_get (i));
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", table);

      if (!muster_db_run (self->db, sql, error))
        return FALSE;
    }
  return muster_db_run (self->db, "DELETE FROM record", error);
}

gboolean
muster_replica_rebuild (MusterReplica *self, GError **error)
{
  if (muster_db_begin (self->db, error) && empty_tables (self, error) && replay (self, self, error)
      && muster_db_commit (self->db, error))
    return TRUE;
  muster_db_rollback (self->db);
  return FALSE;
}

/* ---- the parts of a check ---------------------------------------------------------------------------------------- */

static void
add_fault (GPtrArray *faults, char *fault)
{
  if (faults->len < MAX_FAULTS)
    g_ptr_array_add (faults, fault);
  else
    g_free (fault);
}

static gboolean
check_file (MusterReplica *self, GPtrArray *faults, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "PRAGMA integrity_check", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row && !g_str_equal (muster_statement_get_text (statement, 0), "ok"))
        add_fault (faults, g_strdup_printf (_("The file is damaged: %s"), muster_statement_get_text (statement, 0)));
    }
  return TRUE;
}

static gboolean
check_commit (MusterReplica *self, MusterStatement *statement, GPtrArray *faults, GError **error)
{
  MusterCommitHeader header;
  gboolean whole = muster_log_read_header (statement, &header);
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterCommit) commit = muster_replica_read_commit (self, header.version, &local);
  g_autofree char *version = NULL;
  guint8 hash[32];
  gsize n_hash;
  const void *stored = muster_statement_get_blob (statement, 9, &n_hash);

  /* What is no JSON the replay finds as well, and says in which record. */
  if (g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    return TRUE;
  if (commit == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!muster_log_hash (self, &header, commit, hash, error))
    return FALSE;
  if (whole && n_hash == sizeof hash && memcmp (hash, stored, sizeof hash) == 0)
    return TRUE;
  version = muster_version_to_text (header.version);
  add_fault (faults, g_strdup_printf (_("Save %s of the log was altered after it was made."), version));
  return TRUE;
}

static gboolean
check_numbers (MusterReplica *self, GPtrArray *faults, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    "SELECT (SELECT coalesce (max (n), ?3) - ?3 - count(*) FROM log_commit WHERE replica = ?1 AND n > ?3),"
    " (SELECT count(*) FROM log_commit c WHERE replica = ?1 AND version >= ?2"
    "  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.version = c.version)"
    "  AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.version = c.version))",
    error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  muster_statement_bind_number (statement, 3, muster_meta_get_number (self, MUSTER_META_GIVEN));
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (muster_statement_get_number (statement, 0) != 0)
    add_fault (faults, g_strdup (_("Saves are missing from the log.")));
  if (muster_statement_get_number (statement, 1) != 0)
    add_fault (faults, g_strdup (_("Saves that were not sent are missing from the queue.")));
  return TRUE;
}

/* What the endpoint made of changes is in no hash, but in the digest that both keep. */
static gboolean
check_digest (MusterReplica *self, GPtrArray *faults, GError **error)
{
  guint8 kept[MUSTER_DIGEST_LENGTH], found[MUSTER_DIGEST_LENGTH];

  if (!muster_meta_get_blob (self, "digest", kept, sizeof kept))
    return TRUE;
  if (!muster_feed_sum_log (self, found, error))
    return FALSE;
  if (memcmp (kept, found, sizeof kept) != 0)
    add_fault (faults, g_strdup (_("What came from the server was altered. Synchronising again mends it.")));
  return TRUE;
}

static gboolean
check_log (MusterReplica *self, GPtrArray *faults, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, MUSTER_SQL_HEADERS " ORDER BY version", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    if (!muster_statement_step (statement, &row, error) || (row && !check_commit (self, statement, faults, error)))
      return FALSE;
  return check_numbers (self, faults, error) && check_digest (self, faults, error);
}

/* Every column of a row, one after another, so that rows of any table compare alike. There may be zeros in it: those of
 * an id. */
static GString *
join_columns (MusterStatement *statement, int n_columns)
{
  GString *joined = g_string_new (NULL);

  for (int i = 0; i < n_columns; i++)
    {
      gsize n;
      const void *bytes = muster_statement_get_blob (statement, i, &n);

      g_string_append_printf (joined, "%d:%" G_GSIZE_FORMAT ":", muster_statement_is_null (statement, i), n);
      g_string_append_len (joined, bytes, (gssize) n);
    }
  return joined;
}

static gboolean
rows_equal (MusterStatement *ours, MusterStatement *made, int n_columns)
{
  GString *a = join_columns (ours, n_columns);
  GString *b = join_columns (made, n_columns);
  gboolean equal = g_string_equal (a, b);

  g_string_free (a, TRUE);
  g_string_free (b, TRUE);
  return equal;
}

static gboolean
next_row (MusterStatement *statement, gboolean *row, GError **error)
{
  return !*row || muster_statement_step (statement, row, error);
}

/* The record whose row differs: of two rows that are not of the same record, the first in order has none beside it. */
static char *
name_difference (MusterReplica *self, MusterReplica *scratch, MusterStatement *our_row, MusterStatement *made_row)
{
  gint64 ours = our_row != NULL ? muster_statement_get_number (our_row, 0) : G_MAXINT64;
  gint64 made = made_row != NULL ? muster_statement_get_number (made_row, 0) : G_MAXINT64;
  char *name = name_rowid (scratch, MIN (ours, made));

  return name != NULL ? name : name_rowid (self, MIN (ours, made));
}

static void
report_difference (const char *what, const char *name, GPtrArray *faults)
{
  if (name != NULL)
    /* Translators: the plural of a kind of records, or another table; then the number and title of a record */
    add_fault (faults, g_strdup_printf (_("The table of %s differs from the log, first at %s."), what, name));
  else
    add_fault (faults, g_strdup_printf (_("The table of %s differs from the log."), what));
}

typedef struct {
  const char *what;
  const char *sql;
  gboolean    by_record; /* the first column is the rowid of a record */
} Comparison;

/* Rows of both, side by side in the order of the key. */
static gboolean
compare_rows (MusterReplica *self, MusterReplica *scratch, MusterStatement *ours, MusterStatement *made,
              const Comparison *comparison, GPtrArray *faults, GError **error)
{
  int n_columns = muster_statement_get_n_columns (ours);
  gboolean our_row = TRUE, made_row = TRUE;

  while (TRUE)
    {
      if (!next_row (ours, &our_row, error) || !next_row (made, &made_row, error))
        return FALSE;
      if (!our_row && !made_row)
        return TRUE;
      if (our_row != made_row || !rows_equal (ours, made, n_columns))
        {
          g_autofree char *name = comparison->by_record
                                    ? name_difference (self, scratch, our_row ? ours : NULL, made_row ? made : NULL)
                                    : NULL;

          report_difference (comparison->what, name, faults);
          return TRUE;
        }
    }
}

static gboolean
compare_table (MusterReplica *self, MusterReplica *scratch, const Comparison *comparison, GPtrArray *faults,
               GError **error)
{
  g_autoptr(MusterStatement) ours = muster_db_prepare (self->db, comparison->sql, error);
  g_autoptr(MusterStatement) made = ours != NULL ? muster_db_prepare (scratch->db, comparison->sql, error) : NULL;

  return made != NULL && compare_rows (self, scratch, ours, made, comparison, faults, error);
}

/* Every table that is made from the log, but for those of the kinds. */
static const Comparison comparisons[] = {
  { N_("records"), "SELECT rowid, * FROM record ORDER BY rowid", TRUE },
  { N_("links"), "SELECT source, field, target FROM link ORDER BY source, field, target", TRUE },
  { N_("parts"), "SELECT record, whole, weight, done, score FROM part ORDER BY record, whole", TRUE },
  { N_("sums"), "SELECT weights, done, whole FROM tally WHERE weights <> 0 ORDER BY whole" },
  { N_("search"), "SELECT rowid, * FROM search ORDER BY rowid", TRUE },
};

static gboolean
compare_all (MusterReplica *self, MusterReplica *scratch, GPtrArray *faults, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      Comparison comparison = comparisons[i];

      comparison.what = _(comparison.what);
      if (!compare_table (self, scratch, &comparison, faults, error))
        return FALSE;
    }
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      g_autofree char *table = muster_table_name (muster_kind_get (i));
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY rowid", table);
      Comparison comparison = { _(muster_kind_get (i)->plural), sql, TRUE };

      if (!compare_table (self, scratch, &comparison, faults, error))
        return FALSE;
    }
  return TRUE;
}

/* A number is never given twice: that of a record which is no longer here still counts. */
static gboolean
check_counters (MusterReplica *self, MusterReplica *scratch, GPtrArray *faults, GError **error)
{
  g_autoptr(MusterStatement) made =
    muster_db_prepare (scratch->db, "SELECT kind, last FROM counter ORDER BY kind", error);
  g_autoptr(MusterStatement) ours = muster_db_prepare (self->db, "SELECT last FROM counter WHERE kind = ?1", error);
  gboolean row = TRUE, found;

  while (made != NULL && ours != NULL)
    {
      if (!muster_statement_step (made, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      muster_statement_bind_text (ours, 1, muster_statement_get_text (made, 0));
      if (!muster_statement_step (ours, &found, error))
        return FALSE;
      if (!found || muster_statement_get_number (ours, 0) < muster_statement_get_number (made, 1))
        add_fault (faults, g_strdup_printf (_("The last number given to a %s is too low."),
                                            muster_statement_get_text (made, 0)));
      muster_statement_reset (ours);
    }
  return FALSE;
}

static gboolean
check_projections (MusterReplica *self, GPtrArray *faults, GError **error)
{
  g_autoptr(MusterReplica) scratch = muster_replica_new_scratch (self, error);

  return scratch != NULL && muster_db_begin (scratch->db, error) && replay (self, scratch, error)
         && muster_db_commit (scratch->db, error) && compare_all (self, scratch, faults, error)
         && check_counters (self, scratch, faults, error);
}

/* The words of the index against the texts that it indexes; a reader cannot ask for it. */
static void
check_search (MusterReplica *self, GPtrArray *faults)
{
  if (muster_db_is_writable (self->db)
      && !muster_db_run (self->db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 0)", NULL))
    add_fault (faults, g_strdup (_("The search index is damaged. Rebuilding it from the log mends it.")));
}

static gboolean
check_state (MusterReplica *self, GPtrArray *faults, GError **error)
{
  if (!check_file (self, faults, error))
    return FALSE;
  if (faults->len > 0) /* what cannot be read cannot be compared */
    return TRUE;
  if (!check_log (self, faults, error) || !check_projections (self, faults, error))
    return FALSE;
  check_search (self, faults);
  return TRUE;
}

GPtrArray *
muster_replica_check (MusterReplica *self, GError **error)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) local = NULL;
  gboolean ok;

  if (!muster_db_begin_read (self->db, error))
    return NULL;
  ok = check_state (self, faults, &local);
  muster_db_rollback (self->db);
  if (ok)
    return g_steal_pointer (&faults);
  if (g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_CORRUPT)
      || g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    {
      add_fault (faults, g_strdup (local->message));
      return g_steal_pointer (&faults);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
