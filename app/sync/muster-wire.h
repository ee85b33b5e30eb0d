/* muster-wire.h - commits, pushes and pages as the JSON of PROTOCOL.md, both ways. Pure; any thread.
 *
 * Decoders believe nothing: what is not exactly a thing of the protocol gives MUSTER_ERROR_INVALID with a sentence
 * that says where. Unknown members of objects, unknown kinds, groups and fields are kept or passed over as the
 * protocol says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-entry.h"

G_BEGIN_DECLS

/* The limits of PROTOCOL.md section 14 that a codec can see. */
#define MUSTER_WIRE_DEPTH    32
#define MUSTER_WIRE_DEEPEST  1024                        /* a commit of a push that is refused for its depth alone */
#define MUSTER_WIRE_INTEGER  ((G_GINT64_CONSTANT (1) << 53) - 1)
#define MUSTER_WIRE_VERSION  (MUSTER_VERSION_UNSENT - 1) /* the highest seq, n and version of grants */
#define MUSTER_WIRE_COMMITS  500                         /* a push */
#define MUSTER_WIRE_PAGE     1000                        /* commits of a page */
#define MUSTER_WIRE_CHANGES  MUSTER_COMMIT_CHANGES       /* a push, and a commit of a page */
#define MUSTER_WIRE_VALUE    MUSTER_COMMIT_VALUE /* four texts of the longest kind, or one that is all escapes */
#define MUSTER_WIRE_KEYS     256                         /* an object within a value */
#define MUSTER_WIRE_NAME     64                          /* a kind, a group, a role, the type of a problem */
#define MUSTER_WIRE_LINE     MUSTER_COMMIT_REASON        /* a reason, a name of a person */
#define MUSTER_WIRE_SENT     MUSTER_COMMIT_SENT          /* a request as it travels */
#define MUSTER_WIRE_INFLATED MUSTER_COMMIT_PLAIN         /* a request inflated */
#define MUSTER_WIRE_ANSWER   (32 * 1024 * 1024)          /* an answer inflated */
#define MUSTER_WIRE_RATIO    MUSTER_COMMIT_RATIO

/* Reads text as JSON within the limits of the protocol (depth, size of numbers, duplicate keys, NUL). */
struct json_t *muster_wire_parse       (GBytes *body, GError **error);
GBytes        *muster_wire_print       (const struct json_t *json);

/* Why one commit of a push is refused while the rest goes on. */
typedef struct {
  const char    *type;   /* malformed, too-large */
  char          *detail; /* a sentence for the person */
  struct json_t *said;   /* the commit as it came */
} MusterFault;

typedef struct {
  MusterId   replica, epoch;
  gint64     schema;
  MusterCursor after; /* of what the replica had applied: what the numbers in the entries are numbers of */
  GPtrArray *entries; /* MusterEntry with n rising; replica set. Of one with a fault only n and id can be relied on */
  GPtrArray *faults;  /* MusterFault of the entry in the same place, NULL: it has none; NULL: none has */
} MusterPush;

typedef struct {
  gint64 acked, head;
  gint64 repeats; /* the last n of those that the endpoint had already, maybe with other bases; 0: none */
} MusterPushAnswer;

GBytes      *muster_wire_print_push        (const MusterPush *push);
/* MUSTER_ERROR_INVALID where it cannot be told which commits these are, NO_SPACE where they are too many at once. What
 * is wrong with one of them is its fault. */
MusterPush  *muster_wire_parse_push        (GBytes *body, GError **error);
void         muster_push_free              (MusterPush *self);
/* NULL: none. */
const MusterFault *muster_push_get_fault   (const MusterPush *self, guint i);
GBytes      *muster_wire_print_push_answer (const MusterPushAnswer *answer);
gboolean     muster_wire_parse_push_answer (GBytes *body, MusterPushAnswer *answer, GError **error);

GBytes      *muster_wire_print_page        (const MusterFeedPage *page);
MusterFeedPage  *muster_wire_parse_page        (GBytes *body, GError **error);

typedef struct {
  char  *type, *title, *detail, *retry;
  guint  status;
  gint64 n;        /* the commit that it is about; 0: none */
  gint64 expected; /* with gap; 0: none */
} MusterProblemDocument;

GBytes      *muster_wire_print_problem     (const MusterProblemDocument *problem);
MusterProblemDocument *muster_wire_parse_problem (GBytes *body, GError **error);
void         muster_problem_document_free  (MusterProblemDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPush, muster_push_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterProblemDocument, muster_problem_document_free)

G_END_DECLS
