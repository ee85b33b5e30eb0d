/* test-duty.c - who answers for what, when it falls due, and which fields a row of Today sets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "test-lookup.h"

static const char *
name_of (const MusterField *field)
{
  return field != NULL ? field->name : "-";
}

static void
test_fields (void)
{
  static const struct {
    const char *kind, *fields; /* due, owner, status, note, move, reason */
    gboolean    review, completes;
  } cases[] = {
    { "deliverable", "due owner status status_note forecast forecast_reason", FALSE, TRUE },
    { "action", "due owner status status_note forecast forecast_reason", FALSE, TRUE },
    { "mitigation", "due owner status status_note forecast forecast_reason", FALSE, TRUE },
    { "risk", "next_review owner status status_reason next_review -", TRUE, FALSE },
    { "issue", "- owner status resolution - -", FALSE, FALSE },
    { "assumption", "validate_by owner status status_note validate_by -", FALSE, FALSE },
    { "escalation", "due - state state_note due -", FALSE, FALSE },
    { "plan", "- owner status status_note - -", FALSE, FALSE },
    { "workstream", "- sro - - - -", FALSE, FALSE },
    { "engagement", "- lead status status_note - -", FALSE, TRUE },
    { "kpi", "- owner - - - -", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MusterDuty *duty = muster_duty_of (muster_kind_by_name (cases[i].kind));
      g_autofree char *fields = NULL;

      g_assert_nonnull (duty);
      fields = g_strjoin (" ", name_of (duty->due), name_of (duty->owner), name_of (duty->status), name_of (duty->note),
                          name_of (duty->move), name_of (duty->reason), NULL);
      g_assert_cmpstr (fields, ==, cases[i].fields);
      g_assert_cmpint (duty->review, ==, cases[i].review);
      g_assert_cmpint (muster_duty_can_complete (duty), ==, cases[i].completes);
    }
  g_assert_null (muster_duty_of (muster_kind_get (MUSTER_KIND_MEETING)));
}

static gboolean
has_gap (MusterRecord *record, const char *rule, const MusterField *field)
{
  g_autoptr(GPtrArray) gaps = muster_rules_gaps (record);

  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterProblem *gap = gaps->pdata[i];

      if (g_str_equal (gap->rule, rule) && (field == NULL || g_strcmp0 (gap->field, field->name) == 0))
        return TRUE;
    }
  return FALSE;
}

/* What counts as without owner or day here is what the gaps of a record say too. */
static void
test_agrees_with_gaps (void)
{
  g_autoptr(TestWorld) world = test_world_new ();

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);
      const MusterDuty *duty = muster_duty_of (kind);
      g_autoptr(MusterRecord) record = test_world_draft (world, kind->name, kind->name, "");

      g_assert_cmpint (has_gap (record, "NO_OWNER", NULL), ==, duty != NULL && duty->owner != NULL);
      if (duty != NULL && duty->owner != NULL)
        g_assert_true (has_gap (record, "NO_OWNER", duty->owner));
      if (duty != NULL && duty->due != NULL)
        g_assert_true (has_gap (record, duty->review ? "NO_REVIEW" : "UNDATED", duty->due));
    }
}

static void
test_open (void)
{
  static const TestRow rows[] = {
    { "action", "open", "text = A | status = on hold | status_note = x" },
    { "action", "done", "text = A | actual = 1 June 2017" },
    { "action", "dropped", "text = A | status = superseded" },
    { "risk", "accepted", "title = R | status = accepted" },
    { "risk", "happened", "title = R | status = materialised" },
    { "escalation", "asked", "reason = E | state = proposed" },
    { "escalation", "silent", "reason = E" },
    { "escalation", "answered", "reason = E | state = returned" },
    { "plan", "plan", "title = P | status = closed" },
    { "meeting", "meeting", "title = M" },
    { NULL },
  };
  static const struct {
    const char *name;
    gboolean    open;
  } cases[] = {
    { "open", TRUE },   { "done", FALSE },  { "dropped", FALSE },  { "accepted", TRUE }, { "happened", FALSE },
    { "asked", TRUE },  { "silent", TRUE }, { "answered", FALSE }, { "plan", FALSE },    { "meeting", FALSE },
  };
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (muster_duty_is_open (test_world_get (world, cases[i].name)), ==, cases[i].open);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/duty/fields", test_fields);
  g_test_add_func ("/record/duty/agrees-with-gaps", test_agrees_with_gaps);
  g_test_add_func ("/record/duty/open", test_open);
  return g_test_run ();
}
