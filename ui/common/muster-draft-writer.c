/* muster-draft-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-draft-writer.h"

#define STORE_KEY "muster-draft-writer"
/* A full disk does not empty within a second. */
#define RETRY_MS 5000

/* Not in the replica yet. */
typedef struct {
  MusterId id;
  const MusterKind *kind;
  GHashTable *texts;
  MusterTime at;
  guint serial;  /* of the newest write */
  GError *error; /* of the last write that ended; nullable */
} Unkept;

struct _MusterDraftWriter {
  GObject parent_instance;
  MusterStore *store;  /* not owned: it owns this; NULL once it is gone */
  GHashTable *unkept;  /* MusterId -> Unkept */
  GPtrArray *waiting;  /* GTask, of settle_async */
  guint n_writes;      /* under way */
  guint serial;
  guint retry_source;
};

G_DEFINE_FINAL_TYPE (MusterDraftWriter, muster_draft_writer, G_TYPE_OBJECT)

enum { KEPT, FAILED, ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
unkept_free (gpointer data)
{
  Unkept *unkept = data;

  g_hash_table_unref (unkept->texts);
  g_clear_error (&unkept->error);
  g_free (unkept);
}

static void write_again (MusterDraftWriter *self);

/* ---- waiting for the end ----------------------------------------------------------------------------------------- */

static const GError *
find_error (MusterDraftWriter *self, const MusterId *id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->unkept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Unkept *unkept = value;

      if (unkept->error != NULL && (id == NULL || muster_id_equal (id, &unkept->id)))
        return unkept->error;
    }
  return NULL;
}

static void
answer_waiting (MusterDraftWriter *self)
{
  g_autoptr(GPtrArray) waiting = NULL;

  if (self->n_writes > 0 || self->waiting->len == 0)
    return;
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);
      const GError *error = find_error (self, g_task_get_task_data (task));

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

gboolean
muster_draft_writer_is_settled (MusterDraftWriter *self, const MusterId *id)
{
  return self->n_writes == 0 && find_error (self, id) == NULL;
}

void
muster_draft_writer_settle_async (MusterDraftWriter *self, const MusterId *id, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, muster_draft_writer_settle_async);
  g_task_set_task_data (task, id != NULL ? muster_id_copy (id) : NULL, g_free);
  g_ptr_array_add (self->waiting, task);
  /* There may be room by now, and who is leaving will not try again. */
  write_again (self);
  answer_waiting (self);
}

gboolean
muster_draft_writer_settle_finish (MusterDraftWriter *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterDraftWriter *self;
  MusterId id;
  guint serial;
} Write;

static gboolean
on_retry_cb (gpointer data)
{
  MusterDraftWriter *self = data;

  self->retry_source = 0;
  write_again (self);
  return G_SOURCE_REMOVE;
}

static void
take_failure (MusterDraftWriter *self, Unkept *unkept, GError *error /* taken */)
{
  g_autofree char *message = g_strdup (error->message);
  MusterId id = unkept->id;

  g_clear_error (&unkept->error);
  unkept->error = error;
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add (RETRY_MS, on_retry_cb, self);
  g_signal_emit (self, signals[FAILED], 0, &id, message);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Write *write = data;
  MusterDraftWriter *self = write->self;
  Unkept *unkept = g_hash_table_lookup (self->unkept, &write->id);
  GError *error = NULL;

  muster_store_write_finish (MUSTER_STORE (source), result, &error);
  self->n_writes--;
  /* A newer write is under way, or the draft was dropped. */
  if (unkept == NULL || unkept->serial != write->serial)
    {
      g_clear_error (&error);
    }
  else if (error == NULL)
    {
      g_hash_table_remove (self->unkept, &write->id);
      g_signal_emit (self, signals[KEPT], 0, &write->id);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      /* Whoever closes has asked before. */
      g_hash_table_remove (self->unkept, &write->id);
      g_clear_error (&error);
    }
  else
    {
      take_failure (self, unkept, error);
    }
  answer_waiting (self);
  g_object_unref (self);
  g_free (write);
}

static void
start_write (MusterDraftWriter *self, Unkept *unkept)
{
  Write *write = g_new0 (Write, 1);

  write->self = g_object_ref (self);
  write->id = unkept->id;
  write->serial = unkept->serial = ++self->serial;
  self->n_writes++;
  muster_store_put_draft_async (self->store, unkept->kind, &unkept->id, unkept->texts, NULL, on_written_cb, write);
}

static void
write_again (MusterDraftWriter *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->unkept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Unkept *) value)->error != NULL)
      start_write (self, value);
}

void
muster_draft_writer_put (MusterDraftWriter *self, const MusterKind *kind, const MusterId *id, GHashTable *texts)
{
  Unkept *unkept = g_hash_table_lookup (self->unkept, id);

  if (unkept == NULL)
    {
      unkept = g_new0 (Unkept, 1);
      unkept->id = *id;
      g_hash_table_insert (self->unkept, &unkept->id, unkept);
    }
  g_clear_pointer (&unkept->texts, g_hash_table_unref);
  unkept->kind = kind;
  unkept->texts = g_hash_table_ref (texts);
  unkept->at = muster_clock_now (muster_store_get_clock (self->store));
  start_write (self, unkept);
}

void
muster_draft_writer_drop (MusterDraftWriter *self, const MusterId *id)
{
  MusterId copy = *id; /* may lie in what goes */

  g_hash_table_remove (self->unkept, &copy);
  muster_store_drop_draft_async (self->store, &copy, NULL, NULL, NULL);
  muster_draft_writer_answer (self, &copy);
}

void
muster_draft_writer_answer (MusterDraftWriter *self, const MusterId *id)
{
  g_signal_emit (self, signals[ANSWERED], 0, id);
}

MusterDraft *
muster_draft_writer_get_unkept (MusterDraftWriter *self, const MusterId *id)
{
  Unkept *unkept = g_hash_table_lookup (self->unkept, id);
  MusterDraft *draft;

  if (unkept == NULL)
    return NULL;
  draft = g_new0 (MusterDraft, 1);
  draft->id = unkept->id;
  draft->kind = unkept->kind;
  draft->at = unkept->at;
  draft->texts = g_hash_table_ref (unkept->texts);
  return draft;
}

/* ---- the object -------------------------------------------------------------------------------------------------- */

static void
muster_draft_writer_finalize (GObject *object)
{
  MusterDraftWriter *self = MUSTER_DRAFT_WRITER (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_hash_table_unref (self->unkept);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (muster_draft_writer_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n)
{
  return g_signal_new (name, MUSTER_TYPE_DRAFT_WRITER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n,
                       G_TYPE_POINTER, G_TYPE_STRING);
}

static void
muster_draft_writer_class_init (MusterDraftWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_draft_writer_finalize;
  signals[KEPT] = new_signal ("kept", 1);
  signals[FAILED] = new_signal ("failed", 2);
  signals[ANSWERED] = new_signal ("answered", 1);
}

static void
muster_draft_writer_init (MusterDraftWriter *self)
{
  self->unkept = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, unkept_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/* The store goes. */
static void
let_go (gpointer data)
{
  MusterDraftWriter *self = data;

  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->store = NULL;
  g_object_unref (self);
}

MusterDraftWriter *
muster_draft_writer_get (MusterStore *store)
{
  MusterDraftWriter *self = g_object_get_data (G_OBJECT (store), STORE_KEY);

  if (self == NULL)
    {
      self = g_object_new (MUSTER_TYPE_DRAFT_WRITER, NULL);
      self->store = store;
      g_object_set_data_full (G_OBJECT (store), STORE_KEY, self, let_go);
    }
  return self;
}
