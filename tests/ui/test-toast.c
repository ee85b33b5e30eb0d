/* test-toast.c - news that comes while older news is going. Wants a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-toast.h"

#include <adwaita.h>

/* The button with words that shows. */
static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* label: of the button that is to show; NULL: none. Ends with the patience of the test. */
static GtkWidget *
wait_for (GtkWidget *overlay, const char *label)
{
  GtkWidget *button;

  while ((button = find_button (overlay)) == NULL ? label != NULL
                                                  : g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0)
    g_main_context_iteration (NULL, TRUE);
  return button;
}

static void
on_undone_cb (GSimpleAction *action, GVariant *parameter, gpointer overlay)
{
  muster_toast_overlay_show (overlay, "Undone: <Status>", "Redo", "test.redo");
}

/* The button of a toast sends it away, and what it does brings the next: before the first has gone. */
static void
test_again (void)
{
  GtkWidget *window = gtk_window_new (), *overlay = muster_toast_overlay_new (gtk_entry_new ());
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) undo = g_simple_action_new ("undo", NULL);
  GtkWidget *button;

  g_signal_connect (undo, "activate", G_CALLBACK (on_undone_cb), overlay);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (undo));
  gtk_widget_insert_action_group (window, "test", G_ACTION_GROUP (group));
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));

  muster_toast_overlay_show (MUSTER_TOAST_OVERLAY (overlay), "Saved", NULL, NULL);
  muster_toast_overlay_show (MUSTER_TOAST_OVERLAY (overlay), "Saved again", "Undo", "test.undo");
  g_signal_emit_by_name (wait_for (overlay, "Undo"), "clicked");
  button = wait_for (overlay, "Redo");
  /* What has gone is not in the way, and the focus that was on it is below. */
  gtk_widget_grab_focus (button);
  muster_toast_overlay_dismiss (MUSTER_TOAST_OVERLAY (overlay));
  wait_for (overlay, NULL);
  g_assert_true (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (window))));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/toast/again", test_again);
  return g_test_run ();
}
