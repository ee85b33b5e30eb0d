/* test-today.c - what is late, due, unowned, undated and new, for everybody, for me and for a place.
 *
 * Today is 1 July 2017, and the person who saves is "Tester".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"
#include "muster-today-private.h"

#define MANY 100

static MusterToday *
read_today (Fixture *self, gboolean mine, MusterRecord *scope, guint limit)
{
  g_autoptr(GError) error = NULL;
  MusterTodayQuestion question = { .mine = mine };
  MusterToday *today;

  if (scope != NULL)
    question.scope = *muster_record_get_id (scope);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    question.limits[i] = limit;
  today = muster_replica_read_today (self->replica, &question, &error);
  g_assert_no_error (error);
  return today;
}

/* The titles of a part in their order. */
static void
assert_part (MusterToday *today, MusterTodayPart part, const char *expected)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < today->items[part]->len; i++)
    {
      MusterTodayItem *item = today->items[part]->pdata[i];
      g_autofree char *title = muster_record_dup_title (item->record);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
  g_assert_cmpuint (today->n[part], ==, today->items[part]->len);
}

static void
add (Fixture *self, MusterKindId kind, const char *title, const char *owner, const char *field, const char *when)
{
  MusterRecord *record = world_add (self, kind, muster_kind_title_field (muster_kind_get (kind))->name, title, "owner",
                                    owner, field, when, NULL);

  g_object_unref (record);
}

/* ---- days -------------------------------------------------------------------------------------------------------- */

static void
test_days (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterToday) today = NULL;
  static const struct {
    const char *title, *when;
  } actions[] = {
    { "Yesterday", "30 June 2017" },   { "Quarter gone", "Q1 2017/18" },        { "Long ago", "2 January 2017" },
    { "Now", "1 July 2017" },          { "Fortnight", "15 July 2017" },         { "Later", "16 July 2017" },
    { "This month", "July 2017" },     { "Someday", "TBC" },                    { "For ever", "ongoing" },
    { "First", "before mobilisation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    add (self, MUSTER_KIND_ACTION, actions[i].title, "Somebody", "baseline", actions[i].when);
  add (self, MUSTER_KIND_ACTION, "No day", "Somebody", "notes", "Nobody has said when");
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_OVERDUE, "Long ago, Yesterday, Quarter gone");
  assert_part (today, MUSTER_TODAY_SOON, "Now, Fortnight");
  assert_part (today, MUSTER_TODAY_UNDATED, "Someday, For ever, First, No day");
  assert_part (today, MUSTER_TODAY_UNOWNED, "");
  assert_part (today, MUSTER_TODAY_CHANGED, "");
  g_assert_false (today->is_empty);
}

