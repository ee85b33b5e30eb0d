/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sending-label.h"

#include "muster-label.h"
#include "muster-reading.h"
#include "muster-sending.h"

struct _MusterSendingLabel {
  GtkWidget parent_instance;
  MusterReading *reading;
  MusterId id; /* nil: none yet */
  GtkWidget *box;
  GtkWidget *icon, *label;
};

G_DEFINE_FINAL_TYPE (MusterSendingLabel, muster_sending_label, GTK_TYPE_WIDGET)

static const char *
get_icon (MusterSending sending)
{
  switch (sending)
    {
    case MUSTER_SENDING_WAITS:
      return "document-send-symbolic";
    case MUSTER_SENDING_CONFLICT:
    case MUSTER_SENDING_REFUSED:
      return "muster-attention-symbolic";
    case MUSTER_SENDING_ALONE:
    case MUSTER_SENDING_SENT:
    default:
      return "emblem-ok-symbolic";
    }
}

static gpointer
ask (gpointer widget)
{
  MusterSendingLabel *self = widget;

  return muster_id_is_nil (&self->id) ? NULL : g_memdup2 (&self->id, sizeof self->id);
}

static gpointer
read_sending (MusterReplica *replica, gpointer question, GError **error)
{
  MusterSending sending;

  return muster_replica_get_sending (replica, question, &sending, error) ? g_memdup2 (&sending, sizeof sending) : NULL;
}

static void
take (gpointer widget, gpointer answer)
{
  MusterSendingLabel *self = widget;
  g_autofree MusterSending *sending = answer;
  const char *label = muster_sending_label (*sending);

  gtk_widget_set_visible (self->box, label != NULL);
  if (label == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon (*sending));
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_sending, g_free, take, NULL,
};

void
muster_sending_label_show (MusterSendingLabel *self, const MusterId *id)
{
  self->id = *id;
  muster_reading_ask (self->reading);
}

static void
muster_sending_label_dispose (GObject *object)
{
  MusterSendingLabel *self = MUSTER_SENDING_LABEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (muster_sending_label_parent_class)->dispose (object);
}

static void
muster_sending_label_class_init (MusterSendingLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_sending_label_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
muster_sending_label_init (MusterSendingLabel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->icon = gtk_image_new ();
  self->label = muster_label_new (NULL, "caption");
  /* All of the room that there is, before it breaks. */
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->box, "dim-label");
  gtk_widget_set_visible (self->box, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* What it stands on may change without any row of the record: that it was taken, or refused. */
GtkWidget *
muster_sending_label_new (MusterStore *store)
{
  MusterSendingLabel *self = g_object_new (MUSTER_TYPE_SENDING_LABEL, NULL);

  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  g_signal_connect_object (store, "notify::n-unsent", G_CALLBACK (muster_reading_ask), self->reading,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::n-attention", G_CALLBACK (muster_reading_ask), self->reading,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
