/* muster-wire-private.h - reading the members of a message, each with the sentence that refuses it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-json.h"
#include "muster-wire.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_WIRE_OPTIONAL,
  MUSTER_WIRE_REQUIRED,
} MusterWireNeed;

/* Each looks up key in object. What is absent and optional leaves the default that the caller put in; what is there
 * and wrong is refused whether it is needed or not. Texts and values are lent by the document. */
gboolean muster_wire_read_integer (json_t *object, const char *key, MusterWireNeed need, gint64 min, gint64 max,
                                   gint64 *out, GError **error);
gboolean muster_wire_read_boolean (json_t *object, const char *key, gboolean *out, GError **error);
gboolean muster_wire_read_text    (json_t *object, const char *key, MusterWireNeed need, gsize max, const char **out,
                                   GError **error);
gboolean muster_wire_read_id      (json_t *object, const char *key, MusterId *out, GError **error);
gboolean muster_wire_read_array   (json_t *object, const char *key, MusterWireNeed need, gsize max, json_t **out,
                                   GError **error);
gboolean muster_wire_read_bytes   (json_t *object, const char *key, MusterWireNeed need, guint8 *bytes, gsize n,
                                   gboolean *found, GError **error);
/* An array of ids; absent: none. */
gboolean muster_wire_read_ids     (json_t *object, const char *key, GArray *ids, GError **error);

/* {"version", "list": [{"scope", "role"}]} */
gboolean muster_wire_read_grants  (json_t *json, gint64 *version, GArray *grants, GError **error);
json_t  *muster_wire_make_grants  (gint64 version, const GArray *grants);

/* An id as the protocol writes it, and nothing else. */
gboolean muster_wire_is_id        (json_t *json, MusterId *out);
/* A name of a kind, a group or a role: what is not known is kept, but it has to be a name. */
gboolean muster_wire_is_name      (const char *text);
/* Whether a group may have this value, as far as its shape and size go. */
gboolean muster_wire_is_value     (const char *group, json_t *value);
/* Printable ASCII without a space, so that it fits a header. */
gboolean muster_wire_is_token     (const char *text);
gboolean muster_wire_is_integer   (json_t *json, gint64 min, gint64 max, gint64 *out);

/* Always FALSE, so that a reader can end with it. */
gboolean muster_wire_refuse       (GError **error, const char *what);

json_t  *muster_wire_make_id      (const MusterId *id);
json_t  *muster_wire_make_bytes   (const guint8 *bytes, gsize n);

/* A document whose top is an object. */
json_t  *muster_wire_parse_object (GBytes *body, GError **error);
/* The same up to MUSTER_WIRE_DEEPEST and with any number: for whoever then looks at the parts one by one. */
json_t  *muster_wire_parse_parts  (GBytes *body, GError **error);
/* Whether json is at most so many levels deep, with whole numbers of 53 bits alone. */
gboolean muster_wire_is_plain     (json_t *json, guint levels, GError **error);

/* What pushes and pages have in common: n, at, seen, origin, undoes and the id of a commit. The commit itself is made
 * with the reason. */
gboolean muster_wire_read_head    (MusterEntry *entry, json_t *json, GError **error);
/* Members from at on of a change: kind, record, group, base, value. */
MusterChange *muster_wire_read_change (MusterCommit *commit, json_t *json, gsize at, gint64 n, GError **error);

/* An outcome in a stub alone, which names its changes by number: of a record that its author may not see. */
#define MUSTER_WIRE_GONE "gone"

G_END_DECLS