static void
test_kinds (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", "owner", "TBC", NULL);
  g_autoptr(MusterRecord) milestone = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Go live", "type", "milestone",
                                                 "plan", world_bind (plan), "owner", "Somebody", "baseline", "May 2017",
                                                 NULL);
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Posts stay empty", "status", "open",
                                            "next_review", "June 2017", NULL);
  g_autoptr(MusterRecord) closed = world_add (self, MUSTER_KIND_RISK, "title", "Past", "status", "closed",
                                              "status_reason", "Over", "next_review", "June 2017", NULL);
  g_autoptr(MusterRecord) soon = world_add (self, MUSTER_KIND_RISK, "title", "Roof leaks", "status", "open", "owner",
                                            "Estates", "next_review", "3 July 2017", NULL);
  g_autoptr(MusterRecord) control = world_add (self, MUSTER_KIND_MITIGATION, "text", "Rota", "risk", world_bind (risk),
                                               "kind", "existing", "owner", "Somebody", NULL);
  g_autoptr(MusterRecord) planned = world_add (self, MUSTER_KIND_MITIGATION, "text", "Advertise", "risk",
                                               world_bind (risk), "kind", "planned", "owner", "Somebody", NULL);
  g_autoptr(MusterRecord) assumption = world_add (self, MUSTER_KIND_ASSUMPTION, "text", "Rooms are free", "owner",
                                                  "Somebody", "validate_by", "May 2017", NULL);
  g_autoptr(MusterRecord) kpi = world_add (self, MUSTER_KIND_KPI, "name", "Visits", NULL);
  g_autoptr(MusterRecord) gone = world_add (self, MUSTER_KIND_ACTION, "text", "Archived", NULL);
  g_autoptr(MusterRecord) archived = world_archive (self, gone, TRUE);
  g_autoptr(MusterToday) today = read_today (self, FALSE, NULL, MANY);
  MusterTodayItem *item;

  assert_part (today, MUSTER_TODAY_OVERDUE, "Go live, Rooms are free");
  assert_part (today, MUSTER_TODAY_SOON, "");
  assert_part (today, MUSTER_TODAY_REVIEWS, "Posts stay empty, Roof leaks");
  assert_part (today, MUSTER_TODAY_UNDATED, "Advertise");
  assert_part (today, MUSTER_TODAY_UNOWNED, "Posts stay empty, Start-up, Visits");
  item = today->items[MUSTER_TODAY_OVERDUE]->pdata[0];
  g_assert_cmpstr (item->context, ==, "Start-up");
  g_assert_cmpint (muster_record_get_version (item->record, "title"), >, 0);
}

static void
test_limits (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterToday) today = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *day = g_strdup_printf ("%u May 2017", 20 - i);

      add (self, MUSTER_KIND_ACTION, day, "Somebody", "baseline", day);
    }
  today = read_today (self, FALSE, NULL, 2);
  g_assert_cmpuint (today->n[MUSTER_TODAY_OVERDUE], ==, 5);
  today->n[MUSTER_TODAY_OVERDUE] = 2;
  assert_part (today, MUSTER_TODAY_OVERDUE, "16 May 2017, 17 May 2017");
}

/* ---- whose, and where -------------------------------------------------------------------------------------------- */

static void
test_mine (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) me = world_add (self, MUSTER_KIND_PERSON, "name", "tester", "aliases", "PCN manager\nTT",
                                          NULL);
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", "owner", "Tester", NULL);
  g_autoptr(MusterRecord) part = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Of my plan", "plan",
                                            world_bind (plan), "baseline", "7 May 2017", NULL);
  g_autofree char *bound = g_strconcat ("Somebody called otherwise ", world_bind (me), NULL);
  g_autoptr(MusterToday) today = NULL;

  add (self, MUSTER_KIND_ACTION, "By name", "TESTER", "baseline", "1 May 2017");
  add (self, MUSTER_KIND_ACTION, "By alias", "Clinical lead supported by PCN manager", "baseline", "2 May 2017");
  add (self, MUSTER_KIND_ACTION, "By link", bound, "baseline", "3 May 2017");
  add (self, MUSTER_KIND_ACTION, "Another's", "Tester of pumps", "baseline", "4 May 2017");
  add (self, MUSTER_KIND_ACTION, "Nobody's", NULL, "baseline", "5 May 2017");
  today = read_today (self, TRUE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_OVERDUE, "By name, By alias, By link, Of my plan");
  assert_part (today, MUSTER_TODAY_UNOWNED, "Of my plan");
  g_assert_cmpstr (today->actor, ==, "Tester");
  g_clear_pointer (&today, muster_today_free);
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_OVERDUE, "By name, By alias, By link, Another's, Nobody's, Of my plan");
  assert_part (today, MUSTER_TODAY_UNOWNED, "Nobody's, Of my plan");
}

