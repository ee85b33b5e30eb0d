/* muster-draft-keeper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-draft-keeper.h"

#include "muster-draft-writer.h"

#define DEFAULT_INTERVAL_MS 1000

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

enum { KEPT, FAILED, N_SIGNALS };
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
on_kept_cb (MusterDraftKeeper *self, const MusterId *id)
{
  if (muster_id_equal (id, &self->id))
    g_signal_emit (self, signals[KEPT], 0);
}

static void
on_failed_cb (MusterDraftKeeper *self, const MusterId *id, const char *message)
{
  if (muster_id_equal (id, &self->id))
    g_signal_emit (self, signals[FAILED], 0, message);
}

void
muster_draft_keeper_touch (MusterDraftKeeper *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (self->interval, on_due_cb, self);
}

gboolean
muster_draft_keeper_is_due (MusterDraftKeeper *self)
{
  return self->source != 0;
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
  muster_draft_writer_put (muster_draft_writer_get (self->store), self->kind, &self->id, texts);
}

void
muster_draft_keeper_drop (MusterDraftKeeper *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (!self->kept)
    return;
  self->kept = FALSE;
  muster_draft_writer_drop (muster_draft_writer_get (self->store), &self->id);
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
  signals[FAILED] = g_signal_new ("failed", MUSTER_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
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
  MusterDraftWriter *writer = muster_draft_writer_get (store);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->id = *id;
  self->texts = texts;
  self->data = data;
  g_signal_connect_object (writer, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (writer, "failed", G_CALLBACK (on_failed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
