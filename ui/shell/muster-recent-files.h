/* muster-recent-files.h - the files that were open lately, as the settings remember them. They may be NULL: then
 * nothing is remembered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Paths, newest first. */
GStrv muster_recent_files_list     (GSettings *settings);
/* The one that was used last; NULL: none was. */
char *muster_recent_files_dup_last (GSettings *settings);
/* It is the newest from now on. */
void  muster_recent_files_note     (GSettings *settings, const char *path);
void  muster_recent_files_drop     (GSettings *settings, const char *path);

G_END_DECLS
