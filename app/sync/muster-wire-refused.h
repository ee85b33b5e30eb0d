/* muster-wire-refused.h - GET /v1/refused: what was refused, as a steward is told it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-wire.h"

G_BEGIN_DECLS

typedef struct {
  gint64         number;  /* rises as the endpoint refuses */
  /* with what the reader may see of its changes, without bases; none where it could not be read */
  MusterEntry   *entry;
  MusterRefusal *refusal;
} MusterTold;

typedef struct {
  GPtrArray *told;  /* MusterTold, by number */
  gint64     after; /* the last number that was looked at: where to go on */
  gboolean   more;
} MusterToldList;

MusterToldList *muster_told_list_new   (void);
void            muster_told_list_free  (MusterToldList *self);
/* Takes both. */
MusterTold     *muster_told_list_add   (MusterToldList *self, MusterEntry *entry, MusterRefusal *refusal);

GBytes         *muster_wire_print_told (const MusterToldList *list);
MusterToldList *muster_wire_parse_told (GBytes *body, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterToldList, muster_told_list_free)

G_END_DECLS
