/* muster-outline-keys.h - the keys of a row of a plan.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-key.h"

G_BEGIN_DECLS

/* What of them is an action, for any list of work whose widget has actions "outline.edit", "outline.open" and so on. */
GtkEventController *muster_outline_keys_new  (void);
/* All of them. */
const MusterKey    *muster_outline_keys_list (guint *n);

G_END_DECLS
