/* muster-sums.c - money by line and section, and people by cohort.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include "muster-text.h"

/* ---- money ----------------------------------------------------------------------------------------------------- */

/* Far beyond any budget, and half the range, so that the difference of two sums is in range too. */
#define MONEY_MAX (G_MAXINT64 / 2)

gint64
muster_money_add (gint64 a, gint64 b)
{
  return CLAMP (CLAMP (a, -MONEY_MAX, MONEY_MAX) + CLAMP (b, -MONEY_MAX, MONEY_MAX), -MONEY_MAX, MONEY_MAX);
}

gboolean
muster_line_compute (MusterRecord *line, gint64 *pence)
{
  gint64 days = muster_record_get_number (line, "days"), rate = muster_record_get_number (line, "rate"), product;

  if (!muster_record_has (line, "days") || !muster_record_has (line, "rate")
      || __builtin_mul_overflow (days, rate, &product) || product > G_MAXINT64 - 500)
    return FALSE;
  /* Days are thousandths; rounding down what is half a penny more is half up, below nothing too. */
  product += 500;
  *pence = product / 1000 - (product % 1000 < 0);
  return TRUE;
}

gboolean
muster_line_amount (MusterRecord *line, gint64 *pence)
{
  if (!muster_record_has (line, "amount"))
    return muster_line_compute (line, pence);
  *pence = muster_record_get_number (line, "amount");
  return TRUE;
}

gboolean
muster_section_is_headed (MusterRecord *section)
{
  return !muster_record_is_choice (section, "kind", "split") && !muster_record_is_choice (section, "kind", "quoted");
}

gboolean
muster_section_sum_lines (MusterRecord *section, const MusterLookup *lookup, gint64 *pence)
{
  g_autoptr(GPtrArray) lines = muster_lookup_pointing (lookup, muster_record_get_id (section), MUSTER_KIND_BUDGET_LINE,
                                                       "section");
  gboolean known = FALSE;

  *pence = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 amount;

      if (muster_line_amount (g_ptr_array_index (lines, i), &amount))
        {
          known = TRUE;
          *pence = muster_money_add (*pence, amount);
        }
    }
  return known;
}

gboolean
muster_section_amount (MusterRecord *section, const MusterLookup *lookup, gint64 *pence)
{
  if (!muster_record_has (section, "stated_subtotal"))
    return muster_section_is_headed (section) && muster_section_sum_lines (section, lookup, pence);
  *pence = muster_record_get_number (section, "stated_subtotal");
  return TRUE;
}

gboolean
muster_section_sum_covered (MusterRecord *section, const MusterLookup *lookup, gint64 *pence)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (section, "covers"), &n_ids);
  gboolean known = FALSE;

  *pence = 0;
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(MusterRecord) covered = muster_lookup_get (lookup, &ids[i]);
      gint64 amount;
      gboolean is_line;

      if (covered == NULL || muster_record_is_archived (covered))
        continue;
      is_line = muster_record_is_kind (covered, MUSTER_KINDS (BUDGET_LINE));
      if (is_line ? muster_line_amount (covered, &amount) : muster_section_amount (covered, lookup, &amount))
        {
          known = TRUE;
          *pence = muster_money_add (*pence, amount);
        }
    }
  return known;
}

static int
compare_positions (MusterRecord *a, MusterRecord *b)
{
  gint64 x = muster_record_get_number (a, "position"), y = muster_record_get_number (b, "position");

  return (x > y) - (x < y);
}

GPtrArray *
muster_budget_sections (const MusterId *budget, const MusterLookup *lookup)
{
  GPtrArray *sections = muster_lookup_pointing (lookup, budget, MUSTER_KIND_BUDGET_SECTION, "budget");

  for (guint i = sections->len; i > 0; i--)
    if (!muster_section_is_headed (g_ptr_array_index (sections, i - 1)))
      g_ptr_array_remove_index (sections, i - 1);
  muster_records_sort (sections, compare_positions);
  return sections;
}

/* ---- people ---------------------------------------------------------------------------------------------------- */

int
muster_cohort_compare (MusterRecord *a, MusterRecord *b)
{
  guint32 day_a = muster_record_own_days (a, "period").earliest, day_b = muster_record_own_days (b, "period").earliest;
  int order = compare_positions (a, b);

  return order != 0 ? order : (day_a > day_b) - (day_a < day_b);
}

GPtrArray *
muster_cohort_row (MusterRecord *cohort, const MusterLookup *lookup)
{
  const MusterId *scope = muster_record_get_ref (cohort, "scope");
  GPtrArray *row = scope != NULL ? muster_lookup_pointing (lookup, scope, MUSTER_KIND_COHORT, "scope")
                                 : g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = row->len; i > 0; i--)
    if (muster_id_equal (muster_record_get_id (g_ptr_array_index (row, i - 1)), muster_record_get_id (cohort)))
      g_ptr_array_remove_index (row, i - 1);
  g_ptr_array_add (row, g_object_ref (cohort));
  muster_records_sort (row, muster_cohort_compare);
  return row;
}

/* "Registered list" and "Registered list at 1 April" are everybody; "65 and over, dementia" is a segment, and so is
 * what these words do not begin. */
gboolean
muster_population_is_whole (MusterRecord *figure)
{
  static const char *const words[] = {
    "all", "everybody", "everyone", "list size", "population", "registered", "resident", "total", "whole",
  };
  g_autofree char *label = muster_text_fold (muster_record_get_text (figure, "label"));

  if (label[0] == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (label, words[i]))
      return TRUE;
  return FALSE;
}
