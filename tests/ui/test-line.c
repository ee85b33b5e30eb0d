/* test-line.c - words in a line cost one layout, not a search for the width that a height would want. Wants a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-line.h"

#include "muster-label.h"

#define GAP 6
#define LONG                                                                                                           \
  "Overdue since 1 January 2024 · Deliverable · Not started · Mobilisation plan for the northern neighbourhood · Lead"

/* Words that expand, and a mark of 16 pixels behind them. */
static void
fill (GtkWidget *line)
{
  GtkWidget *words = muster_label_new (LONG, "caption"), *mark = gtk_image_new ();

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_size_request (mark, 16, 16);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), mark);
}

static GtkWidget *
make_line (void)
{
  GtkWidget *line = g_object_ref_sink (muster_line_new (GAP));

  fill (line);
  return line;
}

static void
test_width (void)
{
  g_autoptr(GtkWidget) line = make_line ();
  g_autoptr(GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP));
  int least, wanted, least_at_height, wanted_at_height, of_box, of_box_at_height;

  fill (box);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, 120, &least_at_height, &wanted_at_height, NULL, NULL);
  g_assert_cmpint (least, ==, least_at_height);
  g_assert_cmpint (wanted, ==, wanted_at_height);
  /* What it is there for: a box wants the same, but has an answer of its own for a height. */
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &of_box, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, 120, NULL, &of_box_at_height, NULL, NULL);
  g_assert_cmpint (of_box, ==, wanted);
  g_assert_cmpint (of_box_at_height, <, wanted);
}

static void
test_height (void)
{
  g_autoptr(GtkWidget) line = make_line ();
  GtkWidget *words = gtk_widget_get_first_child (line), *mark = gtk_widget_get_last_child (line);
  int tall, wide, words_tall;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 300, &tall, NULL, NULL, NULL);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 2000, &wide, NULL, NULL, NULL);
  g_assert_cmpint (tall, >, wide);
  gtk_widget_measure (words, GTK_ORIENTATION_VERTICAL, 300 - GAP - 16, &words_tall, NULL, NULL, NULL);
  g_assert_cmpint (tall, ==, words_tall);
  gtk_widget_set_visible (mark, FALSE);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 300, &tall, NULL, NULL, NULL);
  gtk_widget_measure (words, GTK_ORIENTATION_VERTICAL, 300, &words_tall, NULL, NULL, NULL);
  g_assert_cmpint (tall, ==, words_tall);
}

static void
check_places (GtkTextDirection direction, float words_from, float mark_from)
{
  g_autoptr(GtkWidget) line = make_line ();
  GtkWidget *words = gtk_widget_get_first_child (line), *mark = gtk_widget_get_last_child (line);
  graphene_rect_t first, last;
  int tall;

  gtk_widget_set_direction (line, direction);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 300, &tall, NULL, NULL, NULL);
  gtk_widget_allocate (line, 300, tall, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (words, line, &first));
  g_assert_true (gtk_widget_compute_bounds (mark, line, &last));
  g_assert_cmpfloat (first.origin.x, ==, words_from);
  g_assert_cmpfloat (last.origin.x, ==, mark_from);
  g_assert_cmpfloat (first.size.width, ==, 300 - GAP - 16);
  g_assert_cmpfloat (last.size.width, ==, 16);
  g_assert_cmpfloat (first.size.height, ==, tall);
}

static void
test_places (void)
{
  check_places (GTK_TEXT_DIR_LTR, 0, 300 - 16);
  check_places (GTK_TEXT_DIR_RTL, 16 + GAP, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line/width", test_width);
  g_test_add_func ("/line/height", test_height);
  g_test_add_func ("/line/places", test_places);
  return g_test_run ();
}
