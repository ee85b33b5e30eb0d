/* muster-team-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-team-sheet.h"

#include "muster-number.h"
#include "muster-words.h"

#include <glib/gi18n-lib.h>

/* As much of a long text as a row has use for. */
#define MOST_CHARS 300

static char *
display (MusterRecord *record, const char *field)
{
  return muster_record_to_display (record, field);
}

static MusterSheetSection *
add_part (MusterSheet *sheet, MusterTeamView *view, MusterTeamPart part, const char *title, const char *none,
          MusterKindId adds)
{
  MusterSheetSection *section = muster_sheet_add_section (sheet, (int) part, title, none, muster_kind_get (adds));

  section->n = view->parts[part]->n;
  return section;
}

/* ---- work -------------------------------------------------------------------------------------------------------- */

static void
add_plans (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *plans = view->parts[MUSTER_TEAM_PLANS]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_PLANS, _("Plan at a glance"),
                                          _("No plan yet. Add one to say what is to be ready, and by when."),
                                          MUSTER_KIND_PLAN);

  for (guint i = 0; i < plans->len; i++)
    {
      MusterRecord *plan = plans->pdata[i];
      MusterRagResult *rag = view->rags->pdata[i];
      g_autofree char *kind = display (plan, "kind"), *status = display (plan, "status");
      g_autofree char *end = muster_words_labelled (plan, muster_record_has (plan, "end_forecast") ? "end_forecast"
                                                                                                   : "end_baseline");
      const char *why = rag->reasons != NULL && rag->reasons[0] != NULL ? rag->reasons[0] : "";
      MusterSheetRow *row = muster_sheet_add_row (section, plan, muster_words_title (plan),
                                                  muster_sheet_join (kind, status, end, why, NULL));

      muster_sheet_row_set_rag (row, rag);
      if (muster_record_has (plan, "progress"))
        row->percent = (int) muster_record_get_number (plan, "progress");
    }
}

static void
add_work (MusterSheet *sheet, MusterTeamView *view, MusterTeamPart part, const char *title, const char *none,
          MusterKindId adds)
{
  GPtrArray *work = view->parts[part]->records;
  MusterSheetSection *section = add_part (sheet, view, part, title, none, adds);

  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *record = work->pdata[i];
      g_autofree char *type = adds == MUSTER_KIND_DELIVERABLE ? display (record, "type") : g_strdup ("");
      g_autofree char *owner = muster_words_labelled (record, "owner"), *due = muster_words_labelled (record, "due");
      MusterSheetRow *row = muster_sheet_add_row (section, record, muster_words_title (record),
                                                  muster_sheet_join (type, due, owner, NULL));

      muster_sheet_row_set_timing (row, record, view->today);
    }
}

static void
add_risks (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *risks = view->parts[MUSTER_TEAM_RISKS]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_RISKS, _("Open risks"),
                                          _("No open risks. Add what may happen and would matter."),
                                          MUSTER_KIND_RISK);

  sheet->map = view->map;
  section->has_map = section->n > 0;
  for (guint i = 0; i < risks->len; i++)
    {
      MusterRecord *risk = risks->pdata[i];
      g_autofree char *owner = muster_words_labelled (risk, "owner");
      g_autofree char *review = muster_words_labelled (risk, "next_review");
      MusterSheetRow *row = muster_sheet_add_row (section, risk, muster_words_title (risk),
                                                  muster_sheet_join (owner, review, NULL));

      muster_sheet_row_set_score (row, risk);
    }
}

static void
add_updates (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *updates = view->parts[MUSTER_TEAM_UPDATES]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_UPDATES, _("Updates"),
                                          _("Nothing was said yet. Add what is done and what is next."),
                                          MUSTER_KIND_UPDATE);

  for (guint i = 0; i < updates->len; i++)
    {
      MusterRecord *update = updates->pdata[i];
      g_autofree char *on = display (update, "on"), *by = display (update, "by"), *kind = display (update, "kind");

      muster_sheet_add_row (section, update, muster_words_line (muster_record_get_text (update, "text"), MOST_CHARS),
                            muster_sheet_join (kind, on, by, muster_record_get_ref_title (update, "about"), NULL));
    }
}

/* ---- who and where ----------------------------------------------------------------------------------------------- */

static void
add_populations (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *figures = view->parts[MUSTER_TEAM_POPULATIONS]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_POPULATIONS, _("Population"),
                                          _("No figure yet. Add how many people, according to whom, and when."),
                                          MUSTER_KIND_POPULATION);

  for (guint i = 0; i < figures->len; i++)
    {
      MusterRecord *figure = figures->pdata[i];
      g_autofree char *number = display (figure, "figure"), *label = display (figure, "label");
      g_autofree char *as_at = muster_words_labelled (figure, "as_at");
      g_autofree char *source = muster_words_labelled (figure, "source");
      const char *undated = as_at[0] == '\0' ? _("no date given") : as_at;
      const char *unsourced = source[0] == '\0' ? _("no source given") : source;

      muster_sheet_add_row (section, figure, g_steal_pointer (&number),
                            muster_sheet_join (label, undated, unsourced, NULL));
    }
}

