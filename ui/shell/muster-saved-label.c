/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-saved-label.h"

#include "muster-sync-words.h"
#include "muster-tooltip.h"

#include <glib/gi18n.h>

struct _MusterSavedLabel
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *label;
  MusterStore *store; /* owned */
  gboolean read_only;
};

G_DEFINE_FINAL_TYPE (MusterSavedLabel, muster_saved_label, GTK_TYPE_WIDGET)

static char *
dup_text (MusterSavedLabel *self)
{
  MusterSyncer *syncer = muster_syncer_of (self->store);
  g_autofree char *synced = NULL;
  g_autofree char *when = NULL;
  gint64 last_save = 0;

  if (self->read_only)
    return g_strdup (_("Open for reading only"));
  synced = syncer != NULL ? muster_sync_words_short (syncer, self->store) : NULL;
  if (synced != NULL)
    return g_steal_pointer (&synced);
  g_object_get (self->store, "last-save", &last_save, NULL);
  if (last_save == 0)
    return g_strdup (_("Nothing saved yet"));
  when = muster_sync_words_when (last_save, muster_store_get_clock (self->store));
  /* Translators: %s is "10:42" today, and "21 November 2026, 10:42" on later days. */
  return g_strdup_printf (_("Saved on this computer · last saved %s"), when);
}

static void
update (MusterSavedLabel *self)
{
  g_autofree char *text = dup_text (self);

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
muster_saved_label_dispose (GObject *object)
{
  MusterSavedLabel *self = MUSTER_SAVED_LABEL (object);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (muster_saved_label_parent_class)->dispose (object);
}

static void
muster_saved_label_class_init (MusterSavedLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_saved_label_dispose;

  gtk_widget_class_set_css_name (widget_class, "savedlabel");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
muster_saved_label_init (MusterSavedLabel *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  /* It takes a second line rather than make the sidebar wider. */
  gtk_label_set_max_width_chars (self->label, 24);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  /* It leads to the page that says all of it. */
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.go-sync");
  muster_tooltip_set (self->button, _("How it stands with the server"));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
muster_saved_label_new (MusterStore *store, gboolean read_only)
{
  MusterSavedLabel *self = g_object_new (MUSTER_TYPE_SAVED_LABEL, NULL);

  self->store = g_object_ref (store);
  self->read_only = read_only;
  g_signal_connect_swapped (store, "notify::last-save", G_CALLBACK (update), self);
  g_signal_connect_swapped (store, "notify::n-unsent", G_CALLBACK (update), self);
  if (muster_syncer_of (store) != NULL)
    g_signal_connect_object (muster_syncer_of (store), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
