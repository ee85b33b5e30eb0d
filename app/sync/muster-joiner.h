/* muster-joiner.h - joins an endpoint with a file that is made for it, beside those that there are.
 *
 * Two endpoints, or two people, never share a file: whoever joins another has a file of her own. It is made when she
 * first tries, and is the same one at every further try with the same address, since a code that was taken while the
 * answer was lost is good for the file that sent it. Where nothing comes of it the file goes with the joiner.
 * A main-thread object.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-clock.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_JOINER (muster_joiner_get_type ())
G_DECLARE_FINAL_TYPE (MusterJoiner, muster_joiner, MUSTER, JOINER, GObject)

/* first: where the file goes if there is none yet; else beside it, by a name that the address gives. actor: as for a
 * store, until the endpoint says who it is. */
MusterJoiner *muster_joiner_new         (const char *first, MusterClock *clock, const char *actor);
/* As muster_syncer_join_async(). One at a time. Finish: where the file is that has joined, closed, for whoever opens it
 * next; NULL with a sentence. */
void          muster_joiner_join_async  (MusterJoiner *self, const char *address, const char *code,
                                         const char *authority, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
char         *muster_joiner_join_finish (MusterJoiner *self, GAsyncResult *result, GError **error);

/* What a file may be called that belongs to the endpoint at address, without an ending: no path, no dot, and the same
 * on every disk. n: which one of that name, from 1. */
char         *muster_joiner_name_file   (const char *address, guint n);

G_END_DECLS
