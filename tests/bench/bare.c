/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"

#include "timing.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  char      *sql;    /* with its parameters */
  GPtrArray *values; /* of sqlite3_value, by number; owned */
} Write;

struct _Recording {
  sqlite3   *handle; /* recorded; NULL: done */
  GPtrArray *writes; /* of Write, owned */
};

static sqlite3 *newest;
static GHashTable *prepared; /* SQL of the played connection -> sqlite3_stmt */

static void
must (int code, int wanted, const char *what)
{
  if (code != wanted)
    g_error ("%s: %s", what, sqlite3_errstr (code));
}

/* ---- connections ------------------------------------------------------------------------------------------------- */

static int
remember (sqlite3 *handle, const char **message, const void *api)
{
  newest = handle;
  return SQLITE_OK;
}

void
bare_watch (void)
{
  sqlite3_auto_extension ((void (*) (void)) (gpointer) remember);
}

sqlite3 *
bare_newest (void)
{
  return newest;
}

MusterDb *
bare_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *handle;
  sqlite3_stmt *statement;
  gint32 application_id;
  MusterDb *db;

  must (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), SQLITE_OK, path);
  must (sqlite3_prepare_v2 (handle, "PRAGMA application_id", -1, &statement, NULL), SQLITE_OK, path);
  must (sqlite3_step (statement), SQLITE_ROW, path);
  application_id = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);

  db = muster_db_open (path, 0, application_id, &error);
  timing_check (error);
  return db;
}

void
bare_close (MusterDb *db)
{
  g_clear_pointer (&prepared, g_hash_table_unref);
  muster_db_close (db);
}

/* ---- recording --------------------------------------------------------------------------------------------------- */

static void
write_free (gpointer data)
{
  Write *self = data;

  g_ptr_array_unref (self->values);
  g_free (self->sql);
  g_free (self);
}

static void
value_free (gpointer value)
{
  sqlite3_value_free (value);
}

/* Where the literal at text ends. */
static const char *
skip_literal (const char *text)
{
  const char *quote = strchr ("xX", *text) != NULL ? text + 1 : text;

  if (*quote != '\'')
    return text + strcspn (text, ",) \n");
  for (quote++; *quote != '\0'; quote++)
    if (*quote == '\'' && *++quote != '\'')
      break;
  return quote;
}

static void
set_value (sqlite3 *handle, Write *write, guint number, const char *literal, gsize length)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %.*s", (int) length, literal);
  sqlite3_stmt *statement;

  must (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), SQLITE_OK, sql);
  must (sqlite3_step (statement), SQLITE_ROW, sql);
  while (write->values->len < number)
    g_ptr_array_add (write->values, NULL);
  g_clear_pointer (&write->values->pdata[number - 1], sqlite3_value_free);
  write->values->pdata[number - 1] = sqlite3_value_dup (sqlite3_column_value (statement, 0));
  sqlite3_finalize (statement);
}

/* Reads the values from beside the parameters: expanded is sql with a literal for each. No statement of ours has a
 * question mark of its own. */
static Write *
write_new (sqlite3 *handle, const char *sql, const char *expanded)
{
  Write *self = g_new0 (Write, 1);
  guint next = 1;

  self->sql = g_strdup (sql);
  self->values = g_ptr_array_new_with_free_func (value_free);
  while (*sql != '\0')
    if (*sql == '?')
      {
        const char *end = skip_literal (expanded);
        guint number = (guint) strtoul (sql + 1, (char **) &sql, 10);

        number = number != 0 ? number : next;
        next = number + 1;
        set_value (handle, self, number, expanded, (gsize) (end - expanded));
        expanded = end;
      }
    else
      {
        g_assert (*sql == *expanded);
        sql++;
        expanded++;
      }
  return self;
}

static gboolean
is_write (sqlite3_stmt *statement, const char *sql)
{
  /* The tables behind the search index are written by it, not by us. */
  return !sqlite3_stmt_readonly (statement) && strstr (sql, "'main'.'search_") == NULL
         && (g_str_has_prefix (sql, "INSERT") || g_str_has_prefix (sql, "UPDATE") || g_str_has_prefix (sql, "DELETE"));
}

static sqlite3 *scratch; /* evaluates literals; not recorded */

static int
on_statement (unsigned type, void *data, void *statement, void *text)
{
  Recording *self = data;
  const char *sql = sqlite3_sql (statement);
  char *expanded;

  /* What a trigger does comes as a comment on its statement, and comes by itself when that is played. */
  if (sql == NULL || g_str_has_prefix (text, "--") || !is_write (statement, sql))
    return 0;
  expanded = sqlite3_expanded_sql (statement);
  g_ptr_array_add (self->writes, write_new (scratch, sql, expanded));
  sqlite3_free (expanded);
  return 0;
}

Recording *
recording_begin (sqlite3 *handle)
{
  Recording *self = g_new0 (Recording, 1);

  if (scratch == NULL)
    must (sqlite3_open (":memory:", &scratch), SQLITE_OK, "scratch");
  self->handle = handle;
  self->writes = g_ptr_array_new_with_free_func (write_free);
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, on_statement, self);
  return self;
}

void
recording_end (Recording *self)
{
  sqlite3_trace_v2 (g_steal_pointer (&self->handle), 0, NULL, NULL);
}

void
recording_free (Recording *self)
{
  g_ptr_array_unref (self->writes);
  g_free (self);
}

guint
recording_count (Recording *self)
{
  return self->writes->len;
}

/* ---- playing ----------------------------------------------------------------------------------------------------- */

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static sqlite3_stmt *
get_prepared (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement;

  if (prepared == NULL)
    prepared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  statement = g_hash_table_lookup (prepared, sql);
  if (statement == NULL)
    {
      must (sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK, sql);
      g_hash_table_insert (prepared, g_strdup (sql), statement);
    }
  return statement;
}

static void
run (sqlite3_stmt *statement)
{
  int code;

  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);
  must (code, SQLITE_DONE, sqlite3_sql (statement));
  sqlite3_reset (statement);
}

void
recording_play (Recording *self, sqlite3 *handle)
{
  run (get_prepared (handle, "BEGIN IMMEDIATE"));
  for (guint i = 0; i < self->writes->len; i++)
    {
      Write *write = g_ptr_array_index (self->writes, i);
      sqlite3_stmt *statement = get_prepared (handle, write->sql);

      for (guint j = 0; j < write->values->len; j++)
        sqlite3_bind_value (statement, (int) j + 1, write->values->pdata[j]);
      run (statement);
    }
  run (get_prepared (handle, "COMMIT"));
}
