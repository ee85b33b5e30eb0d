/* muster-migrations.h - the frozen steps of the replica's tables, oldest first. For the store alone; the endpoint asks
 * how many there are, since that is the number of the schema.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *muster_migrations_get (int *n_steps);

G_END_DECLS
