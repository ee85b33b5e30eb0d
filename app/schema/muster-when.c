/* muster-when.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-when.h"

#include <string.h>

#include "muster-reading-private.h"
#include "muster-text.h"
#include "muster-when-private.h"

struct _MusterWhen {
  gatomicrefcount refs;
  MusterWhenKind kind;
  MusterDays days;             /* DATE to RANGE; RELATIVE: where the name is itself a date */
  guint year;                  /* MONTH: of the calendar; QUARTER, FINANCIAL_YEAR: financial */
  guint part;                  /* MONTH: 1 to 12; QUARTER: 1 to 4 */
  guint first, last;           /* DAYS */
  MusterWhenRelation relation; /* RELATIVE, as are the following */
  char *name;                  /* owned, nullable */
  gboolean bound;
  MusterId event;
  char *text;                  /* owned */
};

static const char *const relation_words[] = { "before", "during", "after" };

static char *
write_relative (const MusterWhen *self, gboolean with_id)
{
  const char *relation = relation_words[self->relation];
  const char *space = *self->name != '\0' ? " " : "";
  MusterIdText id;

  if (!self->bound || !with_id)
    return g_strconcat (relation, space, self->name, NULL);
  return g_strconcat (relation, space, self->name, " [", muster_id_to_text (&self->event, id), "]", NULL);
}

/* The canonical text, with the id of a bound event where that is asked for. */
static char *
write_canonical (const MusterWhen *self, gboolean with_id)
{
  MusterDate a = { 0 };
  MusterDate b = { 0 };

  muster_calendar_date (self->days.earliest, &a);
  muster_calendar_date (self->days.latest, &b);
  switch (self->kind)
    {
    case MUSTER_WHEN_DATE:
      return g_strdup_printf ("%u %s %u", a.day, muster_month_names[a.month - 1], a.year);
    case MUSTER_WHEN_MONTH:
      return g_strdup_printf ("%s %u", muster_month_names[self->part - 1], self->year);
    case MUSTER_WHEN_QUARTER:
      return g_strdup_printf ("Q%u %u/%02u", self->part, self->year, (self->year + 1) % 100);
    case MUSTER_WHEN_FINANCIAL_YEAR:
      return g_strdup_printf ("%u/%02u", self->year, (self->year + 1) % 100);
    case MUSTER_WHEN_RANGE:
      return g_strdup_printf ("%u %s %u to %u %s %u", a.day, muster_month_names[a.month - 1], a.year, b.day,
                              muster_month_names[b.month - 1], b.year);
    case MUSTER_WHEN_DAYS:
      return self->first == self->last ? g_strdup_printf ("day %u", self->first)
                                       : g_strdup_printf ("days %u to %u", self->first, self->last);
    case MUSTER_WHEN_RELATIVE:
      return write_relative (self, with_id);
    case MUSTER_WHEN_TBC:
      return g_strdup ("TBC");
    case MUSTER_WHEN_IN_POST:
      return g_strdup ("in post");
    case MUSTER_WHEN_ONGOING:
    default:
      return g_strdup ("ongoing");
    }
}

