/* muster-events.h - the lines of a stream of server-sent events as they come in: PROTOCOL.md section 11. Pure; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MusterEvents MusterEvents;

/* An event "head" is over; FALSE: no more is wanted, and nothing of self may be touched again but to free it. */
typedef gboolean (*MusterEventsFunc) (gint64 seq, gpointer data);

MusterEvents *muster_events_new  (MusterEventsFunc func, gpointer data);
void          muster_events_free (MusterEvents *self);
/* FALSE: this is no stream of events, or func wants no more. */
gboolean      muster_events_take (MusterEvents *self, const char *bytes, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEvents, muster_events_free)

G_END_DECLS
