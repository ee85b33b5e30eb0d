/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "muster-error.h"
#include "muster-example.h"
#include "replica-fixture.h"

typedef struct {
  Fixture fixture;
  char *kept;
} World;

static gboolean
renew (World *self, GError **error)
{
  g_clear_pointer (&self->kept, g_free);
  return muster_example_renew (self->fixture.path, self->fixture.clock, "Tester", &self->kept, error);
}

static void
set_up (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_init (&self->fixture, 1);
  g_assert_true (renew (self, &error));
  g_assert_no_error (error);
  g_assert_null (self->kept);
}

static void
tear_down (World *self, gconstpointer data)
{
  g_free (self->kept);
  fixture_clear (&self->fixture);
}

/* Of risk 1 in the file at path. */
static char *
dup_title (World *self, const char *path)
{
  g_autoptr (MusterReplica) replica = muster_replica_open (path, MUSTER_REPLICA_READ, self->fixture.clock,
                                                           self->fixture.random, "Tester", NULL);
  g_autoptr (MusterRecord) record = muster_replica_get_by_code (replica, "R-1", NULL);

  return muster_record_dup_title (record);
}

static void
change_title (World *self, const char *title)
{
  g_autoptr (MusterRecord) record = NULL;
  g_autoptr (MusterRecord) edited = NULL;
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr (MusterValue) value = muster_value_new_text (MUSTER_VALUE_TEXT, title);
  g_autoptr (GError) error = NULL;

  fixture_open (&self->fixture, 0);
  record = muster_replica_get_by_code (self->fixture.replica, "R-1", &error);
  g_assert_no_error (error);
  edited = muster_record_copy (record);
  muster_record_set (edited, "title", value);
  muster_commit_add_edit (commit, record, edited);
  g_assert_true (muster_replica_save (self->fixture.replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error));
  g_assert_no_error (error);
  fixture_close (&self->fixture);
}

static void
test_untouched (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (renew (self, &error));
  g_assert_no_error (error);
  g_assert_null (self->kept);
}

static void
test_changed (World *self, gconstpointer data)
{
  g_autofree char *before = dup_title (self, self->fixture.path);
  g_autofree char *fresh = NULL, *first = NULL, *second = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  change_title (self, "First look");
  g_assert_true (renew (self, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (self->kept, "/test-1.muster"));
  kept = g_strdup (self->kept);
  change_title (self, "Second look");
  g_assert_true (renew (self, &error));
  g_assert_true (g_str_has_suffix (self->kept, "/test-2.muster"));

  fresh = dup_title (self, self->fixture.path);
  first = dup_title (self, kept);
  second = dup_title (self, self->kept);
  g_assert_cmpstr (fresh, ==, before);
  g_assert_cmpstr (first, ==, "First look");
  g_assert_cmpstr (second, ==, "Second look");
}

static void
test_draft (World *self, gconstpointer data)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_RISK);
  MusterId id = { { 1 } };
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (texts, (char *) "title", (char *) "Begun");
  fixture_open (&self->fixture, 0);
  g_assert_true (muster_replica_put_draft (self->fixture.replica, kind, &id, texts, &error));
  fixture_close (&self->fixture);
  g_assert_true (renew (self, &error));
  g_assert_nonnull (self->kept);
}

static void
test_unreadable (World *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->fixture.path, "letters", -1, NULL));
  g_assert_true (renew (self, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "letters");
}

static void
test_in_use (World *self, gconstpointer data)
{
  GStatBuf before, after;
  g_autoptr (GError) error = NULL;

  change_title (self, "At work");
  fixture_open (&self->fixture, 0);
  g_assert_cmpint (g_stat (self->fixture.path, &before), ==, 0);
  g_assert_false (renew (self, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY);
  g_assert_null (self->kept);
  g_assert_cmpint (g_stat (self->fixture.path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/exchange/example-renew/" name, World, NULL, set_up, func, tear_down)
  ADD ("untouched", test_untouched);
  ADD ("changed", test_changed);
  ADD ("draft", test_draft);
  ADD ("unreadable", test_unreadable);
  ADD ("in-use", test_in_use);
  return g_test_run ();
}
