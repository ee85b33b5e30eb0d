/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-first-frame.h"

#include "muster-record-list.h"
#include "muster-today-page.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  GtkWindow *window;
  gboolean leave;
  gulong handler;
} Watch;

/* Milliseconds since the kernel made this process (proc(5), field 22 of stat), so that loading libraries counts too. */
static double
process_age (void)
{
  g_autofree char *stat = NULL;
  const char *fields = NULL;
  unsigned long long start_ticks = 0;
  struct timespec now;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL) || (fields = strrchr (stat, ')')) == NULL)
    return 0;
  for (int field = 2; field < 22 && fields != NULL; field++)
    if ((fields = strchr (fields, ' ')) != NULL)
      fields++;
  if (fields == NULL || sscanf (fields, "%llu", &start_ticks) != 1)
    return 0;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6 -
         (double) start_ticks * 1e3 / (double) sysconf (_SC_CLK_TCK);
}

/* The list of records behind a table. */
static MusterRecordList *
get_records (GtkWidget *widget)
{
  GListModel *model = NULL;

  if (GTK_IS_LIST_VIEW (widget))
    model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)));
  if (GTK_IS_MULTI_SELECTION (model))
    model = gtk_multi_selection_get_model (GTK_MULTI_SELECTION (model));
  return MUSTER_IS_RECORD_LIST (model) ? MUSTER_RECORD_LIST (model) : NULL;
}

/* What is read first: Today, or the table that shows, wherever in its page it is. */
static GtkWidget *
find_first (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (MUSTER_IS_TODAY_PAGE (widget) || get_records (widget) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_first (child);
  return found;
}

static gboolean
has_rows (MusterRecordList *records)
{
  g_autoptr(MusterRow) row = NULL;

  if (muster_record_list_is_loading (records))
    return FALSE;
  row = g_list_model_get_item (G_LIST_MODEL (records), 0);
  return row == NULL || muster_row_get_record (row) != NULL;
}

static gboolean
is_usable (GtkWindow *window)
{
  GtkWidget *first = find_first (GTK_WIDGET (window));

  if (first == NULL)
    return FALSE;
  if (MUSTER_IS_TODAY_PAGE (first))
    return muster_today_page_is_read (MUSTER_TODAY_PAGE (first));
  return has_rows (get_records (first));
}

static void
close_window (gpointer window)
{
  gtk_window_close (window);
  g_object_unref (window);
}

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;

  if (!is_usable (watch->window))
    return;

  printf ("first-frame-ms %.1f\n", process_age ());
  fflush (stdout);
  /* Not from inside the clock, which goes with the window. */
  if (watch->leave)
    g_idle_add_once (close_window, g_object_ref (watch->window));
  g_signal_handler_disconnect (clock, watch->handler);
}

static void
free_watch (gpointer watch, GClosure *closure)
{
  g_free (watch);
}

void
muster_first_frame_print (GtkWindow *window, gboolean leave)
{
  GdkFrameClock *clock = NULL;
  Watch *watch = g_new0 (Watch, 1);

  gtk_widget_realize (GTK_WIDGET (window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  watch->window = window;
  watch->leave = leave;
  watch->handler = g_signal_connect_data (clock, "after-paint", G_CALLBACK (on_after_paint_cb), watch, free_watch, 0);
}
