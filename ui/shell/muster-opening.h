/* muster-opening.h - where replicas lie, and how one is opened: for writing, or failing that for reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-head-start.h"

G_BEGIN_DECLS

/* The person's own programme, and the copy of the example, in the data folder of the login. */
char        *muster_opening_dup_default_path (void);
char        *muster_opening_dup_example_path (void);

/* With create, makes the file and its folder (mode 0700) where there is none. What cannot be written is opened for
 * reading; finish then gives a sentence on why in *read_only. head_start may be NULL. */
void         muster_opening_open_async       (const char *path, gboolean create, MusterClock *clock, const char *actor,
                                              MusterHeadStart *head_start, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
MusterStore *muster_opening_open_finish      (GAsyncResult *result, char **read_only, char **kept, GError **error);

/* Puts a copy of the file at backup in the place of the one at path, which nobody may have open, and opens it. Finish
 * with muster_opening_open_finish(), which gives in *kept where the file lies that was there, NULL: none was. */
void         muster_opening_restore_async    (const char *path, const char *backup, MusterClock *clock,
                                              const char *actor, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);

/* Puts a fresh copy of the example programme in the place of an earlier one, then opens it. Finish with
 * muster_opening_open_finish(), which gives in *kept where an earlier copy that was worked in lies now, NULL: none. */
void         muster_opening_example_async    (MusterClock *clock, const char *actor, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
