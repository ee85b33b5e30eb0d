/* test-undo.c - taking back one's own saves, and putting them back, as readings of the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

static void
undo (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  muster_replica_undo (self->replica, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
redo (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  muster_replica_redo (self->replica, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_nothing_to_undo (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *words = muster_replica_describe_undo (self->replica);

  g_assert_null (words);
  g_assert_false (muster_replica_undo (self->replica, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static void
assert_nothing_to_redo (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *words = muster_replica_describe_redo (self->replica);

  g_assert_null (words);
  g_assert_false (muster_replica_redo (self->replica, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static void
assert_words (char *words /* taken */, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
load (Fixture *self, MusterRecord *record)
{
  g_autoptr(MusterCommit) commit = muster_commit_new ("Example");

  muster_commit_add_edit (commit, NULL, record);
  world_save (self, commit, MUSTER_ORIGIN_LOAD);
}

static void
test_one_field (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) edited = world_edit (self, area, "structure", "Five hubs", NULL);

  undo (self);
  world_assert_text (self, area, "structure", "");
  redo (self);
  world_assert_text (self, area, "structure", "Five hubs");
  undo (self);
  world_assert_text (self, area, "structure", "");
  world_assert_sound (self);
}

/* One after the other, all the way back and all the way forth. */
static void
test_same_field_again_and_again (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "Harrow", "Harrow East", "Harrow West", "Harrow", "Brent" };
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", names[0], "level", "borough", NULL);

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MusterRecord) edited = world_edit (self, area, "name", names[i], NULL);
    }
  for (guint round = 0; round < 3; round++)
    {
      for (guint i = G_N_ELEMENTS (names) - 1; i-- > 0;)
        {
          undo (self);
          world_assert_text (self, area, "name", names[i]);
        }
      for (guint i = 1; i < G_N_ELEMENTS (names); i++)
        {
          redo (self);
          world_assert_text (self, area, "name", names[i]);
        }
      assert_nothing_to_redo (self);
    }
  /* Back and forth in the middle. */
  undo (self);
  undo (self);
  redo (self);
  undo (self);
  undo (self);
  world_assert_text (self, area, "name", names[1]);
  world_assert_sound (self);
}

/* A record that undo takes back is archived as it was; redo brings it back with its number. */
static void
test_added (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Nobody comes", "status", "open", NULL);
  g_autoptr(MusterRecord) gone = NULL;
  g_autoptr(MusterRecord) back = NULL;

  assert_words (muster_replica_describe_undo (self->replica), "adding a risk “Nobody comes”");
  undo (self);
  gone = world_get (self, risk);
  g_assert_true (muster_record_is_archived (gone));
  g_assert_cmpstr (muster_record_get_ref_code (gone), ==, "R-1");
  g_assert_cmpuint (muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_RISK)), ==, 0);
  assert_nothing_to_undo (self);
  assert_words (muster_replica_describe_redo (self->replica), "adding a risk “Nobody comes”");
  redo (self);
  back = world_get (self, risk);
  world_assert_same (back, risk);
  for (guint i = 0; i < 2; i++) { /* it is called the same however often */
    assert_words (muster_replica_describe_undo (self->replica), "adding a risk “Nobody comes”");
    undo (self);
    assert_words (muster_replica_describe_redo (self->replica), "adding a risk “Nobody comes”");
    redo (self);
  }
  world_assert_sound (self);
}

static void
test_archived (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) archived = world_archive (self, area, TRUE);
  g_autoptr(MusterRecord) back = NULL;

  assert_words (muster_replica_describe_undo (self->replica), "archiving “Harrow”");
  undo (self);
  back = world_get (self, area);
  g_assert_false (muster_record_is_archived (back));
  redo (self);
  g_clear_object (&back);
  back = world_get (self, area);
  g_assert_true (muster_record_is_archived (back));
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) edited = world_edit (self, area, "structure", "Five hubs", NULL);

  assert_words (muster_replica_describe_undo (self->replica), "changing “Neighbourhood structure” of “Harrow”");
  assert_words (muster_replica_describe_redo (self->replica), NULL);
  undo (self);
  assert_words (muster_replica_describe_redo (self->replica), "changing “Neighbourhood structure” of “Harrow”");
  assert_words (muster_replica_describe_undo (self->replica), "adding an area “Harrow”");
}

