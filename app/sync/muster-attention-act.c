/* muster-attention-act.c - what a person decided, done on the writing thread.
 *
 * What was shown may be an hour old: each act looks anew at what is there, and is refused where that is another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-feed.h"
#include "muster-merge.h"

/* ---- settling ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterSettleWay way;
  MusterId        record;
  char           *group;
  gint64          current, other; /* versions of the sides that were shown */
  MusterRevision *written;        /* nullable */
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_free (settling->group);
  muster_revision_free (settling->written);
  g_free (settling);
}

/* A new reference; NULL with an error. */
static json_t *
choose (const MusterConflict *conflict, MusterSettleWay way, const MusterRevision *written, GError **error)
{
  json_t *value = NULL;

  switch (way)
    {
    case MUSTER_SETTLE_THIRD:
      return muster_group_to_json (written->edited, conflict->group);
    case MUSTER_SETTLE_BOTH:
      value = muster_merge_suggest (conflict->kind, conflict->group, conflict->before.value, conflict->current.value,
                                    conflict->other.value);
      if (value == NULL)
        g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                             _("Both cannot be taken together here. Choose one, or write another."));
      return value;
    case MUSTER_SETTLE_OTHER:
      value = conflict->other.value;
      break;
    case MUSTER_SETTLE_CURRENT:
      value = conflict->current.value;
      break;
    }
  if (value != NULL)
    return json_incref (value);
  return g_str_equal (conflict->group, MUSTER_GROUP_EXISTS) ? json_false () : json_object ();
}

static void
add_settlement (MusterCommit *commit, const MusterConflict *conflict, json_t *value /* taken */)
{
  guint i = muster_commit_get_n (commit);

  muster_commit_add_change (commit, conflict->kind_name, &conflict->record, conflict->group, conflict->current.version,
                            value);
  muster_commit_edit_change (commit, i)->settles = conflict->other.version;
}

static const MusterConflict *
find_conflict (GPtrArray *conflicts, const Settling *settling)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const MusterConflict *conflict = conflicts->pdata[i];

      if (g_str_equal (conflict->group, settling->group) && conflict->other.version == settling->other
          && conflict->current.version == settling->current)
        return conflict;
    }
  return NULL;
}

static gboolean
settle (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Settling *settling = data;
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (replica, &settling->record, error);
  const MusterConflict *conflict = conflicts != NULL ? find_conflict (conflicts, settling) : NULL;
  g_autoptr(MusterCommit) commit = muster_commit_new (_("Settled a conflict"));
  json_t *value;

  if (conflicts == NULL)
    return FALSE;
  if (conflict == NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
                           _("This was settled or changed meanwhile. Look at it again."));
      return FALSE;
    }
  value = choose (conflict, settling->way, settling->written, error);
  if (value == NULL)
    return FALSE;
  add_settlement (commit, conflict, value);
  return muster_replica_save (replica, commit, MUSTER_ORIGIN_EDIT, version, changed, error);
}

void
muster_attention_settle_async (MusterStore *store, const MusterDispute *dispute, MusterSettleWay way,
                               const MusterRevision *written, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  const MusterConflict *conflict = dispute->conflict;
  Settling *settling = g_new0 (Settling, 1);

  settling->way = way;
  settling->record = conflict->record;
  settling->group = g_strdup (conflict->group);
  settling->current = conflict->current.version;
  settling->other = conflict->other.version;
  settling->written = written != NULL ? muster_revision_copy (written) : NULL;
  muster_store_write_async (store, settle, settling, settling_free, cancellable, callback, user_data);
}

/* ---- settling all ------------------------------------------------------------------------------------------------ */

