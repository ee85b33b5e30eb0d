/* muster-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-question.h"

/* The label inside a button labels it. */
static void
name_answers (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_answers (child);
}

void
muster_question_present (GtkWidget *dialog)
{
  name_answers (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
