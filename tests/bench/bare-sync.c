/* bare-sync.c - what sync is held against: the same bytes fetched from a server of files, the same rows written by
 * SQLite alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"
#include "bench-sync.h"
#include "peer.h"
#include "timing.h"

#include <stdlib.h>

/* ---- a first sync: fetch each page, then insert all rows that came of them --------------------------------------- */

static double
fetch (const char *address, const char *trust, guint n, gsize *bytes)
{
  g_autoptr(GError) error = NULL;
  MusterTransport *transport = muster_transport_new (address, &error);
  double start;

  timing_check (error);
  if (!g_str_equal (trust, "-"))
    muster_transport_set_trust (transport, trust, &error);
  timing_check (error);
  *bytes = 0;
  start = timing_now ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);
      g_autoptr(MusterRequest) request = muster_request_new ("GET", path);
      g_autoptr(MusterResponse) response = muster_transport_call (transport, request);

      if (response->status != 200)
        g_error ("the bare server did not answer: %s", response->failure);
      *bytes += g_bytes_get_size (response->body);
    }
  start = timing_now () - start;
  muster_transport_free (transport);
  return start;
}

void
bench_bare_first (char **arguments)
{
  gsize bytes;
  gint64 rows;
  double fetched, inserted, cpu;

  bare_watch ();
  cpu = timing_cpu ();
  fetched = fetch (arguments[0], arguments[1], (guint) atoi (arguments[2]), &bytes);
  inserted = bare_copy_tables (arguments[3], arguments[4], FED_TABLES, (guint) atoi (arguments[2]), &rows);
  cpu = timing_cpu () - cpu;
  timing_print_json (json_pack ("{s:s, s:f, s:f, s:f, s:f, s:I, s:I}", "what", "bare-first", "ms", fetched + inserted,
                                "fetch", fetched, "insert", inserted, "cpu", cpu, "rows", (json_int_t) rows, "inflated",
                                (json_int_t) bytes));
}

/* ---- a pull: the writes of it, recorded and played on another copy of the file ----------------------------------- */

void
bench_bare_pull (char **arguments)
{
  Recording *recording;
  double start, cpu;
  MusterDb *db;
  Peer peer;

  bare_watch ();
  peer_open (&peer, arguments[0], arguments[1], arguments[2], 0);
  recording = recording_begin (bare_newest ());
  peer_run (&peer);
  recording_end (recording);
  peer_close (&peer);
  db = bare_open (arguments[3]);
  start = timing_now ();
  cpu = timing_cpu ();
  recording_play (recording, bare_newest ());
  timing_print_json (json_pack ("{s:s, s:f, s:f, s:i}", "what", "bare-pull", "ms", timing_now () - start, "cpu",
                                timing_cpu () - cpu, "writes", (int) recording_count (recording)));
  bare_close (db);
  recording_free (recording);
}

/* ---- pushes: the rows that the endpoint has in AFTER and had not in BEFORE --------------------------------------- */

static GPtrArray *
read_rows (sqlite3 *from, const char *sql, int *n_columns)
{
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_value_free);
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (from, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (from));
  *n_columns = sqlite3_column_count (statement);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < *n_columns; i++)
      g_ptr_array_add (values, sqlite3_value_dup (sqlite3_column_value (statement, i)));
  sqlite3_finalize (statement);
  return values;
}

static sqlite3_stmt *
prepare_insert (sqlite3 *to, const char *target, int n_columns)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_string_printf (sql, "INSERT %s VALUES (?", target);
  for (int i = 1; i < n_columns; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  if (sqlite3_prepare_v2 (to, sql->str, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql->str, sqlite3_errmsg (to));
  return statement;
}

/* Part i of n. */
static void
insert_part (sqlite3_stmt *statement, GPtrArray *values, int n_columns, guint i, guint n)
{
  guint rows = values->len / (guint) n_columns;

  for (guint row = rows * i / n; row < rows * (i + 1) / n; row++)
    {
      for (int j = 0; j < n_columns; j++)
        sqlite3_bind_value (statement, j + 1, values->pdata[row * (guint) n_columns + (guint) j]);
      if (sqlite3_step (statement) != SQLITE_DONE)
        g_error ("a bare insert failed");
      sqlite3_reset (statement);
    }
}

static void
must_run (sqlite3 *to, const char *sql)
{
  if (sqlite3_exec (to, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (to));
}

/* Who joined in between: the rows refer to them. */
static void
copy_missing (sqlite3 *from, sqlite3 *to, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table),
                  *or_ignore = g_strconcat ("OR IGNORE INTO ", table, NULL);
  int n_columns;
  GPtrArray *values = read_rows (from, sql, &n_columns);
  sqlite3_stmt *statement = prepare_insert (to, or_ignore, n_columns);

  insert_part (statement, values, n_columns, 0, 1);
  sqlite3_finalize (statement);
  g_ptr_array_unref (values);
}

void
bench_bare_push (char **arguments)
{
  static const char *const tables[] = { "log_commit", "log_change" };
  static const char *const targets[] = { "INTO log_commit", "INTO log_change" };
  static const char *const people[] = { "person", "device", "replica" };
  guint n = (guint) atoi (arguments[2]);
  GPtrArray *values[G_N_ELEMENTS (tables)];
  sqlite3_stmt *statements[G_N_ELEMENTS (tables)];
  int n_columns[G_N_ELEMENTS (tables)];
  g_autoptr(GError) error = NULL;
  MusterDb *from, *to;
  sqlite3 *handle;
  double start, cpu;
  gint64 last;

  bare_watch ();
  to = bare_open (arguments[0]);
  handle = bare_newest ();
  last = muster_db_get_number (to, "SELECT coalesce (max (seq), 0) FROM log_commit", &error);
  timing_check (error);
  from = bare_open (arguments[1]);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    copy_missing (bare_newest (), handle, people[i]);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT * FROM %s WHERE seq > %" G_GINT64_FORMAT " ORDER BY seq", tables[i], last);

      values[i] = read_rows (bare_newest (), sql, &n_columns[i]);
      statements[i] = prepare_insert (handle, targets[i], n_columns[i]);
    }
  bare_close (from);

  start = timing_now ();
  cpu = timing_cpu ();
  for (guint i = 0; i < n; i++)
    {
      must_run (handle, "BEGIN IMMEDIATE");
      for (guint j = 0; j < G_N_ELEMENTS (tables); j++)
        insert_part (statements[j], values[j], n_columns[j], i, n);
      must_run (handle, "COMMIT");
    }
  timing_print_json (json_pack ("{s:s, s:f, s:f, s:i}", "what", "bare-push", "ms", timing_now () - start, "cpu",
                                timing_cpu () - cpu, "commits", (int) (values[0]->len / (guint) n_columns[0])));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      sqlite3_finalize (statements[i]);
      g_ptr_array_unref (values[i]);
    }
  bare_close (to);
}
