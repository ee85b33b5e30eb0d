/* muster-programme-sheet.h - a programme in words: what its tabs say, and what is printed of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-programme-view.h"
#include "muster-sheet.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_TAB_GOVERNANCE,
  MUSTER_TAB_WORKSTREAMS,
  MUSTER_TAB_MEASURES,
  MUSTER_TAB_MONEY,
  MUSTER_TAB_POPULATION,
  MUSTER_TAB_PEOPLE,
  MUSTER_TAB_DECISIONS,
  MUSTER_TAB_FINDINGS,
  MUSTER_TAB_REPORT,
  MUSTER_TAB_N
} MusterTab;

/* Translated. */
const char  *muster_tab_get_label       (MusterTab tab);

/* One tab; the section's part is its MusterProgrammePart, in a report its MusterReportPart. */
MusterSheet *muster_programme_sheet_new (MusterProgrammeView *view, MusterTab tab);

/* What stands under a body's name: rhythm, chair, members, and the lines that the tree does not draw. */
char        *muster_body_describe       (MusterBodyNode *node);

G_END_DECLS
