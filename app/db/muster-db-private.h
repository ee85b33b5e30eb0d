/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-db.h"

G_BEGIN_DECLS

struct _MusterDb {
  sqlite3    *handle;
  char       *path;
  gboolean    writable;
  gboolean    beside;     /* of another process that writes, and alone checkpoints */
  int         lock_fd;    /* -1: none */
  GThread    *thread;     /* the one that opened it */
  GHashTable *statements; /* SQL -> MusterStatement, owned; each idle or borrowed */
};

/* Sets error from the connection's last failure: the code that a caller can act on and a sentence for people; what
 * SQLite says goes to the debug log. */
void muster_db_set_error   (MusterDb *self, int code, GError **error);
/* A sentence for people on code about the file at path. */
void muster_db_set_error_sentence (MusterErrorCode code, const char *path, GError **error);
/* For the table of statements; everybody else releases. */
void muster_statement_free (MusterStatement *self);

G_END_DECLS
