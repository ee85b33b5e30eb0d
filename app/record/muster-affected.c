/* muster-affected.c - whose derived values or resolved days follow from a record.
 *
 * Only direct ones: the caller derives and resolves each, and where that changed anything asks for its affected ones in
 * turn. Both the record as it was and as it is count, with a lookup that already has it as it is: a deliverable that
 * moves changes the progress of the plan it left and of the one it joined.
 *
 * Each way says which fields it goes by. Most edits touch none of them, and the way may lead to thousands of records.
 *
 * Dates that hang on a milestone are not followed here (see muster-resolve.c). Archived records are left as they are:
 * one that comes back is a change of its own, and is derived and resolved then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

typedef struct {
  MusterRecord       *record;
  const MusterLookup *lookup;
  GArray             *ids;
} Affected;

static void
add (Affected *self, MusterRecord *record)
{
  const MusterId *id = muster_record_get_id (record);

  if (!muster_id_equal (id, muster_record_get_id (self->record)))
    g_array_append_vals (self->ids, id, 1);
}

/* What a REF or REFS field of record points to, where it is of one of the kinds. */
static void
add_refs (Affected *self, MusterRecord *record, const char *field, guint64 kinds)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (record, field), &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(MusterRecord) target = muster_lookup_get (self->lookup, &ids[i]);

      if (target != NULL && muster_record_is_kind (target, kinds))
        add (self, target);
    }
}

/* The records of kind that point to record by field; filter NULL: all. */
static void
add_pointing (Affected *self, MusterRecord *record, MusterKindId kind, const char *field,
              gboolean (*filter) (MusterRecord *record))
{
  g_autoptr(GPtrArray) found = muster_lookup_pointing (self->lookup, muster_record_get_id (record), kind, field);

  for (guint i = 0; i < found->len; i++)
    if (filter == NULL || filter (g_ptr_array_index (found, i)))
      add (self, g_ptr_array_index (found, i));
}

/* The team whose progress and worst score count what is in the plan of of. */
static void
add_team_of_plan (Affected *self, MusterRecord *of)
{
  g_autoptr(MusterRecord) plan = muster_lookup_ref (self->lookup, of, "plan");

  if (plan != NULL)
    add_refs (self, plan, "scope", MUSTER_KINDS (TEAM));
}

/* What has the plan of a risk or issue for its own. */
static void
add_windowed_parts (Affected *self, MusterRecord *record)
{
  add_pointing (self, record, MUSTER_KIND_ESCALATION, "record", muster_record_has_window);
  if (!muster_record_is_kind (record, MUSTER_KINDS (RISK)))
    return;
  add_pointing (self, record, MUSTER_KIND_MITIGATION, "risk", muster_record_has_window);
  add_pointing (self, record, MUSTER_KIND_ASSESSMENT, "risk", muster_record_has_window);
}

static void
affect_population (Affected *self)
{
  add_refs (self, self->record, "of", MUSTER_KINDS (TEAM) | MUSTER_KINDS (COHORT));
}

/* Those further down the row. */
static void
affect_cohort (Affected *self)
{
  g_autoptr(GPtrArray) row = muster_cohort_row (self->record, self->lookup);

  for (guint i = row->len; i > 0 && g_ptr_array_index (row, i - 1) != self->record; i--)
    add (self, g_ptr_array_index (row, i - 1));
}

/* What threatens record counts where that is. */
static void
add_threats (Affected *self, MusterRecord *record)
{
  add_pointing (self, record, MUSTER_KIND_RISK, "deliverables", NULL);
}

/* The team, and what the work and the risks of the plan add to it. */
static void
affect_scope (Affected *self)
{
  static const MusterKindId parts[] = { MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION, MUSTER_KIND_RISK };

  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
  add_threats (self, self->record);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GPtrArray) found = muster_lookup_pointing (self->lookup, muster_record_get_id (self->record), parts[i],
                                                           "plan");

      for (guint j = 0; j < found->len; j++)
        {
          add (self, g_ptr_array_index (found, j));
          if (parts[i] != MUSTER_KIND_RISK)
            add_threats (self, g_ptr_array_index (found, j));
          if (parts[i] == MUSTER_KIND_DELIVERABLE)
            add_refs (self, g_ptr_array_index (found, j), "parent", MUSTER_KINDS (DELIVERABLE));
        }
    }
}

