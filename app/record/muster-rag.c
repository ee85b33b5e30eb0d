/* muster-rag.c - red, amber or green by named rules, with the reasons (domain 2.4).
 *
 * Blue is complete. Red is overdue, or a slip beyond what is tolerated (28 days, or one quarter where dates are
 * quarters), or an open severe issue, or an open extreme risk that nothing mitigates yet. Amber is a lesser slip, due
 * soon and not half done, or nobody named within 30 days of due. Else green - but grey where there is no date to hold
 * it against: what cannot be late cannot be shown to be on time. "Ongoing" and "in post" are meant without a day and
 * stay green.
 *
 * A plan takes the worst of its open parts as computed, not as overridden: "reported green with three overdue" must
 * show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

#define SLIP_TOLERANCE_DAYS 28
#define SLIP_TOLERANCE_QUARTERS 1
#define OWNER_NEEDED_DAYS 30

static const char *const nicks[] = { "grey", "blue", "green", "amber", "red" };
G_STATIC_ASSERT (G_N_ELEMENTS (nicks) == MUSTER_RAG_RED + 1);

const char *
muster_rag_nick (MusterRag rag)
{
  return nicks[rag];
}

const char *
muster_rag_label (MusterRag rag)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_PLAN), "rag_override");

  return _(muster_field_find_choice (field, nicks[rag])->label);
}

void
muster_rag_result_free (MusterRagResult *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->reasons);
  g_free (self);
}

/* ---- judging --------------------------------------------------------------------------------------------------- */

typedef struct {
  const MusterLookup *lookup;
  guint32             today;
  int                 tolerance; /* days, as the programme sets them; -1: as this file does */
  MusterRag           worst;
  GPtrArray          *reasons[MUSTER_RAG_RED + 1];
} Judge;

static void
judge_init (Judge *self, const MusterLookup *lookup, guint32 today, int tolerance)
{
  self->lookup = lookup;
  self->today = today;
  self->tolerance = tolerance;
  self->worst = MUSTER_RAG_GREY;
  for (guint i = 0; i < G_N_ELEMENTS (self->reasons); i++)
    self->reasons[i] = g_ptr_array_new_with_free_func (g_free);
}

static void
judge_clear (Judge *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->reasons); i++)
    g_ptr_array_unref (self->reasons[i]);
}

/* Takes reason. */
static void
judge (Judge *self, MusterRag rag, char *reason)
{
  self->worst = MAX (self->worst, rag);
  g_ptr_array_add (self->reasons[rag], reason);
}

static char **
judge_steal_reasons (Judge *self)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint i = G_N_ELEMENTS (self->reasons); i > 0; i--)
    g_ptr_array_extend_and_steal (all, g_ptr_array_ref (self->reasons[i - 1]));
  g_ptr_array_add (all, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->reasons); i++)
    self->reasons[i] = g_ptr_array_new_with_free_func (g_free);
  return (char **) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

static int
find_tolerance (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(MusterRecord) plan = muster_record_find_plan (record, lookup);
  g_autoptr(MusterRecord) programme = plan != NULL ? muster_lookup_ref (lookup, plan, "programme") : NULL;

  if (programme == NULL || !muster_record_is_kind (programme, MUSTER_KINDS (PROGRAMME))
      || !muster_record_has (programme, "slip_tolerance"))
    return -1;
  return (int) muster_record_get_number (programme, "slip_tolerance");
}

static void
judge_overdue (Judge *self, guint32 day)
{
  g_autofree char *text = muster_day_to_text (day);
  guint days = self->today - day;

  judge (self, MUSTER_RAG_RED, g_strdup_printf (ngettext ("Overdue by %u day: it was due by %s.",
                                                          "Overdue by %u days: it was due by %s.", days), days, text));
}

static void
judge_slip_quarters (Judge *self, int quarters)
{
  MusterRag rag = quarters > SLIP_TOLERANCE_QUARTERS ? MUSTER_RAG_RED : MUSTER_RAG_AMBER;

  judge (self, rag, g_strdup_printf (ngettext ("It has slipped by %d quarter against the baseline.",
                                               "It has slipped by %d quarters against the baseline.", quarters),
                                     quarters));
}

