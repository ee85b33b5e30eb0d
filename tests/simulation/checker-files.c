/* checker-files.c - each replica against the endpoint's log and against the other replicas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker-private.h"

#include <string.h>

#define ACKNOWLEDGED "1099511627776" /* versions below are the endpoint's */

/* The first line in which two texts differ. */
static void
fault_of_difference (Checker *self, const char *path, const char *what, const char *ours, const char *theirs)
{
  g_auto(GStrv) a = g_strsplit (ours, "\n", -1);
  g_auto(GStrv) b = g_strsplit (theirs, "\n", -1);
  guint i = 0;

  while (a[i] != NULL && b[i] != NULL && g_str_equal (a[i], b[i]))
    i++;
  checker_fault (self, "%s: %s differ, first in\n    %s\n    %s", path, what, a[i] != NULL ? a[i] : "(end)",
                 b[i] != NULL ? b[i] : "(end)");
}

static char *
read_log (sqlite3 *db)
{
  GString *text = g_string_new (NULL);

  checker_query (
    db,
    "SELECT version, lower(hex(id)), lower(hex(replica)), n, actor, at, received, seen, origin, coalesce(undoes, 0),"
    " coalesce(reason, '-') FROM log_commit WHERE version < " ACKNOWLEDGED " ORDER BY version",
    text);
  checker_query (db, "SELECT version, i, lower(hex(record)), kind, field_group, base, value, settles,"
                     " CASE WHEN outcome IS NULL THEN 0 WHEN outcome = 'same' THEN 1 WHEN outcome = 'merged' THEN 2"
                     " WHEN outcome = 'conflict' THEN 3 ELSE outcome END, coalesce(merged, '-')"
                     " FROM log_change WHERE version < " ACKNOWLEDGED " ORDER BY version, i", text);
  return g_string_free (text, FALSE);
}

