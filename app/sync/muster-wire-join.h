/* muster-wire-join.h - the small messages of PROTOCOL.md as JSON, both ways: what is here, joining, tokens, recovery.
 * Pure; any thread.
 *
 * The same promise as in muster-wire.h: what is not exactly a thing of the protocol is refused with a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-wire.h"

G_BEGIN_DECLS

/* GET /.well-known/muster */
typedef struct {
  MusterId   server, epoch;
  gint64     protocol_oldest, protocol_newest;
  gint64     schema_current, schema_oldest; /* oldest: pulls of older ones are not answered */
  MusterTime time;
  gint64     limit_body, limit_inflated, limit_commits, limit_changes, limit_value, limit_depth;
} MusterWelcome;

GBytes   *muster_wire_print_welcome (const MusterWelcome *welcome);
gboolean  muster_wire_parse_welcome (GBytes *body, MusterWelcome *welcome, GError **error);

/* POST /v1/enrol */
typedef struct {
  char    *code, *device;
  MusterId replica;
  gint64   schema;
  gboolean joined;         /* before: to whom and what the replica belongs */
  MusterId person, server;
  gboolean has_ends;       /* the SHA-256 of the refresh token that it has: that device is no longer in use */
  guint8   ends[32];
} MusterEnrolment;

typedef struct {
  MusterId server, epoch, person;
  char    *person_name;
  char    *access, *refresh;
  gint64   expires; /* seconds */
  gint64   grants_version;
  GArray  *grants;  /* MusterGrant; NULL when printing: none */
} MusterEnrolled;

GBytes          *muster_wire_print_enrolment (const MusterEnrolment *enrolment);
MusterEnrolment *muster_wire_parse_enrolment (GBytes *body, GError **error);
void             muster_enrolment_free       (MusterEnrolment *self);
GBytes          *muster_wire_print_enrolled  (const MusterEnrolled *enrolled);
MusterEnrolled  *muster_wire_parse_enrolled  (GBytes *body, GError **error);
void             muster_enrolled_free        (MusterEnrolled *self);

/* POST /v1/token: {"refresh"} gives {"access", "refresh", "expires"}. */
typedef struct {
  char  *access, *refresh;
  gint64 expires;
} MusterTokenPair;

GBytes          *muster_wire_print_refresh   (const char *refresh);
char            *muster_wire_parse_refresh   (GBytes *body, GError **error);
GBytes          *muster_wire_print_tokens    (const MusterTokenPair *tokens);
MusterTokenPair *muster_wire_parse_tokens    (GBytes *body, GError **error);
void             muster_token_pair_free      (MusterTokenPair *self);

/* POST /v1/replica: {"replica", "was"}; the answer is {}. */
GBytes   *muster_wire_print_fork    (const MusterId *replica, const MusterId *was);
gboolean  muster_wire_parse_fork    (GBytes *body, MusterId *replica, MusterId *was, GError **error);
gboolean  muster_wire_parse_done    (GBytes *body, GError **error); /* {} and nothing else */

/* POST /v1/common: {"cursors"}, newest first, at most MUSTER_WIRE_CURSORS, gives {"epoch", "seq", "chain"}. */
#define MUSTER_WIRE_CURSORS 100
GBytes   *muster_wire_print_cursors (const GArray *cursors);
GArray   *muster_wire_parse_cursors (GBytes *body, GError **error); /* element MusterCursor */
GBytes   *muster_wire_print_common  (const MusterId *epoch, const MusterCursor *common);
gboolean  muster_wire_parse_common  (GBytes *body, MusterId *epoch, MusterCursor *common, GError **error);

/* The data of an event "head": {"seq"}. */
gboolean  muster_wire_parse_head    (const char *text, gint64 *seq);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEnrolment, muster_enrolment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEnrolled, muster_enrolled_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTokenPair, muster_token_pair_free)

G_END_DECLS
