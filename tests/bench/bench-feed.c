/* bench-feed.c - a first sync: every record of a file as a commit of another, in pages, beside the bare inserts of the rows that come
 * of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"
#include "muster-feed.h"
#include "timing.h"

#include <glib/gstdio.h>

#define PAGE 1000

/* All that a page writes; tally is filled by what is written to part. */
#define TABLES \
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'" \
  " AND name NOT IN ('meta', 'tally', 'draft') ORDER BY name NOT IN ('log_commit', 'record'), name"

static MusterEntry *
make_entry (MusterRecord *record, gint64 seq, const MusterId *replica, MusterClock *clock, MusterRandom *random)
{
  MusterEntry *entry = muster_entry_new ();
  const MusterKind *kind = muster_record_get_kind (record);
  const char *code = muster_record_get_ref_code (record);

  muster_id_new (&entry->id, clock, random);
  entry->seq = entry->n = seq;
  entry->replica = *replica;
  entry->actor = g_strdup ("Borough programme manager");
  entry->at = entry->received = muster_clock_now (clock);
  entry->origin = g_strdup ("edit");
  entry->commit = muster_commit_new (NULL);
  muster_commit_add_edit (entry->commit, NULL, record);
  if (code != NULL)
    muster_commit_add_change (entry->commit, kind->name, muster_record_get_id (record), MUSTER_GROUP_REF_CODE, 0, json_string (code));
  return entry;
}

/* One commit for each record, at most n, in the order of the sidebar. */
static GPtrArray *
make_entries (MusterReplica *replica, guint n, const MusterId *other, MusterRandom *random)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (i));
      g_autoptr (GArray) rowids = muster_replica_query (replica, query, NULL);
      g_autoptr (GPtrArray) records =
        muster_replica_load (replica, muster_kind_get (i), (const gint64 *) rowids->data, rowids->len, NULL);

      for (guint j = 0; j < records->len && entries->len < n; j++)
        g_ptr_array_add (entries, make_entry (records->pdata[j], entries->len + 1, other, muster_replica_get_clock (replica), random));
    }
  return entries;
}

static MusterPage *
make_page (GPtrArray *entries, guint first, const MusterId *server, const MusterId *epoch)
{
  MusterPage *page = muster_page_new ();

  page->server = *server;
  page->epoch = *epoch;
  page->after = first;
  g_ptr_array_set_free_func (page->entries, NULL);
  for (guint i = first; i < entries->len && i < first + PAGE; i++)
    g_ptr_array_add (page->entries, entries->pdata[i]);
  page->cursor.seq = first + page->entries->len;
  page->more = page->cursor.seq < entries->len;
  return page;
}

/* Of the wall clock, then of the processor. */
static void
time_pages (MusterReplica *replica, GPtrArray *entries, const MusterId *server, const MusterId *epoch, double took[2])
{
  double start = timing_now (), start_cpu = timing_cpu ();

  for (guint first = 0; first < entries->len; first += PAGE)
    {
      g_autoptr (MusterPage) page = make_page (entries, first, server, epoch);
      g_autoptr (GError) error = NULL;
      MusterPageResult result;

      muster_replica_apply_page (replica, page, NULL, &result, &error);
      timing_check (error);
      muster_page_result_clear (&result);
    }
  took[0] = timing_now () - start;
  took[1] = timing_cpu () - start_cpu;
}

static void
enrol (MusterReplica *replica, MusterId ids[2], MusterRandom *random)
{
  g_autoptr (GError) error = NULL;
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
  g_autoptr (MusterRandom) random = muster_random_new_seeded (seed);
  g_autofree char *empty = g_strconcat (path, ".empty", NULL);
  MusterReplica *source = timing_open (path, MUSTER_REPLICA_READ, random), *replica;
  g_autoptr (GPtrArray) entries = NULL;
  MusterId ids[2], other;
  char *fed;
  double ours[2], bare[2];
  gint64 rows;

  bare_watch ();
  muster_replica_close (timing_open (empty, MUSTER_REPLICA_CREATE, random));
  fed = timing_copy (empty, "fed");
  muster_id_new (&other, muster_replica_get_clock (source), random);
  entries = make_entries (source, n, &other, random);
  replica = timing_open (fed, 0, random);
  enrol (replica, ids, random);
  time_pages (replica, entries, &ids[0], &ids[1], ours);
  muster_replica_close (replica);
  bare[1] = timing_cpu ();
  bare[0] = bare_copy_tables (fed, empty, TABLES, &rows);
  bare[1] = timing_cpu () - bare[1];
  timing_print_json (json_pack ("{s:s, s:i, s:I, s:f, s:f, s:f, s:f}", "what", "feed", "n", (int) entries->len, "rows", (json_int_t) rows,
                                "median", ours[0], "bare", bare[0], "cpu", ours[1], "bare-cpu", bare[1]));
  muster_replica_close (source);
  timing_drop (fed);
  timing_drop (g_steal_pointer (&empty));
}
