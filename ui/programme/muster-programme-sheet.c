/* muster-programme-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-sheet.h"

#include "muster-report-sheet.h"
#include "muster-words.h"

#include <glib/gi18n-lib.h>

#define MOST_CHARS 300
/* Members of a body that are named in one line. */
#define MOST_MEMBERS 6

const char *
muster_tab_get_label (MusterTab tab)
{
  static const char *const labels[MUSTER_TAB_N] = {
    [MUSTER_TAB_GOVERNANCE] = N_("Governance"), [MUSTER_TAB_WORKSTREAMS] = N_("Workstreams"),
    [MUSTER_TAB_MEASURES] = N_("Measures"),     [MUSTER_TAB_MONEY] = N_("Money"),
    [MUSTER_TAB_POPULATION] = N_("Population"), [MUSTER_TAB_PEOPLE] = N_("People"),
    [MUSTER_TAB_DECISIONS] = N_("Decisions"),   [MUSTER_TAB_FINDINGS] = N_("Findings"),
    [MUSTER_TAB_REPORT] = N_("Report"),
  };

  return _(labels[tab]);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static char *
display (MusterRecord *record, const char *field)
{
  return muster_record_to_display (record, field);
}

static gboolean
lacks_party (MusterRecord *record, const char *field)
{
  const MusterParty *party = muster_value_get_party (muster_record_get (record, field));

  return party == NULL || muster_party_has_tbc (party);
}

/* ---- governance -------------------------------------------------------------------------------------------------- */

static char *
name_members (GPtrArray *members)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint shown = MIN (members->len, MOST_MEMBERS);

  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *member = display (members->pdata[i], "member");

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", member);
    }
  if (members->len == 0)
    return g_strdup ("");
  if (members->len > shown)
    /* Translators: members of a body: their number, the first of them, and how many more. */
    return g_strdup_printf (_("%u members: %s and %u more"), members->len, names->str, members->len - shown);
  return g_strdup_printf (ngettext ("%u member: %s", "%u members: %s", members->len), members->len, names->str);
}

/* "Also feeds into Board, reports to Alliance" */
static char *
tell_ties (MusterBodyNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < node->ties->len; i++)
    {
      MusterBodyTie *tie = node->ties->pdata[i];
      g_autofree char *to = muster_record_dup_title (tie->to), *line = display (tie->link, "link");
      g_autofree char *inside = muster_words_inside (line);
      g_autofree char *part = tie->outwards ? g_strdup_printf ("%s %s", inside, to)
                                            : g_strdup_printf (_("has powers delegated by %s"), to);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", part);
    }
  /* Translators: further lines of reporting, as in "Also feeds into the Board". */
  return text->len > 0 ? g_strdup_printf (_("Also %s"), text->str) : g_strdup ("");
}

char *
muster_body_describe (MusterBodyNode *node)
{
  g_autofree char *rhythm = muster_record_has (node->body, "frequency")
                              ? muster_words_labelled (node->body, "frequency")
                              : g_strdup (_("How often it meets is not said"));
  g_autofree char *type = display (node->body, "type"), *chair = muster_words_labelled (node->body, "chair");
  g_autofree char *members = name_members (node->members), *ties = tell_ties (node);

  return muster_sheet_join (rhythm, type, chair, members, ties, NULL);
}

static void
add_nodes (MusterSheetSection *section, GPtrArray *nodes, guint depth)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      MusterBodyNode *node = nodes->pdata[i];
      g_autofree char *title = muster_record_dup_title (node->body);
      g_autoptr(GString) indented = g_string_new (NULL);

      for (guint j = 0; j < depth; j++)
        g_string_append (indented, "→ ");
      g_string_append (indented, title);
      muster_sheet_add_row (section, node->body, g_string_free (g_steal_pointer (&indented), FALSE),
                            muster_body_describe (node));
      add_nodes (section, node->children, depth + 1);
    }
}

/* ---- lists of one kind ------------------------------------------------------------------------------------------- */

/* How the records of one part are told. */
typedef struct {
  MusterTab tab;
  MusterProgrammePart part;
  MusterKindId kind;
  const char *none;       /* N_() */
  const char *fields[6];  /* told with their names, NULL-terminated */
  const char *party;      /* TBC is said where it names nobody; NULL: none */
  const char *state;      /* a choice told as a chip; NULL: none */
} List;

