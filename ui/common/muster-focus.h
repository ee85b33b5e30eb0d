/* muster-focus.h - where the keyboard is, and the Tab key, which enters a page where it begins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A "focus" that goes through the children in the order in which they were added. For a widget that has a "grab_focus"
 * of its own: GTK 4.8 would grab it when the Tab key comes by, past all that stands before the part that it goes to. */
gboolean muster_focus_next (GtkWidget *widget, GtkDirectionType direction);
/* Scrolls what holds the widget so that all of it is seen: a viewport follows the keyboard only when that moves, and
 * what comes to stand above a field pushes it out of sight. */
void     muster_focus_reveal (GtkWidget *widget);
/* Does so for what has the keyboard whenever what is in the scrolled window gets longer or shorter. */
void     muster_focus_follow (GtkScrolledWindow *scrolled);
/* Whether the widget, or something in it, has the keyboard of its window and can be seen. */
gboolean muster_focus_is_within (GtkWidget *widget);
/* Goes to what the Tab key would come to first in it, wherever in it the keyboard is now. */
gboolean muster_focus_first (GtkWidget *widget);

G_END_DECLS
