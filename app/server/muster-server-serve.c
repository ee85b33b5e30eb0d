/* muster-server-serve.c - the command that stays: serve.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-server.h"

#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  GMainLoop      *loop;
  MusterListener *listener;
} Serving;

/* Tells systemd, where it is waiting to be told. */
static void
notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GSocket) socket = NULL;

  if (path == NULL || (*path != '/' && *path != '@'))
    return;
  if (*path == '@')
    address = g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  else
    address = g_unix_socket_address_new (path);
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (socket != NULL)
    g_socket_send_to (socket, address, state, strlen (state), NULL, NULL);
}

static void
on_stopped (gpointer data)
{
  Serving *serving = data;

  g_main_loop_quit (serving->loop);
}

static gboolean
on_signal (gpointer data)
{
  Serving *serving = data;

  notify ("STOPPING=1");
  muster_listener_stop (serving->listener, on_stopped, serving);
  return G_SOURCE_CONTINUE;
}

static gboolean
take_number (int given, guint least, guint most, const char *name, guint *number, GError **error)
{
  if (given == MUSTER_SERVER_NOT_GIVEN)
    return TRUE;
  if (given >= 0 && (guint) given >= least && (guint) given <= most)
    {
      *number = given;
      return TRUE;
    }
  g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_USAGE, _ ("“--%s” takes a number from %u to %u."), name, least,
               most);
  return FALSE;
}

static gboolean
take_options (const MusterServerOptions *given, MusterListenerOptions *options, GError **error)
{
  guint port = options->port;

  options->behind_proxy = given->behind_proxy;
  options->certificate = given->certificate;
  options->key = given->key;
  if (given->listen != NULL)
    options->address = given->listen;
  if (!take_number (given->port, 0, G_MAXUINT16, "port", &port, error))
    return FALSE;
  if ((given->certificate == NULL) != (given->key == NULL))
    return muster_server_refuse_usage (error, _("TLS needs both, “--certificate FILE” and “--key FILE”."));
  options->port = port;
  return take_number (given->connections, 1, 100000, "connections", &options->connections, error)
         && take_number (given->per_address, 1, 100000, "per-address", &options->per_address, error)
         && take_number (given->deadline, 1, 3600, "deadline", &options->deadline, error)
         && take_number (given->rate, 1, 100000, "rate", &options->rate, error)
         && take_number (given->threads, 1, 64, "threads", &options->threads, error)
         && take_number (given->heartbeat, 1, 40, "heartbeat", &options->heartbeat, error)
         && take_number (given->grace, 1, 600, "grace", &options->grace, error);
}

/* Whole or not at all, so that who waits for it never reads half a number. */
static gboolean
write_port (MusterServer *server, MusterListener *listener, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%u\n", muster_listener_get_port (listener));

  g_autoptr(GError) failure = NULL;

  if (server->options.port_file == NULL || g_file_set_contents (server->options.port_file, text, -1, &failure))
    return TRUE;
  g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_IO,
               _("The port cannot be written to %s. Choose a file in a folder that is there and can be written to."),
               server->options.port_file);
  return FALSE;
}

static gboolean
announce (MusterServer *server, MusterListener *listener, GError **error)
{
  g_autofree char *uri = muster_listener_get_uri (listener);

  if (!write_port (server, listener, error))
    return FALSE;
  if (printf (_("Listening on %s\n"), uri) < 0 || fflush (stdout) != 0)
    {
      g_set_error_literal (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_IO, _("The output cannot be written."));
      return FALSE;
    }
  notify ("READY=1");
  return TRUE;
}

gboolean
muster_server_serve (MusterServer *server, char **arguments, GError **error)
{
  MusterListenerOptions options = MUSTER_LISTENER_DEFAULTS;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(MusterListener) listener = NULL;
  Serving serving = { loop, NULL };
  GError *failure = NULL;
  guint sources[2];

  if (!take_options (&server->options, &options, error))
    return FALSE;
  listener = muster_listener_new (muster_server_path (server), &options, server->clock, &failure);
  if (listener == NULL)
    {
      muster_server_refuse_data (server, failure, error);
      return FALSE;
    }
  serving.listener = listener;
  sources[0] = g_unix_signal_add (SIGTERM, on_signal, &serving);
  sources[1] = g_unix_signal_add (SIGINT, on_signal, &serving);
  if (!announce (server, listener, error))
    return FALSE;
  g_main_loop_run (loop);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);
  return TRUE;
}
