/* test-rag.c - what is late, and why it is red.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

static guint32
day_of (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterWhen) when = muster_when_parse (text, &error);

  g_assert_no_error (error);
  return muster_when_get_days (when).latest;
}

/* ---- timing ---------------------------------------------------------------------------------------------------- */

static void
test_timing (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = P | start = 1 May 2017" },
    { "deliverable", "quarter", "title = D | plan = @p | baseline = Q1 17/18" },
    { "deliverable", "done", "title = D | plan = @p | baseline = Q1 17/18 | status = complete" },
    { "deliverable", "dated", "title = D | plan = @p | baseline = Q1 17/18 | actual = 1 June 2017" },
    { "deliverable", "dropped", "title = D | plan = @p | baseline = Q1 17/18 | status = superseded" },
    { "deliverable", "held", "title = D | plan = @p | baseline = Q1 17/18 | status = on hold" },
    { "action", "ongoing", "text = A | baseline = ongoing" },
    { "action", "tbc", "text = A | baseline = TBC" },
    { "action", "prior", "text = A | baseline = prior to mobilisation" },
    { "action", "window", "text = A | plan = @p | baseline = days 30 to 60" },
    { "mitigation", "m", "text = M | baseline = 30 June 2017" },
    { "risk", "open", "title = R | status = open | next_review = June 2017" },
    { "risk", "closed", "title = R | status = closed | next_review = June 2017" },
    { "risk", "unreviewed", "title = R | status = open" },
    { "assumption", "a", "text = A | validate_by = June 2017" },
    { "assumption", "confirmed", "text = A | validate_by = June 2017 | status = confirmed" },
    { "escalation", "e", "reason = E | due = June 2017 | state = proposed" },
    { "escalation", "answered", "reason = E | due = June 2017 | state = returned" },
    { "meeting", "meeting", "title = M | date = June 2017" },
    { NULL },
  };
  /* On 15 June, 16 June, 30 June and 1 July 2017: "." far off or never, "s" soon, "o" overdue (case 16). */
  static const struct {
    const char *name, *expected;
  } cases[] = {
    { "quarter", ".sso" }, { "done", "...." },   { "dated", "...." },     { "dropped", "...." }, { "held", ".sso" },
    { "ongoing", "...." }, { "tbc", "...." },    { "prior", "...." },     { "window", "ssoo" },  { "m", ".sso" },
    { "open", ".sso" },    { "closed", "...." }, { "unreviewed", "...." }, { "a", ".sso" },
    { "confirmed", "...." },
    { "e", ".sso" },       { "answered", "...." }, { "meeting", "...." },
  };
  static const char *const days[] = { "15 June 2017", "16 June 2017", "30 June 2017", "1 July 2017" };
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[G_N_ELEMENTS (days) + 1] = { 0 };

      for (guint j = 0; j < G_N_ELEMENTS (days); j++)
        text[j] = ".so"[muster_rules_timing (test_world_get (world, cases[i].name), day_of (days[j]))];
      if (!g_str_equal (text, cases[i].expected))
        g_error ("%s is “%s”, not “%s”", cases[i].name, text, cases[i].expected);
    }
  g_assert_cmpuint (muster_rules_due_day (test_world_get (world, "quarter")), ==, day_of ("30 June 2017"));
  g_assert_cmpuint (muster_rules_due_day (test_world_get (world, "meeting")), ==, 0);
}

/* ---- RAG ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  const char *expected; /* the RAG as computed and its reasons, "; " between */
} Case;

