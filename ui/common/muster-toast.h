/* muster-toast.h - a line of news over a window, the last that there is: it does not queue behind older ones.
 *
 * AdwToastOverlay queues, and that of libadwaita 1.2 frees a toast that is dismissed while it still comes or goes, so
 * that two saves in a second could end the app. It looks like one: it is styled as one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_TOAST_OVERLAY (muster_toast_overlay_get_type ())
G_DECLARE_FINAL_TYPE (MusterToastOverlay, muster_toast_overlay, MUSTER, TOAST_OVERLAY, GtkWidget)

/* child: what lies below the news, and takes the focus when they go. */
GtkWidget *muster_toast_overlay_new     (GtkWidget *child);
/* text: plain. button_label is nullable; with one, the news stay long enough to reach it, and action_name is what it
 * does. They stay while the pointer or the focus is on them. */
void       muster_toast_overlay_show    (MusterToastOverlay *self, const char *text, const char *button_label,
                                         const char *action_name);
void       muster_toast_overlay_dismiss (MusterToastOverlay *self);
/* bar: something at the lower end of the child, however deep within. News stand above it while it takes room. */
void       muster_toast_overlay_keep_clear (GtkWidget *bar);

G_END_DECLS
