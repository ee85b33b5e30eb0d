/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "muster-error.h"

/* Descriptors that are not connections: the ledgers of each thread, the log, what libmicrohttpd and TLS keep open. */
#define OWN_DESCRIPTORS(threads) (24 + 6 * (threads))
/* What a connection has for its head and answer; touched only as far as used. */
#define CONNECTION_MEMORY (32 * 1024)
/* Keys that name nobody any more are forgotten every so often. */
#define FORGET_EVERY (60 * TICKS)
#define BACKLOG 256

#define PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"

/* ---- time -------------------------------------------------------------------------------------------------------- */

guint
muster_listener_now (MusterListener *self)
{
  return (guint) g_atomic_int_get ((gint *) &self->tick);
}

static void
finish (MusterListener *self)
{
  g_clear_handle_id (&self->ticker, g_source_remove);
  muster_listener_stop_writer (self);
  muster_listener_wake (self, TRUE);
  g_clear_pointer (&self->daemon, MHD_stop_daemon);
  self->stopped (self->stopped_data);
}

/* Whether everybody has had an answer, and the answer is gone. */
static gboolean
is_at_rest (MusterListener *self)
{
  gboolean at_rest;

  g_mutex_lock (&self->lock);
  at_rest = self->active == 0 && self->streams->len == 0;
  g_mutex_unlock (&self->lock);
  return at_rest;
}

static gboolean
on_tick (gpointer data)
{
  MusterListener *self = data;
  guint now = (guint) g_atomic_int_add ((gint *) &self->tick, 1) + 1;
  gboolean stopping = g_atomic_int_get (&self->stopping);

  muster_listener_check_links (self);
  muster_listener_wake (self, stopping);
  if (now % FORGET_EVERY == 0)
    muster_listener_forget_allowances (self);
  if (!stopping || (!is_at_rest (self) && (gint) (now - self->stop_by) < 0))
    return G_SOURCE_CONTINUE;
  self->ticker = 0;
  finish (self);
  return G_SOURCE_REMOVE;
}

/* ---- readers ----------------------------------------------------------------------------------------------------- */

static void
free_reader (gpointer data)
{
  Reader *reader = data;

  g_clear_pointer (&reader->endpoint, muster_endpoint_free);
  g_clear_pointer (&reader->ledger, muster_ledger_close);
  g_clear_pointer (&reader->random, muster_random_free);
  g_free (reader);
}

static Reader *
open_reader (MusterListener *self)
{
  Reader *reader = g_new0 (Reader, 1);
  g_autoptr(GError) error = NULL;

  reader->random = muster_random_new_system ();
  reader->ledger = muster_ledger_open (self->path, MUSTER_LEDGER_READ, self->clock, reader->random, &error);
  if (reader->ledger == NULL)
    {
      muster_listener_log (self, "ledger-unreadable", "");
      free_reader (reader);
      return NULL;
    }
  reader->endpoint = muster_endpoint_new (reader->ledger, NULL, self->clock, reader->random);
  return reader;
}

MusterEndpoint *
muster_listener_get_reader (MusterListener *self)
{
  Reader *reader;

  g_mutex_lock (&self->lock);
  reader = g_hash_table_lookup (self->readers, g_thread_self ());
  g_mutex_unlock (&self->lock);
  if (reader != NULL)
    return reader->endpoint;
  reader = open_reader (self);
  if (reader == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->readers, g_thread_self (), reader);
  g_mutex_unlock (&self->lock);
  return reader->endpoint;
}

/* ---- listening --------------------------------------------------------------------------------------------------- */

static gboolean
load_pem (const char *file, char **pem, GError **error)
{
  g_autofree char *shown = g_filename_display_name (file);

  if (g_file_get_contents (file, pem, NULL, error))
    return TRUE;
  g_prefix_error (error, _("%s cannot be read: "), shown);
  return FALSE;
}

static gboolean
load_tls (MusterListener *self, GError **error)
{
  GStatBuf info;

  if (self->options.certificate == NULL && self->options.key == NULL)
    return TRUE;
  if (self->options.certificate == NULL || self->options.key == NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("TLS needs both a certificate and its key."));
      return FALSE;
    }
  if (g_stat (self->options.key, &info) == 0 && (info.st_mode & S_IRWXO) != 0)
    {
      g_set_error_literal (
        error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
        _("Everybody on this machine may read the key. Take that right away (chmod o= KEY), then start again."));
      return FALSE;
    }
  return load_pem (self->options.certificate, &self->certificate, error) &&
         load_pem (self->options.key, &self->key, error);
}

static gboolean
check_address (MusterListener *self, GError **error)
{
  g_autoptr(GInetAddress) inet = g_inet_address_new_from_string (self->options.address);

  if (inet == NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is no address in numbers, such as 127.0.0.1."),
                   self->options.address);
      return FALSE;
    }
  if (self->certificate != NULL || g_inet_address_get_is_loopback (inet))
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("Without TLS the server listens on this machine alone. Give it a certificate and a key, or "
                          "put a proxy in front."));
  return FALSE;
}

static gboolean
listen_on (MusterListener *self, GError **error)
{
  g_autoptr(GInetAddress) inet = g_inet_address_new_from_string (self->options.address);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) failure = NULL;

  address = g_inet_socket_address_new (inet, self->options.port);
  socket = g_socket_new (g_inet_address_get_family (inet), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket != NULL)
    g_socket_set_listen_backlog (socket, BACKLOG);
  if (socket == NULL)
    return FALSE;
  if (!g_socket_bind (socket, address, TRUE, &failure) || !g_socket_listen (socket, &failure))
    {
      if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED,
                     _("Another program listens on port %u of %s already. Stop it, or choose another port (“--port”)."),
                     self->options.port, self->options.address);
      return FALSE;
    }
  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->socket = dup (g_socket_get_fd (socket));
  return self->socket >= 0;
}

