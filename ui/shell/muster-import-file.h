/* muster-import-file.h - a file that somebody chose as a table: its text, or why it is none.
 *
 * Main thread; nothing here waits for the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a window can show: a text view lays its lines out on the main thread. */
#define MUSTER_IMPORT_MAX_BYTES (4 * 1024 * 1024)

void  muster_import_file_read_async  (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* UTF-8 without a byte order mark. An error is a sentence that names the file and the way out. */
char *muster_import_file_read_finish (GFile *file, GAsyncResult *result, GError **error);
/* Its name as people read it. */
char *muster_import_file_dup_name    (GFile *file);

G_END_DECLS
