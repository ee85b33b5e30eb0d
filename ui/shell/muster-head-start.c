/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-head-start.h"

#include "muster-pages.h"
#include "muster-today-page.h"

#define KEY "muster-head-start"

/* It lives until it is opened, whoever lets go of it before. */
struct _MusterHeadStart {
  char *path;
  GAsyncReadyCallback callback; /* of whom it was given to; NULL: nobody yet */
  gpointer user_data;
  gboolean opened;
  gboolean forsaken;
};

static void
free_now (MusterHeadStart *self)
{
  g_free (self->path);
  g_free (self);
}

static void
close_again (GAsyncResult *result)
{
  g_autoptr(MusterStore) store = muster_store_open_finish (result, NULL);

  if (store != NULL)
    muster_store_close (store);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MusterHeadStart *self = user_data;

  self->opened = TRUE;
  if (self->callback != NULL)
    self->callback (source, result, self->user_data);
  else
    close_again (result);
  if (self->forsaken)
    free_now (self);
}

static gpointer
read_ahead (MusterReplica *replica, gpointer question, GError **error)
{
  muster_replica_read_today_ahead (replica, question, error);
  return NULL;
}

/* What the desk will show first, by what it remembers. NULL: not Today. */
static MusterTodayQuestion *
guess_question (GSettings *settings)
{
  g_autofree char *page = settings != NULL ? g_settings_get_string (settings, "sidebar-page") : NULL;
  g_autofree char *scope = settings != NULL ? g_settings_get_string (settings, "scope") : NULL;
  const char *first = muster_pages_get_leading (0);
  MusterTodayQuestion *question;

  if (page != NULL && muster_pages_exist (page) && !g_str_equal (page, first))
    return NULL;
  question = g_new0 (MusterTodayQuestion, 1);
  muster_today_page_ask_first (question);
  if (scope == NULL || !muster_id_from_text (&question->scope, scope))
    question->scope = (MusterId) { { 0 } };
  return question;
}

static void
forsake (gpointer data)
{
  MusterHeadStart *self = data;

  self->forsaken = TRUE;
  if (self->opened)
    free_now (self);
}

void
muster_head_start_install (GApplication *application, const char *path, MusterClock *clock, const char *actor,
                           GSettings *settings)
{
  MusterHeadStart *self = g_new0 (MusterHeadStart, 1);
  MusterTodayQuestion *question = guess_question (settings);

  self->path = g_strdup (path);
  g_object_set_data_full (G_OBJECT (application), KEY, self, forsake);
  muster_store_open_ahead_async (path, 0, clock, actor, question != NULL ? read_ahead : NULL, question, g_free, NULL,
                                 on_opened_cb, self);
}

MusterHeadStart *
muster_head_start_of (GApplication *application)
{
  return g_object_get_data (G_OBJECT (application), KEY);
}

gboolean
muster_head_start_give (MusterHeadStart *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  if (self == NULL || self->opened || self->callback != NULL || !g_str_equal (self->path, path))
    return FALSE;
  self->callback = callback;
  self->user_data = user_data;
  return TRUE;
}