/* Every table of a kind of which there are records, by the record's id, with every column but the row number. */
static void
read_tables (sqlite3 *db, GString *text)
{
  GString *tables = g_string_new (NULL);
  g_auto(GStrv) names = NULL;

  checker_query (db, "SELECT DISTINCT kind FROM record ORDER BY kind", tables);
  names = g_strsplit (tables->str, "\n", -1);
  checker_query (db, "SELECT lower(hex(id)), kind, code, title, archived FROM record ORDER BY id", text);
  for (guint i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    {
      GString *columns = g_string_new (NULL);
      g_autofree char *list =
        g_strdup_printf ("SELECT group_concat('t.\"' || name || '\"', ', ') FROM pragma_table_info('%s')"
                         " WHERE name <> 'rowid'",
                         names[i]);
      g_autofree char *sql = NULL;

      checker_query (db, list, columns);
      g_strchomp (columns->str);
      sql = g_strdup_printf (
        "SELECT '%s', lower(hex(r.id)), %s FROM \"%s\" t JOIN record r ON r.rowid = t.rowid ORDER BY r.id", names[i],
        columns->str, names[i]);
      checker_query (db, sql, text);
      g_string_free (columns, TRUE);
    }
  g_string_free (tables, TRUE);
}

/* What a text field of a group says by the log; "-" for nothing. */
static char *
current_text (Checker *self, const char *record, const char *group, const char *field)
{
  Checked *head = checker_head (self, record, group, 0);
  json_t *json = head != NULL ? json_loads (checked_value (head), JSON_DECODE_ANY, NULL) : NULL;
  const char *text = json_string_value (json_object_get (json, field));
  char *copy = g_strdup (text != NULL ? text : "-");

  json_decref (json);
  return copy;
}

/* The tables of risks say what the log comes to. */
static void
check_risks (Checker *self, sqlite3 *db, const char *path)
{
  GString *rows = g_string_new (NULL);
  GString *expected = g_string_new (NULL);

  checker_query (db, "SELECT lower(hex(r.id)), t.title, t.cause, t.status, t.status_reason, t.archived FROM risk t"
                     " JOIN record r ON r.rowid = t.rowid ORDER BY r.id", rows);
  for (char **row = g_strsplit (rows->str, "\n", -1), **all = row; ; row++)
    {
      if (*row == NULL || **row == '\0')
        {
          g_strfreev (all);
          break;
        }
      char *record = g_strndup (*row, 32);
      char *title = current_text (self, record, "title", "title"),
           *cause = current_text (self, record, "cause", "cause");
      char *status = current_text (self, record, "status", "status"),
           *reason = current_text (self, record, "status", "status_reason");
      Checked *exists = checker_head (self, record, "_exists", 0);

      g_string_append_printf (expected, "%s|%s|%s|%s|%s|%d\n", record, title, cause, status, reason,
                              exists == NULL || !g_str_equal (exists->value, "true"));
      g_free (record);
      g_free (title);
      g_free (cause);
      g_free (status);
      g_free (reason);
    }
  if (!g_str_equal (rows->str, expected->str))
    fault_of_difference (self, path, "risks and log", rows->str, expected->str);
  g_string_free (rows, TRUE);
  g_string_free (expected, TRUE);
}

/* The sum that it keeps and the cursor that it has are those of the whole log. */
static void
check_sum (Checker *self, sqlite3 *db, const char *path)
{
  gint64 head = self->changes->len > 0 ? ((Checked *) self->changes->pdata[self->changes->len - 1])->seq : 0;
  g_autofree char *expected = NULL;
  GString *kept = g_string_new (NULL);

  if (self->sum == NULL)
    self->sum = checker_sum (self);
  expected = g_strdup_printf ("%s|%" G_GINT64_FORMAT "\n", self->sum, head);
  checker_query (
    db,
    "SELECT coalesce((SELECT lower(hex(value)) FROM meta WHERE key = 'digest'), '00000000000000000000000000000000'),"
    " (SELECT coalesce(max(seq), 0) FROM sync_cursor)",
    kept);
  if (!g_str_equal (kept->str, expected))
    checker_fault (self, "%s: sum and cursor are %s, and should be %s", path, kept->str, expected);
  g_string_free (kept, TRUE);
}

/* What was set aside stays until it comes again, which it never does where its author sent it again and was refused. */
static void
check_aside (Checker *self, sqlite3 *db, const char *path)
{
  GString *ids = g_string_new (NULL);
  g_auto(GStrv) lines = NULL;

  checker_query (db, "SELECT lower(hex(id)) FROM aside_commit", ids);
  lines = g_strsplit (ids->str, "\n", -1);
  for (char **id = lines; *id != NULL && **id != '\0'; id++)
    if (!g_hash_table_contains (self->refused, *id))
      checker_fault (self, "%s: still waiting for %s", path, *id);
  g_string_free (ids, TRUE);
}

static void
check_waiting (Checker *self, sqlite3 *db, const char *path)
{
  GString *rest = g_string_new (NULL);

  checker_query (db, "SELECT 'unsent', version FROM outbox UNION ALL SELECT 'fill', id FROM sync_fill", rest);
  if (rest->len > 0)
    checker_fault (self, "%s: still waiting: %s", path, rest->str);
  g_string_free (rest, TRUE);
  check_aside (self, db, path);
}

void
checker_compare_file (Checker *self, const char *path)
{
  sqlite3 *db = checker_open (path);
  g_autofree char *log = read_log (db);
  GString *tables = g_string_new (NULL);

  if (!g_str_equal (log, self->log->str))
    fault_of_difference (self, path, "logs", log, self->log->str);
  check_waiting (self, db, path);
  check_sum (self, db, path);
  read_tables (db, tables);
  check_risks (self, db, path);
  sqlite3_close (db);
  if (self->first == NULL)
    {
      self->first = tables;
      return;
    }
  if (!g_str_equal (tables->str, self->first->str))
    fault_of_difference (self, path, "tables", tables->str, self->first->str);
  g_string_free (tables, TRUE);
}

/* ---- a part of it ------------------------------------------------------------------------------------------------ */

/* The lines of risks and assessments; with a view, of those that can be seen. */
static char *
choose_lines (const char *tables, CheckerView *view)
{
  g_auto(GStrv) lines = g_strsplit (tables, "\n", -1);
  GString *chosen = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) columns = g_strsplit (*line, "|", 3);
      gboolean of_table = columns[0] != NULL && strlen (columns[0]) != 32;
      const char *kind = columns[0] == NULL || columns[1] == NULL ? "" : columns[of_table ? 0 : 1];
      const char *record = columns[0] == NULL || columns[1] == NULL ? "" : columns[of_table ? 1 : 0];

      if ((g_str_equal (kind, "risk") || g_str_equal (kind, "assessment"))
          && (view == NULL || checker_view_sees (view, record)))
        g_string_append_printf (chosen, "%s\n", *line);
    }
  return g_string_free (chosen, FALSE);
}

void
checker_compare_part (Checker *self, const char *ledger_path, const char *path, const char *person)
{
  CheckerView *view = checker_view_new (ledger_path, person);
  sqlite3 *db = checker_open (path);
  GString *tables = g_string_new (NULL);
  g_autofree char *ours = NULL, *theirs = NULL;

  check_waiting (self, db, path);
  read_tables (db, tables);
  ours = choose_lines (tables->str, NULL);
  theirs = choose_lines (self->first->str, view);
  if (!g_str_equal (ours, theirs))
    fault_of_difference (self, path, "tables of a part", ours, theirs);
  g_string_free (tables, TRUE);
  sqlite3_close (db);
  checker_view_free (view);
}
