/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* How long to wait for another connection of this process, milliseconds; other writers are kept out by the lock. */
#define BUSY_TIMEOUT_MS 5000

MusterErrorCode
muster_db_error_code (int code)
{
  if (code == SQLITE_IOERR_SHMSIZE) /* no room for the shared memory of WAL */
    return MUSTER_ERROR_NO_SPACE;
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return MUSTER_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return MUSTER_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
      return MUSTER_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return MUSTER_ERROR_FOREIGN;
    case SQLITE_FULL:
      return MUSTER_ERROR_NO_SPACE;
    default:
      return MUSTER_ERROR_FAILED;
    }
}

gboolean
muster_db_out_of_room (sqlite3 *handle)
{
  int failure = handle != NULL && (sqlite3_errcode (handle) & 0xff) == SQLITE_IOERR ? sqlite3_system_errno (handle) : 0;

  return failure == ENOSPC || failure == EDQUOT;
}

static const char *
sentence_for (MusterErrorCode code)
{
  switch ((int) code)
    {
    case MUSTER_ERROR_BUSY:
      return _("“%s” is open in another program, such as a window of Muster or a server. Close it there, then try "
               "again.");
    case MUSTER_ERROR_READ_ONLY:
      return _("“%s” cannot be changed: the file or its folder is read-only. Copy it to a folder of your own and open "
                "the copy.");
    case MUSTER_ERROR_CORRUPT:
      return _("“%s” is damaged and was left as it is. Open a copy of it that you kept elsewhere, or ask for help with "
               "this file.");
    case MUSTER_ERROR_FOREIGN:
      return _("“%s” is not a Muster file of the sort that is wanted here. A replica is one sort, the data of a "
                "server another.");
    case MUSTER_ERROR_NO_SPACE:
      return _("There is no room left on the disk of “%s”. Nothing was changed; free some space, then try again.");
    default:
      return _("“%s” could not be read or written. Check the disk and the folder, then try again.");
    }
}

void
muster_db_refuse (MusterErrorCode code, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* each sentence above has one %s */
  g_set_error (error, MUSTER_ERROR, code, sentence_for (code), name);
#pragma GCC diagnostic pop
}

void
muster_db_set_error (MusterDb *self, int code, GError **error)
{
  g_debug ("SQLite: %s (%d)", self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code), code);
  if (muster_db_out_of_room (self->handle))
    code = SQLITE_FULL;
  muster_db_refuse (muster_db_error_code (code), self->path, error);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

/* Saves that are not in the file itself yet. */
static gboolean
has_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (wal, &info) == 0 && info.st_size > 0;
}

int
muster_db_open_as_it_lies (const char *path, sqlite3 **handle)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  return sqlite3_open_v2 (uri, handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
}

/* On read-only media and full disks there is no place for the shared memory of WAL: then the file is read as it lies,
 * if all that was saved is in it. */
