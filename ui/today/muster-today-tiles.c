/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-tiles.h"

#include <glib/gi18n-lib.h>

#include "muster-column.h"

struct _MusterTodayTiles {
  GtkWidget parent_instance;
  GtkWidget *flow;
  GtkWidget *tiles[MUSTER_TODAY_N];
  GtkWidget *numbers[MUSTER_TODAY_N];
};

G_DEFINE_FINAL_TYPE (MusterTodayTiles, muster_today_tiles, GTK_TYPE_WIDGET)

static guint chosen_signal;

/* The number says the same beside its word; a colour for what is late and near helps to find it again. */
static const struct {
  const char *label;
  const char *style; /* where there are any; NULL: as all others */
} parts[MUSTER_TODAY_N] = {
  [MUSTER_TODAY_OVERDUE] = { N_("Overdue"), "error" },
  [MUSTER_TODAY_SOON] = { N_("Due in 14 days"), "warning" },
  [MUSTER_TODAY_REVIEWS] = { N_("Reviews"), "warning" },
  [MUSTER_TODAY_UNOWNED] = { N_("No owner"), NULL },
  [MUSTER_TODAY_UNDATED] = { N_("No date"), NULL },
  [MUSTER_TODAY_CHANGED] = { N_("Changed"), "accent" },
};

static void
on_tile_cb (GtkWidget *tile, MusterTodayTiles *self)
{
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    if (self->tiles[i] == tile)
      g_signal_emit (self, chosen_signal, 0, i);
}

static void
add_tile (MusterTodayTiles *self, guint part)
{
  GtkWidget *box = muster_column_new (0);
  GtkWidget *label = gtk_label_new (_(parts[part].label));
  GtkWidget *tile = gtk_button_new ();

  self->tiles[part] = tile;
  self->numbers[part] = gtk_label_new ("");
  gtk_widget_add_css_class (self->numbers[part], "title-1");
  gtk_widget_add_css_class (self->numbers[part], "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), self->numbers[part]);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (tile), box);
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "today-tile");
  g_signal_connect (tile, "clicked", G_CALLBACK (on_tile_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), tile, -1);
  /* The button is what is reached, not its place. */
  gtk_widget_set_focusable (gtk_widget_get_parent (tile), FALSE);
}

static void
show_number (MusterTodayTiles *self, guint part, const MusterToday *today)
{
  guint n = today->n[part];
  g_autofree char *number = g_strdup_printf ("%'u", n);
  g_autofree char *name = muster_today_describe_part (today, part);

  gtk_label_set_text (GTK_LABEL (self->numbers[part]), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tiles[part]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (self->tiles[part], n > 0);
  /* Else the Tab key comes to its place and stays there. */
  gtk_widget_set_sensitive (gtk_widget_get_parent (self->tiles[part]), n > 0);
  if (parts[part].style == NULL)
    return;
  if (n > 0)
    gtk_widget_add_css_class (self->numbers[part], parts[part].style);
  else
    gtk_widget_remove_css_class (self->numbers[part], parts[part].style);
}

void
muster_today_tiles_show (MusterTodayTiles *self, const MusterToday *today)
{
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    show_number (self, i, today);
}

static void
muster_today_tiles_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_TODAY_TILES (object)->flow, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_today_tiles_parent_class)->dispose (object);
}

static void
muster_today_tiles_class_init (MusterTodayTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_today_tiles_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", MUSTER_TYPE_TODAY_TILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_UINT);
}

static void
muster_today_tiles_init (MusterTodayTiles *self)
{
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->flow), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), MUSTER_TODAY_N);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    add_tile (self, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _("At a glance"), -1);
}

GtkWidget *
muster_today_tiles_new (void)
{
  return g_object_new (MUSTER_TYPE_TODAY_TILES, NULL);
}
