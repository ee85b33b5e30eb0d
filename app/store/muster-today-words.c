/* muster-today-words.c - how Today is worded, on screen and on the command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "muster-today.h"

#include <glib/gi18n-lib.h>

/* Further back, a number of days says less than the day itself. */
#define MOST_DAYS 60

static char *
describe_soon (guint n, guint32 today)
{
  g_autofree char *day = muster_day_to_text (today + MUSTER_DUE_SOON_DAYS);

  return n == 0 ? g_strdup_printf (_("Nothing due by %s"), day)
                : g_strdup_printf (ngettext ("%u due by %s", "%u due by %s", n), n, day);
}

static char *
describe_changed (guint n, guint32 since)
{
  g_autofree char *day = muster_day_to_text (since);

  if (since == 0)
    return n == 0 ? g_strdup (_("Nothing changed since you last looked"))
                  : g_strdup_printf (ngettext ("%u changed since you last looked", "%u changed since you last looked",
                                               n), n);
  return n == 0 ? g_strdup_printf (_("Nothing changed since %s"), day)
                : g_strdup_printf (ngettext ("%u changed since %s", "%u changed since %s", n), n, day);
}

char *
muster_today_describe_part (const MusterToday *self, MusterTodayPart part)
{
  guint n = self->n[part];

  switch (part)
    {
    case MUSTER_TODAY_OVERDUE:
      return n == 0 ? g_strdup (_("Nothing overdue")) : g_strdup_printf (ngettext ("%u overdue", "%u overdue", n), n);
    case MUSTER_TODAY_SOON:
      return describe_soon (n, self->today);
    case MUSTER_TODAY_REVIEWS:
      return n == 0 ? g_strdup (_("No review due"))
                    : g_strdup_printf (ngettext ("%u review due", "%u reviews due", n), n);
    case MUSTER_TODAY_UNOWNED:
      return n == 0 ? g_strdup (_("Everything has an owner"))
                    : g_strdup_printf (ngettext ("%u without an owner", "%u without an owner", n), n);
    case MUSTER_TODAY_UNDATED:
      return n == 0 ? g_strdup (_("Everything has a date"))
                    : g_strdup_printf (ngettext ("%u without a date", "%u without a date", n), n);
    case MUSTER_TODAY_CHANGED:
      return describe_changed (n, self->since);
    case MUSTER_TODAY_N:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
describe_ahead (guint days, gboolean review)
{
  if (days == 0)
    return g_strdup (review ? _("Review due today") : _("Due today"));
  if (days == 1)
    return g_strdup (review ? _("Review due tomorrow") : _("Due tomorrow"));
  return review ? g_strdup_printf (ngettext ("Review due in %u day", "Review due in %u days", days), days)
                : g_strdup_printf (ngettext ("Due in %u day", "Due in %u days", days), days);
}

static char *
describe_late (guint days, guint32 day, gboolean review)
{
  g_autofree char *text = muster_day_to_text (day);

  if (days <= MOST_DAYS)
    return review ? g_strdup_printf (ngettext ("Review %u day late", "Review %u days late", days), days)
                  : g_strdup_printf (ngettext ("%u day overdue", "%u days overdue", days), days);
  return g_strdup_printf (review ? _("Review due since %s") : _("Overdue since %s"), text);
}

/* What somebody said instead of a day: "TBC", "Ongoing", "Before mobilisation". */
static char *
describe_undated (const MusterTodayItem *item, const MusterDuty *duty)
{
  g_autofree char *said = duty->due != NULL ? muster_record_to_display (item->record, duty->due->name) : g_strdup ("");

  if (duty->due == NULL)
    return g_strdup ("");
  if (*said == '\0')
    return g_strdup (duty->review ? _("No review date") : _("No date"));
  /* Translators: %s is what somebody said instead of a day, as in "TBC" or "before mobilisation". */
  return g_strdup_printf (_("No day: %s"), said);
}

char *
muster_today_describe_day (const MusterTodayItem *item, guint32 today)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (item->record));
  g_autofree char *day = NULL;

  if (duty == NULL || !muster_duty_is_open (item->record))
    return g_strdup ("");
  if (item->day == 0)
    return describe_undated (item, duty);
  if (item->day < today)
    return describe_late (today - item->day, item->day, duty->review);
  if (item->day - today <= MUSTER_DUE_SOON_DAYS)
    return describe_ahead (item->day - today, duty->review);
  day = muster_day_to_text (item->day);
  return g_strdup_printf (duty->review ? _("Review due on %s") : _("Due by %s"), day);
}
