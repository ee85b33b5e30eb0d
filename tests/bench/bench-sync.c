/* bench-sync.c - replicas against an endpoint over HTTP; bench_sync.py says what is done in which order. One line of
 * JSON for each measurement.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-sync.h"

#include "muster-inflate.h"
#include "pages.h"
#include "peer.h"
#include "plausible.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* All threads of the process, milliseconds. */
static double
process_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* ---- load: the records of a file, a commit each ------------------------------------------------------------------ */

/* What is left after the first is taken away is as much work as the rest. */
static void
push_entries (Peer *peer, GPtrArray *entries, guint first)
{
  g_autoptr(MusterSyncState) who = muster_replica_get_sync_state (peer->replica, NULL);
  MusterPush push = { .replica = who->replica, .epoch = who->epoch, .schema = who->schema };
  g_autoptr(MusterRequest) request = muster_request_new ("POST", "/v1/push");
  g_autoptr(MusterResponse) response = NULL;

  push.entries = g_ptr_array_new ();
  for (guint i = first; i < entries->len && i < first + MUSTER_WIRE_COMMITS; i++)
    g_ptr_array_add (push.entries, entries->pdata[i]);
  request->authorization = g_strdup (peer->access);
  request->body = muster_wire_print_push (&push);
  response = muster_courier_call (peer->courier, request);
  if (response->status != 200)
    g_error ("A push was not taken: %u %s", response->status,
             response->body != NULL ? (const char *) g_bytes_get_data (response->body, NULL) : response->failure);
  g_ptr_array_unref (push.entries);
}

/* People do not save everything at one instant. */
static void
spread_times (GPtrArray *entries, MusterRandom *random)
{
  MusterTime at = ((MusterEntry *) entries->pdata[0])->at;

  for (guint i = 0; i < entries->len; i++)
    {
      at += 1 + muster_random_below (random, 600 * G_USEC_PER_SEC);
      ((MusterEntry *) entries->pdata[i])->at = at;
    }
}

static void
load (char **arguments)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (g_ascii_strtoull (arguments[6], NULL, 10));
  MusterReplica *source = timing_open (arguments[4], MUSTER_REPLICA_READ, random);
  g_autoptr(MusterSyncState) who = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GArray) all = NULL;
  double start;
  Peer peer;

  peer_open (&peer, arguments[0], arguments[1], arguments[3], MUSTER_REPLICA_CREATE);
  peer_join (&peer, arguments[2]);
  who = muster_replica_get_sync_state (peer.replica, NULL);
  all = pages_list (source);
  entries = pages_make_entries (source, all, 0, (guint) atoi (arguments[5]), &who->replica, random);
  spread_times (entries, random);
  start = timing_now ();
  for (guint i = 0; i < entries->len; i += MUSTER_WIRE_COMMITS)
    push_entries (&peer, entries, i);
  timing_print_json (
    json_pack ("{s:s, s:i, s:f}", "what", "load", "n", (int) entries->len, "ms", timing_now () - start));
  peer_close (&peer);
  muster_replica_close (source);
}

/* ---- join, sync, idle -------------------------------------------------------------------------------------------- */

static void
join (char **arguments)
{
  Peer peer;

  peer_open (&peer, arguments[0], arguments[1], arguments[3], MUSTER_REPLICA_CREATE);
  peer_join (&peer, arguments[2]);
  peer_close (&peer);
}

/* As they would lie on a server of files. */
static void
write_answers (GPtrArray *answers, const char *folder)
{
  for (guint i = 0; i < answers->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", folder, i);
      g_autoptr(GBytes) packed = muster_deflate (answers->pdata[i]);
      GBytes *bytes = packed != NULL ? packed : answers->pdata[i];
      g_autoptr(GError) error = NULL;
      gsize n;
      const char *data = g_bytes_get_data (bytes, &n);

      g_file_set_contents (path, data, (gssize) n, &error);
      timing_check (error);
    }
}

static void
count_applied (const MusterFeedPageResult *result, gpointer data)
{
  guint *counts = data;

  counts[0] += result->n_own;
  counts[1] += result->n_foreign;
}

static void
synchronise (char **arguments)
{
  guint counts[2] = { 0 };
  double start, cpu, own;
  Peer peer;

  peer_open (&peer, arguments[0], arguments[1], arguments[2], 0);
  muster_engine_set_applied_func (peer.engine, count_applied, counts);
  if (arguments[3] != NULL)
    peer.answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  start = timing_now ();
  cpu = process_cpu ();
  own = timing_cpu ();
  peer_run (&peer);
  timing_print_json (json_pack ("{s:s, s:f, s:f, s:f, s:i, s:i, s:i}", "what", "sync", "ms", timing_now () - start,
                                "cpu", process_cpu () - cpu, "applying", timing_cpu () - own, "requests",
                                (int) peer.n_requests, "own", (int) counts[0], "foreign", (int) counts[1]));
  if (arguments[3] != NULL)
    write_answers (peer.answers, arguments[3]);
  peer_close (&peer);
}

/* Requests until all is sent, and no more: what the endpoint made of it is not asked. */
static void
push (char **arguments)
{
  double start, cpu;
  Peer peer;

  peer_open (&peer, arguments[0], arguments[1], arguments[2], 0);
  start = timing_now ();
  cpu = process_cpu ();
  peer_push (&peer);
  timing_print_json (json_pack ("{s:s, s:f, s:f, s:i}", "what", "push", "ms", timing_now () - start, "cpu",
                                process_cpu () - cpu, "requests", (int) peer.n_requests));
  peer_close (&peer);
}

