/* muster-trust.h - whom a replica believes: the authority of an organisation that vouches for its own server, kept
 * beside the file as the keys are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-courier.h"

G_BEGIN_DECLS

/* path: of the replica. authority: a PEM file; NULL: what was kept at a join before, else what this computer believes.
 * Fails as muster_courier_new(). */
MusterCourier *muster_trust_open_courier (const char *path, const char *address, const char *authority,
                                          GError **error);
/* For the times to come. NULL: it stays as it is. */
gboolean       muster_trust_keep         (const char *path, const char *authority, GError **error);

G_END_DECLS
