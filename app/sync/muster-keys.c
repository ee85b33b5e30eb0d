/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-keys.h"

#include <libsecret/secret.h>
#include <string.h>

#include "muster-db.h"
#include "muster-json.h"

#include <glib/gi18n-lib.h>

/* How long a keyring that is locked may ask the person, seconds. Saves wait meanwhile. */
#define PATIENCE 60

struct _MusterKeys {
  gint     n_refs;
  GMutex   mutex;   /* of what follows */
  char    *path;    /* of the replica, through links */
  char    *file;    /* beside it */
  gboolean by_file;
  gboolean lasting; /* what is in memory is kept elsewhere too */
  char    *access, *refresh; /* nullable */
};

static const SecretSchema schema = {
  .name = "org.muster.Muster.Keys", .attributes = { { "replica", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* ---- as text ----------------------------------------------------------------------------------------------------- */

/* It goes into a head of a request: what somebody broke must not add lines to that. */
static gboolean
is_key (const char *text)
{
  while (text != NULL && g_ascii_isgraph (*text))
    text++;
  return text != NULL && *text == '\0';
}

static char *
dup_member (const json_t *json, const char *name)
{
  const char *key = json_string_value (json_object_get (json, name));

  return is_key (key) ? g_strdup (key) : NULL;
}

static void
take_text (MusterKeys *self, const char *text, gsize length)
{
  g_autoptr(json_t) json = text != NULL ? muster_json_from_text (text, length, NULL) : NULL;

  g_free (self->access);
  g_free (self->refresh);
  self->access = dup_member (json, "access");
  self->refresh = dup_member (json, "refresh");
}

static char *
print_keys (const char *access, const char *refresh)
{
  g_autoptr(json_t) json = json_pack ("{s:s, s:s}", "access", access, "refresh", refresh);

  return muster_json_to_text (json);
}

/* ---- in a file --------------------------------------------------------------------------------------------------- */

/* Anew each time: another program that has the same replica open may have written it. */
static void
read_file (MusterKeys *self)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  g_file_get_contents (self->file, &text, &length, NULL);
  take_text (self, text, length);
}

static gboolean
write_file (MusterKeys *self, const char *text, GError **error)
{
  if (g_file_set_contents_full (self->file, text, (gssize) strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  g_prefix_error (error, _("The key to the server cannot be kept: "));
  return FALSE;
}

/* ---- in the keyring ---------------------------------------------------------------------------------------------- */

static gboolean
lose_patience (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* A computer without a keyring keeps them as long as Muster runs. TRUE: the keyring has them. */
static gboolean
write_keyring (MusterKeys *self, const char *text)
{
  g_autoptr(GCancellable) patience = g_cancellable_new ();
  g_autoptr(GSource) end = g_timeout_source_new_seconds (PATIENCE);
  gboolean kept;

  /* The main loop counts the time; this is another thread. */
  g_source_set_callback (end, lose_patience, g_object_ref (patience), g_object_unref);
  g_source_attach (end, NULL);
  kept = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, _("Muster: key to the server"), text, patience,
                                     NULL, "replica", self->path, NULL);
  g_source_destroy (end);
  return kept;
}

gboolean
muster_keys_load (MusterKeys *self, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  char *text;

  if (self->by_file)
    return TRUE;
  text = secret_password_lookup_sync (&schema, cancellable, &failure, "replica", self->path, NULL);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (text == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  take_text (self, text, strlen (text));
  self->lasting = TRUE;
  g_mutex_unlock (&self->mutex);
  secret_password_free (text);
  return TRUE;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (muster_keys_load (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
muster_keys_load_async (MusterKeys *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, muster_keys_load_async);
  g_task_set_task_data (task, muster_keys_ref (self), (GDestroyNotify) muster_keys_unref);
  g_task_run_in_thread (task, load_in_thread);
}

gboolean
muster_keys_load_finish (MusterKeys *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- for an engine ----------------------------------------------------------------------------------------------- */

static char *
get (gpointer data, const char *name)
{
  MusterKeys *self = data;
  char *key;

  g_mutex_lock (&self->mutex);
  if (self->by_file)
    read_file (self);
  key = g_strdup (g_str_equal (name, "access") ? self->access : self->refresh);
  g_mutex_unlock (&self->mutex);
  return key;
}

static gboolean
set (gpointer data, const char *access, const char *refresh, GError **error)
{
  MusterKeys *self = data;
  g_autofree char *text = print_keys (access, refresh);
  gboolean lasting = TRUE;

  if (self->by_file && !write_file (self, text, error))
    return FALSE;
  if (!self->by_file)
    lasting = write_keyring (self, text);
  g_mutex_lock (&self->mutex);
  self->lasting = lasting;
  take_text (self, text, strlen (text));
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

MusterTokens
muster_keys_get_tokens (MusterKeys *self)
{
  return (MusterTokens) { get, set, self };
}

gboolean
muster_keys_are_lasting (MusterKeys *self)
{
  gboolean lasting;

  g_mutex_lock (&self->mutex);
  lasting = self->by_file || self->lasting;
  g_mutex_unlock (&self->mutex);
  return lasting;
}

void
muster_keys_use_file (MusterKeys *self)
{
  self->by_file = TRUE;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

MusterKeys *
muster_keys_new (const char *path)
{
  MusterKeys *self = g_new0 (MusterKeys, 1);

  self->n_refs = 1;
  g_mutex_init (&self->mutex);
  self->path = muster_db_resolve (path);
  self->file = muster_db_beside (path, ".tokens");
  self->by_file = g_file_test (self->file, G_FILE_TEST_EXISTS);
  return self;
}

/* What a keyring would be, for a computer that has none: it is the process's, and goes with it. */
MusterKeys *
muster_keys_share (const char *path)
{
  static GMutex mutex;
  static GHashTable *shared; /* path, through links -> MusterKeys */
  g_autofree char *resolved = muster_db_resolve (path);
  MusterKeys *self;

  g_mutex_lock (&mutex);
  if (shared == NULL)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) muster_keys_unref);
  self = g_hash_table_lookup (shared, resolved);
  if (self == NULL)
    {
      self = muster_keys_new (path);
      g_hash_table_insert (shared, g_steal_pointer (&resolved), self);
    }
  else
    {
      g_mutex_lock (&self->mutex);
      /* It may have joined in a script meanwhile. */
      self->by_file = self->by_file || g_file_test (self->file, G_FILE_TEST_EXISTS);
      g_mutex_unlock (&self->mutex);
    }
  muster_keys_ref (self);
  g_mutex_unlock (&mutex);
  return self;
}

MusterKeys *
muster_keys_ref (MusterKeys *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
muster_keys_unref (MusterKeys *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->file);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}
