/* bare.h - the writes of a save without the save: what SQLite alone needs for the same rows.
 *
 * While a recording is on, every statement that writes to the file of a replica is kept with its values. Played back on
 * a copy of the file, the same statements run in one transaction each, prepared once, bound and stepped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "muster-db.h"

G_BEGIN_DECLS

/* All tables that a page of the feed writes to; tally is filled by what is written to part. */
#define FED_TABLES \
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'" \
  " AND name NOT IN ('meta', 'tally', 'draft') ORDER BY name NOT IN ('log_commit', 'record'), name"

typedef struct _Recording Recording; /* the writes of one transaction */

/* Before the first replica is opened: from then on bare_newest() is the connection opened last. */
void       bare_watch       (void);
sqlite3   *bare_newest      (void);

/* Records what handle writes until recording_end(). */
Recording *recording_begin  (sqlite3 *handle);
void       recording_end    (Recording *self);
void       recording_free   (Recording *self);
guint      recording_count  (Recording *self);

/* Opened as a replica is, so that every pragma is the same. */
MusterDb  *bare_open        (const char *path);
/* The transaction, durable when it returns. */
void       recording_play   (Recording *self, sqlite3 *handle);
/* Finalizes what playing prepared. */
void       bare_close       (MusterDb *db);

G_END_DECLS
