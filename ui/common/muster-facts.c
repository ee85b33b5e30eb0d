/* muster-facts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-facts.h"

#include "muster-chip.h"
#include "muster-column.h"
#include "muster-label.h"
#include "muster-tooltip.h"

#define ABREAST 3

typedef struct {
  int row, column;
} Place;

typedef struct {
  MusterOpenFunc open;
  gpointer data;
  MusterId id;
} Link;

GtkWidget *
muster_facts_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  g_object_set_data_full (G_OBJECT (grid), "place", g_new0 (Place, 1), g_free);
  return grid;
}

GtkWidget *
muster_facts_text (const char *text)
{
  return muster_label_new (text, "numeric");
}

void
muster_facts_add (GtkWidget *grid, const char *name, GtkWidget *value, gboolean wide)
{
  Place *place = g_object_get_data (G_OBJECT (grid), "place");
  GtkWidget *box = muster_column_new (1);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_halign (value, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), value);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  if (place->column > 0 && (wide || place->column == ABREAST))
    *place = (Place){ place->row + 1, 0 };
  gtk_grid_attach (GTK_GRID (grid), box, place->column, place->row, wide ? ABREAST : 1, 1);
  place->column += wide ? ABREAST : 1;
}

static void
on_link_cb (GtkButton *button, Link *link)
{
  link->open (link->data, &link->id);
}

static void
free_link (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
make_link (const char *title, const MusterId *id, MusterOpenFunc open, gpointer data)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (title);
  Link *link = g_new0 (Link, 1);

  *link = (Link){ open, data, *id };
  muster_label_shorten (label);
  gtk_button_set_child (GTK_BUTTON (button), label);
  muster_tooltip_set (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_link_cb), link, free_link, 0);
  return button;
}

static GtkWidget *
make_value (MusterRecord *record, const MusterField *field, MusterOpenFunc open, gpointer data)
{
  g_autofree char *display = muster_record_to_display (record, field->name);
  const char *nick = field->type == MUSTER_VALUE_CHOICE ? muster_record_get_text (record, field->name) : NULL;
  g_autofree char *with_arrow = g_strconcat (muster_tone_arrow (field, nick), display, NULL);
  MusterTone tone = muster_tone_of_choice (field, nick);
  const MusterId *id = field->type == MUSTER_VALUE_REF ? muster_record_get_ref (record, field->name) : NULL;

  if (id != NULL && *display != '\0')
    return make_link (display, id, open, data);
  if (tone != MUSTER_TONE_NONE)
    return muster_chip_new (tone, display);
  return muster_facts_text (with_arrow);
}

static gboolean
is_wide (const MusterField *field)
{
  return field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT || field->type == MUSTER_VALUE_PARTY
         || field->type == MUSTER_VALUE_REF || field->type == MUSTER_VALUE_REFS || field->type == MUSTER_VALUE_LIST;
}

GtkWidget *
muster_facts_new (MusterRecord *record, MusterFactsChoice choice, MusterOpenFunc open, gpointer data)
{
  const MusterKind *kind = muster_record_get_kind (record);
  GtkWidget *grid = NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      if (muster_field_is_derived (field) != (choice == MUSTER_FACTS_DERIVED)
          || (field->flags & MUSTER_FIELD_QUIET) != 0 || muster_record_get_at (record, i) == NULL)
        continue;
      if (grid == NULL)
        grid = muster_facts_grid ();
      muster_facts_add (grid, muster_field_get_label (field), make_value (record, field, open, data), is_wide (field));
    }
  return grid;
}
