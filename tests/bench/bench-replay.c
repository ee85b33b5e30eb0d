/* bench-replay.c - all tables made anew from the log, beside the bare inserts of the same rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"
#include "timing.h"

/* Every table that a replay fills: all but the log, what waits, drafts, the tally, which triggers keep, and those
 * behind the search index. */
#define PROJECTIONS                                                                                                    \
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"                       \
  " AND name NOT IN ('meta', 'log_commit', 'log_change', 'outbox', 'draft', 'tally', 'sync_cursor', 'sync_grant', "    \
  "'sync_fill', 'refused',"                                                                                            \
  " 'aside_commit', 'aside_change') ORDER BY name <> 'record', name"

static void
must_run (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (handle, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
must_prepare (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  return statement;
}

static GPtrArray *
list_tables (sqlite3 *handle, const char *sql)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = must_prepare (handle, sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return names;
}

static char *
insert_of (const char *table, int n_columns)
{
  gboolean search = g_str_equal (table, "search");
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" %s VALUES (?", table, search ? "(rowid, title, code, body)" : "");
  for (int i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

typedef struct {
  sqlite3_stmt *read, *write;
  int           n_columns;
  gint64        n_rows, done;
} Copying;

static gint64
count_rows (sqlite3 *from, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", table);
  sqlite3_stmt *statement = must_prepare (from, sql);
  gint64 n;

  sqlite3_step (statement);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
begin_copying (Copying *self, sqlite3 *from, sqlite3 *to, const char *table)
{
  const char *key = g_str_equal (table, "search") ? "rowid, " : "";
  g_autofree char *select = g_strdup_printf ("SELECT %s* FROM \"%s\"", key, table), *insert = NULL;

  self->read = must_prepare (from, select);
  self->n_columns = sqlite3_column_count (self->read);
  insert = insert_of (table, self->n_columns);
  self->write = must_prepare (to, insert);
  self->n_rows = count_rows (from, table);
  self->done = 0;
}

/* One row at a time, read in one file and written into the other, until so many are done: what a program without a
 * schema would do. */
static void
copy_until (Copying *self, sqlite3 *to, gint64 end)
{
  for (; self->done < end && sqlite3_step (self->read) == SQLITE_ROW; self->done++)
    {
      for (int i = 0; i < self->n_columns; i++)
        sqlite3_bind_value (self->write, i + 1, sqlite3_column_value (self->read, i));
      if (sqlite3_step (self->write) != SQLITE_DONE)
        g_error ("%s: %s", sqlite3_sql (self->write), sqlite3_errmsg (to));
      sqlite3_reset (self->write);
    }
}

static void
empty_tables (sqlite3 *to, GPtrArray *tables)
{
  must_run (to, "BEGIN IMMEDIATE");
  for (guint i = tables->len; i > 0; i--)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\"", (char *) tables->pdata[i - 1]);

      must_run (to, sql);
    }
  must_run (to, "COMMIT");
}

/* The same rows in n transactions, each durable. */
static gint64
copy_in_parts (sqlite3 *from, sqlite3 *to, GPtrArray *tables, guint n)
{
  g_autofree Copying *copying = g_new (Copying, tables->len);
  gint64 rows = 0;

  for (guint i = 0; i < tables->len; i++)
    begin_copying (&copying[i], from, to, tables->pdata[i]);
  for (guint part = 1; part <= n; part++)
    {
      must_run (to, "BEGIN IMMEDIATE");
      for (guint i = 0; i < tables->len; i++)
        copy_until (&copying[i], to, copying[i].n_rows * part / n);
      must_run (to, "COMMIT");
    }
  for (guint i = 0; i < tables->len; i++)
    {
      rows += copying[i].done;
      sqlite3_finalize (copying[i].read);
      sqlite3_finalize (copying[i].write);
    }
  return rows;
}

double
bare_copy_tables (const char *path, const char *into, const char *tables_sql, guint n, gint64 *rows)
{
  char *copy = timing_copy (into, "bare");
  g_autoptr(GPtrArray) tables = NULL;
  MusterDb *from_db = bare_open (path), *to_db;
  sqlite3 *from = bare_newest (), *to;
  double start;

  to_db = bare_open (copy);
  to = bare_newest ();
  tables = list_tables (from, tables_sql);
  must_run (to, "PRAGMA foreign_keys = OFF"); /* parts of two tables do not end at the same record */
  start = timing_now ();
  empty_tables (to, tables);
  *rows = copy_in_parts (from, to, tables, n);
  start = timing_now () - start;

  bare_close (to_db);
  bare_close (from_db);
  timing_drop (copy);
  return start;
}

static double
time_rebuild (const char *path, gint64 *commits, gint64 *changes)
{
  char *copy = timing_copy (path, "replayed");
  g_autoptr(MusterRandom) random = muster_random_new_seeded (1);
  g_autoptr(GError) error = NULL;
  MusterReplica *replica = timing_open (copy, 0, random);
  sqlite3_stmt *statement =
    must_prepare (bare_newest (), "SELECT count(*), (SELECT count(*) FROM log_change) FROM log_commit");
  double start;

  sqlite3_step (statement);
  *commits = sqlite3_column_int64 (statement, 0);
  *changes = sqlite3_column_int64 (statement, 1);
  sqlite3_finalize (statement);
  start = timing_now ();
  muster_replica_rebuild (replica, &error);
  start = timing_now () - start;
  timing_check (error);

  muster_replica_close (replica);
  timing_drop (copy);
  return start;
}

void
bench_replay (const char *path)
{
  gint64 commits, changes, rows;
  double ours, bare;

  bare_watch ();
  bare = bare_copy_tables (path, path, PROJECTIONS, 1, &rows);
  ours = time_rebuild (path, &commits, &changes);
  timing_print_json (json_pack ("{s:s, s:I, s:I, s:I, s:f, s:f}", "what", "replay", "n", (json_int_t) commits,
                                "changes", (json_int_t) changes, "rows", (json_int_t) rows, "median", ours,
                                "bare", bare));
}
