/* muster-answer-private.h - a question of a list, and its answer; one side at a time has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct {
  gatomicrefcount refs;
  MusterQuery    *query;
  guint           n_records; /* so many records are wanted with it */
  GArray         *rowids;    /* of gint64 */
  GPtrArray      *records;   /* of the first rowids, NULL for one that is gone; nullable */
} MusterAnswer;

MusterAnswer *muster_answer_new   (const MusterQuery *query, guint n_records);
void          muster_answer_unref (gpointer self);
/* On the thread of the replica: a reference to what was asked, with its answer; a MusterReadFunc. */
gpointer      muster_answer_read  (MusterReplica *replica, gpointer self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAnswer, muster_answer_unref)

G_END_DECLS
