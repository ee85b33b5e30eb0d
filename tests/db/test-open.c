/* test-open.c - a file that cannot be opened says why, and what to do; one that can is kept as promised.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

#include <sys/file.h>
#include <unistd.h>

#define NOBODY 65534

/* A file of ours with enough rows for several pages. */
static void
make_file (const char *path)
{
  g_autoptr (MusterDb) db = open_db (path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
           " INSERT INTO t SELECT i, printf ('%0100d', i) FROM n");
}

static guint
mode_of (const char *path, const char *suffix)
{
  g_autofree char *whole = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (whole, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_missing (DbFixture *self, gconstpointer data)
{
  g_autofree char *deep = g_build_filename (self->folder, "no such folder", "team plans.muster", NULL);

  assert_refused (self->path, 0, MUSTER_ERROR_NOT_FOUND);
  assert_refused (self->path, MUSTER_DB_READ, MUSTER_ERROR_NOT_FOUND);
  assert_refused (deep, 0, MUSTER_ERROR_NOT_FOUND);
  assert_refused (deep, MUSTER_DB_CREATE, MUSTER_ERROR_FAILED);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
assert_says (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_db_open (path, 0, TEST_APPLICATION_ID, &error));
  g_assert_nonnull (strstr (error->message, words));
}

/* They are there, so nobody is told to look for a missing file. */
static void
test_folder (DbFixture *self, gconstpointer data)
{
  assert_refused (self->folder, 0, MUSTER_ERROR_FOREIGN);
  assert_refused (self->folder, MUSTER_DB_READ, MUSTER_ERROR_FOREIGN);
  assert_refused (self->folder, MUSTER_DB_CREATE, MUSTER_ERROR_FOREIGN);
  assert_says (self->folder, "is a folder");
}

static void
test_device (DbFixture *self, gconstpointer data)
{
  assert_refused ("/dev/null", 0, MUSTER_ERROR_FOREIGN);
  assert_refused ("/dev/null", MUSTER_DB_READ, MUSTER_ERROR_FOREIGN);
  assert_refused ("/dev/null", MUSTER_DB_CREATE, MUSTER_ERROR_FOREIGN);
  assert_says ("/dev/null", "is a device");
}

static void
assert_alone (DbFixture *self, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);

  for (const char *found; (found = g_dir_read_name (dir)) != NULL;)
    g_assert_cmpstr (found, ==, name);
}

/* What is not ours is refused and not changed by a byte, and nothing is put beside it. */
static void
assert_foreign (DbFixture *self, const char *path)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  assert_refused (path, 0, MUSTER_ERROR_FOREIGN);
  assert_refused (path, MUSTER_DB_CREATE, MUSTER_ERROR_FOREIGN);
  assert_refused (path, MUSTER_DB_READ, MUSTER_ERROR_FOREIGN);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  assert_alone (self, "team plans.muster");
}

static void
test_text_file (DbFixture *self, gconstpointer data)
{
  g_autofree char *letter = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (self->path, "Dear all,", -1, NULL));
  assert_foreign (self, self->path);
  g_assert_true (g_file_set_contents (self->path, letter, -1, NULL));
  assert_foreign (self, self->path);
}

static void
test_other_database (DbFixture *self, gconstpointer data)
{
  run_raw (self->path, "CREATE TABLE bookmarks (a)");
  assert_foreign (self, self->path);
  run_raw (self->path, "PRAGMA application_id = 77; DROP TABLE bookmarks");
  assert_foreign (self, self->path);
  run_raw (self->path, "PRAGMA application_id = 77; PRAGMA journal_mode = WAL; CREATE TABLE bookmarks (a)");
  assert_foreign (self, self->path);
}

/* An empty file may be somebody's letter that a full disk has eaten: it is left alone. For who asked for a new file it
 * is what a creation leaves that was cut short, and becomes ours. */
static void
test_empty_file (DbFixture *self, gconstpointer data)
{
  g_autofree char *after = NULL;
  g_autoptr (MusterDb) db = NULL;
  gsize n;

  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_refused (self->path, MUSTER_DB_READ, MUSTER_ERROR_FOREIGN);
  assert_refused (self->path, 0, MUSTER_ERROR_FOREIGN);
  g_assert_true (g_file_get_contents (self->path, &after, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  assert_alone (self, "team plans.muster");

  db = open_db (self->path, MUSTER_DB_CREATE);
  g_assert_cmpint (number (db, "PRAGMA application_id"), ==, TEST_APPLICATION_ID);
}

/* Who could not finish what was begun takes it away again; what others made stays. */
static void
test_discard (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a)");
  muster_db_discard_made (db);
  g_clear_pointer (&db, muster_db_close);
  assert_alone (self, NULL);

  make_file (self->path);
  db = open_db (self->path, MUSTER_DB_CREATE);
  muster_db_discard_made (db);
  g_clear_pointer (&db, muster_db_close);
  db = open_db (self->path, 0);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 500);
}