static void
idle (char **arguments)
{
  guint rounds = (guint) atoi (arguments[3]), bare_rounds = arguments[4] != NULL ? (guint) atoi (arguments[4]) : 0;
  g_autoptr(GArray) times = samples_new ();
  g_autoptr(GArray) bare = samples_new ();
  guint n_requests;
  double cpu;
  Peer peer;

  peer_open (&peer, arguments[0], arguments[1], arguments[2], 0);
  peer_run (&peer);
  n_requests = peer.n_requests;
  cpu = process_cpu ();
  for (guint i = 0; i < rounds; i++)
    {
      double start = timing_now ();

      muster_engine_nudge (peer.engine);
      peer_run (&peer);
      samples_add (times, start);
    }
  cpu = (process_cpu () - cpu) / rounds;
  n_requests = peer.n_requests - n_requests;
  for (guint i = 0; i < bare_rounds; i++)
    {
      g_autoptr(MusterRequest) request = muster_request_new ("GET", "/healthz");
      double start = timing_now ();
      g_autoptr(MusterResponse) response = muster_courier_call (peer.courier, request);

      samples_add (bare, start);
    }
  timing_print_json (json_pack ("{s:s, s:i, s:i, s:f, s:f, s:f, s:f}", "what", "idle", "n", (int) rounds, "requests",
                                (int) n_requests, "median", samples_quantile (times, 0.5), "p95",
                                samples_quantile (times, 0.95), "cpu", cpu, "bare",
                                bare_rounds > 0 ? samples_quantile (bare, 0.5) : 0));
  peer_close (&peer);
}

/* ---- edit: offline, one group of one record a save --------------------------------------------------------------- */

/* Another than it was. */
static char *
make_title (MusterRandom *random, const char *before)
{
  char *title = plausible_risk (random);

  while (g_strcmp0 (title, before) == 0)
    {
      g_free (title);
      title = plausible_risk (random);
    }
  return title;
}

static void
edit (char **arguments)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (g_ascii_strtoull (arguments[2], NULL, 10));
  g_autoptr(MusterRandom) ids = muster_random_new_system ();
  g_autoptr(MusterClock) clock = muster_clock_new_system ();
  g_autoptr(GError) error = NULL;
  MusterReplica *replica = muster_replica_open (arguments[0], 0, clock, ids, "Bench", &error);
  g_autoptr(GArray) rowids = NULL;
  guint n = (guint) atoi (arguments[1]);

  timing_check (error);
  rowids = timing_spread (replica, MUSTER_KIND_RISK, n);
  for (guint i = 0; i < n; i++)
    {
      gint64 rowid = g_array_index (rowids, gint64, i % rowids->len);
      g_autoptr(GPtrArray) found = muster_replica_load (replica, muster_kind_get (MUSTER_KIND_RISK), &rowid, 1, &error);
      g_autoptr(MusterRecord) record = muster_replica_get (replica, muster_record_get_id (found->pdata[0]), &error);
      g_autoptr(MusterRecord) edited = muster_record_copy (record);
      g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
      g_autofree char *title = make_title (random, muster_record_get_text (record, "title"));
      g_autoptr(MusterValue) value = muster_value_new_text (MUSTER_VALUE_TEXT, title);
      gint64 version;

      muster_record_set (edited, "title", value);
      muster_commit_add_edit (commit, record, edited);
      muster_replica_save (replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, &error);
      timing_check (error);
    }
  timing_print_json (
    json_pack ("{s:s, s:i, s:i}", "what", "edit", "n", (int) n, "unsent", (int) muster_replica_count_outbox (replica)));
  muster_replica_close (replica);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  int         n_arguments; /* at least */
  void      (*run) (char **arguments);
  const char *usage;
} commands[] = {
  { "load", 7, load, "ADDRESS TRUST CODE FILE SOURCE N SEED" },
  { "join", 4, join, "ADDRESS TRUST CODE FILE" },
  { "sync", 3, synchronise, "ADDRESS TRUST FILE [FOLDER]" },
  { "push", 3, push, "ADDRESS TRUST FILE" },
  { "idle", 4, idle, "ADDRESS TRUST FILE ROUNDS [ROUNDS-OF-EMPTY-ANSWERS]" },
  { "edit", 3, edit, "FILE N SEED" },
  { "writers", 4, bench_writers, "ADDRESS TRUST ROUNDS FOLDER CODE…" },
  { "serve", 1, bench_serve, "FOLDER [CERTIFICATE KEY]" },
  { "bare-first", 5, bench_bare_first, "ADDRESS TRUST N-PAGES FILE EMPTY" },
  { "bare-pull", 4, bench_bare_pull, "ADDRESS TRUST FILE COPY" },
  { "bare-push", 3, bench_bare_push, "BEFORE AFTER TRANSACTIONS" },
};

int
main (int argc, char *argv[])
{
  muster_transport_prepare ();
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (argc - 2 >= commands[i].n_arguments && g_str_equal (argv[1], commands[i].name))
      {
        commands[i].run (argv + 2);
        return 0;
      }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stderr, "usage: bench-sync %s %s\n", commands[i].name, commands[i].usage);
  return 2;
}
