/* muster-today.c - one pass over what is open, kind by kind; only the columns that decide are read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "muster-place.h"
#include "muster-table.h"
#include "muster-today-private.h"

/* A place with more rows than these is found among all of a kind, not by looking each up in every kind. */
#define MOST_LOOKED_UP 1000

/* What is found belongs to a part, before it is known how many there are. */
typedef struct {
  gint64  rowid;
  guint32 day;
  guint   kind; /* its place in the order of kinds */
} Found;

typedef struct {
  MusterTodayReading reading;
  GArray            *found[MUSTER_TODAY_N]; /* of Found */
} Pass;

static void
item_free (gpointer data)
{
  MusterTodayItem *item = data;

  g_clear_object (&item->record);
  g_clear_pointer (&item->changes, g_ptr_array_unref);
  g_free (item->context);
  g_free (item);
}

void
muster_today_free (MusterToday *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
  g_free (self->actor);
  g_free (self);
}

/* ---- which rows -------------------------------------------------------------------------------------------------- */

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Organisations, people and bodies are everybody's, wherever one looks. */
gboolean
muster_today_is_inside (MusterTodayReading *self, const MusterKind *kind, gint64 rowid)
{
  return self->inside == NULL || (muster_kind_is_directory (kind) && !muster_kind_is_place (kind))
         || g_array_binary_search (self->inside, &rowid, compare_rowids, NULL);
}

static void
append_open (GString *sql, const MusterDuty *duty)
{
  if (duty->done != NULL)
    g_string_append_printf (sql, " AND t.\"%s\" IS NULL", duty->done->name);
  if (duty->status == NULL)
    return;
  g_string_append_printf (sql, " AND (t.\"%s\" IS NULL OR t.\"%s\" NOT IN (", duty->status->name, duty->status->name);
  for (guint i = 0; duty->closed[i] != NULL; i++)
    g_string_append_printf (sql, "%s'%s'", i > 0 ? ", " : "", duty->closed[i]);
  g_string_append (sql, "))");
}

static char *
quote_or_null (const MusterField *field, const char *companion)
{
  return field != NULL ? g_strdup_printf ("t.\"%s%s\"", field->name, companion) : g_strdup ("NULL");
}

/* Nearly all rows are not archived: by an index that begins with that, each would be looked up apart. A place that has
 * few rows is another matter. */
static void
append_rows (GString *sql, const MusterDuty *duty, gboolean few)
{
  g_autofree char *table = muster_table_name (duty->kind);

  if (few)
    g_string_append_printf (sql, " FROM json_each (?1) f CROSS JOIN %s t ON t.rowid = f.value", table);
  else
    g_string_append_printf (sql, " FROM %s t NOT INDEXED", table);
  g_string_append (sql, " WHERE t.archived = 0");
}

/* rowid, the last day, who owns it, what it is a part of, and whether it needs no day. */
static char *
make_sql (const MusterDuty *duty, gboolean few)
{
  g_autofree char *due = quote_or_null (duty->due, ".latest");
  g_autofree char *owner = quote_or_null (duty->owner, "");
  g_autofree char *parent = quote_or_null (muster_kind_parent_field (duty->kind), "");
  g_autofree char *excused = quote_or_null (duty->excused, "");
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT t.rowid, %s, %s, %s, %s IS '%s'", due, owner, parent, excused,
                          duty->excused_nick != NULL ? duty->excused_nick : "");
  append_rows (sql, duty, few);
  append_open (sql, duty);
  return g_string_free (sql, FALSE);
}

static gboolean
is_asked_for (Pass *pass, const MusterDuty *duty, gint64 rowid, MusterNames names, const char *parent)
{
  MusterTodayReading *reading = &pass->reading;

  if (reading->question->mine && !(names & MUSTER_NAMES_ME)
      && !(names & MUSTER_NAMES_NOBODY
           && muster_mine_has_whole (reading->mine, muster_kind_parent_field (duty->kind), parent)))
    return FALSE;
  return muster_today_is_inside (reading, duty->kind, rowid);
}

