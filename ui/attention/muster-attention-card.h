/* muster-attention-card.h - one thing to decide. What is in it is built by the functions below; the page hears of
 * what was chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-attention.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_ATTENTION_CARD (muster_attention_card_get_type ())
G_DECLARE_FINAL_TYPE (MusterAttentionCard, muster_attention_card, MUSTER, ATTENTION_CARD, GtkBox)

/* What a button of a card asks for. */
typedef enum {
  MUSTER_CARD_CURRENT,
  MUSTER_CARD_OTHER,
  MUSTER_CARD_BOTH,
  MUSTER_CARD_THIRD,
  MUSTER_CARD_EDIT,
  MUSTER_CARD_RESEND,
  MUSTER_CARD_COPY,
  MUSTER_CARD_AWAY,
  MUSTER_CARD_RECALL,
  MUSTER_CARD_KEEP,
  MUSTER_CARD_DROP,
  MUSTER_CARD_FIRST,  /* of two that are alike, the first is to be archived */
  MUSTER_CARD_SECOND,
  MUSTER_CARD_APART,
  MUSTER_CARD_READ,
} MusterCardAct;

/* Signals: "act" (int MusterCardAct); "open-record" (const MusterId *id, const MusterKind *kind).
 * item is the i-th of a part of attention, which the card keeps. */
MusterAttentionCard *muster_attention_card_new   (MusterStore *store, MusterAttention *attention,
                                                  MusterAttentionPart part, guint i);
/* What tells it from every other card, and changes when what it says does. */
char                *muster_attention_card_dup_key (const MusterAttention *attention, MusterAttentionPart part,
                                                    guint i);
const char          *muster_attention_card_get_key (MusterAttentionCard *self);
/* What the part has: see MusterAttentionPart. */
gconstpointer        muster_attention_card_get_item (MusterAttentionCard *self);
/* The control that decides, not the link to the record. */
void                 muster_attention_card_focus (MusterAttentionCard *self);

/* ---- for those who fill it ---- */

void       muster_dispute_card_fill          (MusterAttentionCard *self, const MusterDispute *dispute);
void       muster_kept_card_fill             (MusterAttentionCard *self, const MusterKept *kept,
                                              MusterAttentionPart part);
void       muster_joined_card_fill           (MusterAttentionCard *self, const MusterJoined *joined);
void       muster_left_card_fill             (MusterAttentionCard *self, const MusterDeparture *departure);
void       muster_alike_card_fill            (MusterAttentionCard *self, const MusterAlike *alike);

/* name: what a screen reader says; begins with label. NULL: label. */
GtkWidget *muster_attention_card_make_button (MusterAttentionCard *self, const char *label, const char *name,
                                              MusterCardAct act);
/* "R-12 Title" as a link where the record can be shown; a heading otherwise. */
GtkWidget *muster_attention_card_make_title  (MusterAttentionCard *self, const char *ref_code, const char *title,
                                              const MusterId *id, const MusterKind *kind);
/* A row of buttons that takes further lines where there is no room. */
GtkWidget *muster_attention_card_make_row    (void);

G_END_DECLS
