/* muster-today.c - one pass over what is open, kind by kind; only the columns that decide are read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "muster-place.h"
#include "muster-table.h"
#include "muster-today-private.h"

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

/* rowid, the last day, who owns it, what it is a part of, and whether it needs no day. */
static char *
make_sql (const MusterDuty *duty)
{
  g_autofree char *table = muster_table_name (duty->kind);
  g_autofree char *due = quote_or_null (duty->due, ".latest");
  g_autofree char *owner = quote_or_null (duty->owner, "");
  g_autofree char *parent = quote_or_null (muster_kind_parent_field (duty->kind), "");
  g_autofree char *excused = quote_or_null (duty->excused, "");
  GString *sql = g_string_new (NULL);

  /* Nearly all rows are not archived: by an index that begins with that, each would be looked up apart. */
  g_string_append_printf (sql, "SELECT t.rowid, %s, %s, %s, %s IS '%s' FROM %s t NOT INDEXED WHERE t.archived = 0", due,
                          owner, parent, excused, duty->excused_nick != NULL ? duty->excused_nick : "", table);
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
  g_autofree char *sql = make_sql (duty);
  g_autoptr(MusterStatement) statement = muster_db_prepare (pass->reading.replica->db, sql, error);
  gboolean row = TRUE;

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

static gboolean
read_scope (MusterTodayReading *self, GError **error)
{
  const GArray *inside;

  if (muster_id_is_nil (&self->question->scope))
    return TRUE;
  inside = muster_replica_read_scope (self->replica, &self->question->scope, error);
  if (inside != NULL)
    self->inside = g_array_ref ((GArray *) inside);
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
  return read ? g_steal_pointer (&today) : NULL;
}

/* ---- what is told of, and not shown ------------------------------------------------------------------------------ */

static gboolean
read_reviews (Pass *pass, GError **error)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterDuty *duty = muster_duty_of (muster_kind_get (i));

      if (duty != NULL && duty->review && !read_kind (pass, duty, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
muster_replica_count_late_reviews (MusterReplica *self, gboolean mine, guint *n, GError **error)
{
  const MusterTodayQuestion question = { .mine = mine };
  MusterToday today = { .today = muster_clock_today (self->clock) };
  Pass pass = { { self, &question, &today } };
  GArray *reviews;
  gboolean read;

  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    pass.found[i] = g_array_new (FALSE, FALSE, sizeof (Found));
  pass.reading.mine = muster_mine_new (self);
  read = read_reviews (&pass, error);
  reviews = pass.found[MUSTER_TODAY_REVIEWS];
  *n = 0;
  for (guint i = 0; i < reviews->len; i++)
    if (g_array_index (reviews, Found, i).day < today.today)
      (*n)++;
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    g_array_unref (pass.found[i]);
  muster_mine_free (pass.reading.mine);
  return read;
}
