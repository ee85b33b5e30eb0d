/* timing.h - how long things took, and the file that a measurement may spoil.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "muster-replica.h"

G_BEGIN_DECLS

/* Samples of one thing, milliseconds. */
typedef GArray Samples; /* of double */

Samples *samples_new        (void);
/* What passed since start (g_get_monotonic_time() is too coarse for single saves). */
double   timing_now         (void); /* milliseconds */
double   timing_cpu         (void); /* of this thread alone: what a busy machine does not stretch */
void     samples_add        (Samples *self, double since);
/* 0.5: the median. */
double   samples_quantile   (Samples *self, double part);

/* Every measurement is one JSON object on a line: {"what": …, "n": …, "median": …, "p95": …, "p99": …, …}. */
void     timing_print       (const char *what, Samples *samples);
/* ours and bare: of the wall clock, then of the processor. */
void     timing_print_pair  (const char *what, Samples *const ours[2], Samples *const bare[2]);
void     timing_print_json  (json_t *object); /* taken */

/* What stops a measurement ends the program with the sentence. */
void     timing_check       (GError *error);
/* "<path>.<name>", a fresh copy of path. Removed with what lies beside it by timing_drop(). */
char    *timing_copy        (const char *path, const char *name);
void     timing_drop        (char *copy); /* taken */
MusterReplica *timing_open  (const char *path, MusterReplicaFlags flags, MusterRandom *random);

/* The rowids of the kind's table in its own order, at most n spread over it. */
GArray  *timing_spread      (MusterReplica *replica, MusterKindId kind, guint n);

/* The measurements; each file of the same name. */
void     bench_save         (const char *path, guint n, guint64 seed);
void     bench_search       (const char *path, guint64 seed);
void     bench_list         (const char *path);
void     bench_replay       (const char *path);
void     bench_feed         (const char *path, guint n, guint64 seed);
/* Milliseconds to insert the rows of the tables that sql names, from path into a copy of into, in n durable
 * transactions. */
double   bare_copy_tables   (const char *path, const char *into, const char *tables_sql, guint n, gint64 *rows);

G_END_DECLS