static void
sort_row (Pass *pass, const MusterDuty *duty, MusterStatement *statement)
{
  const char *owner = muster_statement_get_text (statement, 2), *parent = muster_statement_get_text (statement, 3);
  Found found = { muster_statement_get_number (statement, 0), (guint32) muster_statement_get_number (statement, 1),
                  duty->kind->id };
  guint32 today = pass->reading.today->today;
  MusterNames names = duty->owner != NULL ? muster_mine_read (pass->reading.mine, duty->owner, owner)
                                          : MUSTER_NAMES_NOBODY;
  gboolean late = found.day != 0 && found.day < today;
  gboolean near = found.day >= today && found.day - today <= MUSTER_DUE_SOON_DAYS;
  gboolean undated = duty->due != NULL && found.day == 0 && muster_statement_get_number (statement, 4) == 0;
  gboolean unowned = duty->owner != NULL && (names & MUSTER_NAMES_NOBODY) != 0;

  if ((!late && !near && !undated && !unowned) || !is_asked_for (pass, duty, found.rowid, names, parent))
    return;
  if (late || near)
    g_array_append_val (pass->found[duty->review ? MUSTER_TODAY_REVIEWS
                                    : late       ? MUSTER_TODAY_OVERDUE
                                                 : MUSTER_TODAY_SOON], found);
  if (undated)
    g_array_append_val (pass->found[MUSTER_TODAY_UNDATED], found);
  if (unowned)
    g_array_append_val (pass->found[MUSTER_TODAY_UNOWNED], found);
}

static gboolean
read_kind (Pass *pass, const MusterDuty *duty, GError **error)
{
  const char *few = pass->reading.few;
  g_autofree char *sql = make_sql (duty, few != NULL);
  g_autoptr(MusterStatement) statement = muster_db_prepare (pass->reading.replica->db, sql, error);
  gboolean row = TRUE;

  if (statement != NULL && few != NULL)
    muster_statement_bind_text (statement, 1, few);
  while (statement != NULL && row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        sort_row (pass, duty, statement);
    }
  return statement != NULL;
}

/* ---- what is shown of them --------------------------------------------------------------------------------------- */

/* What has waited longest comes first; what has no day goes by kind, in the order made. */
static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *x = a, *y = b;
  guint32 day_x = x->day != 0 ? x->day : G_MAXUINT32, day_y = y->day != 0 ? y->day : G_MAXUINT32;

  if (day_x != day_y)
    return day_x < day_y ? -1 : 1;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* What a person needs to know it by: the plan of a milestone, the risk of a mitigation, else the team. */
static char *
make_context (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (kind, fields);

  for (guint i = 0; i < n; i++)
    if (muster_record_has (record, fields[i]->name))
      return g_strdup (muster_record_get_ref_title (record, fields[i]->name));
  return g_strdup ("");
}

MusterTodayItem *
muster_today_make_item (MusterTodayReading *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterRecord) record = muster_replica_get (self->replica, id, error);
  MusterTodayItem *item;

  if (record == NULL)
    return NULL;
  item = g_new0 (MusterTodayItem, 1);
  item->day = muster_rules_due_day (record);
  item->context = make_context (record);
  item->record = g_steal_pointer (&record);
  return item;
}

static gboolean
add_item (MusterTodayReading *self, GPtrArray *items, gint64 rowid, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "SELECT id FROM record WHERE rowid = ?1", error);
  g_autoptr(GError) local = NULL;
  MusterTodayItem *item;
  gboolean row;
  MusterId id;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row || !muster_statement_get_id (statement, 0, &id))
    return TRUE;
  item = muster_today_make_item (self, &id, &local);
  if (item != NULL)
    g_ptr_array_add (items, item);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return item != NULL || error == NULL || *error == NULL;
}

