/* test-backup.c - when a backup is made, which are kept, and what happens to what was there when one is restored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "muster-backup.h"

#define DAY (24 * G_TIME_SPAN_HOUR)

static GPtrArray *
list (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *backups = muster_backup_list (self->path, NULL, &error);

  g_assert_no_error (error);
  return backups;
}

static MusterBackup *
make (Fixture *self, MusterBackupKind kind)
{
  g_autoptr(GError) error = NULL;
  MusterBackup *made = NULL;

  g_assert_true (muster_backup_make (self->path, kind, self->clock, NULL, &made, &error));
  g_assert_no_error (error);
  return made;
}

static gboolean
daily (Fixture *self)
{
  g_autoptr(MusterBackup) made = make (self, MUSTER_BACKUP_DAILY);

  return made != NULL;
}

static void
pass (Fixture *self, gint64 time)
{
  muster_clock_set (self->clock, muster_clock_now (self->clock) + time);
}

static void
add (Fixture *self, const char *title)
{
  g_autoptr(MusterRecord) record = world_add (self, MUSTER_KIND_RISK, "title", title, "status", "open", NULL);
}

static char *
restore (Fixture *self, const char *from)
{
  g_autoptr(GError) error = NULL;
  char *aside = NULL;

  fixture_close (self);
  g_assert_true (muster_backup_restore (self->path, from, self->clock, &aside, &error));
  g_assert_no_error (error);
  fixture_open (self, 0);
  return aside;
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static guint
n_risks (Fixture *self)
{
  return muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_RISK));
}

static void
remove_folder (Fixture *self)
{
  g_autofree char *folder = muster_backup_dup_folder (self->path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
clear (Fixture *self, gconstpointer data)
{
  remove_folder (self);
  world_clear (self, data);
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

/* The file stays open, and is saved to, meanwhile. */
static void
test_made (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = muster_backup_dup_folder (self->path);
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GDir) dir = NULL;
  guint n_files = 0;

  add (self, "Posts not filled");
  made = make (self, MUSTER_BACKUP_ASKED);
  add (self, "Lift out of order");
  g_assert_true (g_str_has_suffix (made->path, "/backups/test-2017-07-01T110000Z-kept.muster"));
  g_assert_cmpint (made->kind, ==, MUSTER_BACKUP_ASKED);
  g_assert_cmpint (made->at, ==, FIXTURE_NOW);
  g_assert_true (made->readable);
  g_assert_cmpuint (made->n_saves, ==, 1);
  g_assert_cmpuint (made->n_unsent, ==, 1);
  g_assert_false (made->joined);
  g_assert_cmpint (made->size, >, 4096);
  g_assert_cmphex (mode_of (made->path), ==, 0600);
  g_assert_cmphex (mode_of (folder), ==, 0700);
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 1);
  /* To list and to read it puts nothing beside it. */
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

static void
test_daily (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterBackup) asked = NULL;

  add (self, "One");
  g_assert_true (daily (self));
  add (self, "Two");
  g_assert_false (daily (self));
  pass (self, DAY);
  g_assert_true (daily (self));
  pass (self, DAY);
  /* Nothing changed since. */
  g_assert_false (daily (self));
  pass (self, 5 * DAY);
  g_assert_false (daily (self));
  add (self, "Three");
  asked = make (self, MUSTER_BACKUP_ASKED);
  g_assert_false (daily (self));
  /* One that was asked for is none of the day's. */
  add (self, "Four");
  g_assert_true (daily (self));
  /* Nor does a clock that was in the future for a while end it for good. */
  pass (self, 3000 * DAY);
  add (self, "Five");
  g_assert_true (daily (self));
  pass (self, -2999 * DAY);
  add (self, "Six");
  g_assert_true (daily (self));
}