static const List lists[] = {
  { MUSTER_TAB_WORKSTREAMS, MUSTER_PROGRAMME_PROGRAMMES, MUSTER_KIND_PROGRAMME,
    N_("No programme yet. Add one to hold plans, workstreams and risks together."),
    { "sro", "body", "start", "end" }, "sro", "status" },
  { MUSTER_TAB_WORKSTREAMS, MUSTER_PROGRAMME_WORKSTREAMS, MUSTER_KIND_WORKSTREAM,
    N_("No workstreams yet. Add the strands of the programme, with who leads them."),
    { "kind", "sro", "support", "body" }, "sro", NULL },
  { MUSTER_TAB_MEASURES, MUSTER_PROGRAMME_KPIS, MUSTER_KIND_KPI,
    N_("No measures yet. Add what tells you whether it works."),
    { "impact", "target", "latest", "validation", "owner" }, NULL, "state" },
  { MUSTER_TAB_POPULATION, MUSTER_PROGRAMME_COHORTS, MUSTER_KIND_COHORT,
    N_("No cohorts yet. Add the groups that the model of care takes in."),
    { "age_band", "period", "added", "stated_cumulative", "cumulative" }, NULL, NULL },
  { MUSTER_TAB_POPULATION, MUSTER_PROGRAMME_POPULATIONS, MUSTER_KIND_POPULATION,
    N_("No figures yet. Add how many people, according to whom, and when."),
    { "of", "figure", "as_at", "source" }, NULL, NULL },
  { MUSTER_TAB_PEOPLE, MUSTER_PROGRAMME_ROLES, MUSTER_KIND_ROLE,
    N_("No roles yet. Add who holds which role, where."),
    { "holder", "of", "from", "until" }, "holder", NULL },
  { MUSTER_TAB_PEOPLE, MUSTER_PROGRAMME_PEOPLE, MUSTER_KIND_PERSON,
    N_("Nobody yet. Add people by name, or by the post they hold."),
    { "job_title", "organisation", "email" }, NULL, NULL },
  { MUSTER_TAB_PEOPLE, MUSTER_PROGRAMME_POSTS, MUSTER_KIND_POST,
    N_("No posts yet. Add those in place and those to be filled."),
    { "grade", "wte", "cost", "start", "scope" }, NULL, NULL },
  { MUSTER_TAB_PEOPLE, MUSTER_PROGRAMME_STAKEHOLDERS, MUSTER_KIND_STAKEHOLDER,
    N_("No stakeholders yet. Add those who matter to the work."),
    { "influence", "interest", "lead" }, NULL, NULL },
  { MUSTER_TAB_DECISIONS, MUSTER_PROGRAMME_DECISIONS, MUSTER_KIND_DECISION,
    N_("No decisions yet. Add what a body decided, and why."),
    { "on", "body", "about", "rationale" }, NULL, NULL },
  { MUSTER_TAB_DECISIONS, MUSTER_PROGRAMME_MEETINGS, MUSTER_KIND_MEETING,
    N_("No meetings yet. Add when a body met, and who was there."),
    { "body", "date", "chair" }, NULL, NULL },
  { MUSTER_TAB_FINDINGS, MUSTER_PROGRAMME_FINDINGS, MUSTER_KIND_FINDING,
    N_("Nothing is open. Add where a source contradicts itself."),
    { "about", "stated", "computed" }, NULL, "severity" },
};

static void
set_state (MusterSheetRow *row, const List *list, MusterRecord *record)
{
  if (list->party != NULL && lacks_party (record, list->party))
    muster_sheet_row_set_state (row, MUSTER_TONE_NONE, g_str_equal (list->party, "sro") ? _("Lead TBC") : _("TBC"));
  else if (list->state != NULL && muster_record_has (record, list->state))
    {
      g_autofree char *state = display (record, list->state);

      muster_sheet_row_set_state (row, MUSTER_TONE_NONE, state);
    }
}

static void
add_list (MusterSheet *sheet, MusterProgrammeView *view, const List *list)
{
  const MusterKind *kind = muster_kind_get (list->kind);
  MusterShortlist *records = view->parts[list->part];
  MusterSheetSection *section = muster_sheet_add_section (sheet, (int) list->part, muster_words_plural (kind),
                                                          _(list->none), kind);

  section->n = records->n;
  section->table = kind;
  for (guint i = 0; i < records->records->len; i++)
    {
      MusterRecord *record = records->records->pdata[i];
      g_autofree char *title = muster_words_title (record), *detail = muster_words_labelled_all (record, list->fields);
      g_autofree char *short_detail = muster_words_line (detail, MOST_CHARS);

      set_state (muster_sheet_add_row (section, record, g_steal_pointer (&title), g_steal_pointer (&short_detail)),
                 list, record);
    }
}

