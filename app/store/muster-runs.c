/* muster-runs.c - where two lists of rows differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-runs-private.h"

#define MAX_RUNS 8

static gboolean
holds (const gint64 *rows, guint n, gint64 row)
{
  for (guint i = 0; i < n; i++)
    if (rows[i] == row)
      return TRUE;
  return FALSE;
}

/* Both stay and have changed places, as when what a register is sorted by was edited: then all is told as one, and to
 * know that takes no table of a hundred thousand rows. */
static gboolean
order_differs_at_once (const gint64 *old, guint n_old, const gint64 *new, guint n_new)
{
  return n_old > 0 && n_new > 0 && old[0] != new[0] && holds (new, n_new, old[0]) && holds (old, n_old, new[0]);
}

static void
add_run (GArray *runs, guint position, guint removed, guint added)
{
  MusterRun run = { position, removed, added };

  g_array_append_val (runs, run);
}

/* What a filter takes away or gives back: all of few are among many, in their order. Adds a run for each gap and stops
 * after too many; FALSE where it is not so. Most of what a person types in a filter ends here, without the tables. */
static gboolean
find_gaps (const gint64 *many, guint n_many, const gint64 *few, guint n_few, gboolean removed, guint head, GArray *runs)
{
  guint i = 0, j = 0;

  while (i < n_many && runs->len <= MAX_RUNS)
    {
      guint from = i;

      while (i < n_many && (j == n_few || many[i] != few[j]))
        i++;
      if (i > from)
        add_run (runs, head + (removed ? j : from), removed ? i - from : 0, removed ? 0 : i - from);
      for (; i < n_many && j < n_few && many[i] == few[j]; i++)
        j++;
    }
  return j == n_few || runs->len > MAX_RUNS;
}

static gboolean
find_filtered (const gint64 *old, guint n_old, const gint64 *new, guint n_new, guint head, GArray *runs)
{
  if (n_new <= n_old ? find_gaps (old, n_old, new, n_new, TRUE, head, runs)
                     : find_gaps (new, n_new, old, n_old, FALSE, head, runs))
    return TRUE;
  g_array_set_size (runs, 0);
  return FALSE;
}

static GArray *
find_runs (const gint64 *old, guint n_old, const gint64 *new, guint n_new, guint head)
{
  g_autoptr(GHashTable) in_new = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GHashTable) in_old = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (MusterRun));
  guint i = 0, j = 0;

  for (guint k = 0; k < n_new; k++)
    g_hash_table_add (in_new, (gpointer) &new[k]);
  for (guint k = 0; k < n_old; k++)
    g_hash_table_add (in_old, (gpointer) &old[k]);

  while (i < n_old || j < n_new)
    {
      MusterRun run = { head + j, 0, 0 };

      while (i < n_old && j < n_new && old[i] == new[j])
        i++, j++;
      run.position = head + j;
      while (i < n_old && !g_hash_table_contains (in_new, &old[i]))
        i++, run.removed++;
      while (j < n_new && !g_hash_table_contains (in_old, &new[j]))
        j++, run.added++;
      if (run.removed > 0 || run.added > 0)
        g_array_append_val (runs, run);
      else if (i < n_old && j < n_new && old[i] != new[j]) /* order changed */
        break;
      else if (i >= n_old && j >= n_new)
        break;
      if (runs->len > MAX_RUNS)
        break;
    }

  if (i < n_old || j < n_new)
    {
      g_array_set_size (runs, 0);
      add_run (runs, head, n_old, n_new);
    }
  return runs;
}

GArray *
muster_runs_find (const gint64 *old, guint n_old, const gint64 *new, guint n_new, guint head)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (MusterRun));

  if (order_differs_at_once (old, n_old, new, n_new))
    add_run (runs, head, n_old, n_new);
  else if (!find_filtered (old, n_old, new, n_new, head, runs))
    return find_runs (old, n_old, new, n_new, head);
  if (runs->len > MAX_RUNS)
    {
      g_array_set_size (runs, 0);
      add_run (runs, head, n_old, n_new);
    }
  return g_steal_pointer (&runs);
}
