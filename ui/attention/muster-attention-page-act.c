/* muster-attention-page-act.c - doing what was decided, and saying that it was done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-page.h"
#include "muster-question.h"
#include "muster-third-dialog.h"
#include "muster-words.h"

typedef struct {
  MusterAttentionPage *self;
  const char *done;    /* translated; NULL: says nothing */
  gboolean offer_undo;
  const MusterKind *kind; /* of the record to show then; NULL: none */
  MusterId record;
} Act;

static Act *
act_new (MusterAttentionPage *self, const char *done, gboolean offer_undo)
{
  Act *act = g_new0 (Act, 1);

  self->busy = TRUE;
  act->self = g_object_ref (self);
  act->done = done;
  act->offer_undo = offer_undo;
  return act;
}

static void
tell_done (const Act *act, gint64 version)
{
  MusterPage *page = MUSTER_PAGE (act->self);

  if (version == 0 && act->offer_undo)
    muster_page_emit_toast (page, _("All of it is so already"), FALSE);
  else if (act->done != NULL)
    muster_page_emit_toast (page, act->done, act->offer_undo);
  if (act->kind != NULL)
    muster_page_emit_open_record (page, &act->record, act->kind);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr(GError) error = NULL;
  gint64 version = 0;
  gboolean done = muster_store_save_finish (MUSTER_STORE (source), result, &version, &error);

  act->self->busy = FALSE;
  /* The page may have gone with its window meanwhile. */
  if (act->self->stack != NULL)
    {
      if (done)
        tell_done (act, version);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        muster_page_emit_toast (MUSTER_PAGE (act->self), error->message, FALSE);
      muster_reading_ask (act->self->reading);
    }
  g_object_unref (act->self);
  g_free (act);
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

/* To keep what counts changes nothing that an undo could bring back. */
static void
settle (MusterAttentionPage *self, const MusterDispute *dispute, MusterSettleWay way, MusterRecord *edited)
{
  gboolean changes = way != MUSTER_SETTLE_CURRENT;

  muster_attention_settle_async (self->store, dispute, way, edited, NULL, on_done_cb,
                                 act_new (self, changes ? _("Settled") : _("Settled: it stays as it is"), changes));
}

static void
on_written_cb (MusterAttentionCard *card, MusterRecord *edited)
{
  MusterAttentionPage *self =
    MUSTER_ATTENTION_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (card), MUSTER_TYPE_ATTENTION_PAGE));

  if (self != NULL && !self->busy)
    settle (self, muster_attention_card_get_item (card), MUSTER_SETTLE_THIRD, edited);
}

static void
write_third (MusterAttentionPage *self, MusterAttentionCard *card)
{
  GtkWidget *dialog = muster_third_dialog_new (self->store, muster_attention_card_get_item (card));

  g_signal_connect_object (dialog, "written", G_CALLBACK (on_written_cb), card, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
muster_attention_page_settle_all (MusterAttentionPage *self, gboolean mine)
{
  if (self->busy)
    return;
  muster_attention_settle_all_async (self->store, mine, NULL, on_done_cb,
                                     act_new (self, mine ? _("Settled: yours counts") : _("Settled: theirs counts"),
                                              TRUE));
}

/* ---- what does not count ----------------------------------------------------------------------------------------- */

static void
keep (MusterAttentionPage *self, const MusterKept *kept, MusterKeptWay way, const char *reason, const char *done,
      gboolean edit)
{
  const MusterSaid *first = kept->said->len > 0 ? kept->said->pdata[0] : NULL;
  Act *act = act_new (self, done, way == MUSTER_KEPT_RESEND || way == MUSTER_KEPT_KEEP);

  if (edit && first != NULL && first->kind != NULL)
    {
      act->kind = first->kind;
      act->record = first->record;
    }
  muster_attention_keep_async (self->store, kept->version, way, reason, NULL, on_done_cb, act);
}

/* Whose it was, for the history; it is the save of whoever saves it anew. */
static void
keep_aside (MusterAttentionPage *self, const MusterKept *kept)
{
  g_autofree char *time = muster_words_time (kept->at);
  /* Translators: a name, and "21 November 2026, 10:42" */
  g_autofree char *who = g_strdup_printf (_("What %s saved on %s, saved anew"), kept->actor, time);
  g_autofree char *reason = kept->reason != NULL ? g_strdup_printf (_("%s: %s"), who, kept->reason) : g_strdup (who);

  keep (self, kept, MUSTER_KEPT_KEEP, reason, _("Kept: it is yours now, and goes to the server"), FALSE);
}

static void
on_drop_cb (MusterAttentionCard *card, const char *answer)
{
  MusterAttentionPage *self =
    MUSTER_ATTENTION_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (card), MUSTER_TYPE_ATTENTION_PAGE));

  if (self != NULL && !self->busy && g_str_equal (answer, "drop"))
    keep (self, muster_attention_card_get_item (card), MUSTER_KEPT_DROP, NULL, _("Dropped"), FALSE);
}