/* Several of one group are to be read one after the other. */
static gboolean
is_alone (GPtrArray *conflicts, guint at)
{
  const MusterConflict *conflict = conflicts->pdata[at];

  for (guint i = 0; i < conflicts->len; i++)
    {
      const MusterConflict *other = conflicts->pdata[i];

      if (i != at && muster_id_equal (&other->record, &conflict->record) && g_str_equal (other->group, conflict->group))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_all (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  gboolean mine = GPOINTER_TO_INT (data);
  const char *actor = muster_replica_get_actor (replica);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (replica, NULL, error);
  g_autoptr(MusterCommit) commit = muster_commit_new (_("Settled conflicts"));

  if (conflicts == NULL)
    return FALSE;
  for (guint i = 0; i < conflicts->len; i++)
    {
      const MusterConflict *conflict = conflicts->pdata[i];
      gboolean current_mine = g_strcmp0 (conflict->current.actor, actor) == 0;
      gboolean other_mine = g_strcmp0 (conflict->other.actor, actor) == 0;

      if (current_mine == other_mine || !is_alone (conflicts, i))
        continue;
      add_settlement (commit, conflict,
                      choose (conflict, current_mine == mine ? MUSTER_SETTLE_CURRENT : MUSTER_SETTLE_OTHER, NULL,
                              NULL));
    }
  return muster_replica_save (replica, commit, MUSTER_ORIGIN_EDIT, version, changed, error);
}

void
muster_attention_settle_all_async (MusterStore *store, gboolean mine, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_write_async (store, settle_all, GINT_TO_POINTER (mine), NULL, cancellable, callback, user_data);
}

/* ---- what does not count ----------------------------------------------------------------------------------------- */

typedef struct {
  gint64        version;
  MusterKeptWay way;
  char         *reason; /* nullable */
} Keeping;

static void
keeping_free (gpointer data)
{
  g_free (((Keeping *) data)->reason);
  g_free (data);
}

static gboolean
save_anew (MusterReplica *replica, const Keeping *keeping, const MusterCommit *commit, gint64 *version,
           GArray *changed, GError **error)
{
  const char *reason = keeping->reason != NULL ? keeping->reason : muster_commit_get_reason (commit);
  g_autoptr(MusterCommit) renewed = muster_replica_renew (replica, commit, reason, error);

  return renewed != NULL && muster_replica_save (replica, renewed, MUSTER_ORIGIN_EDIT, version, changed, error);
}

static gboolean
say_gone (GError **error)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("This was decided meanwhile."));
  return FALSE;
}

static gboolean
keep_aside (MusterReplica *replica, const Keeping *keeping, gint64 *version, GArray *changed, GError **error)
{
  g_autoptr(GPtrArray) aside = muster_replica_set_aside (replica, error);

  if (aside == NULL)
    return FALSE;
  for (guint i = 0; i < aside->len; i++)
    {
      const MusterEntry *entry = aside->pdata[i];

      if (entry->seq == keeping->version)
        return save_anew (replica, keeping, entry->commit, version, changed, error)
               && muster_replica_drop_aside (replica, keeping->version, error);
    }
  return say_gone (error);
}

static gboolean
keep (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Keeping *keeping = data;

  switch (keeping->way)
    {
    case MUSTER_KEPT_DISMISS:
      return muster_replica_dismiss_refused (replica, keeping->version, error);
    case MUSTER_KEPT_RECALL:
      return muster_replica_recall_refused (replica, keeping->version, error);
    case MUSTER_KEPT_KEEP:
      return keep_aside (replica, keeping, version, changed, error);
    case MUSTER_KEPT_DROP:
      return muster_replica_drop_aside (replica, keeping->version, error);
    }
  g_return_val_if_reached (FALSE);
}

void
muster_attention_keep_async (MusterStore *store, gint64 version, MusterKeptWay way, const char *reason,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  *keeping = (Keeping){ version, way, g_strdup (reason) };
  muster_store_write_async (store, keep, keeping, keeping_free, cancellable, callback, user_data);
}

static gboolean
mark_seen (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  return muster_replica_mark_merged_seen (replica, *(gint64 *) data, error);
}

void
muster_attention_seen_async (MusterStore *store, gint64 n, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  muster_store_write_async (store, mark_seen, g_memdup2 (&n, sizeof n), g_free, cancellable, callback, user_data);
}

/* ---- two that are alike, and what went --------------------------------------------------------------------------- */

typedef struct {
  MusterId ids[2]; /* the one that is decided on first */
} Two;

static Two *
two_new (const MusterAlike *alike, guint side)
{
  Two *two = g_new0 (Two, 1);

  two->ids[0] = *muster_record_get_id (alike->sides[side].record);
  two->ids[1] = *muster_record_get_id (alike->sides[1 - side].record);
  return two;
}

static gboolean
archive (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Two *two = data;

  return muster_replica_archive_alike (replica, &two->ids[0], &two->ids[1], version, changed, error);
}

void
muster_attention_archive_async (MusterStore *store, const MusterAlike *alike, guint side, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (side < 2);
  muster_store_write_async (store, archive, two_new (alike, side), g_free, cancellable, callback, user_data);
}

static gboolean
set_apart (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Two *two = data;

  return muster_replica_set_apart (replica, &two->ids[0], &two->ids[1], error);
}

void
muster_attention_apart_async (MusterStore *store, const MusterAlike *alike, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_write_async (store, set_apart, two_new (alike, 0), g_free, cancellable, callback, user_data);
}

typedef struct {
  MusterTime at;
  guint      n;
} Left;

static gboolean
mark_left (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Left *left = data;

  return muster_replica_mark_departed_read (replica, left->at, left->n, error);
}

void
muster_attention_left_async (MusterStore *store, const MusterDeparture *departure, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Left *left = g_new0 (Left, 1);

  *left = (Left){ departure->at, departure->n };
  muster_store_write_async (store, mark_left, left, g_free, cancellable, callback, user_data);
}
