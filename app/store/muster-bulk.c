/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-bulk.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"

typedef struct {
  char        *field;
  MusterValue *value; /* NULL: none */
} Setting;

struct _MusterBulk {
  const MusterKind *kind;
  GArray           *rowids;   /* of gint64 */
  GArray           *settings; /* of Setting */
  gboolean          moves;    /* into the archive or out of it */
  gboolean          archived;
};

static void
clear_setting (gpointer data)
{
  Setting *setting = data;

  g_free (setting->field);
  g_clear_pointer (&setting->value, muster_value_unref);
}

MusterBulk *
muster_bulk_new (const MusterKind *kind, GArray *rowids)
{
  MusterBulk *self = g_new0 (MusterBulk, 1);

  self->kind = kind;
  self->rowids = g_array_copy (rowids);
  self->settings = g_array_new (FALSE, FALSE, sizeof (Setting));
  g_array_set_clear_func (self->settings, clear_setting);
  return self;
}

void
muster_bulk_free (MusterBulk *self)
{
  g_array_unref (self->rowids);
  g_array_unref (self->settings);
  g_free (self);
}

void
muster_bulk_set (MusterBulk *self, const char *field, const MusterValue *value)
{
  Setting setting = { g_strdup (field), value != NULL ? muster_value_ref ((MusterValue *) value) : NULL };

  g_array_append_val (self->settings, setting);
}

void
muster_bulk_set_archived (MusterBulk *self, gboolean archived)
{
  self->moves = TRUE;
  self->archived = archived;
}

/* A check speaks of "this record"; among many it has to say which. */
static gboolean
check (MusterReplica *replica, MusterRecord *base, MusterRecord *edited, GError **error)
{
  guint32 today = muster_clock_today (muster_replica_get_clock (replica));
  g_autoptr(GPtrArray) problems = muster_rules_check (base, edited, muster_replica_get_lookup (replica), today);
  const MusterProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;
  g_autofree char *title = NULL;

  if (first == NULL || first->severity != MUSTER_SEVERITY_ERROR)
    return TRUE;
  title = muster_record_dup_title (base);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("Nothing was changed because of “%s”: %s"), title,
               first->message);
  return FALSE;
}

static void
add_edit (MusterReplica *replica, const MusterBulk *self, MusterRecord *base, MusterCommit *commit, GError **error)
{
  g_autoptr(MusterRecord) edited = muster_record_copy (base);

  for (guint i = 0; i < self->settings->len; i++)
    {
      const Setting *setting = &g_array_index (self->settings, Setting, i);

      muster_record_set (edited, setting->field, setting->value);
    }
  if (self->settings->len > 0 && !check (replica, base, edited, error))
    return;
  muster_commit_add_edit (commit, base, edited);
  if (self->moves && muster_record_is_archived (base) != self->archived)
    muster_commit_add_archive (commit, base, self->archived);
}

gboolean
muster_replica_save_bulk (MusterReplica *self, const MusterBulk *bulk, gint64 *version, GArray *changed, GError **error)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GPtrArray) rows =
    muster_replica_load (self, bulk->kind, (const void *) bulk->rowids->data, bulk->rowids->len, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      MusterRecord *row = g_ptr_array_index (rows, i);
      g_autoptr(GError) local = NULL;
      /* A row of a list does not know the versions that a save stands on. */
      g_autoptr(MusterRecord) base = row != NULL ? muster_replica_get (self, muster_record_get_id (row), &local) : NULL;

      if (local == NULL && base != NULL)
        add_edit (self, bulk, base, commit, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return muster_replica_save (self, commit, MUSTER_ORIGIN_EDIT, version, changed, error);
}
