/* muster-info-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-info-row.h"

#include "muster-button.h"
#include "muster-label.h"
#include "muster-line.h"

GtkWidget *
muster_info_row_new (const char *icon, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = muster_line_new (9);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = muster_label_new (text, NULL);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_visible (buttons, FALSE);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (row), line);
  gtk_box_append (GTK_BOX (row), buttons);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 12);
  gtk_widget_set_margin_bottom (row, 12);
  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (card), "buttons", buttons);
  return card;
}

GtkWidget *
muster_info_row_add_button (GtkWidget *row, const char *label, GCallback callback, gpointer data)
{
  GtkWidget *buttons = g_object_get_data (G_OBJECT (row), "buttons");
  GtkWidget *button = muster_button_new (label, NULL);

  g_signal_connect_object (button, "clicked", callback, data, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), button);
  gtk_widget_set_visible (buttons, TRUE);
  return button;
}
