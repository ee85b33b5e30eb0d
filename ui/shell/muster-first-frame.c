/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-first-frame.h"

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

/* Today is what a window begins with. */
static GtkWidget *
find_today (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (MUSTER_IS_TODAY_PAGE (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_today (child);
  return found;
}

static gboolean
is_usable (GtkWindow *window)
{
  GtkWidget *today = find_today (GTK_WIDGET (window));

  return today != NULL && muster_today_page_is_read (MUSTER_TODAY_PAGE (today));
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
