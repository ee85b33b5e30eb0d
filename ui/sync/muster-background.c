/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-background.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUESTS PORTAL_PATH "/request/"

/* A question to the portal: its answer is a signal of an object that is made for it. */
typedef struct {
  GDBusConnection *bus;
  char            *path;          /* of that object */
  guint            subscription;  /* 0: none */
  gulong           cancelled_id;  /* 0: none */
  gboolean         answered;
} Question;

static void
stop_listening (Question *self)
{
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  stop_listening (self);
  g_object_unref (self->bus);
  g_free (self->path);
  g_free (self);
}

gboolean
muster_background_is_asked_for (void)
{
  /* As GLib and GTK decide whether they use portals. */
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_strcmp0 (g_getenv ("GTK_USE_PORTAL"), "1") == 0;
}

/* Once; what comes later is not heard. */
static void
answer (GTask *task, MusterBackgroundAnswer what)
{
  Question *self = g_task_get_task_data (task);

  if (self->answered)
    return;
  self->answered = TRUE;
  stop_listening (self);
  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  g_task_return_int (task, what);
  g_object_unref (task);
}

static void
on_response_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
                GVariant *parameters, gpointer data)
{
  g_autoptr(GVariant) results = NULL;
  gboolean background = FALSE;
  guint32 response = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  answer (data, response == 0 && g_variant_lookup (results, "background", "b", &background) && background
                  ? MUSTER_BACKGROUND_ALLOWED
                  : MUSTER_BACKGROUND_REFUSED);
}

static void
listen_at (GTask *task, const char *path)
{
  Question *self = g_task_get_task_data (task);

  stop_listening (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->subscription =
    g_dbus_connection_signal_subscribe (self->bus, PORTAL, "org.freedesktop.portal.Request", "Response", path, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, on_response_cb, task, NULL);
}

/* Portals of long ago name the object themselves. */
static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Question *self = g_task_get_task_data (task);
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *path;

  if (reply == NULL)
    {
      answer (task, MUSTER_BACKGROUND_UNKNOWN);
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  if (!self->answered && !g_str_equal (path, self->path))
    listen_at (task, path);
}

static gboolean
give_up (gpointer data)
{
  GTask *task = data;
  Question *self = g_task_get_task_data (task);

  if (!self->answered)
    g_dbus_connection_call (self->bus, PORTAL, self->path, "org.freedesktop.portal.Request", "Close", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  answer (task, MUSTER_BACKGROUND_UNKNOWN);
  return G_SOURCE_REMOVE;
}

/* Not from inside of it: the handler is taken away there. */
static void
on_cancelled_cb (GCancellable *cancellable, GTask *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, give_up, g_object_ref (task), g_object_unref);
}

static char *
make_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strconcat (REQUESTS, sender, "/", token, NULL);
}

static GVariant *
make_question (const char *reason, const char *token)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (reason));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  return g_variant_new ("(sa{sv})", "", &options);
}

void
muster_background_ask_async (GDBusConnection *bus, const char *reason, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  static guint n_asked = 0;
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *self = g_new0 (Question, 1);
  g_autofree char *token = g_strdup_printf ("muster_%u", ++n_asked);
  g_autofree char *path = make_path (bus, token);

  g_task_set_source_tag (task, muster_background_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  self->bus = g_object_ref (bus);
  g_task_set_task_data (task, self, question_free);
  listen_at (task, path);
  if (cancellable != NULL)
    self->cancelled_id = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled_cb), task);
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
                          make_question (reason, token), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          on_asked_cb, g_object_ref (task));
}

MusterBackgroundAnswer
muster_background_ask_finish (GAsyncResult *result)
{
  return (MusterBackgroundAnswer) g_task_propagate_int (G_TASK (result), NULL);
}
