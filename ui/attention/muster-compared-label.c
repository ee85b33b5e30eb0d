/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-compared-label.h"

#include <glib/gi18n-lib.h>

#include "muster-attention.h"
#include "muster-label.h"

static void
mark (PangoAttrList *marks, PangoAttribute *mark, gsize start, gsize end)
{
  mark->start_index = (guint) start;
  mark->end_index = (guint) end;
  pango_attr_list_insert (marks, mark);
}

/* Old and new words stand apart, though each text has one space there at most. */
static void
add_run (GString *text, PangoAttrList *marks, const MusterRun *run)
{
  gsize start;

  if (run->type == MUSTER_RUN_ADDED && text->len > 0 && !g_ascii_isspace (text->str[text->len - 1])
      && !g_ascii_isspace (run->text[0]))
    g_string_append_c (text, ' ');
  start = text->len;
  g_string_append (text, run->text);
  if (run->type == MUSTER_RUN_ADDED)
    {
      mark (marks, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, text->len);
      mark (marks, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, text->len);
    }
  else if (run->type == MUSTER_RUN_REMOVED)
    mark (marks, pango_attr_strikethrough_new (TRUE), start, text->len);
}

static void
show_runs (GtkWidget *label, const GArray *runs)
{
  g_autoptr(GString) text = g_string_new (NULL);
  PangoAttrList *marks = pango_attr_list_copy (gtk_label_get_attributes (GTK_LABEL (label)));
  g_autofree char *words = muster_runs_to_words (runs);

  for (guint i = 0; i < runs->len; i++)
    add_run (text, marks, &g_array_index (runs, MusterRun, i));
  gtk_label_set_text (GTK_LABEL (label), text->str);
  gtk_label_set_attributes (GTK_LABEL (label), marks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  pango_attr_list_unref (marks);
}

GtkWidget *
muster_compared_label_new (const char *text, const GArray *runs)
{
  gboolean nothing = runs == NULL && (text == NULL || *text == '\0');
  GtkWidget *label = muster_label_new (nothing ? _("Nothing") : text, nothing ? "dim-label" : NULL);

  gtk_widget_set_halign (label, GTK_ALIGN_FILL);
  if (runs != NULL)
    show_runs (label, runs);
  return label;
}
