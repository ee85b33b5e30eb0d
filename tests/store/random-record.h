/* random-record.h - records such as a person might enter, and a random edit of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "world.h"

/* others: what references may point to; element type MusterRecord. From g_test_rand. */

/* Sets one random field, now and then to nothing. */
void random_record_edit (MusterRecord *record, GPtrArray *others);
/* Fills in what is required, and some of the rest. */
void random_record_fill (MusterRecord *record, GPtrArray *others);
