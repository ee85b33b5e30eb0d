/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <sqlite3.h>

#define YEARS 10
#define SECONDS_A_YEAR 31557600
#define BEGINNING 60 /* steps that the runs have in common which begin alike */

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

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static void
back_up (Sim *self)
{
  sim_tell (self, "the endpoint is backed up");
  sim_copy_image (self->ledger_path, self->backup_path);
  self->has_backup = TRUE;
}

/* Mostly without a word to anybody, as it happens. */
static void
put_back (Sim *self)
{
  GError *error = NULL;

  if (!self->has_backup)
    return;
  sim_tell (self, "the endpoint is put back from its backup");
  self->was_put_back = TRUE;
  sim_close_ledger (self);
  sim_copy_image (self->backup_path, self->ledger_path);
  sim_open_ledger (self);
  if (sim_chance (self, 60))
    return;
  sim_tell (self, "the endpoint tells that it was");
  muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
  muster_ledger_renew_epoch (self->ledger, &error);
  g_assert_no_error (error);
  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
}

static void
let_time_pass (Sim *self)
{
  gint64 seconds = 1 + sim_below (self, sim_chance (self, 10) ? 40000 : 60);
  SimNode *node = &self->nodes[sim_below (self, self->n_nodes)];

  if (sim_chance (self, 10)) /* somebody sets a clock right, or wrong */
    muster_clock_set (node->clock,
                      muster_clock_now (node->clock)
                        + ((gint64) sim_below (self, 2 * YEARS) - YEARS) * SECONDS_A_YEAR * G_USEC_PER_SEC);

  muster_clock_set (self->clock, muster_clock_now (self->clock) + seconds * G_USEC_PER_SEC);
  for (guint i = 0; i < self->n_nodes; i++)
    muster_clock_set (self->nodes[i].clock, muster_clock_now (self->nodes[i].clock) + seconds * G_USEC_PER_SEC);
}

static const char *const people[] = { "PCN operational manager", "Borough programme manager", "Programme office",
                                      "Senior responsible owner", "Clinical director" };

/* Somebody new, who fetches all that there is by then. */
static void
add_desk (Sim *self)
{
  SimNode *node;

  if (self->n_nodes == SIM_MAX_NODES)
    return;
  node = sim_add_node (self, people[self->n_nodes % G_N_ELEMENTS (people)]);

  sim_open_node (self, node);
  /* Some have worked by themselves before they join. */
  while (!self->scoped && sim_chance (self, 40))
    sim_edit (self, node);
  sim_join (self, node);
  if (self->scoped && node->index == 0)
    sim_make_places (self, node);
}

static void
do_something (Sim *self, SimNode *node, guint what)
{
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
  else if (what < 337)
    sim_copy_node (self, node);
  else if (what < 341)
    back_up (self);
  else if (what >= 1000 - self->restores)
    put_back (self);
  else if (what < 346)
    sim_pass_on (self, node);
  else if (what < 360)
    let_time_pass (self);
  else if (what < 400 && self->scoped)
    sim_change_grant (self);
  else if (what < 405)
    muster_engine_nudge (node->engine);
  else if (what < 410)
    add_desk (self);
  else if (node->online)
    sim_move_message (self, node);
}

void
sim_step (Sim *self)
{
  SimNode *node = &self->nodes[sim_below (self, self->n_nodes)];
  guint what = sim_below (self, 1000);
  gboolean cut = (what < 300 || what >= 360) && sim_chance (self, self->kills);

  if (cut)
    sim_begin_node_cut (self, node);
  do_something (self, node, what);
  if (cut)
    sim_end_node_cut (self, node);
}

static gboolean
is_quiet (SimNode *node)
{
  return !node->waiting && muster_engine_get_state (node->engine) == MUSTER_ENGINE_IDLE
         && muster_engine_all_saved (node->engine);
}

static gint64
head_of (Sim *self)
{
  GError *error = NULL;
  gint64 head = muster_ledger_get_head (self->ledger, &error);

  g_assert_no_error (error);
  return head;
}

