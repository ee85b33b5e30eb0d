/* muster-axis-label.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-axis-label.h"

struct _MusterAxisLabel {
  GtkWidget parent_instance;
  GtkWidget *full;    /* "5 Catastrophic" */
  GtkWidget *number;  /* "5" */
  GtkWidget *longest; /* never shown: as wide as the longest word of the axis */
};

G_DEFINE_FINAL_TYPE (MusterAxisLabel, muster_axis_label, GTK_TYPE_WIDGET)

static int
least_width (GtkWidget *label)
{
  int least;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

static GtkWidget *
choose (MusterAxisLabel *self, int width)
{
  return width < 0 || width >= least_width (self->longest) ? self->full : self->number;
}

static void
muster_axis_label_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  MusterAxisLabel *self = MUSTER_AXIS_LABEL (widget);
  int ignored;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (choose (self, for_size), orientation, for_size, minimum, natural, NULL, NULL);
      return;
    }
  *minimum = least_width (self->number);
  gtk_widget_measure (self->full, orientation, -1, &ignored, natural, NULL, NULL);
  *natural = MAX (*natural, least_width (self->longest));
}

static void
muster_axis_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterAxisLabel *self = MUSTER_AXIS_LABEL (widget);
  GtkWidget *shown = choose (self, width);

  gtk_widget_set_child_visible (self->full, shown == self->full);
  gtk_widget_set_child_visible (self->number, shown == self->number);
  gtk_widget_size_allocate (shown, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
muster_axis_label_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
muster_axis_label_dispose (GObject *object)
{
  MusterAxisLabel *self = MUSTER_AXIS_LABEL (object);

  g_clear_pointer (&self->full, gtk_widget_unparent);
  g_clear_pointer (&self->number, gtk_widget_unparent);
  g_clear_pointer (&self->longest, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_axis_label_parent_class)->dispose (object);
}

static void
muster_axis_label_class_init (MusterAxisLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_axis_label_dispose;
  widget_class->measure = muster_axis_label_measure;
  widget_class->size_allocate = muster_axis_label_size_allocate;
  widget_class->get_request_mode = muster_axis_label_get_request_mode;
}

static GtkWidget *
make_label (MusterAxisLabel *self, const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), xalign == 0 ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
muster_axis_label_init (MusterAxisLabel *self)
{
}

GtkWidget *
muster_axis_label_new (int number, const char *word, const char *words, float xalign)
{
  MusterAxisLabel *self = g_object_new (MUSTER_TYPE_AXIS_LABEL, NULL);
  g_autofree char *full = g_strdup_printf ("%d %s", number, word);
  g_autofree char *digits = g_strdup_printf ("%d", number);

  self->full = make_label (self, full, xalign);
  gtk_label_set_max_width_chars (GTK_LABEL (self->full), 13); /* no word is longer */
  self->number = make_label (self, digits, xalign);
  self->longest = make_label (self, words, xalign);
  gtk_widget_set_child_visible (self->longest, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), full);
  return GTK_WIDGET (self);
}
