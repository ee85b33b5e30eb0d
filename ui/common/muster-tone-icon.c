/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-tone-icon.h"

struct _MusterToneIcon {
  GtkWidget parent_instance;
  MusterTone tone;
};

G_DEFINE_FINAL_TYPE (MusterToneIcon, muster_tone_icon, GTK_TYPE_WIDGET)

static void
muster_tone_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = MUSTER_TONE_ICON_SIZE;
}

static void
muster_tone_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterToneIcon *self = MUSTER_TONE_ICON (widget);

  if (self->tone != MUSTER_TONE_NONE)
    muster_tone_snapshot (self->tone, snapshot, (gtk_widget_get_width (widget) - MUSTER_TONE_ICON_SIZE) / 2.f,
                          (gtk_widget_get_height (widget) - MUSTER_TONE_ICON_SIZE) / 2.f, MUSTER_TONE_ICON_SIZE,
                          muster_tone_is_dark (widget));
}

static void
muster_tone_icon_class_init (MusterToneIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = muster_tone_icon_measure;
  widget_class->snapshot = muster_tone_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_tone_icon_init (MusterToneIcon *self)
{
}

GtkWidget *
muster_tone_icon_new (MusterTone tone)
{
  MusterToneIcon *self = g_object_new (MUSTER_TYPE_TONE_ICON, NULL);

  self->tone = tone;
  return GTK_WIDGET (self);
}
