/* db-fixture.h - a file in a folder of its own, gone with the fixture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "muster-db.h"

#define TEST_APPLICATION_ID 0x54657374

typedef struct {
  char *folder;
  char *path;
} DbFixture;

static inline void
db_fixture_init (DbFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("muster-db-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "team plans.muster", NULL);
}

static inline void
db_fixture_clear (DbFixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_chmod (self->folder, 0700);
  dir = g_dir_open (self->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* What another program does with the file. */
static inline void
run_raw (const char *path, const char *sql)
{
  sqlite3 *handle;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

/* A sentence for people: it names the file, and nothing that only a developer can use. */
static inline void
assert_sentence (const GError *error, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strstr (error->message, "SQL"));
  g_assert_null (strstr (error->message, "malformed"));
  g_assert_null (strstr (error->message, "errno"));
}

static inline void
assert_refused (const char *path, MusterDbFlags flags, MusterErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDb) db = muster_db_open (path, flags, TEST_APPLICATION_ID, &error);

  g_assert_error (error, MUSTER_ERROR, (int) code);
  g_assert_null (db);
  assert_sentence (error, path);
}

static inline MusterDb *
open_db (const char *path, MusterDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  MusterDb *db = muster_db_open (path, flags, TEST_APPLICATION_ID, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static inline void
run (MusterDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  muster_db_run (db, sql, &error);
  g_assert_no_error (error);
}

static inline gint64
number (MusterDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = muster_db_get_number (db, sql, &error);

  g_assert_no_error (error);
  return value;
}
