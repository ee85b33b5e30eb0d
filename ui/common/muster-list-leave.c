/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-list-leave.h"

gboolean
muster_list_leave (GtkWidget *list, gboolean forward)
{
  GtkDirectionType direction = forward ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD;
  GtkRoot *root = gtk_widget_get_root (list);

  for (GtkWidget *at = list; at != NULL && at != GTK_WIDGET (root); at = gtk_widget_get_parent (at))
    {
      GtkWidget *next = at;

      while ((next = forward ? gtk_widget_get_next_sibling (next) : gtk_widget_get_prev_sibling (next)) != NULL)
        if (gtk_widget_get_mapped (next) && gtk_widget_child_focus (next, direction))
          return TRUE;
    }
  gtk_root_set_focus (root, NULL);
  return gtk_widget_child_focus (GTK_WIDGET (root), direction);
}

gboolean
muster_list_is_tab (guint key, GdkModifierType state, gboolean *forward)
{
  *forward = key != GDK_KEY_ISO_Left_Tab && (state & GDK_SHIFT_MASK) == 0;
  return key == GDK_KEY_ISO_Left_Tab
         || ((key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab)
             && ((state & GDK_CONTROL_MASK) == 0 || (state & GDK_SHIFT_MASK) != 0));
}
