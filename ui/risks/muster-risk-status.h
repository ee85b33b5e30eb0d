/* muster-risk-status.h - a step in the life of a risk, asked for with its reason: raise, accept, close, reopen.
 *
 * Status, reason and acceptor are one judgement and saved as one. Nothing is saved while the reason, or with an
 * acceptance the acceptor, is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_RISK_RAISE,
  MUSTER_RISK_ACCEPT,
  MUSTER_RISK_CLOSE,
  MUSTER_RISK_REOPEN,
  MUSTER_N_RISK_STEPS
} MusterRiskStep;

/* Whether a risk can take the step from where it stands. */
gboolean    muster_risk_step_is_open  (MusterRiskStep step, MusterRecord *risk);
const char *muster_risk_step_get_name (MusterRiskStep step); /* "accept" */
/* "_Accept…", for a button. Translated. */
const char *muster_risk_step_get_label (MusterRiskStep step);

#define MUSTER_TYPE_RISK_STATUS (muster_risk_status_get_type ())
G_DECLARE_FINAL_TYPE (MusterRiskStatus, muster_risk_status, MUSTER, RISK_STATUS, AdwWindow)

/* Signals: "saved" (const char *toast); "left" (GHashTable *texts): closed with something typed, field name to text.
 * texts: what was typed before, nullable. */
MusterRiskStatus *muster_risk_status_new     (MusterStore *store, MusterRecord *risk, MusterRiskStep step,
                                              GHashTable *texts);
void              muster_risk_status_present (MusterRiskStatus *self, GtkWidget *parent);

G_END_DECLS
