/* muster-hit-item.h - one hit of a search, for a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "muster-replica.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_HIT_ITEM (muster_hit_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterHitItem, muster_hit_item, MUSTER, HIT_ITEM, GObject)

/* Takes hit. */
MusterHitItem    *muster_hit_item_new         (MusterHit *hit);
const MusterHit  *muster_hit_item_get         (MusterHitItem *self);

/* "R-12  Title", and the line that matched, as Pango markup with the match in bold; "" where it is the title. */
char             *muster_hit_item_dup_title   (MusterHitItem *self);
char             *muster_hit_item_dup_context (MusterHitItem *self);
/* What a screen reader says for the row. */
char             *muster_hit_item_dup_name    (MusterHitItem *self);

/* Text with matches between \001 and \002, as Pango markup. */
char             *muster_hit_to_markup        (const char *text);

G_END_DECLS
