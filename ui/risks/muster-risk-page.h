/* muster-risk-page.h - one risk on one page: what it is, the way of its score, what is done about it, and what next.
 *
 * Main thread; reads by itself when the risk or anything around it changes, and keeps focus and place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RISK_PAGE (muster_risk_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterRiskPage, muster_risk_page, MUSTER, RISK_PAGE, GtkWidget)

/* Signals: "open-record" (const MusterId *id, const MusterKind *kind); "edit" (const MusterId *id): its form is wanted;
 * "toast" (const char *text, gboolean offer_undo). */
GtkWidget      *muster_risk_page_new    (MusterStore *store);
void            muster_risk_page_open   (MusterRiskPage *self, const MusterId *id);
const MusterId *muster_risk_page_get_id (MusterRiskPage *self);
/* Keeps what is typed in its dialogs as drafts, now. */
void            muster_risk_page_flush  (MusterRiskPage *self);
/* Reads no more. */
void            muster_risk_page_close  (MusterRiskPage *self);

G_END_DECLS
