/* muster-glance.h - what a file is, told without opening it: for a list of files to choose from.
 *
 * Synchronous, for a thread that may wait. Nothing is changed, brought up to date or taken; somebody else may be
 * writing the file meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct {
  char      *name;       /* of the first programme in it; NULL: it has none yet */
  char      *person;     /* as whom it has joined; NULL: it has joined no endpoint */
  char      *address;    /* of that endpoint; NULL likewise */
  guint      n_unsent;
  guint      n_saves;    /* in its history, whoever made them */
  MusterTime last_save;  /* of its newest; 0: nothing was saved */
  MusterTime last_heard; /* when the endpoint last answered; 0: never */
  gboolean   in_use;     /* somebody has it open for writing, in this process or another */
} MusterGlance;

/* NULL with MUSTER_ERROR_NOT_FOUND, CORRUPT, FOREIGN, NEWER, READ_ONLY (it cannot even be read) or FAILED. */
MusterGlance *muster_glance_read (const char *path, GError **error);
/* The name alone, of one that is open: of the first programme in it; NULL: it has none. */
char         *muster_glance_read_name (MusterReplica *replica);
void          muster_glance_free (MusterGlance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterGlance, muster_glance_free)

G_END_DECLS
