/* muster-record-header.h - the top of a record's page: what it is called, how it stands, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-facts.h"
#include "muster-store.h"

G_BEGIN_DECLS

/* Code, title, chips, the reasons of the RAG, and derived values. today: Julian day. */
GtkWidget *muster_record_header_new (MusterDetail *detail, guint32 today, MusterOpenFunc open, gpointer data);

G_END_DECLS
