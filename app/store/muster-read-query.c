/* muster-read-query.c - the ordered rowids of a query, and how many of its records stand in each cell of a map.
 *
 * Words are looked for first, by themselves, over the records of all kinds: SQLite would put what they find into a tree
 * of its own to hold the rows against, which for a letter that nearly every record has takes longer than all the rest.
 * Few are looked up one by one and sorted; many become one bit a record, and the rows that have theirs are taken as the
 * index gives them in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-query-private.h"
#include "muster-replica-private.h"
#include "muster-table.h"

#define MOST_LOOKED_UP 1000
/* Rowids are given one after the other. A file in which they are not has no room in memory for its bits. */
#define MOST_BITS (G_GINT64_CONSTANT (1) << 28)

/* One of some choices or texts, "" for nothing at all. */
static void
append_choices (GString *sql, const MusterFilter *filter)
{
  g_auto(GStrv) terms = muster_filter_get_terms (filter);

  if (filter->field->type == MUSTER_VALUE_PARTY)
    g_string_append_printf (sql, " AND (json_extract (t.\"%s\", '$.text') IN (", filter->field->name);
  else
    g_string_append_printf (sql, " AND (t.\"%s\" IN (", filter->field->name);
  for (guint i = 0; terms[i] != NULL; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_c (sql, ')');
  if (g_strv_contains ((const char *const *) terms, ""))
    g_string_append_printf (sql, " OR t.\"%s\" IS NULL", filter->field->name);
  g_string_append_c (sql, ')');
}

static void
append_cells (GString *sql, const MusterQuery *query)
{
  const char *separator = "";

  g_string_append_printf (sql, " AND (t.\"%s\", t.\"%s\") IN (VALUES ", query->map->name, query->map[1].name);
  for (int score = 1; score <= 5; score++)
    for (int next = 1; next <= 5; next++)
      if (query->cells & MUSTER_CELL (score, next))
        {
          g_string_append_printf (sql, "%s(%d, %d)", separator, score, next);
          separator = ", ";
        }
  g_string_append_c (sql, ')');
}

static void
append_where (GString *sql, const MusterQuery *query)
{
  static const char *const archived[] = {
    [MUSTER_ARCHIVED_HIDDEN] = "t.archived = 0",
    [MUSTER_ARCHIVED_ONLY] = "t.archived = 1",
    [MUSTER_ARCHIVED_SHOWN] = "t.archived IN (0, 1)",
  };

  g_string_append_printf (sql, " WHERE %s", archived[query->archived]);
  for (guint i = 0; i < query->filters->len; i++)
    {
      const MusterFilter *filter = &g_array_index (query->filters, MusterFilter, i);
      g_autofree char *column = muster_table_range_column (filter->field);

      if (filter->field->type == MUSTER_VALUE_REF || filter->field->type == MUSTER_VALUE_REFS)
        g_string_append (sql, " AND t.rowid IN (SELECT source FROM link WHERE target = ? AND field = ?)");
      else if (filter->terms != NULL)
        append_choices (sql, filter);
      else
        g_string_append_printf (sql, " AND t.%s BETWEEN ? AND ?", column);
    }
  if (query->cells != 0)
    append_cells (sql, query);
}

static void
append_order (GString *sql, const MusterQuery *query)
{
  g_autofree char *column = muster_table_sort_column (query->sort);

  /* Without an index, so for those alone who compare what they get with what others got. */
  g_string_append_printf (sql, " ORDER BY t.%s%s NULLS LAST, %s%s", column, query->descending ? " DESC" : "",
                          query->stable ? "(SELECT id FROM record r WHERE r.rowid = t.rowid)" : "t.rowid",
                          query->descending ? " DESC" : "");
}

/* among: only the rows of a JSON array, which then is the first parameter. map: the cell of each row, in no order. */
static char *
query_to_sql (const MusterQuery *query, gboolean among, const MusterField *map)
{
  g_autofree char *table = muster_table_name (query->kind);
  GString *sql = g_string_new ("SELECT t.rowid");

  if (map != NULL)
    g_string_append_printf (sql, ", t.\"%s\", t.\"%s\"", map->name, map[1].name);
  /* CROSS, so that SQLite goes to these few rows and not through the order. */
  if (among)
    g_string_append_printf (sql, " FROM json_each (?) f CROSS JOIN %s t ON t.rowid = f.value", table);
  else
    g_string_append_printf (sql, " FROM %s t", table);
  append_where (sql, query);
  if (map == NULL)
    append_order (sql, query);
  return g_string_free (sql, FALSE);
}

static int
bind_choices (MusterStatement *statement, const MusterFilter *filter, int index)
{
  g_auto(GStrv) terms = muster_filter_get_terms (filter);

  for (guint i = 0; terms[i] != NULL; i++)
    muster_statement_bind_text (statement, index++, terms[i]);
  return index;
}

static void
bind_filters (MusterStatement *statement, const MusterQuery *query, int index)
{
  for (guint i = 0; i < query->filters->len; i++)
    {
      const MusterFilter *filter = &g_array_index (query->filters, MusterFilter, i);

      if (filter->field->type == MUSTER_VALUE_REF || filter->field->type == MUSTER_VALUE_REFS)
        {
          muster_statement_bind_blob (statement, index++, &filter->id, sizeof filter->id);
          muster_statement_bind_text (statement, index++, filter->field->name);
        }
      else if (filter->terms != NULL)
        index = bind_choices (statement, filter, index);
      else
        {
          muster_statement_bind_number (statement, index++, filter->low);
          muster_statement_bind_number (statement, index++, filter->high);
        }
    }
}

/* What is made of each row: its rowid, in order, or a count in its cell. */
typedef struct {
  GArray    *rowids; /* NULL: counts */
  MusterMap *map;
} Taking;

static void
take_row (MusterStatement *statement, gint64 rowid, const Taking *taking)
{
  gint64 score, next;

  if (taking->rowids != NULL)
    {
      g_array_append_val (taking->rowids, rowid);
      return;
    }
  score = muster_statement_get_number (statement, 1);
  next = muster_statement_get_number (statement, 2);
  if (score >= 1 && score <= 5 && next >= 1 && next <= 5)
    taking->map->cells[score - 1][next - 1]++;
  else
    taking->map->nowhere++;
}

/* Takes the rows of a statement, those without a bit left out. */
static gboolean
read_rows (MusterStatement *statement, const guint8 *bits, gint64 n_bits, const Taking *taking, GError **error)
{
  gboolean row = TRUE;

  while (TRUE)
    {
      gint64 rowid;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rowid = muster_statement_get_number (statement, 0);
      if (bits == NULL || (rowid >= 0 && rowid < n_bits && (bits[rowid / 8] >> (rowid % 8) & 1) != 0))
        take_row (statement, rowid, taking);
    }
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* The records of all kinds that hold the words, ascending. */
static GArray *
find_words (MusterReplica *self, const char *text, GError **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(MusterStatement) statement = NULL;
  gint64 same;
  g_autofree char *match = muster_search_to_match (text, NULL, &same);

  if (match == NULL)
    return g_steal_pointer (&found);
  statement = muster_db_prepare (self->db, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid", error);
  if (statement == NULL)
    return NULL;
  muster_statement_bind_text (statement, 1, match);
  return read_rows (statement, NULL, 0, &(Taking){ found, NULL }, error) ? g_steal_pointer (&found) : NULL;
}

static char *
to_json (GArray *rowids)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < rowids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (rowids, gint64, i));
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static guint8 *
to_bits (GArray *rowids, gint64 n_bits)
{
  guint8 *bits = g_malloc0 ((gsize) n_bits / 8 + 1);

  for (guint i = 0; i < rowids->len; i++)
    {
      gint64 rowid = g_array_index (rowids, gint64, i);

      if (rowid >= 0)
        bits[rowid / 8] |= (guint8) (1 << rowid % 8);
    }
  return bits;
}

/* found NULL: all. map NULL: in order. */
static gboolean
read_found (MusterReplica *self, const MusterQuery *query, GArray *found, const MusterField *map, const Taking *taking,
            GError **error)
{
  gint64 n_bits = found != NULL && found->len > 0 ? g_array_index (found, gint64, found->len - 1) + 1 : 0;
  gboolean among = found != NULL && (found->len <= MOST_LOOKED_UP || n_bits > MOST_BITS);
  g_autofree char *sql = query_to_sql (query, among, map);
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  g_autofree guint8 *bits = found != NULL && !among ? to_bits (found, n_bits) : NULL;

  if (statement == NULL)
    return FALSE;
  if (among)
    {
      g_autofree char *json = to_json (found);

      muster_statement_bind_text (statement, 1, json);
    }
  bind_filters (statement, query, among ? 2 : 1);
  return read_rows (statement, bits, n_bits, taking, error);
}

/* What is in both, ascending. */
static GArray *
intersect (const GArray *a, const GArray *b)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0, j = 0; i < a->len && j < b->len;)
    {
      gint64 one = g_array_index (a, gint64, i), other = g_array_index (b, gint64, j);

      if (one == other)
        g_array_append_val (both, one);
      i += one <= other;
      j += other <= one;
    }
  return both;
}

