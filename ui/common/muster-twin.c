/* muster-twin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-twin.h"

#include "muster-focus.h"

/* ---- side by side, or one above the other ------------------------------------------------------------------------ */

#define MUSTER_TYPE_TWIN_LAYOUT (muster_twin_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterTwinLayout, muster_twin_layout, MUSTER, TWIN_LAYOUT, GtkLayoutManager)

struct _MusterTwinLayout {
  GtkLayoutManager parent_instance;
  int gap;
  int chars;
};

G_DEFINE_FINAL_TYPE (MusterTwinLayout, muster_twin_layout, GTK_TYPE_LAYOUT_MANAGER)

/* With larger letters a column needs more room. */
static int
column_width (MusterTwinLayout *self, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (self->chars * pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width;
}

static gboolean
is_wide (MusterTwinLayout *self, GtkWidget *widget, int width)
{
  return width >= 2 * column_width (self, widget) + self->gap;
}

static int
measure_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
muster_twin_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (MusterTwinLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 0;
  *natural = 2 * column_width (self, widget) + self->gap;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
    }
  *natural = MAX (*natural, *minimum);
}

static void
muster_twin_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterTwinLayout *self = MUSTER_TWIN_LAYOUT (manager);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  if (for_size < 0)
    measure_width (self, widget, minimum, &for_size);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_wide (self, widget, for_size))
      height = MAX (height, measure_height (child, (for_size - self->gap) / 2));
    else
      height += measure_height (child, for_size) + (height > 0 ? self->gap : 0);
  *minimum = *natural = height;
}

static void
muster_twin_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  MusterTwinLayout *self = MUSTER_TWIN_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL, wide = is_wide (self, widget, width);
  int column = wide ? (width - self->gap) / 2 : width, x = 0, y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int wanted = measure_height (child, column);

      gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - column : x, y, column, wanted }, -1);
      if (wide)
        x += column + self->gap;
      else
        y += wanted + self->gap;
    }
}

static void
muster_twin_layout_class_init (MusterTwinLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = muster_twin_layout_get_request_mode;
  manager_class->measure = muster_twin_layout_measure;
  manager_class->allocate = muster_twin_layout_allocate;
}

static void
muster_twin_layout_init (MusterTwinLayout *self)
{
}

/* ---- the box ----------------------------------------------------------------------------------------------------- */

struct _MusterTwin {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (MusterTwin, muster_twin, GTK_TYPE_BOX)

static void
muster_twin_class_init (MusterTwinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_next;
}

static void
muster_twin_init (MusterTwin *self)
{
}

GtkWidget *
muster_twin_new (int gap, int chars)
{
  GtkWidget *self = g_object_new (MUSTER_TYPE_TWIN, NULL);
  MusterTwinLayout *layout = g_object_new (MUSTER_TYPE_TWIN_LAYOUT, NULL);

  layout->gap = gap;
  layout->chars = chars;
  gtk_widget_set_layout_manager (self, GTK_LAYOUT_MANAGER (layout));
  return self;
}
