/* muster-tone-icon.h - the shape of a tone by itself, beside the words that say the same. Decoration: it has no name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-tone.h"

G_BEGIN_DECLS

#define MUSTER_TONE_ICON_SIZE 12

#define MUSTER_TYPE_TONE_ICON (muster_tone_icon_get_type ())
G_DECLARE_FINAL_TYPE (MusterToneIcon, muster_tone_icon, MUSTER, TONE_ICON, GtkWidget)

GtkWidget *muster_tone_icon_new (MusterTone tone);

G_END_DECLS
