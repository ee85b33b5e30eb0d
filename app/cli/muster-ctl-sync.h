/* muster-ctl-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ctl.h"
#include "muster-engine.h"

G_BEGIN_DECLS

MusterTokens muster_ctl_tokens (MusterCtl *ctl);
/* The path of what is kept beside the replica: its own, through links, with an ending. */
char        *muster_ctl_beside (MusterCtl *ctl, const char *ending);

/* What a save was about, in as much as a table has room for. */
char        *muster_ctl_describe_changes (MusterCtl *ctl, const MusterCommit *commit);
/* What a save said, read by a person or a program: muster_replica_describe(). */
json_t      *muster_ctl_said_to_json (MusterCtl *ctl, const MusterCommit *commit);
void         muster_ctl_print_said (MusterCtl *ctl, const MusterCommit *commit);
/* refused --all */
gboolean     muster_ctl_refused_to_all (MusterCtl *ctl, GError **error);

G_END_DECLS
