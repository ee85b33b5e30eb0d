/* bench-list.c - what a table costs: the ordered rowids, a page of rows, the page of one record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing.h"

#define TIMES 7
/* Rows that a table asks for at once. */
#define PAGE 64
#define N_PAGES 50

static void
time_order (MusterReplica *replica, const MusterKind *kind, const MusterField *field)
{
  g_autoptr (MusterQuery) query = muster_query_new (kind);
  g_autoptr (GArray) times = samples_new ();
  g_autofree char *what = g_strdup_printf ("%s by %s", kind->name, field->name);

  muster_query_set_sort (query, field->name, FALSE);
  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GError) error = NULL;
      double start = timing_now ();
      g_autoptr (GArray) rowids = muster_replica_query (replica, query, &error);

      samples_add (times, start);
      timing_check (error);
    }
  timing_print (what, times);
}

static void
time_pages (MusterReplica *replica, const MusterKind *kind)
{
  g_autoptr (MusterQuery) query = muster_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rowids = muster_replica_query (replica, query, &error);
  g_autoptr (GArray) times = samples_new ();

  timing_check (error);
  timing_print_json (json_pack ("{s:s, s:i}", "what", "rows in the register", "n", (int) rowids->len));
  for (guint i = 0; i < N_PAGES && rowids->len >= PAGE; i++)
    {
      guint at = (guint) ((guint64) i * (rowids->len - PAGE) / N_PAGES);
      const gint64 *first = &g_array_index (rowids, gint64, at);
      double start = timing_now ();
      g_autoptr (GPtrArray) records = muster_replica_load (replica, kind, first, PAGE, &error);

      samples_add (times, start);
      timing_check (error);
    }
  timing_print ("a page of 64 rows", times);
}

static void
time_details (MusterReplica *replica, MusterKindId kind)
{
  g_autoptr (GArray) rowids = timing_spread (replica, kind, 50);
  g_autoptr (GArray) times = samples_new ();
  g_autofree char *what = g_strdup_printf ("the page of one %s", muster_kind_get (kind)->name);

  for (guint i = 0; i < rowids->len; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 rowid = g_array_index (rowids, gint64, i);
      g_autoptr (GPtrArray) records = muster_replica_load (replica, muster_kind_get (kind), &rowid, 1, &error);
      double start = timing_now ();
      MusterDetail *detail = muster_replica_get_detail (replica, muster_record_get_id (records->pdata[0]), &error);

      samples_add (times, start);
      timing_check (error);
      muster_detail_free (detail);
    }
  timing_print (what, times);
}

/* What the window asks after every save. */
static void
time_state (MusterReplica *replica)
{
  g_autoptr (GArray) times = samples_new ();

  for (guint i = 0; i < TIMES; i++)
    {
      double start = timing_now ();
      g_autofree char *undo = muster_replica_describe_undo (replica);
      g_autofree char *redo = muster_replica_describe_redo (replica);

      muster_replica_count_outbox (replica);
      muster_replica_get_last_save (replica);
      samples_add (times, start);
    }
  timing_print ("what undo would do, and how much waits", times);
}

void
bench_list (const char *path)
{
  const MusterKind *risk = muster_kind_get (MUSTER_KIND_RISK);
  g_autoptr (MusterRandom) random = muster_random_new_seeded (1);
  g_autoptr (MusterReplica) replica = timing_open (path, MUSTER_REPLICA_READ, random);

  for (guint i = 0; i < risk->n_fields; i++)
    if (risk->fields[i].flags & MUSTER_FIELD_SORT)
      time_order (replica, risk, &risk->fields[i]);
  time_pages (replica, risk);
  time_details (replica, MUSTER_KIND_RISK);
  time_details (replica, MUSTER_KIND_TEAM);
  time_details (replica, MUSTER_KIND_PLAN);
  time_state (replica);
}
