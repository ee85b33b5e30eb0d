/* test-links.c - what points where, and what follows: titles, dates and numbers that stand on other records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"
#include "muster-db.h"
#include "world.h"

#define DELIVERABLE(title_, plan_) MUSTER_KIND_DELIVERABLE, "title", title_, "plan", world_bind (plan_)

/* "kind.field: title" of all that points to a record. */
static void
assert_backlinks (Fixture *self, MusterRecord *record, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = muster_replica_backlinks (self->replica, muster_record_get_id (record), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < links->len; i++)
    {
      MusterBacklink *link = links->pdata[i];

      g_string_append_printf (text, "%s%s.%s: %s%s%s", i > 0 ? ", " : "", link->kind->name, link->field->name,
                              link->title, link->ref_code != NULL ? " " : "",
                              link->ref_code != NULL ? link->ref_code : "");
      g_string_append (text, link->archived ? " (archived)" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_backlinks (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr (MusterRecord) other = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 2", NULL);
  g_autoptr (MusterRecord) b = world_add (self, DELIVERABLE ("B", plan), NULL);
  g_autoptr (MusterRecord) a = world_add (self, DELIVERABLE ("A", plan), "parent", world_bind (b), NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "plan",
                                             world_bind (plan), "deliverables", world_bind (plan), NULL);

  assert_backlinks (self, plan, "deliverable.plan: B D-1, deliverable.plan: A D-2, risk.plan: Late R-1,"
                                " risk.deliverables: Late R-1");
  assert_backlinks (self, b, "deliverable.parent: A D-2");
  assert_backlinks (self, risk, "");

  g_object_unref (world_edit (self, b, "plan", world_bind (other), "title", "Bee", NULL));
  g_object_unref (world_archive (self, a, TRUE));
  assert_backlinks (self, plan, "deliverable.plan: A D-2 (archived), risk.plan: Late R-1, risk.deliverables: Late R-1");
  assert_backlinks (self, other, "deliverable.plan: Bee D-1");
  g_object_unref (world_edit (self, risk, "plan", NULL, "deliverables", NULL, NULL));
  assert_backlinks (self, plan, "deliverable.plan: A D-2 (archived)");
  world_assert_sound (self);
}

/* A date that hangs on a milestone points to it. */
static void
test_backlink_of_date (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr (MusterRecord) go = world_add (self, DELIVERABLE ("Go live", plan), NULL);
  g_autofree char *before = g_strdup_printf ("before Go live %s", world_bind (go));
  g_autoptr (MusterRecord) hire = world_add (self, DELIVERABLE ("Hire", plan), "baseline", before, NULL);

  assert_backlinks (self, go, "deliverable.baseline: Hire D-2");
  g_object_unref (world_edit (self, hire, "baseline", "TBC", "baseline_reason", "It waits", NULL));
  assert_backlinks (self, go, "");
}

static void
assert_ref_title (Fixture *self, MusterRecord *record, const char *field, const char *expected)
{
  g_autoptr (MusterRecord) read = world_get (self, record);

  g_assert_cmpstr (muster_record_get_ref_title (read, field), ==, expected);
}

static void
test_titles (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr (MusterRecord) work = world_add (self, DELIVERABLE ("Hire", plan), NULL);
  g_autoptr (MusterRecord) elsewhere = world_make (self, MUSTER_KIND_DELIVERABLE, "title", "Elsewhere", NULL);
  g_autofree char *both = g_strconcat (world_bind (work), world_bind (elsewhere), NULL);
  g_autoptr (MusterRecord) risk = world_make (self, MUSTER_KIND_RISK, "title", "Late", "deliverables", both, NULL);
  g_autoptr (GPtrArray) loaded = g_ptr_array_new ();

  assert_ref_title (self, work, "plan", "Hub 1");
  g_object_unref (world_edit (self, plan, "title", "Hub One", NULL));
  assert_ref_title (self, work, "plan", "Hub One");
  g_ptr_array_add (loaded, risk);
  world_save_all (self, loaded, MUSTER_ORIGIN_LOAD);
  assert_ref_title (self, risk, "deliverables", "Hire, (not on this computer)");
}

/* ---- dates ------------------------------------------------------------------------------------------------------- */

static void
test_plan_start_moves_windows (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "100 days", NULL);
  g_autoptr (MusterRecord) later =
    world_add (self, MUSTER_KIND_PLAN, "title", "Later", "start", "1 January 2018", NULL);
  g_autoptr (MusterRecord) work = world_add (self, DELIVERABLE ("Hire", plan), "baseline", "days 30 to 60", NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "plan",
                                             world_bind (plan), "next_review", "day 10", NULL);
  g_autoptr (MusterRecord) control =
    world_add (self, MUSTER_KIND_MITIGATION, "text", "Ask", "risk", world_bind (risk), "baseline", "day 5", NULL);

  world_assert_days (self, work, "baseline", NULL, NULL);
  g_object_unref (world_edit (self, plan, "start", "1 March 2017", NULL));
  world_assert_days (self, work, "baseline", "30 March 2017", "29 April 2017");
  world_assert_days (self, work, "due", "30 March 2017", "29 April 2017");
  world_assert_days (self, risk, "next_review", "10 March 2017", "10 March 2017");
  world_assert_days (self, control, "baseline", "5 March 2017", "5 March 2017");
  g_object_unref (world_edit (self, plan, "start", "2 March 2017", NULL));
  world_assert_days (self, work, "due", "31 March 2017", "30 April 2017");
  world_assert_days (self, control, "due", "6 March 2017", "6 March 2017");
  g_object_unref (world_edit (self, work, "plan", world_bind (later), NULL));
  world_assert_days (self, work, "due", "30 January 2018", "1 March 2018");
  g_object_unref (world_edit (self, plan, "start", NULL, NULL));
  world_assert_days (self, control, "due", NULL, NULL);
  world_assert_sound (self);
}

/* One date moves a chain of others. */
static void
test_milestone_moves_relatives (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", "start", "1 March 2017", NULL);
  g_autoptr (MusterRecord) go = world_add (self, DELIVERABLE ("Go live", plan), "baseline", "1 September 2017", NULL);
  g_autofree char *before_go = g_strdup_printf ("before Go live %s", world_bind (go));
  g_autoptr (MusterRecord) hire = world_add (self, DELIVERABLE ("Hire", plan), "baseline", before_go, NULL);
  g_autofree char *after_hire = g_strdup_printf ("after Hire %s", world_bind (hire));
  g_autofree char *during_go = g_strdup_printf ("during Go live %s", world_bind (go));
  g_autoptr (MusterRecord) train = world_add (self, DELIVERABLE ("Train", plan), "baseline", during_go, NULL);
  g_autoptr (MusterRecord) action =
    world_add (self, MUSTER_KIND_ACTION, "text", "Tell everybody", "baseline", after_hire, NULL);

  world_assert_days (self, hire, "due", NULL, "31 August 2017");
  world_assert_days (self, train, "due", "1 September 2017", "1 September 2017");
  world_assert_days (self, action, "due", "1 September 2017", NULL);
  g_object_unref (world_edit (self, go, "forecast", "2 October 2017", "forecast_reason", "No premises", NULL));
  world_assert_days (self, hire, "due", NULL, "1 October 2017");
  world_assert_days (self, train, "due", "2 October 2017", "2 October 2017");
  world_assert_days (self, action, "due", "2 October 2017", NULL);
  g_object_unref (world_edit (self, go, "forecast", "day 11", "baseline", NULL, "baseline_reason", "It waits", NULL));
  world_assert_days (self, action, "due", "11 March 2017", NULL);
  g_object_unref (world_edit (self, plan, "start", "2 March 2017", NULL));
  world_assert_days (self, action, "due", "12 March 2017", NULL);
  muster_replica_undo (self->replica, NULL, NULL, NULL);
  world_assert_days (self, action, "due", "11 March 2017", NULL);
  world_assert_sound (self);
}

/* Dates that hang on each other in a ring mean nothing, and do not hang the program. */
static void
test_ring_of_dates (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr (MusterRecord) a = world_add (self, DELIVERABLE ("A", plan), NULL);
  g_autofree char *after_a = g_strdup_printf ("after A %s", world_bind (a));
  g_autoptr (MusterRecord) b = world_add (self, DELIVERABLE ("B", plan), "baseline", after_a, NULL);
  g_autofree char *during_b = g_strdup_printf ("during B %s", world_bind (b));
  g_autoptr (MusterRecord) looped = world_change (a, "baseline", during_b, NULL);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr (MusterRecord) now = world_get (self, a);

  muster_commit_add_edit (commit, now, looped);
  world_save (self, commit, MUSTER_ORIGIN_LOAD);
  world_assert_days (self, a, "baseline", NULL, NULL);
  world_assert_days (self, b, "baseline", NULL, NULL);
  g_object_unref (world_edit (self, a, "baseline", "1 March 2017", "baseline_reason", "It waits", NULL));
  world_assert_days (self, b, "baseline", "2 March 2017", NULL);
  world_assert_sound (self);
}

/* What is archived keeps what is derived in step, or it would be wrong when it comes back. */
static void
test_archived_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", "start", "1 March 2017", NULL);
  g_autoptr (MusterRecord) work = world_add (self, DELIVERABLE ("Hire", plan), "baseline", "day 10", NULL);
  g_autoptr (MusterRecord) programme = world_add (self, MUSTER_KIND_PROGRAMME, "name", "CHINs", NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "programme",
                                             world_bind (programme), NULL);
  g_autoptr (MusterRecord) score = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                              "current", "likelihood", "4", "impact", "4", NULL);

  g_object_unref (world_archive (self, work, TRUE));
  g_object_unref (world_archive (self, risk, TRUE));
  world_assert_sound (self);
  g_object_unref (world_edit (self, plan, "start", "2 March 2017", NULL));
  world_assert_sound (self);
  g_object_unref (world_edit (self, programme, "high_to", "16", NULL));
  world_assert_sound (self);
  g_object_unref (world_archive (self, score, TRUE));
  world_assert_sound (self);
  g_object_unref (world_archive (self, work, FALSE));
  world_assert_days (self, work, "baseline", "11 March 2017", "11 March 2017");
  g_object_unref (world_archive (self, risk, FALSE));
  world_assert_number (self, risk, "score", 0);
  world_assert_sound (self);
}

