/* sim-disk.h - files in the memory of this process, as SQLite's default VFS.
 *
 * A process that is forked has its own copy of all of them, with the connections that are open on them: so many runs
 * can go on from one state, and none waits for a system call. Locks and the shared memory of WAL are kept as for real
 * files, between the connections of one process. What looks at a path beside SQLite has to find an empty file there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void          sim_disk_install (void);
gboolean      sim_disk_has     (const char *path);
/* Borrowed until the file is written to. */
const guint8 *sim_disk_peek    (const char *path, gsize *n);
/* In place of what is at path; whoever has that open keeps it. */
void          sim_disk_put     (const char *path, const guint8 *bytes, gsize n);
void          sim_disk_copy    (const char *from, const char *to);
void          sim_disk_rename  (const char *from, const char *to);
void          sim_disk_remove  (const char *path);
/* All of them. */
void          sim_disk_clear   (void);
/* Calls func once, before the n-th time from now that SQLite writes to the file at path or beside it: between two such
 * times it makes no difference when a process is killed. */
void          sim_disk_watch   (const char *path, guint n, void (*func) (gpointer data), gpointer data);
void          sim_disk_unwatch (void);
/* Writes all of them to their paths, for whoever wants to look; calls nothing that a signal handler must not. */
void          sim_disk_save    (void);

G_END_DECLS
