/* test-history.c - the log as people read it, and what was typed and not saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

/* ---- history ---------------------------------------------------------------------------------------------------- */

/* Newest first, a line each: "label: before > after". */
static void
assert_history (Fixture *self, MusterRecord *record, const char *group, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = muster_replica_history (self->replica, muster_record_get_id (record), group, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 version = G_MAXINT64;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      MusterHistoryEntry *entry = entries->pdata[i];

      g_assert_cmpint (entry->version, <=, version);
      version = entry->version;
      g_assert_cmpstr (entry->actor, ==, "Tester");
      g_string_append_printf (text, "%s: %s > %s\n", entry->label, entry->before, entry->after);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", NULL);

  assert_history (self, risk, NULL, "Number:  > R-1\nStatus:  > Open\nTitle:  > Late\nAdded:  > \n");
  g_object_unref (world_edit (self, risk, "status", "closed", "status_reason", "Done with", NULL));
  g_object_unref (world_edit (self, risk, "scope", world_bind (team), "next_review", "Q1 17/18", NULL));
  assert_history (self, risk, "status", "Status: Open > Closed · Reason for status: Done with\n"
                                        "Status:  > Open\n");
  assert_history (self, risk, "scope", "Belongs to:  > Hub 1\n");
  assert_history (self, risk, "review", "Next review:  > Q1 2017/18\n");
  g_object_unref (world_edit (self, risk, "scope", NULL, NULL));
  assert_history (self, risk, "scope", "Belongs to: Hub 1 > \nBelongs to:  > Hub 1\n");
  g_object_unref (world_archive (self, risk, TRUE));
  g_object_unref (world_archive (self, risk, FALSE));
  assert_history (self, risk, MUSTER_GROUP_EXISTS, "Brought back:  > \nArchived:  > \nAdded:  > \n");
  assert_history (self, risk, "effect", "");
}

/* What of a group changes is told by its own name, and once. */
static void
test_one_of_a_group (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) action = world_add (self, MUSTER_KIND_ACTION, "text", "Ring", "status", "in-progress", NULL);

  g_object_unref (world_edit (self, action, "status_note", "Asked", NULL));
  g_object_unref (world_edit (self, action, "status_note", "Asked twice", NULL));
  g_object_unref (world_edit (self, action, "status_note", NULL, NULL));
  g_object_unref (world_edit (self, action, "status", "on-hold", "status_note", "No answer", NULL));
  g_object_unref (world_edit (self, action, "status_note", "No answer yet", "percent", "10", NULL));
  assert_history (self, action, "status",
                  "Status note: No answer > No answer yet · % complete: 10%\n"
                  "Status: In progress > On hold · Status note: No answer\n"
                  "Status note: Asked twice > \n"
                  "Status note: Asked > Asked twice\n"
                  "Status note:  > Asked\n"
                  "Status:  > In progress\n");
}

/* Who, when, why, and by which way. */
static void
test_circumstances (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_make (self, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr (MusterRecord) seen = NULL;
  g_autoptr (MusterRecord) renamed = NULL;
  g_autoptr (MusterCommit) load = muster_commit_new ("Example");
  g_autoptr (MusterCommit) edit = muster_commit_new ("The new name");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  MusterHistoryEntry *entry;

  muster_commit_add_edit (load, NULL, area);
  world_save (self, load, MUSTER_ORIGIN_LOAD);
  muster_clock_set (self->clock, FIXTURE_NOW + G_USEC_PER_SEC);
  seen = world_get (self, area);
  renamed = world_change (seen, "name", "Harrow and Brent", NULL);
  muster_commit_add_edit (edit, seen, renamed);
  world_save (self, edit, MUSTER_ORIGIN_EDIT);
  g_assert_true (muster_replica_undo (self->replica, NULL, NULL, NULL));

  entries = muster_replica_history (self->replica, muster_record_get_id (area), "name", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->origin, ==, MUSTER_ORIGIN_UNDO);
  g_assert_null (entry->reason);
  g_assert_cmpstr (entry->before, ==, "Harrow and Brent");
  g_assert_cmpstr (entry->after, ==, "Harrow");
  entry = entries->pdata[1];
  g_assert_cmpint (entry->origin, ==, MUSTER_ORIGIN_EDIT);
  g_assert_cmpstr (entry->reason, ==, "The new name");
  g_assert_cmpint (entry->at, ==, FIXTURE_NOW + G_USEC_PER_SEC);
  g_assert_cmpint (entry->version, ==, MUSTER_VERSION_UNSENT + 2);
  entry = entries->pdata[2];
  g_assert_cmpint (entry->origin, ==, MUSTER_ORIGIN_LOAD);
  g_assert_cmpint (entry->at, ==, FIXTURE_NOW);
}

static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_make (self, MUSTER_KIND_AREA, NULL);

  assert_history (self, area, NULL, "");
}

