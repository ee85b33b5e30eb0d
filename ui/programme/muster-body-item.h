/* muster-body-item.h - one body of the tree, for a list model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-governance.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_BODY_ITEM (muster_body_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterBodyItem, muster_body_item, MUSTER, BODY_ITEM, GObject)

/* Of the nodes (MusterBodyNode), element type MusterBodyItem; (transfer full). */
GListModel   *muster_body_item_list         (GPtrArray *nodes);
MusterRecord *muster_body_item_get_body     (MusterBodyItem *self);
const char   *muster_body_item_get_title    (MusterBodyItem *self);
const char   *muster_body_item_get_detail   (MusterBodyItem *self);
/* Those below it; NULL: none. */
GListModel   *muster_body_item_get_children (MusterBodyItem *self);

G_END_DECLS
