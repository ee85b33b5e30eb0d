/* muster-assess-dialog.h - a risk is scored anew: likelihood, consequence and why are one judgement, saved as one
 * assessment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record-dialog.h"

G_BEGIN_DECLS

MusterRecordDialog *muster_assess_dialog_new (MusterStore *store, MusterRecord *risk);

G_END_DECLS
