/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-abreast-layout.h"

/* What a column takes at least, so that sentences can be read in it. */
#define COLUMN_CHARS 30

struct _MusterAbreastLayout {
  GtkLayoutManager parent_instance;
  int gap;
};

G_DEFINE_FINAL_TYPE (MusterAbreastLayout, muster_abreast_layout, GTK_TYPE_LAYOUT_MANAGER)

/* By the size of the text, so that large text has broad columns. */
static int
column_width (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics) * COLUMN_CHARS);

  pango_font_metrics_unref (metrics);
  return width;
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

static gboolean
fits (MusterAbreastLayout *self, GtkWidget *widget, int width, guint n)
{
  int each = column_width (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      each = MAX (each, minimum);
    }
  return n < 2 || width < 0 || width >= (int) n * each + ((int) n - 1) * self->gap;
}

static int
width_of_each (MusterAbreastLayout *self, int width, guint n)
{
  return n > 0 ? MAX (0, (width - ((int) n - 1) * self->gap) / (int) n) : width;
}

static GtkSizeRequestMode
muster_abreast_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (MusterAbreastLayout *self, GtkWidget *widget, guint n, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0, wanted = 0;

      if (gtk_widget_should_layout (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
  if (n > 0)
    *natural = *natural * (int) n + ((int) n - 1) * self->gap;
}

static void
measure_height (MusterAbreastLayout *self, GtkWidget *widget, guint n, int width, int *minimum, int *natural)
{
  gboolean abreast = fits (self, widget, width, n);
  int each = width < 0 || !abreast ? width : width_of_each (self, width, n);
  int total = 0, tallest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, each, &height, NULL, NULL, NULL);
      tallest = MAX (tallest, height);
      total += height + (total > 0 ? self->gap : 0);
    }
  *minimum = *natural = abreast ? tallest : total;
}

static void
muster_abreast_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                               int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterAbreastLayout *self = MUSTER_ABREAST_LAYOUT (manager);
  guint n = count_children (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, n, minimum, natural);
  else
    measure_height (self, widget, n, for_size, minimum, natural);
}

static void
muster_abreast_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  MusterAbreastLayout *self = MUSTER_ABREAST_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n = count_children (widget);
  gboolean abreast = fits (self, widget, width, n);
  int each = abreast ? width_of_each (self, width, n) : width;
  int x = 0, y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int tall = height;

      if (!gtk_widget_should_layout (child))
        continue;
      if (!abreast)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, each, &tall, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ mirrored ? width - x - each : x, y, each, tall }, -1);
      if (abreast)
        x += each + self->gap;
      else
        y += tall + self->gap;
    }
}

static void
muster_abreast_layout_class_init (MusterAbreastLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = muster_abreast_layout_get_request_mode;
  layout_class->measure = muster_abreast_layout_measure;
  layout_class->allocate = muster_abreast_layout_allocate;
}

static void
muster_abreast_layout_init (MusterAbreastLayout *self)
{
}

GtkLayoutManager *
muster_abreast_layout_new (int gap)
{
  MusterAbreastLayout *self = g_object_new (MUSTER_TYPE_ABREAST_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}
