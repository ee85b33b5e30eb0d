/* muster-migrations.h - the frozen steps of the replica's tables, oldest first. Room-private.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *muster_migrations_get (int *n_steps);

G_END_DECLS
