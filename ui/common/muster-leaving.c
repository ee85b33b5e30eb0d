/* muster-leaving.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-leaving.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-draft-writer.h"
#include "muster-question.h"

typedef struct {
  GtkWindow *window; /* owned */
  MusterLeavingFunc func;
  gboolean leave;
} Leaving;

static void
answer (gpointer data)
{
  Leaving *leaving = data;

  leaving->func (leaving->window, leaving->leave);
  g_object_unref (leaving->window);
  g_free (leaving);
}

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Leaving *leaving = data;

  leaving->leave = g_str_equal (response, "leave");
  /* The question closes by itself first: it must not go with the window under it. */
  g_idle_add_once (answer, leaving);
}

static void
ask (Leaving *leaving, const GError *error)
{
  g_autofree char *body = g_strdup_printf (_("%s If you leave now, what you typed is lost."), error->message);
  GtkWidget *dialog = adw_message_dialog_new (leaving->window, _("What You Typed Is Not Kept Yet"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("Stay"), "leave", _("Leave and lose it"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), leaving);
  muster_question_present (dialog);
}

static void
on_settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Leaving *leaving = data;
  g_autoptr(GError) error = NULL;

  leaving->leave = muster_draft_writer_settle_finish (MUSTER_DRAFT_WRITER (source), result, &error);
  if (leaving->leave)
    answer (leaving);
  else
    ask (leaving, error);
}

void
muster_leaving_ask (GtkWindow *window, MusterStore *store, const MusterId *id, MusterLeavingFunc func)
{
  Leaving *leaving = g_new0 (Leaving, 1);

  leaving->window = g_object_ref (window);
  leaving->func = func;
  muster_draft_writer_settle_async (muster_draft_writer_get (store), id, on_settled_cb, leaving);
}
