/* muster-commit.h - what one save does: an immutable set of changes to field groups, applied whole or not at all.
 *
 * Built on any thread, then handed to the replica, which gives it its number. A change holds the whole group as a JSON
 * object of its non-empty fields, and the version (base) that the person was looking at. The group "_exists" makes
 * (true) and archives (false) a record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record.h"

G_BEGIN_DECLS

struct json_t; /* jansson's, for those who look into changes; a window only makes commits */

#define MUSTER_GROUP_EXISTS "_exists"
#define MUSTER_GROUP_REF_CODE "_ref"

/* What one save may be so that it can be sent, bytes where nothing else is said: app/sync/PROTOCOL.md section 14. */
#define MUSTER_COMMIT_CHANGES 20000
#define MUSTER_COMMIT_VALUE   (1024 * 1024)     /* one value */
#define MUSTER_COMMIT_REASON  4096
#define MUSTER_COMMIT_SENT    (1024 * 1024)     /* all of it, packed or not */
#define MUSTER_COMMIT_PLAIN   (8 * 1024 * 1024) /* all of it before it is packed */
#define MUSTER_COMMIT_RATIO   64                /* what it may shrink to */

/* What the endpoint made of a change (app/sync/PROTOCOL.md section 6). */
typedef enum {
  MUSTER_OUTCOME_HEAD,     /* it became the value of its group, or is still to be sent */
  MUSTER_OUTCOME_SAME,     /* the group had that value already */
  MUSTER_OUTCOME_MERGED,   /* it became the value, joined with what another did meanwhile */
  MUSTER_OUTCOME_CONFLICT, /* another was first; the value is kept in an open conflict */
  MUSTER_OUTCOME_REFUSED,  /* the commit was not taken; the value waits for its author */
} MusterOutcome;

typedef struct {
  MusterId  record;
  char     *kind;  /* the name, which a newer version may know and this one not */
  char     *group;
  gint64    base;  /* version of the group that was looked at; 0: none */
  struct json_t *value; /* object of fields; true or false for _exists; text for _ref */
  gint64    settles; /* conflicts of the group up to this seq are settled by this change; 0: none */
  guint     index;   /* within the commit as it was saved: a reader may be shown only some of the changes */
  MusterOutcome outcome;
  struct json_t *merged; /* with MERGED: what counts; else NULL */
  gboolean  gone;    /* in a stub: its author may not see the record any more */
  /* value and merged as a log has them, where they are only passed on: then there is no JSON of them; else NULL */
  char     *text, *merged_text;
} MusterChange;

typedef struct _MusterCommit MusterCommit; /* reference counted */

/* reason may be NULL: a few words on why, shown in the history. */
MusterCommit       *muster_commit_new         (const char *reason);
MusterCommit       *muster_commit_ref         (MusterCommit *self);
void                muster_commit_unref       (MusterCommit *self);

/* Adds what differs between base and edited, by group; base NULL: edited is a new record. Adds nothing where nothing
 * differs. Derived fields are left out. */
void                muster_commit_add_edit    (MusterCommit *self, MusterRecord *base, MusterRecord *edited);
void                muster_commit_add_archive (MusterCommit *self, MusterRecord *record, gboolean archive);
/* The plain form, for codecs; takes value. */
void                muster_commit_add_change  (MusterCommit *self, const char *kind, const MusterId *record,
                                               const char *group, gint64 base, struct json_t *value);

/* The same to fill in further while the commit is being made: settles, index (the position unless told otherwise),
 * outcome, merged. */
MusterChange       *muster_commit_edit_change (MusterCommit *self, guint i);

const char         *muster_commit_get_reason  (const MusterCommit *self); /* NULL: none */
guint               muster_commit_get_n       (const MusterCommit *self);
const MusterChange *muster_commit_get_change  (const MusterCommit *self, guint i);

/* What a change takes at most as it is sent, before it is packed; text is its value as text. */
gsize               muster_change_get_size    (const MusterChange *self, const char *text);

/* "same", "merged", "conflict", "refused"; "" for HEAD: as on disk, on the wire and in digests. */
const char         *muster_outcome_to_name    (MusterOutcome outcome);
/* FALSE where a newer version calls it something else. */
gboolean            muster_outcome_from_name  (const char *name, MusterOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCommit, muster_commit_unref)

G_END_DECLS
