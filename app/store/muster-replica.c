/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include "muster-migrations.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static MusterReplica *
replica_new (const char *path, MusterClock *clock, MusterRandom *random, const char *actor)
{
  MusterReplica *self = g_new0 (MusterReplica, 1);

  self->path = g_strdup (path);
  self->clock = muster_clock_ref (clock);
  self->random = random;
  self->actor = g_strdup (actor);
  muster_replica_init_lookup (self);
  return self;
}

static gboolean
store_id (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT INTO meta (key, value) VALUES ('replica', ?1)", error);

  if (statement == NULL)
    return FALSE;
  muster_id_new (&self->id, self->clock, self->random);
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  return muster_statement_run (statement, error);
}

/* Every replica has an id of its own, made when it is first opened for writing. */
static gboolean
load_id (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT value FROM meta WHERE key = 'replica'", error);
  gboolean row;
  gsize n = 0;
  const void *bytes;

  if (statement == NULL || !muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return !muster_db_is_writable (self->db) || store_id (self, error);
  bytes = muster_statement_get_blob (statement, 0, &n);
  if (n != sizeof self->id)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
                           _("This file is damaged: it does not know which replica it is. Open a copy of it that you "
                             "kept elsewhere."));
      return FALSE;
    }
  memcpy (&self->id, bytes, n);
  return TRUE;
}

/* Who joined an endpoint is known there by the name that it gave. */
static gboolean
load_state (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT (SELECT value FROM meta WHERE key = 'person_name')", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!muster_statement_is_null (statement, 0))
    {
      muster_replica_set_actor (self, muster_statement_get_text (statement, 0));
      self->named = TRUE;
    }
  return TRUE;
}

/* A step of the migrations that brings tables which only the log can fill leaves a mark. */
static gboolean
rebuild_if_marked (MusterReplica *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 marked = muster_db_get_number (self->db, "SELECT count(*) FROM meta WHERE key = 'rebuild'", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return marked == 0 || !muster_db_is_writable (self->db) || muster_replica_rebuild (self, error);
}

/* A commit and its changes get the endpoint's number in one statement. To look at references only when both have it
 * takes a pragma that makes SQLite prepare every statement of the connection anew. */
static gboolean
let_changes_follow (MusterReplica *self, GError **error)
{
  return !muster_db_is_writable (self->db)
         || muster_db_run (self->db,
                           "CREATE TEMP TRIGGER changes_follow AFTER UPDATE OF version ON main.log_commit"
                           " WHEN old.version >= 1099511627776 AND new.version < 1099511627776 BEGIN"
                           " UPDATE log_change SET version = new.version WHERE version = old.version; END",
                           error);
}

MusterReplica *
muster_replica_open (const char *path, MusterReplicaFlags flags, MusterClock *clock, MusterRandom *random,
                     const char *actor, GError **error)
{
  g_autoptr(MusterReplica) self = replica_new (path, clock, random, actor);
  MusterDbFlags db_flags =
    (flags & MUSTER_REPLICA_CREATE ? MUSTER_DB_CREATE : 0) | (flags & MUSTER_REPLICA_READ ? MUSTER_DB_READ : 0);
  int n_steps;
  const char *const *steps = muster_migrations_get (&n_steps);

  self->db = muster_db_open (path, db_flags, MUSTER_REPLICA_APPLICATION_ID, error);
  if (self->db == NULL || !muster_db_add_word_functions (self->db, error)
      || !muster_db_migrate (self->db, steps, n_steps, error) || !load_id (self, error)
      || !load_state (self, error) || !rebuild_if_marked (self, error) || !let_changes_follow (self, error))
    {
      if (self->db != NULL)
        muster_db_discard_made (self->db);
      return NULL;
    }
  return g_steal_pointer (&self);
}

MusterReplica *
muster_replica_new_scratch (MusterReplica *like, GError **error)
{
  return muster_replica_open (":memory:", 0, like->clock, like->random, like->actor, error);
}

void
muster_replica_close (MusterReplica *self)
{
  if (self == NULL)
    return;
  muster_db_close (self->db);
  muster_clock_unref (self->clock);
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    g_free (self->selects[i]);
  g_clear_pointer (&self->scope_rowids, g_array_unref);
  g_clear_pointer (&self->ahead, muster_today_ahead_free);
  g_clear_pointer (&self->vanishing, g_array_unref);
  g_free (self->path);
  g_free (self->actor);
  g_free (self);
}

void
muster_replica_set_actor (MusterReplica *self, const char *actor)
{
  char *copy = g_strdup (actor);

  g_free (self->actor);
  self->actor = copy;
}

const char *
muster_replica_get_actor (MusterReplica *self)
{
  return self->actor;
}

gboolean
muster_replica_is_named (MusterReplica *self)
{
  return self->named;
}

void
muster_replica_sign_as (MusterReplica *self, const char *actor)
{
  if (!self->named)
    muster_replica_set_actor (self, actor);
}

const char *
muster_replica_get_path (MusterReplica *self)
{
  return self->path;
}

MusterClock *
muster_replica_get_clock (MusterReplica *self)
{
  return self->clock;
}

const MusterLookup *
muster_replica_get_lookup (MusterReplica *self)
{
  return &self->lookup;
}

guint
muster_replica_count_outbox (MusterReplica *self)
{
  return (guint) muster_db_get_number (
    self->db, "SELECT count(*) FROM outbox WHERE version NOT IN (SELECT version FROM refused)", NULL);
}

MusterTime
muster_replica_get_last_save (MusterReplica *self)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT at FROM log_commit WHERE replica = ?1 ORDER BY n DESC LIMIT 1", NULL);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  return muster_statement_step (statement, &row, NULL) && row ? muster_statement_get_number (statement, 0) : 0;
}
