/* muster-record-list.c - ordered rowids, rows on demand, refreshes in exact ranges.
 *
 * Why not hand the query to GtkSortListModel and friends: they read every item (100,000 records) and keep them, and an
 * items-changed over everything makes GTK 4.8 fetch all again and lose scroll and selection. So SQL sorts and filters;
 * here is one array of rowids and, for the 200 or so rows that a view keeps, an object each. A refresh compares the new
 * array with the old: equal ends are left alone and, when few rows came or went in between, each run is told by itself;
 * many runs are told as one range. The first rows of a new answer come with it, so that they are there when they are
 * first shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-answer-private.h"
#include "muster-row-private.h"
#include "muster-telling-private.h"

#include <string.h>

/* Records that come with an answer: what a window shows of it. */
#define AT_HAND 40

/* ---- list -------------------------------------------------------------------------------------------------------- */

struct _MusterRecordList {
  GObject       parent_instance;
  MusterStore  *store;
  MusterQuery  *query;
  MusterTelling *telling;   /* the rows, in order */
  GHashTable   *rows;       /* rowid -> MusterRow, not owned: those that somebody holds */
  GHashTable   *requested;  /* rowids being loaded; set of gint64 keys, owned */
  guint         generation; /* of the query; late answers of older ones are dropped */
  gboolean      loading, asked_again, under_way;
  char         *error;      /* nullable */
  gulong        changed_id;
  GArray       *wanted;     /* of gint64: rows to load at the next idle */
  GHashTable   *at_hand;    /* rowid -> MusterRecord: came with the answer that is being told; nullable, not owned */
  guint         load_id;
};

static void muster_record_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterRecordList, muster_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, muster_record_list_model_init))

enum { PROP_0, PROP_LOADING, PROP_ERROR_MESSAGE, N_PROPS };
static GParamSpec *props[N_PROPS];

/* ---- loading rows ------------------------------------------------------------------------------------------------ */

typedef struct {
  const MusterKind *kind;
  GArray           *rowids; /* of gint64 */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_array_unref (load->rowids);
  g_free (load);
}

static gpointer
load_records (MusterReplica *replica, gpointer data, GError **error)
{
  Load *load = data;

  return muster_replica_load (replica, load->kind, (const void *) load->rowids->data, load->rowids->len, error);
}

typedef struct {
  MusterRecordList *list; /* owned */
  GArray           *rowids;
} Asked;

static void
on_records (GObject *object, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  GPtrArray *records = muster_store_read_finish (MUSTER_STORE (object), result, NULL);

  for (guint i = 0; i < asked->rowids->len; i++)
    {
      gint64 *rowid = &g_array_index (asked->rowids, gint64, i);
      MusterRow *row = g_hash_table_lookup (asked->list->rows, rowid);

      g_hash_table_remove (asked->list->requested, rowid);
      if (records != NULL && row != NULL && records->pdata[i] != NULL)
        muster_row_set_record (row, records->pdata[i]);
    }
  g_clear_pointer (&records, g_ptr_array_unref);
  g_array_unref (asked->rowids);
  g_object_unref (asked->list);
  g_free (asked);
}

static gboolean
load_wanted (gpointer data)
{
  MusterRecordList *self = data;
  Load *load = g_new0 (Load, 1);
  Asked *asked = g_new0 (Asked, 1);

  self->load_id = 0;
  load->kind = muster_query_get_kind (self->query);
  load->rowids = g_steal_pointer (&self->wanted);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  asked->list = g_object_ref (self);
  asked->rowids = g_array_ref (load->rowids);
  muster_store_read_async (self->store, load_records, load, load_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, on_records, asked);
  return G_SOURCE_REMOVE;
}

/* Gathers what a frame asks for: one read for all of it. */
static void
want (MusterRecordList *self, gint64 rowid)
{
  if (g_hash_table_contains (self->requested, &rowid))
    return;
  g_hash_table_add (self->requested, g_memdup2 (&rowid, sizeof rowid));
  g_array_append_val (self->wanted, rowid);
  if (self->load_id == 0)
    self->load_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, load_wanted, self, NULL);
}

void
muster_record_list_drop_row (MusterRecordList *self, gint64 rowid)
{
  g_hash_table_remove (self->rows, &rowid);
}

/* ---- list model -------------------------------------------------------------------------------------------------- */

static GType
muster_record_list_get_item_type (GListModel *model)
{
  return MUSTER_TYPE_ROW;
}

static guint
muster_record_list_get_n_items (GListModel *model)
{
  return MUSTER_RECORD_LIST (model)->telling->rowids->len;
}

static gpointer
muster_record_list_get_item (GListModel *model, guint position)
{
  MusterRecordList *self = MUSTER_RECORD_LIST (model);
  MusterRow *row;
  MusterRecord *record;
  gint64 rowid;

  if (position >= self->telling->rowids->len)
    return NULL;
  rowid = g_array_index (self->telling->rowids, gint64, position);
  row = g_hash_table_lookup (self->rows, &rowid);
  if (row != NULL)
    return g_object_ref (row);

  row = muster_row_new (self, rowid);
  g_hash_table_insert (self->rows, muster_row_key (row), row);
  record = self->at_hand != NULL ? g_hash_table_lookup (self->at_hand, &rowid) : NULL;
  if (record != NULL)
    muster_row_set_record (row, record);
  else
    want (self, rowid);
  return row;
}

static void
muster_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = muster_record_list_get_item_type;
  iface->get_n_items = muster_record_list_get_n_items;
  iface->get_item = muster_record_list_get_item;
}

/* ---- refreshing -------------------------------------------------------------------------------------------------- */

