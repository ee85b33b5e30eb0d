/* sim-files.c - the files of a run, who has them open, and how they are copied and cut off in the middle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"
#include "sim-disk.h"

#include <glib/gstdio.h>
#include <string.h>

/* To make a replica takes about so many. */
#define WRITES_TO_MAKE 1200
#define YEAR (G_GINT64_CONSTANT (31557600) * G_USEC_PER_SEC)

/* ---- files ------------------------------------------------------------------------------------------------------- */

static char where[256];

const char *
sim_where (void)
{
  return where;
}

char *
sim_make_folder (void)
{
  const char *memory = "/dev/shm";
  g_autofree char *template = g_build_filename (g_access (memory, W_OK) == 0 ? memory : g_get_tmp_dir (),
                                                "muster-sim-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (template));
  g_strlcpy (where, template, sizeof where);
  return g_steal_pointer (&template);
}

/* What SQLite puts beside a file, without which it is not whole. */
static const char *const beside[] = { "-wal", "-journal" };

/* A file with what is beside it, as both lie there. */
void
sim_copy_image (const char *from, const char *to)
{
  sim_disk_copy (from, to);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *part = g_strconcat (from, beside[i], NULL), *copy = g_strconcat (to, beside[i], NULL);

      sim_disk_remove (copy);
      if (sim_disk_has (part))
        sim_disk_copy (part, copy);
    }
}

/* The product looks at paths before SQLite does. And the lock of a process that is gone is gone; of a copy of this
 * process, which shares it, nothing else tells. */
static void
show_path (const char *path)
{
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  FILE *file = g_fopen (path, "ab");

  g_assert_nonnull (file);
  g_assert_cmpint (fclose (file), ==, 0);
  g_unlink (lock);
}

void
sim_remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
  sim_disk_clear ();
}

/* ---- new files --------------------------------------------------------------------------------------------------- */

/* To make a file costs more than to use it: the product makes each once, and every run begins with copies. What was
 * there is used up in the order of the nodes, so each has an id of its own; the last is the endpoint's. */
static GBytes *new_files[SIM_MAX_NODES + 1];

static void
make_file (guint which, const char *path)
{
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (SIM_START);
  g_autoptr(MusterRandom) random = muster_random_new_seeded (7919 * (which + 1));
  const guint8 *bytes;
  GError *error = NULL;
  gsize length;

  if (which == SIM_MAX_NODES)
    muster_ledger_close (muster_ledger_open (path, MUSTER_LEDGER_CREATE, clock, random, &error));
  else
    muster_replica_close (muster_replica_open (path, MUSTER_REPLICA_CREATE, clock, random, "nobody", &error));
  g_assert_no_error (error);
  bytes = sim_disk_peek (path, &length);
  new_files[which] = g_bytes_new (bytes, length);
}

static void
put_new_file (guint which, const char *path)
{
  gsize length;
  const guint8 *bytes;

  if (new_files[which] == NULL)
    sim_make_new_files ();
  bytes = g_bytes_get_data (new_files[which], &length);
  sim_disk_put (path, bytes, length);
}

void
sim_make_new_files (void)
{
  char *folder = sim_make_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (new_files); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", folder, i);

      show_path (path);
      make_file (i, path);
    }
  sim_remove_folder (folder);
  g_free (folder);
}

void
sim_forget_new_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (new_files); i++)
    g_clear_pointer (&new_files[i], g_bytes_unref);
}

/* ---- the endpoint ------------------------------------------------------------------------------------------------ */

void
sim_open_ledger (Sim *self)
{
  GError *error = NULL;

  show_path (self->ledger_path);
  if (!sim_disk_has (self->ledger_path))
    put_new_file (SIM_MAX_NODES, self->ledger_path);
  self->ledger = muster_ledger_open (self->ledger_path, 0, self->clock, self->random, &error);
  g_assert_no_error (error);
  self->endpoint = muster_endpoint_new (self->ledger, self->ledger, self->clock, self->random);
}

void
sim_close_ledger (Sim *self)
{
  g_clear_pointer (&self->endpoint, muster_endpoint_free);
  g_clear_pointer (&self->ledger, muster_ledger_close);
}

/* ---- replicas ---------------------------------------------------------------------------------------------------- */

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

/* Nothing damages a file here: a digest that differs is a fault of the product, however well it heals. But a server
 * that was put back has forgotten which grants it took away, and the digest is what tells that something has to go. */
static void
on_applied (const MusterFeedPageResult *result, gpointer data)
{
  SimNode *node = data;

  if (result->differs && !(node->sim->scoped && node->sim->was_put_back))
    g_error ("seed %" G_GUINT64_FORMAT ": the digest of node %u differs\n%s", node->sim->seed, node->index,
             node->sim->story->str);
}

