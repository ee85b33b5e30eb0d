/* test-syncer.c - what a syncer tells of itself, in which order, and when it tries: against a server that is always
 * busy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "liar.h"
#include "muster-feed.h"
#include "muster-hints.h"
#include "muster-replica.h"

#include <glib/gstdio.h>
#include <libglib-testing/signal-logger.h>
#include <string.h>

/* As the fixtures of the protocol have them. */
#define SOMEBODY { { 0x01, 0x98, 0xc5, 0xa1, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0x0b } }

/* ---- a network that is told of ----------------------------------------------------------------------------------- */

typedef struct { GObject parent_instance; } Network;
typedef GObjectClass NetworkClass;

static void network_init_iface (GNetworkMonitorInterface *iface);
static void network_init_initable (GInitableIface *iface);
GType network_get_type (void);

G_DEFINE_TYPE_WITH_CODE (Network, network, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, network_init_initable)
                         G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, network_init_iface))

static void
network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "connectivity"))
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_LOCAL);
  else
    g_value_set_boolean (value, FALSE);
}

static void
network_class_init (NetworkClass *class)
{
  class->get_property = network_get_property;
  g_object_class_override_property (class, 1, "network-available");
  g_object_class_override_property (class, 2, "network-metered");
  g_object_class_override_property (class, 3, "connectivity");
}

static void
network_init (Network *self)
{
}

static void
network_init_iface (GNetworkMonitorInterface *iface)
{
}

static void
network_init_initable (GInitableIface *iface)
{
}

/* ---- a file that has joined -------------------------------------------------------------------------------------- */

typedef struct {
  Liar            *liar;
  char            *folder, *path, *keys;
  MusterClock     *clock;
  MusterStore     *store;
  MusterSyncer    *syncer;
  GNetworkMonitor *network;
  GString         *phases; /* as they were told, each once in a row */
  guint            n;      /* requests that came */
} World;

static void
wait_a_turn (World *self)
{
  guint n = 0;

  g_main_context_iteration (NULL, TRUE);
  g_bytes_unref (liar_heard (self->liar, &n));
  self->n += n;
}

#define WAIT_FOR(world, condition)                                                                                     \
  while (!(condition))                                                                                                 \
  wait_a_turn (world)

static void
make_file (World *self, gboolean joined)
{
  g_autoptr(GError) error = NULL;
  MusterRandom *random = muster_random_new_system ();
  MusterReplica *replica =
    muster_replica_open (self->path, MUSTER_REPLICA_CREATE, self->clock, random, "Ann", &error);
  const MusterId id = SOMEBODY;

  g_assert_no_error (error);
  if (joined)
    muster_replica_enrol (replica, liar_address (self->liar), &id, &id, &id, "Ann", &error);
  g_assert_no_error (error);
  muster_replica_close (replica);
  muster_random_free (random);
  g_assert_true (g_file_set_contents (self->keys, "{\"access\":\"a-1\",\"refresh\":\"r-1\"}", -1, NULL));
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  World *self = data;
  g_autoptr(GError) error = NULL;

  self->store = muster_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
on_changed_cb (MusterSyncer *syncer, World *self)
{
  static const char letters[] = {
    [MUSTER_SYNC_STARTING] = '?', [MUSTER_SYNC_ALONE] = 'a',        [MUSTER_SYNC_RESTING] = 'r',
    [MUSTER_SYNC_WORKING] = 'w',  [MUSTER_SYNC_OFFLINE] = 'o',      [MUSTER_SYNC_SWITCHED_OFF] = 'x',
    [MUSTER_SYNC_SIGNED_OUT] = 's', [MUSTER_SYNC_OUTDATED] = 'u',
  };
  char letter = letters[muster_syncer_get_status (syncer)->phase];

  if (self->phases->len == 0 || self->phases->str[self->phases->len - 1] != letter)
    g_string_append_c (self->phases, letter);
}

static void
init (World *self, gconstpointer joined)
{
  static const char busy[] = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

  self->liar = liar_new (NULL);
  liar_tell (self->liar, LIAR_CLOSE, busy, strlen (busy));
  self->folder = g_dir_make_tmp ("muster-syncer-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.muster", NULL);
  self->keys = g_strconcat (self->path, ".tokens", NULL);
  self->clock = muster_clock_new_system ();
  self->phases = g_string_new (NULL);
  make_file (self, joined != NULL);
  muster_store_open_async (self->path, 0, self->clock, "Ann", NULL, on_opened_cb, self);
  WAIT_FOR (self, self->store != NULL);
  self->network = g_object_new (network_get_type (), NULL);
  self->syncer = muster_syncer_new (self->store, self->clock, FALSE);
  muster_hints_follow (self->syncer, self->network);
  g_signal_connect (self->syncer, "changed", G_CALLBACK (on_changed_cb), self);
}

static void
clear (World *self, gconstpointer joined)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  muster_syncer_stop (self->syncer);
  muster_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->syncer);
  g_assert_finalize_object (self->store);
  g_assert_finalize_object (self->network);
  muster_clock_unref (self->clock);
  liar_free (self->liar);
  g_string_free (self->phases, TRUE);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->keys);
}

/* It has asked, was told to come later, and waits for that. */
static void
wait_until_offline (World *self)
{
  WAIT_FOR (self, muster_syncer_get_status (self->syncer)->next_try != 0);
}

/* ---- what it tells ----------------------------------------------------------------------------------------------- */

