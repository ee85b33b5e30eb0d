/* muster-register-filters-line.c - the line below the filter: which choices its rows were asked for by, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-columns.h"
#include "muster-tooltip.h"

const char *
muster_register_table_label_term (const MusterField *field, const char *term)
{
  const MusterChoice *choice = field->type == MUSTER_VALUE_CHOICE ? muster_field_find_choice (field, term) : NULL;

  if (*term == '\0')
    return field->type == MUSTER_VALUE_PARTY ? _("Nobody") : _("Not set");
  return choice != NULL ? g_dgettext (GETTEXT_PACKAGE, choice->label) : term;
}

/* "Band: Extreme or High" */
static char *
describe_field (const MusterField *field, char **terms)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; terms[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? _(" or ") : "", muster_register_table_label_term (field, terms[i]));
  g_string_prepend (words, ": ");
  g_string_prepend (words, muster_field_get_label (field));
  return g_string_free (words, FALSE);
}

void
muster_register_table_show_filters (MusterRegisterTable *self)
{
  g_autoptr(GString) words = g_string_new (NULL);
  guint n = muster_query_count_choices (self->query);
  g_autofree char *label = n > 0 ? g_strdup_printf (_("Filters (%u)"), n) : g_strdup (_("Filters"));

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      g_auto(GStrv) terms = muster_query_get_choices (self->query, self->kind->fields[i].name);
      g_autofree char *said = terms != NULL ? describe_field (&self->kind->fields[i], terms) : NULL;

      if (said != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", said);
    }
  /* The line below says how many there are, too. */
  if (!self->sized || muster_columns_is_compact (self->columns))
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->filters), "muster-filter-symbolic");
  else
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filters), label);
  muster_tooltip_set (self->filters, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filters), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_label_set_text (GTK_LABEL (self->filters_said), words->str);
  gtk_widget_set_visible (self->filters_line, n > 0);
}

static void
on_clear_cb (MusterRegisterTable *self)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      static const char *const anything[] = { NULL };

      muster_query_set_choices (self->query, self->kind->fields[i].name, anything);
    }
  gtk_widget_grab_focus (self->filter);
  muster_register_table_apply_query (self);
}

void
muster_register_table_make_filters_line (MusterRegisterTable *self)
{
  GtkWidget *clear = muster_button_new_icon ("edit-clear-symbolic", _("Clear filters"), NULL);

  self->filters_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->filters_said = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE,
                                     "xalign", 0.f, "hexpand", TRUE, NULL);
  gtk_widget_set_margin_start (self->filters_line, 9);
  gtk_widget_set_margin_end (self->filters_line, 9);
  gtk_widget_set_margin_bottom (self->filters_line, 6);
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (on_clear_cb), self);
  gtk_box_append (GTK_BOX (self->filters_line), self->filters_said);
  gtk_box_append (GTK_BOX (self->filters_line), clear);
  gtk_widget_set_visible (self->filters_line, FALSE);
}
