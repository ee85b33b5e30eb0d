/* muster-room.h - whether there is room on the disk for what somebody is about to type.
 *
 * A main-thread object, one for a store that can be written. It finds out by trying, on a thread of GTask: a file
 * beside the replica takes as much as a save may need and goes again, since what the file system says of free space
 * knows no quota. It tries when it is made, when asked (somebody begins to type, something could not be written) and
 * once a minute; while there is no room every few seconds, so that it lifts by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_ROOM (muster_room_get_type ())
G_DECLARE_FINAL_TYPE (MusterRoom, muster_room, MUSTER, ROOM, GObject)

/* Property, notified: "full" (boolean). */

/* Whether there is room for a save beside the file at path: FALSE with NO_SPACE where disk or quota are full. What else
 * stands against it is found out by saving, and told then. */
gboolean    muster_room_try     (const char *path, GError **error);

/* One for a store, which owns it. */
MusterRoom *muster_room_new     (MusterStore *store);
/* Of a store; NULL: it has none. (transfer none) */
MusterRoom *muster_room_of      (MusterStore *store);
gboolean    muster_room_is_full (MusterRoom *self);
/* Looks now. */
void        muster_room_look    (MusterRoom *self);
/* Before the store is closed. */
void        muster_room_stop    (MusterRoom *self);

G_END_DECLS
