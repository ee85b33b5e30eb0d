/* muster-affected.c - whose derived values or resolved days follow from a record.
 *
 * Only direct ones: the caller derives and resolves each, and where that changed anything asks for its affected ones in
 * turn. Ask for the record as it was and as it is, with a lookup that already has it as it is: a deliverable that moves
 * changes the progress of the plan it left and of the one it joined.
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

/* The team whose progress and worst score count what is in the plan of record. */
static void
add_team_of_plan (Affected *self)
{
  g_autoptr(MusterRecord) plan = muster_lookup_ref (self->lookup, self->record, "plan");

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

/* The plan's scope counts its work and risks; its start dates its windows; its programme bands its risks. */
static void
affect_plan (Affected *self)
{
  static const MusterKindId parts[] = {
    MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION, MUSTER_KIND_ASSUMPTION,
  };
  static const MusterKindId wholes[] = { MUSTER_KIND_RISK, MUSTER_KIND_ISSUE };

  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
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
  add_team_of_plan (self);
}

static void
affect_action (Affected *self)
{
  add_refs (self, self->record, "plan", MUSTER_KINDS (PLAN));
  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
  add_team_of_plan (self);
}

static void
affect_risk (Affected *self)
{
  add_refs (self, self->record, "deliverables", MUSTER_KINDS (DELIVERABLE));
  add_refs (self, self->record, "scope", MUSTER_KINDS (TEAM));
  add_team_of_plan (self);
  add_windowed_parts (self, self->record);
}

static void
affect_part_of_risk (Affected *self)
{
  add_refs (self, self->record, "risk", MUSTER_KINDS (RISK));
}

static void
affect_issue (Affected *self)
{
  add_refs (self, self->record, "deliverables", MUSTER_KINDS (DELIVERABLE));
  add_windowed_parts (self, self->record);
}

/* Its matrix bands the risks that name it, and those of its plans and workstreams. */
static void
affect_programme (Affected *self)
{
  static const struct {
    MusterKindId kind;
    const char  *field; /* of the risk */
  } ways[] = { { MUSTER_KIND_PLAN, "plan" }, { MUSTER_KIND_WORKSTREAM, "workstream" } };

  add_pointing (self, self->record, MUSTER_KIND_RISK, "programme", NULL);
  add_pointing (self, self->record, MUSTER_KIND_RISK, "scope", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(GPtrArray) found = muster_lookup_pointing (self->lookup, muster_record_get_id (self->record),
                                                           ways[i].kind, "programme");

      for (guint j = 0; j < found->len; j++)
        add_pointing (self, g_ptr_array_index (found, j), MUSTER_KIND_RISK, ways[i].field, NULL);
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

static const struct {
  MusterKindId kind;
  void       (*affect) (Affected *self);
} rules[] = {
  { MUSTER_KIND_POPULATION, affect_population },
  { MUSTER_KIND_COHORT, affect_cohort },
  { MUSTER_KIND_PLAN, affect_plan },
  { MUSTER_KIND_DELIVERABLE, affect_deliverable },
  { MUSTER_KIND_ACTION, affect_action },
  { MUSTER_KIND_RISK, affect_risk },
  { MUSTER_KIND_ASSESSMENT, affect_part_of_risk },
  { MUSTER_KIND_MITIGATION, affect_part_of_risk },
  { MUSTER_KIND_ISSUE, affect_issue },
  { MUSTER_KIND_PROGRAMME, affect_programme },
  { MUSTER_KIND_WORKSTREAM, affect_workstream },
  { MUSTER_KIND_MEASUREMENT, affect_measurement },
  { MUSTER_KIND_BUDGET_SECTION, affect_budget_section },
  { MUSTER_KIND_BUDGET_LINE, affect_budget_line },
};

void
muster_rules_affected (MusterRecord *record, const MusterLookup *lookup, GArray *ids)
{
  Affected self = { record, lookup, ids };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == muster_record_get_kind (record)->id)
      rules[i].affect (&self);
}
