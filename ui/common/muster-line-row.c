/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-line-row.h"

#include "muster-column.h"
#include "muster-label.h"
#include "muster-line.h"

#define GAP 12
#define WANTED_CHARS 16

static GtkWidget *
make_text (const char *text, const char *style)
{
  GtkWidget *label = muster_label_new (text, style);

  /* It takes what is left beside it, and leaves the word at the end whole. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), WANTED_CHARS);
  return label;
}

static GtkWidget *
make_bar (int percent)
{
  /* The row says it in words. */
  GtkWidget *bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), CLAMP (percent, 0, 100) / 100.);
  gtk_widget_set_margin_top (bar, 6);
  return bar;
}

static GtkWidget *
make_words (const char *title, const char *detail, int percent)
{
  GtkWidget *words = muster_column_new (2);

  gtk_box_append (GTK_BOX (words), make_text (title, NULL));
  if (*detail != '\0')
    {
      GtkWidget *label = make_text (detail, "dim-label");

      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (words), label);
    }
  if (percent >= 0)
    gtk_box_append (GTK_BOX (words), make_bar (percent));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  return words;
}

GtkWidget *
muster_line_row_new (const char *title, const char *detail, int percent, GtkWidget *state, gboolean leads_on)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = muster_line_new (GAP);

  gtk_box_append (GTK_BOX (line), make_words (title, detail, percent));
  if (state != NULL)
    gtk_box_append (GTK_BOX (line), state);
  if (leads_on)
    gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_add_css_class (line, "section-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), leads_on);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}
