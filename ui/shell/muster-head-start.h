/* muster-head-start.h - the file that the first window will ask for, opened while GTK gets ready. Main thread.
 *
 * Half of the time of a start goes by before GTK can make a window, and the disk has nothing to do meanwhile. What
 * Today asks first is read in that time too, where a window begins with Today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

typedef struct _MusterHeadStart MusterHeadStart;

/* Begins; it goes with the application. settings may be NULL. Nothing is made where there is no such file, and what
 * nobody has asked for by the time that it is open is closed again. */
void             muster_head_start_install (GApplication *application, const char *path, MusterClock *clock,
                                            const char *actor, GSettings *settings);
/* NULL: it has none. (transfer none) */
MusterHeadStart *muster_head_start_of      (GApplication *application);
/* FALSE: it is another file, or has been given or closed before. Else callback comes as that of
 * muster_store_open_async() would, to be finished as that is. self may be NULL. */
gboolean         muster_head_start_give    (MusterHeadStart *self, const char *path, GAsyncReadyCallback callback,
                                            gpointer user_data);

G_END_DECLS
