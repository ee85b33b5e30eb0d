/* muster-programmes.h - the files of this login that hold a programme: where they are, and what each is in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-glance.h"

G_BEGIN_DECLS

/* Paths, in the order of their names: what is in the data folder, and what was open lately elsewhere, there or not.
 * What is there is looked up on another thread. settings may be NULL. */
void          muster_programmes_list_async    (GSettings *settings, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
GStrv         muster_programmes_list_finish   (GAsyncResult *result, GError **error);
/* As muster_glance_read(), on another thread. */
void          muster_programmes_glance_async  (const char *path, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
MusterGlance *muster_programmes_glance_finish (GAsyncResult *result, GError **error);

/* What a file is called: by its programme, else by its name. glance may be NULL. */
char         *muster_programmes_title         (const char *path, const MusterGlance *glance);
/* As whom and where it has joined. */
char         *muster_programmes_who           (const MusterGlance *glance);
/* What waits to be sent, and when the server was last heard. */
char         *muster_programmes_state         (const MusterGlance *glance, MusterClock *clock);
/* Where the file is, for people: below the home folder it begins with “~”. */
char         *muster_programmes_place         (const char *path);

G_END_DECLS
