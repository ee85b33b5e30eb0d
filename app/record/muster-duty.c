/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"

#include "muster-rules-private.h"

#define MAX_CLOSED 4

/* What cannot be seen in the fields: which of the days counts, who of the parties answers, and what ends it. */
static const struct {
  MusterKindId kind;
  const char  *due, *owner, *status;
  const char  *closed[MAX_CLOSED];
  const char  *done;
  const char  *excused, *excused_nick;
} duties[] = {
  { MUSTER_KIND_DELIVERABLE, "due", "owner", "status", { "complete", "cancelled", "superseded" }, "actual" },
  { MUSTER_KIND_ACTION, "due", "owner", "status", { "complete", "cancelled", "superseded" }, "actual" },
  /* A control in place has no day on which it falls due. */
  { MUSTER_KIND_MITIGATION, "due", "owner", "status", { "complete", "cancelled", "superseded" }, "actual", "kind",
    "existing" },
  { MUSTER_KIND_RISK, "next_review", "owner", "status", { "closed", "materialised" } },
  { MUSTER_KIND_ISSUE, NULL, "owner", "status", { "resolved", "closed" } },
  { MUSTER_KIND_ASSUMPTION, "validate_by", "owner", "status", { "confirmed", "false" } },
  /* The hand-over is answered once it is accepted, returned or de-escalated. */
  { MUSTER_KIND_ESCALATION, "due", NULL, "state", { "accepted", "returned", "de-escalated" } },
  { MUSTER_KIND_PLAN, NULL, "owner", "status", { "closed" } },
  { MUSTER_KIND_WORKSTREAM, NULL, "sro" },
  { MUSTER_KIND_ENGAGEMENT, NULL, "lead", "status", { "complete", "cancelled", "superseded" } },
  { MUSTER_KIND_KPI, NULL, "owner" },
};

static const MusterField *
find (const MusterKind *kind, const char *name)
{
  return name != NULL ? muster_kind_get_field (kind, name) : NULL;
}

/* The first field of the group of another that is of one of two types. */
static const MusterField *
find_in_group (const MusterKind *kind, const char *group, MusterValueType type, MusterValueType other)
{
  for (guint i = 0; group != NULL && i < kind->n_fields; i++)
    if (g_strcmp0 (kind->fields[i].group, group) == 0
        && (kind->fields[i].type == type || kind->fields[i].type == other))
      return &kind->fields[i];
  return NULL;
}

static const MusterField *
find_note (const MusterKind *kind, const MusterField *field)
{
  return field != NULL ? find_in_group (kind, field->group, MUSTER_VALUE_TEXT, MUSTER_VALUE_LONG_TEXT) : NULL;
}

/* A day that is derived moves with the forecast, which is judged with its reason. */
static const MusterField *
find_move (const MusterKind *kind, const MusterField *due)
{
  if (due == NULL || !muster_field_is_derived (due))
    return due;
  return find_in_group (kind, "forecast", MUSTER_VALUE_WHEN, MUSTER_VALUE_WHEN);
}

static void
fill (MusterDuty *duty, guint i)
{
  const MusterKind *kind = muster_kind_get (duties[i].kind);
  const MusterField *due = find (kind, duties[i].due), *status = find (kind, duties[i].status);
  const MusterField *move = find_move (kind, due);

  *duty = (MusterDuty) {
    .kind = kind, .due = due, .review = due != NULL && g_strcmp0 (due->group, "review") == 0,
    .owner = find (kind, duties[i].owner), .status = status, .note = find_note (kind, status),
    .percent = status != NULL ? find_in_group (kind, status->group, MUSTER_VALUE_PERCENT, MUSTER_VALUE_PERCENT) : NULL,
    .move = move, .reason = find_note (kind, move), .done = find (kind, duties[i].done), .closed = duties[i].closed,
    .excused = find (kind, duties[i].excused), .excused_nick = duties[i].excused_nick,
  };
}

const MusterDuty *
muster_duty_of (const MusterKind *kind)
{
  static MusterDuty of_kinds[MUSTER_N_KINDS];
  static gsize filled;

  /* Rules ask for each record that they look at. */
  if (g_once_init_enter (&filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
        fill (&of_kinds[duties[i].kind], i);
      g_once_init_leave (&filled, 1);
    }
  return of_kinds[kind->id].kind != NULL ? &of_kinds[kind->id] : NULL;
}

static gboolean
is_closed (MusterRecord *record, const MusterDuty *duty)
{
  if (duty->done != NULL && muster_record_has (record, duty->done->name))
    return TRUE;
  for (guint i = 0; duty->status != NULL && duty->closed[i] != NULL; i++)
    if (muster_record_is_choice (record, duty->status->name, duty->closed[i]))
      return TRUE;
  return FALSE;
}

gboolean
muster_duty_is_open (MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));

  return duty != NULL && !is_closed (record, duty);
}

gboolean
muster_duty_can_complete (const MusterDuty *duty)
{
  return duty->status != NULL && muster_field_find_choice (duty->status, "complete") != NULL;
}

/* ---- what is late ---------------------------------------------------------------------------------------------- */

guint32
muster_rules_due_day (MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));

  return duty != NULL && duty->due != NULL ? muster_record_get_days (record, duty->due->name).latest : 0;
}

/* Overdue when the last day that the date can mean has passed (domain 2.1): "Q1 2017/18" is late on 1 July 2017. */
MusterTiming
muster_rules_timing (MusterRecord *record, guint32 today)
{
  guint32 day = muster_rules_due_day (record);

  if (day == 0 || !muster_duty_is_open (record))
    return MUSTER_TIMING_NONE;
  if (day < today)
    return MUSTER_TIMING_OVERDUE;
  return day - today <= MUSTER_DUE_SOON_DAYS ? MUSTER_TIMING_DUE_SOON : MUSTER_TIMING_NONE;
}
