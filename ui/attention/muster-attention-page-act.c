/* muster-attention-page-act.c - doing what was decided, and saying that it was done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-page.h"
#include "muster-question.h"
#include "muster-revision-dialog.h"
#include "muster-words.h"

typedef struct {
  MusterAttentionPage *self;
  const char *done;    /* translated; NULL: says nothing */
  gboolean offer_undo;
  MusterRevisionDialog *dialog; /* where it was written, nullable */
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
}

/* What was written is not lost for it. */
static void
tell_failed (const Act *act, const GError *error)
{
  if (act->dialog != NULL)
    muster_revision_dialog_fail (act->dialog, error);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    muster_page_emit_toast (MUSTER_PAGE (act->self), error->message, FALSE);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr(GError) error = NULL;
  gint64 version = 0;
  gboolean done = muster_store_save_finish (MUSTER_STORE (source), result, &version, &error);

  act->self->busy = FALSE;
  if (done && act->dialog != NULL)
    muster_revision_dialog_done (act->dialog);
  /* The page may have gone with its window meanwhile. */
  if (act->self->stack != NULL)
    {
      if (done)
        tell_done (act, version);
      else
        tell_failed (act, error);
      muster_reading_ask (act->self->reading);
    }
  g_clear_object (&act->dialog);
  g_object_unref (act->self);
  g_free (act);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* What a dialog is about. The card may go from the page meanwhile, and keeps what it was about. */
typedef struct {
  MusterAttentionPage *self;
  MusterAttentionCard *card;
} Writing;

static Writing *
writing_new (MusterAttentionPage *self, MusterAttentionCard *card)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->self = g_object_ref (self);
  writing->card = g_object_ref (card);
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->self);
  g_object_unref (writing->card);
  g_free (writing);
}

/* Takes writing. */
static void
write_revisions (Writing *writing, GPtrArray *revisions, const MusterRevisionWords *words, GCallback on_written)
{
  MusterRevisionDialog *dialog = muster_revision_dialog_new (writing->self->store, revisions, words);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (writing->self));

  g_signal_connect_data (dialog, "written", on_written, writing, (GClosureNotify) (GCallback) writing_free, 0);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static Act *
