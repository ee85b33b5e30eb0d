/* muster-json.h - values, groups and records as JSON: on disk, on the wire and in exports alike.
 *
 * Texts and choices are strings, numbers integers, booleans true and false, references ids, lists arrays. A When is
 * {"kind", "text", ...}, a Party {"members": [...], "text"}, a population {"qualifier", "low", "high", "text"}.
 * Objects are written with sorted keys and no spaces, so that equal values have equal bytes. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "muster-record.h"

G_BEGIN_DECLS

/* A new reference. NULL value: JSON null. */
json_t      *muster_value_to_json    (const MusterValue *value);
/* JSON null gives TRUE and NULL. What does not fit the field gives MUSTER_ERROR_INVALID naming it. */
gboolean     muster_value_from_json  (const MusterField *field, json_t *json, MusterValue **value, GError **error);

/* The non-empty fields of one group. */
json_t      *muster_group_to_json    (MusterRecord *record, const char *group);
/* Sets every field of the group from the object; fields it does not name become empty; names that this version does
 * not know are passed over (the log keeps them). */
gboolean     muster_group_from_json  (MusterRecord *record, const char *group, json_t *json, GError **error);

/* {"kind", "id", "ref", "archived", "fields": {...}}; with derived fields only where asked. */
json_t      *muster_record_to_json   (MusterRecord *record, gboolean with_derived);
MusterRecord *muster_record_from_json (json_t *json, GError **error);

/* Sorted keys, compact. g_free() it. */
char        *muster_json_to_text     (const json_t *json);
/* The same at the end of text; keys sorted, or as they were put in. */
void         muster_json_append      (GString *text, const json_t *json, gboolean sorted);
/* For who writes a document part by part. string has n bytes of UTF-8 and is put between quotes. */
void         muster_json_append_string (GString *text, const char *string, gsize n);
void         muster_json_append_integer (GString *text, gint64 number);
/* The digits of a number, somewhere in buffer: hashes are over many, and printf takes its time over each. */
#define MUSTER_JSON_DIGITS 24
const char  *muster_json_digits      (gint64 number, char buffer[MUSTER_JSON_DIGITS]);
/* Refuses duplicate keys, trailing text and depth over 64. */
json_t      *muster_json_from_text   (const char *text, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS
