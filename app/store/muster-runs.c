/* muster-runs.c - where two lists of rows differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-runs-private.h"

#define MAX_RUNS 8

GArray *
muster_runs_find (const gint64 *old, guint n_old, const gint64 *new, guint n_new, guint head)
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
      MusterRun all = { head, n_old, n_new };

      g_array_set_size (runs, 0);
      g_array_append_val (runs, all);
    }
  return runs;
}
