/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-timeline.h"

#include "muster-tone.h"

#include <glib/gi18n-lib.h>

#define PADDING 9

/* ---- the scale --------------------------------------------------------------------------------------------------- */

static void
stretch (MusterDays *days, MusterDays by)
{
  if (by.earliest != 0 && (days->earliest == 0 || by.earliest < days->earliest))
    days->earliest = by.earliest;
  days->latest = MAX (days->latest, by.latest);
}

static const char *const dates[] = { "start", "baseline", "forecast", "actual" };

static MusterDays
days_of (MusterRecord *record, const char *field)
{
  return muster_kind_get_field (muster_record_get_kind (record), field) != NULL
           ? muster_record_get_days (record, field) : (MusterDays){ 0, 0 };
}

MusterDays
muster_timeline_days (MusterPlanView *view)
{
  MusterDays days = { 0, 0 };
  GDate first, last;
  guint32 span;

  for (guint i = 0; i < view->outline->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (dates); j++)
      stretch (&days, days_of (g_array_index (view->outline, MusterOutlineItem, i).record, dates[j]));
  if (days.earliest == 0 || days.latest < days.earliest)
    return (MusterDays){ 0, 0 };
  /* Today is in sight of a plan that is under way; one of years ago keeps its scale. */
  span = days.latest - days.earliest;
  if (view->today <= days.latest + span / 4 && view->today + span / 4 >= days.earliest)
    stretch (&days, (MusterDays){ view->today, view->today });
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_julian (&first, days.earliest);
  g_date_set_julian (&last, days.latest);
  g_date_set_day (&first, 1);
  g_date_set_day (&last, g_date_get_days_in_month (g_date_get_month (&last), g_date_get_year (&last)));
  return (MusterDays){ g_date_get_julian (&first), g_date_get_julian (&last) };
}

typedef struct {
  GtkWidget *widget;
  GtkSnapshot *snapshot;
  MusterDays days;
  int x, width, height;
} Scale;

/* Days go the way that reading goes. */
static float
x_of (const Scale *self, double day)
{
  double span = MAX (self->days.latest + 1 - self->days.earliest, 1);
  double part = CLAMP ((day - self->days.earliest) / span, 0, 1);

  return (float) (PADDING + part * MAX (self->width - 2 * PADDING, 0));
}

static void
fill (const Scale *self, float from, float to, float y, float height, const GdkRGBA *color)
{
  gboolean rtl = gtk_widget_get_direction (self->widget) == GTK_TEXT_DIR_RTL;
  float x = rtl ? gtk_widget_get_width (self->widget) - self->x - to : self->x + from;
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, MAX (to - from, 1), height),
                                   MIN (height, to - from) / 2);
  gtk_snapshot_push_rounded_clip (self->snapshot, &rect);
  gtk_snapshot_append_color (self->snapshot, color, &rect.bounds);
  gtk_snapshot_pop (self->snapshot);
}

/* ---- one piece of work ------------------------------------------------------------------------------------------- */

/* From its start, or from the first day that its date can mean, to the last. What is a single day is a dot. */
static void
draw_span (const Scale *self, MusterDays start, MusterDays end, float y, float height, const GdkRGBA *color)
{
  guint32 from = start.earliest != 0 && start.earliest <= end.latest ? start.earliest : end.earliest;
  float left, right;

  if (end.latest == 0)
    return;
  left = x_of (self, from != 0 ? from : end.latest);
  right = x_of (self, end.latest + 1.0);
  if (right - left < height)
    left = right - height;
  fill (self, left, right, y, height, color);
}

void
muster_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, MusterOutlineColumns *columns, MusterWork *work,
                          int x, int width, int height)
{
  guint32 today;
  Scale scale = { widget, snapshot, muster_outline_columns_get_days (columns, &today), x, width, height };
  MusterDays start = days_of (work->record, "start"), baseline = days_of (work->record, "baseline");
  MusterDays forecast = days_of (work->record, "forecast"), actual = days_of (work->record, "actual");
  GdkRGBA text, faint, color;
  float middle = height / 2.f;

  if (scale.days.latest == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  faint = text;
  faint.alpha *= 0.35f;
  muster_tone_get_color (muster_tone_of_rag (work->rag->shown), muster_tone_is_dark (widget), NULL, &color);
  if (today >= scale.days.earliest && today <= scale.days.latest)
    fill (&scale, x_of (&scale, today), x_of (&scale, today) + 1, 0, height, &faint);
  draw_span (&scale, start, baseline, middle + 3, 4, &faint);
  draw_span (&scale, start, actual.latest != 0 ? actual : forecast.latest != 0 ? forecast : baseline, middle - 6, 7,
             actual.latest != 0 ? &text : &color);
}

/* ---- above it ---------------------------------------------------------------------------------------------------- */

static void
draw_name (const Scale *self, guint32 day, const char *text, const GdkRGBA *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (self->widget, text);
  gboolean rtl = gtk_widget_get_direction (self->widget) == GTK_TEXT_DIR_RTL;
  int width, height;
  float left = x_of (self, day), x;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (left + width > self->width)
    return;
  x = rtl ? gtk_widget_get_width (self->widget) - self->x - left - width : self->x + left;
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT (x, (self->height - height) / 2.f));
  gtk_snapshot_append_layout (self->snapshot, layout, color);
  gtk_snapshot_restore (self->snapshot);
}

/* Every month, quarter or year, as many as there is room for. */
void
muster_timeline_snapshot_head (GtkWidget *widget, GtkSnapshot *snapshot, MusterOutlineColumns *columns, int x,
                               int width, int height)
{
  guint32 today;
  Scale scale = { widget, snapshot, muster_outline_columns_get_days (columns, &today), x, width, height };
  guint months = (scale.days.latest - scale.days.earliest) / 30 + 1, room = MAX (width / 80, 1), step = 1;
  GdkRGBA color;
  GDate date;

  if (scale.days.latest == 0)
    return;
  while (months / step > room && step < 120)
    step = step == 1 ? 3 : step == 3 ? 12 : step + 12;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, scale.days.earliest);
  for (; g_date_get_julian (&date) <= scale.days.latest; g_date_add_months (&date, step))
    {
      g_autoptr(GDateTime) time = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date), 1, 0, 0,
                                                       0);
      g_autofree char *text = g_date_time_format (time, "%b %Y");

      draw_name (&scale, g_date_get_julian (&date), text, &color);
    }
}