/* Descriptors that are not there cannot be accepted: what the system gives is what is promised. */
static void
fit_descriptors (MusterListener *self)
{
  guint own = OWN_DESCRIPTORS (self->options.threads);
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t) self->options.connections + own)
    {
      self->options.connections = limit.rlim_cur > own + 1 ? limit.rlim_cur - own : 1;
      muster_listener_log (self, "few-descriptors", "limits=connections");
    }
}

/* What libmicrohttpd says is for its developers, and may repeat what came. */
static void G_GNUC_PRINTF (2, 0)
pass_over_log (void *self, const char *format, va_list arguments)
{
}

static gboolean
start_daemon (MusterListener *self, GError **error)
{
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG
                       | (self->certificate != NULL ? MHD_USE_TLS : 0);
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_CERT, 0, self->certificate },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, self->key },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) PRIORITIES },
    { MHD_OPTION_END, 0, NULL },
  };

  /* Its own limits are above ours: there a connection too many would wait in the dark, here it is told by being
   * closed. */
  /* clang-format off */
  self->daemon = MHD_start_daemon (flags, 0, NULL, NULL, muster_listener_handle, self,
                                   MHD_OPTION_EXTERNAL_LOGGER, pass_over_log, NULL,
                                   MHD_OPTION_LISTEN_SOCKET, self->socket,
                                   MHD_OPTION_THREAD_POOL_SIZE, self->options.threads,
                                   MHD_OPTION_CONNECTION_LIMIT,
                                   (self->options.connections + 16) * self->options.threads,
                                   MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
                                   MHD_OPTION_CONNECTION_TIMEOUT, 2 * self->options.deadline,
                                   MHD_OPTION_STRICT_FOR_CLIENT, 1,
                                   MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
                                   MHD_OPTION_URI_LOG_CALLBACK, muster_listener_begin, self,
                                   MHD_OPTION_NOTIFY_COMPLETED, muster_listener_end, self,
                                   MHD_OPTION_NOTIFY_CONNECTION, muster_listener_notify_link, self,
                                   MHD_OPTION_ARRAY, self->certificate != NULL ? tls : &tls[3],
                                   MHD_OPTION_END);
  /* clang-format on */
  self->socket = -1; /* libmicrohttpd's own from here on */
  if (self->daemon != NULL)
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FAILED,
                       self->certificate != NULL
                         ? _("The server cannot start. Check that the certificate and the key belong together.")
                         : _("The server cannot start."));
  return FALSE;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

MusterListener *
muster_listener_new (const char *path, const MusterListenerOptions *options, MusterClock *clock, GError **error)
{
  g_autoptr(MusterListener) self = g_new0 (MusterListener, 1);

  self->options = *options;
  self->options.threads = MAX (1, options->threads);
  self->options.deadline = MAX (1, options->deadline);
  self->options.heartbeat = MAX (1, options->heartbeat);
  self->options.rate = MAX (1, options->rate);
  self->clock = clock;
  self->path = g_strdup (path);
  self->socket = -1;
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->allowances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->readers = g_hash_table_new_full (NULL, NULL, NULL, free_reader);
  self->sleepers = g_ptr_array_new ();
  self->streams = g_ptr_array_new ();
  g_mutex_init (&self->lock);
  g_mutex_init (&self->queue_lock);
  g_cond_init (&self->queue_filled);

  fit_descriptors (self);
  if (!load_tls (self, error) || !check_address (self, error) || !muster_listener_start_writer (self, error)
      || !listen_on (self, error) || !start_daemon (self, error))
    return NULL;
  self->ticker = g_timeout_add (1000 / TICKS, on_tick, self);
  return g_steal_pointer (&self);
}

guint16
muster_listener_get_port (MusterListener *self)
{
  return self->port;
}

char *
muster_listener_get_uri (MusterListener *self)
{
  const char *scheme = self->certificate != NULL ? "https" : "http";
  gboolean is_v6 = strchr (self->options.address, ':') != NULL;

  return g_strdup_printf (is_v6 ? "%s://[%s]:%u" : "%s://%s:%u", scheme, self->options.address, self->port);
}

void
muster_listener_stop (MusterListener *self, void (*done) (gpointer data), gpointer data)
{
  MHD_socket listening;

  if (g_atomic_int_get (&self->stopping))
    return;
  self->stopped = done;
  self->stopped_data = data;
  self->stop_by = muster_listener_now (self) + self->options.grace * TICKS;
  g_atomic_int_set (&self->stopping, TRUE);
  listening = MHD_quiesce_daemon (self->daemon);
  if (listening != MHD_INVALID_SOCKET)
    close (listening);
  muster_listener_wake (self, TRUE);
}

void
muster_listener_free (MusterListener *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
  g_clear_handle_id (&self->ticker, g_source_remove);
  if (self->writer != NULL)
    muster_listener_stop_writer (self);
  muster_listener_wake (self, TRUE);
  g_clear_pointer (&self->daemon, MHD_stop_daemon);
  g_clear_handle_id (&self->teller, g_source_remove);
  if (self->socket >= 0)
    close (self->socket);
  g_ptr_array_unref (self->sleepers);
  g_ptr_array_unref (self->streams);
  g_hash_table_unref (self->readers);
  g_hash_table_unref (self->allowances);
  g_hash_table_unref (self->addresses);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->queue_lock);
  g_cond_clear (&self->queue_filled);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->path);
  g_free (self);
}
