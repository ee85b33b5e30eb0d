/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-add.h"

#include <glib/gi18n-lib.h>

#include "muster-page.h"
#include "muster-record-dialog.h"
#include "muster-words.h"

static void
on_saved_cb (MusterRecordDialog *dialog, const MusterId *id, MusterPage *page)
{
  g_autofree char *text =
    g_strdup_printf (_("%s added"), muster_words_singular (muster_kind_get (MUSTER_KIND_ACTION)));

  muster_page_emit_toast (page, text, TRUE);
}

static void
on_kept_cb (MusterRecordDialog *dialog, MusterPage *page)
{
  g_autofree char *text =
    g_strdup_printf (_("Kept as a draft under %s"), muster_words_plural (muster_kind_get (MUSTER_KIND_ACTION)));

  muster_page_emit_toast (page, text, FALSE);
}

void
muster_today_add_action (GtkWidget *page, MusterStore *store, const MusterId *scope)
{
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_ACTION);
  g_autoptr(MusterRecord) fresh = muster_store_make_record (store, kind);
  g_autoptr(MusterValue) belongs = scope != NULL ? muster_value_new_ref (scope) : NULL;
  g_autofree char *title = g_strdup_printf (_("Add %s"), muster_words_article (kind));
  MusterRecordDialog *dialog;

  muster_record_set (fresh, "scope", belongs);
  dialog = muster_record_dialog_new (store, fresh, title, NULL, NULL);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved_cb), page, 0);
  g_signal_connect_object (dialog, "kept", G_CALLBACK (on_kept_cb), page, 0);
  muster_record_dialog_present (dialog, page);
}
