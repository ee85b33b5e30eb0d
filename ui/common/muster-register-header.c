/* muster-register-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-header.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-tooltip.h"

#define PADDING 9

struct _MusterRegisterHeader {
  GtkWidget parent_instance;
  MusterColumns *columns;
  GtkAdjustment *adjustment;
  guint tick; /* of the frame that moves the titles; 0: none is due */
  double before; /* where the table stood sideways when the focus came to the titles */
  double brought; /* where they last brought it */
  GPtrArray *titles; /* GtkWidget, one a column */
  const char *sort;  /* interned; NULL: not told yet */
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (MusterRegisterHeader, muster_register_header, GTK_TYPE_WIDGET)

enum { SORT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_clicked_cb (GtkButton *button, MusterRegisterHeader *self)
{
  const MusterField *field = g_object_get_data (G_OBJECT (button), "field");

  g_signal_emit (self, signals[SORT], 0, field->name);
}

/* How wide the rows are; columns count from the side where reading starts. */
static int
get_whole (MusterRegisterHeader *self)
{
  return (int) gtk_adjustment_get_upper (self->adjustment);
}

/* A name that takes the focus out of sight is brought into it. */
static void
on_focus_cb (GtkEventControllerFocus *controller, MusterRegisterHeader *self)
{
  GtkWidget *title = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gboolean rtl = gtk_widget_get_direction (title) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->titles->len; i++)
    {
      const MusterColumn *column = muster_columns_get (self->columns, i);
      int x = rtl ? get_whole (self) - column->x - column->width : column->x;

      if (g_ptr_array_index (self->titles, i) == title)
        gtk_adjustment_clamp_page (self->adjustment, x, x + column->width);
    }
  self->brought = gtk_adjustment_get_value (self->adjustment);
}

static void
on_enter_cb (MusterRegisterHeader *self)
{
  self->before = self->brought = gtk_adjustment_get_value (self->adjustment);
}

/* The rows have no key that goes sideways: they stand again as they stood, unless somebody has moved them since. */
static void
on_leave_cb (MusterRegisterHeader *self)
{
  if (gtk_adjustment_get_value (self->adjustment) == self->brought)
    gtk_adjustment_set_value (self->adjustment, self->before);
}

static GtkWidget *
make_label (const MusterColumn *column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  muster_label_shorten (label);
  gtk_label_set_xalign (GTK_LABEL (label), column->numeric ? 1 : 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_sorter (MusterRegisterHeader *self, const MusterColumn *column)
{
  const char *name = muster_field_get_label (column->field);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *label = make_label (column, name);
  GtkWidget *arrow = gtk_image_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_visible (arrow, FALSE);
  gtk_image_set_pixel_size (GTK_IMAGE (arrow), 12);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_widget_set_halign (box, column->numeric ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  muster_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "field", (gpointer) column->field);
  g_object_set_data (G_OBJECT (button), "arrow", arrow);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus_cb), self);
  gtk_widget_add_controller (button, focus);
  return button;
}

static GtkWidget *
make_title (MusterRegisterHeader *self, const MusterColumn *column)
{
  GtkWidget *label;

  if (column->field != NULL && (column->field->flags & MUSTER_FIELD_SORT))
    return make_sorter (self, column);
  /* Translators: the heading over numbers such as R-12, by which people quote a record. */
  label = make_label (column, column->field != NULL ? muster_field_get_label (column->field) : _("Ref."));
  gtk_widget_set_margin_start (label, PADDING);
  gtk_widget_set_margin_end (label, PADDING);
  return label;
}

void
muster_register_header_set_sort (MusterRegisterHeader *self, const char *field, gboolean descending)
{
  self->sort = g_intern_string (field);
  self->descending = descending;
  for (guint i = 0; i < self->titles->len; i++)
    {
      GtkWidget *title = g_ptr_array_index (self->titles, i);
      const MusterColumn *column = muster_columns_get (self->columns, i);
      GtkWidget *arrow = g_object_get_data (G_OBJECT (title), "arrow");
      gboolean sorts = column->field != NULL && g_strcmp0 (column->field->name, field) == 0;

      if (arrow == NULL)
        continue;
      gtk_image_set_from_icon_name (GTK_IMAGE (arrow), descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_widget_set_visible (arrow, sorts);
      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      !sorts       ? _("not sorted")
                                      : descending ? _("sorted, descending")
                                                   : _("sorted, ascending"),
                                      -1);
    }
}

static void
muster_register_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                                int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterRegisterHeader *self = MUSTER_REGISTER_HEADER (widget);

  for (guint i = 0; i < self->titles->len; i++)
    {
      int least, wanted;

      gtk_widget_measure (g_ptr_array_index (self->titles, i), orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : least);
      *natural = MAX (*natural, orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : wanted);
    }
}

static void
muster_register_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRegisterHeader *self = MUSTER_REGISTER_HEADER (widget);
  int whole = MAX (width, muster_columns_get_min_width (self->columns, widget));
  int offset = (int) gtk_adjustment_get_value (self->adjustment);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  /* The rows are wider than the columns, and begin at the right there. */
  int right = MAX (whole, get_whole (self));

  muster_columns_allocate (self->columns, widget, whole);
  for (guint i = 0; i < self->titles->len; i++)
    {
      const MusterColumn *column = muster_columns_get (self->columns, i);
      GtkWidget *title = g_ptr_array_index (self->titles, i);
      int x = rtl ? right - column->x - column->width : column->x, least;

      gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (title, &(GtkAllocation){ x - offset, 0, MAX (column->width, least), height }, -1);
    }
}

static void
drop_titles (MusterRegisterHeader *self)
{
  for (guint i = 0; self->titles != NULL && i < self->titles->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->titles, i));
  if (self->titles != NULL)
    g_ptr_array_set_size (self->titles, 0);
}

static void
put_titles (MusterRegisterHeader *self)
{
  drop_titles (self);
  for (guint i = 0; i < muster_columns_get_n (self->columns); i++)
    {
      GtkWidget *title = make_title (self, muster_columns_get (self->columns, i));

      g_ptr_array_add (self->titles, title);
      gtk_widget_set_parent (title, GTK_WIDGET (self));
    }
  if (self->sort != NULL)
    muster_register_header_set_sort (self, self->sort, self->descending);
}

static void
muster_register_header_dispose (GObject *object)
{
  MusterRegisterHeader *self = MUSTER_REGISTER_HEADER (object);

  drop_titles (self);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_object (&self->columns);
  g_clear_object (&self->adjustment);
  G_OBJECT_CLASS (muster_register_header_parent_class)->dispose (object);
}

static void
muster_register_header_class_init (MusterRegisterHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_register_header_dispose;
  widget_class->measure = muster_register_header_measure;
  widget_class->size_allocate = muster_register_header_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SORT] = g_signal_new ("sort", MUSTER_TYPE_REGISTER_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_register_header_init (MusterRegisterHeader *self)
{
  self->titles = g_ptr_array_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MUSTER_REGISTER_HEADER (widget)->tick = 0;
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_REMOVE;
}

/* The list below may set the adjustment while it is given its place, after the header got its own: asking for another
 * place at that moment would have the header drawn without one. */
static void
on_scrolled_cb (MusterRegisterHeader *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

GtkWidget *
muster_register_header_new (MusterColumns *columns, GtkAdjustment *adjustment)
{
  MusterRegisterHeader *self = g_object_new (MUSTER_TYPE_REGISTER_HEADER, NULL);

  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->columns = g_object_ref (columns);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  put_titles (self);
  g_signal_connect_object (columns, "chosen", G_CALLBACK (put_titles), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  return GTK_WIDGET (self);
}
