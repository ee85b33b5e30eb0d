/* bench-scroll.c - a module that is loaded into the app as it is (LD_PRELOAD), goes to a register, scrolls it, and
 * tells how long the main loop was busy at a time.
 *
 * A stall is what passes between two polls of the main loop: nothing that a person does is seen meanwhile. Beside the
 * time on the wall stands that of the thread, for another program may have had the processor.
 *
 * From the environment: MUSTER_BENCH_ACTION, the action that shows the register; MUSTER_BENCH_PASSES, how often each
 * way of scrolling is gone. Prints a line of JSON for each, with the resident memory, and closes the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "watch.h"

/* Frames until what has just come has settled: the first page, then a table, whose rows are read and sized once. */
#define SETTLE_FRAMES 60

typedef struct {
  const char *name;
  guint       frames;
  double      pages; /* so many pages a frame; 0: the whole way in these frames */
} Way;

static const Way ways[] = {
  { "by the wheel", 400, 0.12 },
  { "page by page", 150, 1 },
  { "by the bar", 150, 0 },
};

typedef enum { WAIT_WINDOW, WAIT_REGISTER, SETTLE, SCROLL, DONE } State;

static struct {
  State          state;
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  guint          way, pass, n_passes, frame;
  GArray        *wall, *cpu;           /* of double: turns of this pass */
  double         longest_layout, longest_paint;
  double         woke, woke_cpu, laid_out, began; /* milliseconds */
  long           rss_at_start;
} self;

static GPollFunc real_poll;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
quantile (GArray *samples, double part)
{
  if (samples->len == 0)
    return 0;
  g_array_sort (samples, compare_doubles);
  return g_array_index (samples, double, MIN ((guint) (part * samples->len), samples->len - 1));
}

/* ---- the register ------------------------------------------------------------------------------------------------ */

/* The table that shows: its model, past the selection that wraps it. */
static GtkWidget *
find_table (GtkWidget *widget, GListModel **model)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_VIEW (widget))
    {
      GtkSelectionModel *selection = GTK_IS_COLUMN_VIEW (widget) ? gtk_column_view_get_model (GTK_COLUMN_VIEW (widget))
                                                                 : gtk_list_view_get_model (GTK_LIST_VIEW (widget));

      *model = G_LIST_MODEL (selection);
      if (GTK_IS_MULTI_SELECTION (selection))
        *model = gtk_multi_selection_get_model (GTK_MULTI_SELECTION (selection));
      if (GTK_IS_SINGLE_SELECTION (selection))
        *model = gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection));
      if (*model != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (*model), "loading") != NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_table (child, model);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The table once its first row can be read; an empty one counts. */
static GtkWidget *
find_ready_table (void)
{
  GListModel *model = NULL;
  GtkWidget *table = find_table (GTK_WIDGET (self.window), &model);
  g_autoptr (GObject) row = NULL;
  g_autoptr (GObject) record = NULL;
  gboolean loading = TRUE;

  if (table == NULL)
    return NULL;
  g_object_get (model, "loading", &loading, NULL);
  row = loading ? NULL : g_list_model_get_item (model, 0);
  if (row != NULL)
    g_object_get (row, "record", &record, NULL);
  return !loading && (row == NULL || record != NULL) ? table : NULL;
}

/* ---- scrolling --------------------------------------------------------------------------------------------------- */

static void
begin_pass (void)
{
  self.frame = 0;
  self.longest_layout = self.longest_paint = 0;
  g_array_set_size (self.wall, 0);
  g_array_set_size (self.cpu, 0);
  gtk_adjustment_set_value (self.adjustment, 0);
}

static void
close_window (gpointer window)
{
  gtk_window_close (window);
}