static void
test_scope (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) camden = world_add (self, MUSTER_KIND_TEAM, "name", "Camden 1", NULL);
  g_autoptr(MusterRecord) barnet = world_add (self, MUSTER_KIND_TEAM, "name", "Barnet 1", NULL);
  g_autoptr(MusterRecord) here = world_add (self, MUSTER_KIND_ACTION, "text", "Here", "scope", world_bind (camden),
                                            "baseline", "May 2017", NULL);
  g_autoptr(MusterRecord) there = world_add (self, MUSTER_KIND_ACTION, "text", "There", "scope", world_bind (barnet),
                                             "baseline", "May 2017", NULL);
  g_autoptr(MusterToday) today = read_today (self, FALSE, camden, MANY);

  assert_part (today, MUSTER_TODAY_OVERDUE, "Here");
  assert_part (today, MUSTER_TODAY_UNOWNED, "Here");
}

/* ---- read before it is asked for --------------------------------------------------------------------------------- */

static MusterToday *
take_ahead (Fixture *self, gboolean mine)
{
  const MusterTodayQuestion question = { .mine = mine, .limits = { MANY } };

  return muster_today_take_ahead (self->replica, &question);
}

static void
read_ahead (Fixture *self)
{
  const MusterTodayQuestion question = { .limits = { MANY } };
  g_autoptr(GError) error = NULL;

  g_assert_true (muster_replica_read_today_ahead (self->replica, &question, &error));
  g_assert_no_error (error);
}

static void
test_ahead (Fixture *self, gconstpointer data)
{
  const MusterTodayQuestion question = { .limits = { MANY } };
  g_autoptr(MusterToday) taken = NULL;
  g_autoptr(MusterToday) today = NULL;

  add (self, MUSTER_KIND_ACTION, "One", "Somebody", "baseline", "1 May 2017");
  g_assert_null (take_ahead (self, FALSE));
  read_ahead (self);
  taken = take_ahead (self, FALSE);
  g_assert_nonnull (taken);
  assert_part (taken, MUSTER_TODAY_OVERDUE, "One");
  /* Once. */
  g_assert_null (take_ahead (self, FALSE));
  /* Another question. */
  read_ahead (self);
  g_assert_null (take_ahead (self, TRUE));
  /* Another name. */
  read_ahead (self);
  muster_replica_sign_as (self->replica, "Somebody else");
  g_assert_null (take_ahead (self, FALSE));
  /* Something was saved. */
  read_ahead (self);
  add (self, MUSTER_KIND_ACTION, "Two", "Somebody", "baseline", "2 May 2017");
  today = muster_replica_read_today (self->replica, &question, NULL);
  assert_part (today, MUSTER_TODAY_OVERDUE, "One, Two");
  /* It is tomorrow. */
  read_ahead (self);
  muster_clock_set (self->clock, muster_clock_now (self->clock) + 24 * 60 * 60 * (MusterTime) G_USEC_PER_SEC);
  g_assert_null (take_ahead (self, FALSE));
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterToday) today = read_today (self, FALSE, NULL, MANY);

  g_assert_true (today->is_empty);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    assert_part (today, i, "");
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

static void
mark_seen (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterToday) today = read_today (self, FALSE, NULL, 0);

  muster_replica_mark_seen (self->replica, &today->now, &error);
  g_assert_no_error (error);
}

static char *
describe_change (MusterToday *today, guint item, guint change)
{
  MusterTodayItem *changed = today->items[MUSTER_TODAY_CHANGED]->pdata[item];
  MusterHistoryEntry *entry = changed->changes->pdata[change];

  return g_strdup_printf ("%s: %s: %s > %s", entry->actor, entry->label, entry->before, entry->after);
}

