/* muster-ledger-admin.h - what an administrator looks at: people, scopes, the log as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-ledger.h"

G_BEGIN_DECLS

typedef struct {
  MusterId person;
  char    *name;
  GArray  *grants; /* MusterGrant */
} MusterMember;

typedef struct {
  MusterId    scope;
  const char *kind;     /* "area"; "server" for the whole */
  char       *name;
  gboolean    archived;
} MusterScope;

/* MusterMember, in the order in which they came. */
GPtrArray *muster_ledger_list_people (MusterLedger *self, GError **error);
/* MusterScope, the server first, then by kind and name. */
GPtrArray *muster_ledger_list_scopes (MusterLedger *self, GError **error);
/* Commits as the protocol has them, with all there is to know about each, one a line, by seq. */
gboolean   muster_ledger_export      (MusterLedger *self, GOutputStream *out, GError **error);
/* Outside a batch: in the place of its own people, what they may do, devices, tokens and codes, those of the data at
 * path, where they are this server's, are whole, and can be read. FALSE: nothing was changed. */
gboolean   muster_ledger_carry_people (MusterLedger *self, const char *path, GError **error);

G_END_DECLS