static void
test_draft_counts (Fixture *self, gconstpointer data)
{
  g_autoptr(GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  MusterId id = { { 1 } };

  add (self, "One");
  g_assert_true (daily (self));
  pass (self, DAY);
  g_hash_table_insert (texts, (gpointer) "title", (gpointer) "Half a sen");
  muster_replica_put_draft (self->replica, muster_kind_get (MUSTER_KIND_RISK), &id, texts, &error);
  g_assert_no_error (error);
  g_assert_true (daily (self));
  backups = list (self);
  g_assert_cmpuint (((MusterBackup *) backups->pdata[0])->n_drafts, ==, 1);
}

/* ---- keeping ----------------------------------------------------------------------------------------------------- */

/* A hundred days of work: seven days, and one of each of four weeks before them. */
static void
test_thinned (Fixture *self, gconstpointer data)
{
  static const int ages[] = { 0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28 };
  g_autoptr(GPtrArray) backups = NULL;
  MusterTime newest;

  for (int i = 0; i < 100; i++)
    {
      add (self, "Another");
      g_assert_true (daily (self));
      pass (self, DAY);
    }
  backups = list (self);
  newest = ((MusterBackup *) backups->pdata[0])->at;
  g_assert_cmpuint (backups->len, ==, G_N_ELEMENTS (ages));
  for (guint i = 0; i < backups->len; i++)
    {
      gint64 age = (newest - ((MusterBackup *) backups->pdata[i])->at) / DAY;

      /* 8 October 2017 is a Sunday: its week is that of the seven days. */
      g_assert_cmpint (age, ==, ages[i]);
    }
}

static void
test_asked_stay (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) backups = NULL;
  guint n_asked = 0;

  for (int i = 0; i < 12; i++)
    {
      g_autoptr(MusterBackup) made = make (self, MUSTER_BACKUP_ASKED);

      /* Two at one second stand side by side. */
      g_assert_nonnull (made);
    }
  for (int i = 0; i < 20; i++)
    {
      add (self, "Another");
      pass (self, DAY);
      g_assert_true (daily (self));
    }
  backups = list (self);
  for (guint i = 0; i < backups->len; i++)
    n_asked += ((MusterBackup *) backups->pdata[i])->kind == MUSTER_BACKUP_ASKED;
  g_assert_cmpuint (n_asked, ==, 10);
}

/* What is not ours in the folder, or another file's, is neither listed nor taken away. */
static void
test_others (Fixture *self, gconstpointer data)
{
  static const char *const names[] = {
    "test-2017-07-01T110000Z.txt", "other-2017-07-01T110000Z.muster", "test-more-2017-07-01T110000Z.muster",
    "test-2017-13-01T110000Z.muster", "test-2017-07-01T110000Z-aside.muster", "test-.muster", "test",
  };
  g_autofree char *folder = muster_backup_dup_folder (self->path);
  g_autoptr(MusterBackup) made = make (self, MUSTER_BACKUP_ASKED);
  g_autoptr(GPtrArray) backups = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "Dear all", -1, NULL));
    }
  g_clear_pointer (&made, muster_backup_free);
  pass (self, DAY);
  made = make (self, MUSTER_BACKUP_ASKED);
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* A damaged file is no reason to let the good ones go. */
static void
test_damaged_source (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autofree char *bytes = NULL;
  gsize n;

  add (self, "One");
  g_assert_true (daily (self));
  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &bytes, &n, NULL));
  memset (bytes + 8 * 4096, 0x5a, 8 * 4096);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) n, NULL));
  pass (self, DAY);
  g_assert_false (muster_backup_make (self->path, MUSTER_BACKUP_ASKED, self->clock, NULL, &made, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT);
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 1);
}

/* ---- restoring --------------------------------------------------------------------------------------------------- */

