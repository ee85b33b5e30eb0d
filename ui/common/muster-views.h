/* muster-views.h - what a person chose for the table of a kind: its columns, and filters by name.
 *
 * Kept in the settings of the person on this computer, for every file; where there are none, nothing is kept. Main
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-kind.h"

G_BEGIN_DECLS

/* NULL: the usual ones. (transfer full) */
char    **muster_views_get_columns   (const MusterKind *kind);
void      muster_views_set_columns   (const MusterKind *kind, const char *const *columns);

/* Names, in their order. */
char    **muster_views_list_filters  (const MusterKind *kind);
/* What muster_query_keep() gave; NULL: there is none of that name. */
GVariant *muster_views_get_filter    (const MusterKind *kind, const char *name);
/* Takes the place of one of the same name. */
void      muster_views_put_filter    (const MusterKind *kind, const char *name, GVariant *filter);
/* FALSE where another one has that name. */
gboolean  muster_views_rename_filter (const MusterKind *kind, const char *from, const char *to);
void      muster_views_drop_filter   (const MusterKind *kind, const char *name);

G_END_DECLS