/* Whoever sends as new what is there already would go on for ever, and the endpoint would get longer and longer. */
static void
check_amount (Sim *self)
{
  if (head_of (self) > self->n_commits)
    g_error ("seed %" G_GUINT64_FORMAT ": the endpoint has more than was ever saved\n%s", self->seed, self->story->str);
}

void
sim_heal (Sim *self)
{
  self->faults = self->kills = 0;
  for (guint round = 0; round < 60; round++)
    {
      /* What one sends the others have to fetch: everybody asks afresh, until a round in which nothing was sent. */
      gint64 head = head_of (self);
      gboolean quiet = TRUE;

      for (guint i = 0; i < self->n_nodes; i++)
        {
          SimNode *node = &self->nodes[i];
          guint moves = 0, asked = node->n_asked;

          node->online = TRUE;
          muster_engine_nudge (node->engine);
          do
            sim_move_message (self, node);
          while ((!is_quiet (node) || node->n_asked == asked) && ++moves < 400);
          check_amount (self);
          quiet = quiet && is_quiet (node) && node->n_asked > asked;
        }
      if (quiet && head_of (self) == head)
        return;
    }
  g_error ("seed %" G_GUINT64_FORMAT " does not come to rest\n%s", self->seed, self->story->str);
}

/* ---- from start to end ------------------------------------------------------------------------------------------- */

/* Two or three desks make a start; now and then one is killed while it makes its file. */
static void
begin (Sim *self)
{
  guint n_desks = 2 + sim_below (self, 2);

  self->kills = 10;
  sim_open_ledger (self);
  sim_list_people (self, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < n_desks; i++)
    add_desk (self);
  self->kills = 0;
  back_up (self);
  self->faults = sim_below (self, 20);
  for (guint i = 0; i < BEGINNING; i++)
    sim_step (self);
}

Sim *
sim_new (guint64 number)
{
  Sim *self = g_new0 (Sim, 1);

  sqlite3_randomness (0, NULL);
  self->seed = number;
  self->dice = g_rand_new_with_seed ((guint32) number);
  self->folder = sim_make_folder ();
  self->ledger_path = g_build_filename (self->folder, "ledger", NULL);
  self->backup_path = g_build_filename (self->folder, "backup", NULL);
  self->clock = muster_clock_new_fixed (SIM_START);
  self->random = muster_random_new_seeded (number);
  self->people = g_array_new (FALSE, FALSE, sizeof (SimPerson));
  self->pool = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->saves = g_ptr_array_new_with_free_func (g_free);
  self->story = g_string_new (NULL);
  self->scoped = number % 4 == 2;
  begin (self);
  return self;
}

/* What kind of run it is. Most are small: a few desks that do a little and meet at every turn; a few are long. */
void
sim_branch (Sim *self, guint64 seed)
{
  guint n_more;

  self->seed = seed;
  g_rand_set_seed (self->dice, (guint32) seed);
  self->faults = sim_chance (self, 20) ? 0 : sim_below (self, 40);
  self->kills = sim_chance (self, 50) ? 0 : sim_below (self, 12);
  self->restores = sim_chance (self, 40) ? 0 : sim_chance (self, 70) ? 5 : 25;
  self->limit = sim_chance (self, 60) ? 0 : 1 + sim_below (self, sim_chance (self, 50) ? 1 : 6);
  self->steps = 20 + sim_below (self, sim_chance (self, 88) ? 25 : sim_chance (self, 88) ? 150 : 1000);
  n_more = self->steps < 60 ? 0 : sim_below (self, 4);
  sim_tell (self, "---- from here on seed %" G_GUINT64_FORMAT " alone", seed);
  while (n_more-- > 0)
    add_desk (self);
}

static void
close_files (Sim *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    sim_close_node (self, &self->nodes[i]);
  sim_close_ledger (self);
}

void
sim_free (Sim *self)
{
  close_files (self);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      SimNode *node = &self->nodes[i];

      g_free (node->path);
      g_free (node->person);
      g_free (node->query);
      g_free (node->access);
      g_free (node->refresh);
      muster_clock_unref (node->clock);
      muster_random_free (node->random);
      for (guint j = 0; j < SIM_EARLIER; j++)
        g_clear_pointer (&node->earlier[j], muster_response_free);
    }
  sim_remove_folder (self->folder);
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
