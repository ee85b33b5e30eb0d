/* muster-outbox.h - what waits to be sent, as people read it.
 *
 * Free of JSON, for the window and musterctl. Synchronous; on the thread that owns the replica.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"

G_BEGIN_DECLS

typedef struct {
  gint64           n;
  MusterTime       at;
  char            *what;   /* "R-12 “Title”: Status, Status note; …" */
  MusterId         record; /* the first that it is about */
  const MusterKind *kind;  /* of that; NULL: this version does not know it */
} MusterUnsent;

/* Element MusterUnsent, in the order in which they are sent; at most max. */
GPtrArray *muster_outbox_read     (MusterReplica *replica, guint max, GError **error);
/* What a save was about, in as much as a line has room for. */
char      *muster_outbox_describe (MusterReplica *replica, const MusterCommit *commit);

G_END_DECLS
