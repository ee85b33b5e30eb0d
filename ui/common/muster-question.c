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

/* An answer may close the window that asks. GTK 4.8 looks at the parent of a window once more when that is freed. */
static void
keep_parent (GtkWindow *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  if (parent != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "parent", g_object_ref (parent), g_object_unref);
}

void
muster_question_present (GtkWidget *dialog)
{
  name_answers (dialog);
  keep_parent (GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
