/* checker-view.c - what a person may see, by section 9 of the protocol, from the endpoint's log and what was given to
 * her.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker-private.h"

#include <string.h>

struct _CheckerView {
  sqlite3    *db;
  GHashTable *grants;  /* hex ids of scopes */
  GHashTable *answers; /* end of the hex id of a record -> "y" or "n" */
};

static char *
ask (sqlite3 *db, const char *sql, const char *first, const char *second)
{
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, first, -1, SQLITE_TRANSIENT);
  if (second != NULL)
    sqlite3_bind_text (statement, 2, second, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return answer;
}

CheckerView *
checker_view_new (const char *ledger_path, const char *person)
{
  CheckerView *self = g_new0 (CheckerView, 1);
  g_autofree char *scopes = NULL, *server = NULL;
  g_auto(GStrv) list = NULL;

  self->db = checker_open (ledger_path);
  self->grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  server = ask (self->db, "SELECT lower(hex(value)) FROM meta WHERE key = ?1", "server", NULL);
  scopes = ask (self->db, "SELECT group_concat(lower(hex(g.scope))) FROM given g JOIN person p ON p.id = g.person"
                          " WHERE p.name = ?1 AND g.until IS NULL", person, NULL);
  list = g_strsplit (scopes != NULL ? scopes : "", ",", -1);
  for (char **scope = list; *scope != NULL; scope++)
    g_hash_table_add (self->grants, g_strdup (g_str_equal (*scope, server) ? "" : *scope));
  return self;
}

void
checker_view_free (CheckerView *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->grants);
  sqlite3_close (self->db);
  g_free (self);
}

/* The id that a field of the record refers to now, as hex; NULL: none. */
static char *
refers_to (CheckerView *self, const char *record, const char *group, const char *field)
{
  g_autofree char *value = ask (self->db,
                                "SELECT coalesce(merged, value) FROM log_change WHERE lower(hex(record)) = ?1"
                                " AND field_group = ?2 AND outcome IN (0, 2) ORDER BY seq DESC LIMIT 1",
                                record, group);
  json_t *json = value != NULL ? json_loads (value, JSON_DECODE_ANY, NULL) : NULL;
  const char *id = json_string_value (json_object_get (json, field));
  GString *hex = id != NULL ? g_string_new (id) : NULL;

  if (hex != NULL)
    g_string_replace (hex, "-", "", 0);
  json_decref (json);
  return hex != NULL ? g_string_free (hex, FALSE) : NULL;
}

/* Whether the place or one that it is within was given. */
static gboolean
covers (CheckerView *self, const char *place)
{
  g_autofree char *within = NULL;

  if (g_hash_table_contains (self->grants, "") || g_hash_table_contains (self->grants, place))
    return TRUE;
  within = refers_to (self, place, "area", "area");
  return within != NULL && covers (self, within);
}

static char *
home_of (CheckerView *self, const char *record)
{
  return ask (
    self->db,
    "SELECT lower(hex(c.home)) FROM log_change h JOIN log_commit c ON c.seq = h.seq WHERE lower(hex(h.record)) = ?1"
    " ORDER BY h.seq LIMIT 1",
    record, NULL);
}

/* Where a risk was refused, what belongs to it stands at the home of its author. */
static gboolean
sees_record (CheckerView *self, const char *record)
{
  g_autofree char *risk = refers_to (self, record, "assessment", "risk");
  g_autofree char *home = home_of (self, risk != NULL ? risk : record);
  g_autofree char *place = refers_to (self, risk != NULL ? risk : record, "scope", "scope");

  if (home == NULL)
    home = home_of (self, record);
  return covers (self, place != NULL ? place : home);
}

gboolean
checker_view_sees (CheckerView *self, const char *end_of_record)
{
  const char *known = g_hash_table_lookup (self->answers, end_of_record);
  g_autofree char *record = NULL;

  if (known == NULL)
    {
      record =
        ask (self->db, "SELECT lower(hex(record)) FROM log_change WHERE lower(hex(record)) LIKE '%' || ?1 LIMIT 1",
             end_of_record, NULL);
      known = record != NULL && sees_record (self, record) ? "y" : "n";
      g_hash_table_insert (self->answers, g_strdup (end_of_record), (gpointer) known);
    }
  return *known == 'y';
}

gboolean
checker_view_keeps (CheckerView *self, const char *path, const char *end_of_record)
{
  sqlite3 *file = checker_open (path);
  g_autofree char *known = ask (self->db, "SELECT 1 FROM log_change WHERE lower(hex(record)) LIKE '%' || ?1 LIMIT 1",
                                end_of_record, NULL);
  g_autofree char *place = ask (file, "SELECT replace(value ->> 'scope', '-', '') FROM aside_change"
                                      " WHERE field_group = 'scope' AND lower(hex(record)) LIKE '%' || ?1"
                                      " ORDER BY version DESC LIMIT 1", end_of_record, NULL);

  sqlite3_close (file);
  return known == NULL && place != NULL && covers (self, place);
}
