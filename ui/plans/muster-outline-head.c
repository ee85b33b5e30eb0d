/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline-head.h"

#include "muster-timeline.h"

#define PADDING_X MUSTER_OUTLINE_PADDING
#define PADDING_Y 5

struct _MusterOutlineHead {
  GtkWidget parent_instance;
  MusterOutlineColumns *columns;
};

G_DEFINE_FINAL_TYPE (MusterOutlineHead, muster_outline_head, GTK_TYPE_WIDGET)

static void
muster_outline_head_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  g_autoptr(PangoLayout) layout = NULL;
  int line;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL
      || muster_outline_columns_is_compact (MUSTER_OUTLINE_HEAD (widget)->columns))
    return;
  layout = gtk_widget_create_pango_layout (widget, "X");
  pango_layout_get_pixel_size (layout, NULL, &line);
  *minimum = *natural = line + 2 * PADDING_Y;
}

static void
draw_label (GtkWidget *widget, GtkSnapshot *snapshot, const char *label, int x, int width, const GdkRGBA *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, label);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (width <= 0)
    return;
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (rtl ? gtk_widget_get_width (widget) - x - width : x, PADDING_Y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
muster_outline_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterOutlineHead *self = MUSTER_OUTLINE_HEAD (widget);
  GdkRGBA color;
  int x, width;

  if (muster_outline_columns_is_compact (self->columns))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    {
      if (!muster_outline_columns_get (self->columns, i, &x, &width))
        continue;
      if (i == MUSTER_OUTLINE_TIME)
        muster_timeline_snapshot_head (widget, snapshot, self->columns, x, width, gtk_widget_get_height (widget));
      else
        draw_label (widget, snapshot, muster_outline_columns_get_label (i), x + PADDING_X, width - 2 * PADDING_X,
                    &color);
    }
}

static void
muster_outline_head_dispose (GObject *object)
{
  g_clear_object (&MUSTER_OUTLINE_HEAD (object)->columns);
  G_OBJECT_CLASS (muster_outline_head_parent_class)->dispose (object);
}

static void
muster_outline_head_class_init (MusterOutlineHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_outline_head_dispose;
  widget_class->measure = muster_outline_head_measure;
  widget_class->snapshot = muster_outline_head_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "outlinehead");
}

static void
muster_outline_head_init (MusterOutlineHead *self)
{
}

GtkWidget *
muster_outline_head_new (MusterOutlineColumns *columns)
{
  MusterOutlineHead *self = g_object_new (MUSTER_TYPE_OUTLINE_HEAD, NULL);

  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
