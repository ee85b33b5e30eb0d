/* muster-findings-budget.c - contradictions in budgets: rows, sub-totals, running and grand totals, the funding split
 * and amounts quoted elsewhere (domain 2.4).
 *
 * A total is held against the sub-totals as they are stated, and apart from that against the rows, so that one slip in
 * a sub-total is one finding there and one at the grand total, and none on the way between them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include "muster-number.h"

#include <glib/gi18n-lib.h>

/* Names money in a sentence by what it is: "£1 more", "£1 less". */
static char *
difference_text (gint64 stated, gint64 computed)
{
  g_autofree char *text = muster_money_to_text (ABS (stated - computed));

  return stated > computed ? g_strdup_printf (_("%s more"), text) : g_strdup_printf (_("%s less"), text);
}

typedef struct {
  const char *rule, *field;
  char     *(*say) (const char *stated, const char *computed, const char *difference);
} MoneyRule;

static void
compare_money (GPtrArray *problems, const MoneyRule *rule, gint64 stated, gint64 computed)
{
  g_autofree char *stated_text = NULL, *computed_text = NULL, *difference = NULL;

  if (stated == computed)
    return;
  stated_text = muster_money_to_text (stated);
  computed_text = muster_money_to_text (computed);
  difference = difference_text (stated, computed);
  muster_report_finding (problems, MUSTER_SEVERITY_WARNING, rule->rule, rule->field,
                         rule->say (stated_text, computed_text, difference), g_strdup (stated_text),
                         g_strdup (computed_text));
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static char *
say_days_rate (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The amount is %s, but days × rate is %s: %s. Correct the amount, the days or the rate, or "
                            "keep them as the source has them."), stated, computed, difference);
}

static void
find_days_quoted (MusterRecord *line, GPtrArray *problems)
{
  g_autofree char *days = muster_decimal_to_text (muster_record_get_number (line, "days"));
  g_autofree char *quoted = muster_decimal_to_text (muster_record_get_number (line, "quoted_days"));

  if (muster_record_has (line, "days") && muster_record_has (line, "quoted_days")
      && muster_record_get_number (line, "days") != muster_record_get_number (line, "quoted_days"))
    muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "LINE_DAYS_QUOTED", "quoted_days",
                           g_strdup_printf (_("%s days are quoted elsewhere, but this line has %s. Find out which is "
                                              "right."), quoted, days),
                           g_strdup (quoted), g_strdup (days));
}

/* Five days a week are one whole-time equivalent; both sides are thousandths. */
static void
find_wte (MusterRecord *line, GPtrArray *problems)
{
  gint64 stated = muster_record_get_number (line, "wte"), product, computed;
  g_autofree char *stated_text = NULL, *computed_text = NULL, *days = NULL;

  if (!muster_record_has (line, "wte") || !muster_record_has (line, "people")
      || !muster_record_has (line, "days_a_week")
      || __builtin_mul_overflow (muster_record_get_number (line, "people"),
                                 muster_record_get_number (line, "days_a_week"), &product))
    return;
  computed = product / 5 + (product % 5 >= 3);
  if (stated == computed)
    return;
  stated_text = muster_decimal_to_text (stated);
  computed_text = muster_decimal_to_text (computed);
  days = muster_decimal_to_text (muster_record_get_number (line, "days_a_week"));
  muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "LINE_WTE", "wte",
                         g_strdup_printf (_("The WTE is stated as %s, but %d × %s days a week is %s. Correct one of "
                                            "them, or keep them as the source has them."),
                                          stated_text, (int) muster_record_get_number (line, "people"), days,
                                          computed_text),
                         g_strdup (stated_text), g_strdup (computed_text));
}

void
muster_find_in_line (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  static const MoneyRule days_rate = { "LINE_DAYS_RATE", "amount", say_days_rate };
  gint64 computed;

  if (muster_record_has (record, "amount") && muster_line_compute (record, &computed))
    compare_money (problems, &days_rate, muster_record_get_number (record, "amount"), computed);
  find_days_quoted (record, problems);
  find_wte (record, problems);
}

/* ---- sections -------------------------------------------------------------------------------------------------- */

static char *
say_subtotal (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The sub-total is stated as %s, but the lines add up to %s: %s. Correct a line or the "
                            "sub-total, or keep them as the source has them."), stated, computed, difference);
}

static char *
say_running (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The running total is stated as %s, but the one before it and this section come to %s: %s. "
                            "Correct it, or say that it starts again here."), stated, computed, difference);
}

static char *
say_split (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The funding split says %s here, but the sections it speaks of come to %s: %s. Correct it, "
                            "or choose the sections it speaks of."), stated, computed, difference);
}

