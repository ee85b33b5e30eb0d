/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-scope-button.h"

#include "muster-label.h"
#include "muster-record-picker.h"
#include "muster-tooltip.h"

#include <glib/gi18n.h>

#define SCOPES (MUSTER_KINDS (PROGRAMME) | MUSTER_KINDS (AREA) | MUSTER_KINDS (TEAM))

struct _MusterScopeButton
{
  GtkWidget parent_instance;

  MusterStore *store; /* owned */
  GtkWidget *box;
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *clear;
  GtkWidget *picker; /* made when it is first wanted */
  MusterId id; /* nil: everything */
  const MusterKind *kind;    /* with the name */
  char *name;  /* NULL while it is being read, and of everything */
  GCancellable *cancellable; /* of reading it */
};

G_DEFINE_FINAL_TYPE (MusterScopeButton, muster_scope_button, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static void
show (MusterScopeButton *self)
{
  gboolean all = muster_id_is_nil (&self->id);
  const char *text = all ? _("Everywhere") : self->name != NULL ? self->name : "";
  /* Translators: %s is the name of a team, an area or a programme. */
  g_autofree char *name = all ? g_strdup (_("Showing everywhere")) : g_strdup_printf (_("Showing only %s"), text);

  gtk_label_set_label (self->label, text);
  muster_tooltip_set (self->button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->clear, !all);
}

static void
take (MusterScopeButton *self, const MusterId *id, const MusterKind *kind, const char *name)
{
  self->id = id != NULL ? *id : (MusterId) { 0 };
  self->kind = kind;
  g_free (self->name);
  self->name = g_strdup (name);
  show (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- reading -------------------------------------------------------------------------------------------- */

/* Without a kind where there is no such scope. */
static gpointer
read_scope (MusterReplica *replica, gpointer data, GError **error)
{
  MusterHit *hit = muster_replica_get_hit (replica, data);

  if (hit != NULL && (SCOPES & (G_GUINT64_CONSTANT (1) << hit->kind->id)) != 0)
    return hit;
  g_clear_pointer (&hit, muster_hit_free);
  return g_new0 (MusterHit, 1);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterScopeButton) self = data;
  MusterHit *hit = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  /* NULL: another scope has been chosen meanwhile. */
  if (hit == NULL)
    return;
  if (self->box == NULL)
    ;
  else if (hit->kind == NULL)
    take (self, NULL, NULL, NULL);
  else if (g_strcmp0 (hit->title, self->name) != 0)
    take (self, &hit->id, hit->kind, hit->title);
  muster_hit_free (hit);
}

static void
stop_reading (MusterScopeButton *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
start_reading (MusterScopeButton *self)
{
  stop_reading (self);
  if (muster_id_is_nil (&self->id))
    return;
  self->cancellable = g_cancellable_new ();
  muster_store_read_async (self->store, read_scope, muster_id_copy (&self->id), g_free,
                           (GDestroyNotify) muster_hit_free, self->cancellable, on_read_cb, g_object_ref (self));
}

static void
on_store_changed_cb (MusterScopeButton *self, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (muster_id_equal (&g_array_index (ids, MusterId, i), &self->id))
      {
        start_reading (self);
        return;
      }
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

static void
on_picked_cb (MusterScopeButton *self, const MusterHit *hit)
{
  stop_reading (self);
  take (self, &hit->id, hit->kind, hit->title);
}

static void
on_clear_cb (MusterScopeButton *self)
{
  gtk_widget_grab_focus (self->button);
  muster_scope_button_set_id (self, NULL);
}

static GtkWidget *
make_picker (MusterScopeButton *self)
{
  GtkWidget *picker = muster_record_picker_new (self->store, SCOPES, _("Find a programme, area or team"));

  /* Those first in which most stands. */
  muster_record_picker_set_last_first (MUSTER_RECORD_PICKER (picker));
  g_signal_connect_swapped (picker, "picked", G_CALLBACK (on_picked_cb), self);
  gtk_box_append (GTK_BOX (self->box), picker);
  return picker;
}

void
muster_scope_button_popup (MusterScopeButton *self)
{
  if (self->picker == NULL)
    self->picker = make_picker (self);
  /* The focus comes back to where it was when the list closes. */
  gtk_widget_grab_focus (self->button);
  muster_record_picker_popup (MUSTER_RECORD_PICKER (self->picker));
}

const MusterId *
muster_scope_button_get_id (MusterScopeButton *self)
{
  return muster_id_is_nil (&self->id) ? NULL : &self->id;
}

const MusterKind *
muster_scope_button_get_kind (MusterScopeButton *self)
{
  return self->kind;
}

const char *
muster_scope_button_get_name (MusterScopeButton *self)
{
  return self->name;
}

void
muster_scope_button_set_id (MusterScopeButton *self, const MusterId *id)
{
  take (self, id, NULL, NULL);
  start_reading (self);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_scope_button_dispose (GObject *object)
{
  MusterScopeButton *self = MUSTER_SCOPE_BUTTON (object);

  stop_reading (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (muster_scope_button_parent_class)->dispose (object);
}

static void
muster_scope_button_finalize (GObject *object)
{
  g_free (MUSTER_SCOPE_BUTTON (object)->name);

  G_OBJECT_CLASS (muster_scope_button_parent_class)->finalize (object);
}

static void
muster_scope_button_class_init (MusterScopeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_scope_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_scope_button_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "scopebutton");
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static GtkWidget *
make_button (MusterScopeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->button = gtk_button_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  muster_label_shorten (GTK_WIDGET (self->label));
  /* A long name does not make the sidebar wider. */
  gtk_label_set_max_width_chars (self->label, 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("mark-location-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (muster_scope_button_popup), self);
  return self->button;
}

static GtkWidget *
make_clear (MusterScopeButton *self)
{
  const char *name = _("Show everywhere");

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  muster_tooltip_set (self->clear, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (self->clear, "flat");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_cb), self);
  return self->clear;
}

static void
muster_scope_button_init (MusterScopeButton *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_button (self));
  gtk_box_append (GTK_BOX (self->box), make_clear (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  show (self);
}

GtkWidget *
muster_scope_button_new (MusterStore *store)
{
  MusterScopeButton *self = g_object_new (MUSTER_TYPE_SCOPE_BUTTON, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
