/* bench-turns.c - a module that is loaded into the app as it is (LD_PRELOAD) and writes down when its main loop was
 * busy and when a frame had been painted, so that who presses keys from outside knows how long the answer took.
 *
 * To the file that MUSTER_BENCH_TURNS names, lines of "turn WOKE WALL CPU", "frame PAINTED" and "memory KIB", times in
 * milliseconds of CLOCK_MONOTONIC, which is the same in every process. A turn is what passes between two polls of the
 * main loop: nothing that a person does is seen meanwhile. Beside the time on the wall stands that of the thread, for
 * another program may have had the processor. What is noted is written when the loop has nothing to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include <stdio.h>
#include <stdlib.h>

#include "watch.h"

/* Milliseconds; shorter turns are not worth a line. */
#define LEAST_TURN 0.2

static struct {
  FILE   *log;
  GSList *clocks; /* of GdkFrameClock: those listened to; not owned */
  double  woke, woke_cpu;
  gboolean noted; /* since it was last written */
} self;

static GPollFunc real_poll;

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  fprintf (self.log, "frame %.3f\n", read_clock (CLOCK_MONOTONIC));
  self.noted = TRUE;
}

static void
forget_clock (gpointer data, GObject *clock)
{
  self.clocks = g_slist_remove (self.clocks, clock);
}

/* Each window has its own clock, and a dialog is a window. */
static void
find_clocks (void)
{
  GListModel *windows = gtk_is_initialized () ? gtk_window_get_toplevels () : NULL;

  for (guint i = 0; windows != NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GdkFrameClock *clock = gtk_widget_get_realized (window) ? gtk_widget_get_frame_clock (window) : NULL;

      if (clock == NULL || g_slist_find (self.clocks, clock) != NULL)
        continue;
      self.clocks = g_slist_prepend (self.clocks, clock);
      g_object_weak_ref (G_OBJECT (clock), forget_clock, NULL);
      g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
    }
}

static int
watch_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double busy = read_clock (CLOCK_MONOTONIC) - self.woke;
  double busy_cpu = read_clock (CLOCK_THREAD_CPUTIME_ID) - self.woke_cpu;
  int result;

  find_clocks ();
  if (self.woke > 0 && busy >= LEAST_TURN)
    {
      fprintf (self.log, "turn %.3f %.3f %.3f\n", self.woke, busy, busy_cpu);
      self.noted = TRUE;
    }
  if (self.noted && timeout != 0)
    {
      fprintf (self.log, "memory %ld\n", resident_kib ());
      fflush (self.log);
      self.noted = FALSE;
    }
  result = real_poll (fds, n_fds, timeout);
  self.woke = read_clock (CLOCK_MONOTONIC);
  self.woke_cpu = read_clock (CLOCK_THREAD_CPUTIME_ID);
  return result;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv ("MUSTER_BENCH_TURNS");

  /* Not into what the app starts in its turn. */
  unsetenv ("LD_PRELOAD");
  self.log = path != NULL ? fopen (path, "w") : NULL;
  if (self.log == NULL)
    return;
  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
}
