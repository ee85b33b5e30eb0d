/* test-save.c - what is saved is what is read, and what is refused leaves nothing behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "made-up.h"
#include "muster-json.h"
#include "world.h"

#define AREA(name_) MUSTER_KIND_AREA, "name", name_, "level", "borough", NULL
#define RISK(title_) MUSTER_KIND_RISK, "title", title_, "status", "open", NULL

static void
assert_typed_fields (MusterRecord *made, MusterRecord *read)
{
  const MusterKind *kind = muster_record_get_kind (made);

  g_assert_true (kind == muster_record_get_kind (read));
  for (guint i = 0; i < kind->n_fields; i++)
    if (!muster_field_is_derived (&kind->fields[i])
        && !muster_value_equal (muster_record_get_at (made, i), muster_record_get_at (read, i)))
      g_error ("%s.%s came back as something else", kind->name, kind->fields[i].name);
}

/* Every kind, by id, by rowid and after the file was opened again; then each changed into another of its kind. */
static void
test_every_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) made = make_up_records (self->random, self->clock, 6);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  world_reopen (self);
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr (MusterRecord) read = world_get (self, made->pdata[i]);
      gint64 rowid = muster_replica_get_rowid (self->replica, muster_record_get_id (read));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) loaded =
        muster_replica_load (self->replica, muster_record_get_kind (read), &rowid, 1, &error);

      g_assert_no_error (error);
      assert_typed_fields (made->pdata[i], read);
      world_assert_same (loaded->pdata[0], read);
    }
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr (MusterRecord) base = world_get (self, made->pdata[i]);
      MusterRecord *edited = muster_record_copy (base);
      MusterRecord *other = made->pdata[i % 6 < 5 ? i + 1 : i - 5];

      for (guint j = 0; j < muster_record_get_kind (base)->n_fields; j++)
        if (!muster_field_is_derived (&muster_record_get_kind (base)->fields[j]))
          muster_record_set_at (edited, j, (MusterValue *) muster_record_get_at (other, j));
      muster_commit_add_edit (commit, base, edited);
      g_object_set_data_full (G_OBJECT (made->pdata[i]), "edited", edited, g_object_unref);
    }
  world_save (self, commit, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr (MusterRecord) read = world_get (self, made->pdata[i]);

      assert_typed_fields (g_object_get_data (made->pdata[i], "edited"), read);
    }
  world_assert_sound (self);
}

static void
assert_refused (Fixture *self, MusterCommit *commit, MusterErrorCode code)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr (GError) error = NULL;
  MusterTime last = muster_replica_get_last_save (self->replica);
  guint unsent = muster_replica_count_outbox (self->replica);
  gint64 version = 7;

  g_assert_false (muster_replica_save (self->replica, commit, MUSTER_ORIGIN_EDIT, &version, changed, &error));
  g_assert_error (error, MUSTER_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpint (version, ==, 0);
  g_assert_cmpuint (changed->len, ==, 0);
  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, unsent);
  g_assert_cmpint (muster_replica_get_last_save (self->replica), ==, last);
  world_assert_sound (self);
}

static void
test_stale (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) seen = world_add (self, AREA ("Harrow"));
  g_autoptr (MusterRecord) theirs = world_edit (self, seen, "name", "Harrow and Brent", NULL);
  g_autoptr (MusterRecord) mine = world_change (seen, "name", "Harrow Borough", NULL);
  g_autoptr (MusterRecord) other_group = world_change (seen, "structure", "Five hubs", NULL);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_edit (commit, seen, mine);
  assert_refused (self, commit, MUSTER_ERROR_STALE);
  world_assert_text (self, seen, "name", "Harrow and Brent");
  world_save_edit (self, seen, other_group); /* nobody touched that */
  world_assert_text (self, seen, "structure", "Five hubs");
}

/* A new record that is there already is no new record. */
static void
test_made_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_make (self, AREA ("Harrow"));
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  world_save_edit (self, NULL, area);
  muster_commit_add_edit (commit, NULL, area);
  assert_refused (self, commit, MUSTER_ERROR_STALE);
}

