/* muster-listener-links.c - connections: how many there are, how long each may take, how often one may ask.
 *
 * libmicrohttpd knows only of silence; who sends a byte now and then would be served for ever. So each link has a
 * state with its beginning, and what is late is shut from here. Until a link is reported as closed its descriptor is
 * its own, so shutting it meets nobody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* Answers may take longer than requests: a page goes to a slow line. */
#define SENDING_FACTOR 5
/* Keys that have not been seen for so long have all their allowance back. */
#define FORGET_AFTER (120 * TICKS)

static char *
name_peer (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *address = info != NULL ? info->client_addr : NULL;
  g_autoptr(GInetAddress) inet = NULL;

  if (address != NULL && address->sa_family == AF_INET)
    inet = g_inet_address_new_from_bytes (
      (const guint8 *) &((const struct sockaddr_in *) (const void *) address)->sin_addr, G_SOCKET_FAMILY_IPV4);
  else if (address != NULL && address->sa_family == AF_INET6)
    inet = g_inet_address_new_from_bytes (
      (const guint8 *) &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr, G_SOCKET_FAMILY_IPV6);
  return inet != NULL ? g_inet_address_to_string (inet) : g_strdup ("-");
}

/* Bytes that have come on a connection, read or not; 0 where the system does not say. */
static guint64
count_received (int fd)
{
  struct tcp_info info = { 0 };
  socklen_t n = sizeof info;

  return getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &n) == 0 ? info.tcpi_bytes_received : 0;
}

static guint
count_of_address (MusterListener *self, const char *address, int change)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, address)) + change;

  if (n > 0)
    g_hash_table_insert (self->addresses, g_strdup (address), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->addresses, address);
  return n;
}

static void
open_link (MusterListener *self, struct MHD_Connection *connection, void **context)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  Link *link = g_new0 (Link, 1);
  guint now = muster_listener_now (self);
  gboolean one_too_many, told;

  link->node.data = link;
  link->fd = info->connect_fd;
  link->address = name_peer (connection);
  link->since = now;
  *context = link;

  g_mutex_lock (&self->lock);
  g_queue_push_tail_link (&self->links, &link->node);
  one_too_many = count_of_address (self, link->address, 1) > self->options.per_address && !self->options.behind_proxy;
  one_too_many = one_too_many || self->links.length > self->options.connections;
  /* A flood of them is not to become a flood of lines. */
  told = self->refused_at != 0 && now - self->refused_at < TICKS;
  if (one_too_many && !told)
    self->refused_at = MAX (now, 1);
  g_mutex_unlock (&self->lock);
  if (!one_too_many)
    return;
  shutdown (link->fd, SHUT_RDWR);
  if (!told)
    {
      g_autofree char *more = g_strdup_printf ("address=%s", link->address);

      muster_listener_log (self, "connection-refused", more);
    }
}

static void
close_link (MusterListener *self, void **context)
{
  Link *link = g_steal_pointer (context);

  g_mutex_lock (&self->lock);
  g_queue_unlink (&self->links, &link->node);
  count_of_address (self, link->address, -1);
  g_mutex_unlock (&self->lock);
  g_free (link->address);
  g_free (link);
}

void
muster_listener_notify_link (void *self, struct MHD_Connection *connection, void **context,
                             enum MHD_ConnectionNotificationCode code)
{
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    open_link (self, connection, context);
  else if (*context != NULL)
    close_link (self, context);
}

void
muster_listener_set_link (MusterListener *self, Link *link, LinkState state)
{
  g_mutex_lock (&self->lock);
  if (state != LINK_READING || link->state != LINK_READING)
    link->since = muster_listener_now (self);
  link->state = state;
  if (state == LINK_IDLE)
    link->received = count_received (link->fd);
  g_mutex_unlock (&self->lock);
}

static gboolean
is_late (MusterListener *self, const Link *link, guint now)
{
  guint age = now - link->since;

  switch (link->state)
    {
    case LINK_IDLE:
    case LINK_READING:
      return age >= self->options.deadline * TICKS;
    case LINK_SENDING:
      return age >= SENDING_FACTOR * self->options.deadline * TICKS;
    case LINK_WORKING:
    case LINK_STREAM:
    default:
      return FALSE;
    }
}

void
muster_listener_check_links (MusterListener *self)
{
  guint now = muster_listener_now (self);

  g_mutex_lock (&self->lock);
  for (GList *node = self->links.head; node != NULL; node = node->next)
    {
      Link *link = node->data;

      if (link->state == LINK_IDLE && count_received (link->fd) != link->received)
        {
          link->state = LINK_READING;
          link->since = now;
        }
      if (is_late (self, link, now))
        shutdown (link->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&self->lock);
}

/* ---- how often --------------------------------------------------------------------------------------------------- */

gboolean
muster_listener_allow (MusterListener *self, const char *key, double rate, double burst, guint *seconds)
{
  guint now = muster_listener_now (self);
  Allowance *allowance;
  gboolean allowed;

  g_mutex_lock (&self->lock);
  allowance = g_hash_table_lookup (self->allowances, key);
  if (allowance == NULL)
    {
      allowance = g_new (Allowance, 1);
      *allowance = (Allowance) { burst, now };
      g_hash_table_insert (self->allowances, g_strdup (key), allowance);
    }
  allowance->left = MIN (burst, allowance->left + (now - allowance->at) * rate / TICKS);
  allowance->at = now;
  allowed = allowance->left >= 1;
  if (allowed)
    allowance->left -= 1;
  else
    *seconds = (guint) ((1 - allowance->left) / rate) + 1;
  g_mutex_unlock (&self->lock);
  return allowed;
}

static gboolean
is_forgotten (gpointer key, gpointer value, gpointer now)
{
  return GPOINTER_TO_UINT (now) - ((Allowance *) value)->at > FORGET_AFTER;
}

void
muster_listener_forget_allowances (MusterListener *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_foreach_remove (self->allowances, is_forgotten, GUINT_TO_POINTER (muster_listener_now (self)));
  g_mutex_unlock (&self->lock);
}

gboolean
muster_listener_hold (Exchange *exchange, gsize n)
{
  MusterListener *self = exchange->listener;
  gboolean fits;

  g_mutex_lock (&self->lock);
  fits = n <= MAX_HELD && self->held <= MAX_HELD - n;
  if (fits)
    {
      self->held += n;
      exchange->held += n;
    }
  g_mutex_unlock (&self->lock);
  return fits;
}
