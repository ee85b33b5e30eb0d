/* muster-today-keys.h - the keys of Today: letters by themselves, for nothing is typed there but in the form of a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-key.h"
#include "muster-today-deeds.h"

G_BEGIN_DECLS

/* After those of the deeds of a row. */
enum { MUSTER_TODAY_KEY_SEEN = MUSTER_DEED_N, MUSTER_TODAY_KEY_MINE, MUSTER_TODAY_N_KEYS };

/* The letter for a deed, or for one of these. */
guint            muster_today_keys_get  (guint what);
/* All of them. */
const MusterKey *muster_today_keys_list (guint *n);

G_END_DECLS
