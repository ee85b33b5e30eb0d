/* muster-report-sheet.h - a highlight report in words, for screen and paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-report.h"
#include "muster-sheet.h"

G_BEGIN_DECLS

/* The section's part is its MusterReportPart. */
MusterSheet *muster_report_sheet_new (MusterReport *report);

G_END_DECLS