static gboolean
names_nobody (MusterRecord *record, const char *field)
{
  const MusterParty *party = muster_value_get_party (muster_record_get (record, field));

  return party == NULL || muster_party_has_tbc (party);
}

/* "From April 2018 · Until March 2020" */
static char *
span (MusterRecord *record)
{
  g_autofree char *from = muster_words_labelled (record, "from"), *until = muster_words_labelled (record, "until");

  return muster_sheet_join (from, until, NULL);
}

static void
add_people (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *roles = view->parts[MUSTER_TEAM_PEOPLE]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_PEOPLE, _("People"),
                                          _("Nobody is named yet. Add who leads, and who to ask."), MUSTER_KIND_ROLE);
  g_autofree char *director = display (view->team, "clinical_director");

  if (director[0] != '\0')
    {
      const MusterField *field = muster_kind_get_field (muster_record_get_kind (view->team), "clinical_director");

      muster_sheet_add_row (section, view->team, g_steal_pointer (&director),
                            g_strdup (muster_field_get_label (field)));
      section->n++;
    }
  for (guint i = 0; i < roles->len; i++)
    {
      MusterRecord *role = roles->pdata[i];
      g_autofree char *what = display (role, "role"), *used = display (role, "title"), *when = span (role);
      MusterSheetRow *row = muster_sheet_add_row (section, role, display (role, "holder"),
                                                  muster_sheet_join (what, used, when, NULL));

      if (names_nobody (role, "holder"))
        muster_sheet_row_set_state (row, MUSTER_TONE_NONE, _("TBC"));
    }
}

static void
add_names (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *names = view->parts[MUSTER_TEAM_NAMES]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_NAMES, _("Names through time"),
                                          _("It was always called what it is called now."), MUSTER_KIND_TEAM_NAME);
  g_autofree char *kind = display (view->team, "kind");

  for (guint i = 0; i < names->len; i++)
    {
      MusterRecord *name = names->pdata[i];
      g_autofree char *was = display (name, "kind"), *when = span (name);

      muster_sheet_add_row (section, name, muster_record_dup_title (name), muster_sheet_join (was, when, NULL));
    }
  if (names->len > 0)
    {
      muster_sheet_row_set_state (muster_sheet_add_row (section, view->team, muster_record_dup_title (view->team),
                                                        g_steal_pointer (&kind)),
                                  MUSTER_TONE_NONE, _("Now"));
      section->n++;
    }
}

static void
add_records (MusterSheetSection *section, GPtrArray *records, const char *field)
{
  for (guint i = 0; i < records->len; i++)
    {
      MusterRecord *record = records->pdata[i];
      const char *shown = muster_record_get_kind (record)->id == MUSTER_KIND_TEAM ? "kind" : field;

      muster_sheet_add_row (section, record, muster_record_dup_title (record), display (record, shown));
    }
}

/* What is text of the team's own leads to its form. */
static void
add_own (MusterSheetSection *section, MusterRecord *team, const char *field)
{
  const MusterField *described = muster_kind_get_field (muster_record_get_kind (team), field);
  g_autofree char *text = display (team, field);

  if (text[0] != '\0')
    muster_sheet_add_row (section, team, muster_words_line (text, MOST_CHARS),
                          g_strdup (muster_field_get_label (described)));
}

static void
add_places (MusterSheet *sheet, MusterTeamView *view)
{
  static const char *const own[] = { "practices", "sites", "extended_access", "quality_team", "aliases" };
  MusterSheetSection *section = muster_sheet_add_section (sheet, MUSTER_TEAM_PLACES, _("Areas and practices"),
                                                          _("Not said yet. Edit the details to say where it is, and "
                                                            "which practices are in it."), NULL);

  section->edits = TRUE;
  add_records (section, view->areas, "level");
  add_records (section, view->networks, "type");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    add_own (section, view->team, own[i]);
}

/* ---- money ------------------------------------------------------------------------------------------------------- */

static void
add_budgets (MusterSheet *sheet, MusterTeamView *view)
{
  GPtrArray *budgets = view->parts[MUSTER_TEAM_BUDGETS]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_BUDGETS, _("Money"),
                                          _("No budget yet. Add one to hold sections and lines."),
                                          MUSTER_KIND_BUDGET);

  for (guint i = 0; i < budgets->len; i++)
    {
      MusterRecord *budget = budgets->pdata[i];
      g_autofree char *period = display (budget, "period");
      g_autofree char *money = muster_words_stated (budget, "stated_total", "total");

      muster_sheet_add_row (section, budget, muster_record_dup_title (budget),
                            muster_sheet_join (period, money, NULL));
    }
}

