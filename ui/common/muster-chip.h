/* muster-chip.h - a word in a pill, with its shape before it where it has one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-tone.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_CHIP (muster_chip_get_type ())
G_DECLARE_FINAL_TYPE (MusterChip, muster_chip, MUSTER, CHIP, GtkWidget)

GtkWidget *muster_chip_new (MusterTone tone, const char *text);
/* Its word is never cut short: for short ones beside long texts that give way. */
void       muster_chip_keep_whole (MusterChip *self);

G_END_DECLS
