/* muster-team-sheet.h - a team in words: what its page says, and what is printed of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sheet.h"

G_BEGIN_DECLS

/* What stands in the sections that are not a MusterTeamPart. */
#define MUSTER_TEAM_PLACES MUSTER_TEAM_N

/* The sections of the first column come first; *n_first says how many they are. */
MusterSheet *muster_team_sheet_new (MusterTeamView *view, guint *n_first);

G_END_DECLS