/* A programme that sets a tolerance sets it in days, for slips by quarters too. */
static void
judge_slip_days (Judge *self, int days)
{
  int tolerance = self->tolerance >= 0 ? self->tolerance : SLIP_TOLERANCE_DAYS;

  if (days > tolerance)
    judge (self, MUSTER_RAG_RED, g_strdup_printf (ngettext ("It has slipped by %d day against the baseline; %d are "
                                                            "tolerated.",
                                                            "It has slipped by %d days against the baseline; %d are "
                                                            "tolerated.", days), days, tolerance));
  else
    judge (self, MUSTER_RAG_AMBER, g_strdup_printf (ngettext ("It has slipped by %d day against the baseline.",
                                                              "It has slipped by %d days against the baseline.", days),
                                                    days));
}

static void
judge_slip (Judge *self, MusterRecord *record)
{
  gboolean has_quarters = muster_kind_get_field (muster_record_get_kind (record), "slip_quarters") != NULL
                          && muster_record_has (record, "slip_quarters");
  int quarters = has_quarters ? (int) muster_record_get_number (record, "slip_quarters") : 0;
  int days = (int) muster_record_get_number (record, "slip_days");

  if (has_quarters && quarters <= 0)
    return;
  if (has_quarters && self->tolerance < 0)
    judge_slip_quarters (self, quarters);
  else if (days > 0)
    judge_slip_days (self, days);
}

static void
judge_risks_and_issues (Judge *self, guint risks, guint issues)
{
  if (issues > 0)
    judge (self, MUSTER_RAG_RED, g_strdup_printf (ngettext ("%u open severe issue holds it up.",
                                                            "%u open severe issues hold it up.", issues), issues));
  if (risks > 0)
    judge (self, MUSTER_RAG_RED, g_strdup_printf (ngettext ("%u extreme risk threatens it with no current mitigation.",
                                                            "%u extreme risks threaten it with no current mitigation.",
                                                            risks), risks));
}

/* ---- work ------------------------------------------------------------------------------------------------------ */

static void
judge_near (Judge *self, MusterRecord *record, guint32 day)
{
  g_autofree char *text = muster_day_to_text (day);
  int percent = (int) muster_record_get_number (record, "percent");

  if (day - self->today <= MUSTER_DUE_SOON_DAYS && percent < 50)
    judge (self, MUSTER_RAG_AMBER, g_strdup_printf (_("It is due by %s and only %d %% complete."), text, percent));
  if (day - self->today <= OWNER_NEEDED_DAYS && muster_record_lacks_party (record, "owner"))
    judge (self, MUSTER_RAG_AMBER, g_strdup_printf (_("It is due by %s and nobody is named for it."), text));
}

static void
judge_rest (Judge *self, MusterRecord *record, guint32 day)
{
  g_autofree char *text = day != 0 ? muster_day_to_text (day) : NULL;
  MusterWhen *when = muster_value_get_when (muster_record_get (record, "due"));
  gboolean undated_by_nature = when != NULL
                               && (muster_when_get_kind (when) == MUSTER_WHEN_ONGOING
                                   || muster_when_get_kind (when) == MUSTER_WHEN_IN_POST);

  if (day != 0 && !muster_work_is_open (record))
    judge (self, MUSTER_RAG_GREEN, g_strdup (_("It is done, but its status does not say so yet.")));
  else if (day != 0)
    judge (self, MUSTER_RAG_GREEN, g_strdup_printf (_("It is on time: due by %s."), text));
  else if (undated_by_nature)
    judge (self, MUSTER_RAG_GREEN, g_strdup (_("It goes on without an end, and nothing stands against it.")));
  else
    judge (self, MUSTER_RAG_GREY, g_strdup (_("It has no date yet, so it is not assessed.")));
}

static void
judge_work (Judge *self, MusterRecord *record)
{
  gboolean is_deliverable = muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE));
  guint32 day = muster_rules_due_day (record);

  if (muster_work_is_complete (record))
    {
      judge (self, MUSTER_RAG_BLUE, g_strdup (_("It is complete.")));
      return;
    }
  if (muster_work_is_dropped (record))
    {
      judge (self, MUSTER_RAG_GREY, g_strdup (_("It is cancelled or superseded, so it is not assessed.")));
      return;
    }

  if (muster_rules_timing (record, self->today) == MUSTER_TIMING_OVERDUE)
    judge_overdue (self, day);
  judge_slip (self, record);
  judge_risks_and_issues (self,
                          is_deliverable ? (guint) muster_record_get_number (record, "extreme_risks")
                                         : muster_count_extreme_risks (record, self->lookup),
                          is_deliverable ? (guint) muster_record_get_number (record, "open_severe_issues")
                                         : muster_count_severe_issues (record, self->lookup));
  if (day >= self->today && muster_work_is_open (record))
    judge_near (self, record, day);
  if (self->worst == MUSTER_RAG_GREY)
    judge_rest (self, record, day);
}