static const TestRow rows[] = {
  { "programme", "strict", "name = Strict | slip_tolerance = 5" },
  { "plan", "p", "title = P" },
  { "plan", "strict-plan", "title = S | programme = @strict" },

  { "deliverable", "complete", "title = D | plan = @p | status = complete | baseline = Q1 2015/16" },
  { "deliverable", "dropped", "title = D | plan = @p | status = superseded | baseline = Q1 2015/16" },
  { "deliverable", "overdue", "title = D | plan = @p | owner = Lead | baseline = Q1 2017/18" },
  { "deliverable", "undated", "title = D | plan = @p | owner = Lead | baseline = TBC" },
  { "deliverable", "late-quarters", "title = D | plan = @p | owner = Lead | baseline = Q2 2018/19"
                                    " | forecast = Q4 2018/19" },
  { "deliverable", "late-quarter", "title = D | plan = @p | owner = Lead | baseline = Q2 2018/19"
                                   " | forecast = Q3 2018/19" },
  { "deliverable", "late-days", "title = D | plan = @p | owner = Lead | baseline = 1 May 2018"
                                " | forecast = 30 May 2018" },
  { "deliverable", "late-a-bit", "title = D | plan = @p | owner = Lead | baseline = 1 May 2018"
                                 " | forecast = 29 May 2018" },
  { "deliverable", "late-strict", "title = D | plan = @strict-plan | owner = Lead | baseline = 1 May 2018"
                                  " | forecast = 7 May 2018" },
  { "deliverable", "late-strict-quarter", "title = D | plan = @strict-plan | owner = Lead | baseline = Q1 2018/19"
                                          " | forecast = Q2 2018/19" },
  { "deliverable", "early", "title = D | plan = @p | owner = Lead | baseline = 1 May 2018 | forecast = 1 April 2018" },
  { "deliverable", "soon", "title = D | plan = @p | owner = Lead | baseline = 14 July 2017 | percent = 49" },
  { "deliverable", "soon-half", "title = D | plan = @p | owner = Lead | baseline = 14 July 2017 | percent = 50" },
  { "deliverable", "nobody", "title = D | plan = @p | owner = Chair (TBC) | baseline = 31 July 2017" },
  { "deliverable", "nobody-yet", "title = D | plan = @p | baseline = 1 August 2017" },
  { "deliverable", "threatened", "title = D | plan = @p | owner = Lead | baseline = May 2018" },
  { "deliverable", "held-up", "title = D | plan = @p | owner = Lead | baseline = Q1 2017/18" },
  { "action", "ongoing", "text = A | plan = @p | owner = Lead | baseline = ongoing" },
  { "action", "done", "text = A | owner = Lead | baseline = May 2017 | actual = 1 May 2017" },
  { "action", "threatened-action", "text = A | owner = Lead | baseline = May 2018" },
  { "risk", "r", "title = R | status = open | deliverables = @threatened, @threatened-action" },
  { "assessment", "a", "risk = @r | kind = current | likelihood = 5 | impact = 5" },
  { "issue", "i", "title = I | status = open | severity = critical | deliverables = @held-up" },
  { "team", "team", "name = T" },
  { NULL },
};

static void
check_rag (TestWorld *world, const Case *cases, const char *today)
{
  for (guint i = 0; cases[i].name != NULL; i++)
    {
      g_autoptr(MusterRagResult) result = muster_rules_rag (test_world_get (world, cases[i].name),
                                                            test_world_lookup (world), day_of (today));
      g_autofree char *reasons = g_strjoinv (" ", result->reasons);
      g_autofree char *text = g_strdup_printf ("%s: %s", muster_rag_nick (result->computed), reasons);

      if (!g_str_equal (text, cases[i].expected))
        g_error ("%s is “%s”, not “%s”", cases[i].name, text, cases[i].expected);
      g_assert_cmpint (result->shown, ==, result->computed);
      g_assert_false (result->overridden);
    }
}

