/* muster-chooser.h - asks for a file to open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): unref it once it has responded. label: what files with one of the suffixes are; any other can be
 * shown too. */
GtkNativeDialog *muster_chooser_new (GtkWindow *parent, const char *title, const char *label,
                                     const char *const *suffixes);

G_END_DECLS
