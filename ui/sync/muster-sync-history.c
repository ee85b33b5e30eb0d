/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sync-history.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-reading.h"
#include "muster-sync-run.h"
#include "muster-sync-words.h"

/* As many as are read at once. */
#define AT_ONCE 20

struct _MusterSyncHistory {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterReading *reading;
  MusterSyncPhase phase;  /* when it was last looked at */
  GtkWidget *expander;
  GtkWidget *entries;
  GtkWidget *none, *more;
  guint limit;
};

G_DEFINE_FINAL_TYPE (MusterSyncHistory, muster_sync_history, GTK_TYPE_WIDGET)

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (MusterSyncHistory *self, const MusterSyncRun *run)
{
  MusterClock *clock = muster_store_get_clock (self->store);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *when = muster_sync_words_span (run->began, run->ended, clock);
  g_autofree char *what = muster_sync_words_run (run);

  gtk_box_append (GTK_BOX (box), muster_label_new (when, "caption-heading"));
  if (*what != '\0')
    gtk_box_append (GTK_BOX (box), muster_label_new (what, NULL));
  if (run->failure != NULL)
    gtk_box_append (GTK_BOX (box), muster_label_new (run->failure, "dim-label"));
  return box;
}

static void
show (gpointer widget, gpointer answer)
{
  MusterSyncHistory *self = widget;
  g_autoptr(GPtrArray) runs = answer;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->entries)) != NULL)
    gtk_box_remove (GTK_BOX (self->entries), child);
  for (guint i = 0; i < MIN (runs->len, self->limit); i++)
    gtk_box_append (GTK_BOX (self->entries), make_entry (self, runs->pdata[i]));
  gtk_widget_set_visible (self->none, runs->len == 0);
  gtk_widget_set_visible (self->more, runs->len > self->limit);
}

static gpointer
ask (gpointer widget)
{
  MusterSyncHistory *self = widget;
  /* One more than is shown says whether there are. */
  guint limit = self->limit + 1;

  return gtk_expander_get_expanded (GTK_EXPANDER (self->expander)) ? g_memdup2 (&limit, sizeof limit) : NULL;
}

static gpointer
read_runs (MusterReplica *replica, gpointer question, GError **error)
{
  return muster_replica_list_sync_runs (replica, *(guint *) question, error);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_runs, (GDestroyNotify) g_ptr_array_unref, show, NULL,
};

/* What it comes to is written down before it says that it rests. */
static void
on_changed_cb (MusterSyncHistory *self, MusterSyncer *syncer)
{
  MusterSyncPhase phase = muster_syncer_get_status (syncer)->phase;

  if (phase != self->phase && phase != MUSTER_SYNC_WORKING)
    muster_reading_ask (self->reading);
  self->phase = phase;
}

static void
on_expanded_cb (MusterSyncHistory *self)
{
  muster_reading_ask (self->reading);
}

static void
on_more_cb (MusterSyncHistory *self)
{
  self->limit += AT_ONCE;
  muster_reading_ask (self->reading);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_sync_history_dispose (GObject *object)
{
  MusterSyncHistory *self = MUSTER_SYNC_HISTORY (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_sync_history_parent_class)->dispose (object);
}

static void
muster_sync_history_class_init (MusterSyncHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_sync_history_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
muster_sync_history_init (MusterSyncHistory *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);

  self->limit = AT_ONCE;
  self->expander = gtk_expander_new (_("History of syncs"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("History of syncs"), -1);
  self->entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  self->none = muster_label_new (_("Nothing has been sent or fetched yet."), "dim-label");
  self->more = gtk_button_new_with_label (_("Show more"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_visible (self->none, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_start (box, 18);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), self->entries);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_cb), self);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

GtkWidget *
muster_sync_history_new (MusterStore *store, MusterSyncer *syncer)
{
  MusterSyncHistory *self = g_object_new (MUSTER_TYPE_SYNC_HISTORY, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  if (syncer != NULL)
    g_signal_connect_object (syncer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
