/* muster-help-window.h - the pages of help beside the list of topics, with no network and no other program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_HELP_WINDOW (muster_help_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterHelpWindow, muster_help_window, MUSTER, HELP_WINDOW, AdwWindow)

/* Opens it beside parent, or brings the one that is open there to the front. topic: the id of a page; NULL: the one
 * that is open, else the first. One that is not there leaves it as it is. */
void muster_help_window_present (GtkWindow *parent, const char *topic);

G_END_DECLS
