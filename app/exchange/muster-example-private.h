/* muster-example-private.h - the loader of the example programme, for its tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-example.h"

G_BEGIN_DECLS

/* One file: name is for messages. */
typedef struct {
  const char *name;
  const char *text;
  gsize       length;
} MusterExampleFile;

gboolean muster_example_load_files (MusterReplica *replica, const MusterExampleFile *files, guint n_files,
                                    GError **error);

G_END_DECLS
