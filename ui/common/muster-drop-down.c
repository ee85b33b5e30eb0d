/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-drop-down.h"

#include "muster-label.h"
#include "muster-tooltip.h"

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A long term must not make the form wider than the window. */
  muster_label_shorten (label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *row = gtk_widget_get_parent (label);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_names (GtkDropDown *drop_down, GParamSpec *pspec, gpointer data)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);
  const char *value = item != NULL ? gtk_string_object_get_string (item) : "";
  g_autofree char *name = g_strdup_printf ("%s: %s", (const char *) data, value);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  /* A long term ends in an ellipsis. */
  muster_tooltip_set (GTK_WIDGET (drop_down), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
  if (GTK_IS_BUTTON (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
free_name (gpointer data, GClosure *closure)
{
  g_free (data);
}

GtkWidget *
muster_drop_down_new (const char *name, GtkStringList *labels)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *drop_down = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (labels)), NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  g_object_unref (factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  update_names (GTK_DROP_DOWN (drop_down), NULL, (gpointer) name);
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (update_names), g_strdup (name), free_name, 0);
  return drop_down;
}
