/* muster-feed-tables.c - after the log has changed in the middle: what it says now, brought to the tables.
 *
 * Only groups that were touched are looked at, and each once, however many commits of a page named it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <string.h>

/* A projection holds its records; a page has less, and what goes by more is cut. */
#define MOST_RECORDS 4096

typedef struct {
  MusterId   record;
  gboolean   whole;  /* whether it is there at all was touched: every group is looked at */
  char      *kind;   /* in the chunk; NULL: no value is known */
  GPtrArray *groups; /* of char *, in the chunk */
  GPtrArray *values; /* of json_t, for each group; NULL: not known */
  guint      n;      /* changes whose values are known */
} Touched;

struct _MusterTouched {
  GHashTable   *records; /* MusterId -> Touched, owned */
  GPtrArray    *order;   /* of Touched, as met */
  GStringChunk *names;   /* of groups, each once */
  GArray       *seen;    /* MusterId of records that may go: they were seen before */
};

static void
touched_free (gpointer data)
{
  Touched *touched = data;

  g_ptr_array_unref (touched->groups);
  g_ptr_array_unref (touched->values);
  g_free (touched);
}

MusterTouched *
muster_touched_new (void)
{
  MusterTouched *self = g_new0 (MusterTouched, 1);

  self->records = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, touched_free);
  self->order = g_ptr_array_new ();
  self->names = g_string_chunk_new (1024);
  self->seen = g_array_new (FALSE, FALSE, sizeof (MusterId));
  return self;
}

void
muster_touched_free (MusterTouched *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->records);
  g_string_chunk_free (self->names);
  g_array_unref (self->seen);
  g_free (self);
}

static void
drop_value (gpointer value)
{
  json_decref (value);
}

static Touched *
get_touched (MusterTouched *self, const MusterId *record)
{
  Touched *touched = g_hash_table_lookup (self->records, record);

  if (touched != NULL)
    return touched;
  touched = g_new0 (Touched, 1);
  touched->record = *record;
  touched->groups = g_ptr_array_new ();
  touched->values = g_ptr_array_new_with_free_func (drop_value);
  g_hash_table_insert (self->records, &touched->record, touched);
  g_ptr_array_add (self->order, touched);
  return touched;
}

static guint
add_group (MusterTouched *self, Touched *touched, const char *group)
{
  guint i;

  for (i = 0; i < touched->groups->len; i++)
    if (g_str_equal (touched->groups->pdata[i], group))
      return i;
  if (g_str_equal (group, MUSTER_GROUP_EXISTS))
    touched->whole = TRUE;
  g_ptr_array_add (touched->groups, g_string_chunk_insert_const (self->names, group));
  g_ptr_array_add (touched->values, NULL);
  return i;
}

void
muster_touched_add (MusterTouched *self, const MusterId *record, const char *group)
{
  add_group (self, get_touched (self, record), group);
}

void
muster_touched_add_value (MusterTouched *self, const MusterChange *change)
{
  Touched *touched = get_touched (self, &change->record);
  guint i = add_group (self, touched, change->group);
  gpointer *value = &touched->values->pdata[i];

  json_decref (*value);
  *value = json_incref (change->merged != NULL ? change->merged : change->value);
  if (touched->kind == NULL)
    touched->kind = g_string_chunk_insert_const (self->names, change->kind);
  if (g_str_equal (touched->kind, change->kind)) /* else a newer version knows more: the log is read */
    touched->n++;
}

/* ---- one record -------------------------------------------------------------------------------------------------- */

static gboolean
apply_value (MusterProjection *projection, const MusterId *record, const char *kind, const char *group,
             const char *text, GError **error)
{
  g_autoptr(json_t) value = text != NULL ? muster_json_from_text (text, strlen (text), error) : json_object ();
  MusterChange change = { .record = *record, .kind = (char *) kind, .group = (char *) group, .value = value };

  return value != NULL && muster_projection_apply (projection, &change, error);
}