void
sim_open_node (Sim *self, SimNode *node)
{
  const MusterTokens tokens = { get_token, set_tokens, node };
  GError *error = NULL;

  show_path (node->path);
  if (!sim_disk_has (node->path))
    sim_new_node_file (self, node);
  node->replica =
    muster_replica_open (node->path, MUSTER_REPLICA_CREATE, node->clock, node->random, node->person, &error);
  g_assert_no_error (error);
  node->engine = muster_engine_new (node->replica, node->clock, node->random, &tokens);
  muster_engine_set_applied_func (node->engine, on_applied, node);
  /* Every other one is asked before anything goes. */
  muster_engine_set_vanishing_limit (node->engine, node->index % 2);
}

/* As when the process is killed: what was on its way is nobody's any more. */
void
sim_close_node (Sim *self, SimNode *node)
{
  g_clear_pointer (&node->engine, muster_engine_free);
  g_clear_pointer (&node->replica, muster_replica_close);
  g_clear_pointer (&node->sent, muster_request_free);
  g_clear_pointer (&node->reply, muster_response_free);
  node->waiting = node->useless = FALSE;
}

SimNode *
sim_add_node (Sim *self, const char *person)
{
  SimNode *node = &self->nodes[self->n_nodes];
  int years = (int) sim_below (self, 21) - 10;

  node->sim = self;
  node->index = self->n_nodes++;
  node->path = g_strdup_printf ("%s/%u.muster", self->folder, node->index);
  node->person = g_strdup (person);
  node->clock = muster_clock_new_fixed (SIM_START + years * YEAR);
  node->random = muster_random_new_seeded (self->seed * 1000 + node->index);
  node->online = TRUE;
  return node;
}

/* A laptop is copied while it sleeps; both go on. */
void
sim_copy_node (Sim *self, SimNode *from)
{
  SimNode *node;

  if (self->n_nodes == SIM_MAX_NODES)
    return;
  sim_tell (self, "%u is copied to %u", from->index, self->n_nodes);
  sim_close_node (self, from);
  node = sim_add_node (self, from->person);
  sim_copy_image (from->path, node->path);
  node->access = g_strdup (from->access);
  node->refresh = g_strdup (from->refresh);
  sim_open_node (self, from);
  sim_open_node (self, node);
}

/* ---- killed in the middle ---------------------------------------------------------------------------------------- */

/* What lies on the disk at some instant of what a process does next is what is there after it was killed then. The
 * process itself goes on to the end of what it does, which nobody hears of. */
static void
take_image (gpointer data)
{
  SimCut *cut = data;
  g_autofree char *image = g_strconcat (cut->path, ".cut", NULL);

  sim_copy_image (cut->path, image);
  cut->taken = TRUE;
}

static void
begin_cut (Sim *self, SimCut *cut, const char *path, guint n_writes)
{
  *cut = (SimCut) { path, FALSE };
  sim_disk_watch (path, 1 + sim_below (self, n_writes), take_image, cut);
}

static void
put_image (const char *path)
{
  g_autofree char *image = g_strconcat (path, ".cut", NULL);

  sim_disk_rename (image, path);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *part = g_strconcat (path, beside[i], NULL), *copy = g_strconcat (image, beside[i], NULL);

      sim_disk_remove (part);
      if (sim_disk_has (copy))
        sim_disk_rename (copy, part);
    }
}

/* ---- killed while a file is made --------------------------------------------------------------------------------- */

/* The file is there in part, as it lay when the process that made it was killed. */
static void
make_in_part (Sim *self, SimNode *node)
{
  MusterReplica *replica;
  GError *error = NULL;

  begin_cut (self, &node->cut, node->path, WRITES_TO_MAKE);
  replica = muster_replica_open (node->path, MUSTER_REPLICA_CREATE, node->clock, node->random, node->person, &error);
  g_assert_no_error (error);
  sim_disk_unwatch ();
  muster_replica_close (replica);
  if (node->cut.taken)
    {
      sim_tell (self, "%u is killed while it makes its file", node->index);
      put_image (node->path);
    }
  node->cut.taken = FALSE;
}

void
sim_new_node_file (Sim *self, SimNode *node)
{
  if (self->kills > 0 && sim_chance (self, 40))
    make_in_part (self, node);
  else
    put_new_file (node->index, node->path);
}

/* Many things take only a few writes. */
static guint
how_many_writes (Sim *self)
{
  return 1u << (2 + sim_below (self, 7));
}

void
sim_begin_node_cut (Sim *self, SimNode *node)
{
  begin_cut (self, &node->cut, node->path, how_many_writes (self));
}

void
sim_end_node_cut (Sim *self, SimNode *node)
{
  sim_disk_unwatch ();
  if (!node->cut.taken)
    return;
  sim_tell (self, "%u is killed over it", node->index);
  sim_close_node (self, node);
  put_image (node->path);
  node->cut.taken = FALSE;
  sim_open_node (self, node);
}

void
sim_begin_ledger_cut (Sim *self)
{
  begin_cut (self, &self->cut, self->ledger_path, how_many_writes (self));
}

gboolean
sim_end_ledger_cut (Sim *self)
{
  sim_disk_unwatch ();
  if (!self->cut.taken)
    return FALSE;
  sim_tell (self, "the endpoint is killed over it");
  sim_close_ledger (self);
  put_image (self->ledger_path);
  self->cut.taken = FALSE;
  sim_open_ledger (self);
  return TRUE;
}