static int
open_handle (MusterDb *self)
{
  int code;

  if (self->writable)
    return sqlite3_open_v2 (self->path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  code = sqlite3_open_v2 (self->path, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->handle, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  if ((code & 0xff) != SQLITE_CANTOPEN && (code & 0xff) != SQLITE_READONLY && code != SQLITE_IOERR_SHMSIZE)
    return code;
  if (has_wal (self->path))
    return code == SQLITE_IOERR_SHMSIZE ? code : SQLITE_READONLY;

  sqlite3_close (self->handle);
  return muster_db_open_as_it_lies (self->path, &self->handle);
}

static gboolean
check_application_id (MusterDb *self, gboolean may_take, gint32 application_id, GError **error)
{
  g_autofree char *set = g_strdup_printf ("PRAGMA application_id = %d", application_id);
  g_autoptr(GError) local = NULL;
  gint64 found = muster_db_get_number (self, "PRAGMA application_id", &local);
  gint64 tables = local == NULL ? muster_db_get_number (self, "SELECT count(*) FROM sqlite_schema", &local) : 0;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (found == application_id)
    return TRUE;
  if (found != 0 || tables != 0 || !may_take)
    {
      muster_db_refuse (MUSTER_ERROR_FOREIGN, self->path, error);
      return FALSE;
    }
  return muster_db_run (self, set, error);
}

/* Not even the one that the last connection makes when it closes. */
static gboolean
forgo_checkpoints (MusterDb *self, GError **error)
{
  int code = sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  if (code == SQLITE_OK)
    return muster_db_run (self, "PRAGMA wal_autocheckpoint = 0", error);
  muster_db_set_error (self, code, error);
  return FALSE;
}

static gboolean
set_pragmas (MusterDb *self, GError **error)
{
  gboolean in_memory = g_str_equal (self->path, ":memory:");

  if (!self->writable)
    return muster_db_run (self, "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0", error);

  if (self->beside && !forgo_checkpoints (self, error))
    return FALSE;
  if (!muster_db_run (self,
                      "PRAGMA journal_mode = WAL;"
                      "PRAGMA synchronous = FULL;" /* NORMAL loses acknowledged edits on power loss */
                      "PRAGMA foreign_keys = ON;"
                      "PRAGMA secure_delete = ON;"
                      "PRAGMA temp_store = MEMORY", error))
    return FALSE;
  if (muster_db_get_number (self, "PRAGMA synchronous", NULL) == 2
      && muster_db_get_number (self, "PRAGMA foreign_keys", NULL) == 1
      && (in_memory || muster_db_get_number (self, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", NULL) == 1))
    return TRUE;

  g_set_error (
    error, MUSTER_ERROR, MUSTER_ERROR_FAILED,
    _("The folder of “%s” cannot keep files safely (a network folder, perhaps). Move the file to a local disk."),
    self->path);
  return FALSE;
}

MusterDb *
muster_db_open (const char *path, MusterDbFlags flags, gint32 application_id, GError **error)
{
  g_autoptr(MusterDb) self = g_new0 (MusterDb, 1);
  gboolean may_take = (flags & MUSTER_DB_CREATE) != 0 || g_str_equal (path, ":memory:");
  int code;

  self->path = muster_db_resolve (path);
  self->writable = !(flags & MUSTER_DB_READ);
  self->beside = self->writable && (flags & MUSTER_DB_BESIDE);
  self->lock_fd = self->memory_fd = -1;
  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) muster_statement_free);

  if (!muster_db_prepare_file (self, flags, application_id, error))
    return NULL;
  code = open_handle (self);
  if (code != SQLITE_OK)
    {
      muster_db_set_error (self, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  if (!check_application_id (self, may_take && self->writable, application_id, error) || !set_pragmas (self, error))
    return NULL;
  if (self->writable)
    self->memory_fd = muster_db_hold_memory (self->path);
  self->discard = FALSE;
  return g_steal_pointer (&self);
}

gboolean
muster_db_settle (MusterDb *self, GError **error)
{
  /* Leaving WAL takes the file for this connection alone. */
  return muster_db_run (self, "PRAGMA wal_checkpoint (TRUNCATE); PRAGMA journal_mode = DELETE", error);
}

void
muster_db_close (MusterDb *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_error ("a statement outlived its connection: %s", sqlite3_errmsg (self->handle));
  if (self->memory_fd >= 0)
    close (self->memory_fd);
  if (self->discard)
    muster_db_remove_files (self);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->path);
  g_free (self);
}

void
muster_db_discard_made (MusterDb *self)
{
  self->discard = self->made;
}

gboolean
muster_db_is_writable (MusterDb *self)
{
  return self->writable;
}

gboolean
muster_db_run (MusterDb *self, const char *sql, GError **error)
{
  int code;

  g_assert (self->thread == g_thread_self ());

  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  muster_db_set_error (self, code, error);
  return FALSE;
}

gint64
muster_db_get_number (MusterDb *self, const char *sql, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !muster_statement_step (statement, &row, error) || !row)
    return 0;
  return muster_statement_get_number (statement, 0);
}

gint64
muster_db_get_last_rowid (MusterDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/* ---- transactions ------------------------------------------------------------------------------------------------ */

gboolean
muster_db_begin (MusterDb *self, GError **error)
{
  return muster_db_run (self, "BEGIN IMMEDIATE", error);
}

gboolean
muster_db_begin_read (MusterDb *self, GError **error)
{
  return muster_db_run (self, "BEGIN", error);
}

gboolean
muster_db_commit (MusterDb *self, GError **error)
{
  return muster_db_run (self, "COMMIT", error);
}

void
muster_db_rollback (MusterDb *self)
{
  /* An error such as a full disk may have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}