/* ---- what follows from other records ---------------------------------------------------------------------------- */

/* After each kind of edit the tables are what a replay of the log makes: assessments, mitigations, moves from plan to
 * plan, figures, archiving. */
static void
test_derived (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Plan", "scope", world_bind (team), NULL);
  g_autoptr (MusterRecord) other = world_add (self, MUSTER_KIND_PLAN, "title", "Other", NULL);
  g_autoptr (MusterRecord) work = world_add (self, DELIVERABLE ("Hire", plan), "status", "Not started", NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "plan",
                                             world_bind (plan), "deliverables", world_bind (work), NULL);
  g_autoptr (MusterRecord) first = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                              "initial", "likelihood", "3", "impact", "3", "on", "1 March 2017", NULL);
  g_autoptr (MusterRecord) second = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                               "current", "likelihood", "5", "impact", "5", "on", "1 April 2017", NULL);
  g_autoptr (MusterRecord) control = NULL;
  g_autoptr (MusterRecord) figure = NULL;

  world_assert_number (self, risk, "score", 25);
  world_assert_text (self, risk, "band", "Extreme");
  world_assert_text (self, risk, "trend", "Rising");
  world_assert_number (self, work, "extreme_risks", 1);
  world_assert_number (self, team, "worst_score", 25);
  control =
    world_add (self, MUSTER_KIND_MITIGATION, "text", "Ask", "risk", world_bind (risk), "kind", "existing", NULL);
  world_assert_number (self, risk, "mitigations_current", 1);
  world_assert_number (self, work, "extreme_risks", 0);
  g_object_unref (world_archive (self, control, TRUE));
  world_assert_number (self, work, "extreme_risks", 1);
  g_object_unref (world_edit (self, work, "status", "Complete", "actual", "1 June 2017", NULL));
  world_assert_number (self, plan, "progress", 100);
  world_assert_number (self, team, "progress", 100);
  g_object_unref (world_edit (self, work, "plan", world_bind (other), NULL));
  world_assert_number (self, plan, "progress", 0);
  world_assert_number (self, other, "progress", 100);
  g_object_unref (world_archive (self, second, TRUE));
  world_assert_number (self, risk, "score", 9);
  world_assert_number (self, team, "worst_score", 9);
  muster_replica_undo (self->replica, NULL, NULL, NULL);
  world_assert_number (self, team, "worst_score", 25);
  figure =
    world_add (self, MUSTER_KIND_POPULATION, "label", "List", "of", world_bind (team), "figure", "about 80,000", NULL);
  world_assert_text (self, team, "population", "about 80,000");
  g_object_unref (world_edit (self, figure, "figure", "50-80k", NULL));
  world_assert_text (self, team, "population", "50-80k");
  world_assert_sound (self);
}

