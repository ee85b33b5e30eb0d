/* bench-stall.c - how long the main loop is kept from turning while the news come in.
 *
 *   bench-stall feed SOURCE FILE     makes FILE: the records of SOURCE as fetched from an endpoint
 *   bench-stall stall FILE N SEED    N changes of others arrive in pages while the register of risks is open as a list
 *   model
 *
 * Pages come as the bytes of an answer; reading and applying them is the business of the writing thread of MusterStore,
 * as it is behind a window. What is measured is each turn of the main loop: from when it is woken to when it waits
 * again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-record-list.h"
#include "muster-store-private.h"
#include "muster-wire.h"
#include "pages.h"
#include "plausible.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As many as a window shows. */
#define SHOWN 48

/* ---- turns of the main loop -------------------------------------------------------------------------------------- */

static struct {
  gboolean on;
  double   woken, woken_cpu; /* 0: not yet */
  double   longest_cpu;
  Samples *turns;
} watch;

static gint
watched_poll (GPollFD *fds, guint n, gint timeout)
{
  gint result;

  if (watch.on && watch.woken != 0)
    {
      samples_add (watch.turns, watch.woken);
      watch.longest_cpu = MAX (watch.longest_cpu, timing_cpu () - watch.woken_cpu);
    }
  result = g_poll (fds, n, timeout);
  watch.woken = timing_now ();
  watch.woken_cpu = timing_cpu ();
  return result;
}

static void
turn_until (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- a replica that fetched what another file has ---------------------------------------------------------------- */

static void
apply (MusterReplica *replica, const MusterFeedPage *page)
{
  g_autoptr(GError) error = NULL;
  MusterFeedPageResult result;

  muster_replica_apply_page (replica, page, NULL, &result, &error);
  timing_check (error);
  muster_feed_page_result_clear (&result);
}

static void
feed (const char *from, const char *path)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (1);
  MusterReplica *source = timing_open (from, MUSTER_REPLICA_READ, random);
  MusterReplica *replica = timing_open (path, MUSTER_REPLICA_CREATE, random);
  g_autoptr(GArray) all = NULL;
  g_autoptr(GError) error = NULL;
  MusterId ids[4];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    muster_id_new (&ids[i], muster_replica_get_clock (source), random);
  muster_replica_enrol (replica, "https://muster.example", &ids[0], &ids[1], &ids[2], "Reader", &error);
  timing_check (error);
  all = pages_list (source);
  for (guint first = 0; first < all->len; first += PAGE)
    {
      g_autoptr(GPtrArray) entries = pages_make_entries (source, all, first, PAGE, &ids[3], random);
      g_autoptr(MusterFeedPage) page = pages_make_page (entries, 0, &ids[0], &ids[1]);

      page->after = first;
      page->cursor.seq = first + entries->len;
      page->more = page->cursor.seq < all->len;
      apply (replica, page);
    }
  muster_replica_close (replica);
  muster_replica_close (source);
}

/* ---- the news ---------------------------------------------------------------------------------------------------- */

/* Another title: the register, which stands by title, is in another order after each page. */
static MusterEntry *
make_change (MusterReplica *replica, gint64 rowid, guint i, gint64 seq, const MusterId *other, MusterRandom *random,
             MusterRandom *ids)
{
  g_autoptr(GPtrArray) found = muster_replica_load (replica, muster_kind_get (MUSTER_KIND_RISK), &rowid, 1, NULL);
  g_autofree char *title = plausible_risk (random);
  MusterEntry *entry = muster_entry_new ();
  MusterRecord *record = found->pdata[0];
  g_autoptr(MusterRecord) edited = muster_record_copy (record);
  g_autoptr(MusterValue) value = muster_value_new_text (MUSTER_VALUE_TEXT, title);

  muster_id_new (&entry->id, muster_replica_get_clock (replica), ids);
  entry->seq = seq;
  entry->n = i + 1;
  entry->replica = *other;
  entry->actor = g_strdup ("Borough programme manager");
  entry->at = entry->received = muster_clock_now (muster_replica_get_clock (replica)) + i;
  entry->origin = g_strdup ("edit");
  entry->commit = muster_commit_new (NULL);
  muster_record_set (edited, "title", value);
  muster_commit_add_edit (entry->commit, record, edited);
  if (muster_commit_get_n (entry->commit) == 0) /* the title that it has */
    muster_commit_add_change (entry->commit, "risk", muster_record_get_id (record), "title", 0,
                              json_pack ("{s:s+}", "title", title, "."));
  return entry;
}

