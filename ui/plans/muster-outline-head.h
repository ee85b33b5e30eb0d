/* muster-outline-head.h - the names of an outline's columns above its rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-outline-columns.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_OUTLINE_HEAD (muster_outline_head_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutlineHead, muster_outline_head, MUSTER, OUTLINE_HEAD, GtkWidget)

GtkWidget *muster_outline_head_new (MusterOutlineColumns *columns);

G_END_DECLS
