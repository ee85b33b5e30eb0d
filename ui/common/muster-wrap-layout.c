/* muster-wrap-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wrap-layout.h"

struct _MusterWrapLayout {
  GtkLayoutManager parent_instance;
  int gap;
};

G_DEFINE_FINAL_TYPE (MusterWrapLayout, muster_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* As wide as it wants to be, if there is the room. */
static GtkRequisition
measure_child (GtkWidget *child, int width)
{
  GtkRequisition size;
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &size.width, NULL, NULL);
  size.width = MAX (least, MIN (size.width, width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL, NULL);
  return size;
}

/* Returns the height of all lines. */
static int
lay_out (MusterWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      GtkRequisition size = measure_child (child, width);

      if (x > 0 && x + size.width > width)
        {
          y += line_height + self->gap;
          x = line_height = 0;
        }
      if (allocate)
        {
          int from = rtl ? width - x - size.width : x;

          gtk_widget_size_allocate (child, &(GtkAllocation){ from, y, size.width, size.height }, -1);
        }
      x += size.width + self->gap;
      line_height = MAX (line_height, size.height);
    }
  return y + line_height;
}

static GtkSizeRequestMode
muster_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
muster_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterWrapLayout *self = MUSTER_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size >= 0 ? for_size : G_MAXINT / 2, FALSE);
      return;
    }
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int least, wanted;

      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->gap : 0);
    }
}

static void
muster_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (MUSTER_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
muster_wrap_layout_class_init (MusterWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = muster_wrap_layout_get_request_mode;
  manager_class->measure = muster_wrap_layout_measure;
  manager_class->allocate = muster_wrap_layout_allocate;
}

static void
muster_wrap_layout_init (MusterWrapLayout *self)
{
}

GtkLayoutManager *
muster_wrap_layout_new (int gap)
{
  MusterWrapLayout *self = g_object_new (MUSTER_TYPE_WRAP_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}