/* ---- plans ----------------------------------------------------------------------------------------------------- */

static void
count_parts (Judge *self, GPtrArray *work, guint counts[MUSTER_RAG_RED + 1])
{
  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *part = g_ptr_array_index (work, i);
      Judge inner;

      if (muster_work_is_dropped (part))
        continue;
      judge_init (&inner, self->lookup, self->today, self->tolerance);
      judge_work (&inner, part);
      counts[inner.worst]++;
      judge_clear (&inner);
    }
}

static void
judge_parts (Judge *self, const guint counts[MUSTER_RAG_RED + 1])
{
  guint red = counts[MUSTER_RAG_RED], amber = counts[MUSTER_RAG_AMBER], green = counts[MUSTER_RAG_GREEN];
  guint blue = counts[MUSTER_RAG_BLUE], grey = counts[MUSTER_RAG_GREY];

  if (red > 0)
    judge (self, MUSTER_RAG_RED, g_strdup_printf (ngettext ("%u part is red.", "%u parts are red.", red), red));
  if (amber > 0)
    judge (self, MUSTER_RAG_AMBER,
           g_strdup_printf (ngettext ("%u part is amber.", "%u parts are amber.", amber), amber));
  if (green > 0)
    judge (self, MUSTER_RAG_GREEN,
           g_strdup_printf (ngettext ("%u part is on time.", "%u parts are on time.", green), green));
  if (blue > 0 && red + amber + green + grey == 0)
    judge (self, MUSTER_RAG_BLUE, g_strdup (_("All its parts are complete.")));
  if (grey > 0)
    judge (self, MUSTER_RAG_GREY,
           g_strdup_printf (ngettext ("%u part has no date yet.", "%u parts have no date yet.", grey), grey));
}

/* Open parts without any date leave a plan grey although others are complete. */
static void
judge_plan (Judge *self, MusterRecord *record)
{
  const char *end = muster_record_has (record, "end_forecast") ? "end_forecast" : "end_baseline";
  guint32 day = muster_rules_resolve (record, end, self->lookup).latest;
  guint counts[MUSTER_RAG_RED + 1] = { 0 };
  g_autoptr(GPtrArray) work = NULL;

  if (muster_record_is_choice (record, "status", "closed"))
    {
      judge (self, MUSTER_RAG_BLUE, g_strdup (_("It is closed.")));
      return;
    }

  work = muster_plan_work (record, self->lookup);
  count_parts (self, work, counts);
  judge_parts (self, counts);
  if (day != 0 && day < self->today && self->worst != MUSTER_RAG_BLUE)
    judge_overdue (self, day);
  judge_slip (self, record);
  judge_risks_and_issues (self, muster_count_extreme_risks (record, self->lookup), 0);
  if (work->len == 0 && self->worst == MUSTER_RAG_GREY)
    judge (self, MUSTER_RAG_GREY, g_strdup (_("It has no parts yet, so it is not assessed.")));
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

/* An override holds to the end of the last day that its end can mean; one without an end does not hold. */
static void
apply_override (MusterRagResult *result, MusterRecord *record, const MusterLookup *lookup, guint32 today)
{
  const char *nick;

  if (muster_kind_get_field (muster_record_get_kind (record), "rag_override") == NULL
      || muster_rules_resolve (record, "rag_expires", lookup).latest < today)
    return;
  nick = muster_record_get_text (record, "rag_override");
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nicks[i], nick))
      {
        result->overridden = TRUE;
        result->shown = (MusterRag) i;
      }
}

MusterRagResult *
muster_rules_rag (MusterRecord *record, const MusterLookup *lookup, guint32 today)
{
  MusterRagResult *result = g_new0 (MusterRagResult, 1);
  Judge self;

  judge_init (&self, lookup, today, find_tolerance (record, lookup));
  if (muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION)))
    judge_work (&self, record);
  else if (muster_record_is_kind (record, MUSTER_KINDS (PLAN)))
    judge_plan (&self, record);
  result->computed = result->shown = self.worst;
  result->reasons = judge_steal_reasons (&self);
  judge_clear (&self);
  apply_override (result, record, lookup, today);
  return result;
}
