/* test-glance.c - what a file is, told without opening it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-glance.h"

#include "muster-db.h"
#include "muster-feed.h"
#include "world.h"

#include <glib/gstdio.h>

/* As another version of Muster would leave it. */
static void
run_raw (Fixture *self, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterDb) db = NULL;

  fixture_close (self);
  db = muster_db_open (self->path, 0, 0x4d757374, &error);
  g_assert_no_error (error);
  g_assert_true (muster_db_run (db, sql, &error));
  g_assert_no_error (error);
}

static MusterGlance *
look (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  MusterGlance *glance = muster_glance_read (self->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (glance);
  return glance;
}

static void
assert_refused (Fixture *self, MusterErrorCode code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterGlance) glance = muster_glance_read (self->path, &error);

  g_assert_null (glance);
  g_assert_error (error, MUSTER_ERROR, (int) code);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterGlance) open = look (self), closed = NULL;

  g_assert_true (open->in_use);
  g_assert_null (open->name);
  g_assert_null (open->person);
  g_assert_null (open->address);
  g_assert_cmpuint (open->n_saves, ==, 0);
  g_assert_cmpuint (open->n_unsent, ==, 0);
  g_assert_cmpint (open->last_save, ==, 0);
  g_assert_cmpint (open->last_heard, ==, 0);
  fixture_close (self);
  closed = look (self);
  g_assert_false (closed->in_use);
}

/* Of two programmes the first, and of that what it is called now; one that was archived is none. */
static void
test_name (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  g_autoptr(MusterRecord) gone = NULL, first = NULL, second = NULL, edited = NULL, archived = NULL;
  g_autoptr(MusterGlance) glance = NULL;

  gone = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Given up", NULL);
  first = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Camdn", NULL);
  second = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Another", NULL);
  edited = world_edit (self, first, "name", "Camden programme", NULL);
  archived = world_archive (self, gone, TRUE);
  glance = look (self);
  g_assert_cmpstr (glance->name, ==, "Camden programme");
  g_assert_cmpuint (glance->n_saves, ==, 6);
  g_assert_cmpint (glance->last_save, ==, FIXTURE_NOW);
}

static void
test_joined (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  MusterId server, epoch, person;
  g_autoptr(MusterGlance) glance = NULL;
  g_autoptr(GError) error = NULL;

  muster_id_new (&server, self->clock, self->random);
  muster_id_new (&epoch, self->clock, self->random);
  muster_id_new (&person, self->clock, self->random);
  g_assert_true (muster_replica_enrol (self->replica, "https://muster.example.nhs.uk", &server, &epoch, &person, "Bob",
                                       &error));
  g_assert_no_error (error);
  g_assert_true (muster_replica_heard (self->replica, &error));
  glance = look (self);
  g_assert_cmpstr (glance->person, ==, "Bob");
  g_assert_cmpstr (glance->address, ==, "https://muster.example.nhs.uk");
  g_assert_cmpuint (glance->n_unsent, ==, 1);
  g_assert_cmpint (glance->last_heard, ==, FIXTURE_NOW);
}

/* An earlier version of the file has no table of what was refused, and is not brought up to date by a look. */
static void
test_older (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) programme = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Camden programme", NULL);
  g_autoptr(MusterGlance) glance = NULL;

  run_raw (self, "PRAGMA foreign_keys = OFF; DROP TABLE refused; PRAGMA user_version = 2");
  glance = look (self);
  g_assert_cmpstr (glance->name, ==, "Camden programme");
  g_assert_cmpuint (glance->n_saves, ==, 1);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  run_raw (self, "PRAGMA user_version = 9999");
  assert_refused (self, MUSTER_ERROR_NEWER);
}

static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;

  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &text, &length, NULL));
  memset (text + 100, 0, length - 100);
  g_assert_true (g_file_set_contents (self->path, text, (gssize) length, NULL));
  assert_refused (self, MUSTER_ERROR_CORRUPT);
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  g_assert_true (g_file_set_contents (self->path, "Dear all,", -1, NULL));
  assert_refused (self, MUSTER_ERROR_FOREIGN);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  assert_refused (self, MUSTER_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/glance/empty", test_empty);
  WORLD_ADD ("/store/glance/name", test_name);
  WORLD_ADD ("/store/glance/joined", test_joined);
  WORLD_ADD ("/store/glance/older", test_older);
  WORLD_ADD ("/store/glance/newer", test_newer);
  WORLD_ADD ("/store/glance/damaged", test_damaged);
  WORLD_ADD ("/store/glance/no-file", test_no_file);
  return g_test_run ();
}
