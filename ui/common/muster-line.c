/* muster-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-line.h"

#define MUSTER_TYPE_LINE_LAYOUT (muster_line_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterLineLayout, muster_line_layout, MUSTER, LINE_LAYOUT, GtkLayoutManager)

struct _MusterLineLayout {
  GtkLayoutManager parent_instance;
  int gap;
};

G_DEFINE_FINAL_TYPE (MusterLineLayout, muster_line_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The first child to be laid out, from one on. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_of (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_of (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

/* GtkRequestedSize of each child: how wide it is to be in a line of this width. */
static GArray *
share_out (MusterLineLayout *self, GtkWidget *widget, int width)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));
  int left = width, n_expand = 0;

  for (GtkWidget *child = first_of (widget); child != NULL; child = next_of (child))
    {
      GtkRequestedSize size = { .data = child };

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      left -= size.minimum_size + (sizes->len > 0 ? self->gap : 0);
      n_expand += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      g_array_append_val (sizes, size);
    }
  left = gtk_distribute_natural_allocation (MAX (0, left), sizes->len, (GtkRequestedSize *) (gpointer) sizes->data);
  for (guint i = 0; i < sizes->len; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      if (gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL))
        {
          size->minimum_size += left / n_expand;
          left -= left / n_expand--;
        }
    }
  return sizes;
}

static GtkSizeRequestMode
muster_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (MusterLineLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int n = 0;

  for (GtkWidget *child = first_of (widget); child != NULL; child = next_of (child))
    {
      int least, wanted, gap = n++ > 0 ? self->gap : 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum += gap + least;
      *natural += gap + wanted;
    }
}

static void
muster_line_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterLineLayout *self = MUSTER_LINE_LAYOUT (manager);
  g_autoptr(GArray) sizes = NULL;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  if (for_size < 0)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &for_size, NULL, NULL);
  sizes = share_out (self, widget, for_size);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int least, wanted;

      gtk_widget_measure (size->data, orientation, size->minimum_size, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
muster_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  MusterLineLayout *self = MUSTER_LINE_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr(GArray) sizes = share_out (self, widget, width);
  int x = 0;

  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      int from = rtl ? width - x - size->minimum_size : x;

      gtk_widget_size_allocate (size->data, &(GtkAllocation){ from, 0, size->minimum_size, height }, -1);
      x += size->minimum_size + self->gap;
    }
}

static void
muster_line_layout_class_init (MusterLineLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = muster_line_layout_get_request_mode;
  manager_class->measure = muster_line_layout_measure;
  manager_class->allocate = muster_line_layout_allocate;
}

static void
muster_line_layout_init (MusterLineLayout *self)
{
}

GtkWidget *
muster_line_new (int gap)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  MusterLineLayout *layout = g_object_new (MUSTER_TYPE_LINE_LAYOUT, NULL);

  layout->gap = gap;
  gtk_widget_set_layout_manager (line, GTK_LAYOUT_MANAGER (layout));
  return line;
}
