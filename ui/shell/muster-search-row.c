/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-search-row.h"

#include "muster-column.h"
#include "muster-sidebar.h"
#include "muster-words.h"

#include <glib/gi18n.h>

struct _MusterSearchRow
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkWidget *words;
  GtkLabel *title;
  GtkLabel *context;
  GtkLabel *kind;
};

G_DEFINE_FINAL_TYPE (MusterSearchRow, muster_search_row, ADW_TYPE_BIN)

static void
muster_search_row_class_init (MusterSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Muster/shell/muster-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterSearchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchRow, words);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchRow, title);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchRow, context);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchRow, kind);
}

static void
muster_search_row_init (MusterSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->words, muster_column_layout_new (3));
}

GtkWidget *
muster_search_row_new (void)
{
  return g_object_new (MUSTER_TYPE_SEARCH_ROW, NULL);
}

void
muster_search_row_set_item (MusterSearchRow *self, MusterHitItem *item)
{
  const MusterHit *hit = muster_hit_item_get (item);
  g_autofree char *title = muster_hit_item_dup_title (item);
  g_autofree char *context = muster_hit_item_dup_context (item);
  g_autofree char *kind = NULL;
  g_autofree char *name = muster_hit_item_dup_name (item);

  if (hit->archived)
    kind = g_strdup_printf ("%s · %s", muster_words_singular (hit->kind), _("Archived"));

  gtk_image_set_from_icon_name (self->icon, muster_sidebar_get_icon (hit->kind->section));
  gtk_label_set_markup (self->title, title);
  gtk_label_set_markup (self->context, context);
  gtk_widget_set_visible (GTK_WIDGET (self->context), *context != '\0');
  gtk_label_set_label (self->kind, kind != NULL ? kind : muster_words_singular (hit->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* GTK 4.8 gives the row of the list no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
