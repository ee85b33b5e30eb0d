/* test-medium.c - a disk that is full, and one that cannot be written.
 *
 * Each is a small file system of this process alone, mounted in a mount name space of its own. Where that is not
 * permitted the tests say so and are skipped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

static gboolean may_mount;

static gboolean
write_text (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);
  return ok;
}

/* Before anything starts a thread. Who is not root becomes root of a user name space. */
static gboolean
enter_name_space (void)
{
  g_autofree char *uid_map = g_strdup_printf ("0 %u 1", geteuid ());
  g_autofree char *gid_map = g_strdup_printf ("0 %u 1", getegid ());

  if (geteuid () != 0
      && (unshare (CLONE_NEWUSER) != 0 || !write_text ("/proc/self/uid_map", uid_map)
          || !write_text ("/proc/self/setgroups", "deny") || !write_text ("/proc/self/gid_map", gid_map)))
    return FALSE;
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* FALSE: the test was skipped. */
static gboolean
mount_disk (DbFixture *self, const char *size)
{
  if (may_mount && mount ("tmpfs", self->folder, "tmpfs", 0, size) == 0)
    return TRUE;
  g_test_skip_printf ("this process may not mount: %s", g_strerror (errno));
  return FALSE;
}

static void
unmount_disk (DbFixture *self)
{
  g_assert_cmpint (umount2 (self->folder, MNT_DETACH), ==, 0);
}

/* Fills what is left. */
static void
fill_disk (DbFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "filler", NULL);
  int fd = open (path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  char block[1024] = { 0 };

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
empty_disk (DbFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "filler", NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
make_file (DbFixture *self)
{
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
}

static void
test_new_on_full (DbFixture *self, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (self->path, "-lock", NULL);
  g_autoptr (MusterDb) db = NULL;

  if (!mount_disk (self, "size=400k"))
    return;
  fill_disk (self);
  assert_refused (self->path, MUSTER_DB_CREATE, MUSTER_ERROR_NO_SPACE);
  /* Or a second try would find a file in its way. */
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  empty_disk (self);
  db = open_db (self->path, MUSTER_DB_CREATE);
  g_clear_pointer (&db, muster_db_close);
  unmount_disk (self);
}

/* What is on a full disk can be read still. */
static void
test_open_on_full (DbFixture *self, gconstpointer data)
{
  g_autoptr (MusterDb) db = NULL;

  if (!mount_disk (self, "size=400k"))
    return;
  make_file (self);
  fill_disk (self);
  assert_refused (self->path, 0, MUSTER_ERROR_NO_SPACE);
  db = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 1);
  g_clear_pointer (&db, muster_db_close);
  unmount_disk (self);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (from, &bytes, &n, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) n, NULL));
}

/* A file whose last saves still lie beside it, as after a power cut. */
static void
make_cut_short (DbFixture *self)
{
  g_autofree char *away = g_strconcat (self->path, ".away", NULL);
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  g_autofree char *wal_away = g_strconcat (away, "-wal", NULL);
  g_autoptr (MusterDb) db = open_db (self->path, MUSTER_DB_CREATE);

  run (db, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  copy (self->path, away);
  copy (wal, wal_away);
  g_clear_pointer (&db, muster_db_close);
  g_assert_cmpint (g_rename (away, self->path) | g_rename (wal_away, wal), ==, 0);
}

/* Without them the file would show an earlier state, or a torn one: better nothing than that. */
static void
test_cut_short (DbFixture *self, gconstpointer data)
{
  g_autofree char *shm = g_strconcat (self->path, "-shm", NULL);
  g_autoptr (MusterDb) db = NULL;

  if (!mount_disk (self, "size=1m"))
    return;
  make_cut_short (self);
  fill_disk (self);
  assert_refused (self->path, MUSTER_DB_READ, MUSTER_ERROR_NO_SPACE);
  empty_disk (self);
  g_unlink (shm);
  g_assert_cmpint (mount ("none", self->folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_refused (self->path, MUSTER_DB_READ, MUSTER_ERROR_READ_ONLY);
  g_assert_cmpint (mount ("none", self->folder, NULL, MS_REMOUNT, NULL), ==, 0);
  db = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 1);
  g_clear_pointer (&db, muster_db_close);
  unmount_disk (self);
}

/* The disk fills up while the file is open: what does not fit is refused as a whole, and fits later. */
static void
test_fills_up (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = NULL;
  gint64 rows;

  if (!mount_disk (self, "size=400k"))
    return;
  make_file (self);
  db = open_db (self->path, 0);
  fill_disk (self);
  while (error == NULL)
    if (!muster_db_begin (db, &error) || !muster_db_run (db, "INSERT INTO t VALUES (zeroblob (9000)), (2)", &error)
        || !muster_db_commit (db, &error))
      muster_db_rollback (db);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE);
  assert_sentence (error, self->path);
  rows = number (db, "SELECT count(*) FROM t");
  g_assert_cmpint (rows % 2, ==, 1);

  empty_disk (self);
  run (db, "INSERT INTO t VALUES (3)");
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, rows + 1);
  g_assert_cmpint (number (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
  g_clear_pointer (&db, muster_db_close);
  unmount_disk (self);
}

static void
test_read_only_medium (DbFixture *self, gconstpointer data)
{
  g_autofree char *new_path = g_build_filename (self->folder, "new.muster", NULL);
  g_autoptr (MusterDb) db = NULL;

  if (!mount_disk (self, "size=1m"))
    return;
  make_file (self);
  g_assert_cmpint (mount ("none", self->folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_refused (new_path, MUSTER_DB_CREATE, MUSTER_ERROR_READ_ONLY);
  assert_refused (self->path, 0, MUSTER_ERROR_READ_ONLY);
  assert_refused (self->path, MUSTER_DB_CREATE, MUSTER_ERROR_READ_ONLY);
  db = open_db (self->path, MUSTER_DB_READ);
  g_assert_cmpint (number (db, "SELECT count(*) FROM t"), ==, 1);
  g_clear_pointer (&db, muster_db_close);
  unmount_disk (self);
}

static void
add (const char *name, void (*test) (DbFixture *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/db/medium/", name, NULL);

  g_test_add (path, DbFixture, NULL, db_fixture_init, test, db_fixture_clear);
}

int
main (int argc, char **argv)
{
  may_mount = enter_name_space ();
  g_test_init (&argc, &argv, NULL);
  add ("new-on-full", test_new_on_full);
  add ("open-on-full", test_open_on_full);
  add ("cut-short", test_cut_short);
  add ("fills-up", test_fills_up);
  add ("read-only", test_read_only_medium);
  return g_test_run ();
}
