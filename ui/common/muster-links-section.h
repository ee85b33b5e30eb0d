/* muster-links-section.h - what points to a record, by kind and field, each opening its own page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_LINKS_SECTION (muster_links_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterLinksSection, muster_links_section, MUSTER, LINKS_SECTION, GtkWidget)

/* Signals: "open-link" (const MusterId *id, const MusterKind *kind); "add" (const MusterKind *kind), for a kind whose
 * records can be a part of this one. */
GtkWidget *muster_links_section_new  (MusterStore *store, const MusterKind *kind);
/* Element type MusterBacklink. Nothing moves where nothing changed, so that the focus stays. */
void       muster_links_section_show (MusterLinksSection *self, GPtrArray *backlinks, gboolean may_add);

G_END_DECLS
