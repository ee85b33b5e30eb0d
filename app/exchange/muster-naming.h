/* muster-naming.h - the records that people name, as they name them: by code, id or title.
 *
 * Synchronous; on the thread that owns the replica.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

/* A code ("R-12"), an id, or a title that one record alone has; of one of the kinds. NULL with INVALID or NOT_FOUND
 * says what there is instead. */
MusterRecord *muster_naming_find  (MusterReplica *replica, const char *text, guint64 kinds, GError **error);
/* As muster_field_parse() for a field that refers; several have semicolons or line breaks between. */
gboolean      muster_naming_parse (MusterReplica *replica, const MusterField *field, const char *text,
                                   MusterValue **value, GError **error);

G_END_DECLS
