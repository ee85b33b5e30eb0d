/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <glib/gstdio.h>
#include <string.h>

#define START (G_GINT64_CONSTANT (1763683200) * G_USEC_PER_SEC) /* 21 November 2025 */
#define YEAR (G_GINT64_CONSTANT (31557600) * G_USEC_PER_SEC)

guint
sim_below (Sim *self, guint n)
{
  return (guint) g_rand_int_range (self->dice, 0, (int) n);
}

gboolean
sim_chance (Sim *self, guint percent)
{
  return sim_below (self, 100) < percent;
}

void
sim_tell (Sim *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (self->story, format, arguments);
  va_end (arguments);
  g_string_append_c (self->story, '\n');
}

/* ---- files -------------------------------------------------------------------------------------------------------- */

static char *
make_folder (void)
{
  const char *memory = "/dev/shm";
  g_autofree char *template = g_build_filename (g_access (memory, W_OK) == 0 ? memory : g_get_tmp_dir (),
                                                "muster-sim-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (template));
  return g_steal_pointer (&template);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  GError *error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* ---- the endpoint ------------------------------------------------------------------------------------------------- */

void
sim_open_ledger (Sim *self)
{
  GError *error = NULL;

  self->ledger = muster_ledger_open (self->ledger_path, MUSTER_LEDGER_CREATE, self->clock, self->random, &error);
  g_assert_no_error (error);
  self->endpoint = muster_endpoint_new (self->ledger, self->ledger, self->clock, self->random);
}

void
sim_close_ledger (Sim *self)
{
  g_clear_pointer (&self->endpoint, muster_endpoint_free);
  g_clear_pointer (&self->ledger, muster_ledger_close);
}

/* ---- replicas ----------------------------------------------------------------------------------------------------- */

static char *
get_token (gpointer data, const char *name)
{
  SimNode *node = data;

  return g_strdup (g_str_equal (name, "access") ? node->access : node->refresh);
}

static gboolean
set_tokens (gpointer data, const char *access, const char *refresh, GError **error)
{
  SimNode *node = data;

  g_free (node->access);
  g_free (node->refresh);
  node->access = g_strdup (access);
  node->refresh = g_strdup (refresh);
  return TRUE;
}

/* Nothing damages a file here: a digest that differs is a fault of the product, however well it heals. */
static void
on_applied (const MusterPageResult *result, gpointer data)
{
  SimNode *node = data;

  if (result->differs)
    g_error ("seed %" G_GUINT64_FORMAT ": the digest of node %u differs\n%s", node->sim->seed, node->index, node->sim->story->str);
}

void
sim_open_node (Sim *self, SimNode *node)
{
  const MusterTokens tokens = { get_token, set_tokens, node };
  GError *error = NULL;

  node->replica = muster_replica_open (node->path, MUSTER_REPLICA_CREATE, node->clock, node->random, node->person, &error);
  g_assert_no_error (error);
  node->engine = muster_engine_new (node->replica, node->clock, node->random, &tokens);
  muster_engine_set_applied_func (node->engine, on_applied, node);
}

/* As when the process is killed: what was on its way is nobody's any more. */
void
sim_close_node (Sim *self, SimNode *node)
{
  g_clear_pointer (&node->engine, muster_engine_free);
  g_clear_pointer (&node->replica, muster_replica_close);
  g_clear_pointer (&node->sent, muster_request_free);
  g_clear_pointer (&node->reply, muster_response_free);
  node->waiting = FALSE;
}

static SimNode *
add_node (Sim *self, const char *person)
{
  SimNode *node = &self->nodes[self->n_nodes];
  int years = (int) sim_below (self, 21) - 10;

  node->sim = self;
  node->index = self->n_nodes++;
  node->path = g_strdup_printf ("%s/%u.muster", self->folder, node->index);
  node->person = g_strdup (person);
  node->clock = muster_clock_new_fixed (START + years * YEAR);
  node->random = muster_random_new_seeded (self->seed * 1000 + node->index);
  node->online = TRUE;
  return node;
}

/* A laptop is copied while it sleeps; both go on. */
static void
copy_node (Sim *self, SimNode *from)
{
  SimNode *node;

  if (self->n_nodes == SIM_MAX_NODES)
    return;
  sim_tell (self, "%u is copied to %u", from->index, self->n_nodes);
  sim_close_node (self, from);
  node = add_node (self, from->person);
  copy_file (from->path, node->path);
  node->access = g_strdup (from->access);
  node->refresh = g_strdup (from->refresh);
  sim_open_node (self, from);
  sim_open_node (self, node);
}

/* ---- steps -------------------------------------------------------------------------------------------------------- */

static void
back_up (Sim *self)
{
  sim_tell (self, "the endpoint is backed up");
  sim_close_ledger (self);
  copy_file (self->ledger_path, self->backup_path);
  sim_open_ledger (self);
  self->has_backup = TRUE;
}

/* Without a word to anybody, as it happens. */
static void
put_back (Sim *self)
{
  if (!self->has_backup)
    return;
  sim_tell (self, "the endpoint is put back from its backup");
  sim_close_ledger (self);
  copy_file (self->backup_path, self->ledger_path);
  sim_open_ledger (self);
}

static void
let_time_pass (Sim *self)
{
  gint64 seconds = 1 + sim_below (self, sim_chance (self, 10) ? 40000 : 60);

  muster_clock_set (self->clock, muster_clock_now (self->clock) + seconds * G_USEC_PER_SEC);
  for (guint i = 0; i < self->n_nodes; i++)
    muster_clock_set (self->nodes[i].clock, muster_clock_now (self->nodes[i].clock) + seconds * G_USEC_PER_SEC);
}

void
sim_step (Sim *self)
{
  SimNode *node = &self->nodes[sim_below (self, self->n_nodes)];
  guint what = sim_below (self, 1000);

  if (what < 300)
    sim_edit (self, node);
  else if (what < 310)
    {
      sim_tell (self, "%u dies", node->index);
      sim_close_node (self, node);
      sim_open_node (self, node);
    }
  else if (what < 330)
    {
      node->online = !node->online;
      sim_tell (self, "%u is %s", node->index, node->online ? "online" : "offline");
    }
  else if (what < 333)
    copy_node (self, node);
  else if (what < 337)
    back_up (self);
  else if (what < 340)
    put_back (self);
  else if (what < 360)
    let_time_pass (self);
  else if (what < 370)
    muster_engine_nudge (node->engine);
  else if (node->online)
    sim_move_message (self, node);
}

static gboolean
is_quiet (SimNode *node)
{
  return !node->waiting && muster_engine_get_state (node->engine) == MUSTER_ENGINE_IDLE
         && muster_engine_all_saved (node->engine);
}

void
sim_heal (Sim *self)
{
  self->faults = 0;
  for (guint round = 0; round < 60; round++)
    {
      gboolean quiet = round >= 3; /* what one sends the others have to fetch: everybody asks afresh each round */

      for (guint i = 0; i < self->n_nodes; i++)
        {
          SimNode *node = &self->nodes[i];
          guint moves = 0;

          node->online = TRUE;
          muster_engine_nudge (node->engine);
          do
            sim_move_message (self, node);
          while (!is_quiet (node) && ++moves < 400);
          quiet = quiet && is_quiet (node);
        }
      if (quiet)
        return;
    }
  g_error ("seed %" G_GUINT64_FORMAT " does not come to rest\n%s", self->seed, self->story->str);
}

/* ---- from start to end -------------------------------------------------------------------------------------------- */

Sim *
sim_new (guint64 seed, guint n_nodes)
{
  static const char *const people[] = { "PCN operational manager", "Borough programme manager", "Programme office",
                                        "Senior responsible owner", "Clinical director" };
  Sim *self = g_new0 (Sim, 1);

  self->seed = seed;
  self->dice = g_rand_new_with_seed ((guint32) seed);
  self->folder = make_folder ();
  self->ledger_path = g_build_filename (self->folder, "ledger", NULL);
  self->backup_path = g_build_filename (self->folder, "backup", NULL);
  self->clock = muster_clock_new_fixed (START);
  self->random = muster_random_new_seeded (seed);
  self->people = g_array_new (FALSE, FALSE, sizeof (SimPerson));
  self->pool = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->saves = g_ptr_array_new_with_free_func (g_free);
  self->story = g_string_new (NULL);
  self->faults = sim_chance (self, 20) ? 0 : sim_below (self, 40);
  sim_open_ledger (self);
  for (guint i = 0; i < n_nodes; i++)
    {
      SimNode *node = add_node (self, people[i % G_N_ELEMENTS (people)]);

      sim_open_node (self, node);
      /* Some have worked by themselves before they join. */
      while (sim_chance (self, 40))
        sim_edit (self, node);
      sim_join (self, node);
    }
  back_up (self);
  return self;
}

void
sim_close_files (Sim *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    sim_close_node (self, &self->nodes[i]);
  sim_close_ledger (self);
}

void
sim_free (Sim *self)
{
  sim_close_files (self);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      SimNode *node = &self->nodes[i];

      g_free (node->path);
      g_free (node->person);
      g_free (node->access);
      g_free (node->refresh);
      muster_clock_unref (node->clock);
      muster_random_free (node->random);
      g_clear_pointer (&node->earlier, muster_response_free);
    }
  remove_folder (self->folder);
  muster_clock_unref (self->clock);
  muster_random_free (self->random);
  g_free (self->folder);
  g_free (self->ledger_path);
  g_free (self->backup_path);
  g_array_unref (self->people);
  g_array_unref (self->pool);
  g_ptr_array_unref (self->saves);
  g_string_free (self->story, TRUE);
  g_rand_free (self->dice);
  g_free (self);
}
