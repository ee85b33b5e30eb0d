/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-label.h"

/* What a label that wraps does not go below. Without it, a label tries how narrow it can be with one letter on each
 * line, and shapes its text as many times: most of the time that a page with long words took to appear. */
#define LEAST_CHARS 8

GtkWidget *
muster_label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();

  /* Where a word must be cut, Pango would put a hyphen at any letter, and GTK 4.8 mistakes the width that takes. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (text != NULL && g_utf8_strlen (text, -1) > LEAST_CHARS)
    gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static gboolean
on_query_cb (GtkLabel *label, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

void
muster_label_shorten (GtkWidget *label)
{
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_cb), NULL);
}
