/* test-schema.c - the migrations lead to the tables that today's kinds describe.
 *
 * Columns and indexes are compared as sets: a column that a later step adds stands last in the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "made-up.h"
#include "muster-table.h"
#include "world.h"

static const char columns_sql[] =
  "SELECT group_concat (x, char (10)) FROM"
  " (SELECT format ('%s %s null %d key %d hidden %d', name, type, \"notnull\", pk, hidden) AS x"
  " FROM pragma_table_xinfo (?1) ORDER BY x)";
static const char indexes_sql[] =
  "SELECT group_concat (x, char (10)) FROM"
  " (SELECT format ('%s unique %d partial %d: %s', l.name, l.\"unique\", l.partial,"
  " (SELECT group_concat (format ('%s %d %s', name, \"desc\", coll), ', ') FROM"
  " (SELECT * FROM pragma_index_xinfo (l.name) WHERE \"key\" ORDER BY seqno))) AS x"
  " FROM pragma_index_list (?1) l ORDER BY x)";
static const char strict_sql[] = "SELECT format ('%d %d', strict, wr) FROM pragma_table_list WHERE name = ?1";
static const char foreign_sql[] =
  "SELECT group_concat (format ('%s %s', \"table\", \"to\")) FROM pragma_foreign_key_list (?1)";

static char *
ask (sqlite3 *handle, const char *sql, const char *table)
{
  sqlite3_stmt *statement;
  char *answer;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return answer;
}

static void
run (sqlite3 *handle, const char *sql)
{
  char *message = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

static char *
plain_name (const MusterKind *kind)
{
  char *quoted = muster_table_name (kind);

  memmove (quoted, quoted + 1, strlen (quoted));
  quoted[strlen (quoted) - 1] = '\0';
  return quoted;
}

static void
test_migrations (Fixture *self, gconstpointer data)
{
  static const char *const questions[] = { columns_sql, indexes_sql, strict_sql, foreign_sql };
  sqlite3 *migrated, *described;

  fixture_close (self);
  g_assert_cmpint (sqlite3_open (self->path, &migrated), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_open (":memory:", &described), ==, SQLITE_OK);
  run (described, "CREATE TABLE record (rowid INTEGER PRIMARY KEY)");
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);
      g_autofree char *ddl = muster_table_to_ddl (kind);
      g_autofree char *table = plain_name (kind);

      run (described, ddl);
      for (guint j = 0; j < G_N_ELEMENTS (questions); j++)
        {
          g_autofree char *was = ask (migrated, questions[j], table);
          g_autofree char *is = ask (described, questions[j], table);

          g_assert_cmpstr (was, ==, is);
          g_assert_true (j > 0 || is != NULL);
        }
    }
  g_assert_cmpint (sqlite3_close (migrated), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (described), ==, SQLITE_OK);
}

/* No table is left of a kind that is described no more. */
static void
test_no_other_tables (Fixture *self, gconstpointer data)
{
  g_autofree char *count = NULL;
  sqlite3 *handle;

  fixture_close (self);
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  count = ask (handle,
               "SELECT count(*) FROM pragma_table_list t, pragma_foreign_key_list (t.name) f"
               " WHERE t.schema = 'main' AND f.\"from\" = 'rowid' AND f.\"table\" = 'record' AND ?1 IS NOT NULL",
               "");
  g_assert_cmpint (atoi (count), ==, MUSTER_N_KINDS);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

/* As after many versions: the columns stand in another order than the fields. */
static void
turn_columns_round (const MusterKind *kind, GString *sql)
{
  g_autofree char *ddl = muster_table_to_ddl (kind);
  g_autofree char *table = muster_table_name (kind);
  g_autofree char *head = g_strdup_printf ("CREATE TABLE %s (\n", table);
  g_auto(GStrv) statements = g_strsplit (ddl, "\n) STRICT;\n", 2);
  g_auto(GStrv) columns = NULL;

  g_assert_true (g_str_has_prefix (statements[0], head));
  columns = g_strsplit (statements[0] + strlen (head), ",\n", -1);
  g_string_append_printf (sql, "DROP TABLE %s; %s", table, head);
  for (guint i = g_strv_length (columns); i-- > 0;)
    g_string_append_printf (sql, "%s%s", columns[i], i > 0 ? ",\n" : "");
  g_string_append_printf (sql, "\n) STRICT;\n%s", statements[1]);
}

static void
test_order_of_columns (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GPtrArray) made = make_up_records (self->random, self->clock, 2);

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    turn_columns_round (muster_kind_get (i), sql);
  world_run_raw (self, sql->str);
  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr(MusterRecord) read = world_get (self, made->pdata[i]);
      const MusterKind *kind = muster_record_get_kind (read);

      for (guint j = 0; j < kind->n_fields; j++)
        g_assert_true (
          muster_field_is_derived (&kind->fields[j])
          || muster_value_equal (muster_record_get_at (read, j), muster_record_get_at (made->pdata[i], j)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/schema/migrations", test_migrations);
  WORLD_ADD ("/store/schema/no-other-tables", test_no_other_tables);
  WORLD_ADD ("/store/schema/order-of-columns", test_order_of_columns);
  return g_test_run ();
}
