/* test-simulation.c - the endpoint and up to eight replicas, a seed at a time.
 *
 *   MUSTER_SIM_SEEDS=FIRST:COUNT   which seeds (a failing one says how to run it alone)
 *   MUSTER_SIM_STEPS=N             how many things happen before all is well again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker.h"
#include "sim.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static guint64 first = 1, count = 200;
static guint steps;

/* The product's own opinion of its files costs more than all the rest. One seed in so many asks for it, and always the
 * one that is run alone. */
#define OWN_OPINION 16

static void
take_over (const char *whose, GPtrArray *found, const GError *error, GPtrArray *faults)
{
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (faults, g_strdup_printf ("%s: %s", whose, (char *) found->pdata[i]));
}

/* What the product says of its files, beside the checker: its checks, and its dump of each, which is that of the
 * endpoint for who may see what its person sees, byte for byte. */
static void
ask_product (Sim *sim, GPtrArray *faults)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = muster_ledger_verify (sim->ledger, &error);

  take_over ("the endpoint", found, error, faults);
  for (guint i = 0; i < sim->n_nodes; i++)
    {
      g_autoptr(GPtrArray) own = muster_replica_check (sim->nodes[i].replica, &error);
      g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (sim->nodes[i].replica, NULL);
      g_autofree char *ours = muster_replica_dump (sim->nodes[i].replica, NULL);
      g_autofree char *theirs = muster_ledger_dump (sim->ledger, state->grants, NULL);
      g_autofree char *name = g_strdup_printf ("%u", i);

      take_over (name, own, error, faults);
      if (g_strcmp0 (ours, theirs) != 0)
        g_ptr_array_add (faults, g_strdup_printf ("%u: its dump is not the endpoint's", i));
    }
}

static void
count_conflicts (Sim *sim, guint n_open, GPtrArray *faults)
{
  for (guint i = 0; i < sim->n_nodes; i++)
    {
      guint n = muster_replica_count_conflicts (sim->nodes[i].replica);

      if (n != n_open && !sim->scoped)
        g_ptr_array_add (faults, g_strdup_printf ("%u shows %u conflicts, and %u are open", i, n, n_open));
    }
}

static void
compare_file (Sim *sim, SimNode *node, Checker *checker)
{
  g_autofree char *bytes = NULL;
  gsize n;

  if (!sim->scoped || g_str_equal (node->person, sim->nodes[0].person))
    {
      checker_compare_file (checker, node->path);
      return;
    }
  checker_compare_part (checker, sim->ledger_path, node->path, node->person);
  g_assert_true (g_file_get_contents (node->path, &bytes, &n, NULL));
  sim_look_for_taint (sim, node, bytes, n, "its file");
}

static void
check (Sim *sim, GPtrArray *faults)
{
  g_autoptr(GPtrArray) own_faults = g_ptr_array_new_with_free_func (g_free);
  Checker *checker;

  /* The files are read as they lie on the disk; each is closed once, which puts what the log beside it holds into it.
   * */
  checker = checker_new (sim->ledger_path, faults);
  count_conflicts (sim, checker_count_open (checker), own_faults);
  if (count == 1 || sim->seed % OWN_OPINION == 0 || sim->seed % (2 * OWN_OPINION) == 3 /* of a part */)
    ask_product (sim, own_faults);
  sim_close_files (sim);
  checker_judge (checker);
  if (!sim->was_put_back)
    checker_judge_undos (checker);
  checker_find_saves (checker, sim->saves);
  for (guint i = 0; i < sim->n_nodes; i++)
    compare_file (sim, &sim->nodes[i], checker);
  checker_free (checker);
  g_ptr_array_extend_and_steal (faults, g_steal_pointer (&own_faults));
}

/* ---- a seed ------------------------------------------------------------------------------------------------------ */

static char how_to_replay[256];

/* Wherever it stops, in the product or in the checker. */
static void
tell_how_to_replay (int number)
{
  if (write (STDERR_FILENO, how_to_replay, strlen (how_to_replay)) < 0)
    _exit (2);
  signal (number, SIG_DFL);
  raise (number);
}

static guint
run_seed (guint64 seed, gsize *story_hash)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Sim *sim = sim_new (seed);
  guint n_saves;
  guint n = steps != 0 ? steps : sim->steps;

  g_snprintf (how_to_replay, sizeof how_to_replay,
              "\nThis was seed %" G_GUINT64_FORMAT "; alone: MUSTER_SIM_SEEDS=%" G_GUINT64_FORMAT
              ":1 %s. Its files are in %s.\n",
              seed, seed, g_get_prgname (), sim->folder);
  for (guint i = 0; i < n; i++)
    sim_step (sim);
  sim_heal (sim);
  check (sim, faults);
  if (faults->len > 0)
    {
      g_printerr ("%s", sim->story->str);
      for (guint i = 0; i < faults->len; i++)
        g_printerr ("FAULT %s\n", (char *) faults->pdata[i]);
      g_error ("seed %" G_GUINT64_FORMAT " went wrong", seed);
    }
  n_saves = sim->saves->len;
  *story_hash = g_str_hash (sim->story->str);
  sim_free (sim);
  return n_saves;
}

static void
test_seeds (void)
{
  guint n_saves = 0;
  gsize hash;

  for (guint64 seed = first; seed < first + count; seed++)
    n_saves += run_seed (seed, &hash);
  g_test_message ("%" G_GUINT64_FORMAT " seeds, %u changes saved and accounted for", count, n_saves);
  /* Of many; one may have fewer. */
  g_assert_cmpuint (n_saves, >, count < 10 ? 0 : count * 5);
}

/* A seed that did something else the second time could not be replayed. */
static void
test_replays (void)
{
  for (guint64 seed = first; seed < first + MIN (count, 10); seed++)
    {
      gsize once, again;

      run_seed (seed, &once);
      run_seed (seed, &again);
      g_assert_cmpuint (once, ==, again);
    }
}

int
main (int argc, char *argv[])
{
  const char *seeds = g_getenv ("MUSTER_SIM_SEEDS"), *n_steps = g_getenv ("MUSTER_SIM_STEPS");
  int status;

  /* One thread: the locks of SQLite would cost a tenth of it all. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 512, 1000);
  signal (SIGABRT, tell_how_to_replay);
  signal (SIGTRAP, tell_how_to_replay);
  signal (SIGSEGV, tell_how_to_replay);
  g_test_init (&argc, &argv, NULL);
  if (seeds != NULL)
    {
      const char *colon = strchr (seeds, ':');

      first = g_ascii_strtoull (seeds, NULL, 10);
      count = colon != NULL ? g_ascii_strtoull (colon + 1, NULL, 10) : 1;
    }
  if (n_steps != NULL)
    steps = (guint) g_ascii_strtoull (n_steps, NULL, 10);
  g_test_add_func ("/simulation/seeds", test_seeds);
  g_test_add_func ("/simulation/replays", test_replays);
  status = g_test_run ();
  sim_forget_new_files ();
  return status;
}
