/* muster-window-private.h - what the action table calls, and what the actions need of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-actions.h"
#include "muster-desk.h"
#include "muster-window.h"

G_BEGIN_DECLS

/* NULL while no replica is open. */
MusterDesk  *muster_window_get_desk         (MusterWindow *self);
MusterStore *muster_window_get_store        (MusterWindow *self);
/* Asks for an invitation. apart: for a file of its own, whatever is open; else that is left to how it stands. */
void         muster_window_start_joining    (MusterWindow *self, gboolean apart);
/* In the window that has it; else here, or apart: in a window of its own. */
void         muster_window_show_file        (MusterWindow *self, const char *path, gboolean apart);
/* Opens, and makes the file where there is none. */
void         muster_window_create           (MusterWindow *self, const char *path);
/* Puts a copy of the file at backup in the place of the one that the window is on, and opens it. */
void         muster_window_restore          (MusterWindow *self, const char *backup);
/* What was last tried, once more. */
void         muster_window_retry            (MusterWindow *self);
/* action_name and button_label may be NULL. */
void         muster_window_show_toast       (MusterWindow *self, const char *text, const char *button_label,
                                             const char *action_name);

void         muster_window_new_record       (GtkWindow *window, const MusterAction *action);
void         muster_window_add_to_page      (GtkWindow *window, const MusterAction *action);
void         muster_window_add_plan         (GtkWindow *window, const MusterAction *action);
void         muster_window_save             (GtkWindow *window, const MusterAction *action);
void         muster_window_print            (GtkWindow *window, const MusterAction *action);
void         muster_window_search           (GtkWindow *window, const MusterAction *action);
void         muster_window_filter           (GtkWindow *window, const MusterAction *action);
void         muster_window_undo             (GtkWindow *window, const MusterAction *action);
void         muster_window_redo             (GtkWindow *window, const MusterAction *action);
void         muster_window_go_to_page       (GtkWindow *window, const MusterAction *action);
void         muster_window_go_back          (GtkWindow *window, const MusterAction *action);
void         muster_window_go_forward       (GtkWindow *window, const MusterAction *action);
void         muster_window_choose_scope     (GtkWindow *window, const MusterAction *action);
void         muster_window_show_everywhere  (GtkWindow *window, const MusterAction *action);
void         muster_window_choose_file      (GtkWindow *window, const MusterAction *action);
void         muster_window_show_backups     (GtkWindow *window, const MusterAction *action);
void         muster_window_import           (GtkWindow *window, const MusterAction *action);
void         muster_window_look_at_example  (GtkWindow *window, const MusterAction *action);
void         muster_window_start_here       (GtkWindow *window, const MusterAction *action);
void         muster_window_try_again        (GtkWindow *window, const MusterAction *action);
void         muster_window_show_programmes  (GtkWindow *window, const MusterAction *action);
void         muster_window_say_who          (GtkWindow *window, const MusterAction *action);
void         muster_window_show_preferences (GtkWindow *window, const MusterAction *action);
void         muster_window_open_menu        (GtkWindow *window, const MusterAction *action);
void         muster_window_show_help         (GtkWindow *window, const MusterAction *action);
void         muster_window_show_shortcuts   (GtkWindow *window, const MusterAction *action);
void         muster_window_show_about       (GtkWindow *window, const MusterAction *action);
void         muster_window_sync_now         (GtkWindow *window, const MusterAction *action);
void         muster_window_join             (GtkWindow *window, const MusterAction *action);
void         muster_window_close            (GtkWindow *window, const MusterAction *action);
void         muster_window_quit             (GtkWindow *window, const MusterAction *action);

G_END_DECLS
