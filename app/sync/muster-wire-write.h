/* muster-wire-write.h - JSON written straight, part by part: commas come by themselves.
 *
 * A page has some ten thousand values that stand in the log as text already; to build a document of them only to print
 * it costs more than all else that is done for the page. Pure; any thread. Room-private.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-json.h"
#include "muster-wire.h"

G_BEGIN_DECLS

/* '{' or '[', and what closes it. */
void muster_write_open   (GString *out, char bracket);
void muster_write_close  (GString *out, char bracket);
/* The name of the member whose value is written next. */
void muster_write_key    (GString *out, const char *key);
void muster_write_number (GString *out, gint64 number);
void muster_write_truth  (GString *out, gboolean truth);
void muster_write_text   (GString *out, const char *text);
void muster_write_id     (GString *out, const MusterId *id);
void muster_write_ids    (GString *out, const GArray *ids);
void muster_write_bytes  (GString *out, const guint8 *bytes, gsize n);
void muster_write_json   (GString *out, const json_t *json);
/* A value: text where there is one, which is JSON, else json. */
void muster_write_value  (GString *out, const char *text, const json_t *json);

/* What pushes and pages have in common. Members of a commit from n on, without its changes; then members of a change
 * from the kind to the value. */
void muster_write_head   (GString *out, const MusterEntry *entry);
void muster_write_change (GString *out, const MusterChange *change);

G_END_DECLS
