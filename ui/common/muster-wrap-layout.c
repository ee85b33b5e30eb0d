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

/* As many children as there is room for from this one on, at least one; in the middle of the line that they make.
 * Returns the first of the next line, NULL: that was the last. */
static GtkWidget *
lay_out_line (MusterWrapLayout *self, GtkWidget *child, int width, int y, gboolean allocate, int *height)
{
  gboolean rtl = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;
  g_autoptr(GPtrArray) line = g_ptr_array_new ();
  g_autoptr(GArray) sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequisition));
  int x = 0;

  for (*height = 0; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      GtkRequisition size = measure_child (child, width);

      if (x > 0 && x + size.width > width)
        break;
      x += size.width + self->gap;
      *height = MAX (*height, size.height);
      g_ptr_array_add (line, child);
      g_array_append_val (sizes, size);
    }
  x = 0;
  for (guint i = 0; allocate && i < line->len; i++)
    {
      const GtkRequisition *size = &g_array_index (sizes, GtkRequisition, i);
      GtkAllocation place = { rtl ? width - x - size->width : x, y + (*height - size->height) / 2, size->width,
                              size->height };

      gtk_widget_size_allocate (line->pdata[i], &place, -1);
      x += size->width + self->gap;
    }
  return child;
}

/* Returns the height of all lines. */
static int
lay_out (MusterWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int y = 0, height;

  while (child != NULL)
    {
      child = lay_out_line (self, child, width, y, allocate, &height);
      y += height + (child != NULL ? self->gap : 0);
    }
  return y;
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
