/* messages.h - one of everything that travels, and what reads it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/* JSON: two ids, and the cursor of a push. */
#define ID "\"0198c5a1-0000-7000-8000-00000000000a\""
#define CURSOR "\"after\":412,\"chain\":\"0011223344556677\""
#define ID2 "\"0198c5a1-0000-7000-8000-00000000000b\""

typedef struct {
  const char *name, *text; /* NULL text: the example of PROTOCOL.md with this name */
  /* Decodes, and gives what it understood as text again; NULL with a sentence where it is refused. */
  GBytes *(*codec) (GBytes *body, GError **error);
} Message;

extern const Message messages[];
extern const guint   n_messages;

GBytes *message_load           (guint i);
json_t *message_parse          (GBytes *body);
/* That message i is not taken with this body, and a sentence says so. */
void    message_assert_refused (guint i, GBytes *body);

G_END_DECLS
