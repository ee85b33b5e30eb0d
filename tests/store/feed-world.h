/* feed-world.h - a replica and a pretended endpoint: a log that a test writes by hand, and pages made of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"
#include "muster-json.h"
#include "world.h"

#define FEED_ADD(name, test) g_test_add (name, FeedWorld, NULL, feed_init, test, feed_clear)

typedef struct {
  Fixture     fixture;
  MusterId    server, epoch, person;
  MusterId    other;  /* another's replica */
  gint64      other_n;
  GPtrArray  *log;    /* of MusterEntry in full, seq = position + 1 */
  GHashTable *refused; /* n of own commits -> MusterId */
  GHashTable *hidden; /* MusterId: records that this replica may not see */
  MusterFeedPageResult result; /* of the last page */
} FeedWorld;

/* Enrolled, nothing fetched yet. */
void          feed_init        (FeedWorld *self, gconstpointer data);
void          feed_clear       (FeedWorld *self, gconstpointer data);

/* The endpoint takes the next own commit that it does not have; outcomes may be set until it is pulled. */
MusterEntry  *feed_take_own    (FeedWorld *self);
void          feed_take_all    (FeedWorld *self);
/* A commit of another, to be filled with changes. */
MusterEntry  *feed_other       (FeedWorld *self);
/* value is JSON, with ' for ". */
MusterChange *feed_change      (MusterEntry *entry, const char *kind, const MusterId *record, const char *group,
                                gint64 base, const char *value);
/* Another makes a record of one field. */
gint64        feed_other_makes (FeedWorld *self, const char *kind, const MusterId *record, const char *field,
                                const char *text);
/* The outcome of a change, with what was made of it (JSON, NULL: nothing). */
void          feed_set_outcome (MusterEntry *entry, guint i, MusterOutcome outcome, const char *merged);
gint64        feed_head        (FeedWorld *self);
gint64        feed_cursor      (FeedWorld *self);

/* What is news, at most limit commits. */
MusterFeedPage   *feed_page        (FeedWorld *self, guint limit);
/* What a fill asks for. */
MusterFeedPage   *feed_fill_page   (FeedWorld *self, const MusterFill *fill, guint limit);
/* It says that an own commit was refused, in so many words; the same when told again. */
void          feed_refuse      (FeedWorld *self, MusterFeedPage *page, gint64 n, const char *detail);
/* Applies and frees; self->result tells. */
void          feed_apply       (FeedWorld *self, MusterFeedPage *page, const MusterFill *fill);
/* It must not apply, and nothing may change. */
void          feed_fail        (FeedWorld *self, MusterFeedPage *page, MusterErrorCode code);
/* Pulls all that there is, the digests being equal. */
void          feed_pull        (FeedWorld *self);
guint         feed_unsent      (FeedWorld *self);
void          feed_assert_sound (FeedWorld *self);
/* A list of refusals (taken) has one with this detail, or none (NULL). */
void          feed_assert_refused (GPtrArray *refused, const char *detail);
json_t       *feed_json        (const char *text); /* with ' for " */
void          feed_new_id      (FeedWorld *self, MusterId *id);
