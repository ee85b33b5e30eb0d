/* large-private.h - what makes the records and what saves them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "large.h"

G_BEGIN_DECLS

typedef struct {
  const LargeOptions *options;
  MusterReplica      *replica;
  MusterRandom       *random;
  MusterClock        *clock;
  MusterCommit       *commit;      /* being filled */
  guint               in_commit;   /* records in it */
  guint               batch;       /* records to a commit */
  guint               n_records, n_commits, n_risks;
  GArray             *ids;         /* of MusterId: work, risks and mitigations, for edits */
  GError             *error;       /* the first; nothing is made after it */
  gint64              started, told;
} Maker;

/* Whether there is room for another record, and nothing went wrong. */
gboolean      maker_goes_on  (Maker *self);
/* Adds a record to the commit, and saves that when it is full; takes record. Its id stays good. */
void          maker_add      (Maker *self, MusterRecord *record, MusterId *id /* nullable */);
void          maker_flush    (Maker *self);

MusterRecord *maker_new      (Maker *self, MusterKindId kind);
/* Values from what a person would type. */
void          maker_put      (MusterRecord *record, const char *field, const char *text);
void          maker_take     (MusterRecord *record, const char *field, char *text);
void          maker_number   (MusterRecord *record, const char *field, gint64 number);
void          maker_refer    (MusterRecord *record, const char *field, const MusterId *id);

/* The programme from its systems down to the last team, as far as there is room. */
void          maker_programme (Maker *self);
/* Saves edits until there are as many commits as asked for. */
void          maker_edits     (Maker *self);

G_END_DECLS
