/* muster-rag-reasons.h - why something is red, amber or green, to be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-record.h"
#include "muster-rules.h"

G_BEGIN_DECLS

/* What is computed with its reasons; where record overrides it, what is shown instead, why and until when. */
GtkWidget *muster_rag_reasons_new (MusterRecord *record, const MusterRagResult *rag);

G_END_DECLS
