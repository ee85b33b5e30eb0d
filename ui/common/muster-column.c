/* muster-column.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-column.h"

struct _MusterColumnLayout {
  GtkLayoutManager parent_instance;
  int gap;
};

G_DEFINE_FINAL_TYPE (MusterColumnLayout, muster_column_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
muster_column_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
muster_column_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterColumnLayout *self = MUSTER_COLUMN_LAYOUT (manager);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int n = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted, gap;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, across ? -1 : for_size, &least, &wanted, NULL, NULL);
      gap = n++ > 0 ? self->gap : 0;
      *minimum = across ? MAX (*minimum, least) : *minimum + gap + least;
      *natural = across ? MAX (*natural, wanted) : *natural + gap + wanted;
    }
}

static void
muster_column_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  MusterColumnLayout *self = MUSTER_COLUMN_LAYOUT (manager);
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, wanted }, -1);
      y += wanted + self->gap;
    }
}

static void
muster_column_layout_class_init (MusterColumnLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = muster_column_layout_get_request_mode;
  manager_class->measure = muster_column_layout_measure;
  manager_class->allocate = muster_column_layout_allocate;
}

static void
muster_column_layout_init (MusterColumnLayout *self)
{
}

GtkLayoutManager *
muster_column_layout_new (int gap)
{
  MusterColumnLayout *self = g_object_new (MUSTER_TYPE_COLUMN_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}

GtkWidget *
muster_column_new (int gap)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (column, muster_column_layout_new (gap));
  return column;
}
