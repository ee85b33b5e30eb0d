/* muster-alike.c - what there is to say of two that are alike, and what a person decides of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-alike-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
side_clear (MusterAlikeSide *side)
{
  g_clear_object (&side->record);
  g_clear_pointer (&side->made_by, g_free);
  g_clear_pointer (&side->only, g_ptr_array_unref);
}

static void
field_free (gpointer data)
{
  MusterAlikeField *field = data;

  g_free (field->label);
  g_free (field->sides[0]);
  g_free (field->sides[1]);
  g_free (field);
}

void
muster_alike_free (MusterAlike *self)
{
  if (self == NULL)
    return;
  side_clear (&self->sides[0]);
  side_clear (&self->sides[1]);
  g_clear_pointer (&self->differ, g_ptr_array_unref);
  g_free (self);
}

/* ---- what points to one and not to the other --------------------------------------------------------------------- */

static gboolean
has_link (GPtrArray *links, const MusterBacklink *link)
{
  for (guint i = 0; i < links->len; i++)
    {
      const MusterBacklink *other = links->pdata[i];

      if (other->field == link->field && muster_id_equal (&other->id, &link->id))
        return TRUE;
    }
  return FALSE;
}

/* Takes out of links, in place, what others have too, what is archived and what is the other itself. */
static GPtrArray *
keep_own (GPtrArray *links, GPtrArray *others, const MusterId *other)
{
  GPtrArray *own = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_backlink_free);

  g_ptr_array_set_free_func (links, NULL);
  for (guint i = 0; i < links->len; i++)
    {
      MusterBacklink *link = links->pdata[i];

      if (link->archived || muster_id_equal (&link->id, other) || has_link (others, link))
        muster_backlink_free (link);
      else
        g_ptr_array_add (own, link);
    }
  g_ptr_array_set_size (links, 0);
  return own;
}

static gboolean
read_links (MusterReplica *replica, MusterAlike *self, GError **error)
{
  const MusterId *ids[] = { muster_record_get_id (self->sides[0].record),
                            muster_record_get_id (self->sides[1].record) };
  g_autoptr(GPtrArray) first = muster_replica_backlinks (replica, ids[0], error);
  g_autoptr(GPtrArray) second = first != NULL ? muster_replica_backlinks (replica, ids[1], error) : NULL;
  g_autoptr(GPtrArray) again = second != NULL ? muster_replica_backlinks (replica, ids[0], error) : NULL;

  if (again == NULL)
    return FALSE;
  self->sides[0].only = keep_own (first, second, ids[1]);
  self->sides[1].only = keep_own (second, again, ids[0]);
  return TRUE;
}

/* ---- what differs ------------------------------------------------------------------------------------------------ */

static void
compare_fields (MusterAlike *self)
{
  const MusterKind *kind = muster_record_get_kind (self->sides[0].record);

  self->differ = g_ptr_array_new_with_free_func (field_free);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      MusterAlikeField *differs;

      if (muster_field_is_derived (field) || (field->flags & MUSTER_FIELD_TITLE) != 0
          || muster_value_equal (muster_record_get_at (self->sides[0].record, i),
                                 muster_record_get_at (self->sides[1].record, i)))
        continue;
      differs = g_new0 (MusterAlikeField, 1);
      differs->label = g_strdup (muster_field_get_label (field));
      for (guint j = 0; j < 2; j++)
        differs->sides[j] = muster_record_to_display (self->sides[j].record, field->name);
      g_ptr_array_add (self->differ, differs);
    }
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
read_side (MusterReplica *replica, const MusterId *id, MusterAlikeSide *side, GError **error)
{
  MusterMaking making = { 0 };

  side->record = muster_replica_get (replica, id, error);
  if (side->record == NULL || !muster_alike_read_making (replica, id, &making, error))
    return FALSE;
  side->made_at = making.at;
  side->made_by = g_steal_pointer (&making.actor);
  return TRUE;
}

/* NULL without error where one of them has gone meanwhile. */
static MusterAlike *
read_alike (MusterReplica *replica, const MusterAlikePair *pair, GError **error)
{
  g_autoptr(MusterAlike) self = g_new0 (MusterAlike, 1);

  if (!read_side (replica, &pair->ids[0], &self->sides[0], error)
      || !read_side (replica, &pair->ids[1], &self->sides[1], error) || !read_links (replica, self, error))
    return NULL;
  compare_fields (self);
  return g_steal_pointer (&self);
}

GPtrArray *
muster_replica_alike (MusterReplica *self, guint limit, guint *n, GError **error)
{
  g_autoptr(GArray) pairs = muster_alike_find (self, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_alike_free);

  if (pairs == NULL)
    return NULL;
  *n = pairs->len;
  for (guint i = 0; i < MIN (limit, pairs->len); i++)
    {
      g_autoptr(GError) local = NULL;
      MusterAlike *alike = read_alike (self, &g_array_index (pairs, MusterAlikePair, i), &local);

      if (alike != NULL)
        g_ptr_array_add (list, alike);
      else if (local == NULL)
        (*n)--;
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return g_steal_pointer (&list);
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

gboolean
muster_replica_set_apart (MusterReplica *self, const MusterId *a, const MusterId *b, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT OR IGNORE INTO apart (first, second) VALUES (?1, ?2)", error);
  gboolean swap = memcmp (a, b, sizeof *a) > 0;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, swap ? b : a, sizeof *a);
  muster_statement_bind_blob (statement, 2, swap ? a : b, sizeof *a);
  return muster_statement_run (statement, error);
}

static char *
make_reason (MusterRecord *kept)
{
  const char *code = muster_record_get_ref_code (kept);
  g_autofree char *title = muster_record_dup_title (kept);

  /* Translators: why a record was archived: the number of another, "R-12", or its title in quotes */
  return code != NULL ? g_strdup_printf (_("The same as %s"), code) : g_strdup_printf (_("The same as “%s”"), title);
}

/* What was shown may be an hour old. */
gboolean
muster_replica_archive_alike (MusterReplica *self, const MusterId *id, const MusterId *other, gint64 *version,
                              GArray *changed, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterRecord) record = muster_replica_get (self, id, &local);
  g_autoptr(MusterRecord) kept = local == NULL ? muster_replica_get (self, other, &local) : NULL;
  g_autoptr(MusterCommit) commit = NULL;
  g_autofree char *reason = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL || kept == NULL || !muster_alike_are (record, kept))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
                           _("These two were changed meanwhile. Look at them again."));
      return FALSE;
    }
  reason = make_reason (kept);
  commit = muster_commit_new (reason);
  muster_commit_add_archive (commit, record, TRUE);
  return muster_replica_save (self, commit, MUSTER_ORIGIN_EDIT, version, changed, error);
}
