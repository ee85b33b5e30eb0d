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

static gboolean
on_late_cb (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

/* What is done with what was chosen stays in reach while there is news, whichever comes first. */
static void
test_above (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *list = gtk_label_new ("");
  GtkWidget *overlay = muster_toast_overlay_new (box), *bar = gtk_revealer_new (), *button;
  graphene_rect_t news, below;
  gboolean late = FALSE;

  gtk_widget_set_vexpand (list, TRUE);
  gtk_revealer_set_child (GTK_REVEALER (bar), gtk_label_new ("2 selected"));
  gtk_widget_set_size_request (gtk_revealer_get_child (GTK_REVEALER (bar)), -1, 100);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), bar);
  muster_toast_overlay_keep_clear (bar);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_present (GTK_WINDOW (window));

  muster_toast_overlay_show (MUSTER_TOAST_OVERLAY (overlay), "Saved", "Undo", "test.undo");
  button = wait_for (overlay, "Undo");
  gtk_revealer_set_reveal_child (GTK_REVEALER (bar), TRUE);
  g_timeout_add_seconds (5, on_late_cb, &late);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_true (gtk_widget_compute_bounds (button, window, &news));
      g_assert_true (gtk_widget_compute_bounds (bar, window, &below));
    }
  while (!late && (!gtk_revealer_get_child_revealed (GTK_REVEALER (bar)) || news.size.height == 0
                   || news.origin.y + news.size.height > below.origin.y));
  g_assert_false (late);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/toast/again", test_again);
  g_test_add_func ("/toast/above", test_above);
  return g_test_run ();
}
