/* muster-party.h - who: people, role holders, teams and organisations, several at once, and "TBC".
 *
 * "PCN Clinical Directors supported by the borough team" has two members, the second with the connector
 * "supported by". The text as given is kept. Immutable, reference counted, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-id.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_PARTY_LEAD,         /* no connector */
  MUSTER_PARTY_SUPPORTED_BY, /* "supported by", "with support from" */
  MUSTER_PARTY_CHAIR_OF,     /* "chair of" */
} MusterPartyConnector;

typedef struct {
  MusterPartyConnector connector;
  const char          *name;   /* "" for TBC */
  gboolean             tbc;
  const MusterId      *record; /* the person, team, organisation or body meant; NULL while only the name is known */
} MusterPartyMember;

typedef struct _MusterParty MusterParty;

/* Members are parted by " / " (a space on one side is enough; "CHIN/QIST leads" is one name), ";", " + " and line
 * breaks, and by " supported by ", " with support from ", "chair of " (at the start of a member or after a comma:
 * "Vice Chair of Integration" is one name). A comma or "and" does not part: "Health, Care and Housing" is one name;
 * before a connector they are dropped. "TBC", "(TBC)", "to be confirmed", "vacant" and Cyrillic look-alikes are TBC;
 * "Chair (TBC)" is a member "Chair" that is TBC. Never fails on cleaned, non-empty text; empty text gives
 * MUSTER_ERROR_INVALID. A trailing "[uuid]" binds the member before it. */
MusterParty             *muster_party_parse        (const char *text, GError **error);
/* text is kept where it reads as these members, else it is made from them. A name that would read as several members
 * is written so that it does not ("A / B" as "A/B"). NULL where n_members is 0. */
MusterParty             *muster_party_new          (const MusterPartyMember *members, guint n_members,
                                                    const char *text /* nullable */);
MusterParty             *muster_party_ref          (MusterParty *self);
void                     muster_party_unref        (MusterParty *self);

guint                    muster_party_get_n        (const MusterParty *self);
const MusterPartyMember *muster_party_get_member   (const MusterParty *self, guint i);
/* The text as given, without ids. */
const char              *muster_party_get_text     (const MusterParty *self);
/* Any member is TBC. */
gboolean                 muster_party_has_tbc      (const MusterParty *self);
/* Text that parses back to an equal value: the text as given, with "[uuid]" after each bound member. */
char                    *muster_party_to_canonical (const MusterParty *self);
gboolean                 muster_party_equal        (const MusterParty *a, const MusterParty *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterParty, muster_party_unref)

G_END_DECLS
