/* muster-compare.h - what differs between two texts, word by word, for showing. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs in order. */
typedef enum { MUSTER_RUN_SAME, MUSTER_RUN_REMOVED, MUSTER_RUN_ADDED } MusterRunType;
typedef struct {
  MusterRunType type;
  char         *text;
} MusterRun;
GArray     *muster_text_compare  (const char *before, const char *after); /* element MusterRun; owned */

G_END_DECLS
