/* muster-sending.h - how one record stands with the endpoint.
 *
 * Synchronous like muster-replica.h, on the same thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

/* What matters most of it. */
typedef enum {
  MUSTER_SENDING_ALONE,    /* the file has joined no endpoint */
  MUSTER_SENDING_SENT,     /* all that is known here of it is known there */
  MUSTER_SENDING_WAITS,    /* something that was saved here is not there yet */
  MUSTER_SENDING_CONFLICT, /* two values of something in it wait for somebody to choose */
  MUSTER_SENDING_REFUSED,  /* the endpoint did not take something of it, and nobody has decided what becomes of that */
} MusterSending;

gboolean    muster_replica_get_sending (MusterReplica *self, const MusterId *id, MusterSending *sending,
                                        GError **error);
/* "Not sent yet". Translated; NULL of ALONE. */
const char *muster_sending_label       (MusterSending sending);

G_END_DECLS