/* A group that nothing counts for any more is empty again, in a record that is still there. */
static gboolean
apply_empty (MusterReplica *replica, MusterProjection *projection, const MusterId *record, const char *group,
             GError **error)
{
  g_autoptr(GError) local = NULL;
  const MusterKind *kind = muster_replica_find (replica, record, NULL, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return kind == NULL || apply_value (projection, record, kind->name, group, NULL, error);
}

static gboolean
apply_group (MusterReplica *replica, MusterProjection *projection, const MusterId *record, const char *group,
             GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (replica->db,
                       "SELECT kind, coalesce (merged, value) FROM log_change WHERE record = ?1 AND field_group = ?2"
                       " AND " MUSTER_SQL_COUNTS " ORDER BY version DESC, i DESC LIMIT 1",
                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  muster_statement_bind_text (statement, 2, group);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return apply_empty (replica, projection, record, group, error);
  return apply_value (projection, record, muster_statement_get_text (statement, 0), group,
                      muster_statement_get_text (statement, 1), error);
}

static gboolean
exists (MusterReplica *replica, const MusterId *record, gboolean *there, GError **error)
{
  g_autoptr(GError) local = NULL;

  *there = muster_replica_group_head (replica, record, MUSTER_GROUP_EXISTS, &local) != 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* All groups in one go: of a new record, all that is known of it, whatever came before it was made. */
static gboolean
list_groups (MusterTouched *self, MusterReplica *replica, Touched *touched, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (replica->db, "SELECT DISTINCT field_group FROM log_change WHERE record = ?1", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &touched->record, sizeof touched->record);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        muster_touched_add (self, &touched->record, muster_statement_get_text (statement, 0));
    }
  return TRUE;
}

/* Whether the log has nothing of the record but what was just put into it, as with most records of a first sync: then
 * nothing needs to be read back. */
static gboolean
is_all_known (MusterReplica *replica, const Touched *touched, gboolean *known, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  gboolean row;

  *known = FALSE;
  if (!touched->whole || touched->n == 0)
    return TRUE;
  statement = muster_db_prepare (replica->db, "SELECT count(*) FROM log_change WHERE record = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &touched->record, sizeof touched->record);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *known = muster_statement_get_number (statement, 0) == touched->n;
  return TRUE;
}

static gboolean
apply_known (MusterProjection *projection, const Touched *touched, GError **error)
{
  for (guint i = 0; i < touched->groups->len; i++)
    {
      MusterChange change = { .record = touched->record, .kind = touched->kind, .group = touched->groups->pdata[i],
                              .value = touched->values->pdata[i] };

      if (change.value != NULL && !muster_projection_apply (projection, &change, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_record (MusterTouched *self, MusterReplica *replica, MusterProjection *projection, Touched *touched,
              GError **error)
{
  gboolean known;

  if (!is_all_known (replica, touched, &known, error))
    return FALSE;
  if (known)
    return apply_known (projection, touched, error);
  if (touched->whole)
    {
      gboolean there, seen;

      if (!muster_feed_is_seen (replica, &touched->record, &seen, error))
        return FALSE;
      if (seen)
        g_array_append_val (self->seen, touched->record);
      if (!exists (replica, &touched->record, &there, error))
        return FALSE;
      if (!there)
        return muster_projection_remove (projection, &touched->record, error);
      if (!list_groups (self, replica, touched, error))
        return FALSE;
    }
  for (guint i = 0; i < touched->groups->len; i++)
    if (!apply_group (replica, projection, &touched->record, touched->groups->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_some (MusterTouched *self, MusterReplica *replica, guint first, GArray *changed, GError **error)
{
  MusterProjection *projection = muster_projection_new (replica);
  guint end = MIN (first + MOST_RECORDS, self->order->len);
  gboolean ok = TRUE;

  muster_projection_set_lenient (projection);
  for (guint i = first; ok && i < end; i++)
    ok = apply_record (self, replica, projection, self->order->pdata[i], error);
  ok = ok && muster_projection_finish (projection, error);
  if (ok && changed != NULL)
    muster_projection_list_changed (projection, changed);
  muster_projection_free (projection);
  return ok;
}

gboolean
muster_touched_apply (MusterTouched *self, MusterReplica *replica, GArray *changed, GError **error)
{
  for (guint first = 0; first < self->order->len; first += MOST_RECORDS)
    if (!apply_some (self, replica, first, changed, error))
      return FALSE;
  return muster_feed_may_vanish (replica, self->seen, error);
}
