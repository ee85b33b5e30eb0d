/* test-outline-columns.c - how the width of an outline is shared out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-outline-columns.h"

#define WIDTH 860 /* beside the sidebar of a window of 1120 */

typedef struct {
  MusterOutlineColumns *columns;
  GtkWidget *label;
  GPtrArray *works;
} Outline;

static void
set (MusterRecord *record, const char *name, const char *text)
{
  g_autoptr(MusterValue) value = NULL;
  g_autoptr(GError) error = NULL;

  muster_field_parse (muster_kind_get_field (muster_record_get_kind (record), name), text, &value, &error);
  g_assert_no_error (error);
  muster_record_set (record, name, value);
}

static void
add (Outline *self, const char *owner)
{
  static const MusterId id = { { 1 } };
  MusterWork *work = muster_work_new ();

  work->record = muster_record_new (muster_kind_get (MUSTER_KIND_ACTION), &id);
  work->rag = g_new0 (MusterRagResult, 1);
  work->percent = -1;
  set (work->record, "text", "Agree with the landlord what is to be built before the lease");
  set (work->record, "owner", owner);
  g_ptr_array_add (self->works, work);
}

static int
width_of (Outline *self, MusterOutlineColumn column)
{
  int x, width;

  muster_outline_columns_get (self->columns, column, &x, &width);
  return width;
}

static void
set_up (Outline *self, gconstpointer data)
{
  self->columns = muster_outline_columns_new ();
  self->label = g_object_ref_sink (gtk_label_new (""));
  self->works = g_ptr_array_new_with_free_func (g_object_unref);
  muster_outline_columns_allocate (self->columns, self->label, WIDTH);
}

static void
tear_down (Outline *self, gconstpointer data)
{
  g_ptr_array_unref (self->works);
  g_object_unref (self->label);
  g_object_unref (self->columns);
}

/* What statuses, days and owners do not need goes to what it is called. */
static void
test_short (Outline *self, gconstpointer data)
{
  int before = width_of (self, MUSTER_OUTLINE_TITLE);

  add (self, "Lead");
  muster_outline_columns_fit (self->columns, self->label, self->works);
  g_assert_cmpint (width_of (self, MUSTER_OUTLINE_TITLE), >=, before + before / 3);
  for (guint i = MUSTER_OUTLINE_STATE; i <= MUSTER_OUTLINE_OWNER; i++)
    {
      g_autoptr(PangoLayout) cell = muster_outline_columns_make_layout (i, self->works->pdata[0], self->label);
      int width;

      pango_layout_get_pixel_size (cell, &width, NULL);
      if (i != MUSTER_OUTLINE_SLIP)
        g_assert_cmpint (width_of (self, i), >=, width + 2 * MUSTER_OUTLINE_PADDING);
    }
}

/* One long name does not take the room of all titles, and everything is as wide as the outline. */
static void
test_long (Outline *self, gconstpointer data)
{
  int before = width_of (self, MUSTER_OUTLINE_TITLE), sum = 0;

  add (self, "Lead");
  add (self, "The director of estates, facilities and everything else that stands in a building");
  muster_outline_columns_fit (self->columns, self->label, self->works);
  g_assert_cmpint (width_of (self, MUSTER_OUTLINE_TITLE), >=, before);
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    sum += width_of (self, i);
  g_assert_cmpint (sum, <=, WIDTH);
  g_assert_cmpint (sum, >, WIDTH - MUSTER_OUTLINE_N_COLUMNS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add ("/outline-columns/short", Outline, NULL, set_up, test_short, tear_down);
  g_test_add ("/outline-columns/long", Outline, NULL, set_up, test_long, tear_down);
  return g_test_run ();
}