/* What somebody does at their own desk is no news to them; what another does there is. */
static void
test_own_changes (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) old = world_add (self, MUSTER_KIND_ACTION, "text", "Old", "status", "in progress", NULL);
  g_autoptr(MusterRecord) other = world_add (self, MUSTER_KIND_ACTION, "text", "Other", NULL);
  g_autoptr(MusterRecord) edited = NULL, added = NULL;
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr(MusterToday) today = NULL;
  MusterTodayItem *item;

  mark_seen (self);
  edited = world_edit (self, old, "status", "complete", NULL);
  added = world_add (self, MUSTER_KIND_RISK, "title", "New", "status", "open", NULL);
  world_reopen (self);
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "");
  g_assert_cmpint (today->seen.at, ==, FIXTURE_NOW);
  g_clear_pointer (&today, muster_today_free);

  muster_replica_set_actor (self->replica, "Who sits here at night");
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "New, Old");
  first = describe_change (today, 0, 0);
  second = describe_change (today, 1, 0);
  g_assert_cmpstr (first, ==, "Tester: Added:  > ");
  g_assert_cmpstr (second, ==, "Tester: Status: In progress > Complete");
  item = today->items[MUSTER_TODAY_CHANGED]->pdata[0];
  g_assert_cmpuint (item->changes->len, ==, 1);
  g_assert_true (item->by_others);
  mark_seen (self);
  g_clear_pointer (&today, muster_today_free);
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "");
  /* Its place among others says nothing of it. */
  g_clear_pointer (&today, muster_today_free);
  g_object_unref (world_edit (self, other, "position", "20", NULL));
  muster_replica_set_actor (self->replica, "Tester");
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "");
}

