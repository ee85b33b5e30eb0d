/* muster-db.h - one SQLite connection: opening with a clear reason when it fails, statements, transactions, migrations.
 *
 * A connection belongs to the thread that opened it. Only a writing connection checkpoints: SQLite before 3.51.3
 * can lose committed writes when two connections do (the WAL-reset bug).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "muster-error.h"

G_BEGIN_DECLS

typedef struct _MusterDb MusterDb;
typedef struct _MusterStatement MusterStatement;

typedef enum
{
  MUSTER_DB_CREATE = 1 << 0, /* make the file, mode 0600, where there is none */
  MUSTER_DB_READ = 1 << 1,   /* read only: no lock, no checkpoint */
  MUSTER_DB_BESIDE =
    1 << 2, /* writes beside the process that holds the lock: waits for it, takes none, never checkpoints */
} MusterDbFlags;

/* path ":memory:" is a database of its own. A writing connection holds an advisory lock on "<path>-lock" until it is
 * closed, so that a second writer is told at once. application_id tells our files from others, which are left as they
 * are with nothing put beside them; an empty file becomes ours only with MUSTER_DB_CREATE. Sets WAL, synchronous=FULL,
 * foreign keys and secure delete, and reads each back. A file that was made and could not be opened is taken away
 * again. */
MusterDb        *muster_db_open           (const char *path, MusterDbFlags flags, gint32 application_id,
                                           GError **error);
/* Where this connection made the file, takes it away again on closing: for who could not finish what was begun. */
void             muster_db_discard_made   (MusterDb *self);
void             muster_db_close          (MusterDb *self);
/* Moves all that was saved into the file itself, which then is whole alone: no companions. FALSE where anybody else has
 * it open. For who closes it next. */
gboolean         muster_db_settle         (MusterDb *self, GError **error);
gboolean         muster_db_is_writable    (MusterDb *self);
/* The file that path leads to, through links: companions and lock are named after that. A path that leads nowhere is as
 * it was. */
char            *muster_db_resolve        (const char *path);
/* What lies beside the file itself: its resolved path and an ending. */
char            *muster_db_beside         (const char *path, const char *ending);
/* The lock of a writing connection by itself, for who puts another file in the place of this one; close() it. -1:
 * somebody has it. */
int              muster_db_lock           (const char *path, GError **error);
/* Whether a writing connection has it, in this process or another. Nothing is made. */
gboolean         muster_db_is_locked      (const char *path);

/* Runs SQL that gives no rows; several statements may follow each other. */
gboolean         muster_db_run            (MusterDb *self, const char *sql, GError **error);
/* The first column of the first row of SQL without parameters; 0 and an error where it cannot be read. */
gint64           muster_db_get_number     (MusterDb *self, const char *sql, GError **error);
/* The rowid of the last INSERT into a table that has rowids. */
gint64           muster_db_get_last_rowid (MusterDb *self);

/* ---- statements: kept and used again, keyed by their text -------------------------------------------------------- */

/* Borrowed until muster_statement_release(), which resets it and clears what is bound. */
MusterStatement *muster_db_prepare        (MusterDb *self, const char *sql, GError **error);
void             muster_statement_release (MusterStatement *self);

/* Parameters count from 1. Texts and blobs are copied. */
void             muster_statement_bind_number (MusterStatement *self, int index, gint64 number);
void             muster_statement_bind_text   (MusterStatement *self, int index,
                                               const char *text); /* NULL binds NULL */
void             muster_statement_bind_blob   (MusterStatement *self, int index, const void *bytes, gsize n);
/* TRUE with *row TRUE on a row, *row FALSE at the end. */
gboolean         muster_statement_step        (MusterStatement *self, gboolean *row, GError **error);
/* For statements that give no rows; leaves it ready to be bound and run again. */
gboolean         muster_statement_run         (MusterStatement *self, GError **error);
/* Ready to be bound and run again. */
void             muster_statement_reset       (MusterStatement *self);

int              muster_statement_get_n_columns (MusterStatement *self);
/* Columns count from 0, of the row that step is on. */
gboolean         muster_statement_is_null     (MusterStatement *self, int column);
gint64           muster_statement_get_number  (MusterStatement *self, int column);
const char      *muster_statement_get_text    (MusterStatement *self, int column); /* NULL for NULL */
const void      *muster_statement_get_blob    (MusterStatement *self, int column, gsize *n);

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* For FTS5 tables of this connection: in_first_column (table, same) is 1 on a row whose first column holds every phrase
 * of the match. Where bit i of same is set, phrase i is another spelling of the one before it, and either will do. */
gboolean         muster_db_add_word_functions (MusterDb *self, GError **error);

/* ---- transactions ------------------------------------------------------------------------------------------------ */

/* Begin takes the write lock at once. They do not nest. Committing is durable: WAL with synchronous=FULL. */
gboolean         muster_db_begin          (MusterDb *self, GError **error);
gboolean         muster_db_commit         (MusterDb *self, GError **error);
/* Harmless outside a transaction. */
void             muster_db_rollback       (MusterDb *self);
/* A read transaction: what follows sees one state of the file. Ended by muster_db_rollback(). */
gboolean         muster_db_begin_read     (MusterDb *self, GError **error);

/* ---- copies ------------------------------------------------------------------------------------------------------ */

/* A whole copy, as of now, in a new file at path with mode 0600, on the disk when this returns. Others may go on
 * writing. What is at path already is left as it is: MUSTER_ERROR_EXISTS. Cancelled, it leaves nothing. The copy is a
 * single file: to read it puts nothing beside it. */
gboolean         muster_db_copy            (MusterDb *self, const char *path, GCancellable *cancellable,
                                            GError **error);

/* ---- migrations -------------------------------------------------------------------------------------------------- */

/* steps[i] takes the file from user_version i to i + 1 and is never changed once released; a new file runs them all.
 * Each step is a transaction with its user_version. A user_version above n_steps gives MUSTER_ERROR_NEWER. A file that
 * is older and has been used is first copied to "<path>.before-<version>". */
gboolean         muster_db_migrate        (MusterDb *self, const char *const *steps, int n_steps, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDb, muster_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterStatement, muster_statement_release)

G_END_DECLS
