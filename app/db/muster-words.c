/* muster-words.c - what FTS5 knows of a row that matched, and has no function for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

static gboolean
is_in_first_column (const Fts5ExtensionApi *api, Fts5Context *context, int phrase, int *code)
{
  Fts5PhraseIter place;
  int column = -1;

  *code = api->xPhraseFirstColumn (context, phrase, &place, &column); /* columns come in order; -1: none */
  return *code == SQLITE_OK && column == 0;
}

/* The places of the words are at hand, so nothing is read or cut into words again. */
static void
in_first_column (const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result, int n_values,
                 sqlite3_value **values)
{
  int n = api->xPhraseCount (context), code = SQLITE_OK;
  gint64 same = n_values > 0 ? sqlite3_value_int64 (values[0]) : 0;
  gboolean all = TRUE;

  for (int i = 0; i < n && all && code == SQLITE_OK; i++)
    {
      gboolean found = is_in_first_column (api, context, i, &code);

      while (i + 1 < n && i + 1 < 63 && (same >> (i + 1) & 1) != 0 && code == SQLITE_OK)
        found = is_in_first_column (api, context, ++i, &code) || found;
      all = found;
    }
  if (code != SQLITE_OK)
    sqlite3_result_error_code (result, code);
  else
    sqlite3_result_int (result, all);
}

gboolean
muster_db_add_word_functions (MusterDb *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  int code = sqlite3_prepare_v2 (self->handle, "SELECT fts5 (?1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
      code = sqlite3_finalize (statement);
    }
  if (code == SQLITE_OK)
    code = api != NULL ? api->xCreateFunction (api, "in_first_column", NULL, in_first_column, NULL) : SQLITE_ERROR;
  if (code == SQLITE_OK)
    return TRUE;
  muster_db_set_error (self, code, error);
  return FALSE;
}
