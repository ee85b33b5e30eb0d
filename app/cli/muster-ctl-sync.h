/* muster-ctl-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ctl.h"
#include "muster-engine.h"

G_BEGIN_DECLS

/* Once. joins: whatever was, they are kept in the file from now on. */
MusterTokens muster_ctl_tokens (MusterCtl *ctl, gboolean joins);

/* What a save said, read by a person or a program: muster_replica_describe(). */
json_t      *muster_ctl_said_to_json (MusterCtl *ctl, const MusterCommit *commit);
void         muster_ctl_print_said (MusterCtl *ctl, const MusterCommit *commit);
/* refused --all */
gboolean     muster_ctl_refused_to_all (MusterCtl *ctl, GError **error);

G_END_DECLS
