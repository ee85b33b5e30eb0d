/* muster-window.h - one window on one replica: welcome, loading, the desk, or what is wrong with the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-clock.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_WINDOW (muster_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterWindow, muster_window, MUSTER, WINDOW, AdwApplicationWindow)

/* settings may be NULL. login signs what is saved where they name nobody. Shows nothing until one of the calls
 * below. */
MusterWindow *muster_window_new          (GtkApplication *application, MusterClock *clock, GSettings *settings,
                                          const char *login);

/* Where the person's own programme is asked for and there is none yet, the window welcomes. */
void          muster_window_open         (MusterWindow *self, const char *path);
void          muster_window_open_example (MusterWindow *self);

/* Of the file that was asked for last; NULL: none. */
const char   *muster_window_get_path     (MusterWindow *self);
/* Whether it is open, or being opened. */
gboolean      muster_window_is_open      (MusterWindow *self);

/* Closes every window of the application, each in good order. */
void          muster_window_close_all    (GtkApplication *application);

G_END_DECLS