/* The header says that it is ours, and the rest is noise: found at the latest when it is read. */
static void
test_damaged (DbFixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize n;

  make_file (self->path);
  g_assert_true (g_file_get_contents (self->path, &bytes, &n, NULL));
  memset (bytes + 100, 0xa5, n - 100);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) n, NULL));
  assert_refused (self->path, 0, MUSTER_ERROR_CORRUPT);
  assert_refused (self->path, MUSTER_DB_READ, MUSTER_ERROR_CORRUPT);
}

static void
test_damaged_inside (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;
  g_autofree char *bytes = NULL;
  gsize n;

  make_file (self->path);
  g_assert_true (g_file_get_contents (self->path, &bytes, &n, NULL));
  memset (bytes + 4096, 0xa5, n - 4096);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) n, NULL));
  db = open_db (self->path, 0);
  g_assert_cmpint (muster_db_get_number (db, "SELECT sum (length (b)) FROM t", &error), ==, 0);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT);
  assert_sentence (error, self->path);
}

static void
test_read_only_file (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = NULL;

  make_file (self->path);
  g_chmod (self->path, 0400);
  assert_refused (self->path, 0, MUSTER_ERROR_READ_ONLY);
  assert_refused (self->path, MUSTER_DB_CREATE, MUSTER_ERROR_READ_ONLY);
  db = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 500);
}

/* Who reads a file while it is read-only leaves nothing that keeps its owner out once it may be written. */
static void
test_writable_again (DbFixture *self, gconstpointer data)
{
  g_autofree char *shm = g_strconcat (self->path, "-shm", NULL);
  g_autoptr (MusterDb) reader = NULL;
  g_autoptr (MusterDb) writer = NULL;
  gboolean root = geteuid () == 0;

  make_file (self->path);
  if (root)
    {
      g_autofree char *lock = g_strconcat (self->path, "-lock", NULL);

      g_assert_cmpint (chown (self->path, NOBODY, NOBODY) | chown (self->folder, NOBODY, NOBODY)
                       | chown (lock, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (seteuid (NOBODY), ==, 0);
    }
  g_chmod (self->path, 0400);
  reader = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (reader, "SELECT count(*) FROM t"), ==, 500);
  g_clear_pointer (&reader, muster_db_close);
  g_assert_true (g_file_test (shm, G_FILE_TEST_EXISTS));

  g_chmod (self->path, 0600);
  writer = open_db (self->path, 0);
  run (writer, "INSERT INTO t VALUES (501, 'x')");
  g_clear_pointer (&writer, muster_db_close);
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

/* Root is not kept out by modes, so root becomes somebody else for this. */
static void
test_read_only_folder (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = NULL;
  g_autofree char *new_path = g_build_filename (self->folder, "new.muster", NULL);
  g_autoptr (GError) error = NULL;
  gboolean root = geteuid () == 0;

  make_file (self->path);
  g_chmod (self->folder, 0500);
  if (root)
    {
      g_assert_cmpint (chown (self->path, NOBODY, NOBODY) | chown (self->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (seteuid (NOBODY), ==, 0);
    }
  assert_refused (new_path, MUSTER_DB_CREATE, MUSTER_ERROR_READ_ONLY);
  g_assert_null (muster_db_open (new_path, MUSTER_DB_CREATE, TEST_APPLICATION_ID, &error));
  /* There is nothing to copy. */
  g_assert_nonnull (strstr (error->message, "cannot be made here"));
  g_assert_null (strstr (error->message, "Copy"));
  assert_refused (self->path, 0, MUSTER_ERROR_READ_ONLY);
  db = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 500);
  if (root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

/* A second writer is told at once; readers are not kept out. */
static void
test_locked (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) first = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterDb) reader = NULL;
  g_autoptr (MusterDb) second = NULL;
  gint64 start = g_get_monotonic_time ();

  run (first, "CREATE TABLE t (a)");
  assert_refused (self->path, 0, MUSTER_ERROR_BUSY);
  assert_refused (self->path, MUSTER_DB_CREATE, MUSTER_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  reader = open_db (self->path, MUSTER_DB_READ);
  run (first, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (number (reader, "SELECT count(*) FROM t"), ==, 1);

  g_clear_pointer (&first, muster_db_close);
  second = open_db (self->path, 0);
}

/* Another name for the same file is not another file. */
static void
test_locked_by_another_name (DbFixture *self, gconstpointer data)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *folder = g_build_filename (self->folder, "elsewhere", NULL);
  g_autofree char *link = g_build_filename (folder, name, NULL);
  g_autoptr (MusterDb) first = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterDb) second = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  assert_refused (link, 0, MUSTER_ERROR_BUSY);
  g_assert_cmpint (muster_db_lock (link, NULL), ==, -1);
  g_clear_pointer (&first, muster_db_close);
  second = open_db (link, 0);
  assert_refused (self->path, 0, MUSTER_ERROR_BUSY);
  g_clear_pointer (&second, muster_db_close);
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_locked_by_process (DbFixture *self, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (self->path, "-lock", NULL);
  g_autofree char *held = NULL;
  g_autoptr (MusterDb) db = NULL;
  const char *argv[] = { "flock", "--nonblock", lock, "sh", "-c", "echo held; read wait", NULL };
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) out = NULL;

  make_file (self->path);
  other = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (other));
  held = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_cmpstr (held, ==, "held");
  assert_refused (self->path, 0, MUSTER_ERROR_BUSY);

  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (other), NULL, NULL));
  g_assert_true (g_subprocess_wait (other, NULL, NULL));
  db = open_db (self->path, 0);
}

