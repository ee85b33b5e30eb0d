/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-stack.h"

void
muster_stack_show (GtkStack *stack, GtkWidget *page)
{
  gtk_stack_set_visible_child (stack, page);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != page, -1);
}
