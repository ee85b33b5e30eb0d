/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-db.h"

G_BEGIN_DECLS

/* A power of two. */
#define MUSTER_DB_LATELY 64

struct _MusterDb {
  sqlite3    *handle;
  char       *path;
  gboolean    writable;
  gboolean    beside;     /* of another process that writes, and alone checkpoints */
  gboolean    made;       /* this connection made the file */
  gboolean    discard;    /* and takes it away again when it is closed */
  int         lock_fd;    /* -1: none */
  int         memory_fd;  /* of the shared memory; -1: none */
  GThread    *thread;     /* the one that opened it */
  GHashTable *statements; /* SQL -> MusterStatement, owned; each idle or borrowed */
  MusterStatement *lately[MUSTER_DB_LATELY]; /* some of them, by where their SQL stands in memory */
};

/* Makes the file where that is asked for, sees whose it is and takes its lock; self says whether it was made. */
gboolean muster_db_prepare_file (MusterDb *self, MusterDbFlags flags, gint32 application_id, GError **error);
/* Tells other processes that the shared memory is in use, whatever else happens in this one; -1 where there is none. To
 * be closed after the connection. */
int  muster_db_hold_memory      (const char *path);
/* The file and all that stands beside it; for who made them. */
void muster_db_remove_files     (MusterDb *self);
/* Without locks and without what is in the WAL; puts nothing beside the file. Returns a code of SQLite. */
int  muster_db_open_as_it_lies  (const char *path, sqlite3 **handle);
/* Of a code of SQLite. */
MusterErrorCode muster_db_error_code (int code);
/* Whether its last failure was that disk or quota are full, which SQLite tells of the disk alone. */
gboolean muster_db_out_of_room  (sqlite3 *handle);
/* A sentence for people. */
void muster_db_refuse           (MusterErrorCode code, const char *path, GError **error);
/* Sets error from the connection's last failure: the code that a caller can act on and a sentence for people; what
 * SQLite says goes to the debug log. */
void muster_db_set_error   (MusterDb *self, int code, GError **error);
/* For the table of statements; everybody else releases. */
void muster_statement_free (MusterStatement *self);

G_END_DECLS
