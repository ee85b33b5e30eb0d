/* muster-draft-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-draft-keeper.h"

#define DEFAULT_INTERVAL_MS 1000
/* A full disk does not empty within a second. */
#define RETRY_MS 5000

struct _MusterDraftKeeper {
  GObject parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  MusterId id;
  MusterTextsFunc texts;
  gpointer data;
  guint interval;
  guint source;
  gboolean kept; /* a draft may be in the replica */
};

G_DEFINE_FINAL_TYPE (MusterDraftKeeper, muster_draft_keeper, G_TYPE_OBJECT)

enum { KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
on_due_cb (gpointer data)
{
  MusterDraftKeeper *self = data;

  self->source = 0;
  muster_draft_keeper_flush (self);
  return G_SOURCE_REMOVE;
}

static void
on_put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterDraftKeeper) self = data;
  g_autoptr(GError) error = NULL;

  if (muster_store_write_finish (MUSTER_STORE (source), result, &error))
    {
      g_signal_emit (self, signals[KEPT], 0);
      return;
    }
  g_debug ("A draft could not be kept: %s", error->message);
  if (self->source == 0 && self->texts != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    self->source = g_timeout_add (RETRY_MS, on_due_cb, self);
}

void
muster_draft_keeper_touch (MusterDraftKeeper *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (self->interval, on_due_cb, self);
}

void
muster_draft_keeper_flush (MusterDraftKeeper *self)
{
  g_autoptr(GHashTable) texts = NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->texts == NULL)
    return;
  texts = self->texts (self->data);
  if (g_hash_table_size (texts) == 0)
    {
      muster_draft_keeper_drop (self);
      return;
    }
  self->kept = TRUE;
  muster_store_put_draft_async (self->store, self->kind, &self->id, texts, NULL, on_put_cb, g_object_ref (self));
}

void
muster_draft_keeper_drop (MusterDraftKeeper *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (!self->kept)
    return;
  self->kept = FALSE;
  muster_store_drop_draft_async (self->store, &self->id, NULL, NULL, NULL);
}

void
muster_draft_keeper_set_kept (MusterDraftKeeper *self)
{
  self->kept = TRUE;
}

static guint
read_interval (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = source != NULL
                                        ? g_settings_schema_source_lookup (source, MUSTER_APPLICATION_ID, TRUE)
                                        : NULL;
  g_autoptr(GSettings) settings = schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;

  return settings != NULL ? g_settings_get_uint (settings, "draft-interval") : DEFAULT_INTERVAL_MS;
}

static void
muster_draft_keeper_dispose (GObject *object)
{
  MusterDraftKeeper *self = MUSTER_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  self->texts = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_draft_keeper_parent_class)->dispose (object);
}

static void
muster_draft_keeper_class_init (MusterDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_draft_keeper_dispose;
  signals[KEPT] = g_signal_new ("kept", MUSTER_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
muster_draft_keeper_init (MusterDraftKeeper *self)
{
  self->interval = read_interval ();
}

MusterDraftKeeper *
muster_draft_keeper_new (MusterStore *store, const MusterKind *kind, const MusterId *id, MusterTextsFunc texts,
                         gpointer data)
{
  MusterDraftKeeper *self = g_object_new (MUSTER_TYPE_DRAFT_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->id = *id;
  self->texts = texts;
  self->data = data;
  return self;
}
