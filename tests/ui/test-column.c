/* test-column.c - words in a line cost one layout, not a search for the width that a height would want. Wants a
 * display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-column.h"

#include "muster-label.h"

#define LONG                                                                                                           \
  "Overdue since 1 January 2024 · Deliverable · Not started · Mobilisation plan for the northern neighbourhood · Lead"

static GtkWidget *
make_column (void)
{
  GtkWidget *column = g_object_ref_sink (muster_column_new (3));

  gtk_box_append (GTK_BOX (column), muster_label_new ("Title", NULL));
  gtk_box_append (GTK_BOX (column), muster_label_new (LONG, "caption"));
  return column;
}

static void
test_width (void)
{
  g_autoptr(GtkWidget) column = make_column ();
  g_autoptr(GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  int least, wanted, least_at_height, wanted_at_height, of_box;

  gtk_box_append (GTK_BOX (box), muster_label_new (LONG, "caption"));
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, 120, &least_at_height, &wanted_at_height, NULL, NULL);
  g_assert_cmpint (least, ==, least_at_height);
  g_assert_cmpint (wanted, ==, wanted_at_height);
  /* What it is there for: a plain box does answer with another width. */
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, 120, NULL, &of_box, NULL, NULL);
  g_assert_cmpint (of_box, <, wanted);
}

static void
test_height (void)
{
  g_autoptr(GtkWidget) column = make_column ();
  GtkWidget *title = gtk_widget_get_first_child (column), *text = gtk_widget_get_last_child (column);
  int tall, wide, title_tall, text_tall;

  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, 200, &tall, NULL, NULL, NULL);
  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, 1000, &wide, NULL, NULL, NULL);
  g_assert_cmpint (tall, >, wide);
  gtk_widget_measure (title, GTK_ORIENTATION_VERTICAL, 200, &title_tall, NULL, NULL, NULL);
  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, 200, &text_tall, NULL, NULL, NULL);
  g_assert_cmpint (tall, ==, title_tall + 3 + text_tall);
  gtk_widget_set_visible (title, FALSE);
  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, 200, &tall, NULL, NULL, NULL);
  g_assert_cmpint (tall, ==, text_tall);
}

static void
test_places (void)
{
  g_autoptr(GtkWidget) column = make_column ();
  GtkWidget *title = gtk_widget_get_first_child (column), *text = gtk_widget_get_last_child (column);
  graphene_rect_t above, below;
  int tall;

  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, 200, &tall, NULL, NULL, NULL);
  gtk_widget_allocate (column, 200, tall, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (title, column, &above));
  g_assert_true (gtk_widget_compute_bounds (text, column, &below));
  g_assert_cmpfloat (below.origin.y, ==, above.origin.y + above.size.height + 3);
  g_assert_cmpfloat (below.origin.y + below.size.height, ==, tall);
  g_assert_cmpfloat (below.size.width, ==, 200);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column/width", test_width);
  g_test_add_func ("/column/height", test_height);
  g_test_add_func ("/column/places", test_places);
  return g_test_run ();
}
