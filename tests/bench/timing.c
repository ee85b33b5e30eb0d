/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing.h"

#include "large.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

double
timing_now (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

double
timing_cpu (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

Samples *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
samples_add (Samples *self, double since)
{
  double passed = timing_now () - since;

  g_array_append_val (self, passed);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
samples_quantile (Samples *self, double part)
{
  guint i = (guint) (part * (double) self->len);

  g_assert (self->len > 0);
  g_array_sort (self, compare_doubles);
  return g_array_index (self, double, MIN (i, self->len - 1));
}

void
timing_print_json (json_t *object)
{
  json_dumpf (object, stdout, JSON_COMPACT | JSON_REAL_PRECISION (6));
  putchar ('\n');
  fflush (stdout);
  json_decref (object);
}

void
timing_print (const char *what, Samples *samples)
{
  timing_print_json (json_pack ("{s:s, s:i, s:f, s:f, s:f, s:f}", "what", what, "n", (int) samples->len,
                                "median", samples_quantile (samples, 0.5), "p95", samples_quantile (samples, 0.95),
                                "p99", samples_quantile (samples, 0.99), "longest", samples_quantile (samples, 1)));
}

void
timing_print_pair (const char *what, Samples *const ours[2], Samples *const bare[2])
{
  timing_print_json (json_pack ("{s:s, s:i, s:f, s:f, s:f, s:f, s:f, s:f}", "what", what, "n", (int) ours[0]->len,
                                "median", samples_quantile (ours[0], 0.5), "p95", samples_quantile (ours[0], 0.95),
                                "bare", samples_quantile (bare[0], 0.5), "bare-p95", samples_quantile (bare[0], 0.95),
                                "cpu", samples_quantile (ours[1], 0.5), "bare-cpu", samples_quantile (bare[1], 0.5)));
}

void
timing_check (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

char *
timing_copy (const char *path, const char *name)
{
  g_autofree char *copy = g_strdup_printf ("%s.%s", path, name);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  timing_check (error);
  return g_steal_pointer (&copy);
}

void
timing_drop (char *copy)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (copy, endings[i], NULL);

      g_unlink (path);
    }
  g_free (copy);
}

MusterReplica *
timing_open (const char *path, MusterReplicaFlags flags, MusterRandom *random)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (LARGE_NOW + G_TIME_SPAN_DAY * 365);
  g_autoptr (GError) error = NULL;
  MusterReplica *replica = muster_replica_open (path, flags, clock, random, "Bench", &error);

  timing_check (error);
  return replica;
}

GArray *
timing_spread (MusterReplica *replica, MusterKindId kind, guint n)
{
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (kind));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = muster_replica_query (replica, query, &error);
  GArray *some = g_array_new (FALSE, FALSE, sizeof (gint64));

  timing_check (error);
  n = MIN (n, all->len);
  for (guint i = 0; i < n; i++)
    g_array_append_vals (some, &g_array_index (all, gint64, (guint64) i * all->len / n), 1);
  return some;
}
