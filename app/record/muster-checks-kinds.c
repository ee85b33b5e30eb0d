/* muster-checks-kinds.c - checks of risks, issues, programmes, organisations and teams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include "muster-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- risks ----------------------------------------------------------------------------------------------------- */

/* Closing needs a reason and accepting a name (domain 2.3, 2.4). */
static void
check_risk_status (MusterCheck *check)
{
  MusterRecord *risk = check->edited;

  if (muster_record_is_choice (risk, "status", "closed") && !muster_record_has (risk, "status_reason"))
    muster_check_report (check, muster_check_blame_group (check, "status_reason", NULL), "CLOSE_REASON",
                         "status_reason",
                         g_strdup_printf (_("Say in “%s” why this risk is closed, or leave it open."),
                                          muster_check_label (check, "status_reason")));
  if (muster_record_is_choice (risk, "status", "accepted") && !muster_record_has (risk, "accepted_by"))
    muster_check_report (check, muster_check_blame_group (check, "accepted_by", NULL), "ACCEPTED_BY", "accepted_by",
                         g_strdup_printf (_("Say in “%s” who accepts this risk, or leave it open."),
                                          muster_check_label (check, "accepted_by")));
}

/* "Public Health team" is a team, whether or not it is a record here. */
static gboolean
is_group_name (const char *name)
{
  static const char *const words[] = {
    "alliance", "board", "committee", "council", "executive", "federation", "group", "network", "organisation",
    "partnership", "senate", "service", "services", "team", "teams", "trust",
  };
  g_autofree char *folded = muster_text_fold (name);
  const char *last = strrchr (folded, ' ');

  last = last != NULL ? last + 1 : folded;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (last, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_group (const MusterPartyMember *member, const MusterLookup *lookup)
{
  g_autoptr(MusterRecord) record = muster_lookup_get (lookup, member->record);

  if (member->connector == MUSTER_PARTY_CHAIR_OF)
    return FALSE;
  if (record != NULL)
    return muster_record_is_kind (record, MUSTER_KINDS (TEAM) | MUSTER_KINDS (ORGANISATION) | MUSTER_KINDS (BODY));
  return is_group_name (member->name);
}

/* A risk has one owner, a person or role holder (domain 2.4). Those who support them are not owners. */
static void
check_risk_owner (MusterCheck *check)
{
  MusterParty *owner = muster_value_get_party (muster_record_get (check->edited, "owner"));
  guint owners = 0, groups = 0;

  for (guint i = 0; owner != NULL && i < muster_party_get_n (owner); i++)
    {
      const MusterPartyMember *member = muster_party_get_member (owner, i);

      if (member->connector == MUSTER_PARTY_SUPPORTED_BY)
        continue;
      owners++;
      groups += is_group (member, check->lookup);
    }
  if (groups > 0)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "OWNER_TEAM", "owner",
                         g_strdup (_("A risk is owned by a person or a role holder. Name the one in that team or "
                                     "organisation who answers for it.")));
  if (owners > 1)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "OWNER_SEVERAL", "owner",
                         g_strdup (_("This risk has several owners. Name the one who answers for it, and the others "
                                     "after “supported by”.")));
}

/* The target is what a risk should come down to. */
static void
check_target (MusterCheck *check)
{
  g_autoptr(MusterRecord) risk = muster_lookup_ref (check->lookup, check->edited, "risk");
  g_autoptr(GPtrArray) assessments = NULL;
  g_autoptr(MusterRecord) now = NULL;
  gint64 target = muster_assessment_score (check->edited), score;

  if (risk == NULL || !muster_record_is_choice (check->edited, "kind", "target"))
    return;
  assessments = muster_lookup_pointing (check->lookup, muster_record_get_id (risk), MUSTER_KIND_ASSESSMENT, "risk");
  now = muster_risk_last (assessments, "current", NULL);
  if (now == NULL)
    now = muster_risk_last (assessments, "initial", NULL);
  score = muster_assessment_score (now);
  if (score > 0 && target > score)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "TARGET_ABOVE", "likelihood",
                         g_strdup_printf (_("The target of %d is above the score of %d now. A target is what the risk "
                                            "should come down to: look at both."),
                                          (int) target, (int) score));
}

/* Whoever scores a risk again says why, even where the score stays: it is what a board asks for first. */
static void
check_rationale (MusterCheck *check)
{
  g_autoptr(MusterRecord) risk = muster_lookup_ref (check->lookup, check->edited, "risk");

  if (risk != NULL && muster_record_has (risk, "score") && muster_record_is_choice (check->edited, "kind", "current")
      && !muster_record_has (check->edited, "rationale"))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "RATIONALE", "rationale",
                         g_strdup_printf (_("Say in “%s” why the score is what it is now, or why it stays."),
                                          muster_check_label (check, "rationale")));
}

static void
check_stated (MusterCheck *check)
{
  if (muster_assessment_is_stated (check->edited))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "STATED_ALONE", "stated_score",
                         g_strdup_printf (_("The score of %d is kept as stated, but the risk has no score from it: a "
                                            "score is likelihood × consequence. Assess the risk by these."),
                                          (int) muster_record_get_number (check->edited, "stated_score")));
}