/* What another process does with the file that LOOKED_AT names. */
static void
test_read_once (void)
{
  const char *path = g_getenv ("LOOKED_AT");
  g_autoptr (MusterDb) reader = path != NULL ? open_db (path, MUSTER_DB_READ) : NULL;

  if (reader != NULL)
    number (reader, "SELECT count(*) FROM t");
}

/* As a dialog for choosing files looks what every file of a folder is: with that, the locks of SQLite are gone. */
static void
look_at (const char *path, const char *suffix)
{
  g_autofree char *whole = g_strconcat (path, suffix, NULL);
  int fd = g_open (whole, O_RDONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  close (fd);
}

/* More than one piece of the memory tells where in the log it is. */
static void
write_much (MusterDb *db)
{
  run (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
           " INSERT INTO t (b) SELECT printf ('%04000d', i) FROM n");
}

static void
test_looked_at (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
  write_much (db);
  run (db, "PRAGMA wal_checkpoint (RESTART); INSERT INTO t (b) VALUES ('the log begins anew')");
  look_at (self->path, "");
  look_at (self->path, "-wal");
  look_at (self->path, "-shm");
  g_setenv ("LOOKED_AT", self->path, TRUE);
  g_test_trap_subprocess ("/db/open/read-once", 0, 0);
  g_unsetenv ("LOOKED_AT");
  g_test_trap_assert_passed ();
  write_much (db);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 20001);
  g_assert_cmpint (number (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
}

/* Somebody has the file open in another program and is writing. */
static void
test_busy (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  sqlite3 *other;

  run (db, "CREATE TABLE t (a)");
  g_assert_cmpint (sqlite3_open (self->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE; INSERT INTO t VALUES (1)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (muster_db_begin (db, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY);
  assert_sentence (error, self->path);
  muster_db_rollback (db);

  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  g_assert_true (muster_db_begin (db, NULL));
  g_assert_true (muster_db_commit (db, NULL));
}

/* Other people of the machine read none of it, whatever the umask says. */
static void
test_modes (DbFixture *self, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-lock" };
  mode_t before = umask (0);
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a)");
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    g_assert_cmphex (mode_of (self->path, suffixes[i]), ==, 0600);
  umask (before);
}

static void
test_pragmas (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);
  g_autoptr (MusterDb) reader = NULL;

  g_assert_true (muster_db_is_writable (db));
  g_assert_cmpint (number (db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (number (db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (number (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number (db, "PRAGMA secure_delete"), ==, 1);
  g_assert_cmpint (number (db, "PRAGMA temp_store"), ==, 2);
  g_assert_cmpint (number (db, "PRAGMA application_id"), ==, TEST_APPLICATION_ID);
  run (db, "CREATE TABLE t (a)");

  reader = open_db (self->path, MUSTER_DB_READ);
  g_assert_false (muster_db_is_writable (reader));
  g_assert_cmpint (number (reader, "PRAGMA wal_autocheckpoint"), ==, 0);
  g_assert_false (muster_db_run (reader, "INSERT INTO t VALUES (1)", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY);
  assert_sentence (error, self->path);
}

static void
add (const char *name, void (*test) (DbFixture *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/db/open/", name, NULL);

  g_test_add (path, DbFixture, NULL, db_fixture_init, test, db_fixture_clear);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("missing", test_missing);
  add ("folder", test_folder);
  add ("device", test_device);
  add ("text-file", test_text_file);
  add ("other-database", test_other_database);
  add ("empty-file", test_empty_file);
  add ("discard", test_discard);
  add ("damaged", test_damaged);
  add ("damaged-inside", test_damaged_inside);
  add ("read-only-file", test_read_only_file);
  add ("writable-again", test_writable_again);
  add ("read-only-folder", test_read_only_folder);
  add ("locked", test_locked);
  add ("locked-by-another-name", test_locked_by_another_name);
  add ("locked-by-process", test_locked_by_process);
  add ("looked-at", test_looked_at);
  g_test_add_func ("/db/open/read-once", test_read_once);
  add ("busy", test_busy);
  add ("modes", test_modes);
  add ("pragmas", test_pragmas);
  return g_test_run ();
}
