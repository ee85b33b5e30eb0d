/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-importing.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"

static void
clear_trial (gpointer data)
{
  MusterTrial *self = data;

  muster_import_free (self->import);
  g_free (self->refusal);
  g_free (self->place);
}

MusterTrial *
muster_trial_ref (MusterTrial *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
muster_trial_unref (MusterTrial *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_trial);
}

/* ---- what would happen ------------------------------------------------------------------------------------------- */

typedef struct {
  MusterRecord *fresh; /* owned */
  char         *text;
} Try;

static void
try_free (gpointer data)
{
  Try *try = data;

  g_object_unref (try->fresh);
  g_free (try->text);
  g_free (try);
}

/* The title of what a new record points at to begin with; NULL: nothing. */
static char *
dup_place (MusterReplica *replica, MusterRecord *fresh)
{
  const MusterKind *kind = muster_record_get_kind (fresh);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterId *id = kind->fields[i].type == MUSTER_VALUE_REF
                             ? muster_record_get_ref (fresh, kind->fields[i].name) : NULL;
      g_autoptr(MusterRecord) place = id != NULL ? muster_replica_get (replica, id, NULL) : NULL;

      if (place != NULL)
        return muster_record_dup_title (place);
    }
  return NULL;
}

static gpointer
try_table (MusterReplica *replica, gpointer data, GError **error)
{
  const Try *try = data;
  g_autoptr(MusterTrial) trial = g_atomic_rc_box_new0 (MusterTrial);
  g_autoptr(GPtrArray) commits = NULL;
  g_autoptr(GError) failure = NULL;

  trial->import = muster_import_read (replica, muster_record_get_kind (try->fresh), try->fresh, try->text,
                                      strlen (try->text), MUSTER_IMPORT_LENIENT, &trial->line, &failure);
  if (failure != NULL && !g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (failure != NULL)
    {
      trial->refusal = g_strdup (failure->message);
      return g_steal_pointer (&trial);
    }
  commits = muster_import_commits (trial->import, "");
  trial->n_saves = commits->len;
  trial->place = dup_place (replica, try->fresh);
  return g_steal_pointer (&trial);
}

void
muster_importing_try_async (MusterStore *store, MusterRecord *fresh, const char *text, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer data)
{
  Try *try = g_new0 (Try, 1);

  try->fresh = g_object_ref (fresh);
  try->text = g_strdup (text);
  muster_store_read_async (store, try_table, try, try_free, (GDestroyNotify) muster_trial_unref, cancellable, callback,
                           data);
}

MusterTrial *
muster_importing_try_finish (MusterStore *store, GAsyncResult *result, GError **error)
{
  return muster_store_read_finish (store, result, error);
}

/* ---- that it happens --------------------------------------------------------------------------------------------- */

typedef struct {
  MusterTrial *trial; /* owned */
  char        *reason;
} Take;

static void
take_free (gpointer data)
{
  Take *take = data;

  muster_trial_unref (take->trial);
  g_free (take->reason);
  g_free (take);
}

static gboolean
take_table (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  const Take *take = data;
  g_autoptr(GPtrArray) commits = muster_import_commits (take->trial->import, take->reason);
  g_autoptr(GError) failure = NULL;

  if (muster_replica_save_all (replica, commits, version, changed, &failure))
    return TRUE;
  if (g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_STALE))
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
                         _("Records have changed meanwhile, and nothing was imported. Go back and check again."));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
muster_importing_take_async (MusterStore *store, MusterTrial *trial, const char *reason, GAsyncReadyCallback callback,
                             gpointer data)
{
  Take *take = g_new0 (Take, 1);

  take->trial = muster_trial_ref (trial);
  take->reason = g_strdup (reason);
  muster_store_write_async (store, take_table, take, take_free, NULL, callback, data);
}
