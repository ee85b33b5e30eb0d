/* muster-alike-find.c - which records are alike. A pass over titles and places finds those that share both; only of
 * these is read who made them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-alike-private.h"

#include "muster-place.h"
#include "muster-table.h"
#include "muster-text.h"

#include <string.h>

static const MusterKindId named[] = {
  MUSTER_KIND_TEAM,      MUSTER_KIND_AREA,       MUSTER_KIND_ORGANISATION, MUSTER_KIND_COHORT,     MUSTER_KIND_PLAN,
  MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION,   MUSTER_KIND_RISK,         MUSTER_KIND_MITIGATION, MUSTER_KIND_ISSUE,
  MUSTER_KIND_ASSUMPTION, MUSTER_KIND_PROGRAMME, MUSTER_KIND_WORKSTREAM,   MUSTER_KIND_BODY,       MUSTER_KIND_PERSON,
  MUSTER_KIND_STAKEHOLDER, MUSTER_KIND_KPI,      MUSTER_KIND_BUDGET,
};

static gboolean
is_named (const MusterKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i] == kind->id)
      return TRUE;
  return FALSE;
}

/* What rights go by, what it is within, and whose it is: two boards of one name are two where they have two owners. */
static gboolean
is_place (const MusterKind *kind, const MusterField *field)
{
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (kind, fields);

  if (field->type != MUSTER_VALUE_REF || muster_field_is_derived (field))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (fields[i] == field)
      return TRUE;
  return field->refers == MUSTER_KINDS (ORGANISATION) || field->refers == G_GUINT64_CONSTANT (1) << kind->id;
}

/* The title as it is compared; "" where it has none. */
static char *
fold_title (const char *title)
{
  char *folded = muster_text_fold (title);
  char *end = folded + strlen (folded);

  while (end > folded)
    {
      char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if (!g_unichar_ispunct (c) && !g_unichar_isspace (c))
        break;
      end = last;
    }
  *end = '\0';
  return folded;
}

gboolean
muster_alike_are (MusterRecord *a, MusterRecord *b)
{
  const MusterKind *kind = muster_record_get_kind (a);
  const MusterField *title = muster_kind_title_field (kind);
  g_autofree char *first = NULL, *second = NULL;

  if (muster_record_get_kind (b) != kind || muster_record_is_archived (a) || muster_record_is_archived (b)
      || !is_named (kind))
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_place (kind, &kind->fields[i])
        && !muster_value_equal (muster_record_get_at (a, i), muster_record_get_at (b, i)))
      return FALSE;
  first = fold_title (muster_record_get_text (a, title->name));
  second = fold_title (muster_record_get_text (b, title->name));
  return *first != '\0' && g_str_equal (first, second);
}

/* ---- by title and place ------------------------------------------------------------------------------------------ */

/* A record by what it has to share with another. */
typedef struct {
  guint64 hash;
  gint64  rowid;
} Row;

/* FNV-1a; an end of text counts, so that what stands in two columns is not what stands in one. */
static guint64
add_to_hash (guint64 hash, const char *text)
{
  do
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  while (*text++ != '\0');
  return hash;
}

/* Its rowid, title and places, in the order of the table: an index would lead there and back. */
static char *
make_select (const MusterKind *kind, guint *n_places)
{
  g_autofree char *table = muster_table_name (kind);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT rowid, \"%s\"", muster_kind_title_field (kind)->name);
  *n_places = 0;
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_place (kind, &kind->fields[i]))
      {
        g_string_append_printf (sql, ", \"%s\"", kind->fields[i].name);
        (*n_places)++;
      }
  g_string_append_printf (sql, " FROM %s NOT INDEXED WHERE archived = 0", table);
  return g_string_free (sql, FALSE);
}

static void
add_row (MusterStatement *statement, guint n_places, GArray *rows)
{
  const char *title = muster_statement_get_text (statement, 1);
  g_autofree char *folded = title != NULL ? fold_title (title) : NULL;
  Row row = { G_GUINT64_CONSTANT (0xcbf29ce484222325), muster_statement_get_number (statement, 0) };

  if (folded == NULL || *folded == '\0')
    return;
  row.hash = add_to_hash (row.hash, folded);
  for (guint i = 0; i < n_places; i++)
    {
      const char *place = muster_statement_get_text (statement, (int) i + 2);

      row.hash = add_to_hash (row.hash, place != NULL ? place : "");
    }
  g_array_append_val (rows, row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *first = a, *second = b;

  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;
  return (first->rowid > second->rowid) - (first->rowid < second->rowid);
}

/* All of a kind, those that may be alike one behind the other. */
static GArray *
read_rows (MusterReplica *replica, const MusterKind *kind, GError **error)
{
  guint n_places;
  g_autofree char *sql = make_select (kind, &n_places);
  g_autoptr(MusterStatement) statement = muster_db_prepare (replica->db, sql, error);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        add_row (statement, n_places, rows);
    }
  g_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}

/* ---- by making --------------------------------------------------------------------------------------------------- */

void
muster_making_clear (gpointer making)
{
  g_clear_pointer (&((MusterMaking *) making)->actor, g_free);
}

