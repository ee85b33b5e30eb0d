/* muster-resolve.c - what a date means beside its plan or its milestone.
 *
 * "Days 30 to 60" count from the start of the plan that a record belongs to; "before mobilisation" hangs on another
 * record, whose own date may hang on a third.
 *
 * A replica that keeps resolved days must resolve (and derive) a record again when
 *   - muster_rules_affected() names it, which follows plans and parents;
 *   - the days of a record that one of its relative dates is bound to have changed. Such dates are links as well, but
 *     not REF fields: the replica tracks them itself.
 * A change of days counts as a change: what hangs on that record is next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

/* A chain of milestones longer than this, which two people may also close to a circle, leaves a date undated. So
 * does an archived milestone, until it comes back or another one is chosen. */
#define RELATIVE_DEPTH 8

static MusterDays resolve_field (MusterRecord *record, const char *field, const MusterLookup *lookup, guint depth);

/* When an event happens: from the first field to the last of those that are filled in. */
static const struct {
  MusterKindId kind;
  const char  *first;
  const char  *last[3];
} events[] = {
  { MUSTER_KIND_DELIVERABLE, "start", { "actual", "forecast", "baseline" } },
  { MUSTER_KIND_ACTION, NULL, { "actual", "forecast", "baseline" } },
  { MUSTER_KIND_MITIGATION, NULL, { "actual", "forecast", "baseline" } },
  { MUSTER_KIND_PLAN, "start", { "end_forecast", "end_baseline" } },
  { MUSTER_KIND_PROGRAMME, "start", { "end" } },
  { MUSTER_KIND_TEAM, NULL, { "go_live" } },
  { MUSTER_KIND_MEETING, NULL, { "date" } },
  { MUSTER_KIND_DECISION, NULL, { "on" } },
  { MUSTER_KIND_ENGAGEMENT, NULL, { "date" } },
};

const MusterValue *
muster_work_due (MusterRecord *record)
{
  static const char *const fields[] = { "actual", "forecast", "baseline" };
  const MusterValue *value = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields) && value == NULL; i++)
    value = muster_record_get (record, fields[i]);
  return value;
}

MusterDays
muster_record_own_days (MusterRecord *record, const char *field)
{
  MusterWhen *when = muster_value_get_when (muster_record_get (record, field));
  const MusterDays nothing = { 0, 0 };

  return when != NULL ? muster_when_get_days (when) : nothing;
}

static const char *
first_filled (MusterRecord *record, const char *const *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields && fields[i] != NULL; i++)
    if (muster_record_has (record, fields[i]))
      return fields[i];
  return NULL;
}

static MusterDays
event_days (MusterRecord *event, const MusterLookup *lookup, guint depth)
{
  MusterDays days = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      const char *last;

      if (events[i].kind != muster_record_get_kind (event)->id)
        continue;
      last = first_filled (event, events[i].last, G_N_ELEMENTS (events[i].last));
      if (last != NULL)
        days = resolve_field (event, last, lookup, depth);
      if (events[i].first != NULL && muster_record_has (event, events[i].first))
        {
          guint32 start = resolve_field (event, events[i].first, lookup, depth).earliest;

          if (start != 0 && (days.earliest == 0 || start < days.earliest))
            days.earliest = start;
        }
    }
  return days;
}

static MusterRecord *
own_plan (MusterRecord *record, const MusterLookup *lookup)
{
  if (muster_record_is_kind (record, MUSTER_KINDS (PLAN)))
    return g_object_ref (record);
  if (muster_kind_get_field (muster_record_get_kind (record), "plan") != NULL)
    return muster_lookup_ref (lookup, record, "plan");
  return NULL;
}

/* Mitigations, assessments and escalations have the plan of their risk or issue while that is not archived. One
 * step, no further: an update about a plan has a day of its own. */
MusterRecord *
muster_record_find_plan (MusterRecord *record, const MusterLookup *lookup)
{
  const char *const parents[] = { "risk", "record" };
  const guint64 kinds = MUSTER_KINDS (MITIGATION) | MUSTER_KINDS (ASSESSMENT) | MUSTER_KINDS (ESCALATION);

  if (!muster_record_is_kind (record, kinds))
    return own_plan (record, lookup);
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    if (muster_kind_get_field (muster_record_get_kind (record), parents[i]) != NULL)
      {
        g_autoptr(MusterRecord) parent = muster_lookup_ref (lookup, record, parents[i]);

        return parent != NULL && !muster_record_is_archived (parent) ? own_plan (parent, lookup) : NULL;
      }
  return NULL;
}

gboolean
muster_record_has_window (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == MUSTER_VALUE_WHEN && muster_record_get_at (record, i) != NULL
        && muster_when_get_kind (muster_value_get_when (muster_record_get_at (record, i))) == MUSTER_WHEN_DAYS)
      return TRUE;
  return FALSE;
}

/* A plan cannot start so many days after its own start. */
static guint32
plan_start (MusterRecord *record, const char *field, const MusterLookup *lookup, guint depth)
{
  g_autoptr(MusterRecord) plan = muster_record_find_plan (record, lookup);

  if (plan == NULL || (plan == record && g_str_equal (field, "start")))
    return 0;
  return resolve_field (plan, "start", lookup, depth + 1).earliest;
}

static MusterDays
resolve_field (MusterRecord *record, const char *field, const MusterLookup *lookup, guint depth)
{
  MusterWhen *when = muster_value_get_when (muster_record_get (record, field));
  const MusterDays nothing = { 0, 0 };

  if (when == NULL || depth > RELATIVE_DEPTH)
    return nothing;
  if (muster_when_get_kind (when) == MUSTER_WHEN_DAYS)
    return muster_when_resolve (when, plan_start (record, field, lookup, depth), nothing);
  if (muster_when_get_kind (when) == MUSTER_WHEN_RELATIVE)
    {
      g_autoptr(MusterRecord) event = muster_lookup_get (lookup, muster_when_get_event (when));

      if (event == NULL || muster_record_is_archived (event))
        return nothing;
      return muster_when_resolve (when, 0, event_days (event, lookup, depth + 1));
    }
  return muster_when_get_days (when);
}

MusterDays
muster_rules_resolve (MusterRecord *record, const char *field, const MusterLookup *lookup)
{
  return resolve_field (record, field, lookup, 0);
}
