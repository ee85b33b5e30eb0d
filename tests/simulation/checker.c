/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker-private.h"

#include <string.h>

void
checker_fault (Checker *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->faults, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

sqlite3 *
checker_open (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return db;
}

void
checker_query (sqlite3 *db, const char *sql, GString *text)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0, n = sqlite3_column_count (statement); i < n; i++)
      {
        const char *column = (const char *) sqlite3_column_text (statement, i);

        g_string_append_printf (text, "%s%s", column != NULL ? column : "-", i + 1 < n ? "|" : "\n");
      }
  sqlite3_finalize (statement);
}

const char *
checked_value (const Checked *change)
{
  return change->outcome == CHECKED_MERGED ? change->merged : change->value;
}

static void
checked_free (gpointer data)
{
  Checked *change = data;

  g_free (change->commit);
  g_free (change->replica);
  g_free (change->record);
  g_free (change->kind);
  g_free (change->group);
  g_free (change->value);
  g_free (change->merged);
  g_free (change);
}

static char *
column (sqlite3_stmt *statement, int i)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, i));
}

static void
read_log (Checker *self, sqlite3 *db)
{
  const char *sql = "SELECT c.seq, h.i, lower(hex(c.id)), lower(hex(r.replica)), c.seen, h.base, h.settles, h.outcome,"
                    " lower(hex(h.record)), h.kind, h.field_group, h.value, h.merged, c.n, c.undoes FROM log_commit c"
                    " JOIN replica r ON r.id = c.replica JOIN log_change h ON h.seq = c.seq ORDER BY c.seq, h.i";
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      Checked *change = g_new0 (Checked, 1);
      char *key;
      GPtrArray *group;

      change->seq = sqlite3_column_int64 (statement, 0);
      change->i = (guint) sqlite3_column_int (statement, 1);
      change->commit = column (statement, 2);
      change->replica = column (statement, 3);
      change->seen = sqlite3_column_int64 (statement, 4);
      change->base = sqlite3_column_int64 (statement, 5);
      change->settles = sqlite3_column_int64 (statement, 6);
      change->outcome = (CheckedOutcome) sqlite3_column_int (statement, 7);
      change->record = column (statement, 8);
      change->kind = column (statement, 9);
      change->group = column (statement, 10);
      change->value = column (statement, 11);
      change->merged = column (statement, 12);
      change->n = sqlite3_column_int64 (statement, 13);
      change->undoes = sqlite3_column_int64 (statement, 14);
      g_ptr_array_add (self->changes, change);
      g_hash_table_insert (self->by_name, g_strdup_printf ("%s %u", change->commit, change->i), change);
      key = g_strdup_printf ("%s %s", change->record, change->group);
      group = g_hash_table_lookup (self->groups, key);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (self->groups, g_strdup (key), group);
        }
      g_ptr_array_add (group, change);
      g_free (key);
    }
  sqlite3_finalize (statement);
}

static void
read_refused (Checker *self, sqlite3 *db, const char *sql)
{
  GString *ids = g_string_new (NULL);
  g_auto(GStrv) list = NULL;

  checker_query (db, sql, ids);
  list = g_strsplit (ids->str, "\n", -1);
  for (char **id = list; *id != NULL; id++)
    g_hash_table_add (self->refused, g_strdup (*id));
  g_string_free (ids, TRUE);
}

