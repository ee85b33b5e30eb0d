/* muster-pages.h - the pages of the desk, in one table: those that lead the sidebar, then a register for each kind.
 *
 * A page goes by a name that settings may remember: that of the kind which it shows, or one of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_PAGE_PROGRAMME "overview"
#define MUSTER_PAGE_SEARCH "search"

/* Those that lead the sidebar, from the top. */
guint       muster_pages_count_leading (void);
const char *muster_pages_get_leading   (guint i);
gboolean    muster_pages_is_leading    (const char *name);
/* NULL: of a kind that does not lead. */
const char *muster_pages_get_icon      (const char *name);

gboolean    muster_pages_exist         (const char *name);
/* Translated. */
const char *muster_pages_get_label     (const char *name);
/* A MusterPage; name is one that exists. */
GtkWidget  *muster_pages_make          (const char *name, MusterStore *store);

G_END_DECLS