static MusterWhen *
new_when (MusterWhenKind kind, MusterDays days)
{
  MusterWhen *self = g_new0 (MusterWhen, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->days = days;
  return self;
}

static MusterWhen *
finish (MusterWhen *self)
{
  self->text = write_canonical (self, FALSE);
  return self;
}

static MusterWhen *
copy_when (const MusterWhen *self)
{
  MusterWhen *copy = g_memdup2 (self, sizeof *self);

  g_atomic_ref_count_init (&copy->refs);
  copy->name = g_strdup (self->name);
  copy->text = g_strdup (self->text);
  return copy;
}

MusterWhen *
muster_when_new_date (guint32 day)
{
  if (!muster_calendar_holds (day))
    return NULL;
  return finish (new_when (MUSTER_WHEN_DATE, (MusterDays){ day, day }));
}

MusterWhen *
muster_when_new_month (guint year, guint month)
{
  MusterDays days = muster_calendar_month (year, month);
  MusterWhen *self;

  if (days.earliest == 0)
    return NULL;
  self = new_when (MUSTER_WHEN_MONTH, days);
  self->year = year;
  self->part = month;
  return finish (self);
}

MusterWhen *
muster_when_new_quarter (guint financial_year, guint quarter)
{
  MusterDays days = muster_calendar_quarter (financial_year, quarter);
  MusterWhen *self;

  if (days.earliest == 0)
    return NULL;
  self = new_when (MUSTER_WHEN_QUARTER, days);
  self->year = financial_year;
  self->part = quarter;
  return finish (self);
}

MusterWhen *
muster_when_new_year (guint financial_year)
{
  MusterDays days = muster_calendar_financial_year (financial_year);
  MusterWhen *self;

  if (days.earliest == 0)
    return NULL;
  self = new_when (MUSTER_WHEN_FINANCIAL_YEAR, days);
  self->year = financial_year;
  return finish (self);
}

MusterWhen *
muster_when_new_range (guint32 first, guint32 last)
{
  if (!muster_calendar_holds (first) || !muster_calendar_holds (last) || first > last)
    return NULL;
  return finish (new_when (MUSTER_WHEN_RANGE, (MusterDays){ first, last }));
}

MusterWhen *
muster_when_new_days (guint first, guint last)
{
  MusterWhen *self;

  if (first < 1 || first > last || last > MUSTER_PLAN_DAYS_MAX)
    return NULL;
  self = new_when (MUSTER_WHEN_DAYS, (MusterDays){ 0, 0 });
  self->first = first;
  self->last = last;
  return finish (self);
}

static void
bind (MusterWhen *self, const MusterId *event)
{
  self->bound = event != NULL;
  if (event != NULL)
    self->event = *event;
}

MusterWhen *
muster_when_new_relative (MusterWhenRelation relation, const char *name, const MusterId *event)
{
  g_autofree char *trimmed = muster_reading_trim (name);
  MusterWhen *self;
  MusterId spare;

  /* An id at the end of a name would read back as the event. */
  muster_reading_take_ids (trimmed, &spare);
  if ((*trimmed == '\0' && event == NULL) || (guint) relation > MUSTER_WHEN_AFTER)
    return NULL;
  self = new_when (MUSTER_WHEN_RELATIVE, muster_when_days_of_text (trimmed));
  self->relation = relation;
  self->name = g_steal_pointer (&trimmed);
  bind (self, event);
  return finish (self);
}

MusterWhen *
muster_when_new_plain (MusterWhenKind kind)
{
  if (kind != MUSTER_WHEN_ONGOING && kind != MUSTER_WHEN_TBC && kind != MUSTER_WHEN_IN_POST)
    return NULL;
  return finish (new_when (kind, (MusterDays){ 0, 0 }));
}

MusterWhen *
muster_when_with_text (const MusterWhen *self, const char *text)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  MusterWhen *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = copy_when (self);
  g_free (copy->text);
  copy->text = *trimmed != '\0' ? g_steal_pointer (&trimmed) : write_canonical (self, FALSE);
  return copy;
}

MusterWhen *
muster_when_with_event (const MusterWhen *self, const MusterId *event)
{
  MusterWhen *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = copy_when (self);
  if (copy->kind == MUSTER_WHEN_RELATIVE && (event != NULL || *copy->name != '\0'))
    bind (copy, event);
  return copy;
}

MusterWhen *
muster_when_ref (MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_when_unref (MusterWhen *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->refs))
    {
      g_free (self->name);
      g_free (self->text);
      g_free (self);
    }
}

MusterWhenKind
muster_when_get_kind (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, MUSTER_WHEN_TBC);

  return self->kind;
}

MusterWhenRelation
muster_when_get_relation (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, MUSTER_WHEN_BEFORE);

  return self->relation;
}

const char *
muster_when_get_event_name (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->name != NULL ? self->name : "";
}

