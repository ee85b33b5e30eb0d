/* muster-listener-log.c - one line for each request, as name=value, on stderr. Never a body, a token, a code or a
 * query.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <stdio.h>

static void
write_line (MusterListener *self, const char *event, const char *more)
{
  MusterTime now = muster_clock_now (self->clock);
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *line = g_strdup_printf ("time=%s.%03dZ event=%s %s\n", text, (int) (now / 1000 % 1000), event, more);

  fputs (line, stderr);
}

void
muster_listener_log (MusterListener *self, const char *event, const char *more)
{
  write_line (self, event, more);
}

/* A path that is none of ours may hold anything, so it is not repeated. */
void
muster_listener_log_exchange (Exchange *exchange, guint status)
{
  MusterListener *self = exchange->listener;
  const char *path = exchange->request->path;
  MusterTime took = muster_clock_now (self->clock) - exchange->began;
  g_autofree char *more = g_strdup_printf (
    "method=%s path=%s status=%u in=%" G_GSIZE_FORMAT " out=%" G_GSIZE_FORMAT " ms=%" G_GINT64_FORMAT " address=%s",
    exchange->request->method != NULL ? exchange->request->method : "-",
    muster_endpoint_has_path (path) ? path : "-", status, exchange->body_size, exchange->sent, took / 1000,
    exchange->request->address != NULL ? exchange->request->address : "-");

  write_line (self, "request", more);
}