act_new_written (const Writing *writing, MusterRevisionDialog *dialog, const char *done)
{
  Act *act = act_new (writing->self, done, TRUE);

  act->dialog = g_object_ref (dialog);
  return act;
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static void
settle (MusterAttentionPage *self, const MusterDispute *dispute, MusterSettleWay way)
{
  const char *done = way == MUSTER_SETTLE_CURRENT ? _("Settled: it stays as it is") : _("Settled");

  muster_attention_settle_async (self->store, dispute, way, NULL, NULL, on_done_cb, act_new (self, done, TRUE));
}

static void
on_third_cb (MusterRevisionDialog *dialog, GPtrArray *revisions, const Writing *writing)
{
  if (!writing->self->busy)
    muster_attention_settle_async (writing->self->store, muster_attention_card_get_item (writing->card),
                                   MUSTER_SETTLE_THIRD, revisions->pdata[0], NULL, on_done_cb,
                                   act_new_written (writing, dialog, _("Settled")));
}

static void
write_third (MusterAttentionPage *self, MusterAttentionCard *card)
{
  const MusterDispute *dispute = muster_attention_card_get_item (card);
  g_autofree char *title = g_strdup_printf (_("Write Another: %s"), dispute->conflict->label);
  const MusterRevisionWords words = { title, NULL, _("_Use this"),
                                      _("The conflict stays open, and both sides of it are kept.") };
  g_autoptr(GPtrArray) revisions = g_ptr_array_new ();

  g_ptr_array_add (revisions, dispute->third);
  write_revisions (writing_new (self, card), revisions, &words, G_CALLBACK (on_third_cb));
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
keep (MusterAttentionPage *self, const MusterKept *kept, MusterKeptWay way, const char *reason, const char *done)
{
  muster_attention_keep_async (self->store, kept->version, way, reason, NULL, on_done_cb,
                               act_new (self, done, way == MUSTER_KEPT_KEEP));
}

static void
resend (MusterAttentionPage *self, const MusterKept *kept)
{
  muster_attention_resend_async (self->store, kept->version, NULL, NULL, on_done_cb,
                                 act_new (self, _("Saved anew. It is sent again."), TRUE));
}

static void
on_revised_cb (MusterRevisionDialog *dialog, GPtrArray *revisions, const Writing *writing)
{
  const MusterKept *kept = muster_attention_card_get_item (writing->card);

  if (!writing->self->busy)
    muster_attention_resend_async (writing->self->store, kept->version, revisions, NULL, on_done_cb,
                                   act_new_written (writing, dialog, _("Saved anew. It is sent again.")));
}

static gpointer
read_revisions (MusterReplica *replica, gpointer version, GError **error)
{
  return muster_attention_read_revisions (replica, *(gint64 *) version, error);
}

static void
on_revisions_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Writing *writing = data;
  MusterAttentionPage *self = writing->self;
  const MusterKept *kept = muster_attention_card_get_item (writing->card);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) revisions = muster_store_read_finish (MUSTER_STORE (source), result, &error);
  const MusterRevisionWords words = { _("Edit and Send Again"), kept->reason, _("_Save and send"),
                                      _("What was refused stays listed under Needs attention.") };

  self->busy = FALSE;
  if (self->stack != NULL && revisions != NULL)
    write_revisions (g_steal_pointer (&writing), revisions, &words, G_CALLBACK (on_revised_cb));
  else if (self->stack != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    muster_page_emit_toast (MUSTER_PAGE (self), error->message, FALSE);
  g_clear_pointer (&writing, writing_free);
}

static void
revise (MusterAttentionPage *self, MusterAttentionCard *card)
{
  const MusterKept *kept = muster_attention_card_get_item (card);

  self->busy = TRUE;
  muster_store_read_async (self->store, read_revisions, g_memdup2 (&kept->version, sizeof kept->version), g_free,
                           (GDestroyNotify) g_ptr_array_unref, NULL, on_revisions_cb, writing_new (self, card));
}

/* Whose it was, for the history; it is the save of whoever saves it anew. */
static void
keep_aside (MusterAttentionPage *self, const MusterKept *kept)
{
  g_autofree char *time = muster_words_time (kept->at);
  /* Translators: a name, and "21 November 2026, 10:42" */
  g_autofree char *who = g_strdup_printf (_("What %s saved on %s, saved anew"), kept->actor, time);
  g_autofree char *reason = kept->reason != NULL ? g_strdup_printf (_("%s: %s"), who, kept->reason) : g_strdup (who);

  keep (self, kept, MUSTER_KEPT_KEEP, reason, _("Kept: it is yours now, and goes to the server"));
}

static void
on_drop_cb (MusterAttentionCard *card, const char *answer)
{
  MusterAttentionPage *self =
    MUSTER_ATTENTION_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (card), MUSTER_TYPE_ATTENTION_PAGE));

  if (self != NULL && !self->busy && g_str_equal (answer, "drop"))
    keep (self, muster_attention_card_get_item (card), MUSTER_KEPT_DROP, NULL, _("Dropped"));
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
      settle (self, item, MUSTER_SETTLE_CURRENT);
      break;
    case MUSTER_CARD_OTHER:
      settle (self, item, MUSTER_SETTLE_OTHER);
      break;
    case MUSTER_CARD_BOTH:
      settle (self, item, MUSTER_SETTLE_BOTH);
      break;
    case MUSTER_CARD_THIRD:
      write_third (self, card);
      break;
    case MUSTER_CARD_EDIT:
      revise (self, card);
      break;
    case MUSTER_CARD_RESEND:
      resend (self, item);
      break;
    case MUSTER_CARD_COPY:
      copy (self, item);
      break;
    case MUSTER_CARD_AWAY:
      keep (self, item, MUSTER_KEPT_DISMISS, NULL, _("Put away: it is listed at the end of Needs attention"));
      break;
    case MUSTER_CARD_RECALL:
      keep (self, item, MUSTER_KEPT_RECALL, NULL, _("Brought back: it is listed among the edits refused"));
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
