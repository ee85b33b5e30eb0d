/* muster-telling-private.h - the rows that a list has told its view of, and how it tells of others.
 *
 * A GtkListView makes up to 200 widgets before it paints the first of them, and gives up as many when the rows are
 * replaced. So an answer may be told in parts: what most windows show, and the others when they are asked for. The
 * array always is what was told last; a row may stand in it twice while all is replaced. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GListModel *model;  /* emits; not owned */
  GArray     *rowids; /* of gint64, in order */
  guint       first;  /* rows to tell at once of an answer in parts; 0: all */
  guint       most;   /* rows from the top that may have widgets: when they are told, all others are too */
  guint       told;   /* of the answer that is told in parts */
  GArray     *answer; /* of gint64: that; NULL: all is told */
  GArray     *rest;   /* of MusterRun: what was not told of it, from the top */
} MusterTelling;

MusterTelling *muster_telling_new     (GListModel *model);
void           muster_telling_free    (MusterTelling *self);
/* Tells how the rows differ from what was told. Rows that stay keep their place. */
void           muster_telling_replace (MusterTelling *self, GArray *rowids, gboolean in_parts);
/* Up to n rows more; FALSE: that was all. */
gboolean       muster_telling_go_on   (MusterTelling *self, guint n);
/* How many there are, told or not. */
guint          muster_telling_count   (MusterTelling *self);

G_END_DECLS
