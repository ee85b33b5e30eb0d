/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

#include <string.h>

struct _MusterStatement {
  sqlite3_stmt *handle;
  char         *sql;
  MusterDb     *db;
  gboolean      borrowed;
  gboolean      cached; /* else released for good */
};

static MusterStatement *
statement_new (MusterDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle;
  MusterStatement *self;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      g_debug ("preparing “%s”", sql);
      muster_db_set_error (db, code, error);
      return NULL;
    }

  self = g_new0 (MusterStatement, 1);
  self->handle = handle;
  self->sql = g_strdup (sql);
  self->db = db;
  return self;
}

/* Nearly all SQL stands where it always stood, and its first words say too little to be worth a hash over all of them.
 * */
static MusterStatement *
find_statement (MusterDb *db, const char *sql)
{
  MusterStatement **lately = &db->lately[((guintptr) sql >> 4) & (MUSTER_DB_LATELY - 1)];
  MusterStatement *found;

  if (*lately != NULL && strcmp ((*lately)->sql, sql) == 0)
    return *lately;
  found = g_hash_table_lookup (db->statements, sql);
  if (found != NULL)
    *lately = found;
  return found;
}

MusterStatement *
muster_db_prepare (MusterDb *db, const char *sql, GError **error)
{
  MusterStatement *self;

  g_assert (db->thread == g_thread_self ());

  self = find_statement (db, sql);
  if (self == NULL || self->borrowed)
    {
      gboolean cached = self == NULL; /* a second user while the first is reading gets one of its own */

      self = statement_new (db, sql, error);
      if (self == NULL)
        return NULL;
      self->cached = cached;
      if (cached)
        g_hash_table_insert (db->statements, self->sql, self);
    }
  self->borrowed = TRUE;
  return self;
}

void
muster_statement_free (MusterStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self);
}

void
muster_statement_release (MusterStatement *self)
{
  if (self == NULL)
    return;

  if (!self->cached)
    {
      muster_statement_free (self);
      return;
    }
  muster_statement_reset (self);
  self->borrowed = FALSE;
}

void
muster_statement_reset (MusterStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
}

void
muster_statement_bind_number (MusterStatement *self, int index, gint64 number)
{
  int code = sqlite3_bind_int64 (self->handle, index, number);

  g_assert (code == SQLITE_OK);
}

void
muster_statement_bind_text (MusterStatement *self, int index, const char *text)
{
  int code = text != NULL ? sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT)
                          : sqlite3_bind_null (self->handle, index);

  g_assert (code == SQLITE_OK);
}

void
muster_statement_bind_blob (MusterStatement *self, int index, const void *bytes, gsize n)
{
  int code = sqlite3_bind_blob64 (self->handle, index, bytes, n, SQLITE_TRANSIENT);

  g_assert (code == SQLITE_OK);
}

gboolean
muster_statement_step (MusterStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (self->handle);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  g_debug ("running “%s”", sqlite3_sql (self->handle));
  muster_db_set_error (self->db, code, error);
  return FALSE;
}

gboolean
muster_statement_run (MusterStatement *self, GError **error)
{
  gboolean row;
  gboolean ok = muster_statement_step (self, &row, error);

  muster_statement_reset (self);
  return ok;
}

gboolean
muster_statement_is_null (MusterStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

gint64
muster_statement_get_number (MusterStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
muster_statement_get_text (MusterStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

const void *
muster_statement_get_blob (MusterStatement *self, int column, gsize *n)
{
  const void *bytes = sqlite3_column_blob (self->handle, column);

  *n = (gsize) sqlite3_column_bytes (self->handle, column);
  return bytes;
}

int
muster_statement_get_n_columns (MusterStatement *self)
{
  return sqlite3_column_count (self->handle);
}
