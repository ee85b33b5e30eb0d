/* muster-id.h - identifiers: 16 bytes, UUIDv7 (RFC 9562 section 5.7) when made by a replica.
 *
 * Ids are made on the client and never change. Their order is never used for anything but locality.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-clock.h"
#include "muster-random.h"

G_BEGIN_DECLS

typedef struct {
  guint8 bytes[16];
} MusterId;

#define MUSTER_ID_TEXT_LENGTH 36
typedef char MusterIdText[MUSTER_ID_TEXT_LENGTH + 1];

/* 48 bits of milliseconds, version 7, 74 random bits. */
void        muster_id_new       (MusterId *id, const MusterClock *clock, MusterRandom *random);
/* A stable id (RFC 9562 version 8: SHA-256 of name) for records that ship with the product. */
void        muster_id_from_name (MusterId *id, const char *name);
/* Writes the 8-4-4-4-12 lower-case form to text and returns text. */
const char *muster_id_to_text   (const MusterId *id, MusterIdText text);
/* Takes the 8-4-4-4-12 form in either case, nothing else. */
gboolean    muster_id_from_text (MusterId *id, const char *text);
gboolean    muster_id_is_nil    (const MusterId *id);

/* For GHashTable and comparisons; the arguments are MusterId pointers. */
guint       muster_id_hash      (gconstpointer id);
gboolean    muster_id_equal     (gconstpointer a, gconstpointer b);
int         muster_id_compare   (gconstpointer a, gconstpointer b);
MusterId   *muster_id_copy      (const MusterId *id);

G_END_DECLS