/* Element GBytes: answers to pulls. */
static GPtrArray *
make_news (const char *path, guint n, guint64 seed)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed), ids = muster_random_new_system ();
  MusterReplica *replica = timing_open (path, MUSTER_REPLICA_READ, random);
  g_autoptr(MusterSyncState) who = muster_replica_get_sync_state (replica, NULL);
  g_autoptr(GArray) rowids = timing_spread (replica, MUSTER_KIND_RISK, n);
  GPtrArray *news = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  MusterId other;

  muster_id_new (&other, muster_replica_get_clock (replica), ids);
  for (guint first = 0; first < n; first += PAGE)
    {
      g_autoptr(MusterFeedPage) page = muster_feed_page_new ();

      page->server = who->server;
      page->epoch = who->epoch;
      page->after = who->cursor.seq + first;
      for (guint i = first; i < MIN (first + PAGE, n); i++)
        g_ptr_array_add (page->entries, make_change (replica, g_array_index (rowids, gint64, i % rowids->len), i,
                                                     who->cursor.seq + i + 1, &other, random, ids));
      page->cursor.seq = page->after + page->entries->len;
      page->more = page->cursor.seq < who->cursor.seq + n;
      g_ptr_array_add (news, muster_wire_print_page (page));
    }
  muster_replica_close (replica);
  return news;
}

static void
drop_ids (gpointer ids)
{
  g_array_unref (ids);
}

/* On the writing thread. */
static gpointer
take_page (MusterReplica *replica, gpointer bytes, GError **error)
{
  g_autoptr(MusterFeedPage) page = muster_wire_parse_page (bytes, error);
  MusterFeedPageResult result;
  GArray *changed;

  if (page == NULL || !muster_replica_apply_page (replica, page, NULL, &result, error))
    return NULL;
  changed = g_array_ref (result.changed);
  muster_feed_page_result_clear (&result);
  return changed;
}

/* ---- the window, as far as it stands in the main loop ------------------------------------------------------------ */

typedef struct {
  MusterStore *store;
  GPtrArray   *news;
  guint        next;
  gboolean     done;
  guint        n_ranges;
} Arriving;

static void take_next (Arriving *self);

static void
taken (GObject *source, GAsyncResult *result, gpointer data)
{
  Arriving *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) changed = muster_store_read_finish (self->store, result, &error);

  timing_check (g_steal_pointer (&error));
  muster_store_tell (self->store, changed);
  take_next (self);
}

static void
take_next (Arriving *self)
{
  if (self->next == self->news->len)
    self->done = TRUE;
  else
    muster_store_run_write (self->store, take_next, take_page, self->news->pdata[self->next++], NULL, drop_ids, NULL,
                            taken, self);
}

static void
count_range (GListModel *model, guint position, guint removed, guint added, Arriving *self)
{
  self->n_ranges++;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  *(MusterStore **) data = muster_store_open_finish (result, &error);
  timing_check (g_steal_pointer (&error));
}

static MusterStore *
open_store (const char *path)
{
  g_autoptr(MusterClock) clock = muster_clock_new_system ();
  MusterStore *store = NULL;

  muster_store_open_async (path, 0, clock, "Bench", NULL, opened, &store);
  while (store == NULL)
    g_main_context_iteration (NULL, TRUE);
  return store;
}

/* The rows that a window would show, loaded. */
static GPtrArray *
show (MusterRecordList *list)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  while (muster_record_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < SHOWN; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (list), i));
  for (guint i = 0; i < SHOWN; i++)
    while (muster_row_get_record (rows->pdata[i]) == NULL)
      g_main_context_iteration (NULL, TRUE);
  return rows;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
stall (const char *path, guint n, guint64 seed)
{
  char *copy = timing_copy (path, "stall");
  Arriving arriving = { .news = make_news (path, n, seed) };
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(MusterRecordList) list = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  double start;

  watch.turns = samples_new ();
  g_main_context_set_poll_func (NULL, watched_poll);
  muster_query_set_sort (query, "title", FALSE);
  arriving.store = open_store (copy);
  list = muster_record_list_new (arriving.store, query);
  rows = show (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_range), &arriving);
  settle ();

  watch.on = TRUE;
  watch.woken = 0;
  start = timing_now ();
  take_next (&arriving);
  turn_until (&arriving.done);
  start = timing_now () - start;
  while (muster_record_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  watch.on = FALSE;
  timing_print_json (json_pack ("{s:s, s:i, s:i, s:f, s:i, s:f, s:f, s:f, s:f, s:i}", "what", "stall", "n", (int) n,
                                "rows", (int) muster_record_list_count (list), "ms", start, "turns",
                                (int) watch.turns->len, "median", samples_quantile (watch.turns, 0.5), "p99",
                                samples_quantile (watch.turns, 0.99), "longest", samples_quantile (watch.turns, 1),
                                "longest-cpu", watch.longest_cpu, "told", (int) arriving.n_ranges));
  muster_store_close (arriving.store);
  g_object_unref (arriving.store);
  g_ptr_array_unref (arriving.news);
  timing_drop (copy);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "feed"))
    feed (argv[2], argv[3]);
  else if (argc == 5 && g_str_equal (argv[1], "stall"))
    stall (argv[2], (guint) atoi (argv[3]), g_ascii_strtoull (argv[4], NULL, 10));
  else
    {
      fprintf (stderr, "usage: bench-stall feed SOURCE FILE | stall FILE N SEED\n");
      return 2;
    }
  return 0;
}
