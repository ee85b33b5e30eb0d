/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-focus.h"

static GtkWidget *
next_child (GtkWidget *widget, GtkWidget *child, gboolean backward)
{
  if (child == NULL)
    return backward ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);
  return backward ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);
}

/* The child that has the focus in it now, not the one that had it last. */
static GtkWidget *
focused_child (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *child = focus;

  while (child != NULL && gtk_widget_get_parent (child) != widget)
    child = gtk_widget_get_parent (child);
  return child;
}

gboolean
muster_focus_next (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean backward = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;
  GtkWidget *child = focused_child (widget);

  if (child == NULL)
    child = next_child (widget, NULL, backward);
  for (; child != NULL; child = next_child (widget, child, backward))
    if (gtk_widget_get_child_visible (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

void
muster_focus_reveal (GtkWidget *widget)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  GtkWidget *child = viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double value;

  if (child == NULL || !gtk_widget_compute_bounds (widget, child, &bounds))
    return;
  /* At once: the way there would be given up when the page is laid out again meanwhile. */
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  value = MAX (gtk_adjustment_get_value (adjustment),
               bounds.origin.y + bounds.size.height - gtk_adjustment_get_page_size (adjustment));
  gtk_adjustment_set_value (adjustment, MIN (value, bounds.origin.y));
}

static gboolean
on_laid_out_cb (GtkWidget *scrolled, GdkFrameClock *clock, gpointer data)
{
  if (muster_focus_is_within (scrolled))
    muster_focus_reveal (gtk_root_get_focus (gtk_widget_get_root (scrolled)));
  return G_SOURCE_REMOVE;
}

/* What is in it has not been given its place yet: by the next frame it has. */
static void
on_length_cb (GtkWidget *scrolled)
{
  gtk_widget_add_tick_callback (scrolled, on_laid_out_cb, NULL, NULL);
}

void
muster_focus_follow (GtkScrolledWindow *scrolled)
{
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scrolled), "changed", G_CALLBACK (on_length_cb),
                           scrolled, G_CONNECT_SWAPPED);
}

gboolean
muster_focus_is_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_mapped (focus)
         && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

gboolean
muster_focus_first (GtkWidget *widget)
{
  if (muster_focus_is_within (widget))
    gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}
