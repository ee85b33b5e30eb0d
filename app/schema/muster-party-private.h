/* muster-party-private.h - how a party is kept, for its value and its text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-party.h"

G_BEGIN_DECLS

typedef struct {
  MusterPartyMember public; /* name is owned, record is NULL or points to id */
  MusterId id;
  gsize end; /* where the member ends in the text without ids; 0 where there is no place for an id */
} MusterPartyEntry;

struct _MusterParty {
  gatomicrefcount refs;
  GPtrArray *entries; /* of MusterPartyEntry, owned */
  char *text;         /* owned, without ids */
};

/* Sets the text and the members of a new party from trimmed, non-empty text. */
void  muster_party_read_text (MusterParty *self, const char *trimmed);
/* Text for members that came without one. Names are written so that they read back as one member each. */
char *muster_party_make_text (const MusterPartyMember *members, guint n_members);

void  muster_party_entry_free (gpointer entry);
void  muster_party_entry_bind (MusterPartyEntry *self, const MusterId *id);

G_END_DECLS
