/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-vanish-panel.h"

#include <glib/gi18n-lib.h>

#include "muster-backup-keeper.h"
#include "muster-button.h"
#include "muster-column.h"
#include "muster-facts.h"
#include "muster-label.h"
#include "muster-vanish-list.h"
#include "muster-vanish-words.h"

struct _MusterVanishPanel {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterSyncer *syncer;
  GtkWidget *box;
  GtkWidget *facts; /* how many of what, whose doing, why */
  GtkWidget *list;  /* which */
  GtkWidget *keep;
  MusterVanishing *told; /* that is shown; nullable */
  GtkWidget *said;  /* what comes of the backup */
  gboolean making;  /* one is being made */
  guint letting;    /* so many were let go, and it is not known yet that they went; 0: none */
  gboolean letting_more, let; /* others with them; it has begun */
};

G_DEFINE_FINAL_TYPE (MusterVanishPanel, muster_vanish_panel, GTK_TYPE_WIDGET)

static guint kept_signal, went_signal, open_signal;

static void
say (MusterVanishPanel *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->said), text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
}

/* What is told when it has happened. */
static void
note_letting (MusterVanishPanel *self)
{
  const MusterSyncStatus *status = muster_syncer_get_status (self->syncer);

  self->letting = status->n_vanishing;
  self->letting_more = status->vanishing != NULL && status->vanishing->more;
  self->let = FALSE;
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
  note_letting (self);
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

/* ---- what would go ----------------------------------------------------------------------------------------------- */

static void
add_fact (MusterVanishPanel *self, const char *name, char *value /* taken; NULL: not known */)
{
  g_autofree char *text = value;

  if (text != NULL)
    muster_facts_add (self->facts, name, muster_facts_text (text), TRUE);
}

static void
show_told (MusterVanishPanel *self, MusterVanishing *told)
{
  if (told == self->told)
    return;
  muster_vanishing_unref (self->told);
  self->told = muster_vanishing_ref (told);
  if (self->facts != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->facts);
  self->facts = NULL;
  muster_vanish_list_show (MUSTER_VANISH_LIST (self->list), told);
  if (told == NULL)
    return;
  self->facts = muster_facts_grid ();
  add_fact (self, _("What"), muster_vanish_words_kinds (told));
  add_fact (self, _("Archived by"), muster_vanish_words_actors (told));
  add_fact (self, _("Why"), muster_vanish_words_causes (told));
  gtk_box_prepend (GTK_BOX (self->box), self->facts);
}

/* What was let go has gone when all has come; where more would go than was agreed to, that is asked about instead. */
static void
look_whether_went (MusterVanishPanel *self, const MusterSyncStatus *status)
{
  g_autofree char *text = NULL;

  if (self->letting == 0)
    return;
  if (status->n_vanishing == 0)
    self->let = TRUE;
  else if (self->let)
    self->letting = 0;
  if (self->letting == 0 || !self->let || status->phase != MUSTER_SYNC_RESTING)
    return;
  text = muster_vanish_words_went (self->letting, self->letting_more);
  self->letting = 0;
  g_signal_emit (self, went_signal, 0, text);
}

void
muster_vanish_panel_update (MusterVanishPanel *self)
{
  const MusterSyncStatus *status = muster_syncer_get_status (self->syncer);

  show_told (self, status->vanishing);
  gtk_widget_set_visible (GTK_WIDGET (self), status->n_vanishing > 0);
  look_whether_went (self, status);
}

gboolean
muster_vanish_panel_focus (MusterVanishPanel *self)
{
  return gtk_widget_grab_focus (self->keep);
}

static void
on_open_cb (MusterVanishPanel *self, const MusterVanishingRecord *record)
{
  g_signal_emit (self, open_signal, 0, record);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_vanish_panel_dispose (GObject *object)
{
  MusterVanishPanel *self = MUSTER_VANISH_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->told, muster_vanishing_unref);
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
  went_signal = g_signal_new ("went", MUSTER_TYPE_VANISH_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
  open_signal = g_signal_new ("open", MUSTER_TYPE_VANISH_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);
}

static void
muster_vanish_panel_init (MusterVanishPanel *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *keep = muster_button_new (_("_Keep Them for Now"), "vanish.keep");
  GtkWidget *let_go = muster_button_new (_("Back Up and _Let Them Go"), "vanish.let-go");

  /* Below one another: they are long, and the window may be narrow. */
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  self->keep = keep;
  gtk_widget_add_css_class (keep, "pill");
  gtk_widget_add_css_class (let_go, "pill");
  gtk_widget_add_css_class (let_go, "destructive-action");
  gtk_box_append (GTK_BOX (buttons), keep);
  gtk_box_append (GTK_BOX (buttons), let_go);
  self->said = muster_label_new ("", NULL);
  gtk_widget_set_visible (self->said, FALSE);
  self->list = muster_vanish_list_new ();
  g_signal_connect_swapped (self->list, "open", G_CALLBACK (on_open_cb), self);
  gtk_widget_set_margin_top (self->list, 12);
  self->box = muster_column_new (18);
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_box_append (GTK_BOX (self->box), self->said);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_vanish_panel_new (MusterStore *store, MusterSyncer *syncer)
{
  MusterVanishPanel *self = g_object_new (MUSTER_TYPE_VANISH_PANEL, NULL);

  self->store = g_object_ref (store);
  self->syncer = g_object_ref (syncer);
  muster_vanish_panel_update (self);
  return GTK_WIDGET (self);
}
