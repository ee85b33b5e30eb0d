/* test-simulation.c - the endpoint and up to eight replicas, a seed at a time.
 *
 *   MUSTER_SIM_SEEDS=FIRST:COUNT   which seeds (a failing one says how to run it alone)
 *   MUSTER_SIM_STEPS=N             how many things happen before all is well again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker.h"
#include "sim.h"
#include "sim-disk.h"

#include <signal.h>
#include <stdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static guint64 first = 1, count = 200;
static guint steps;

/* The product's own opinion of its files costs more than all the rest. One seed in so many asks for it, and always the
 * one that is run alone. */
#define OWN_OPINION 32

/* So many seeds in a row begin with the same state: to come there costs more than to go on from it. */
#define ALIKE 25

static void
take_over (const char *whose, GPtrArray *found, const GError *error, GPtrArray *faults)
{
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (faults, g_strdup_printf ("%s: %s", whose, (char *) found->pdata[i]));
}

/* For who may see what the person of the node sees. */
static char *
dump_of_endpoint (Sim *sim, const SimNode *node)
{
  g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (node->replica, NULL);

  return muster_ledger_dump (sim->ledger, state->grants, NULL);
}

/* What the product says of its files, beside the checker: its checks, and its dump of each, which is that of the
 * endpoint for who may see what its person sees, byte for byte. */
static void
ask_product (Sim *sim, GPtrArray *faults)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = muster_ledger_verify (sim->ledger, &error);
  g_autofree char *theirs = NULL;

  take_over ("the endpoint", found, error, faults);
  for (guint i = 0; i < sim->n_nodes; i++)
    {
      g_autoptr(GPtrArray) own = muster_replica_check (sim->nodes[i].replica, &error);
      g_autofree char *ours = muster_replica_dump (sim->nodes[i].replica, NULL);
      g_autofree char *name = g_strdup_printf ("%u", i);

      if (theirs == NULL || sim->scoped) /* else all may see all */
        {
          g_free (theirs);
          theirs = dump_of_endpoint (sim, &sim->nodes[i]);
        }
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
  const guint8 *bytes;
  gsize n;

  if (!sim->scoped || g_str_equal (node->person, sim->nodes[0].person))
    {
      checker_compare_file (checker, node->path);
      return;
    }
  sim_close_node (sim, node); /* which puts what the log beside it holds into the file, or it would stay there unseen */
  checker_compare_part (checker, sim->ledger_path, node->path, node->person);
  bytes = sim_disk_peek (node->path, &n);
  sim_look_for_taint (sim, node, (const char *) bytes, n, "its file", node->path);
}

static void
check (Sim *sim, GPtrArray *faults)
{
  g_autoptr(GPtrArray) own_faults = g_ptr_array_new_with_free_func (g_free);
  Checker *checker;

  checker = checker_new (sim->ledger_path, faults);
  count_conflicts (sim, checker_count_open (checker), own_faults);
  if (count == 1 || sim->seed % OWN_OPINION == 0)
    ask_product (sim, own_faults);
  checker_judge (checker);
  if (!sim->was_put_back)
    checker_judge_undos (checker);
  for (guint i = 0; sim->was_put_back && sim->scoped && i < sim->n_nodes; i++)
    checker_add_kept (checker, sim->nodes[i].path);
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
  const char *const words[] = { how_to_replay, " Its files are in ", sim_where (), ".\n" };

  sim_disk_save ();
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (write (STDERR_FILENO, words[i], strlen (words[i])) < 0)
      _exit (2);
  signal (number, SIG_DFL);
  raise (number);
}

static void
watch_signals (void (*func) (int number))
{
  signal (SIGABRT, func);
  signal (SIGTRAP, func);
  signal (SIGSEGV, func);
}

/* What a run of a process of its own says. */
typedef struct {
  guint n_saves, story_hash;
} Said;

static Said *said; /* shared with it */

static void
run_on (Sim *sim, guint64 seed)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  guint n;

  sim_branch (sim, seed);
  n = steps != 0 ? steps : sim->steps;
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
  *said = (Said) { sim->saves->len, g_str_hash (sim->story->str) };
}

/* In a copy of this process, so that the next run begins with the same. */
static void
run_copy (Sim *sim, guint64 seed)
{
  int status = 0;
  pid_t child;

  fflush (NULL);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      run_on (sim, seed);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (status == 0)
    return;
  watch_signals (SIG_DFL); /* the copy has said it all */
  g_error ("seed %" G_GUINT64_FORMAT " stopped", seed);
}

static Sim *common; /* what the next seeds begin with */

static void
run_seed (guint64 seed)
{
  guint64 beginning = (seed + ALIKE - 1) / ALIKE;

  /* The beginning can go wrong as well. */
  g_snprintf (how_to_replay, sizeof how_to_replay,
              "\nThis was seed %" G_GUINT64_FORMAT "; alone: MUSTER_SIM_SEEDS=%" G_GUINT64_FORMAT ":1 %s.", seed, seed,
              g_get_prgname ());
  if (common == NULL || common->seed != beginning)
    {
      g_clear_pointer (&common, sim_free);
      common = sim_new (beginning);
    }
  if (count > 1)
    {
      run_copy (common, seed);
      return;
    }
  run_on (common, seed); /* where a debugger sees it */
  g_clear_pointer (&common, sim_free);
}

static void
test_seeds (void)
{
  guint n_saves = 0;

  for (guint64 seed = first; seed < first + count; seed++)
    {
      run_seed (seed);
      n_saves += said->n_saves;
    }
  g_test_message ("%" G_GUINT64_FORMAT " seeds, %u changes saved and accounted for", count, n_saves);
  /* Of many; one may have none. */
  if (count >= 50)
    g_assert_cmpuint (n_saves, >, count * 5);
}

/* A seed that did something else the second time could not be replayed; least of all in another process. */
static void
test_replays (void)
{
  for (guint64 seed = first; seed < first + MIN (count, 10); seed++)
    {
      guint once;

      run_seed (seed);
      once = said->story_hash;
      if (seed % 2 == 0)
        g_clear_pointer (&common, sim_free);
      run_seed (seed);
      g_assert_cmpuint (said->story_hash, ==, once);
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
  watch_signals (tell_how_to_replay);
  sim_disk_install ();
  said = mmap (NULL, sizeof *said, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (said != MAP_FAILED);
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
  g_clear_pointer (&common, sim_free);
  sim_forget_new_files ();
  return status;
}