gboolean
muster_alike_read_making (MusterReplica *replica, const MusterId *id, MusterMaking *making, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (replica->db,
                       "SELECT c.version, c.replica, c.origin, c.at, c.actor FROM log_change h"
                       " JOIN log_commit c ON c.version = h.version WHERE h.record = ?1 AND h.field_group = '_exists'"
                       " AND (h.outcome IS NULL OR h.outcome = 'merged') ORDER BY h.version LIMIT 1",
                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error) || !row)
    return FALSE;
  making->version = muster_statement_get_number (statement, 0);
  making->loaded = g_strcmp0 (muster_statement_get_text (statement, 2), "load") == 0;
  making->at = muster_statement_get_number (statement, 3);
  making->actor = g_strdup (muster_statement_get_text (statement, 4));
  return muster_statement_get_id (statement, 1, &making->replica);
}

/* A large load is cut into several saves. */
static gboolean
is_one_making (const MusterMaking *a, const MusterMaking *b)
{
  return a->version == b->version || (a->loaded && b->loaded && muster_id_equal (&a->replica, &b->replica));
}

typedef struct {
  MusterId     id;
  MusterMaking making;
} Made;

static void
made_clear (gpointer data)
{
  muster_making_clear (&((Made *) data)->making);
}

static int
compare_made (gconstpointer a, gconstpointer b)
{
  const Made *first = a, *second = b;

  return (first->making.version > second->making.version) - (first->making.version < second->making.version);
}

static GArray *
read_makings (MusterReplica *replica, const Row *rows, guint n, GError **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, TRUE, sizeof (Made));

  g_array_set_clear_func (list, made_clear);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(MusterStatement) statement =
        muster_db_prepare (replica->db, "SELECT id FROM record WHERE rowid = ?1", error);
      g_autoptr(GError) local = NULL;
      Made made = { 0 };
      gboolean row;

      if (statement == NULL)
        return NULL;
      muster_statement_bind_number (statement, 1, rows[i].rowid);
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row && muster_statement_get_id (statement, 0, &made.id)
          && muster_alike_read_making (replica, &made.id, &made.making, &local))
        g_array_append_val (list, made);
      else if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  g_array_sort (list, compare_made);
  return g_steal_pointer (&list);
}

/* ---- those that are left ----------------------------------------------------------------------------------------- */

static gboolean
is_apart (MusterReplica *replica, const MusterId *a, const MusterId *b, gboolean *apart, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (replica->db, "SELECT 1 FROM apart WHERE first = ?1 AND second = ?2", error);
  gboolean swap = memcmp (a, b, sizeof *a) > 0;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, swap ? b : a, sizeof *a);
  muster_statement_bind_blob (statement, 2, swap ? a : b, sizeof *a);
  return muster_statement_step (statement, apart, error);
}

/* Two may share a hash by chance: the records decide. */
static gboolean
are_alike (MusterReplica *replica, const MusterId *a, const MusterId *b)
{
  g_autoptr(MusterRecord) first = muster_replica_load_plain (replica, a, NULL, NULL);
  g_autoptr(MusterRecord) second = muster_replica_load_plain (replica, b, NULL, NULL);

  return first != NULL && second != NULL && muster_alike_are (first, second);
}

static gboolean
add_pairs (MusterReplica *replica, const Row *rows, guint n, GArray *pairs, GError **error)
{
  g_autoptr(GArray) list = read_makings (replica, rows, n, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 1; i < list->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const Made *early = &g_array_index (list, Made, j), *late = &g_array_index (list, Made, i);
        MusterAlikePair pair = { late->making.version, { early->id, late->id } };
        gboolean apart;

        if (is_one_making (&early->making, &late->making))
          continue;
        if (!is_apart (replica, &early->id, &late->id, &apart, error))
          return FALSE;
        if (apart || !are_alike (replica, &early->id, &late->id))
          continue;
        g_array_append_val (pairs, pair);
        break;
      }
  return TRUE;
}

static gboolean
add_of_kind (MusterReplica *replica, const MusterKind *kind, GArray *pairs, GError **error)
{
  g_autoptr(GArray) rows = read_rows (replica, kind, error);

  if (rows == NULL)
    return FALSE;
  for (guint first = 0, end; first < rows->len; first = end)
    {
      const Row *row = &g_array_index (rows, Row, first);

      for (end = first + 1; end < rows->len && g_array_index (rows, Row, end).hash == row->hash; end++)
        ;
      if (end - first > 1 && end - first <= MUSTER_ALIKE_MOST && !add_pairs (replica, row, end - first, pairs, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const MusterAlikePair *first = a, *second = b;

  if (first->later != second->later)
    return first->later < second->later ? 1 : -1;
  return memcmp (first->ids, second->ids, sizeof first->ids);
}

GArray *
muster_alike_find (MusterReplica *replica, GError **error)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (MusterAlikePair));

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (!add_of_kind (replica, muster_kind_get (named[i]), pairs, error))
      return NULL;
  g_array_sort (pairs, compare_pairs);
  return g_steal_pointer (&pairs);
}