static void
test_checks (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) risk = world_add (self, RISK ("Nobody comes"));
  g_autoptr (MusterRecord) closed = world_change (risk, "status", "closed", NULL);
  g_autoptr (MusterRecord) nameless = world_make (self, MUSTER_KIND_AREA, "level", "borough", NULL);
  g_autoptr (MusterRecord) good = world_make (self, AREA ("Harrow"));
  g_autoptr (MusterCommit) no_reason = muster_commit_new (NULL);
  g_autoptr (MusterCommit) half_good = muster_commit_new (NULL);
  g_autoptr (MusterCommit) loaded = muster_commit_new (NULL);

  muster_commit_add_edit (no_reason, risk, closed);
  assert_refused (self, no_reason, MUSTER_ERROR_INVALID);
  muster_commit_add_edit (half_good, NULL, good);
  muster_commit_add_edit (half_good, NULL, nameless);
  assert_refused (self, half_good, MUSTER_ERROR_INVALID);
  g_assert_cmpuint (muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_AREA)), ==, 0);

  /* What a source says is kept as it is. */
  muster_commit_add_edit (loaded, risk, closed);
  muster_commit_add_edit (loaded, NULL, nameless);
  world_save (self, loaded, MUSTER_ORIGIN_LOAD);
  world_assert_text (self, risk, "status", "Closed");
  world_assert_sound (self);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (self, AREA ("Harrow"));

  g_assert_cmpint (world_save_edit (self, area, area), ==, 0);
  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, 1);
}

/* Numbers go up one by one, in one save and over several, and those given by hand are gone round. */
static void
test_codes (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) first = world_add (self, RISK ("One"));
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MusterRecord) area = world_add (self, AREA ("Harrow"));
  g_autoptr (MusterRecord) found = NULL;
  g_autoptr (MusterCommit) by_hand = muster_commit_new (NULL);
  g_autoptr (MusterRecord) named = world_make (self, RISK ("Named"));
  g_autoptr (MusterRecord) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (muster_record_get_ref_code (first), ==, "R-1");
  g_assert_null (muster_record_get_ref_code (area));
  g_ptr_array_add (more, world_make (self, RISK ("Two")));
  g_ptr_array_add (more,
                   world_make (self, MUSTER_KIND_ISSUE, "title", "Late", "severity", "low", "status", "open", NULL));
  g_ptr_array_add (more, world_make (self, RISK ("Three")));
  world_save_all (self, more, MUSTER_ORIGIN_EDIT);
  for (guint i = 0; i < more->len; i++)
    {
      static const char *const codes[] = { "R-2", "I-1", "R-3" };
      g_autoptr (MusterRecord) read = world_get (self, more->pdata[i]);

      g_assert_cmpstr (muster_record_get_ref_code (read), ==, codes[i]);
    }
  found = muster_replica_get_by_code (self->replica, "r-2", &error);
  g_assert_no_error (error);
  g_assert_true (muster_id_equal (muster_record_get_id (found), muster_record_get_id (more->pdata[0])));

  muster_commit_add_edit (by_hand, NULL, named);
  muster_commit_add_change (by_hand, "risk", muster_record_get_id (named), MUSTER_GROUP_REF_CODE, 0,
                            json_string ("R-40"));
  world_save (self, by_hand, MUSTER_ORIGIN_LOAD);
  world_reopen (self);
  after = world_add (self, RISK ("After"));
  g_assert_cmpstr (muster_record_get_ref_code (after), ==, "R-41");
  world_assert_sound (self);
}

static void
test_by_code (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (self, AREA ("Harrow"));
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterRecord) found = NULL;
  MusterIdText id;

  found = muster_replica_get_by_code (self->replica, muster_id_to_text (muster_record_get_id (area), id), &error);
  g_assert_no_error (error);
  world_assert_same (found, area);
  g_assert_null (muster_replica_get_by_code (self->replica, "R-9", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "R-9"));
}