/* The plan's start dates its windows; its programme bands its risks. */
static void
affect_parts_of_plan (Affected *self)
{
  static const MusterKindId parts[] = {
    MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION, MUSTER_KIND_ASSUMPTION,
  };
  static const MusterKindId wholes[] = { MUSTER_KIND_RISK, MUSTER_KIND_ISSUE };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_pointing (self, self->record, parts[i], "plan", muster_record_has_window);
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    {
      g_autoptr(GPtrArray) found = muster_lookup_pointing (self->lookup, muster_record_get_id (self->record), wholes[i],
                                                           "plan");

      for (guint j = 0; j < found->len; j++)
        {
          MusterRecord *record = g_ptr_array_index (found, j);

          if (wholes[i] == MUSTER_KIND_RISK || muster_record_has_window (record))
            add (self, record);
          add_windowed_parts (self, record);
        }
    }
}

static void
affect_deliverable (Affected *self)
{
  add_refs (self, self->record, "plan", MUSTER_KINDS (PLAN));
  add_refs (self, self->record, "team", MUSTER_KINDS (TEAM));
  add_team_of_plan (self, self->record);
}

/* Divided work counts by its parts. */
static void
affect_parent (Affected *self)
{
  add_refs (self, self->record, "parent", MUSTER_KINDS (DELIVERABLE));
}

static void
affect_action (Affected *self)
{
  add_refs (self, self->record, "plan", MUSTER_KINDS (PLAN));
  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
  add_team_of_plan (self, self->record);
}

static void
affect_threatened (Affected *self)
{
  add_refs (self, self->record, "deliverables", MUSTER_KINDS (DELIVERABLE));
}

/* Whose plan or work the risk threatens. */
static void
add_threatened_team (Affected *self, MusterRecord *threatened)
{
  if (!muster_record_is_kind (threatened, MUSTER_THREATENED_KINDS))
    return;
  add_refs (self, threatened, muster_record_is_kind (threatened, MUSTER_KINDS (DELIVERABLE)) ? "team" : "scope",
            MUSTER_KINDS (TEAM));
  if (!muster_record_is_kind (threatened, MUSTER_KINDS (PLAN)))
    add_team_of_plan (self, threatened);
}

static void
affect_team_of_risk (Affected *self)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (self->record, "deliverables"), &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(MusterRecord) threatened = muster_lookup_get (self->lookup, &ids[i]);

      if (threatened != NULL)
        add_threatened_team (self, threatened);
    }
  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
  add_team_of_plan (self, self->record);
}

static void
affect_threats (Affected *self)
{
  add_threats (self, self->record);
}

static void
affect_windowed_parts (Affected *self)
{
  add_windowed_parts (self, self->record);
}

static void
affect_part_of_risk (Affected *self)
{
  add_refs (self, self->record, "risk", MUSTER_KINDS (RISK));
}

/* Its matrix bands the risks that name it, and those of its plans and workstreams. */
static void
affect_programme (Affected *self)
{
  static const struct {
    MusterKindId kind;
    const char  *field; /* of the risk */
  } parts[] = { { MUSTER_KIND_PLAN, "plan" }, { MUSTER_KIND_WORKSTREAM, "workstream" } };

  add_pointing (self, self->record, MUSTER_KIND_RISK, "programme", NULL);
  add_pointing (self, self->record, MUSTER_KIND_RISK, "scope", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GPtrArray) found = muster_lookup_pointing (self->lookup, muster_record_get_id (self->record),
                                                           parts[i].kind, "programme");

      for (guint j = 0; j < found->len; j++)
        add_pointing (self, g_ptr_array_index (found, j), MUSTER_KIND_RISK, parts[i].field, NULL);
    }
}

static void
affect_workstream (Affected *self)
{
  add_pointing (self, self->record, MUSTER_KIND_RISK, "workstream", NULL);
}

static void
affect_measurement (Affected *self)
{
  add_refs (self, self->record, "kpi", MUSTER_KINDS (KPI));
}

