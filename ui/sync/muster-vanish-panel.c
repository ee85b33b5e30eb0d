/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-vanish-panel.h"

#include <glib/gi18n-lib.h>

#include "muster-backup-keeper.h"
#include "muster-button.h"
#include "muster-column.h"
#include "muster-label.h"

struct _MusterVanishPanel {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterSyncer *syncer;
  GtkWidget *box;
  GtkWidget *said;  /* what comes of the backup */
  gboolean making;  /* one is being made */
};

G_DEFINE_FINAL_TYPE (MusterVanishPanel, muster_vanish_panel, GTK_TYPE_WIDGET)

static guint kept_signal;

static void
say (MusterVanishPanel *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->said), text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterVanishPanel) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterBackup) made = muster_backup_keeper_make_finish (result, &error);
  g_autofree char *text = NULL;

  self->making = FALSE;
  if (self->syncer == NULL)
    return;
  if (made == NULL)
    {
      text = g_strdup_printf (_("Nothing was changed, since no backup could be made: %s"), error->message);
      say (self, text);
      return;
    }
  say (self, NULL);
  muster_syncer_let_vanish (self->syncer);
}

static void
let_go_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterVanishPanel *self = MUSTER_VANISH_PANEL (widget);
  MusterBackupKeeper *keeper = muster_backup_keeper_of (self->store);

  if (self->making || keeper == NULL)
    return;
  self->making = TRUE;
  say (self, _("Making a backup…"));
  muster_backup_keeper_make_async (keeper, on_made_cb, g_object_ref (self));
}

static void
keep_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, kept_signal, 0);
}

static void
on_changed_cb (MusterVanishPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), muster_syncer_get_status (self->syncer)->n_vanishing > 0);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_vanish_panel_dispose (GObject *object)
{
  MusterVanishPanel *self = MUSTER_VANISH_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->syncer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_vanish_panel_parent_class)->dispose (object);
}

static void
muster_vanish_panel_class_init (MusterVanishPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_vanish_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "vanish.let-go", NULL, let_go_action);
  gtk_widget_class_install_action (widget_class, "vanish.keep", NULL, keep_action);
  kept_signal = g_signal_new ("kept", MUSTER_TYPE_VANISH_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_vanish_panel_init (MusterVanishPanel *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *keep = muster_button_new (_("_Keep Them for Now"), "vanish.keep");
  GtkWidget *let_go = muster_button_new (_("Back Up and _Let Them Go"), "vanish.let-go");

  /* Below one another: they are long, and the window may be narrow. */
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  gtk_widget_add_css_class (keep, "pill");
  gtk_widget_add_css_class (let_go, "pill");
  gtk_widget_add_css_class (let_go, "destructive-action");
  gtk_box_append (GTK_BOX (buttons), keep);
  gtk_box_append (GTK_BOX (buttons), let_go);
  self->said = muster_label_new ("", NULL);
  gtk_widget_set_visible (self->said, FALSE);
  self->box = muster_column_new (12);
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_box_append (GTK_BOX (self->box), self->said);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_vanish_panel_new (MusterStore *store, MusterSyncer *syncer)
{
  MusterVanishPanel *self = g_object_new (MUSTER_TYPE_VANISH_PANEL, NULL);

  self->store = g_object_ref (store);
  self->syncer = g_object_ref (syncer);
  g_signal_connect_object (syncer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  on_changed_cb (self);
  return GTK_WIDGET (self);
}
