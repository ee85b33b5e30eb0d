/* muster-rag-reasons.h - why something is red, amber or green, to be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-record.h"
#include "muster-rules.h"

G_BEGIN_DECLS

/* What is computed with its reasons; where record overrides it, what is shown instead, why and until when. */
/* Whether such a record can be given another RAG by hand. */
gboolean   muster_rag_may_be_overridden (MusterRecord *record);
/* may_write: whether it is offered to be overridden beside this, where such a record has that. */
GtkWidget *muster_rag_reasons_new (MusterRecord *record, const MusterRagResult *rag, gboolean may_write);

G_END_DECLS
