/* bench-writers.c - many writers at once, each with 500 edits in one push over a connection of its own. What they send
 * is made and packed beforehand: what is timed is the endpoint, from the first byte to the last answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-sync.h"
#include "muster-inflate.h"
#include "muster-json.h"
#include "peer.h"
#include "plausible.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EDITS   500
#define RECORDS 250

typedef struct {
  Peer          peer;
  MusterId      records[RECORDS];
  gint64        n;        /* of the last commit */
  GIOStream    *stream;   /* kept, as a connected desk keeps it */
  GString      *request;  /* the next, as it goes over the connection */
  gboolean      taken;
} Writer;

static gboolean     may_go;
static GMutex       lock;
static GCond        started;

/* ---- what is sent ------------------------------------------------------------------------------------------------ */

static void
say (Writer *self, MusterCommit *commit, const MusterSyncState *who, GPtrArray *entries)
{
  MusterEntry *entry = muster_entry_new ();

  muster_id_new (&entry->id, self->peer.clock, self->peer.random);
  entry->n = ++self->n;
  entry->replica = who->replica;
  entry->at = muster_clock_now (self->peer.clock);
  entry->commit = commit;
  g_ptr_array_add (entries, entry);
}

/* The first push makes the records; from then on each edit stands on the one before it, which no page has told of yet.
 * */
static void
say_edit (Writer *self, guint i, const MusterSyncState *who, GPtrArray *entries, MusterRandom *random)
{
  MusterCommit *commit = muster_commit_new (NULL);
  MusterId *record = &self->records[i % RECORDS];
  gboolean make = self->n < RECORDS;
  g_autofree char *title = plausible_risk (random);

  if (make)
    {
      muster_id_new (record, self->peer.clock, self->peer.random);
      muster_commit_add_change (commit, "risk", record, MUSTER_GROUP_EXISTS, 0, json_true ());
    }
  muster_commit_add_change (commit, "risk", record, "title", make ? 0 : MUSTER_VERSION_UNSENT + self->n + 1 - RECORDS,
                            json_pack ("{s:s}", "title", title));
  say (self, commit, who, entries);
}

static void
prepare (Writer *self, MusterRandom *random)
{
  g_autoptr(MusterSyncState) who = muster_replica_get_sync_state (self->peer.replica, NULL);
  MusterPush push = { .replica = who->replica, .epoch = who->epoch, .schema = who->schema };
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) packed = NULL;

  push.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  for (guint i = 0; i < EDITS; i++)
    say_edit (self, i, who, push.entries, random);
  plain = muster_wire_print_push (&push);
  packed = muster_deflate (plain);
  g_ptr_array_unref (push.entries);
  g_string_printf (
    self->request,
    "POST /v1/push HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: " MUSTER_MEDIA_TYPE
    "\r\nContent-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
    self->peer.access, g_bytes_get_size (packed));
  g_string_append_len (self->request, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
}

/* ---- one writer -------------------------------------------------------------------------------------------------- */

static void
connect_to (Writer *self, const char *trust)
{
  g_autoptr(GUri) uri = g_uri_parse (self->peer.address, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GSocketConnectable) who = NULL;
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection =
    g_socket_client_connect_to_host (client, g_uri_get_host (uri), (guint16) g_uri_get_port (uri), NULL, &error);

  timing_check (error);
  g_socket_set_option (g_socket_connection_get_socket (connection), 6 /* TCP */, 1 /* no delay */, 1, NULL);
  self->stream = G_IO_STREAM (connection);
  if (g_str_equal (trust, "-"))
    return;
  database = g_tls_file_database_new (trust, &error);
  timing_check (error);
  who = g_network_address_new (g_uri_get_host (uri), (guint16) g_uri_get_port (uri));
  self->stream = g_tls_client_connection_new (self->stream, who, &error);
  timing_check (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (self->stream), database);
  g_tls_connection_handshake (G_TLS_CONNECTION (self->stream), NULL, &error);
  timing_check (error);
}

/* Head and body of an answer; what it says is short. */
static gboolean
read_answer (GInputStream *input)
{
  char text[4096];
  gsize used = 0;

  while (used < sizeof text - 1)
    {
      gssize n = g_input_stream_read (input, text + used, sizeof text - 1 - used, NULL, NULL);
      const char *body, *length;

      if (n <= 0)
        return FALSE;
      used += (gsize) n;
      text[used] = '\0';
      body = strstr (text, "\r\n\r\n");
      length = body != NULL ? strstr (text, "Content-Length: ") : NULL;
      if (length != NULL && used >= (gsize) (body + 4 - text) + strtoul (length + 16, NULL, 10))
        return g_str_has_prefix (text, "HTTP/1.1 200 ");
    }
  return FALSE;
}

static gpointer
write_one (gpointer data)
{
  Writer *self = data;
  gsize written;

  g_mutex_lock (&lock);
  while (!may_go)
    g_cond_wait (&started, &lock);
  g_mutex_unlock (&lock);
  self->taken = g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), self->request->str,
                                           self->request->len, &written, NULL, NULL)
                && read_answer (g_io_stream_get_input_stream (self->stream));
  return NULL;
}

/* ---- all at once ------------------------------------------------------------------------------------------------- */

static double
run_round (Writer *writers, guint n)
{
  g_autofree GThread **threads = g_new (GThread *, n);
  double start;

  may_go = FALSE;
  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("writer", write_one, &writers[i]);
  g_mutex_lock (&lock);
  may_go = TRUE;
  start = timing_now ();
  g_cond_broadcast (&started);
  g_mutex_unlock (&lock);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
  start = timing_now () - start;
  for (guint i = 0; i < n; i++)
    if (!writers[i].taken)
      g_error ("A push was not taken.");
  return start;
}

void
bench_writers (char **arguments)
{
  guint rounds = (guint) atoi (arguments[2]), n = g_strv_length (arguments + 4);
  g_autofree Writer *writers = g_new0 (Writer, n);
  g_autoptr(MusterRandom) random = muster_random_new_seeded (1);
  gsize bytes = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/writer-%u.muster", arguments[3], i);

      peer_open (&writers[i].peer, arguments[0], arguments[1], path, MUSTER_REPLICA_CREATE);
      peer_join (&writers[i].peer, arguments[4 + i]);
      writers[i].request = g_string_new (NULL);
      connect_to (&writers[i], arguments[1]);
    }
  for (guint round = 0; round <= rounds; round++)
    {
      double took;

      for (guint i = 0; i < n; i++)
        prepare (&writers[i], random);
      took = run_round (writers, n);
      bytes = writers[0].request->len;
      if (round > 0) /* in the first the records are made */
        timing_print_json (json_pack ("{s:s, s:f, s:i, s:I}", "what", "round", "ms", took, "edits", (int) (n * EDITS),
                                      "bytes", (json_int_t) bytes));
    }
  for (guint i = 0; i < n; i++)
    {
      g_object_unref (writers[i].stream);
      g_string_free (writers[i].request, TRUE);
      peer_close (&writers[i].peer);
    }
}
