/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-table.h"

#include "muster-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Columns of muster_table_to_select() before those of the fields. */
enum {
  SELECT_ROWID,
  SELECT_ID,
  SELECT_CODE,
  SELECT_ARCHIVED,
  N_SELECT
};

/* What stands beside a field's own column. */
static guint
n_companions (const MusterField *field)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_WHEN:
      return 2;
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_POPULATION:
      return (field->flags & MUSTER_FIELD_SORT) != 0;
    default:
      return 0;
    }
}

static const char *
companion_name (const MusterField *field, guint i)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_WHEN:
      return i == 0 ? "earliest" : "latest";
    case MUSTER_VALUE_CHOICE:
      return "rank";
    case MUSTER_VALUE_PARTY:
      return "text";
    default:
      return "low";
    }
}

static gboolean
is_integer_column (const MusterField *field)
{
  return field->type >= MUSTER_VALUE_INTEGER && field->type <= MUSTER_VALUE_SCORE;
}

char *
muster_table_name (const MusterKind *kind)
{
  g_autofree char *name = g_strdelimit (g_strdup (kind->name), "-", '_');

  return g_strdup_printf ("\"%s\"", name);
}

char *
muster_table_sort_column (const MusterField *field)
{
  if (n_companions (field) > 0)
    return g_strdup_printf ("\"%s.%s\"%s", field->name, companion_name (field, n_companions (field) - 1),
                            field->type == MUSTER_VALUE_PARTY ? " COLLATE NOCASE" : "");
  return g_strdup_printf ("\"%s\"%s", field->name, is_integer_column (field) ? "" : " COLLATE NOCASE");
}

char *
muster_table_range_column (const MusterField *field)
{
  if (field->type == MUSTER_VALUE_WHEN)
    return g_strdup_printf ("\"%s.latest\"", field->name);
  if (field->type == MUSTER_VALUE_POPULATION)
    return g_strdup_printf ("\"%s.low\"", field->name);
  return g_strdup_printf ("\"%s\"", field->name);
}

char *
muster_table_to_ddl (const MusterKind *kind)
{
  g_autofree char *table = muster_table_name (kind);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE %s (\n  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),\n"
                               "  archived INTEGER NOT NULL", table);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      g_string_append_printf (sql, ",\n  \"%s\" %s", field->name, is_integer_column (field) ? "INTEGER" : "TEXT");
      for (guint j = 0; j < n_companions (field); j++)
        g_string_append_printf (sql, ",\n  \"%s.%s\" %s", field->name, companion_name (field, j),
                                field->type == MUSTER_VALUE_PARTY ? "TEXT" : "INTEGER");
    }
  g_string_append (sql, "\n) STRICT;\n");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & MUSTER_FIELD_MAP)
      g_string_append_printf (sql, "CREATE INDEX \"%s.%s\" ON %s (archived, \"%s\", \"%s\");\n", kind->name,
                              kind->fields[i].name, table, kind->fields[i].name, kind->fields[i + 1].name);
    else if (kind->fields[i].flags & MUSTER_FIELD_SORT)
      {
        g_autofree char *column = muster_table_sort_column (&kind->fields[i]);

        g_string_append_printf (sql, "CREATE INDEX \"%s.%s\" ON %s (archived, %s);\n", kind->name, kind->fields[i].name,
                                table, column);
      }
  return g_string_free (sql, FALSE);
}

char *
muster_table_to_select (const MusterKind *kind)
{
  g_autofree char *table = muster_table_name (kind);
  GString *sql = g_string_new ("SELECT r.rowid, r.id, r.code, t.archived");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      g_string_append_printf (sql, ", t.\"%s\"", field->name);
      if (field->type == MUSTER_VALUE_WHEN)
        g_string_append_printf (sql, ", t.\"%s.earliest\", t.\"%s.latest\"", field->name, field->name);
    }
  g_string_append_printf (sql, " FROM %s t JOIN record r ON r.rowid = t.rowid", table);
  return g_string_free (sql, FALSE);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

gint64
muster_table_get_rowid (MusterStatement *statement)
{
  return muster_statement_get_number (statement, SELECT_ROWID);
}

gboolean
muster_table_get_id (MusterStatement *statement, MusterId *id)
{
  gsize n;
  const void *bytes = muster_statement_get_blob (statement, SELECT_ID, &n);

  if (n == sizeof *id)
    memcpy (id, bytes, n);
  return n == sizeof *id;
}

static gboolean
read_json (const MusterField *field, MusterStatement *statement, int column, MusterValue **value, GError **error)
{
  const char *text = muster_statement_get_text (statement, column);
  g_autoptr(json_t) json = muster_json_from_text (text, strlen (text), error);

  return json != NULL && muster_value_from_json (field, json, value, error);
}

