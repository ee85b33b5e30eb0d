/* made-up.h - random records of every kind, with a value of every type in every field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-random.h"
#include "muster-record.h"

/* Records of all kinds, per_kind of each, filled from random; element type MusterRecord. References point to records
 * among them. Each field is empty now and then, but not in the first record of its kind. */
GPtrArray *make_up_records (MusterRandom *random, const MusterClock *clock, guint per_kind);
