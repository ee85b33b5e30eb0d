/* test-migrate.c - a file comes from any version to today's in whole steps, or stays where it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

static const char *const steps[] = {
  "CREATE TABLE team (name TEXT); CREATE TABLE old (a)",
  "ALTER TABLE team ADD COLUMN area TEXT; INSERT INTO team VALUES ('moved', 'Harrow')",
  "DROP TABLE old; CREATE TABLE plan (title TEXT)",
};

static void
migrate (MusterDb *db, const char *const *to, int n)
{
  g_autoptr (GError) error = NULL;

  muster_db_migrate (db, to, n, &error);
  g_assert_no_error (error);
}

static char *
backup_path (DbFixture *self, int version)
{
  return g_strdup_printf ("%s.before-%d", self->path, version);
}

static void
make_version (DbFixture *self, int version)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  migrate (db, steps, version);
  run (db, "INSERT INTO team (name) VALUES ('Hub 1')");
}

static void
test_new_file (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autofree char *backup = backup_path (self, 1);

  migrate (db, steps, 3);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (number (db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('team', 'plan', 'old')"), ==, 2);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  migrate (db, steps, 3); /* nothing is left to do */
  g_assert_cmpint (number (db, "SELECT count(*) FROM team"), ==, 1);
}

static void
test_old_file (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = NULL;

  make_version (self, 1);
  db = open_db (self->path, 0);
  migrate (db, steps, 3);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (number (db, "SELECT count(*) FROM team"), ==, 2);
}

/* What an older Muster can open again. */
static void
test_backup (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = NULL;
  g_autoptr (MusterDb) old = NULL;
  g_autofree char *backup = backup_path (self, 2);
  g_autofree char *part = g_strconcat (backup, ".part", NULL);
  GStatBuf info;

  make_version (self, 1);
  g_assert_true (g_file_set_contents (part, "cut short", -1, NULL));
  db = open_db (self->path, 0);
  migrate (db, steps, 3);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0600);

  old = open_db (backup, 0);
  g_assert_cmpint (number (old, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (number (old, "SELECT count(*) FROM team WHERE name = 'Hub 1'"), ==, 1);
  g_assert_cmpint (number (old, "SELECT count(*) FROM old"), ==, 0);
}

/* A step that fails half-way leaves the version and the tables as they were before that step. */
static void
test_failed_step (DbFixture *self, gconstpointer data)
{
  const char *const broken[] = {
    steps[0], steps[1], "CREATE TABLE plan (title TEXT); DELETE FROM team; INSERT INTO nowhere VALUES (1)",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;

  make_version (self, 1);
  db = open_db (self->path, 0);
  g_assert_false (muster_db_migrate (db, broken, 3, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED);
  assert_sentence (error, self->path);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM team"), ==, 2);
  g_assert_cmpint (number (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'plan'"), ==, 0);
  g_clear_pointer (&db, muster_db_close);

  db = open_db (self->path, 0);
  migrate (db, steps, 3);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
}

static void
test_newer (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;

  make_version (self, 3);
  db = open_db (self->path, 0);
  g_assert_false (muster_db_migrate (db, steps, 2, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NEWER);
  assert_sentence (error, self->path);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
}

/* Who only reads cannot bring an older file up to date. */
static void
test_read_only (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;

  make_version (self, 2);
  db = open_db (self->path, MUSTER_DB_READ);
  migrate (db, steps, 2);
  g_assert_false (muster_db_migrate (db, steps, 3, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY);
  assert_sentence (error, self->path);
}

static void
test_no_place_for_backup (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;
  g_autofree char *backup = backup_path (self, 2);
  g_autofree char *part = g_strconcat (backup, ".part", NULL);

  make_version (self, 1);
  g_assert_cmpint (g_mkdir (part, 0700), ==, 0); /* in the way */
  db = open_db (self->path, 0);
  g_assert_false (muster_db_migrate (db, steps, 3, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 1);
}

static void
test_in_memory (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = open_db (":memory:", 0);

  migrate (db, steps, 1);
  migrate (db, steps, 3);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
  g_assert_false (g_file_test (":memory:.before-2", G_FILE_TEST_EXISTS));
}

static void
add (const char *name, void (*test) (DbFixture *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/db/migrate/", name, NULL);

  g_test_add (path, DbFixture, NULL, db_fixture_init, test, db_fixture_clear);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("new-file", test_new_file);
  add ("old-file", test_old_file);
  add ("backup", test_backup);
  add ("failed-step", test_failed_step);
  add ("newer", test_newer);
  add ("read-only", test_read_only);
  add ("no-place-for-backup", test_no_place_for_backup);
  add ("in-memory", test_in_memory);
  return g_test_run ();
}
