/* test-statement.c - statements are kept, borrowed and given back; transactions hold together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

static MusterStatement *
prepare (MusterDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  MusterStatement *statement = muster_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  g_assert_nonnull (statement);
  return statement;
}

static gboolean
step (MusterStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;

  muster_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return row;
}

/* The same text, asked for again while the first answer is being read. */
static void
test_reentrant (DbFixture *self, gconstpointer data)
{
  static const char *const sql = "SELECT i FROM t WHERE i > ?1 ORDER BY i";
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  MusterStatement *outer;
  gint64 sum = 0;

  run (db, "CREATE TABLE t (i); INSERT INTO t VALUES (1), (2), (3)");
  outer = prepare (db, sql);
  muster_statement_bind_number (outer, 1, 0);
  while (step (outer))
    {
      g_autoptr (MusterStatement) inner = prepare (db, sql);

      g_assert_true (inner != outer);
      muster_statement_bind_number (inner, 1, muster_statement_get_number (outer, 0));
      while (step (inner))
        {
          g_autoptr (MusterStatement) innermost = prepare (db, sql);

          muster_statement_bind_number (innermost, 1, 2);
          g_assert_true (step (innermost));
          sum += muster_statement_get_number (outer, 0) * 100 + muster_statement_get_number (inner, 0) * 10
                 + muster_statement_get_number (innermost, 0);
        }
    }
  muster_statement_release (outer);
  g_assert_cmpint (sum, ==, 123 + 133 + 233);
}

/* Where every word is in the first column, and where either of two spellings is enough. */
static void
test_words (DbFixture *self, gconstpointer data)
{
  static const struct { const char *match; int same, n, sum; } cases[] = {
    { "wood", 0, 3, 1 + 4 },
    { "wood AND green", 0, 2, 1 },
    { "wood AND gre*", 0, 2, 1 },
    { "wood AND (green OR hale)", 0, 3, 0 },
    { "wood AND (green OR hale)", 1 << 2, 3, 1 + 4 },
    { "(green OR hale) AND wood", 1 << 1, 3, 1 + 4 },
    { "\"wood green\"", 0, 2, 1 },
  };
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (GError) error = NULL;

  g_assert_true (muster_db_add_word_functions (db, &error));
  g_assert_no_error (error);
  run (db, "CREATE VIRTUAL TABLE s USING fts5 (title, body); INSERT INTO s (rowid, title, body) VALUES"
           " (1, 'Wood Green', ''), (2, 'Noel Park', 'wood green'), (4, 'Hale Wood', 'x')");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterStatement) statement =
        prepare (db, "SELECT rowid, in_first_column (s, ?2) FROM s WHERE s MATCH ?1 ORDER BY rowid DESC");
      int n = 0, sum = 0;

      muster_statement_bind_text (statement, 1, cases[i].match);
      muster_statement_bind_number (statement, 2, cases[i].same);
      for (; step (statement); n++)
        sum += (int) (muster_statement_get_number (statement, 0) * muster_statement_get_number (statement, 1));
      g_assert_cmpint (n, ==, cases[i].n);
      g_assert_cmpint (sum, ==, cases[i].sum);
    }
}

/* What is given back is used again, and nothing of its last user is left on it. */
static void
test_kept (DbFixture *self, gconstpointer data)
{
  static const char *const sql = "SELECT ?1, ?2";
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  MusterStatement *first = prepare (db, sql);
  MusterStatement *second;

  muster_statement_bind_number (first, 1, 7);
  muster_statement_bind_text (first, 2, "seven");
  g_assert_true (step (first));
  g_assert_cmpstr (muster_statement_get_text (first, 1), ==, "seven");
  muster_statement_release (first);

  second = prepare (db, sql);
  g_assert_true (second == first);
  g_assert_true (step (second));
  g_assert_true (muster_statement_is_null (second, 0));
  g_assert_null (muster_statement_get_text (second, 1));
  muster_statement_release (second);
  muster_statement_release (NULL);
}

