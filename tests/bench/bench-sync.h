/* bench-sync.h - the measurements that have a file of their own. arguments end with NULL.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* bench-writers.c: ADDRESS TRUST ROUNDS FOLDER CODE…: as many writers as codes, 500 edits each at once. */
void bench_writers    (char **arguments);
/* bare-serve.c: FOLDER [CERTIFICATE KEY]: files over HTTP and nothing else, until the input ends. Says its port. */
void bench_serve      (char **arguments);
/* bare-sync.c. */
void bench_bare_first (char **arguments);
void bench_bare_pull  (char **arguments);
void bench_bare_push  (char **arguments);

G_END_DECLS