/* The running total from the last one stated before it. */
static gint64
expected_running (MusterRecord *section, GPtrArray *sections, const MusterLookup *lookup)
{
  gint64 running = 0, amount;

  for (guint i = 0; i < sections->len; i++)
    {
      MusterRecord *other = g_ptr_array_index (sections, i);

      if (muster_record_get_number (other, "restarts") != 0)
        running = 0;
      if (muster_section_amount (other, lookup, &amount))
        running = muster_money_add (running, amount);
      if (muster_id_equal (muster_record_get_id (other), muster_record_get_id (section)))
        break;
      if (muster_record_has (other, "stated_running"))
        running = muster_record_get_number (other, "stated_running");
    }
  return running;
}

/* Found at the later of two sections only. */
static void
find_number (MusterRecord *section, GPtrArray *sections, GPtrArray *problems)
{
  gint64 number = muster_record_get_number (section, "number");

  if (!muster_record_has (section, "number"))
    return;
  for (guint i = 0; i < sections->len; i++)
    {
      MusterRecord *other = g_ptr_array_index (sections, i);
      g_autofree char *title = NULL;

      if (muster_id_equal (muster_record_get_id (other), muster_record_get_id (section)))
        return;
      if (!muster_record_has (other, "number") || muster_record_get_number (other, "number") != number)
        continue;
      title = muster_record_dup_title (other);
      muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "SECTION_NUMBER", "number",
                             g_strdup_printf (_("Section number %d is already that of “%s”. Give one of the two "
                                                "another number, or keep them as the source has them."),
                                              (int) number, title),
                             g_strdup_printf ("%d", (int) number), g_strdup (title));
      return;
    }
}

static void
find_in_headed (MusterRecord *section, const MusterLookup *lookup, GPtrArray *problems)
{
  static const MoneyRule subtotal = { "BUDGET_SUBTOTAL", "stated_subtotal", say_subtotal };
  static const MoneyRule running = { "BUDGET_RUNNING", "stated_running", say_running };
  const MusterId *budget = muster_record_get_ref (section, "budget");
  g_autoptr(GPtrArray) sections = NULL;
  gint64 computed;

  if (muster_record_has (section, "stated_subtotal") && muster_section_sum_lines (section, lookup, &computed))
    compare_money (problems, &subtotal, muster_record_get_number (section, "stated_subtotal"), computed);
  if (budget == NULL)
    return;
  sections = muster_budget_sections (budget, lookup);
  if (muster_record_has (section, "stated_running"))
    compare_money (problems, &running, muster_record_get_number (section, "stated_running"),
                   expected_running (section, sections, lookup));
  find_number (section, sections, problems);
}

static const char *
class_label (const char *nick)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_BUDGET_SECTION), "funding_class");
  const MusterChoice *choice = muster_field_find_choice (field, nick);

  return choice != NULL ? _(choice->label) : nick;
}

/* The split's class against that in the heading of a section that it speaks of. */
static void
find_class (MusterRecord *split, MusterRecord *section, gint64 amount, GPtrArray *problems)
{
  const char *stated = muster_record_get_text (split, "funding_class");
  const char *headed = muster_record_get_text (section, "funding_class");
  g_autofree char *title = NULL, *money = NULL;

  if (stated[0] == '\0' || headed[0] == '\0' || g_str_equal (stated, headed))
    return;
  title = muster_record_dup_title (section);
  money = muster_money_to_text (amount);
  muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "SPLIT_CLASS", "funding_class",
                         g_strdup_printf (_("%s of “%s” stands under “%s” in the funding split, but under “%s” in its "
                                            "own heading. Find out which is right."),
                                          money, title, class_label (stated), class_label (headed)),
                         g_strdup (class_label (stated)), g_strdup_printf ("%s (%s)", class_label (headed), money));
}

static void
find_classes (MusterRecord *split, const MusterLookup *lookup, GPtrArray *problems)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (split, "covers"), &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(MusterRecord) covered = muster_lookup_get (lookup, &ids[i]);
      g_autoptr(MusterRecord) section = NULL;
      gint64 amount = 0;

      if (covered == NULL || muster_record_is_archived (covered))
        continue;
      if (muster_record_is_kind (covered, MUSTER_KINDS (BUDGET_LINE)))
        {
          muster_line_amount (covered, &amount);
          section = muster_lookup_ref (lookup, covered, "section");
        }
      else
        {
          muster_section_amount (covered, lookup, &amount);
          section = g_object_ref (covered);
        }
      if (section != NULL)
        find_class (split, section, amount, problems);
    }
}

