/* muster-vanishing.c - records that would go at once, told to the person who has to decide.
 *
 * Who archived a record is said by what is not applied, what it was by what is. So the one is noted before the way back
 * and the other read after it; only where something is held.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-vanishing.h"

#include "muster-feed-private.h"

/* One that would go. */
typedef struct {
  MusterId   record;
  gboolean   there;    /* archived: it would stay, out of view */
  gboolean   departed; /* out of sight */
  char      *actor;    /* NULL: not told */
  MusterTime at;
  const MusterKind *kind; /* as it is */
} Gone;

static void
gone_clear (gpointer data)
{
  g_free (((Gone *) data)->actor);
}

/* ---- what is not applied ----------------------------------------------------------------------------------------- */

static gboolean
is_in (MusterReplica *self, const char *sql, const MusterId *record)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  return muster_statement_step (statement, &row, NULL) && row;
}

static void
note_actor (MusterReplica *self, Gone *gone)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT c.actor, c.at FROM log_change h JOIN log_commit c ON c.version = h.version"
                       " WHERE h.record = ?1 AND h.field_group = ?2 AND (h.outcome IS NULL OR h.outcome = 'merged')"
                       " ORDER BY h.version DESC, h.i DESC LIMIT 1", NULL);
  gboolean row;

  if (statement == NULL)
    return;
  muster_statement_bind_blob (statement, 1, &gone->record, sizeof gone->record);
  muster_statement_bind_text (statement, 2, MUSTER_GROUP_EXISTS);
  if (!muster_statement_step (statement, &row, NULL) || !row)
    return;
  gone->actor = g_strdup (muster_statement_get_text (statement, 0));
  gone->at = muster_statement_get_number (statement, 1);
}

/* What cannot be read is left unsaid: that it is held does not depend on it. */
GArray *
muster_feed_note_vanishing (MusterReplica *self, GArray *seen)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Gone));

  g_array_set_clear_func (list, gone_clear);
  for (guint i = 0; i < seen->len; i++)
    {
      Gone gone = { .record = g_array_index (seen, MusterId, i) };
      gboolean still;

      if (!muster_feed_is_seen (self, &gone.record, &still, NULL) || still)
        continue;
      gone.there = is_in (self, "SELECT 1 FROM record WHERE id = ?1", &gone.record);
      gone.departed = !gone.there && is_in (self, "SELECT 1 FROM departed WHERE record = ?1", &gone.record);
      if (gone.there)
        note_actor (self, &gone);
      g_array_append_val (list, gone);
    }
  return list;
}

/* ---- what it comes to -------------------------------------------------------------------------------------------- */

static void
actor_free (gpointer data)
{
  g_free (((MusterVanishingActor *) data)->actor);
  g_free (data);
}

static void
record_free (gpointer data)
{
  MusterVanishingRecord *self = data;

  g_free (self->code);
  g_free (self->title);
  g_free (self);
}

static MusterVanishing *
vanishing_new (void)
{
  MusterVanishing *self = g_atomic_rc_box_new0 (MusterVanishing);

  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->actors = g_ptr_array_new_with_free_func (actor_free);
  self->records = g_ptr_array_new_with_free_func (record_free);
  return self;
}

static void
clear (gpointer data)
{
  MusterVanishing *self = data;

  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->actors);
  g_ptr_array_unref (self->records);
}

MusterVanishing *
muster_vanishing_ref (MusterVanishing *self)
{
  return self != NULL ? g_atomic_rc_box_acquire (self) : NULL;
}

void
muster_vanishing_unref (MusterVanishing *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static MusterVanishingCause
cause_of (const Gone *gone, MusterVanishingCause otherwise)
{
  if (otherwise == MUSTER_VANISHING_PUT_BACK || otherwise == MUSTER_VANISHING_ANEW)
    return otherwise;
  if (gone->there)
    return MUSTER_VANISHING_ARCHIVED;
  return gone->departed ? otherwise : MUSTER_VANISHING_REFUSED;
}

static void
count_kind (MusterVanishing *self, const MusterKind *kind)
{
  MusterVanishingKind *counted;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      counted = self->kinds->pdata[i];
      if (counted->kind == kind)
        {
          counted->n++;
          return;
        }
    }
  counted = g_new0 (MusterVanishingKind, 1);
  *counted = (MusterVanishingKind) { kind, 1 };
  g_ptr_array_add (self->kinds, counted);
}

static void
count_actor (MusterVanishing *self, GHashTable *actors, const Gone *gone)
{
  MusterVanishingActor *actor = g_hash_table_lookup (actors, gone->actor);

  if (actor == NULL)
    {
      actor = g_new0 (MusterVanishingActor, 1);
      actor->actor = g_strdup (gone->actor);
      g_hash_table_insert (actors, actor->actor, actor);
      g_ptr_array_add (self->actors, actor);
    }
  actor->n++;
  actor->at = MAX (actor->at, gone->at);
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const MusterVanishingKind *first = *(MusterVanishingKind *const *) a, *second = *(MusterVanishingKind *const *) b;

  return first->n != second->n ? (first->n < second->n) - (first->n > second->n)
                               : (int) first->kind->id - (int) second->kind->id;
}

static int
compare_actors (gconstpointer a, gconstpointer b)
{
  const MusterVanishingActor *first = *(MusterVanishingActor *const *) a, *second = *(MusterVanishingActor *const *) b;

  return first->n != second->n ? (first->n < second->n) - (first->n > second->n)
                               : g_strcmp0 (first->actor, second->actor);
}

static void
add_record (MusterVanishing *self, MusterReplica *replica, const Gone *gone)
{
  g_autoptr(MusterRecord) record = muster_replica_get (replica, &gone->record, NULL);
  MusterVanishingRecord *named;

  if (record == NULL)
    return;
  named = g_new0 (MusterVanishingRecord, 1);
  named->id = gone->record;
  named->kind = gone->kind;
  named->code = g_strdup (muster_record_get_ref_code (record));
  named->title = muster_record_dup_title (record);
  g_ptr_array_add (self->records, named);
}

static void
name_records (MusterVanishing *self, MusterReplica *replica)
{
  for (guint k = 0; k < self->kinds->len; k++)
    for (guint i = 0; i < replica->vanishing->len && self->records->len < MUSTER_VANISHING_NAMED; i++)
      {
        const Gone *gone = &g_array_index (replica->vanishing, Gone, i);

        if (gone->kind == ((MusterVanishingKind *) self->kinds->pdata[k])->kind)
          add_record (self, replica, gone);
      }
}

MusterVanishing *
muster_replica_describe_held (MusterReplica *self, MusterVanishingCause otherwise, gboolean more)
{
  g_autoptr(GHashTable) actors = g_hash_table_new (g_str_hash, g_str_equal);
  MusterVanishing *told;

  if (self->vanishing == NULL)
    return NULL;
  told = vanishing_new ();
  told->more = more;
  for (guint i = 0; i < self->vanishing->len; i++)
    {
      Gone *gone = &g_array_index (self->vanishing, Gone, i);
      MusterVanishingCause cause = cause_of (gone, otherwise);

      told->n++;
      told->n_by[cause]++;
      gone->kind = muster_replica_find (self, &gone->record, NULL, NULL);
      if (gone->kind != NULL)
        count_kind (told, gone->kind);
      if (cause == MUSTER_VANISHING_ARCHIVED && gone->actor != NULL)
        count_actor (told, actors, gone);
    }
  g_ptr_array_sort (told->kinds, compare_kinds);
  g_ptr_array_sort (told->actors, compare_actors);
  name_records (told, self);
  return told;
}
