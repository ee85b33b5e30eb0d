/* muster-entry.h - a commit as a log has it, and a page of them: what travels between a replica and the endpoint.
 *
 * Plain data, owned by whoever made it; filled by a codec or from a table, then only read. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"

G_BEGIN_DECLS

/* A version says which commit set a group: below this a number of the endpoint (its seq), above it this plus the own
 * number (n) of a commit that the endpoint has not acknowledged. So what is unsent sorts after all that is known, in
 * both. 0: none. */
#define MUSTER_VERSION_UNSENT (G_GINT64_CONSTANT (1) << 40)

#define MUSTER_DIGEST_LENGTH 16

typedef struct {
  gint64        seq;      /* 0: not acknowledged */
  MusterId      id;
  MusterId      replica;  /* not given in a stub: the reader's own */
  gint64        n;        /* dense within the replica, from 1 */
  char         *actor;    /* NULL in a stub and in a push: the endpoint knows */
  MusterTime    at;       /* the author's clock */
  MusterTime    received; /* the endpoint's clock; 0: not acknowledged */
  gint64        seen;     /* the seq up to which the replica had applied when this was saved */
  char         *origin;   /* edit, load, undo, redo, or what a newer version calls it */
  gint64        undoes;   /* n of the commit of the same replica that is taken back; 0: none */
  gboolean      stub;     /* the reader has it already: only seq, id, n, received and outcomes are given */
  /* reason and changes; in a stub only those with an outcome other than HEAD or that settle, by index */
  MusterCommit *commit;
  GArray       *bases;    /* gint64 by index, with seen: in a stub whose reader has lost them; else NULL */
  GPtrArray    *texts;    /* char *: what each change says, as the log has it; NULL: not written out yet */
  guint8        share[MUSTER_DIGEST_LENGTH]; /* of all its changes in the digest, once they are written out */
} MusterEntry;

typedef struct {
  gint64   n;
  MusterId id;     /* of the commit */
  char    *type;   /* of the problem: "not-allowed" */
  char    *detail; /* a sentence for the person */
} MusterRefusal;

typedef struct {
  MusterId scope;
  char    *role; /* reader, editor, steward */
} MusterGrant;

typedef struct {
  gint64 seq;
  guint8 chain[8];
} MusterCursor;

/* The answer to one pull. */
typedef struct {
  MusterId     server, epoch;
  gint64       after;          /* what was asked */
  GPtrArray   *entries;        /* MusterEntry, by seq */
  MusterCursor cursor;         /* where to go on */
  gboolean     more;
  gint64       head;           /* with more: where the news ended when this was asked; 0: not told */
  gint64       acked;
  GPtrArray   *refused;        /* MusterRefusal */
  gint64       grants_version; /* 0: the grants are those that the asker has */
  GArray      *grants;         /* MusterGrant */
  GArray      *came, *gone;    /* MusterId of records */
  gboolean     has_digest;
  guint8       digest[MUSTER_DIGEST_LENGTH];
  MusterTime   time;
} MusterFeedPage;

MusterEntry   *muster_entry_new     (void);
void           muster_entry_free    (MusterEntry *self);
MusterRefusal *muster_refusal_new   (gint64 n, const MusterId *id, const char *type, const char *detail);
void           muster_refusal_free  (MusterRefusal *self);
MusterFeedPage    *muster_feed_page_new      (void); /* with empty arrays */
void           muster_feed_page_free     (MusterFeedPage *self);

/* Makes texts and share of an acknowledged commit in full, unless they are there. */
void           muster_entry_write_out    (MusterEntry *self);

/* SHA-256 over what was said, not over what was seen: PROTOCOL.md section 4. */
void           muster_entry_content_hash (const MusterEntry *self, guint8 hash[32]);
/* The share of a change in the digest; value is the canonical text of what counts, out "" where there is no outcome. */
void           muster_digest_part        (gint64 seq, guint index, const char *kind, const MusterId *record,
                                          const char *group, const char *out, const char *value,
                                          guint8 part[MUSTER_DIGEST_LENGTH]);
/* The share of change i in the digest (PROTOCOL.md section 10), and adding (sign 1) or taking away (sign -1) one from a
 * sum. */
void           muster_entry_digest_part  (const MusterEntry *self, guint i, guint8 part[MUSTER_DIGEST_LENGTH]);
void           muster_digest_add         (guint8 sum[MUSTER_DIGEST_LENGTH], const guint8 part[MUSTER_DIGEST_LENGTH],
                                          int sign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEntry, muster_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterFeedPage, muster_feed_page_free)

G_END_DECLS
