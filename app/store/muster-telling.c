/* muster-telling.c - tells a view of rows in as few and as small changes as will do.
 *
 * Equal ends are left alone and, when few rows came or went in between, each run is told by itself; many runs are told
 * as one range.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-telling-private.h"

#include "muster-runs-private.h"

/* The array always is what has been told: each change is put into it before it is told. */
static void
tell (MusterTelling *self, MusterRun run, const gint64 *rows)
{
  if (run.removed > 0)
    g_array_remove_range (self->rowids, run.position, run.removed);
  if (run.added > 0)
    g_array_insert_vals (self->rowids, run.position, rows, run.added);
  g_list_model_items_changed (self->model, run.position, run.removed, run.added);
}

/* Of the first run that is left up to n rows go, and as many come in their place. Returns how many of n that took. */
static guint
tell_part (MusterTelling *self, guint n)
{
  g_autoptr(GArray) answer = g_array_ref (self->answer);
  MusterRun *run = &g_array_index (self->rest, MusterRun, 0);
  MusterRun part = { run->position, MIN (n, run->removed), MIN (n, run->added) };

  *run = (MusterRun){ part.position + part.added, run->removed - part.removed, run->added - part.added };
  if (run->removed == 0 && run->added == 0)
    g_array_remove_index (self->rest, 0);
  if (self->rest->len == 0)
    g_clear_pointer (&self->answer, g_array_unref);
  tell (self, part, &g_array_index (answer, gint64, part.position));
  return MAX (part.removed, part.added);
}

/* What goes from below all widgets goes first: it would be given widgets while rows above it go one part at a time. It
 * still stands where it stood, below what the runs before it take or bring. */
static void
tell_tails (MusterTelling *self)
{
  guint shift = 0;

  for (guint i = 0; i < self->rest->len; i++)
    shift += g_array_index (self->rest, MusterRun, i).removed - g_array_index (self->rest, MusterRun, i).added;
  for (guint i = self->rest->len; i-- > 0;)
    {
      MusterRun *run = &g_array_index (self->rest, MusterRun, i);
      guint below = run->position + self->most;
      MusterRun tail = { .removed = run->removed - MIN (run->removed, self->most),
                         .added = run->added - MIN (run->added, self->most) };

      shift -= run->removed - run->added;
      tail.position = below + shift;
      if (tail.removed == 0)
        continue;
      run->removed -= tail.removed;
      run->added -= tail.added;
      tell (self, tail, &g_array_index (self->answer, gint64, below));
    }
}

/* Something newer is to be told. Where all is replaced a row may stand twice in between, and must not then. */
static void
give_up_rest (MusterTelling *self)
{
  MusterRun old = { 0 };

  g_clear_pointer (&self->answer, g_array_unref);
  if (self->rest->len > 0)
    old = g_array_index (self->rest, MusterRun, 0);
  old.added = 0;
  g_array_set_size (self->rest, 0);
  if (old.removed > 0)
    tell (self, old, NULL);
}

static GArray *
find_runs (MusterTelling *self, GArray *rowids)
{
  const gint64 *old = (const void *) self->rowids->data, *new = (const void *) rowids->data;
  guint n_old = self->rowids->len, n_new = rowids->len;
  guint head = 0, tail = 0;

  while (head < n_old && head < n_new && old[head] == new[head])
    head++;
  while (tail < n_old - head && tail < n_new - head && old[n_old - tail - 1] == new[n_new - tail - 1])
    tail++;
  if (head == n_old && head == n_new)
    return g_array_new (FALSE, FALSE, sizeof (MusterRun));
  return muster_runs_find (old + head, n_old - head - tail, new + head, n_new - head - tail, head);
}

static gboolean
is_large (MusterTelling *self, const GArray *runs)
{
  guint n = 0;

  for (guint i = 0; i < runs->len; i++)
    n += MAX (g_array_index (runs, MusterRun, i).removed, g_array_index (runs, MusterRun, i).added);
  return self->first > 0 && n > self->first;
}

void
muster_telling_replace (MusterTelling *self, GArray *rowids, gboolean in_parts)
{
  g_autoptr(GArray) runs = NULL;

  give_up_rest (self);
  runs = find_runs (self, rowids);
  if (runs->len == 0)
    return;
  self->answer = g_array_ref (rowids);
  self->told = 0;
  g_array_append_vals (self->rest, runs->data, runs->len);
  if (!in_parts || !is_large (self, runs))
    {
      muster_telling_go_on (self, G_MAXUINT);
      return;
    }
  tell_tails (self);
  muster_telling_go_on (self, self->first);
}

gboolean
muster_telling_go_on (MusterTelling *self, guint n)
{
  if (self->told >= self->most)
    n = G_MAXUINT;
  for (guint told; n > 0 && self->answer != NULL; n -= told)
    {
      told = tell_part (self, n);
      self->told += told;
    }
  return self->answer != NULL;
}

guint
muster_telling_count (MusterTelling *self)
{
  guint n = self->rowids->len;

  for (guint i = 0; i < self->rest->len; i++)
    n += g_array_index (self->rest, MusterRun, i).added - g_array_index (self->rest, MusterRun, i).removed;
  return n;
}

MusterTelling *
muster_telling_new (GListModel *model)
{
  MusterTelling *self = g_new0 (MusterTelling, 1);

  self->model = model;
  self->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rest = g_array_new (FALSE, FALSE, sizeof (MusterRun));
  return self;
}

void
muster_telling_free (MusterTelling *self)
{
  g_array_unref (self->rowids);
  g_array_unref (self->rest);
  g_clear_pointer (&self->answer, g_array_unref);
  g_free (self);
}
