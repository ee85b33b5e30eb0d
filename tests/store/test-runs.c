/* test-runs.c - what a list tells of a change: always enough to follow it, no more than changed where that is little.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-runs-private.h"

#include "../rounds.h"

#include <string.h>

#define MOST 60

static GArray *
make_list (const gint64 *rows, guint n)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (list, rows, n);
  return list;
}

/* As a view follows it: run by run, from the first. */
static void
check_followed (GArray *old, GArray *new, GArray *runs)
{
  g_autoptr(GArray) list = make_list ((const gint64 *) (const void *) old->data, old->len);

  for (guint i = 0; i < runs->len; i++)
    {
      const MusterRun *run = &g_array_index (runs, MusterRun, i);

      g_assert_cmpuint (run->removed + run->added, >, 0);
      g_assert_cmpuint (run->position + run->removed, <=, list->len);
      if (run->removed > 0)
        g_array_remove_range (list, run->position, run->removed);
      if (run->added > 0)
        g_array_insert_vals (list, run->position, &g_array_index (new, gint64, run->position), run->added);
    }
  g_assert_cmpuint (list->len, ==, new->len);
  g_assert_true (list->len == 0 || memcmp (list->data, new->data, list->len * sizeof (gint64)) == 0);
}

static GArray *
find (GArray *old, GArray *new)
{
  return muster_runs_find ((const gint64 *) (const void *) old->data, old->len,
                           (const gint64 *) (const void *) new->data, new->len, 0);
}

/* Each row of 1 to n, with a chance of one in so many to be left out. */
static GArray *
pick (guint n, guint leave_out)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 row = 1; row <= n; row++)
    if (leave_out == 0 || g_test_rand_int_range (0, (gint) leave_out) != 0)
      g_array_append_val (list, row);
  return list;
}

static void
swap_two (GArray *list)
{
  guint i, j;
  gint64 row;

  if (list->len == 0)
    return;
  i = (guint) g_test_rand_int_range (0, (gint) list->len);
  j = (guint) g_test_rand_int_range (0, (gint) list->len);
  row = g_array_index (list, gint64, i);
  g_array_index (list, gint64, i) = g_array_index (list, gint64, j);
  g_array_index (list, gint64, j) = row;
}

static void
test_followed (void)
{
  for (guint round = 0; round < ROUNDS (20000); round++)
    {
      guint n = (guint) g_test_rand_int_range (0, MOST);
      g_autoptr(GArray) old = pick (n, (guint) g_test_rand_int_range (0, 6));
      g_autoptr(GArray) new = pick (n, (guint) g_test_rand_int_range (0, 6));
      g_autoptr(GArray) runs = NULL;

      if (g_test_rand_int_range (0, 3) == 0)
        swap_two (new);
      runs = find (old, new);
      check_followed (old, new, runs);
    }
}

static void
check_runs (const gint64 *old_rows, guint n_old, const gint64 *new_rows, guint n_new, const MusterRun *wanted, guint n)
{
  g_autoptr(GArray) old = make_list (old_rows, n_old);
  g_autoptr(GArray) new = make_list (new_rows, n_new);
  g_autoptr(GArray) runs = find (old, new);

  check_followed (old, new, runs);
  g_assert_cmpuint (runs->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const MusterRun *run = &g_array_index (runs, MusterRun, i);

      g_assert_cmpuint (run->position, ==, wanted[i].position);
      g_assert_cmpuint (run->removed, ==, wanted[i].removed);
      g_assert_cmpuint (run->added, ==, wanted[i].added);
    }
}

#define CHECK(old, new, ...)                                                                                           \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    const gint64 before[] = old, after[] = new;                                                                        \
    const MusterRun wanted[] = { __VA_ARGS__ };                                                                        \
                                                                                                                       \
    check_runs (before, G_N_ELEMENTS (before), after, G_N_ELEMENTS (after), wanted, G_N_ELEMENTS (wanted));            \
  }                                                                                                                    \
  G_STMT_END
#define ROWS(...) { __VA_ARGS__ }

static void
test_exact (void)
{
  CHECK (ROWS (1, 2, 3, 4, 5), ROWS (2, 4, 5), { 0, 1, 0 }, { 1, 1, 0 });
  CHECK (ROWS (2, 4, 5), ROWS (1, 2, 3, 4, 5), { 0, 0, 1 }, { 2, 0, 1 });
  CHECK (ROWS (1, 2, 3), ROWS (1, 9, 3), { 1, 1, 1 });
  CHECK (ROWS (1, 2, 3, 4, 5), ROWS (9, 2, 3, 4), { 0, 1, 1 }, { 4, 1, 0 });
  /* Crossed: told as one. */
  CHECK (ROWS (1, 2, 3), ROWS (3, 2, 1), { 0, 3, 3 });
}

static void
test_many (void)
{
  g_autoptr(GArray) old = pick (1000, 0);
  g_autoptr(GArray) new = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) runs = NULL;

  for (gint64 row = 2; row <= 1000; row += 2)
    g_array_append_val (new, row);
  runs = find (old, new);
  check_followed (old, new, runs);
  g_assert_cmpuint (runs->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/runs/followed", test_followed);
  g_test_add_func ("/runs/exact", test_exact);
  g_test_add_func ("/runs/many", test_many);
  return g_test_run ();
}