static void
set_loading (MusterRecordList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
set_error (MusterRecordList *self, const char *message)
{
  if (g_strcmp0 (self->error, message) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR_MESSAGE]);
}

static void ask (MusterRecordList *self);

typedef struct {
  MusterRecordList *list; /* owned */
  guint             generation;
} Question;

static void
take_answer (MusterRecordList *self, const MusterAnswer *answer)
{
  g_autoptr(GHashTable) at_hand = g_hash_table_new (g_int64_hash, g_int64_equal);

  /* What changed since may be in them, and nobody would read them again. */
  for (guint i = 0; answer->records != NULL && !self->asked_again && i < answer->records->len; i++)
    if (answer->records->pdata[i] != NULL)
      g_hash_table_insert (at_hand, &g_array_index (answer->rowids, gint64, i), answer->records->pdata[i]);
  self->at_hand = at_hand;
  muster_telling_replace (self->telling, answer->rowids, self->loading);
  self->at_hand = NULL;
  set_error (self, NULL);
  set_loading (self, FALSE);
}

static void
on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr(MusterRecordList) self = question->list;
  gboolean current = question->generation == self->generation;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterAnswer) answer = muster_store_read_finish (MUSTER_STORE (object), result, &error);

  g_free (question);
  self->under_way = FALSE;
  if (current && answer != NULL)
    take_answer (self, answer);
  else if (current && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      set_error (self, error->message);
      set_loading (self, FALSE);
    }
  if (self->asked_again)
    ask (self);
}

/* One question at a time: what comes meanwhile is asked once more afterwards. */
static void
ask (MusterRecordList *self)
{
  Question *question;

  if (self->under_way)
    {
      self->asked_again = TRUE;
      return;
    }
  self->asked_again = FALSE;
  self->under_way = TRUE;
  question = g_new0 (Question, 1);
  question->list = g_object_ref (self);
  question->generation = self->generation;
  muster_store_read_async (self->store, muster_answer_read,
                           muster_answer_new (self->query, self->loading ? AT_HAND : 0), muster_answer_unref,
                           muster_answer_unref, NULL, on_answer, question);
}

/* Rows that are on show are read again; whether rows came, went or moved the query tells. */
static void
on_store_changed (MusterStore *store, GArray *ids, gpointer data)
{
  MusterRecordList *self = data;
  GHashTableIter iter;
  gpointer rowid;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &rowid, NULL))
    {
      g_hash_table_remove (self->requested, rowid); /* an answer under way may be older than the change */
      want (self, *(gint64 *) rowid);
    }
  ask (self);
}

/* ---- object ------------------------------------------------------------------------------------------------------ */

static void
muster_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterRecordList *self = MUSTER_RECORD_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_record_list_dispose (GObject *object)
{
  MusterRecordList *self = MUSTER_RECORD_LIST (object);
  GHashTableIter iter;
  gpointer row;

  g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_handle_id (&self->load_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    muster_row_forget_list (row);
  g_hash_table_remove_all (self->rows);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_record_list_parent_class)->dispose (object);
}

static void
muster_record_list_finalize (GObject *object)
{
  MusterRecordList *self = MUSTER_RECORD_LIST (object);

  muster_query_free (self->query);
  g_array_unref (self->wanted);
  muster_telling_free (self->telling);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->requested);
  g_free (self->error);
  G_OBJECT_CLASS (muster_record_list_parent_class)->finalize (object);
}

static void
muster_record_list_class_init (MusterRecordListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = muster_record_list_get_property;
  object_class->dispose = muster_record_list_dispose;
  object_class->finalize = muster_record_list_finalize;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
muster_record_list_init (MusterRecordList *self)
{
  self->telling = muster_telling_new (G_LIST_MODEL (self));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->requested = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

MusterRecordList *
muster_record_list_new (MusterStore *store, MusterQuery *query)
{
  MusterRecordList *self = g_object_new (MUSTER_TYPE_RECORD_LIST, NULL);

  self->store = g_object_ref (store);
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  self->loading = TRUE;
  self->query = muster_query_copy (query);
  ask (self);
  return self;
}

void
muster_record_list_set_query (MusterRecordList *self, const MusterQuery *query)
{
  MusterQuery *copy = muster_query_copy (query);

  g_return_if_fail (muster_query_get_kind (query) == muster_query_get_kind (self->query));

  muster_query_free (self->query);
  self->query = copy;
  self->generation++;
  set_loading (self, TRUE);
  ask (self);
}

const MusterQuery *
muster_record_list_get_query (MusterRecordList *self)
{
  return self->query;
}

gboolean
muster_record_list_is_loading (MusterRecordList *self)
{
  return self->loading;
}

void
muster_record_list_tell_in_parts (MusterRecordList *self, guint first, guint most)
{
  self->telling->first = first;
  self->telling->most = most;
}

gboolean
muster_record_list_tell_more (MusterRecordList *self, guint n)
{
  return muster_telling_go_on (self->telling, n);
}

gboolean
muster_record_list_has_more (MusterRecordList *self)
{
  return self->telling->answer != NULL;
}

guint
muster_record_list_count (MusterRecordList *self)
{
  return muster_telling_count (self->telling);
}

const char *
muster_record_list_get_error (MusterRecordList *self)
{
  return self->error;
}

gint64
muster_record_list_get_rowid (MusterRecordList *self, guint position)
{
  g_return_val_if_fail (position < self->telling->rowids->len, 0);

  return g_array_index (self->telling->rowids, gint64, position);
}

guint
muster_record_list_find (MusterRecordList *self, gint64 rowid)
{
  for (guint i = 0; i < self->telling->rowids->len; i++)
    if (g_array_index (self->telling->rowids, gint64, i) == rowid)
      return i;
  return G_MAXUINT;
}
