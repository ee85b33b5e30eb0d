/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-banner.h"

struct _MusterBanner
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *content;
  GtkLabel *label;
  GtkButton *button;
  GtkButton *later;
};

G_DEFINE_FINAL_TYPE (MusterBanner, muster_banner, ADW_TYPE_BIN)

static guint clicked_signal, dismissed_signal;

static void
on_clicked_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, clicked_signal, 0);
}

static void
on_later_cb (GtkButton *button, gpointer user_data)
{
  g_signal_emit (user_data, dismissed_signal, 0);
}

/* Hidden, so that nobody reads what is over. */
static void
on_revealed_cb (MusterBanner *self)
{
  if (!gtk_revealer_get_child_revealed (self->revealer) && !gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_set_visible (self->content, FALSE);
}

static void
muster_banner_class_init (MusterBannerClass *klass)
{
  clicked_signal = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  dismissed_signal = g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "banner");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
muster_banner_init (MusterBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());

  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  self->later = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->later), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->later), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->later));
  gtk_widget_add_css_class (box, "content");
  self->content = box;
  gtk_widget_set_visible (box, FALSE);
  gtk_revealer_set_child (self->revealer, box);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));

  g_signal_connect (self->button, "clicked", G_CALLBACK (on_clicked_cb), self);
  g_signal_connect (self->later, "clicked", G_CALLBACK (on_later_cb), self);
}

void
muster_banner_show (MusterBanner *self, const char *text, const char *button_label)
{
  gtk_label_set_label (self->label, text);
  gtk_button_set_label (self->button, button_label != NULL ? button_label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button_label != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->later), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->content, TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
muster_banner_offer_later (MusterBanner *self, const char *label)
{
  gtk_button_set_label (self->later, label);
  gtk_widget_set_visible (GTK_WIDGET (self->later), TRUE);
}

void
muster_banner_hide (MusterBanner *self)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