static void
undo (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  muster_replica_undo (self->replica, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What was changed and changed back is no news, by whomever and since whenever; beside what something came of. */
static void
test_changed_back (Fixture *self, gconstpointer data)
{
  guint32 day = muster_clock_today (self->clock);
  MusterTodayQuestion question = { .limits = { [MUSTER_TODAY_CHANGED] = MANY }, .since = day };
  g_autoptr(MusterRecord) kept = NULL, back = NULL;
  g_autoptr(MusterToday) today = NULL, of_day = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *change = NULL;
  MusterTodayItem *item;

  muster_clock_set (self->clock, muster_clock_day_begins (self->clock, day) - 1);
  kept = world_add (self, MUSTER_KIND_ACTION, "text", "Kept", "status", "in progress", NULL);
  back = world_add (self, MUSTER_KIND_ACTION, "text", "Put back", "status", "in progress", NULL);
  mark_seen (self);
  muster_clock_set (self->clock, muster_clock_day_begins (self->clock, day));
  g_object_unref (world_edit (self, back, "status", "complete", NULL));
  undo (self);
  g_object_unref (world_edit (self, back, "owner", "Somebody", NULL));
  undo (self);
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Added by mistake", "status", "open", NULL));
  undo (self);
  g_object_unref (world_edit (self, kept, "owner", "Somebody", NULL));
  undo (self);
  g_object_unref (world_edit (self, kept, "status", "complete", NULL));
  of_day = muster_replica_read_today (self->replica, &question, &error);
  g_assert_no_error (error);
  assert_part (of_day, MUSTER_TODAY_CHANGED, "Kept");
  muster_replica_set_actor (self->replica, "Another");
  today = read_today (self, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "Kept");
  item = today->items[MUSTER_TODAY_CHANGED]->pdata[0];
  g_assert_cmpuint (item->changes->len, ==, 1);
  change = describe_change (today, 0, 0);
  g_assert_cmpstr (change, ==, "Tester: Status: In progress > Complete");
}

/* What others do is news, and what was seen before it was sent is none once the endpoint has numbered it. */
static void
test_others_changes (FeedWorld *self, gconstpointer data)
{
  Fixture *fixture = &self->fixture;
  g_autoptr(MusterRecord) mine = world_add (fixture, MUSTER_KIND_ACTION, "text", "Seen before it was sent", NULL);
  g_autoptr(MusterRecord) later = NULL;
  g_autoptr(MusterToday) today = NULL;
  MusterTodayItem *item;
  MusterId theirs, known;
  gint64 base;

  feed_new_id (self, &theirs);
  feed_new_id (self, &known);
  base = feed_other_makes (self, "action", &known, "text", "As it was");
  feed_pull (self);
  mark_seen (fixture);
  feed_take_all (self);
  feed_other_makes (self, "action", &theirs, "text", "Made by another");
  feed_change (feed_other (self), "action", &known, "text", base, "{'text': 'As it is'}");
  feed_pull (self);
  later = world_add (fixture, MUSTER_KIND_ACTION, "text", "Own", NULL);
  today = read_today (fixture, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "As it is, Made by another");
  for (guint i = 0; i < 2; i++)
    {
      item = today->items[MUSTER_TODAY_CHANGED]->pdata[i];
      g_assert_true (item->by_others);
    }
  item = today->items[MUSTER_TODAY_CHANGED]->pdata[0];
  g_assert_cmpstr (((MusterHistoryEntry *) item->changes->pdata[0])->before, ==, "As it was");
  g_assert_cmpstr (((MusterHistoryEntry *) item->changes->pdata[0])->after, ==, "As it is");
  mark_seen (fixture);
  feed_take_all (self);
  feed_pull (self);
  g_clear_pointer (&today, muster_today_free);
  today = read_today (fixture, FALSE, NULL, MANY);
  assert_part (today, MUSTER_TODAY_CHANGED, "");
}

/* From the midnight on that a day begins with, marked as seen or not. */
static void
test_since_a_day (Fixture *self, gconstpointer data)
{
  MusterTodayQuestion question = { .limits = { [MUSTER_TODAY_CHANGED] = MANY } };
  guint32 day = muster_clock_today (self->clock);

  muster_clock_set (self->clock, muster_clock_day_begins (self->clock, day) - 1);
  g_object_unref (world_add (self, MUSTER_KIND_ACTION, "text", "Before midnight", NULL));
  muster_clock_set (self->clock, muster_clock_day_begins (self->clock, day));
  g_object_unref (world_add (self, MUSTER_KIND_ACTION, "text", "At midnight", NULL));
  for (guint back = 0; back < 3; back++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MusterToday) today = NULL;

      if (back == 2)
        mark_seen (self);
      question.since = back == 2 ? day : day - back;
      today = muster_replica_read_today (self->replica, &question, &error);
      g_assert_no_error (error);
      assert_part (today, MUSTER_TODAY_CHANGED, back == 1 ? "At midnight, Before midnight" : "At midnight");
    }
}

static void
assert_late (Fixture *self, gboolean mine, guint expected)
{
  g_autoptr(GError) error = NULL;
  guint n = G_MAXUINT;

  g_assert_true (muster_replica_count_late_reviews (self->replica, mine, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, expected);
}

/* Only what is open and whose day has passed; today's is not late, and what is to be done is no review. */
static void
test_late_reviews (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *title, *owner, *when, *status;
  } risks[] = {
    { "Yesterday", "Tester", "30 June 2017", "open" }, { "Long ago", "Somebody", "June 2016", "open" },
    { "Today", "Tester", "1 July 2017", "open" },      { "Soon", "Tester", "2 July 2017", "open" },
    { "Past", "Tester", "30 June 2017", "closed" },    { "Someday", "Tester", "TBC", "open" },
  };

  assert_late (self, FALSE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", risks[i].title, "owner", risks[i].owner, "next_review",
                               risks[i].when, "status", risks[i].status, "status_reason", "So it is", NULL));
  add (self, MUSTER_KIND_ACTION, "Ring the landlord", "Tester", "baseline", "30 June 2017");
  assert_late (self, FALSE, 2);
  assert_late (self, TRUE, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/today/days", test_days);
  WORLD_ADD ("/store/today/kinds", test_kinds);
  WORLD_ADD ("/store/today/limits", test_limits);
  WORLD_ADD ("/store/today/mine", test_mine);
  WORLD_ADD ("/store/today/scope", test_scope);
  WORLD_ADD ("/store/today/ahead", test_ahead);
  WORLD_ADD ("/store/today/empty", test_empty);
  WORLD_ADD ("/store/today/own-changes", test_own_changes);
  WORLD_ADD ("/store/today/changed-back", test_changed_back);
  WORLD_ADD ("/store/today/since-a-day", test_since_a_day);
  WORLD_ADD ("/store/today/late-reviews", test_late_reviews);
  FEED_ADD ("/store/today/others-changes", test_others_changes);
  return g_test_run ();
}
