/* muster-joined-card.c - an own edit that was put together with what another wrote: read, and nothing more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include <glib/gi18n-lib.h>

#include "muster-compared-label.h"
#include "muster-label.h"
#include "muster-words.h"

void
muster_joined_card_fill (MusterAttentionCard *self, const MusterJoined *joined)
{
  const MusterMerged *merged = joined->merged;
  g_autofree char *time = muster_words_time (merged->at);
  /* Translators: the kind of a record and one of its fields, "Risk · Cause"; and "21 November 2026, 10:42" */
  g_autofree char *what = g_strdup_printf (_("%s · %s · you saved it on %s"), muster_words_singular (merged->kind),
                                           merged->label, time);
  GtkWidget *caption = muster_label_new (what, "caption");

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (self), muster_attention_card_make_title (self, merged->ref_code, merged->title,
                                                                    &merged->record, merged->kind));
  gtk_box_append (GTK_BOX (self), caption);
  gtk_box_append (GTK_BOX (self), muster_compared_label_new (merged->is, joined->runs));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, merged->title, -1);
}
