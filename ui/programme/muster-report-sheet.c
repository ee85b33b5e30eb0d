/* muster-report-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-report-sheet.h"

#include "muster-words.h"

#include <glib/gi18n-lib.h>

/* Reasons for a red, the worst first: the plan's page has all of them. */
#define MOST_REASONS 3
#define MOST_CHARS 300

static MusterSheetSection *
add_part (MusterSheet *sheet, MusterReport *report, MusterReportPart part, const char *title, const char *none)
{
  MusterSheetSection *section = muster_sheet_add_section (sheet, (int) part, title, none, NULL);

  section->n = report->parts[part]->n;
  return section;
}

static char *
tell_reasons (const MusterRagResult *rag)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MOST_REASONS && rag->reasons != NULL && rag->reasons[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", rag->reasons[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_plans (MusterSheet *sheet, MusterReport *report)
{
  GPtrArray *plans = report->parts[MUSTER_REPORT_PLANS]->records;
  MusterSheetSection *section = add_part (sheet, report, MUSTER_REPORT_PLANS, _("Where the plans stand"),
                                          _("No plan is open."));

  for (guint i = 0; i < plans->len; i++)
    {
      MusterRecord *plan = plans->pdata[i];
      MusterRagResult *rag = report->rags->pdata[i];
      g_autofree char *end = muster_words_labelled (plan, muster_record_has (plan, "end_forecast") ? "end_forecast"
                                                                                                   : "end_baseline");
      g_autofree char *why = tell_reasons (rag);
      MusterSheetRow *row = muster_sheet_add_row (section, plan, muster_words_title (plan),
                                                  muster_sheet_join (end, why, NULL));

      muster_sheet_row_set_rag (row, rag);
      if (muster_record_has (plan, "progress"))
        row->percent = (int) muster_record_get_number (plan, "progress");
    }
}

/* Of work, of decisions and of whatever else is told by a few of its fields. */
static void
add_list (MusterSheet *sheet, MusterReport *report, MusterReportPart part, const char *title, const char *none,
          const char *const *fields)
{
  GPtrArray *records = report->parts[part]->records;
  MusterSheetSection *section = add_part (sheet, report, part, title, none);

  for (guint i = 0; i < records->len; i++)
    {
      MusterRecord *record = records->pdata[i];
      g_autofree char *detail = muster_words_labelled_all (record, fields);
      MusterSheetRow *row = muster_sheet_add_row (section, record, muster_words_title (record),
                                                  muster_words_line (detail, MOST_CHARS));

      muster_sheet_row_set_timing (row, record, report->today);
    }
}

static void
add_risks (MusterSheet *sheet, MusterReport *report)
{
  GPtrArray *risks = report->parts[MUSTER_REPORT_RISKS]->records;
  MusterSheetSection *section = add_part (sheet, report, MUSTER_REPORT_RISKS, _("New, escalated and extreme risks"),
                                          _("None of the open risks is new, escalated or extreme."));

  for (guint i = 0; i < risks->len; i++)
    {
      MusterRecord *risk = risks->pdata[i];
      g_autofree char *status = muster_record_to_display (risk, "status");
      g_autofree char *owner = muster_words_labelled (risk, "owner"), *raised = muster_words_labelled (risk, "raised");
      g_autofree char *trend = muster_words_labelled (risk, "trend");

      muster_sheet_row_set_score (muster_sheet_add_row (section, risk, muster_words_title (risk),
                                                        muster_sheet_join (status, raised, trend, owner, NULL)), risk);
    }
}

static void
add_money (MusterSheet *sheet, MusterReport *report)
{
  GPtrArray *budgets = report->parts[MUSTER_REPORT_BUDGETS]->records;
  MusterSheetSection *section = add_part (sheet, report, MUSTER_REPORT_BUDGETS, _("Money"), _("No budget yet."));

  for (guint i = 0; i < budgets->len; i++)
    {
      MusterRecord *budget = budgets->pdata[i];
      g_autofree char *period = muster_words_labelled (budget, "period");
      g_autofree char *money = muster_words_stated (budget, "stated_total", "total");

      muster_sheet_add_row (section, budget, muster_record_dup_title (budget), muster_sheet_join (period, money, NULL));
    }
}

static void
add_done (MusterSheet *sheet, MusterReport *report, const char *since)
{
  static const char *const done[] = { "type", "actual", "owner", "plan", NULL };
  g_autofree char *work = g_strdup_printf (_("Delivered since %s"), since);
  g_autofree char *actions = g_strdup_printf (_("Actions done since %s"), since);

  add_list (sheet, report, MUSTER_REPORT_DONE, work, _("Nothing was delivered in this time."), done);
  add_list (sheet, report, MUSTER_REPORT_ACTIONS, actions, _("No action was done in this time."), done);
}

static void
add_decisions (MusterSheet *sheet, MusterReport *report, const char *since)
{
  static const char *const wanted[] = { "record", "to_body", "due", NULL };
  static const char *const decided[] = { "on", "body", "rationale", NULL };
  g_autofree char *title = g_strdup_printf (_("Decided since %s"), since);

  add_list (sheet, report, MUSTER_REPORT_WANTED, _("Decisions wanted"), _("No escalation waits for an answer."),
            wanted);
  add_list (sheet, report, MUSTER_REPORT_DECISIONS, title, _("Nothing was decided in this time."), decided);
}

MusterSheet *
muster_report_sheet_new (MusterReport *report)
{
  static const char *const next[] = { "type", "due", "owner", "plan", NULL };
  static const char *const late[] = { "type", "due", "slip_days", "forecast_reason", "owner", NULL };
  g_autofree char *since = muster_day_to_text (report->since), *today = muster_day_to_text (report->today);
  char *over = report->scope != NULL ? muster_record_dup_title (report->scope) : g_strdup (_("Programme"));
  MusterSheet *sheet = muster_sheet_new (over, g_strdup (_("Highlight report")),
                                         /* Translators: the time that a report is about, from one day to another. */
                                         g_strdup_printf (_("%s to %s"), since, today), report->at);

  add_plans (sheet, report);
  add_done (sheet, report, since);
  add_list (sheet, report, MUSTER_REPORT_NEXT, _("Next milestones and deliverables"), _("Nothing is to come."), next);
  add_list (sheet, report, MUSTER_REPORT_LATE, _("Late or slipping"), _("Nothing is late, and nothing slips."), late);
  add_risks (sheet, report);
  add_decisions (sheet, report, since);
  add_money (sheet, report);
  return sheet;
}
