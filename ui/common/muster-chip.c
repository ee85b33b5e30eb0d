/* muster-chip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-chip.h"

#include "muster-label.h"

#define SHAPE 12
#define GAP 6
#define PADDING_X 9
#define PADDING_Y 3

struct _MusterChip {
  GtkWidget parent_instance;
  GtkWidget *label;
  MusterTone tone;
};

G_DEFINE_FINAL_TYPE (MusterChip, muster_chip, GTK_TYPE_WIDGET)

static int
text_start (MusterChip *self)
{
  return PADDING_X + (self->tone != MUSTER_TONE_NONE ? SHAPE + GAP : 0);
}

static void
muster_chip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  MusterChip *self = MUSTER_CHIP (widget);
  int extra = orientation == GTK_ORIENTATION_HORIZONTAL ? text_start (self) + PADDING_X : 2 * PADDING_Y;

  gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);
  *minimum += extra;
  *natural += extra;
}

static void
muster_chip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterChip *self = MUSTER_CHIP (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int start = rtl ? PADDING_X : text_start (self);

  gtk_widget_size_allocate (self->label,
                            &(GtkAllocation){ start, PADDING_Y, MAX (width - text_start (self) - PADDING_X, 0),
                                              MAX (height - 2 * PADDING_Y, 0) },
                            -1);
}

static void
muster_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterChip *self = MUSTER_CHIP (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect pill;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.08f;
  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT (0, 0, width, height), height / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &color, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  if (self->tone != MUSTER_TONE_NONE)
    muster_tone_snapshot (self->tone, snapshot, rtl ? width - PADDING_X - SHAPE : PADDING_X, (height - SHAPE) / 2,
                          SHAPE, muster_tone_is_dark (widget));
  gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
muster_chip_dispose (GObject *object)
{
  MusterChip *self = MUSTER_CHIP (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_chip_parent_class)->dispose (object);
}

static void
muster_chip_class_init (MusterChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_chip_dispose;
  widget_class->measure = muster_chip_measure;
  widget_class->size_allocate = muster_chip_size_allocate;
  widget_class->snapshot = muster_chip_snapshot;
}

static void
muster_chip_init (MusterChip *self)
{
  self->label = gtk_label_new (NULL);
  muster_label_shorten (self->label);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 3);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

void
muster_chip_keep_whole (MusterChip *self)
{
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_NONE);
}

GtkWidget *
muster_chip_new (MusterTone tone, const char *text)
{
  MusterChip *self = g_object_new (MUSTER_TYPE_CHIP, "valign", GTK_ALIGN_CENTER, NULL);

  self->tone = tone;
  gtk_label_set_text (GTK_LABEL (self->label), text);
  return GTK_WIDGET (self);
}