static void
end_pass (void)
{
  printf ("{\"what\": \"%s\", \"pass\": %u, \"turns\": %u, \"longest\": %.2f, \"p99\": %.2f, \"longest-cpu\": %.2f,"
          " \"p99-cpu\": %.2f, \"longest-layout\": %.2f, \"longest-paint\": %.2f, \"rss\": %ld,"
          " \"rss-at-start\": %ld}\n",
          ways[self.way].name, self.pass, self.wall->len, quantile (self.wall, 1), quantile (self.wall, 0.99),
          quantile (self.cpu, 1), quantile (self.cpu, 0.99), self.longest_layout, self.longest_paint, resident_kib (),
          self.rss_at_start);
  fflush (stdout);
  if (++self.pass == self.n_passes)
    {
      self.pass = 0;
      self.way++;
    }
  if (self.way == G_N_ELEMENTS (ways))
    {
      self.state = DONE;
      g_idle_add_once (close_window, self.window);
    }
  else
    begin_pass ();
}

static void
scroll (void)
{
  const Way *way = &ways[self.way];
  double page = gtk_adjustment_get_page_size (self.adjustment);
  double end = gtk_adjustment_get_upper (self.adjustment) - page;

  if (self.frame++ == way->frames)
    end_pass ();
  else if (way->pages > 0)
    gtk_adjustment_set_value (self.adjustment, MIN (end, way->pages * page * self.frame));
  else
    gtk_adjustment_set_value (self.adjustment, end * self.frame / way->frames);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *table;

  switch (self.state)
    {
    case WAIT_WINDOW:
      if (self.frame++ < SETTLE_FRAMES)
        break;
      self.rss_at_start = resident_kib ();
      gtk_widget_activate_action (widget, getenv ("MUSTER_BENCH_ACTION"), NULL);
      self.state = WAIT_REGISTER;
      self.frame = 0;
      break;
    case WAIT_REGISTER:
      table = find_ready_table ();
      if (table == NULL)
        break;
      self.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
      self.state = SETTLE;
      break;
    case SETTLE:
      if (self.frame++ < SETTLE_FRAMES)
        break;
      begin_pass ();
      self.state = SCROLL;
      break;
    case SCROLL:
      scroll ();
      break;
    case DONE:
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

/* ---- frames and turns -------------------------------------------------------------------------------------------- */

static void
on_before_paint (GdkFrameClock *clock, gpointer data)
{
  self.began = read_clock (CLOCK_MONOTONIC);
}

static void
on_layout (GdkFrameClock *clock, gpointer data)
{
  self.laid_out = read_clock (CLOCK_MONOTONIC);
  self.longest_layout = MAX (self.longest_layout, self.laid_out - self.began);
}

static void
on_paint (GdkFrameClock *clock, gpointer data)
{
  self.longest_paint = MAX (self.longest_paint, read_clock (CLOCK_MONOTONIC) - self.laid_out);
}

static void
find_window (void)
{
  GListModel *windows = gtk_is_initialized () ? gtk_window_get_toplevels () : NULL;
  g_autoptr (GtkWindow) window = windows != NULL ? g_list_model_get_item (windows, 0) : NULL;
  GdkFrameClock *clock;

  if (window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window)))
    return;
  self.window = window;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (on_layout), NULL);
  g_signal_connect_after (clock, "paint", G_CALLBACK (on_paint), NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_tick, NULL, NULL);
}

static int
watch_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double busy = read_clock (CLOCK_MONOTONIC) - self.woke;
  double busy_cpu = read_clock (CLOCK_THREAD_CPUTIME_ID) - self.woke_cpu;
  int result;

  if (self.state == SCROLL && self.woke > 0)
    {
      g_array_append_val (self.wall, busy);
      g_array_append_val (self.cpu, busy_cpu);
    }
  if (self.window == NULL)
    find_window ();
  result = real_poll (fds, n_fds, timeout);
  self.woke = read_clock (CLOCK_MONOTONIC);
  self.woke_cpu = read_clock (CLOCK_THREAD_CPUTIME_ID);
  return result;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *passes = getenv ("MUSTER_BENCH_PASSES");

  /* Not into what the app starts in its turn. */
  unsetenv ("LD_PRELOAD");
  if (getenv ("MUSTER_BENCH_ACTION") == NULL)
    return;
  self.n_passes = passes != NULL ? (guint) atoi (passes) : 3;
  self.wall = g_array_new (FALSE, FALSE, sizeof (double));
  self.cpu = g_array_new (FALSE, FALSE, sizeof (double));
  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watch_poll);
}
