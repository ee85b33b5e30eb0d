/* muster-attention-page-private.h - the page cut in two: showing, and doing what was decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-attention-page.h"
#include "muster-reading.h"
#include "muster-attention-section.h"

G_BEGIN_DECLS

struct _MusterAttentionPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterAttentionQuestion question;
  MusterAttention *attention; /* what is shown; nullable */
  MusterReading *reading;
  gboolean focus_wanted;      /* by whoever came here before there was anything to show */
  gboolean show_away;
  gboolean busy;              /* with what was decided */

  GtkWidget *stack;
  GtkWidget *scrolled;
  GtkWidget *calm, *calm_text; /* nothing needs anybody */
  GtkWidget *failed;
  GtkWidget *sections[MUSTER_ATTENTION_N];
  GtkWidget *bulk_mine, *bulk_theirs;
  GtkWidget *findings, *findings_row;
  GtkWidget *away;
};

/* Does what a button of a card asks for. */
void muster_attention_page_act        (MusterAttentionPage *self, MusterAttentionCard *card, MusterCardAct act);
void muster_attention_page_settle_all (MusterAttentionPage *self, gboolean mine);
void muster_attention_page_mark_seen  (MusterAttentionPage *self);

G_END_DECLS
