/* muster-drafts.h - offers back what was being typed when Muster last ended, one record at a time, in a banner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-banner.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_DRAFTS (muster_drafts_get_type ())
G_DECLARE_FINAL_TYPE (MusterDrafts, muster_drafts, MUSTER, DRAFTS, GObject)

/* Signals when the person wants to go on, both with (const MusterId *, const MusterKind *) as pointers: "open-record";
 * or "open-kind" where the record was never saved, so that the drafts above the table of its kind offer it. */
MusterDrafts *muster_drafts_new (MusterStore *store, MusterBanner *banner);

G_END_DECLS
