/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-vanish-list.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-column.h"
#include "muster-label.h"
#include "muster-line-row.h"
#include "muster-words.h"

/* At first, and with each asking. */
#define FIRST 10
#define AT_ONCE 50

struct _MusterVanishList {
  GtkWidget parent_instance;
  MusterVanishing *told; /* nullable */
  GtkWidget *box, *list;
  GtkWidget *more, *rest;
  guint shown;
};

G_DEFINE_FINAL_TYPE (MusterVanishList, muster_vanish_list, GTK_TYPE_WIDGET)

static guint open_signal;

static GtkWidget *
make_row (const MusterVanishingRecord *record)
{
  const char *kind = muster_words_singular (record->kind);
  g_autofree char *line = muster_words_line (record->title, 300);
  g_autofree char *title = record->code != NULL ? g_strdup_printf ("%s %s", record->code, line) : g_strdup (line);
  g_autofree char *name = g_strdup_printf (_("%s, %s"), title, kind);
  GtkWidget *row = muster_line_row_new (title, kind, -1, NULL, TRUE);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
show_rest (MusterVanishList *self)
{
  guint n = self->told->n - self->told->records->len;
  g_autofree char *number = muster_words_number (n);
  g_autofree char *text = g_strdup_printf (ngettext ("and %s more", "and %s more", n), number);
  gboolean all = self->shown == self->told->records->len;

  gtk_widget_set_visible (self->more, !all);
  gtk_label_set_label (GTK_LABEL (self->rest), text);
  gtk_widget_set_visible (self->rest, all && n > 0);
}

static void
add_rows (MusterVanishList *self, guint until)
{
  for (; self->shown < MIN (until, self->told->records->len); self->shown++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self->told->records->pdata[self->shown]));
  show_rest (self);
}

/* The keyboard goes where one reads on. */
static void
more_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterVanishList *self = MUSTER_VANISH_LIST (widget);
  guint first = self->shown;

  add_rows (self, first + AT_ONCE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) first)));
}

static void
on_row_cb (MusterVanishList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, open_signal, 0, self->told->records->pdata[gtk_list_box_row_get_index (row)]);
}

void
muster_vanish_list_show (MusterVanishList *self, MusterVanishing *told)
{
  GtkWidget *row;

  if (told == self->told)
    return;
  muster_vanishing_unref (self->told);
  self->told = muster_vanishing_ref (told);
  self->shown = 0;
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_widget_set_visible (GTK_WIDGET (self), told != NULL && told->records->len > 0);
  if (told != NULL)
    add_rows (self, FIRST);
}

static void
muster_vanish_list_dispose (GObject *object)
{
  MusterVanishList *self = MUSTER_VANISH_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->told, muster_vanishing_unref);
  G_OBJECT_CLASS (muster_vanish_list_parent_class)->dispose (object);
}

static void
muster_vanish_list_class_init (MusterVanishListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_vanish_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "vanish.more", NULL, more_action);
  open_signal = g_signal_new ("open", MUSTER_TYPE_VANISH_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);
}

static void
muster_vanish_list_init (MusterVanishList *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Records that would go"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_cb), self);
  self->more = muster_button_new (_("Show _More Records"), "vanish.more");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  self->rest = muster_label_new ("", "dim-label");
  self->box = muster_column_new (12);
  gtk_box_append (GTK_BOX (self->box), muster_label_new (_("Records that would go"), "heading"));
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_box_append (GTK_BOX (self->box), self->rest);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
muster_vanish_list_new (void)
{
  return g_object_new (MUSTER_TYPE_VANISH_LIST, NULL);
}
