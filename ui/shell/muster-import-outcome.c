/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-outcome.h"

#include <glib/gi18n.h>

#include "muster-info-row.h"
#include "muster-label.h"
#include "muster-line-row.h"
#include "muster-list-leave.h"
#include "muster-words.h"

/* More findings than a person goes through at once: the first of them are often the cause of the others. */
#define MAX_SHOWN 50

/* Of a heading that is no name but a whole text. */
#define NAME_CHARS 60

static void
add_part (GPtrArray *parts, guint n, char *text /* taken */)
{
  if (n > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

char *
muster_import_outcome_describe (const MusterKind *kind, const MusterTrial *trial)
{
  const MusterImport *import = trial->import;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *added = muster_words_count (kind, import->n_added);
  g_autofree char *changed = muster_words_count (kind, import->n_changed);
  g_autofree char *unchanged = muster_words_count (kind, import->n_unchanged);

  add_part (parts, import->n_added, g_strdup_printf (_("New: %s"), added));
  add_part (parts, import->n_changed, g_strdup_printf (_("Changed: %s"), changed));
  add_part (parts, import->n_unchanged, g_strdup_printf (_("As they were: %s"), unchanged));
  add_part (parts, import->n_left_out, g_strdup_printf (ngettext ("Cannot be taken: %u row", "Cannot be taken: %u rows",
                                                                  import->n_left_out), import->n_left_out));
  if (parts->len == 0)
    return g_strdup (_("There are no rows below the line that names the columns."));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
muster_import_outcome_report (const MusterKind *kind, const MusterTrial *trial)
{
  const MusterImport *import = trial->import;
  guint n = import->n_left_out;
  g_autofree char *count = muster_words_count (kind, import->n_added + import->n_changed);

  if (n == 0)
    return g_strdup_printf (_("%s imported"), count);
  /* Translators: "12 risks imported, 1 row not taken" */
  return g_strdup_printf (ngettext ("%s imported, %u row not taken", "%s imported, %u rows not taken", n), count, n);
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = muster_label_new (text, style);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
quote_names (const GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = muster_words_quote (names->pdata[i], NAME_CHARS);

      g_string_append_printf (text, i > 0 ? ", “%s”" : "“%s”", name);
    }
  return g_string_free (text, FALSE);
}

/* Whatever is in the table and not taken is said. */
static void
add_passed_over (GtkWidget *box, const MusterImport *import)
{
  g_autofree char *unknown = quote_names (import->unknown);
  g_autofree char *computed = quote_names (import->computed);

  if (*unknown != '\0')
    {
      /* Translators: then names of columns */
      g_autofree char *text = g_strdup_printf (_("Columns that are not understood and left out: %s."), unknown);

      gtk_box_append (GTK_BOX (box), muster_info_row_new ("dialog-warning-symbolic", text));
    }
  if (import->numbers != NULL)
    {
      g_autofree char *name = muster_words_quote (import->numbers, NAME_CHARS);
      g_autofree char *text = g_strdup_printf (_("“%s” has the numbers of another register. Each is kept as the source "
                                                 "of its record, and found there when the table comes again."), name);

      gtk_box_append (GTK_BOX (box), muster_info_row_new ("dialog-information-symbolic", text));
    }
  if (*computed != '\0')
    {
      /* Translators: then names of columns */
      g_autofree char *text = g_strdup_printf (_("Worked out here, and so not taken from the table: %s."), computed);

      gtk_box_append (GTK_BOX (box), muster_info_row_new ("dialog-information-symbolic", text));
    }
}

/* For whom a column was left out, at the end: they are many. */
static void
add_known (GtkWidget *box, const MusterKind *kind, const GPtrArray *unknown)
{
  g_autofree char *text = unknown->len > 0 ? muster_import_describe_columns (kind) : NULL;

  if (text != NULL)
    add_label (box, text, "dim-label");
}

static void
on_finding_cb (GtkListBox *list, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "import.mend", "u",
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "line")));
}

static void
append_finding (GtkWidget *list, const MusterImportProblem *problem)
{
  GtkWidget *row = muster_line_row_new (problem->message, "", -1, NULL, TRUE);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Goes to the line"), -1);
  g_object_set_data (G_OBJECT (row), "line", GUINT_TO_POINTER (problem->line));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, GtkWidget *list)
{
  gboolean forward;

  return muster_list_is_tab (key, state, &forward) && muster_list_leave (list, forward);
}

static GtkWidget *
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_finding_cb), NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), list);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (list, keys);
  return list;
}

static void
add_findings (GtkWidget *box, const char *heading, const GPtrArray *findings)
{
  GtkWidget *list;

  if (findings->len == 0)
    return;
  gtk_widget_set_margin_top (add_label (box, heading, "heading"), 6);
  list = make_list (heading);
  for (guint i = 0; i < findings->len && i < MAX_SHOWN; i++)
    append_finding (list, findings->pdata[i]);
  gtk_box_append (GTK_BOX (box), list);
  if (findings->len > MAX_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more."), findings->len - MAX_SHOWN);

      add_label (box, more, NULL);
    }
}

/* What comes of the new ones without a word in the table; or that nothing is to be done. */
static void
add_meaning (GtkWidget *box, const MusterTrial *trial)
{
  const MusterImport *import = trial->import;
  g_autofree char *name = trial->place != NULL ? muster_words_quote (trial->place, G_MAXUINT) : NULL;
  g_autofree char *place = name != NULL ? g_strdup_printf (_("What is new belongs to “%s”, unless the table "
                                                             "says otherwise."), name) : NULL;

  if (import->n_added + import->n_changed == 0 && import->n_unchanged > 0)
    add_label (box, _("There is nothing to import: what can be taken is here already."), NULL);
  else if (place != NULL && import->n_added > 0)
    add_label (box, place, NULL);
}

static void
add_saves (GtkWidget *box, const MusterTrial *trial)
{
  guint n = trial->n_saves;
  g_autofree char *text = NULL;

  if (n < 2)
    return;
  text = g_strdup_printf (ngettext ("It is too much for one save and becomes %u: an undo takes back one of them.",
                                    "It is too much for one save and becomes %u: an undo takes back one of them.", n),
                          n);
  add_label (box, text, "dim-label");
}

void
muster_import_outcome_fill (GtkWidget *box, const MusterKind *kind, const MusterTrial *trial, const char *before)
{
  g_autofree char *text = muster_import_outcome_describe (kind, trial);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  if (before != NULL)
    gtk_box_append (GTK_BOX (box), muster_info_row_new ("emblem-ok-symbolic", before));
  add_label (box, text, "title-4");
  add_meaning (box, trial);
  add_saves (box, trial);
  add_passed_over (box, trial->import);
  add_findings (box, _("Rows that cannot be taken"), trial->import->problems);
  add_findings (box, _("Taken, but look again"), trial->import->warnings);
  add_known (box, kind, trial->import->unknown);
}