static void
affect_budget_section (Affected *self)
{
  add_refs (self, self->record, "budget", MUSTER_KINDS (BUDGET));
  add_pointing (self, self->record, MUSTER_KIND_BUDGET_SECTION, "covers", NULL);
}

static void
affect_budget_line (Affected *self)
{
  add_refs (self, self->record, "section", MUSTER_KINDS (BUDGET_SECTION));
  add_pointing (self, self->record, MUSTER_KIND_BUDGET_SECTION, "covers", NULL);
}

/* fields: a way is gone only where one of these differs, or the state that has a function; none: where anything does.
 * */
static const struct {
  MusterKindId kind;
  void       (*affect) (Affected *self);
  const char  *fields[8];
  gboolean   (*state) (MusterRecord *record);
} ways[] = {
  { MUSTER_KIND_POPULATION, affect_population },
  { MUSTER_KIND_COHORT, affect_cohort },
  { MUSTER_KIND_PLAN, affect_scope, { "scope" } },
  { MUSTER_KIND_PLAN, affect_parts_of_plan, { "start", "programme" } },
  { MUSTER_KIND_DELIVERABLE, affect_deliverable,
    { "plan", "team", "parent", "type", "status", "percent", "weight" } },
  { MUSTER_KIND_DELIVERABLE, affect_parent, { "plan", "team", "parent" }, muster_work_is_dropped },
  { MUSTER_KIND_DELIVERABLE, affect_threats, { "plan", "team" } },
  { MUSTER_KIND_ACTION, affect_action, { "plan", "scope", "status", "percent" } },
  { MUSTER_KIND_ACTION, affect_threats, { "plan", "scope" } },
  { MUSTER_KIND_RISK, affect_threatened, { "deliverables", "status", "band", "mitigations_current" } },
  { MUSTER_KIND_RISK, affect_team_of_risk, { "scope", "plan", "deliverables", "status", "score" } },
  { MUSTER_KIND_RISK, affect_windowed_parts, { "plan" } },
  { MUSTER_KIND_ASSESSMENT, affect_part_of_risk, { "risk", "kind", "likelihood", "impact", "on" } },
  { MUSTER_KIND_MITIGATION, affect_part_of_risk, { "risk", "kind", "status", "effectiveness" } },
  { MUSTER_KIND_ISSUE, affect_threatened, { "deliverables", "status", "severity" } },
  { MUSTER_KIND_ISSUE, affect_windowed_parts, { "plan" } },
  { MUSTER_KIND_PROGRAMME, affect_programme, { "low_to", "moderate_to", "high_to" } },
  { MUSTER_KIND_WORKSTREAM, affect_workstream, { "programme" } },
  { MUSTER_KIND_MEASUREMENT, affect_measurement, { "kpi", "period", "value" } },
  { MUSTER_KIND_BUDGET_SECTION, affect_budget_section },
  { MUSTER_KIND_BUDGET_LINE, affect_budget_line },
};

static gboolean
field_differs (MusterRecord *before, MusterRecord *after, const char *field)
{
  MusterDays old = muster_record_get_days (before, field), new = muster_record_get_days (after, field);

  return !muster_value_equal (muster_record_get (before, field), muster_record_get (after, field))
         || old.earliest != new.earliest || old.latest != new.latest;
}

static gboolean
leads_on (guint way, MusterRecord *before, MusterRecord *after)
{
  const char *const *fields = ways[way].fields;

  if (before == NULL || fields[0] == NULL || muster_record_is_archived (before) != muster_record_is_archived (after))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ways[way].fields) && fields[i] != NULL; i++)
    if (field_differs (before, after, fields[i]))
      return TRUE;
  return ways[way].state != NULL && ways[way].state (before) != ways[way].state (after);
}

void
muster_rules_affected (MusterRecord *before, MusterRecord *after, const MusterLookup *lookup, GArray *ids)
{
  Affected was = { before, lookup, ids }, is = { after, lookup, ids };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].kind == muster_record_get_kind (after)->id && leads_on (i, before, after))
      {
        if (before != NULL)
          ways[i].affect (&was);
        ways[i].affect (&is);
      }
}
