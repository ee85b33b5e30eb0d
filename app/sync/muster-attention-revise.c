/* muster-attention-revise.c - a refused save, written once more by whoever made it before it is sent again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-feed.h"
#include "muster-json.h"

/* As many records as somebody goes over in one form. */
#define REVISIONS_MAX 5

void
muster_revision_free (MusterRevision *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_strfreev (self->fields);
  g_free (self);
}

MusterRevision *
muster_revision_copy (const MusterRevision *self)
{
  MusterRevision *copy = g_new0 (MusterRevision, 1);

  copy->base = self->base != NULL ? g_object_ref (self->base) : NULL;
  copy->edited = muster_record_copy (self->edited);
  copy->fields = g_strdupv (self->fields);
  return copy;
}

/* ---- what can be written anew ------------------------------------------------------------------------------------ */

static gboolean
has_group (const MusterKind *kind, guint field, const char *group)
{
  return g_str_equal (muster_field_get_group (&kind->fields[field]), group)
         && !muster_field_is_derived (&kind->fields[field]);
}

/* Whether a form can show what a change says. */
static gboolean
is_written (const MusterChange *change)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    if (has_group (kind, i, change->group))
      return TRUE;
  return FALSE;
}

/* The records that a form would show, in the order of the save; element type MusterId. */
static GArray *
list_records (const MusterCommit *commit)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (MusterId));

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      gboolean known = !is_written (change);

      for (guint j = 0; j < ids->len; j++)
        known |= muster_id_equal (&g_array_index (ids, MusterId, j), &change->record);
      if (!known)
        g_array_append_val (ids, change->record);
    }
  return ids;
}

gboolean
muster_attention_can_revise (const MusterCommit *commit)
{
  g_autoptr(GArray) ids = list_records (commit);

  return ids->len > 0 && ids->len <= REVISIONS_MAX;
}

/* What it says of a record, in the order of its kind. */
static GStrv
list_fields (const MusterCommit *commit, const MusterKind *kind, const MusterId *id)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint field = 0; field < kind->n_fields; field++)
    for (guint i = 0; i < muster_commit_get_n (commit); i++)
      {
        const MusterChange *change = muster_commit_get_change (commit, i);

        if (muster_id_equal (&change->record, id) && has_group (kind, field, change->group))
          g_strv_builder_add (names, kind->fields[field].name);
      }
  return g_strv_builder_end (names);
}

static MusterRevision *
make_revision (MusterReplica *replica, const MusterCommit *commit, const MusterId *id, GError **error)
{
  MusterRecord *said = muster_replica_get_as_said (replica, commit, id, error);
  MusterRevision *self;

  if (said == NULL)
    return NULL;
  self = g_new0 (MusterRevision, 1);
  self->edited = said;
  self->base = muster_replica_get (replica, id, NULL);
  /* Of one that is to be made all can be said. */
  if (self->base != NULL)
    self->fields = list_fields (commit, muster_record_get_kind (said), id);
  return self;
}

/* ---- finding it -------------------------------------------------------------------------------------------------- */

/* NULL with an error. */
static MusterCommit *
find_refused (MusterReplica *replica, gint64 version, GError **error)
{
  g_autoptr(GPtrArray) shown = muster_replica_refused (replica, error);
  g_autoptr(GPtrArray) away = shown != NULL ? muster_replica_dismissed (replica, error) : NULL;
  GPtrArray *lists[] = { shown, away };

  if (away == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        MusterRefused *one = lists[i]->pdata[j];

        if (one->version == version && !one->resent)
          return muster_commit_ref (one->commit);
      }
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("This was decided meanwhile."));
  return NULL;
}

GPtrArray *
muster_attention_read_revisions (MusterReplica *replica, gint64 version, GError **error)
{
  g_autoptr(MusterCommit) commit = find_refused (replica, version, error);
  g_autoptr(GArray) ids = commit != NULL ? list_records (commit) : NULL;
  g_autoptr(GPtrArray) revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_revision_free);

  if (commit == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      MusterRevision *revision = make_revision (replica, commit, &g_array_index (ids, MusterId, i), error);

      if (revision == NULL)
        return NULL;
      g_ptr_array_add (revisions, revision);
    }
  return g_steal_pointer (&revisions);
}

/* ---- sending it again -------------------------------------------------------------------------------------------- */

typedef struct {
  gint64     version;
  GPtrArray *revisions; /* nullable */
} Resending;

static void
resending_free (gpointer data)
{
  Resending *resending = data;

  g_clear_pointer (&resending->revisions, g_ptr_array_unref);
  g_free (resending);
}

/* What nobody wrote anew: that a record is made or archived, its number, and what this version does not know. */
static MusterCommit *
leave_rest (const MusterCommit *commit)
{
  MusterCommit *rest = muster_commit_new (NULL);

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (!is_written (change))
        muster_commit_add_change (rest, change->kind, &change->record, change->group, change->base,
                                  json_incref (change->value));
    }
  return rest;
}

static MusterCommit *
write_anew (MusterReplica *replica, const MusterCommit *commit, GPtrArray *revisions, GError **error)
{
  g_autoptr(MusterCommit) rest = leave_rest (commit);
  MusterCommit *anew = muster_replica_renew (replica, rest, muster_commit_get_reason (commit), error);

  for (guint i = 0; anew != NULL && i < revisions->len; i++)
    {
      const MusterRevision *revision = revisions->pdata[i];
      g_autoptr(MusterRecord) base =
        revision->base != NULL ? g_object_ref (revision->base)
                               : muster_record_new (muster_record_get_kind (revision->edited),
                                                    muster_record_get_id (revision->edited));

      muster_commit_add_edit (anew, base, revision->edited);
    }
  return anew;
}

static gboolean
resend (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Resending *resending = data;
  g_autoptr(MusterCommit) commit = find_refused (replica, resending->version, error);
  g_autoptr(MusterCommit) anew = NULL;

  if (commit == NULL)
    return FALSE;
  anew = resending->revisions != NULL
           ? write_anew (replica, commit, resending->revisions, error)
           : muster_replica_renew (replica, commit, muster_commit_get_reason (commit), error);
  return anew != NULL && muster_replica_save (replica, anew, MUSTER_ORIGIN_EDIT, version, changed, error)
         && muster_replica_mark_resent (replica, resending->version, *version, error);
}

void
muster_attention_resend_async (MusterStore *store, gint64 version, GPtrArray *revisions, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  Resending *resending = g_new0 (Resending, 1);

  resending->version = version;
  if (revisions != NULL)
    resending->revisions = g_ptr_array_copy (revisions, (GCopyFunc) (GCallback) muster_revision_copy, NULL);
  if (revisions != NULL)
    g_ptr_array_set_free_func (resending->revisions, (GDestroyNotify) muster_revision_free);
  muster_store_write_async (store, resend, resending, resending_free, cancellable, callback, user_data);
}
