/* muster-merge.h - what a change does to a group that somebody else has set meanwhile. Pure: used by the endpoint,
 * which decides, and by the replica, which shows beforehand. PROTOCOL.md section 6. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"
#include "muster-compare.h"
#include "muster-json.h"

G_BEGIN_DECLS

typedef struct {
  MusterOutcome outcome;
  json_t       *merged; /* with MERGED: a new reference */
} MusterMerge;

/* kind NULL: one that this version does not know. base, head: NULL where there was nothing; base_is_head: the person
 * was looking at the head. Says SAME, HEAD, MERGED (long text alone) or CONFLICT. */
MusterMerge muster_merge_group   (const MusterKind *kind, const char *group, json_t *base, json_t *head,
                                  gboolean base_is_head, json_t *value);

/* Three texts. TRUE and *merged where the edits touch different sentences. FALSE where both touch one: then *merged
 * is a word-level suggestion, NULL where words overlap too. Texts are valid UTF-8; newlines are brought to \n,
 * letters to NFC. */
gboolean    muster_merge_text    (const char *base, const char *ours, const char *theirs, char **merged);

/* For people who settle a conflict: what they might take where two edits of one long text touch the same sentences but
 * not the same words. A new reference; NULL: the group is no long text, or words overlap too. before NULL: nothing was
 * there. */
json_t     *muster_merge_suggest (const MusterKind *kind, const char *group, json_t *before, json_t *one,
                                  json_t *other);

G_END_DECLS