/* Those of the scope among them; found NULL: all of them. Takes found. */
static GArray *
keep_in_scope (MusterReplica *self, const MusterQuery *query, GArray *found /* taken */, GError **error)
{
  g_autoptr(GArray) all = found;
  const GArray *inside = muster_replica_read_scope (self, &query->scope, error);

  if (inside == NULL)
    return NULL;
  return all != NULL ? intersect (all, inside) : g_array_copy ((GArray *) inside);
}

static gboolean
read_query (MusterReplica *self, const MusterQuery *query, const MusterField *map, const Taking *taking, GError **error)
{
  g_autoptr(GArray) found = NULL;

  if (query->text[0] != '\0' && (found = find_words (self, query->text, error)) == NULL)
    return FALSE;
  if (muster_query_is_scoped (query) && (found == NULL || found->len > 0)
      && (found = keep_in_scope (self, query, g_steal_pointer (&found), error)) == NULL)
    return FALSE;
  return (found != NULL && found->len == 0) || read_found (self, query, found, map, taking, error);
}

GArray *
muster_replica_query (MusterReplica *self, const MusterQuery *query, GError **error)
{
  g_autoptr(GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return read_query (self, query, NULL, &(Taking){ rowids, NULL }, error) ? g_steal_pointer (&rowids) : NULL;
}

gboolean
muster_replica_count_cells (MusterReplica *self, const MusterQuery *query, const char *field, MusterMap *map,
                            GError **error)
{
  const MusterField *description = muster_kind_get_field (query->kind, field);
  g_autoptr(MusterQuery) everywhere = muster_query_copy (query);

  g_assert (description != NULL && (description->flags & MUSTER_FIELD_MAP) != 0);
  *map = (MusterMap){ 0 };
  everywhere->cells = 0;
  return read_query (self, everywhere, description, &(Taking){ NULL, map }, error);
}

GPtrArray *
muster_replica_list_parties (MusterReplica *self, const MusterKind *kind, const char *field, guint limit,
                             GError **error)
{
  g_autofree char *table = muster_table_name (kind);
  g_autofree char *sql = g_strdup_printf ("SELECT json_extract (t.\"%s\", '$.text') AS text FROM %s t"
                                          " WHERE t.archived = 0 AND t.\"%s\" IS NOT NULL"
                                          " GROUP BY text ORDER BY count (*) DESC, text LIMIT ?1",
                                          field, table, field);
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, limit);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (texts, g_strdup (muster_statement_get_text (statement, 0)));
    }
  return g_steal_pointer (&texts);
}