static void
test_work (void)
{
  static const Case cases[] = {
    { "complete", "blue: It is complete." },
    { "dropped", "grey: It is cancelled or superseded, so it is not assessed." },
    { "overdue", "red: Overdue by 1 day: it was due by 30 June 2017." },
    { "undated", "grey: It has no date yet, so it is not assessed." },
    { "late-quarters", "red: It has slipped by 2 quarters against the baseline." },
    { "late-quarter", "amber: It has slipped by 1 quarter against the baseline." },
    { "late-days", "red: It has slipped by 29 days against the baseline; 28 are tolerated." },
    { "late-a-bit", "amber: It has slipped by 28 days against the baseline." },
    { "late-strict", "red: It has slipped by 6 days against the baseline; 5 are tolerated." },
    { "late-strict-quarter", "red: It has slipped by 92 days against the baseline; 5 are tolerated." },
    { "early", "green: It is on time: due by 1 April 2018." },
    { "soon", "amber: It is due by 14 July 2017 and only 49 % complete." },
    { "soon-half", "green: It is on time: due by 14 July 2017." },
    { "nobody", "amber: It is due by 31 July 2017 and nobody is named for it." },
    { "nobody-yet", "green: It is on time: due by 1 August 2017." },
    { "threatened", "red: 1 extreme risk threatens it with no current mitigation." },
    { "held-up", "red: Overdue by 1 day: it was due by 30 June 2017. 1 open severe issue holds it up." },
    { "ongoing", "green: It goes on without an end, and nothing stands against it." },
    { "done", "green: It is done, but its status does not say so yet." },
    { "threatened-action", "red: 1 extreme risk threatens it with no current mitigation." },
    { "team", "grey: " },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  check_rag (world, cases, "1 July 2017");
}

static void
test_plans (void)
{
  static const TestRow plans[] = {
    { "plan", "empty", "title = P" },
    { "plan", "closed", "title = P | status = closed | end_forecast = May 2016" },
    { "plan", "ended", "title = P | end_forecast = May 2017" },
    { "plan", "slipped", "title = P | end_baseline = 9 December 2021 | end_forecast = 31 March 2022" },
    { "plan", "threatened", "title = P | status = live" },
    { "risk", "r", "title = R | status = open | deliverables = @threatened" },
    { "assessment", "a", "risk = @r | kind = current | likelihood = 5 | impact = 5" },

    { "plan", "mixed", "title = P" },
    { "deliverable", "m1", "title = D | plan = @mixed | owner = Lead | baseline = Q1 2017/18" },
    { "deliverable", "m2", "title = D | plan = @mixed | owner = Lead | baseline = Q1 2017/18 | rag_override = green"
                           " | rag_reason = Agreed | rag_expires = May 2020" },
    { "action", "m3", "text = A | plan = @mixed | owner = Lead | baseline = 14 July 2017" },
    { "action", "m4", "text = A | plan = @mixed | owner = Lead | baseline = 2017/18" },
    { "action", "m5", "text = A | plan = @mixed | owner = Lead" },
    { "action", "m6", "text = A | plan = @mixed | status = complete" },
    { "action", "m7", "text = A | plan = @mixed | status = superseded" },

    { "plan", "finished", "title = P | end_forecast = May 2017" },
    { "action", "f1", "text = A | plan = @finished | status = complete" },
    { NULL },
  };
  static const Case cases[] = {
    { "empty", "grey: It has no parts yet, so it is not assessed." },
    { "closed", "blue: It is closed." },
    { "ended", "red: Overdue by 31 days: it was due by 31 May 2017." },
    { "slipped", "red: It has slipped by 112 days against the baseline; 28 are tolerated." },
    { "threatened", "red: 1 extreme risk threatens it with no current mitigation." },
    { "mixed", "red: 2 parts are red. 1 part is amber. 1 part is on time. 1 part has no date yet." },
    { "finished", "blue: All its parts are complete." },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (plans);

  check_rag (world, cases, "1 July 2017");
}

/* An override holds to the end of its last day; what is computed stays in sight. */
static void
test_override (void)
{
  static const TestRow overridden[] = {
    { "plan", "p", "title = P" },
    { "deliverable", "d", "title = D | plan = @p | owner = Lead | baseline = Q1 2017/18 | rag_override = amber"
                          " | rag_reason = Agreed with the SRO | rag_expires = August 2017" },
    { "deliverable", "endless", "title = D | plan = @p | owner = Lead | baseline = Q1 2017/18 | rag_override = amber"
                                " | rag_reason = Agreed | rag_expires = TBC" },
    { NULL },
  };
  static const struct {
    const char *name, *today;
    MusterRag   shown;
  } cases[] = {
    { "d", "31 August 2017", MUSTER_RAG_AMBER },
    { "d", "1 September 2017", MUSTER_RAG_RED },
    { "endless", "1 August 2017", MUSTER_RAG_RED },
  };
  g_autoptr(TestWorld) world = test_world_new_from (overridden);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRagResult) result = muster_rules_rag (test_world_get (world, cases[i].name),
                                                            test_world_lookup (world), day_of (cases[i].today));

      g_assert_cmpint (result->computed, ==, MUSTER_RAG_RED);
      g_assert_cmpint (result->shown, ==, cases[i].shown);
      g_assert_cmpint (result->overridden, ==, cases[i].shown == MUSTER_RAG_AMBER);
    }
}

static void
test_words (void)
{
  g_assert_cmpstr (muster_rag_nick (MUSTER_RAG_GREY), ==, "grey");
  g_assert_cmpstr (muster_rag_label (MUSTER_RAG_GREY), ==, "Grey");
  g_assert_cmpstr (muster_rag_nick (MUSTER_RAG_RED), ==, "red");
  g_assert_cmpstr (muster_rag_label (MUSTER_RAG_BLUE), ==, "Blue");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rag/timing", test_timing);
  g_test_add_func ("/rag/work", test_work);
  g_test_add_func ("/rag/plans", test_plans);
  g_test_add_func ("/rag/override", test_override);
  g_test_add_func ("/rag/words", test_words);
  return g_test_run ();
}
