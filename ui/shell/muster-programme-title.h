/* muster-programme-title.h - which programme is open, over the list of pages; it leads to the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PROGRAMME_TITLE (muster_programme_title_get_type ())
G_DECLARE_FINAL_TYPE (MusterProgrammeTitle, muster_programme_title, MUSTER, PROGRAMME_TITLE, AdwBin)

/* name: what it is called whatever is in it; NULL: by the first programme in it, and else by its file. */
void muster_programme_title_set_store (MusterProgrammeTitle *self, MusterStore *store, const char *name);

G_END_DECLS
