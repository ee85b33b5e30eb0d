/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-drafts.h"

#include "muster-draft-writer.h"
#include "muster-words.h"

#include <glib/gi18n.h>

struct _MusterDrafts
{
  GObject parent_instance;

  MusterStore *store;        /* owned */
  MusterBanner *banner;      /* owned */
  GPtrArray *drafts;         /* of MusterDraft, those not offered yet; owned, nullable */
  GCancellable *cancellable; /* owned */
};

G_DEFINE_FINAL_TYPE (MusterDrafts, muster_drafts, G_TYPE_OBJECT)

enum {
  OPEN_RECORD,
  GO_ON,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
offer_next (MusterDrafts *self)
{
  g_autofree char *text = NULL;
  g_autofree char *which = NULL;
  const MusterDraft *draft = NULL;

  if (self->drafts->len == 0)
    {
      muster_banner_hide (self->banner);
      return;
    }

  draft = g_ptr_array_index (self->drafts, 0);
  which = muster_words_draft (draft);
  /* Translators: what kind of record, and which: its first words, where it belongs, when it was typed. */
  text = g_strdup_printf (_("What you were typing in %s was kept, and is not saved yet: %s"),
                          muster_words_article (draft->kind), which);
  muster_banner_show (self->banner, text, _("Go on typing"));
  muster_banner_offer_later (self->banner, _("Not now"));
}

/* Kept as it was: above the table of its kind or in the form of its record, and offered again at the next start. */
static void
on_dismissed_cb (MusterDrafts *self)
{
  if (self->drafts == NULL || self->drafts->len == 0)
    return;
  g_ptr_array_remove_index (self->drafts, 0);
  offer_next (self);
}

static void
on_clicked_cb (MusterDrafts *self)
{
  g_autoptr(MusterDraft) draft = NULL;

  /* The banner is on its way out. */
  if (self->drafts == NULL || self->drafts->len == 0)
    return;
  draft = g_ptr_array_steal_index (self->drafts, 0);
  offer_next (self);
  g_signal_emit (self, signals[draft->begun ? GO_ON : OPEN_RECORD], 0, &draft->id, draft->kind);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(MusterDrafts) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) drafts = muster_store_list_drafts_finish (MUSTER_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (drafts == NULL)
    {
      muster_banner_show (self->banner, error->message, NULL);
      return;
    }
  self->drafts = g_steal_pointer (&drafts);
  if (self->drafts->len > 0)
    offer_next (self);
}

/* Its draft went, or came back on the screen by another way. */
static void
on_answered_cb (MusterDrafts *self, const MusterId *id)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const MusterDraft *draft = g_ptr_array_index (self->drafts, i);

      if (!muster_id_equal (&draft->id, id))
        continue;
      g_ptr_array_remove_index (self->drafts, i);
      if (i == 0)
        offer_next (self);
      return;
    }
}

static void
muster_drafts_dispose (GObject *object)
{
  MusterDrafts *self = MUSTER_DRAFTS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->banner != NULL)
    g_signal_handlers_disconnect_by_data (self->banner, self);
  g_clear_object (&self->banner);
  g_clear_object (&self->store);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);

  G_OBJECT_CLASS (muster_drafts_parent_class)->dispose (object);
}

static void
muster_drafts_finalize (GObject *object)
{
  g_clear_object (&MUSTER_DRAFTS (object)->cancellable);

  G_OBJECT_CLASS (muster_drafts_parent_class)->finalize (object);
}

static void
muster_drafts_class_init (MusterDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_drafts_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_drafts_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[GO_ON] = g_signal_new ("go-on", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
muster_drafts_init (MusterDrafts *self)
{
  self->cancellable = g_cancellable_new ();
}

MusterDrafts *
muster_drafts_new (MusterStore *store, MusterBanner *banner)
{
  MusterDrafts *self = g_object_new (MUSTER_TYPE_DRAFTS, NULL);

  self->store = g_object_ref (store);
  self->banner = g_object_ref (banner);
  g_signal_connect_swapped (banner, "clicked", G_CALLBACK (on_clicked_cb), self);
  g_signal_connect_swapped (banner, "dismissed", G_CALLBACK (on_dismissed_cb), self);
  g_signal_connect_object (muster_draft_writer_get (store), "answered", G_CALLBACK (on_answered_cb), self,
                           G_CONNECT_SWAPPED);
  muster_store_list_drafts_async (store, self->cancellable, on_listed_cb, g_object_ref (self));

  return self;
}