static void
check_issue (MusterCheck *check)
{
  if (!muster_issue_is_open (check->edited) && !muster_record_has (check->edited, "resolution"))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "RESOLUTION", "resolution",
                         g_strdup_printf (_("Say in “%s” how this issue was settled."),
                                          muster_check_label (check, "resolution")));
}

/* ---- programmes, organisations, teams -------------------------------------------------------------------------- */

static void
check_matrix (MusterCheck *check)
{
  static const char *const fields[] = { "low_to", "moderate_to", "high_to" };
  const int npsa[] = { muster_matrix_npsa.low_to, muster_matrix_npsa.moderate_to, muster_matrix_npsa.high_to };
  gint64 last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 to = muster_record_has (check->edited, fields[i]) ? muster_record_get_number (check->edited, fields[i])
                                                                : npsa[i];

      if (to <= last)
        muster_check_report (check, muster_check_blame_group (check, fields[i], NULL), "MATRIX", fields[i],
                             g_strdup_printf (_("“%s” is %d and must be more than %d, where the band below it ends. An "
                                                "empty one counts as the NPSA matrix has it: 3, 6 and 12."),
                                              muster_check_label (check, fields[i]), (int) to, (int) last));
      last = to;
    }
}

static gboolean
is_ods_code (const char *code, gboolean is_pcn)
{
  gsize length = strlen (code);

  for (const char *c = code; *c != '\0'; c++)
    if (is_pcn && c > code ? !g_ascii_isdigit (*c) : !g_ascii_isalnum (*c))
      return FALSE;
  return is_pcn ? length == 6 && code[0] == 'U' : length <= 9;
}

/* Codes of the Organisation Data Service; a PCN's is U and five digits. Sources differ, so it is only said. */
static void
check_ods_code (MusterCheck *check)
{
  const char *code = muster_record_get_text (check->edited, "ods_code");
  gboolean is_pcn = muster_record_is_choice (check->edited, "type", "pcn");

  if (code[0] == '\0' || is_ods_code (code, is_pcn))
    return;
  muster_check_report (check, MUSTER_SEVERITY_WARNING, "ODS_CODE", "ods_code",
                       is_pcn ? g_strdup_printf (_("“%s” does not look like the ODS code of a PCN, which is U and five "
                                                   "digits. Look it up again."), code)
                              : g_strdup_printf (_("“%s” does not look like an ODS code, which is one to nine letters "
                                                   "and digits. Look it up again."), code));
}

/* The guide for a PCN is 30,000 to 50,000 people; many lie outside it (domain 2.2), so this is a note. */
static void
report_pcn_size (MusterCheck *check, const char *field, MusterPopulation *figure)
{
  g_autofree char *text = NULL;

  if (figure == NULL || muster_population_get_qualifier (figure) == MUSTER_POPULATION_NOT_AVAILABLE
      || (muster_population_get_high (figure) >= 30000 && muster_population_get_low (figure) <= 50000))
    return;
  text = muster_population_to_canonical (figure);
  muster_check_report (check, MUSTER_SEVERITY_NOTE, "PCN_SIZE", field,
                       g_strdup_printf (_("A Primary Care Network usually has 30,000 to 50,000 people; this one has "
                                          "%s. Leave it if that is right."), text));
}

static void
check_population (MusterCheck *check)
{
  g_autoptr(MusterRecord) team = muster_lookup_ref (check->lookup, check->edited, "of");

  if (team != NULL && muster_record_is_kind (team, MUSTER_KINDS (TEAM)) && muster_record_is_choice (team, "kind", "pcn")
      && muster_population_is_whole (check->edited))
    report_pcn_size (check, "figure", muster_value_get_population (muster_record_get (check->edited, "figure")));
}

static void
check_team (MusterCheck *check)
{
  MusterPopulation *figure = muster_value_get_population (muster_record_get (check->edited, "population"));

  if (muster_record_is_choice (check->edited, "kind", "pcn") && muster_check_changes (check, "kind"))
    report_pcn_size (check, "population", figure);
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

static const struct {
  guint64         kinds;
  MusterCheckFunc check;
} rules[] = {
  { MUSTER_KINDS (RISK), check_risk_status },
  { MUSTER_KINDS (RISK), check_risk_owner },
  { MUSTER_KINDS (ASSESSMENT), check_target },
  { MUSTER_KINDS (ASSESSMENT), check_rationale },
  { MUSTER_KINDS (ASSESSMENT), check_stated },
  { MUSTER_KINDS (ISSUE), check_issue },
  { MUSTER_KINDS (PROGRAMME), check_matrix },
  { MUSTER_KINDS (ORGANISATION), check_ods_code },
  { MUSTER_KINDS (POPULATION), check_population },
  { MUSTER_KINDS (TEAM), check_team },
};

void
muster_check_kind (MusterCheck *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (muster_record_is_kind (check->edited, rules[i].kinds))
      rules[i].check (check);
}