Checker *
checker_new (const char *ledger_path, GPtrArray *faults)
{
  Checker *self = g_new0 (Checker, 1);
  sqlite3 *db = checker_open (ledger_path);

  self->faults = faults;
  self->changes = g_ptr_array_new_with_free_func (checked_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->log = g_string_new (NULL);
  read_log (self, db);
  read_refused (self, db, "SELECT lower(hex(id)) FROM refused WHERE type <> 'known'");
  checker_count (self, db);
  checker_query (
    db,
    "SELECT c.seq, lower(hex(c.id)), lower(hex(r.replica)), c.n, c.actor, c.at, c.received, c.seen, c.origin,"
    " c.undoes, coalesce(c.reason, '-') FROM log_commit c JOIN replica r ON r.id = c.replica ORDER BY c.seq",
    self->log);
  checker_query (
    db,
    "SELECT seq, i, lower(hex(record)), kind, field_group, base, value, settles, outcome, coalesce(merged, '-')"
    " FROM log_change ORDER BY seq, i",
    self->log);
  sqlite3_close (db);
  return self;
}

void
checker_free (Checker *self)
{
  if (self->first != NULL)
    g_string_free (self->first, TRUE);
  g_string_free (self->log, TRUE);
  g_free (self->sum);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->groups);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

Checked *
checker_head (Checker *self, const char *record, const char *group, gint64 before)
{
  g_autofree char *key = g_strdup_printf ("%s %s", record, group);
  GPtrArray *changes = g_hash_table_lookup (self->groups, key);

  for (guint i = changes != NULL ? changes->len : 0; i > 0; i--)
    {
      Checked *change = changes->pdata[i - 1];

      if ((before == 0 || change->seq < before)
          && (change->outcome == CHECKED_HEAD || change->outcome == CHECKED_MERGED))
        return change;
    }
  return NULL;
}

/* ---- conservation ------------------------------------------------------------------------------------------------ */

void
checker_add_kept (Checker *self, const char *path)
{
  sqlite3 *db = checker_open (path);

  read_refused (self, db, "SELECT lower(hex(c.id)) FROM refused r JOIN log_commit c ON c.version = r.version"
                          " WHERE r.type <> 'known'");
  sqlite3_close (db);
}

static char *
without_dashes (const char *id)
{
  GString *text = g_string_new (NULL);

  for (; *id != '\0'; id++)
    if (*id != '-')
      g_string_append_c (text, *id);
  return g_string_free (text, FALSE);
}

void
checker_find_saves (Checker *self, GPtrArray *saves)
{
  for (guint i = 0; i < saves->len; i++)
    {
      g_auto(GStrv) words = g_strsplit (saves->pdata[i], " ", 5); /* commit, index, record, group, value */
      g_autofree char *commit = without_dashes (words[0]);
      g_autofree char *record = without_dashes (words[2]);
      g_autofree char *name = g_strdup_printf ("%s %s", commit, words[1]);
      Checked *change = g_hash_table_lookup (self->by_name, name);

      if (change == NULL && g_hash_table_contains (self->refused, commit))
        continue; /* it is kept as it came */
      if (change == NULL)
        checker_fault (self, "saved and lost: %s", (char *) saves->pdata[i]);
      else if (!g_str_equal (change->record, record) || !g_str_equal (change->group, words[3])
               || !g_str_equal (change->value, words[4]))
        checker_fault (self, "saved as %s but kept as %s %s %s", (char *) saves->pdata[i], change->record,
                       change->group, change->value);
    }
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static gboolean
is_taken_back (GPtrArray *group, const Checked *done)
{
  for (guint i = 0; i < group->len; i++)
    {
      const Checked *undo = group->pdata[i];

      if (undo->undoes == done->n && undo->outcome != CHECKED_CONFLICT && g_str_equal (undo->replica, done->replica)
          && !is_taken_back (group, undo))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_open (GPtrArray *group, guint i)
{
  const Checked *conflict = group->pdata[i];

  for (guint j = i + 1; j < group->len; j++)
    {
      const Checked *later = group->pdata[j];

      if (later->outcome == CHECKED_CONFLICT ? later->base == conflict->seq
                                             : later->settles >= conflict->seq && !is_taken_back (group, later))
        return FALSE;
    }
  return TRUE;
}

guint
checker_count_open (Checker *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *group = value;

      for (guint i = 0; i < group->len; i++)
        n += ((Checked *) group->pdata[i])->outcome == CHECKED_CONFLICT && is_open (group, i);
    }
  return n;
}
