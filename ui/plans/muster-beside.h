/* muster-beside.h - a few fields of a record, edited in a popover beside where it stands.
 *
 * Enter and Ctrl+S save and close. Closing it otherwise keeps what was typed as a draft, which comes back when it is
 * opened again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_BESIDE (muster_beside_get_type ())
G_DECLARE_FINAL_TYPE (MusterBeside, muster_beside, MUSTER, BESIDE, GtkPopover)

/* Signals: "saved" (const MusterId *id); "details": the person wants all of the record.
 * only: the fields that it has; empty: none, there is only something to read. top: stands above them; NULL: nothing.
 * It goes when it is closed. */
GtkWidget  *muster_beside_new    (MusterStore *store, MusterRecord *record, const char *const *only, GtkWidget *top);
/* Shows it on parent, at place, the cursor in field; NULL: in the first. */
void        muster_beside_show   (MusterBeside *self, GtkWidget *parent, const GdkRectangle *place, const char *field);
/* The record is newer. */
void        muster_beside_rebase (MusterBeside *self, MusterRecord *record);
const MusterId *muster_beside_get_id (MusterBeside *self);
void        muster_beside_save   (MusterBeside *self);
void        muster_beside_flush  (MusterBeside *self);

G_END_DECLS
