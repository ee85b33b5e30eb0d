/* muster-assess-dialog.h - a risk is scored anew: likelihood, consequence and why are one judgement, saved as one
 * assessment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record-dialog.h"

G_BEGIN_DECLS

typedef void (*MusterAssessFunc) (GtkWidget *owner, MusterRecordDialog *dialog);

/* Makes the dialog, with what was typed for this risk before and not saved, and hands it to present; not once owner
 * is in no window any more. GTK keeps the dialog as it keeps every window, until it is closed. */
void muster_assess_dialog_ask (MusterStore *store, MusterRecord *risk, GtkWidget *owner, MusterAssessFunc present);

/* The same for one that was begun, known by its id; dialog is NULL where it says of no risk, or is gone. */
void muster_assess_dialog_go_on (MusterStore *store, const MusterId *id, GtkWidget *owner,
                                 void (*present) (GtkWidget *owner, MusterRecordDialog *dialog, gpointer data),
                                 GObject *data);

G_END_DECLS
