/* liar.h - a server on a loopback port that says what it is told to, byte by byte, on threads of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  LIAR_CLOSE, /* says it and closes */
  LIAR_STAY,  /* says it and keeps the connection open, silent */
  LIAR_DRIP,  /* a byte each 20 ms, for ever: what there is, then spaces */
} LiarManner;

typedef struct _Liar Liar;

Liar       *liar_new      (GTlsCertificate *certificate); /* NULL: in the clear */
void        liar_free     (Liar *self);
const char *liar_address  (Liar *self);
/* What the next requests get. */
void        liar_tell     (Liar *self, LiarManner manner, const void *bytes, gsize n);
/* The requests that came since the last look, heads and bodies one behind the other. */
GBytes     *liar_heard    (Liar *self, guint *n);

G_END_DECLS