static void
add_posts (MusterSheet *sheet, MusterTeamView *view)
{
  static const char *const fields[] = { "grade", "wte", "cost", "start", "holder", NULL };
  GPtrArray *posts = view->parts[MUSTER_TEAM_POSTS]->records;
  MusterSheetSection *section = add_part (sheet, view, MUSTER_TEAM_POSTS, _("Posts"),
                                          _("No posts yet. Add those in place and those to be filled."),
                                          MUSTER_KIND_POST);

  for (guint i = 0; i < posts->len; i++)
    {
      MusterRecord *post = posts->pdata[i];

      muster_sheet_add_row (section, post, muster_record_dup_title (post), muster_words_labelled_all (post, fields));
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void
add_count (MusterSheet *sheet, const char *name, guint n, MusterTone tone)
{
  muster_sheet_add_fact (sheet, name, g_strdup_printf ("%'u", n), n > 0 ? tone : MUSTER_TONE_NONE);
}

static void
add_own_fact (MusterSheet *sheet, MusterRecord *team, const char *field)
{
  char *text = display (team, field);

  if (text[0] != '\0')
    muster_sheet_add_fact (sheet, muster_field_get_label (muster_kind_get_field (muster_record_get_kind (team), field)),
                           text, MUSTER_TONE_NONE);
  else
    g_free (text);
}

/* Of the risks on the page, which come with those that belong to others and threaten the work of the team. */
static gint64
find_worst (MusterTeamView *view)
{
  GPtrArray *risks = view->parts[MUSTER_TEAM_RISKS]->records;

  return risks->len > 0 ? muster_record_get_number (risks->pdata[0], "score") : 0;
}

static void
add_facts (MusterSheet *sheet, MusterTeamView *view)
{
  gint64 worst = find_worst (view);
  const char *band = muster_matrix_band (&view->map.bands, worst);
  const MusterChoice *choice = NULL;

  add_own_fact (sheet, view->team, "status");
  add_own_fact (sheet, view->team, "go_live");
  add_own_fact (sheet, view->team, "population");
  /* Actions that stand under no plan count as work of the team, and are no progress of a plan. */
  if (view->parts[MUSTER_TEAM_PLANS]->n > 0)
    add_own_fact (sheet, view->team, "progress");
  add_count (sheet, _("Overdue"), view->n_overdue, MUSTER_TONE_RED);
  add_count (sheet, _("Due in 14 days"), view->n_due_soon, MUSTER_TONE_YELLOW);
  if (band != NULL)
    choice = muster_field_find_choice (muster_kind_get_field (muster_kind_get (MUSTER_KIND_RISK), "band"), band);
  if (choice != NULL)
    muster_sheet_add_fact (sheet, _("Worst risk"),
                           g_strdup_printf ("%" G_GINT64_FORMAT " %s", worst,
                                            g_dgettext (GETTEXT_PACKAGE, choice->label)),
                           muster_tone_of_band (band));
}

MusterSheet *
muster_team_sheet_new (MusterTeamView *view, guint *n_first)
{
  g_autofree char *kind = display (view->team, "kind");
  g_autofree char *area = view->areas->len > 0 ? muster_record_dup_title (view->areas->pdata[0]) : g_strdup ("");
  g_autofree char *over = muster_sheet_join (kind, area, NULL);
  g_autofree char *note = display (view->team, "status_note");
  MusterSheet *sheet = muster_sheet_new (over[0] != '\0' ? g_steal_pointer (&over) : g_strdup (_("Team")),
                                         muster_record_dup_title (view->team),
                                         note[0] != '\0' ? g_steal_pointer (&note) : NULL, view->at);

  add_facts (sheet, view);
  add_plans (sheet, view);
  add_work (sheet, view, MUSTER_TEAM_NEXT, _("Next milestones and deliverables"),
            _("Nothing is open. Add what is to be delivered next."), MUSTER_KIND_DELIVERABLE);
  add_work (sheet, view, MUSTER_TEAM_ACTIONS, _("Actions"), _("No open actions. Add who has promised what."),
            MUSTER_KIND_ACTION);
  add_updates (sheet, view);
  *n_first = sheet->sections->len;
  add_risks (sheet, view);
  add_populations (sheet, view);
  add_people (sheet, view);
  add_names (sheet, view);
  add_places (sheet, view);
  add_budgets (sheet, view);
  add_posts (sheet, view);
  return sheet;
}
