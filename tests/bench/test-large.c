/* test-large.c - the generator makes the same file for the same seed, and a sound one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "large.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_RECORDS 2000

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("muster-large-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "large.muster", NULL);
}

static void
remove_file (Fixture *self)
{
  static const char *const endings[] = { "", "-lock", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      g_unlink (path);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_file (self);
  g_assert_no_errno (g_rmdir (self->folder));
  g_free (self->path);
  g_free (self->folder);
}

static void
make (Fixture *self, LargeOptions options)
{
  g_autoptr (GError) error = NULL;

  options.quiet = TRUE;
  large_make (self->path, &options, &error);
  g_assert_no_error (error);
}

static gint64
ask_number (Fixture *self, const char *sql)
{
  sqlite3 *handle;
  sqlite3_stmt *statement;
  gint64 number;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

/* All of the log in one sum: a commit's hash covers all that it says. */
static char *
sum_log (Fixture *self)
{
  static const char sql[] = "SELECT hash FROM log_commit ORDER BY version";
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3 *handle;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_checksum_update (sum, sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same (Fixture *self, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *other = NULL;

  make (self, (LargeOptions) { .records = N_RECORDS, .seed = 7 });
  first = sum_log (self);
  remove_file (self);
  make (self, (LargeOptions) { .records = N_RECORDS, .seed = 7 });
  second = sum_log (self);
  remove_file (self);
  make (self, (LargeOptions) { .records = N_RECORDS, .seed = 8 });
  other = sum_log (self);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

static void
check_sound (Fixture *self)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (LARGE_NOW);
  g_autoptr (MusterRandom) random = muster_random_new_seeded (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterReplica) replica = muster_replica_open (self->path, 0, clock, random, "Tester", &error);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_no_error (error);
  faults = muster_replica_check (replica, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) faults->pdata[i]);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_sound (Fixture *self, gconstpointer data)
{
  make (self, (LargeOptions) { .records = N_RECORDS, .seed = 7 });
  check_sound (self);
  g_assert_cmpint (ask_number (self, "SELECT count(*) FROM record"), ==, N_RECORDS);
  g_assert_cmpint (ask_number (self, "SELECT count(*) FROM risk WHERE score IS NULL"), <, 2);
}

static void
test_register (Fixture *self, gconstpointer data)
{
  make (self, (LargeOptions) { .risks = 500, .seed = 7 });
  check_sound (self);
  g_assert_cmpint (ask_number (self, "SELECT count(*) FROM risk WHERE score > 0"), ==, 500);
}

static void
test_log (Fixture *self, gconstpointer data)
{
  make (self, (LargeOptions) { .records = 300, .commits = 800, .seed = 7 });
  check_sound (self);
  g_assert_cmpint (ask_number (self, "SELECT count(*) FROM log_commit"), ==, 800);
  g_assert_cmpint (ask_number (self, "SELECT count(*) FROM record"), ==, 300);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/large/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/large/sound", Fixture, NULL, set_up, test_sound, tear_down);
  g_test_add ("/large/register", Fixture, NULL, set_up, test_register, tear_down);
  g_test_add ("/large/log", Fixture, NULL, set_up, test_log, tear_down);
  return g_test_run ();
}
