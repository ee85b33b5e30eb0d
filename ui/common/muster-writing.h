/* muster-writing.h - what would change a file that can only be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why nothing can be changed, on one line. */
const char *muster_writing_why     (void);
/* In a file that can only be read greys control and has it say why. Returns control. An action that it has must be off
 * as well, or it would wake it. */
GtkWidget  *muster_writing_limit   (GtkWidget *control, MusterStore *store);
/* In such a file turns off the actions of these names; the last is NULL. */
void        muster_writing_turn_off (GSimpleActionGroup *actions, MusterStore *store, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