const MusterId *
muster_when_get_event (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bound ? &self->event : NULL;
}

void
muster_when_get_window (const MusterWhen *self, guint *first, guint *last)
{
  g_return_if_fail (self != NULL);

  if (first != NULL)
    *first = self->first;
  if (last != NULL)
    *last = self->last;
}

const char *
muster_when_get_text (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->text;
}

gboolean
muster_when_is_dated (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind <= MUSTER_WHEN_RANGE;
}

MusterDays
muster_when_get_days (const MusterWhen *self)
{
  MusterDays none = { 0, 0 };

  g_return_val_if_fail (self != NULL, none);

  return muster_when_is_dated (self) ? self->days : none;
}

static MusterDays
resolve_relative (const MusterWhen *self, MusterDays event)
{
  MusterDays days = { 0, 0 };

  if (event.earliest == 0 && event.latest == 0)
    event = self->days;
  if (self->relation == MUSTER_WHEN_DURING)
    return event;
  if (self->relation == MUSTER_WHEN_BEFORE && event.earliest != 0)
    days.latest = event.earliest - 1;
  if (self->relation == MUSTER_WHEN_AFTER && event.latest != 0 && event.latest != G_MAXUINT32)
    days.earliest = event.latest + 1;
  return days;
}

MusterDays
muster_when_resolve (const MusterWhen *self, guint32 plan_start, MusterDays event)
{
  MusterDays days = { 0, 0 };

  g_return_val_if_fail (self != NULL, days);

  if (self->kind == MUSTER_WHEN_RELATIVE)
    return resolve_relative (self, event);
  if (self->kind != MUSTER_WHEN_DAYS)
    return muster_when_get_days (self);
  if (plan_start != 0 && plan_start <= G_MAXUINT32 - MUSTER_PLAN_DAYS_MAX)
    {
      days.earliest = plan_start + self->first - 1;
      days.latest = plan_start + self->last - 1;
    }
  return days;
}

char *
muster_when_to_canonical (const MusterWhen *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return write_canonical (self, TRUE);
}

static gboolean
is_same_event (const MusterWhen *a, const MusterWhen *b)
{
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;

  if (a->bound != b->bound)
    return FALSE;
  if (a->bound)
    return muster_id_equal (&a->event, &b->event);
  name = muster_text_fold (a->name);
  other = muster_text_fold (b->name);
  return strcmp (name, other) == 0;
}

gboolean
muster_when_same (const MusterWhen *a, const MusterWhen *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == MUSTER_WHEN_RELATIVE)
    return a->relation == b->relation && is_same_event (a, b);
  return a->days.earliest == b->days.earliest && a->days.latest == b->days.latest && a->first == b->first &&
         a->last == b->last;
}

gboolean
muster_when_equal (const MusterWhen *a, const MusterWhen *b)
{
  if (!muster_when_same (a, b))
    return FALSE;
  return a == NULL || (strcmp (a->text, b->text) == 0 && g_strcmp0 (a->name, b->name) == 0);
}

MusterSlippage
muster_when_slippage (const MusterWhen *baseline, MusterDays baseline_days, const MusterWhen *now, MusterDays now_days)
{
  MusterSlippage slippage = { FALSE, FALSE, 0 };
  guint32 was = baseline_days.latest;
  guint32 is = now_days.latest;

  if (baseline == NULL || now == NULL || muster_financial_year (was) == 0 || muster_financial_year (is) == 0)
    return slippage;
  slippage.known = TRUE;
  slippage.quarters = baseline->kind == MUSTER_WHEN_QUARTER || now->kind == MUSTER_WHEN_QUARTER;
  if (slippage.quarters)
    slippage.amount = 4 * ((int) muster_financial_year (is) - (int) muster_financial_year (was)) +
                      (int) muster_financial_quarter (is) - (int) muster_financial_quarter (was);
  else
    slippage.amount = (int) is - (int) was;
  return slippage;
}