/* How far from the truth an amount may be that was rounded for a slide: half of its last place, of which thousands and
 * half thousands are the coarsest ("£165K", "£158.5K"). */
static gint64
rounding_of (gint64 pence)
{
  static const gint64 places[] = { 100000, 50000, 10000, 1000, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (pence % places[i] == 0)
      return places[i] / 2;
  return 0;
}

static void
find_quoted (MusterRecord *section, gint64 quoted, gint64 computed, GPtrArray *problems)
{
  g_autofree char *stated_text = NULL, *computed_text = NULL;

  if (ABS (quoted - computed) <= rounding_of (quoted))
    return;
  stated_text = muster_money_to_text (quoted);
  computed_text = muster_money_to_text (computed);
  muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "QUOTED_AMOUNT", "stated_subtotal",
                         g_strdup_printf (_("%s is quoted elsewhere, but what it speaks of comes to %s, which does not "
                                            "round to that. Find out which is right."), stated_text, computed_text),
                         g_strdup (stated_text), g_strdup (computed_text));
}

void
muster_find_in_section (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  static const MoneyRule split_rule = { "SPLIT_TOTAL", "stated_subtotal", say_split };
  gint64 stated = muster_record_get_number (record, "stated_subtotal"), computed;
  gboolean comparable;

  if (muster_section_is_headed (record))
    {
      find_in_headed (record, lookup, problems);
      return;
    }
  comparable = muster_record_has (record, "stated_subtotal") && muster_section_sum_covered (record, lookup, &computed);
  if (muster_record_is_choice (record, "kind", "quoted"))
    {
      if (comparable)
        find_quoted (record, stated, computed, problems);
      return;
    }
  if (comparable)
    compare_money (problems, &split_rule, stated, computed);
  find_classes (record, lookup, problems);
}

/* ---- budgets --------------------------------------------------------------------------------------------------- */

static char *
say_total_stated (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The total is stated as %s, but the sub-totals as stated add up to %s: %s. Correct one of "
                            "them, or keep them as the source has them."), stated, computed, difference);
}

static char *
say_total_rows (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The total is stated as %s, but the lines add up to %s: %s. Correct one of them, or keep "
                            "them as the source has them."), stated, computed, difference);
}

static char *
say_split_total (const char *stated, const char *computed, const char *difference)
{
  return g_strdup_printf (_("The funding split adds up to %s, but the total is stated as %s: %s. Correct a line of the "
                            "split or the total."), stated, computed, difference);
}

static gboolean
sum_split (MusterRecord *budget, const MusterLookup *lookup, gint64 *pence)
{
  g_autoptr(GPtrArray) sections = muster_lookup_pointing (lookup, muster_record_get_id (budget),
                                                          MUSTER_KIND_BUDGET_SECTION, "budget");
  gboolean known = FALSE;

  *pence = 0;
  for (guint i = 0; i < sections->len; i++)
    {
      MusterRecord *section = g_ptr_array_index (sections, i);

      if (!muster_record_is_choice (section, "kind", "split") || !muster_record_has (section, "stated_subtotal"))
        continue;
      known = TRUE;
      *pence = muster_money_add (*pence, muster_record_get_number (section, "stated_subtotal"));
    }
  return known;
}

void
muster_find_in_budget (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  static const MoneyRule by_stated = { "BUDGET_TOTAL", "stated_total", say_total_stated };
  static const MoneyRule by_rows = { "BUDGET_TOTAL", "stated_total", say_total_rows };
  static const MoneyRule by_split = { "SPLIT_TOTAL", "stated_total", say_split_total };
  g_autoptr(GPtrArray) sections = muster_budget_sections (muster_record_get_id (record), lookup);
  gint64 total = muster_record_get_number (record, "stated_total"), stated = 0, rows = 0, amount;

  if (!muster_record_has (record, "stated_total"))
    return;
  for (guint i = 0; i < sections->len; i++)
    {
      MusterRecord *section = g_ptr_array_index (sections, i);

      if (muster_section_amount (section, lookup, &amount))
        stated = muster_money_add (stated, amount);
      if (muster_section_sum_lines (section, lookup, &amount) || muster_section_amount (section, lookup, &amount))
        rows = muster_money_add (rows, amount);
    }
  if (sections->len > 0)
    compare_money (problems, &by_stated, total, stated);
  if (sections->len > 0 && rows != stated)
    compare_money (problems, &by_rows, total, rows);
  if (sum_split (record, lookup, &amount))
    compare_money (problems, &by_split, amount, total);
}