static void
test_restored (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autofree char *aside = NULL, *again = NULL;

  add (self, "One");
  made = make (self, MUSTER_BACKUP_ASKED);
  add (self, "Two");
  pass (self, DAY);
  aside = restore (self, made->path);
  g_assert_cmpuint (n_risks (self), ==, 1);
  world_assert_sound (self);
  g_assert_true (g_file_test (made->path, G_FILE_TEST_EXISTS));
  g_assert_cmphex (mode_of (aside), ==, 0600);
  backups = list (self);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_cmpint (((MusterBackup *) backups->pdata[0])->kind, ==, MUSTER_BACKUP_ASIDE);
  g_assert_cmpstr (((MusterBackup *) backups->pdata[0])->path, ==, aside);
  g_assert_cmpuint (((MusterBackup *) backups->pdata[0])->n_unsent, ==, 2);
  /* And the way back. */
  again = restore (self, aside);
  g_assert_cmpuint (n_risks (self), ==, 2);
  world_assert_sound (self);
  g_assert_cmpstr (again, !=, aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* Who has it open would go on writing into what is not there any more. */
static void
test_in_use (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterReplica) reader = NULL;
  g_autofree char *aside = NULL;

  add (self, "One");
  made = make (self, MUSTER_BACKUP_ASKED);
  g_assert_false (muster_backup_restore (self->path, made->path, self->clock, &aside, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY);
  g_clear_error (&error);
  reader = muster_replica_open (self->path, MUSTER_REPLICA_READ, self->clock, self->random, "Reader", &error);
  g_assert_no_error (error);
  fixture_close (self);
  g_assert_false (muster_backup_restore (self->path, made->path, self->clock, &aside, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY);
  g_assert_null (aside);
  fixture_open (self, 0);
  g_assert_cmpuint (n_risks (self), ==, 1);
}

/* data: what is wrong with the backup; path is as it was. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *from = g_build_filename (self->folder, "letter.muster", NULL);
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *aside = NULL, *bytes = NULL;
  gsize n;

  add (self, "One");
  made = make (self, MUSTER_BACKUP_ASKED);
  g_assert_true (g_file_get_contents (made->path, &bytes, &n, NULL));
  fixture_close (self);
  g_assert_true (g_file_set_contents (from, "Dear all", -1, NULL));
  g_assert_false (muster_backup_restore (self->path, from, self->clock, &aside, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_FOREIGN);
  g_clear_error (&error);
  memset (bytes + n / 2, 0x5a, n / 4);
  g_assert_true (g_file_set_contents (from, bytes, (gssize) n, NULL));
  g_assert_false (muster_backup_restore (self->path, from, self->clock, &aside, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT);
  g_clear_error (&error);
  g_unlink (from);
  g_assert_false (muster_backup_restore (self->path, from, self->clock, &aside, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_null (aside);
  fixture_open (self, 0);
  g_assert_cmpuint (n_risks (self), ==, 1);
  world_assert_sound (self);
}

/* What cannot be opened any more is what backups are for; it goes aside as it is. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autofree char *aside = NULL, *bytes = NULL;
  gsize n;

  add (self, "One");
  made = make (self, MUSTER_BACKUP_ASKED);
  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &bytes, &n, NULL));
  memset (bytes + 100, 0x5a, n - 100);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) n, NULL));
  aside = restore (self, made->path);
  g_assert_cmpuint (n_risks (self), ==, 1);
  world_assert_sound (self);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autofree char *aside = NULL;

  add (self, "One");
  made = make (self, MUSTER_BACKUP_ASKED);
  fixture_close (self);
  g_unlink (self->path);
  aside = restore (self, made->path);
  g_assert_null (aside);
  g_assert_cmpuint (n_risks (self), ==, 1);
}

static void
add_test (const char *name, void (*test) (Fixture *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/backup/", name, NULL);

  g_test_add (path, Fixture, NULL, world_init, test, clear);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("made", test_made);
  add_test ("daily", test_daily);
  add_test ("draft-counts", test_draft_counts);
  add_test ("thinned", test_thinned);
  add_test ("asked-stay", test_asked_stay);
  add_test ("others", test_others);
  add_test ("damaged-source", test_damaged_source);
  add_test ("restored", test_restored);
  add_test ("in-use", test_in_use);
  add_test ("refused", test_refused);
  add_test ("damaged", test_damaged);
  add_test ("gone", test_gone);
  return g_test_run ();
}