static void
ask_drop (MusterAttentionPage *self, MusterAttentionCard *card)
{
  const MusterKept *kept = muster_attention_card_get_item (card);
  g_autofree char *title = g_strdup_printf (_("Drop What %s Saved?"), kept->actor);
  GtkWidget *question = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), title,
                                                _("The server no longer has it. Dropped here, it cannot be brought "
                                                  "back from this computer."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _("_Cancel"), "drop", _("_Drop"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "drop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (on_drop_cb), card, G_CONNECT_SWAPPED);
  muster_question_present (question);
}

static void
copy (MusterAttentionPage *self, const MusterKept *kept)
{
  g_autofree char *text = muster_kept_to_text (kept);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  muster_page_emit_toast (MUSTER_PAGE (self), _("Copied as text"), FALSE);
}

void
muster_attention_page_mark_seen (MusterAttentionPage *self)
{
  GPtrArray *items = self->attention != NULL ? self->attention->items[MUSTER_ATTENTION_MERGED] : NULL;
  const MusterJoined *last = items != NULL && items->len > 0 ? items->pdata[items->len - 1] : NULL;

  if (last != NULL && !self->busy)
    muster_attention_seen_async (self->store, last->merged->n, NULL, on_done_cb, act_new (self, NULL, FALSE));
}

/* ---- two that are alike, and what went --------------------------------------------------------------------------- */

static void
archive (MusterAttentionPage *self, const MusterAlike *alike, guint side)
{
  muster_attention_archive_async (self->store, alike, side, NULL, on_done_cb,
                                  act_new (self, _("Archived: the other one stays"), TRUE));
}

static void
set_apart (MusterAttentionPage *self, const MusterAlike *alike)
{
  muster_attention_apart_async (self->store, alike, NULL, on_done_cb,
                                act_new (self, _("They are two: you are not asked again"), FALSE));
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

void
muster_attention_page_act (MusterAttentionPage *self, MusterAttentionCard *card, MusterCardAct act)
{
  gconstpointer item = muster_attention_card_get_item (card);

  if (self->busy)
    return;
  switch (act)
    {
    case MUSTER_CARD_CURRENT:
      settle (self, item, MUSTER_SETTLE_CURRENT, NULL);
      break;
    case MUSTER_CARD_OTHER:
      settle (self, item, MUSTER_SETTLE_OTHER, NULL);
      break;
    case MUSTER_CARD_BOTH:
      settle (self, item, MUSTER_SETTLE_BOTH, NULL);
      break;
    case MUSTER_CARD_THIRD:
      write_third (self, card);
      break;
    case MUSTER_CARD_EDIT:
      keep (self, item, MUSTER_KEPT_RESEND, NULL, _("Saved anew. Change it here before it is sent."), TRUE);
      break;
    case MUSTER_CARD_RESEND:
      keep (self, item, MUSTER_KEPT_RESEND, NULL, _("Saved anew. It is sent again."), FALSE);
      break;
    case MUSTER_CARD_COPY:
      copy (self, item);
      break;
    case MUSTER_CARD_AWAY:
      keep (self, item, MUSTER_KEPT_DISMISS, NULL, _("Put away"), FALSE);
      break;
    case MUSTER_CARD_KEEP:
      keep_aside (self, item);
      break;
    case MUSTER_CARD_DROP:
      ask_drop (self, card);
      break;
    case MUSTER_CARD_FIRST:
      archive (self, item, 0);
      break;
    case MUSTER_CARD_SECOND:
      archive (self, item, 1);
      break;
    case MUSTER_CARD_APART:
      set_apart (self, item);
      break;
    case MUSTER_CARD_READ:
      muster_attention_left_async (self->store, item, NULL, on_done_cb, act_new (self, NULL, FALSE));
      break;
    }
}
