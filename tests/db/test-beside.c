/* test-beside.c - a second process that writes, and copies of a file that is in use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

static gint64
size_of (const char *path, const char *suffix)
{
  g_autofree char *whole = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  return g_stat (whole, &info) == 0 ? info.st_size : -1;
}

/* What both wrote is there; the one beside never moves it into the file itself, however much it writes and though it
 * closes last. */
static void
test_beside (DbFixture *self, gconstpointer data)
{
  g_autoptr(MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr(MusterDb) beside = NULL;
  g_autoptr(MusterDb) again = NULL;
  gint64 before;

  run (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); INSERT INTO t VALUES (1, 'one'); PRAGMA wal_checkpoint "
           "(TRUNCATE)");
  assert_refused (self->path, 0, MUSTER_ERROR_BUSY);
  beside = open_db (self->path, MUSTER_DB_BESIDE);
  g_assert_true (muster_db_is_writable (beside));
  before = size_of (self->path, "");
  run (beside, "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
               " INSERT INTO t SELECT i, printf ('%04000d', i) FROM n");
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 2500);
  run (db, "INSERT INTO t VALUES (3000, 'last')");
  g_clear_pointer (&beside, muster_db_close);
  g_assert_cmpint (size_of (self->path, "-wal"), >, 2500 * 4000);
  g_assert_cmpint (before, >, 0);

  beside = open_db (self->path, MUSTER_DB_BESIDE);
  g_clear_pointer (&db, muster_db_close);
  run (beside, "INSERT INTO t VALUES (3001, 'alone')");
  g_clear_pointer (&beside, muster_db_close);
  g_assert_cmpint (size_of (self->path, "-wal"), >, 0);
  again = open_db (self->path, 0);
  g_assert_cmpint (number (again, "SELECT count(*) FROM t"), ==, 2502);
}

static void
test_beside_not_there (DbFixture *self, gconstpointer data)
{
  assert_refused (self->path, MUSTER_DB_BESIDE, MUSTER_ERROR_NOT_FOUND);
}

/* data: the flags of the connection that copies. */
static void
test_copy (DbFixture *self, gconstpointer data)
{
  g_autoptr(MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr(MusterDb) from = NULL;
  g_autoptr(MusterDb) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "copy.muster", NULL);
  GStatBuf info;

  run (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  from = open_db (self->path, GPOINTER_TO_INT (data));
  g_assert_true (muster_db_copy (from, path, NULL, &error));
  g_assert_no_error (error);
  run (db, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  copy = open_db (path, 0);
  g_assert_cmpint (number (copy, "SELECT count(*) FROM t"), ==, 1);

  g_assert_false (muster_db_copy (from, path, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
  g_assert_cmpint (number (copy, "SELECT count(*) FROM t"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/db/beside", DbFixture, NULL, db_fixture_init, test_beside, db_fixture_clear);
  g_test_add ("/db/beside/not-there", DbFixture, NULL, db_fixture_init, test_beside_not_there, db_fixture_clear);
  g_test_add ("/db/copy/reading", DbFixture, GINT_TO_POINTER (MUSTER_DB_READ), db_fixture_init, test_copy,
              db_fixture_clear);
  g_test_add ("/db/copy/beside", DbFixture, GINT_TO_POINTER (MUSTER_DB_BESIDE), db_fixture_init, test_copy,
              db_fixture_clear);
  return g_test_run ();
}