static void
test_archived (Fixture *self, gconstpointer data)
{
  const MusterKind *areas = muster_kind_get (MUSTER_KIND_AREA);
  g_autoptr (MusterRecord) area = world_add (self, AREA ("Harrow"));
  g_autoptr (MusterRecord) archived = world_archive (self, area, TRUE);
  g_autoptr (MusterRecord) back = NULL;
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  g_assert_true (muster_record_is_archived (archived));
  g_assert_cmpuint (muster_replica_count (self->replica, areas), ==, 0);
  world_assert_sound (self);
  muster_commit_add_archive (commit, area, TRUE); /* as it was seen before */
  assert_refused (self, commit, MUSTER_ERROR_STALE);
  back = world_archive (self, archived, FALSE);
  world_assert_same (back, area);
  g_assert_cmpuint (muster_replica_count (self->replica, areas), ==, 1);
}

static gboolean
holds (GArray *ids, MusterRecord *record)
{
  for (guint i = 0; i < ids->len; i++)
    if (muster_id_equal (&g_array_index (ids, MusterId, i), muster_record_get_id (record)))
      return TRUE;
  return FALSE;
}

/* What changed names the records whose row changed, derived ones too, and no other. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr (MusterRecord) other = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 2", NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "scope",
                                             world_bind (team), NULL);
  g_autoptr (MusterRecord) assessment = world_make (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                                    "current", "likelihood", "4", "impact", "5", NULL);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr (GError) error = NULL;
  gint64 version;

  muster_commit_add_edit (commit, NULL, assessment);
  muster_replica_save (self->replica, commit, MUSTER_ORIGIN_EDIT, &version, changed, &error);
  g_assert_no_error (error);
  g_assert_true (holds (changed, assessment));
  g_assert_true (holds (changed, risk));
  g_assert_true (holds (changed, team));
  g_assert_false (holds (changed, other));
  g_assert_cmpuint (changed->len, ==, 3);
  world_assert_number (self, risk, "score", 20);
  world_assert_number (self, team, "worst_score", 20);
  g_assert_cmpint (version, ==, MUSTER_VERSION_UNSENT + 4);
  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, 4);
  g_assert_cmpint (muster_replica_get_last_save (self->replica), ==, FIXTURE_NOW);
}

/* A kind and a field of a newer version stay in the log, word for word. */
static void
test_from_newer (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_make (self, AREA ("Harrow"));
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  muster_commit_add_edit (commit, NULL, area);
  muster_commit_add_change (commit, "spaceship", &id, MUSTER_GROUP_EXISTS, 0, json_true ());
  muster_commit_add_change (commit, "spaceship", &id, "name", 0, json_pack ("{s:s}", "name", "Discovery"));
  muster_commit_add_change (commit, "area", muster_record_get_id (area), "colour", 0,
                            json_pack ("{s:s}", "colour", "blue"));
  world_save (self, commit, MUSTER_ORIGIN_LOAD);
  world_assert_sound (self);
  world_reopen (self);
  world_assert_text (self, area, "name", "Harrow");
  g_assert_null (muster_replica_get (self->replica, &id, NULL));
  world_assert_sound (self);
}

/* Of the risk only words change, and its score does all the same: with the assessment beside it. */
static void
test_words_beside (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) risk = world_add (self, RISK ("Posts"));
  g_autoptr (MusterRecord) edited = world_change (risk, "title", "Posts not filled", NULL);
  g_autoptr (MusterRecord) assessment =
    world_make (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", "current", "likelihood", "4", "impact",
                "3", "rationale", "Two left", NULL);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_edit (commit, NULL, assessment);
  muster_commit_add_edit (commit, risk, edited);
  world_save (self, commit, MUSTER_ORIGIN_EDIT);
  world_assert_number (self, risk, "score", 12);
  world_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/save/every-kind", test_every_kind);
  WORLD_ADD ("/store/save/stale", test_stale);
  WORLD_ADD ("/store/save/made-twice", test_made_twice);
  WORLD_ADD ("/store/save/checks", test_checks);
  WORLD_ADD ("/store/save/empty", test_empty);
  WORLD_ADD ("/store/save/codes", test_codes);
  WORLD_ADD ("/store/save/by-code", test_by_code);
  WORLD_ADD ("/store/save/archived", test_archived);
  WORLD_ADD ("/store/save/changed", test_changed);
  WORLD_ADD ("/store/save/from-newer", test_from_newer);
  WORLD_ADD ("/store/save/words-beside", test_words_beside);
  return g_test_run ();
}