/* The worst risk of a team is that of all that threatens what it does, as its page counts them. */
static void
test_threats (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr (MusterRecord) next = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 2", NULL);
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Plan", "scope", world_bind (team), NULL);
  g_autoptr (MusterRecord) other = world_add (self, MUSTER_KIND_PLAN, "title", "Other", "scope",
                                              world_bind (next), NULL);
  g_autoptr (MusterRecord) work = world_add (self, DELIVERABLE ("Hire", plan), NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "deliverables",
                                             world_bind (work), NULL);
  g_autoptr (MusterRecord) score = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                              "current", "likelihood", "4", "impact", "5", "on", "1 March 2017", NULL);

  world_assert_number (self, team, "worst_score", 20);
  g_object_unref (world_edit (self, work, "plan", world_bind (other), NULL));
  world_assert_number (self, team, "worst_score", 0);
  world_assert_number (self, next, "worst_score", 20);
  g_object_unref (world_edit (self, other, "scope", world_bind (team), NULL));
  world_assert_number (self, team, "worst_score", 20);
  world_assert_number (self, next, "worst_score", 0);
  g_object_unref (world_archive (self, other, TRUE));
  world_assert_number (self, team, "worst_score", 0);
  g_object_unref (world_edit (self, work, "team", world_bind (next), NULL));
  world_assert_number (self, next, "worst_score", 20);
  g_object_unref (world_archive (self, work, TRUE));
  world_assert_number (self, next, "worst_score", 0);
  g_object_unref (world_edit (self, risk, "deliverables", world_bind (plan), NULL));
  world_assert_number (self, team, "worst_score", 20);
  g_object_unref (world_edit (self, risk, "status", "closed", "status_reason", "Hired", NULL));
  world_assert_number (self, team, "worst_score", 0);
  muster_replica_undo (self->replica, NULL, NULL, NULL);
  world_assert_number (self, team, "worst_score", 20);
  world_assert_sound (self);
}