static gboolean
add_items (Pass *pass, guint part, GError **error)
{
  MusterToday *today = pass->reading.today;
  GArray *found = pass->found[part];

  g_array_sort (found, compare_found);
  today->n[part] = found->len;
  for (guint i = 0; i < MIN (found->len, pass->reading.question->limits[part]); i++)
    if (!add_item (&pass->reading, today->items[part], g_array_index (found, Found, i).rowid, error))
      return FALSE;
  return TRUE;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static char *
list_rowids (const GArray *rowids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < rowids->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (rowids, gint64, i));
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
read_scope (MusterTodayReading *self, GError **error)
{
  const GArray *inside;

  if (muster_id_is_nil (&self->question->scope))
    return TRUE;
  inside = muster_replica_read_scope (self->replica, &self->question->scope, error);
  if (inside != NULL)
    self->inside = g_array_ref ((GArray *) inside);
  if (inside != NULL && inside->len <= MOST_LOOKED_UP)
    self->few = list_rowids (inside);
  return inside != NULL;
}

static gboolean
read_parts (Pass *pass, GError **error)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterDuty *duty = muster_duty_of (muster_kind_get (i));

      if (duty != NULL && !read_kind (pass, duty, error))
        return FALSE;
    }
  for (guint i = 0; i < MUSTER_TODAY_CHANGED; i++)
    if (!add_items (pass, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_all (Pass *pass, GError **error)
{
  MusterReplica *replica = pass->reading.replica;
  GError *local = NULL;

  pass->reading.mine = muster_mine_new (replica);
  pass->reading.today->is_empty =
    muster_db_get_number (replica->db, "SELECT NOT EXISTS (SELECT 1 FROM record)", &local) != 0;
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return read_scope (&pass->reading, error) && read_parts (pass, error)
         && muster_today_read_changes (&pass->reading, error);
}

MusterToday *
muster_replica_read_today (MusterReplica *self, const MusterTodayQuestion *question, GError **error)
{
  g_autoptr(MusterToday) today = muster_today_take_ahead (self, question);
  Pass pass = { { self, question } };
  gboolean read;

  if (today != NULL)
    return g_steal_pointer (&today);
  pass.reading.today = today = g_new0 (MusterToday, 1);
  today->today = muster_clock_today (self->clock);
  today->since = question->since;
  today->actor = g_strdup (self->actor);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    {
      today->items[i] = g_ptr_array_new_with_free_func (item_free);
      pass.found[i] = g_array_new (FALSE, FALSE, sizeof (Found));
    }
  /* Counts, rows and changes are of one moment. */
  read = muster_db_begin_read (self->db, error);
  if (read)
    {
      read = read_all (&pass, error);
      muster_db_rollback (self->db);
    }
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    g_array_unref (pass.found[i]);
  g_clear_pointer (&pass.reading.mine, muster_mine_free);
  g_clear_pointer (&pass.reading.inside, g_array_unref);
  g_free (pass.reading.few);
  return read ? g_steal_pointer (&today) : NULL;
}

/* ---- what is counted, and not shown ------------------------------------------------------------------------------ */

/* Of the kinds that have a day to go by; with counts of each part in today. */
static gboolean
count_days (MusterReplica *self, const MusterTodayQuestion *question, gboolean reviews_alone, MusterToday *today,
            guint *late_reviews, GError **error)
{
  Pass pass = { { self, question, today } };
  gboolean read;

  today->today = muster_clock_today (self->clock);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    pass.found[i] = g_array_new (FALSE, FALSE, sizeof (Found));
  pass.reading.mine = muster_mine_new (self);
  read = read_scope (&pass.reading, error);
  for (guint i = 0; read && i < MUSTER_N_KINDS; i++)
    {
      const MusterDuty *duty = muster_duty_of (muster_kind_get (i));

      if (duty != NULL && duty->due != NULL && duty->review == reviews_alone)
        read = read_kind (&pass, duty, error);
    }
  for (guint i = 0; i < pass.found[MUSTER_TODAY_REVIEWS]->len; i++)
    *late_reviews += g_array_index (pass.found[MUSTER_TODAY_REVIEWS], Found, i).day < today->today;
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    {
      today->n[i] = pass.found[i]->len;
      g_array_unref (pass.found[i]);
    }
  muster_mine_free (pass.reading.mine);
  g_clear_pointer (&pass.reading.inside, g_array_unref);
  g_free (pass.reading.few);
  return read;
}

gboolean
muster_replica_count_late_reviews (MusterReplica *self, gboolean mine, guint *n, GError **error)
{
  const MusterTodayQuestion question = { .mine = mine };
  MusterToday today = { 0 };

  *n = 0;
  return count_days (self, &question, TRUE, &today, n, error);
}

gboolean
muster_replica_count_due (MusterReplica *self, const MusterId *scope, guint *n_overdue, guint *n_soon, GError **error)
{
  const MusterTodayQuestion question = { .scope = *scope };
  MusterToday today = { 0 };
  guint late_reviews = 0;

  if (!count_days (self, &question, FALSE, &today, &late_reviews, error))
    return FALSE;
  *n_overdue = today.n[MUSTER_TODAY_OVERDUE];
  *n_soon = today.n[MUSTER_TODAY_SOON];
  return TRUE;
}