/* 'n' for a number of the store, 'c' for a change of the syncer. */
static void
append_emissions (GtSignalLogger *logger, GString *order)
{
  g_autofree char *name = NULL;
  g_autoptr(GtSignalLoggerEmission) emission = NULL;

  if (!gt_signal_logger_pop_emission (logger, NULL, NULL, &name, &emission))
    return;
  g_string_append_c (order, name[0]);
  append_emissions (logger, order);
}

static void
test_order (World *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk = NULL;
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(MusterValue) title = muster_value_new_text (MUSTER_VALUE_TEXT, "Posts not filled");
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(GString) order = g_string_new (NULL);
  guint n_unsent = 0;

  wait_until_offline (self);
  g_assert_cmpstr (self->phases->str, ==, "?wo");

  /* A save is counted before it is tried to send it; and while it is tried it is not known to be otherwise. */
  gt_signal_logger_connect (logger, self->store, "notify::n-unsent");
  gt_signal_logger_connect (logger, self->syncer, "changed");
  risk = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_RISK));
  muster_record_set (risk, "title", title);
  muster_commit_add_edit (commit, NULL, risk);
  muster_store_save_async (self->store, commit, NULL, NULL, NULL);
  while (!g_regex_match_simple ("nc", order->str, 0, 0))
    {
      wait_a_turn (self);
      append_emissions (logger, order);
    }
  g_object_get (self->store, "n-unsent", &n_unsent, NULL);
  g_assert_cmpuint (n_unsent, ==, 1);
  /* It may have been time to try by itself, too. */
  g_assert_true (g_regex_match_simple ("^c*nc+$", order->str, 0, 0));
  g_assert_cmpstr (self->phases->str, ==, "?wo");

  muster_syncer_set_paused (self->syncer, TRUE);
  WAIT_FOR (self, muster_syncer_get_status (self->syncer)->phase == MUSTER_SYNC_SWITCHED_OFF);
  g_assert_cmpint (muster_syncer_get_status (self->syncer)->offline_since, ==, 0);
  muster_syncer_set_paused (self->syncer, FALSE);
  wait_until_offline (self);
  g_assert_cmpstr (self->phases->str, ==, "?woxwo");

  /* Who has stopped says nothing more. */
  muster_syncer_stop (self->syncer);
  while (gt_signal_logger_get_n_emissions (logger) > 0)
    gt_signal_logger_pop_emission (logger, NULL, NULL, NULL, NULL);
  muster_syncer_nudge (self->syncer);
  muster_syncer_set_paused (self->syncer, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gt_signal_logger_assert_no_emissions (logger);
}

/* One word, and no request. */
static void
test_alone (World *self, gconstpointer data)
{
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();

  gt_signal_logger_connect (logger, self->syncer, "changed");
  WAIT_FOR (self, gt_signal_logger_get_n_emissions (logger) > 0);
  muster_syncer_nudge (self->syncer);
  g_signal_emit_by_name (self->network, "network-changed", TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gt_signal_logger_assert_emission_pop (logger, self->syncer, "changed", NULL);
  gt_signal_logger_assert_no_emissions (logger);
  g_assert_cmpstr (self->phases->str, ==, "a");
  g_assert_cmpuint (self->n, ==, 0);
}

/* ---- hints of the network ---------------------------------------------------------------------------------------- */

static void
count (gpointer n)
{
  (*(guint *) n)++;
}

/* A computer that wakes says it many times: one try at once, and one for all the rest. The network says the whole time
 * that it is not there, which decides nothing. */
static void
test_hints (void)
{
  g_autoptr(GNetworkMonitor) network = g_object_new (network_get_type (), NULL);
  guint n = 0;
  MusterHints *hints = muster_hints_new (network, count, &n);

  g_signal_emit_by_name (network, "network-changed", FALSE);
  g_assert_cmpuint (n, ==, 0);
  for (guint i = 0; i < 20; i++)
    g_signal_emit_by_name (network, "network-changed", TRUE);
  g_assert_cmpuint (n, ==, 1);
  while (n < 2)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  g_assert_cmpuint (n, ==, 2);
  muster_hints_free (hints);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  g_assert_cmpuint (n, ==, 2);
}

/* That of this computer, whatever it is. */
static void
test_own_network (void)
{
  guint n = 0;
  MusterHints *hints = muster_hints_new (NULL, count, &n);
  GNetworkMonitor *network = g_network_monitor_get_default ();

  while (!g_signal_has_handler_pending (network, g_signal_lookup ("network-changed", G_TYPE_NETWORK_MONITOR), 0, FALSE))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  g_assert_cmpuint (n, >, 0);
  muster_hints_free (hints);
  /* Nobody is told who has gone before it was there. */
  muster_hints_free (muster_hints_new (NULL, count, &n));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_paused (World *self, gconstpointer data)
{
  wait_until_offline (self);
  muster_syncer_set_paused (self->syncer, TRUE);
  WAIT_FOR (self, muster_syncer_get_status (self->syncer)->phase == MUSTER_SYNC_SWITCHED_OFF);
  g_signal_emit_by_name (self->network, "network-changed", TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->n, ==, 1);
  g_assert_cmpstr (self->phases->str, ==, "?wox");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/syncer/order", World, "joined", init, test_order, clear);
  g_test_add ("/sync/syncer/alone", World, NULL, init, test_alone, clear);
  g_test_add_func ("/sync/syncer/hints", test_hints);
  g_test_add_func ("/sync/syncer/own-network", test_own_network);
  g_test_add ("/sync/syncer/paused", World, "joined", init, test_paused, clear);
  return g_test_run ();
}
