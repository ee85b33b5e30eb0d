/* bench-empty-window.c - the least that an Adwaita application can show: what a cold start is held against.
 *
 * Prints "first-frame-ms" after its first painted frame, as the app does with --print-first-frame, and leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include <stdio.h>

static void
close_window (gpointer window)
{
  gtk_window_close (window);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer window)
{
  printf ("first-frame-ms\n");
  fflush (stdout);
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, window);
  /* Not from inside the clock, which goes with the window. */
  g_idle_add_once (close_window, window);
}

static void
on_activate (GApplication *application, gpointer data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Empty");
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.muster.BenchEmpty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
