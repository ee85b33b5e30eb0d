/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-joiner.h"

#include "muster-db.h"
#include "muster-syncer.h"
#include "muster-text.h"
#include "muster-transport.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Of the name of a file: the most that every disk takes is more than twice that. */
#define NAME_LENGTH 100
#define ENDING ".muster"
/* Nobody has as many. */
#define MOST_FILES 1000

struct _MusterJoiner {
  GObject       parent_instance;
  MusterClock  *clock;
  char         *actor, *first;
  char         *address; /* that the file was made for; NULL: there is none */
  char         *path;    /* of what is ours to take away again; NULL: nothing is */
  MusterStore  *store;   /* on it; nullable */
  MusterSyncer *syncer;  /* nullable */
};

G_DEFINE_FINAL_TYPE (MusterJoiner, muster_joiner, G_TYPE_OBJECT)

/* ---- the file ---------------------------------------------------------------------------------------------------- */

char *
muster_joiner_name_file (const char *address, guint n)
{
  const char *place = strstr (address, "://");
  g_autofree char *slug = muster_text_slug (place != NULL ? place + 3 : address);
  const char *name = *slug != '\0' ? slug : "server";

  return n > 1 ? g_strdup_printf ("%.*s-%u", NAME_LENGTH, name, n) : g_strndup (name, NAME_LENGTH);
}

/* Ours alone, whoever else makes one at this moment. */
static gboolean
reserve (const char *path)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  return fd >= 0 && close (fd) == 0;
}

static char *
make_file (const char *first, const char *address, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (first);
  int failure = 0;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    failure = errno;
  else if (reserve (first))
    return g_strdup (first);
  else if (errno != EEXIST)
    failure = errno;
  for (guint n = 1; failure == 0 && n <= MOST_FILES; n++)
    {
      g_autofree char *name = muster_joiner_name_file (address, n);
      g_autofree char *file = g_strconcat (name, ENDING, NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (reserve (path))
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        failure = errno;
    }
  g_set_error (error, MUSTER_ERROR, failure == ENOSPC ? MUSTER_ERROR_NO_SPACE : MUSTER_ERROR_READ_ONLY,
               _("A file for what you join cannot be made in “%s”: %s. Nothing was sent."), folder,
               g_strerror (failure));
  return NULL;
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal", ".authority", ".tokens", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static void
let_go (MusterJoiner *self, gboolean joined)
{
  if (self->syncer != NULL)
    muster_syncer_stop (self->syncer);
  if (self->store != NULL)
    muster_store_close (self->store);
  if (self->path != NULL && !joined)
    remove_file (self->path);
  g_clear_object (&self->syncer);
  g_clear_object (&self->store);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->address, g_free);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char *first, *address, *code, *authority;
} Try;

static void
try_free (gpointer data)
{
  Try *self = data;

  g_free (self->first);
  g_free (self->address);
  g_free (self->code);
  g_free (self->authority);
  g_free (self);
}

static void
on_joined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  MusterJoiner *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *path;

  if (!muster_syncer_join_finish (MUSTER_SYNCER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  path = g_strdup (self->path);
  let_go (self, TRUE);
  g_task_return_pointer (task, path, g_free);
}

static void
join (GTask *task /* taken */)
{
  MusterJoiner *self = g_task_get_source_object (task);
  const Try *this = g_task_get_task_data (task);

  muster_syncer_join_async (self->syncer, this->address, this->code, this->authority, g_task_get_cancellable (task),
                            on_joined_cb, task);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  MusterJoiner *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->store = muster_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      let_go (self, FALSE);
      g_task_return_error (task, error);
      return;
    }
  self->syncer = muster_syncer_new (self->store, self->clock, FALSE);
  join (g_steal_pointer (&task));
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Try *this = data;
  GError *error = NULL;
  char *path = make_file (this->first, this->address, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  MusterJoiner *self = MUSTER_JOINER (source);
  const Try *this = g_task_get_task_data (task);
  GError *error = NULL;

  self->path = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->path == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->address = g_strdup (this->address);
  muster_store_open_async (self->path, MUSTER_REPLICA_CREATE, self->clock, self->actor, NULL, on_opened_cb,
                           g_steal_pointer (&task));
}

static Try *
try_new (MusterJoiner *self, char *address /* taken */, const char *code, const char *authority)
{
  Try *this = g_new0 (Try, 1);

  this->first = g_strdup (self->first);
  this->address = address;
  this->code = g_strdup (code);
  this->authority = g_strdup (authority);
  return this;
}

void
muster_joiner_join_async (MusterJoiner *self, const char *address, const char *code, const char *authority,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) making = NULL;
  GError *error = NULL;
  char *place = muster_transport_check_address (address, &error);

  g_task_set_source_tag (task, muster_joiner_join_async);
  if (place == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, try_new (self, place, code, authority), try_free);
  if (g_strcmp0 (self->address, place) == 0)
    {
      join (g_steal_pointer (&task));
      return;
    }
  let_go (self, FALSE);
  making = g_task_new (self, NULL, on_made_cb, g_steal_pointer (&task));
  g_task_set_task_data (making, try_new (self, g_strdup (place), NULL, NULL), try_free);
  g_task_run_in_thread (making, make_in_thread);
}

char *
muster_joiner_join_finish (MusterJoiner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_joiner_dispose (GObject *object)
{
  MusterJoiner *self = MUSTER_JOINER (object);

  let_go (self, FALSE);
  g_clear_pointer (&self->clock, muster_clock_unref);
  g_clear_pointer (&self->actor, g_free);
  g_clear_pointer (&self->first, g_free);
  G_OBJECT_CLASS (muster_joiner_parent_class)->dispose (object);
}

static void
muster_joiner_class_init (MusterJoinerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_joiner_dispose;
}

static void
muster_joiner_init (MusterJoiner *self)
{
}

MusterJoiner *
muster_joiner_new (const char *first, MusterClock *clock, const char *actor)
{
  MusterJoiner *self = g_object_new (MUSTER_TYPE_JOINER, NULL);

  self->first = g_strdup (first);
  self->clock = muster_clock_ref (clock);
  self->actor = g_strdup (actor);
  return self;
}
