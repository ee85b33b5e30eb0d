/* fixtures.h - the examples of PROTOCOL.md.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "muster-wire.h"

G_BEGIN_DECLS

/* The block that starts with "```json name"; the name has to be there. */
GBytes *fixture_load  (const char *name);
json_t *fixture_json  (const char *name);
GBytes *fixture_bytes (const char *text);
/* A new reference to what json is, as text on the wire. */
GBytes *fixture_print (json_t *json);

G_END_DECLS