/* One reference is the commonest of all: an id between quotes. */
static gboolean
read_ref (MusterStatement *statement, int column, MusterValue **value)
{
  const char *text = muster_statement_get_text (statement, column);
  MusterIdText id_text;
  MusterId id;

  if (strlen (text) != MUSTER_ID_TEXT_LENGTH + 2 || text[0] != '"' || text[MUSTER_ID_TEXT_LENGTH + 1] != '"')
    return FALSE;
  memcpy (id_text, text + 1, MUSTER_ID_TEXT_LENGTH);
  id_text[MUSTER_ID_TEXT_LENGTH] = '\0';
  if (!muster_id_from_text (&id, id_text))
    return FALSE;
  *value = muster_value_new_ref (&id);
  return TRUE;
}

static gboolean
read_value (const MusterField *field, MusterStatement *statement, int column, MusterValue **value, GError **error)
{
  *value = NULL;
  if (muster_statement_is_null (statement, column))
    return TRUE;
  if (is_integer_column (field))
    *value = muster_value_new_number (field->type, muster_statement_get_number (statement, column));
  else if (field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT
           || field->type == MUSTER_VALUE_CHOICE)
    *value = muster_value_new_text (field->type, muster_statement_get_text (statement, column));
  else if (field->type != MUSTER_VALUE_REF || !read_ref (statement, column, value))
    return read_json (field, statement, column, value, error);
  return TRUE;
}

static MusterRecord *
read_record (const MusterKind *kind, MusterStatement *statement, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  int column = N_SELECT;
  gsize n;
  const MusterId *id = muster_statement_get_blob (statement, SELECT_ID, &n);

  if (n != sizeof *id)
    return NULL;
  record = muster_record_new (kind, id);
  muster_record_set_ref_code (record, muster_statement_get_text (statement, SELECT_CODE));
  muster_record_set_archived (record, muster_statement_get_number (statement, SELECT_ARCHIVED) != 0);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      MusterValue *value;

      if (!read_value (&kind->fields[i], statement, column++, &value, error))
        return NULL;
      muster_record_take_at (record, i, value);
      if (kind->fields[i].type == MUSTER_VALUE_WHEN)
        {
          MusterDays days = { (guint32) muster_statement_get_number (statement, column),
                              (guint32) muster_statement_get_number (statement, column + 1) };

          muster_record_set_days_at (record, i, days);
          column += 2;
        }
    }
  return g_steal_pointer (&record);
}

MusterRecord *
muster_table_read (const MusterKind *kind, MusterStatement *statement, GError **error)
{
  g_autoptr(GError) local = NULL;
  MusterRecord *record = read_record (kind, statement, &local);

  if (record == NULL)
    {
      g_debug ("%s row %" G_GINT64_FORMAT ": %s", kind->name, muster_statement_get_number (statement, SELECT_ROWID),
               local != NULL ? local->message : "bad id");
      g_set_error_literal (
        error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
        _("A record in this file is damaged. Open a copy of the file that you kept elsewhere, or ask "
           "for help with it."));
    }
  return record;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void
bind_nonzero (MusterStatement *statement, int index, gint64 number)
{
  if (number != 0)
    muster_statement_bind_number (statement, index, number);
}

/* Unknown choices of a newer version sort last. */
static gint64
choice_rank (const MusterField *field, const char *nick)
{
  const MusterChoice *choice = muster_field_find_choice (field, nick);

  return choice != NULL ? choice - field->choices + 1 : 1000;
}

static void
bind_companions (const MusterField *field, const MusterValue *value, MusterDays days, MusterStatement *statement,
                 int index)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_WHEN:
      bind_nonzero (statement, index, days.earliest);
      bind_nonzero (statement, index + 1, days.latest);
      break;
    case MUSTER_VALUE_CHOICE:
      if (value != NULL)
        muster_statement_bind_number (statement, index, choice_rank (field, muster_value_get_text (value)));
      break;
    case MUSTER_VALUE_PARTY:
      muster_statement_bind_text (statement, index,
                                  value != NULL ? muster_party_get_text (muster_value_get_party (value)) : NULL);
      break;
    default:
      if (value != NULL
          && muster_population_get_qualifier (muster_value_get_population (value)) != MUSTER_POPULATION_NOT_AVAILABLE)
        muster_statement_bind_number (statement, index,
                                      muster_population_get_low (muster_value_get_population (value)));
      break;
    }
}