/* A file of a version that counted less is brought up to date as it is opened. */
static void
test_threats_upgraded (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr (MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Plan", "scope", world_bind (team), NULL);
  g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "deliverables",
                                             world_bind (plan), NULL);
  g_autoptr (MusterRecord) score = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                              "current", "likelihood", "4", "impact", "5", "on", "1 March 2017", NULL);
  g_autoptr (GError) error = NULL;
  MusterDb *db;

  fixture_close (self);
  db = muster_db_open (self->path, 0, 0x4d757374, &error);
  g_assert_no_error (error);
  g_assert_true (muster_db_run (db, "DELETE FROM part; UPDATE team SET worst_score = NULL; DROP VIEW refused_resent;"
                               " DROP INDEX refused_by_resent; ALTER TABLE refused DROP COLUMN resent;"
                               " PRAGMA user_version = 6",
                                &error));
  muster_db_close (db);
  world_reopen (self);
  world_assert_number (self, team, "worst_score", 20);
  world_assert_sound (self);
}

/* Parts that came before what they are part of. */
static void
test_parts_first (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) risk = world_make (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", NULL);
  g_autoptr (MusterRecord) score = world_make (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                               "current", "likelihood", "4", "impact", "4", NULL);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, score);
  world_save_all (self, parts, MUSTER_ORIGIN_LOAD);
  world_assert_sound (self);
  parts->pdata[0] = risk;
  world_save_all (self, parts, MUSTER_ORIGIN_LOAD);
  world_assert_number (self, risk, "score", 16);
  world_assert_sound (self);
}

/* Records that nobody would make by hand, in one save or in many, come to the same tables. */
static void
test_made_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) made = make_up_records (self->random, self->clock, 3);

  for (guint i = 0; i < made->len; i++) { /* in an order of their own */
    guint j = (guint) g_test_rand_int_range (0, (int) made->len);
    gpointer swapped = made->pdata[i];

    made->pdata[i] = made->pdata[j];
    made->pdata[j] = swapped;
  }
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

      muster_commit_add_edit (commit, NULL, made->pdata[i]);
      world_save (self, commit, MUSTER_ORIGIN_LOAD);
    }
  world_assert_sound (self);
  for (guint i = 0; i < made->len; i += 2)
    {
      g_autoptr (MusterRecord) read = world_get (self, made->pdata[i]);
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

      muster_commit_add_archive (commit, read, TRUE);
      world_save (self, commit, MUSTER_ORIGIN_LOAD);
    }
  world_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/links/backlinks", test_backlinks);
  WORLD_ADD ("/store/links/backlink-of-date", test_backlink_of_date);
  WORLD_ADD ("/store/links/titles", test_titles);
  WORLD_ADD ("/store/links/plan-start-moves-windows", test_plan_start_moves_windows);
  WORLD_ADD ("/store/links/milestone-moves-relatives", test_milestone_moves_relatives);
  WORLD_ADD ("/store/links/ring-of-dates", test_ring_of_dates);
  WORLD_ADD ("/store/links/archived-follow", test_archived_follow);
  WORLD_ADD ("/store/links/derived", test_derived);
  WORLD_ADD ("/store/links/threats", test_threats);
  WORLD_ADD ("/store/links/threats-upgraded", test_threats_upgraded);
  WORLD_ADD ("/store/links/parts-first", test_parts_first);
  WORLD_ADD ("/store/links/made-up", test_made_up);
  return g_test_run ();
}
