/* muster-keeper.h - sends what is left of a file whose window has gone. Main thread.
 *
 * One for an application, which it keeps running meanwhile: until all is sent, until the endpoint cannot be reached, or
 * for half a minute. Nothing is lost by the end: what is unsent is in the file. A window that wants the file again
 * takes it over as it is, open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_KEEPER (muster_keeper_get_type ())
G_DECLARE_FINAL_TYPE (MusterKeeper, muster_keeper, MUSTER, KEEPER, GObject)

/* "send-on-close" (boolean): whether anything is kept at all. */
#define MUSTER_SETTING_SEND "send-on-close"

/* settings may be NULL. It goes with the application. */
void          muster_keeper_install   (GApplication *application, GSettings *settings);
/* NULL: it has none. (transfer none) */
MusterKeeper *muster_keeper_of        (GApplication *application);

/* What a window had, and needs no longer: kept as long as there is something to send, else closed. self and syncer may
 * be NULL: then it is closed. */
void          muster_keeper_take      (MusterKeeper *self, MusterStore *store, MusterSyncer *syncer);
/* The file at path, open, with its syncer (both transfer full); FALSE: it is not here. self may be NULL. */
gboolean      muster_keeper_give_back (MusterKeeper *self, const char *path, MusterStore **store,
                                       MusterSyncer **syncer);
/* Whether the file at path is kept. self may be NULL. */
gboolean      muster_keeper_has       (MusterKeeper *self, const char *path);
/* The session ends: what is kept, and what comes, has seconds. Said again: it is closed. */
void          muster_keeper_hurry     (MusterKeeper *self);

G_END_DECLS