static void
test_values (DbFixture *self, gconstpointer data)
{
  static const char bytes[] = { 'a', '\0', '\xff' };
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterStatement) statement = prepare (db, "SELECT ?1, ?2, ?3, ?4");
  const void *read;
  gsize n;

  muster_statement_bind_number (statement, 1, G_MININT64);
  muster_statement_bind_text (statement, 2, "it’s");
  muster_statement_bind_blob (statement, 3, bytes, sizeof bytes);
  muster_statement_bind_text (statement, 4, NULL);
  g_assert_true (step (statement));
  g_assert_cmpint (muster_statement_get_n_columns (statement), ==, 4);
  g_assert_cmpint (muster_statement_get_number (statement, 0), ==, G_MININT64);
  g_assert_cmpstr (muster_statement_get_text (statement, 1), ==, "it’s");
  read = muster_statement_get_blob (statement, 2, &n);
  g_assert_cmpmem (read, n, bytes, sizeof bytes);
  g_assert_true (muster_statement_is_null (statement, 3));
  g_assert_false (step (statement));
}

/* A failed statement can be run again, and says what is wrong in words. */
static void
test_errors (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterStatement) insert = NULL;

  g_assert_null (muster_db_prepare (db, "SELECT * FROM nowhere", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED);
  assert_sentence (error, self->path);
  g_clear_error (&error);

  run (db, "CREATE TABLE t (i INTEGER PRIMARY KEY)");
  insert = prepare (db, "INSERT INTO t VALUES (?1)");
  muster_statement_bind_number (insert, 1, 1);
  g_assert_true (muster_statement_run (insert, NULL));
  muster_statement_bind_number (insert, 1, 1);
  g_assert_false (muster_statement_run (insert, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED);
  muster_statement_bind_number (insert, 1, 2);
  g_assert_true (muster_statement_run (insert, NULL));
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 2);
}

static void
test_transactions (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterDb) reader = NULL;

  run (db, "CREATE TABLE t (i)");
  reader = open_db (self->path, MUSTER_DB_READ);
  muster_db_rollback (db); /* harmless outside */
  g_assert_true (muster_db_begin (db, NULL));
  g_assert_false (muster_db_begin (db, NULL)); /* they do not nest */
  run (db, "INSERT INTO t VALUES (1)");
  muster_db_rollback (db);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 0);

  /* A reader's transaction sees one state of the file. */
  g_assert_true (muster_db_begin_read (reader, NULL));
  g_assert_cmpint (number (reader, "SELECT count(*) FROM t"), ==, 0);
  g_assert_true (muster_db_begin (db, NULL));
  run (db, "INSERT INTO t VALUES (2)");
  g_assert_true (muster_db_commit (db, NULL));
  g_assert_cmpint (number (reader, "SELECT count(*) FROM t"), ==, 0);
  muster_db_rollback (reader);
  g_assert_cmpint (number (reader, "SELECT count(*) FROM t"), ==, 1);
}

/* What was committed is there for the next who opens the file, though nobody closed it: from a copy of the files as
 * they lie at that moment. */
static void
test_committed_is_there (DbFixture *self, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal" };
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterDb) copy = NULL;
  g_autofree char *away = g_build_filename (self->folder, "away", NULL);

  run (db, "CREATE TABLE t (i)");
  g_assert_true (muster_db_begin (db, NULL));
  run (db, "INSERT INTO t VALUES (1)");
  g_assert_true (muster_db_commit (db, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (away, suffixes[i], NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (from, &bytes, &n, NULL));
      g_assert_true (g_file_set_contents (to, bytes, (gssize) n, NULL));
    }
  copy = open_db (away, 0);
  g_assert_cmpint (number (copy, "SELECT count(*) FROM t"), ==, 1);
}

static void
add (const char *name, void (*test) (DbFixture *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/db/statement/", name, NULL);

  g_test_add (path, DbFixture, NULL, db_fixture_init, test, db_fixture_clear);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("reentrant", test_reentrant);
  add ("kept", test_kept);
  add ("words", test_words);
  add ("values", test_values);
  add ("errors", test_errors);
  add ("transactions", test_transactions);
  add ("committed-is-there", test_committed_is_there);
  return g_test_run ();
}