static void
bind_value (const MusterField *field, const MusterValue *value, MusterStatement *statement, int index)
{
  if (value == NULL)
    return;
  if (is_integer_column (field))
    muster_statement_bind_number (statement, index, muster_value_get_number (value));
  else if (field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT
           || field->type == MUSTER_VALUE_CHOICE)
    muster_statement_bind_text (statement, index, muster_value_get_text (value));
  else
    {
      g_autoptr(json_t) json = muster_value_to_json (value);
      g_autofree char *text = muster_json_to_text (json);

      muster_statement_bind_text (statement, index, text);
    }
}

/* Binds a field with its companions from index on; returns the next free index. */
static int
bind_field (MusterRecord *record, guint i, MusterStatement *statement, int index)
{
  const MusterField *field = &muster_record_get_kind (record)->fields[i];
  const MusterValue *value = muster_record_get_at (record, i);
  MusterDays days = { 0, 0 };

  if (field->type == MUSTER_VALUE_WHEN)
    days = muster_record_get_days (record, field->name);
  bind_value (field, value, statement, index);
  if (n_companions (field) > 0)
    bind_companions (field, value, days, statement, index + 1);
  return index + 1 + (int) n_companions (field);
}

/* Columns by name: one that a later version added stands last in the file, wherever its field stands. */
static char *
make_insert (const MusterKind *kind)
{
  g_autofree char *table = muster_table_name (kind);
  g_autoptr(GString) columns = g_string_new ("rowid, archived");
  g_autoptr(GString) values = g_string_new ("?, ?");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      g_string_append_printf (columns, ", \"%s\"", field->name);
      g_string_append (values, ", ?");
      for (guint j = 0; j < n_companions (field); j++)
        {
          g_string_append_printf (columns, ", \"%s.%s\"", field->name, companion_name (field, j));
          g_string_append (values, ", ?");
        }
    }
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table, columns->str, values->str);
}

/* Made once: it is the same for all records of the kind. */
static const char *
insert_to_sql (const MusterKind *kind)
{
  static char *made[MUSTER_N_KINDS];

  if (g_once_init_enter (&made[kind->id]))
    g_once_init_leave (&made[kind->id], make_insert (kind));
  return made[kind->id];
}

gboolean
muster_table_insert (MusterDb *db, gint64 rowid, MusterRecord *record, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (record);
  g_autoptr(MusterStatement) statement = muster_db_prepare (db, insert_to_sql (kind), error);
  int index = 3;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_number (statement, 2, muster_record_is_archived (record));
  for (guint i = 0; i < kind->n_fields; i++)
    index = bind_field (record, i, statement, index);
  return muster_statement_run (statement, error);
}

static gboolean
field_differs (MusterRecord *before, MusterRecord *after, guint i)
{
  const MusterField *field = &muster_record_get_kind (after)->fields[i];

  if (!muster_value_equal (muster_record_get_at (before, i), muster_record_get_at (after, i)))
    return TRUE;
  if (field->type == MUSTER_VALUE_WHEN)
    {
      MusterDays a = muster_record_get_days (before, field->name);
      MusterDays b = muster_record_get_days (after, field->name);

      return a.earliest != b.earliest || a.latest != b.latest;
    }
  return FALSE;
}

static void
append_assignment (GString *sql, const MusterField *field)
{
  g_string_append_printf (sql, ", \"%s\" = ?", field->name);
  for (guint j = 0; j < n_companions (field); j++)
    g_string_append_printf (sql, ", \"%s.%s\" = ?", field->name, companion_name (field, j));
}

gboolean
muster_table_update (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after, gboolean *changed,
                     GError **error)
{
  const MusterKind *kind = muster_record_get_kind (after);
  g_autofree char *table = muster_table_name (kind);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(MusterStatement) statement = NULL;
  gboolean archived_differs = muster_record_is_archived (before) != muster_record_is_archived (after);
  int index = 1;

  for (guint i = 0; i < kind->n_fields; i++)
    if (field_differs (before, after, i))
      append_assignment (sql, &kind->fields[i]);
  if (archived_differs)
    g_string_append (sql, ", archived = ?");
  *changed = sql->len > 0;
  if (!*changed)
    return TRUE;

  g_string_erase (sql, 0, 2); /* the first ", " */
  {
    g_autofree char *head = g_strdup_printf ("UPDATE %s SET ", table);

    g_string_prepend (sql, head);
  }
  g_string_append (sql, " WHERE rowid = ?");

  statement = muster_db_prepare (db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (field_differs (before, after, i))
      index = bind_field (after, i, statement, index);
  if (archived_differs)
    muster_statement_bind_number (statement, index++, muster_record_is_archived (after));
  muster_statement_bind_number (statement, index, rowid);
  return muster_statement_run (statement, error);
}
