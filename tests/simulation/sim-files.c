/* sim-files.c - the files of a run, who has them open, and how they are copied and cut off in the middle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "muster-db-private.h"
#include "muster-ledger-private.h"
#include "muster-replica-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define YEAR (G_GINT64_CONSTANT (31557600) * G_USEC_PER_SEC)

/* ---- files ------------------------------------------------------------------------------------------------------- */

char *
sim_make_folder (void)
{
  const char *memory = "/dev/shm";
  g_autofree char *template = g_build_filename (g_access (memory, W_OK) == 0 ? memory : g_get_tmp_dir (),
                                                "muster-sim-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (template));
  return g_steal_pointer (&template);
}

/* Without a sync to any disk: these files need not outlive the process. */
static void
write_file (const char *path, const char *bytes, gsize length)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

void
sim_copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  GError *error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  write_file (to, bytes, length);
}

/* What SQLite puts beside a file, without which it is not whole. */
static const char *const beside[] = { "-wal", "-journal" };

/* A file with what is beside it, as both lie there. */
void
sim_copy_image (const char *from, const char *to)
{
  sim_copy_file (from, to);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *part = g_strconcat (from, beside[i], NULL), *copy = g_strconcat (to, beside[i], NULL);

      g_unlink (copy);
      if (g_file_test (part, G_FILE_TEST_EXISTS))
        sim_copy_file (part, copy);
    }
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
}

/* ---- new files --------------------------------------------------------------------------------------------------- */

/* To make a file costs more than to use it: the product makes each once, and every run begins with copies. What was
 * there is used up in the order of the nodes, so each has an id of its own; the last is the endpoint's. */
static GBytes *new_files[SIM_MAX_NODES + 1];

static void
make_file (Sim *self, guint which, const char *path)
{
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (SIM_START);
  g_autoptr(MusterRandom) random = muster_random_new_seeded (7919 * (which + 1));
  GError *error = NULL;
  gsize length;
  char *bytes;

  if (which == SIM_MAX_NODES)
    muster_ledger_close (muster_ledger_open (path, MUSTER_LEDGER_CREATE, clock, random, &error));
  else
    muster_replica_close (muster_replica_open (path, MUSTER_REPLICA_CREATE, clock, random, "nobody", &error));
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  new_files[which] = g_bytes_new_take (bytes, length);
}

static void
put_new_file (Sim *self, guint which, const char *path)
{
  gsize length;
  const char *bytes;

  if (new_files[which] == NULL)
    {
      make_file (self, which, path);
      return;
    }
  bytes = g_bytes_get_data (new_files[which], &length);
  write_file (path, bytes, length);
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

  if (!g_file_test (self->ledger_path, G_FILE_TEST_EXISTS))
    put_new_file (self, SIM_MAX_NODES, self->ledger_path);
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
on_applied (const MusterPageResult *result, gpointer data)
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

  if (!g_file_test (node->path, G_FILE_TEST_EXISTS))
    sim_new_node_file (self, node);
  node->replica =
    muster_replica_open (node->path, MUSTER_REPLICA_CREATE, node->clock, node->random, node->person, &error);
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
  sim_copy_file (from->path, node->path);
  node->access = g_strdup (from->access);
  node->refresh = g_strdup (from->refresh);
  sim_open_node (self, from);
  sim_open_node (self, node);
}


/* ---- killed in the middle ---------------------------------------------------------------------------------------- */

/* What lies on the disk at some instant of what a process does next is what is there after it was killed then. The
 * process itself goes on to the end of what it does, which nobody hears of. */
static int
take_image (gpointer data)
{
  SimCut *cut = data;
  g_autofree char *image = g_strconcat (cut->path, ".cut", NULL);

  if (!cut->taken)
    sim_copy_image (cut->path, image);
  cut->taken = TRUE;
  return 0;
}

static void
begin_cut (Sim *self, SimCut *cut, const char *path, MusterDb *db)
{
  cut->taken = FALSE;
  cut->path = path;
  sqlite3_progress_handler (db->handle, 1 + (int) sim_below (self, 1 << (1 + sim_below (self, 13))), take_image, cut);
}

static gboolean
end_cut (SimCut *cut, MusterDb *db)
{
  sqlite3_progress_handler (db->handle, 0, NULL, NULL);
  cut->path = NULL;
  return cut->taken;
}

static void
put_image (const char *path)
{
  g_autofree char *image = g_strconcat (path, ".cut", NULL);

  g_assert_cmpint (g_rename (image, path), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *part = g_strconcat (path, beside[i], NULL), *copy = g_strconcat (image, beside[i], NULL);

      g_unlink (part);
      g_rename (copy, part); /* there may be none */
    }
}

/* ---- killed while a file is made --------------------------------------------------------------------------------- */

static SimCut *making; /* NULL: nobody is watched */
static int making_after;

/* SQLite tells of each connection, since the product has none to show before it is through. */
static int
watch_connection (sqlite3 *handle, char **message, const void *interface)
{
  if (making != NULL)
    sqlite3_progress_handler (handle, making_after, take_image, making);
  return SQLITE_OK;
}

/* The file is there in part, as it lay when the process that made it was killed. */
static void
make_in_part (Sim *self, SimNode *node)
{
  MusterReplica *replica;
  GError *error = NULL;

  sqlite3_auto_extension ((void (*) (void)) watch_connection);
  node->cut = (SimCut) { node->path, FALSE };
  making = &node->cut;
  making_after = 1 + (int) sim_below (self, 6000);
  replica = muster_replica_open (node->path, MUSTER_REPLICA_CREATE, node->clock, node->random, node->person, &error);
  g_assert_no_error (error);
  making = NULL;
  sqlite3_cancel_auto_extension ((void (*) (void)) watch_connection);
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
  if (self->kills > 0 && sim_chance (self, 5))
    make_in_part (self, node);
  else
    put_new_file (self, node->index, node->path);
}

void
sim_begin_node_cut (Sim *self, SimNode *node)
{
  begin_cut (self, &node->cut, node->path, node->replica->db);
}

void
sim_end_node_cut (Sim *self, SimNode *node)
{
  if (!end_cut (&node->cut, node->replica->db))
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
  begin_cut (self, &self->cut, self->ledger_path, self->ledger->db);
}

gboolean
sim_end_ledger_cut (Sim *self)
{
  if (!end_cut (&self->cut, self->ledger->db))
    return FALSE;
  sim_tell (self, "the endpoint is killed over it");
  sim_close_ledger (self);
  put_image (self->ledger_path);
  sim_open_ledger (self);
  return TRUE;
}