/* What was moved is named, not the fields that say where it stands, nor what was numbered anew beside it. */
static void
test_words_of_a_move (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", NULL);
  g_autoptr(MusterRecord) package = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Estates", "plan",
                                               world_bind (plan), NULL);
  g_autoptr(MusterRecord) part = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Rooms", "plan",
                                            world_bind (plan), NULL);
  g_autoptr(MusterRecord) moved = world_edit (self, part, "parent", world_bind (package), NULL);
  g_autoptr(MusterRecord) owned = NULL;

  assert_words (muster_replica_describe_undo (self->replica), "moving “Rooms”");
  g_object_unref (world_edit (self, moved, "position", "20", NULL));
  assert_words (muster_replica_describe_undo (self->replica), "moving “Rooms”");
  owned = world_edit (self, package, "owner", "Estates lead", NULL);
  assert_words (muster_replica_describe_undo (self->replica), "changing “Owner” of “Estates”");
}

/* A note stands in one group with its status: what was written is what is named. */
static void
test_words_of_a_group (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Rooms", "status", "open", NULL);
  g_autoptr(MusterRecord) noted = world_edit (self, risk, "status_reason", "The lease is late", NULL);
  g_autoptr(MusterRecord) closed = world_edit (self, noted, "status", "closed", "status_reason", "Signed", NULL);

  assert_words (muster_replica_describe_undo (self->replica), "changing “Status” of “Rooms”");
  undo (self);
  assert_words (muster_replica_describe_undo (self->replica), "changing “Reason for status” of “Rooms”");
}

/* A new save is the end of what could be redone, and not of what could be undone. */
static void
test_new_save_ends_redo (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) first = world_edit (self, area, "name", "Brent", NULL);
  g_autoptr(MusterRecord) second = world_edit (self, area, "name", "Barnet", NULL);
  g_autoptr(MusterRecord) third = NULL;

  undo (self);
  third = world_edit (self, area, "name", "Camden", NULL);
  assert_nothing_to_redo (self);
  undo (self);
  world_assert_text (self, area, "name", "Brent");
  undo (self);
  world_assert_text (self, area, "name", "Harrow");
  redo (self);
  redo (self);
  world_assert_text (self, area, "name", "Camden");
  assert_nothing_to_redo (self);
  world_assert_sound (self);
}

/* What was loaded stays, and so does what was saved before it. */
static void
test_load_is_a_barrier (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) loaded = world_make (self, MUSTER_KIND_AREA, "name", "Brent", "level", "borough", NULL);
  g_autoptr(MusterRecord) edited = NULL;

  undo (self);
  load (self, loaded);
  assert_nothing_to_undo (self);
  assert_nothing_to_redo (self);
  edited = world_edit (self, loaded, "name", "Brent North", NULL);
  undo (self);
  assert_nothing_to_undo (self);
  world_assert_text (self, loaded, "name", "Brent");
  redo (self);
  assert_nothing_to_redo (self);
}

static void
test_over_a_restart (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) first = world_edit (self, area, "name", "Brent", NULL);
  g_autoptr(MusterRecord) second = world_edit (self, area, "name", "Barnet", NULL);

  world_reopen (self);
  undo (self);
  world_reopen (self);
  undo (self);
  world_assert_text (self, area, "name", "Harrow");
  world_reopen (self);
  redo (self);
  redo (self);
  world_assert_text (self, area, "name", "Barnet");
  assert_nothing_to_redo (self);
}

/* Several records in one save come back as one. */
static void
test_several_records (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) a = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) b = world_add (self, MUSTER_KIND_AREA, "name", "Brent", "level", "borough", NULL);
  g_autoptr(MusterRecord) a2 = world_change (a, "name", "H", "structure", "x", NULL);
  g_autoptr(MusterRecord) b2 = world_change (b, "name", "B", NULL);
  g_autoptr(MusterRecord) c = world_make (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  g_autoptr(MusterCommit) commit = muster_commit_new ("Shorter names");

  muster_commit_add_edit (commit, a, a2);
  muster_commit_add_edit (commit, b, b2);
  muster_commit_add_edit (commit, NULL, c);
  world_save (self, commit, MUSTER_ORIGIN_EDIT);
  undo (self);
  world_assert_text (self, a, "name", "Harrow");
  world_assert_text (self, a, "structure", "");
  world_assert_text (self, b, "name", "Brent");
  g_assert_cmpuint (muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_AREA)), ==, 2);
  redo (self);
  world_assert_text (self, a, "structure", "x");
  world_assert_text (self, b, "name", "B");
  g_assert_cmpuint (muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_AREA)), ==, 3);
}

