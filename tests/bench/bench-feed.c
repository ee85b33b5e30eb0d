/* bench-feed.c - a first sync: every record of a file as a commit of another, in pages, beside the bare inserts of the
 * rows that come of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"
#include "pages.h"
#include "timing.h"

#include <glib/gstdio.h>

/* Of the wall clock, then of the processor. */
static void
time_pages (MusterReplica *replica, GPtrArray *entries, const MusterId *server, const MusterId *epoch, double took[2])
{
  double start = timing_now (), start_cpu = timing_cpu ();

  for (guint first = 0; first < entries->len; first += PAGE)
    {
      g_autoptr(MusterFeedPage) page = pages_make_page (entries, first, server, epoch);
      g_autoptr(GError) error = NULL;
      MusterFeedPageResult result;

      muster_replica_apply_page (replica, page, NULL, &result, &error);
      timing_check (error);
      muster_feed_page_result_clear (&result);
    }
  took[0] = timing_now () - start;
  took[1] = timing_cpu () - start_cpu;
}

static void
enrol (MusterReplica *replica, MusterId ids[2], MusterRandom *random)
{
  g_autoptr(GError) error = NULL;
  MusterId person;

  for (guint i = 0; i < 2; i++)
    muster_id_new (&ids[i], muster_replica_get_clock (replica), random);
  muster_id_new (&person, muster_replica_get_clock (replica), random);
  muster_replica_enrol (replica, "https://muster.example", &ids[0], &ids[1], &person, "Reader", &error);
  timing_check (error);
}

void
bench_feed (const char *path, guint n, guint64 seed)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);
  g_autofree char *empty = g_strconcat (path, ".empty", NULL);
  MusterReplica *source = timing_open (path, MUSTER_REPLICA_READ, random), *replica;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GArray) all = NULL;
  MusterId ids[2], other;
  char *fed;
  double ours[2], bare[2];
  gint64 rows;

  bare_watch ();
  muster_replica_close (timing_open (empty, MUSTER_REPLICA_CREATE, random));
  fed = timing_copy (empty, "fed");
  muster_id_new (&other, muster_replica_get_clock (source), random);
  all = pages_list (source);
  entries = pages_make_entries (source, all, 0, n, &other, random);
  replica = timing_open (fed, 0, random);
  enrol (replica, ids, random);
  time_pages (replica, entries, &ids[0], &ids[1], ours);
  muster_replica_close (replica);
  bare[1] = timing_cpu ();
  bare[0] = bare_copy_tables (fed, empty, FED_TABLES, (entries->len + PAGE - 1) / PAGE, &rows);
  bare[1] = timing_cpu () - bare[1];
  timing_print_json (json_pack ("{s:s, s:i, s:I, s:f, s:f, s:f, s:f}", "what", "feed", "n", (int) entries->len, "rows",
                                (json_int_t) rows, "median", ours[0], "bare", bare[0], "cpu", ours[1], "bare-cpu",
                                bare[1]));
  muster_replica_close (source);
  timing_drop (fed);
  timing_drop (g_steal_pointer (&empty));
}