/* ---- drafts ----------------------------------------------------------------------------------------------------- */

static void
put_draft (Fixture *self, MusterRecord *record, const char *title, const char *cause)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  if (title != NULL)
    g_hash_table_insert (texts, (gpointer) "title", (gpointer) title);
  g_hash_table_insert (texts, (gpointer) "cause", (gpointer) cause);
  muster_replica_put_draft (self->replica, muster_record_get_kind (record), muster_record_get_id (record), texts,
                            &error);
  g_assert_no_error (error);
}

static MusterDraft *
get_draft (Fixture *self, MusterRecord *record)
{
  g_autoptr (GError) error = NULL;
  MusterDraft *draft = muster_replica_get_draft (self->replica, muster_record_get_id (record), &error);

  g_assert_no_error (error);
  return draft;
}

static void
test_drafts (Fixture *self, gconstpointer data)
{
  static const char raw[] = "  as typed\t\"quoted\" ; — é\n\n\xe2\x80\xae trailing  ";
  g_autoptr (MusterRecord) saved = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", NULL);
  g_autoptr (MusterRecord) unsaved = world_make (self, MUSTER_KIND_RISK, NULL);
  g_autoptr (MusterDraft) draft = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  MusterTime last_save = muster_replica_get_last_save (self->replica);

  g_assert_null (get_draft (self, saved));
  put_draft (self, saved, NULL, "first");
  muster_clock_set (self->clock, FIXTURE_NOW + 5);
  put_draft (self, unsaved, "New one", raw);
  put_draft (self, saved, NULL, "second");
  world_reopen (self);

  draft = get_draft (self, saved);
  g_assert_cmpstr (draft->title, ==, "Late");
  g_assert_true (draft->kind == muster_kind_get (MUSTER_KIND_RISK));
  g_assert_cmpint (draft->at, ==, FIXTURE_NOW + 5);
  g_assert_cmpuint (g_hash_table_size (draft->texts), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (draft->texts, "cause"), ==, "second");
  muster_draft_free (g_steal_pointer (&draft));
  draft = get_draft (self, unsaved);
  g_assert_cmpstr (draft->title, ==, "New one");
  g_assert_cmpstr (g_hash_table_lookup (draft->texts, "cause"), ==, raw);

  drafts = muster_replica_list_drafts (self->replica, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_true (muster_replica_drop_draft (self->replica, muster_record_get_id (saved), NULL));
  g_assert_true (muster_replica_drop_draft (self->replica, muster_record_get_id (saved), NULL)); /* harmless */
  g_assert_null (get_draft (self, saved));

  /* A draft is no save. */
  g_assert_cmpint (muster_replica_get_last_save (self->replica), ==, last_save);
  world_assert_text (self, saved, "cause", "");
  world_assert_sound (self);
}

/* What no keyboard types is kept readable rather than lost. */
static void
test_draft_of_bytes (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) risk = world_make (self, MUSTER_KIND_RISK, NULL);
  g_autofree char *long_text = g_strnfill (500000, 'x');
  g_autoptr (MusterDraft) draft = NULL;

  put_draft (self, risk, "a\xff", long_text);
  draft = get_draft (self, risk);
  g_assert_cmpstr (g_hash_table_lookup (draft->texts, "title"), ==, "a\xef\xbf\xbd");
  g_assert_cmpstr (g_hash_table_lookup (draft->texts, "cause"), ==, long_text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/history/words", test_words);
  WORLD_ADD ("/store/history/one-of-a-group", test_one_of_a_group);
  WORLD_ADD ("/store/history/circumstances", test_circumstances);
  WORLD_ADD ("/store/history/unknown", test_unknown);
  WORLD_ADD ("/store/drafts/kept", test_drafts);
  WORLD_ADD ("/store/drafts/bytes", test_draft_of_bytes);
  return g_test_run ();
}