/* Somebody else set the same since: their words are not taken back with mine. Who saves is a replica, so another
 * replica's commit is put into the log by hand. */
static void
test_changed_since (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) mine = world_edit (self, area, "name", "Brent", NULL);
  g_autoptr(MusterRecord) theirs = world_edit (self, area, "name", "Barnet", NULL);
  g_autoptr(GError) error = NULL;

  world_run_raw (self, "UPDATE log_commit SET replica = zeroblob (16) WHERE n = 3");
  g_assert_false (muster_replica_undo (self->replica, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "Barnet"));
  world_assert_text (self, area, "name", "Barnet");
}

/* ---- restoring --------------------------------------------------------------------------------------------------- */

static void
test_restore (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area =
    world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", "notes", "n", NULL);
  g_autoptr(MusterRecord) now = NULL;
  g_autoptr(GError) error = NULL;
  gint64 at = muster_record_get_version (area, "name"), version = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(MusterRecord) named = world_edit (self, area, "name", i == 0 ? "Brent" : "Barnet", NULL);
      g_autoptr(MusterRecord) filled = world_edit (self, area, "structure", "x", "notes", NULL, NULL);
    }
  g_object_unref (world_archive (self, area, TRUE));

  muster_replica_restore (self->replica, muster_record_get_id (area), at, &version, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version, >, at);
  now = world_get (self, area);
  world_assert_same (now, area);
  undo (self); /* it is a save like any other */
  world_assert_text (self, area, "name", "Barnet");
  redo (self);
  world_assert_text (self, area, "name", "Harrow");
  world_assert_sound (self);
}

/* What was so already is not said again. */
static void
test_restore_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(GError) error = NULL;
  gint64 version = -1;

  muster_replica_restore (self->replica, muster_record_get_id (area), MUSTER_VERSION_UNSENT + 1, &version, NULL,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (version, ==, 0);
  g_object_unref (world_edit (self, area, "name", "Brent", NULL));
  undo (self);
  muster_replica_restore (self->replica, muster_record_get_id (area), MUSTER_VERSION_UNSENT + 1, &version, NULL,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (version, ==, 0);
}

/* Before it was made there was nothing to go back to, and a record without its name is refused. */
static void
test_restore_too_far (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) first = world_add (self, MUSTER_KIND_AREA, "name", "Brent", "level", "borough", NULL);
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_replica_restore (self->replica, muster_record_get_id (area), 1, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  world_assert_text (self, area, "name", "Harrow");
  world_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/undo/one-field", test_one_field);
  WORLD_ADD ("/store/undo/same-field-again-and-again", test_same_field_again_and_again);
  WORLD_ADD ("/store/undo/added", test_added);
  WORLD_ADD ("/store/undo/archived", test_archived);
  WORLD_ADD ("/store/undo/words-of-a-move", test_words_of_a_move);
  WORLD_ADD ("/store/undo/words", test_words);
  WORLD_ADD ("/store/undo/words-of-a-group", test_words_of_a_group);
  WORLD_ADD ("/store/undo/new-save-ends-redo", test_new_save_ends_redo);
  WORLD_ADD ("/store/undo/load-is-a-barrier", test_load_is_a_barrier);
  WORLD_ADD ("/store/undo/over-a-restart", test_over_a_restart);
  WORLD_ADD ("/store/undo/several-records", test_several_records);
  WORLD_ADD ("/store/undo/changed-since", test_changed_since);
  WORLD_ADD ("/store/restore/all-groups", test_restore);
  WORLD_ADD ("/store/restore/nothing", test_restore_nothing);
  WORLD_ADD ("/store/restore/too-far", test_restore_too_far);
  return g_test_run ();
}
