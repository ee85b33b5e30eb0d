/* muster-attention-section.h - a heading, what it means, and cards: those that stay keep their place and the focus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-attention-card.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_ATTENTION_SECTION (muster_attention_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterAttentionSection, muster_attention_section, MUSTER, ATTENTION_SECTION, GtkBox)

/* Signals: "act" (MusterAttentionCard *card, int MusterCardAct); "open-record" (const MusterId *id, const MusterKind
 * *kind); "more": the rest is asked for. */
GtkWidget *muster_attention_section_new   (MusterStore *store, MusterAttentionPart part, const char *about);

/* Shows the cards of its part. FALSE: the focus was in a card that has gone, and none is left to take it. */
gboolean   muster_attention_section_show  (MusterAttentionSection *self, MusterAttention *attention,
                                           const char *title);
/* FALSE where it has no card. */
gboolean   muster_attention_section_focus (MusterAttentionSection *self);
/* Below the heading. */
void       muster_attention_section_add_tool (MusterAttentionSection *self, GtkWidget *button);

G_END_DECLS
