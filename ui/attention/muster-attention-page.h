/* muster-attention-page.h - Needs attention: all that waits for a person's decision.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_ATTENTION_PAGE (muster_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterAttentionPage, muster_attention_page, MUSTER, ATTENTION_PAGE, GtkWidget)

/* A MusterPage. */
GtkWidget *muster_attention_page_new (MusterStore *store);

G_END_DECLS