/* ---- money and sums ---------------------------------------------------------------------------------------------- */

static void
add_findings (MusterSheet *sheet, GPtrArray *findings, const char *title, const char *none)
{
  MusterSheetSection *section = muster_sheet_add_section (sheet, -1, title, none, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      MusterFinding *finding = findings->pdata[i];
      MusterSheetRow *row = muster_sheet_add_row (section, NULL, g_strdup (finding->title),
                                                  g_strdup (finding->problem->message));

      row->id = finding->record;
      row->kind = finding->kind;
    }
}

static void
add_sections (MusterSheet *sheet, MusterBudgetView *budget)
{
  g_autofree char *title = muster_record_dup_title (budget->budget);
  MusterSheetSection *section = muster_sheet_add_section (sheet, -1, title, _("It has no sections yet. Open it to "
                                                                              "add them."), NULL);
  g_autofree char *money = muster_words_stated (budget->budget, "stated_total", "total");
  MusterSheetRow *row = muster_sheet_add_row (section, budget->budget, g_strdup (_("All together")),
                                              g_steal_pointer (&money));
  g_autofree char *apart = g_strdup_printf (ngettext ("%u difference", "%u differences", budget->findings->len),
                                            budget->findings->len);

  if (budget->findings->len > 0)
    muster_sheet_row_set_state (row, MUSTER_TONE_ORANGE, apart);
  for (guint i = 0; i < budget->sections->len; i++)
    {
      MusterRecord *part = budget->sections->pdata[i];
      g_autofree char *kind = display (part, "kind"), *sum = muster_words_stated (part, "stated_subtotal", "subtotal");

      muster_sheet_add_row (section, part, muster_record_dup_title (part), muster_sheet_join (kind, sum, NULL));
    }
}

static void
add_money (MusterSheet *sheet, MusterProgrammeView *view)
{
  MusterShortlist *budgets = view->parts[MUSTER_PROGRAMME_BUDGETS];
  MusterSheetSection *section = muster_sheet_add_section (sheet, MUSTER_PROGRAMME_BUDGETS, _("Budgets"),
                                                          _("No budget yet. Add one to hold sections and lines."),
                                                          muster_kind_get (MUSTER_KIND_BUDGET));

  section->n = budgets->n;
  section->table = muster_kind_get (MUSTER_KIND_BUDGET);
  for (guint i = 0; i < budgets->records->len; i++)
    {
      MusterRecord *budget = budgets->records->pdata[i];
      g_autofree char *period = muster_words_labelled (budget, "period");
      g_autofree char *money = muster_words_stated (budget, "stated_total", "total");

      muster_sheet_add_row (section, budget, muster_record_dup_title (budget),
                            muster_sheet_join (period, money, NULL));
    }
  for (guint i = 0; i < view->budgets->len; i++)
    {
      MusterBudgetView *budget = view->budgets->pdata[i];

      add_sections (sheet, budget);
      if (budget->findings->len > 0)
        add_findings (sheet, budget->findings, _("What differs"), "");
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void
add_governance (MusterSheet *sheet, MusterProgrammeView *view)
{
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_BODY);
  MusterSheetSection *section = muster_sheet_add_section (sheet, MUSTER_PROGRAMME_BODIES, _("Who answers to whom"),
                                                          _("No bodies yet. Add boards, committees and groups, then "
                                                            "who reports to whom."), kind);

  section->n = view->parts[MUSTER_PROGRAMME_BODIES]->n;
  section->table = kind;
  add_nodes (section, view->roots, 0);
}

MusterSheet *
muster_programme_sheet_new (MusterProgrammeView *view, MusterTab tab)
{
  MusterSheet *sheet;

  if (tab == MUSTER_TAB_REPORT && view->report != NULL)
    return muster_report_sheet_new (view->report);
  sheet = muster_sheet_new (g_strdup (_("Programme")), g_strdup (muster_tab_get_label (tab)), NULL, view->at);
  if (tab == MUSTER_TAB_GOVERNANCE)
    add_governance (sheet, view);
  if (tab == MUSTER_TAB_MONEY)
    add_money (sheet, view);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].tab == tab)
      add_list (sheet, view, &lists[i]);
  if (tab == MUSTER_TAB_POPULATION && view->findings->len > 0)
    add_findings (sheet, view->findings, _("What does not add up"), "");
  return sheet;
}
