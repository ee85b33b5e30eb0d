/* test-head-start.c - a file that is opened before anybody asks for it, and what becomes of one that nobody asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-error.h"
#include "muster-head-start.h"
#include "replica-fixture.h"

typedef struct {
  Fixture       fixture;
  GApplication *application;
  GAsyncResult *result; /* what was given */
} Start;

static void
start_init (Start *self, gconstpointer data)
{
  fixture_init (&self->fixture, 1);
  fixture_open (&self->fixture, MUSTER_REPLICA_CREATE);
  fixture_close (&self->fixture);
  self->application = g_application_new (NULL, 0);
}

static void
start_clear (Start *self, gconstpointer data)
{
  g_clear_object (&self->result);
  g_clear_object (&self->application);
  while (g_main_context_iteration (NULL, FALSE)) /* answers hold the store */
    ;
  fixture_clear (&self->fixture);
}

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  Start *self = data;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
}

static void
begin (Start *self, const char *path)
{
  muster_head_start_install (self->application, path, self->fixture.clock, "Tester", NULL);
}

static gboolean
ask (Start *self, const char *path)
{
  return muster_head_start_give (muster_head_start_of (self->application), path, take_result, self);
}

/* As a window opens it that has no head start; the lock of one who has it open would refuse it. */
static void
assert_can_be_opened (Start *self)
{
  gint64 until = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_autoptr(MusterRandom) random = muster_random_new_system ();
  MusterReplica *replica = NULL;

  while (replica == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      replica = muster_replica_open (self->fixture.path, 0, self->fixture.clock, random, "Tester", NULL);
    }
  muster_replica_close (replica);
}

static void
test_given (Start *self, gconstpointer data)
{
  g_autoptr(MusterStore) store = NULL;
  g_autoptr(GError) error = NULL;

  begin (self, self->fixture.path);
  g_assert_true (ask (self, self->fixture.path));
  g_assert_false (ask (self, self->fixture.path)); /* once */
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  store = muster_store_open_finish (self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (muster_store_get_path (store), ==, self->fixture.path);
  g_assert_true (muster_store_can_write (store));
  muster_store_close (store);
  assert_can_be_opened (self);
}

static void
test_failed (Start *self, gconstpointer data)
{
  g_autofree char *path = g_strconcat (self->fixture.path, "-gone", NULL);
  g_autoptr(GError) error = NULL;

  begin (self, path);
  g_assert_true (ask (self, path));
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (muster_store_open_finish (self->result, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_not_asked_for (Start *self, gconstpointer data)
{
  begin (self, self->fixture.path);
  g_assert_false (ask (self, "/somewhere/else.muster"));
  g_main_context_iteration (NULL, TRUE); /* nothing but the answer of opening comes first */
  assert_can_be_opened (self);
  g_assert_false (ask (self, self->fixture.path)); /* it is closed again */
  g_assert_null (self->result);
}

static void
test_ended_before (Start *self, gconstpointer data)
{
  begin (self, self->fixture.path);
  g_clear_object (&self->application);
  g_main_context_iteration (NULL, TRUE);
  assert_can_be_opened (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/head-start/given", Start, NULL, start_init, test_given, start_clear);
  g_test_add ("/head-start/failed", Start, NULL, start_init, test_failed, start_clear);
  g_test_add ("/head-start/not-asked-for", Start, NULL, start_init, test_not_asked_for, start_clear);
  g_test_add ("/head-start/ended-before", Start, NULL, start_init, test_ended_before, start_clear);
  return g_test_run ();
}
