/* muster-sending-label.h - says how the record that a page shows stands with the endpoint, for as long as it is shown.
 *
 * Hidden where the file has joined none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SENDING_LABEL (muster_sending_label_get_type ())
G_DECLARE_FINAL_TYPE (MusterSendingLabel, muster_sending_label, MUSTER, SENDING_LABEL, GtkWidget)

GtkWidget *muster_sending_label_new  (MusterStore *store);
void       muster_sending_label_show (MusterSendingLabel *self, const MusterId *id);

G_END_DECLS
