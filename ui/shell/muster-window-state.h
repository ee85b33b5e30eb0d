/* muster-window-state.h - what a window is made of, for the files that are it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-review-notice.h"
#include "muster-start-page.h"
#include "muster-syncer.h"
#include "muster-window-private.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_TRY_OPEN,
  MUSTER_TRY_CREATE,
  MUSTER_TRY_EXAMPLE,
  MUSTER_TRY_RESTORE, /* a backup is put in its place first */
} MusterTry;

struct _MusterWindow
{
  AdwApplicationWindow parent_instance;

  MusterClock *clock;
  GSettings *settings; /* owned, nullable */
  char *login; /* signs what is saved where the settings name nobody */

  GtkWidget *toasts;
  GtkStack *stack;
  MusterStartPage *start; /* children of the stack, nullable */
  MusterDesk *desk;
  guint loading_source;

  MusterStore *store; /* owned, nullable */
  MusterSyncer *syncer; /* of store; owned, nullable */
  MusterReviewNotice *reviews; /* of store; owned, nullable */
  gboolean read_only; /* with store: why, the desk says */
  char *path;         /* owned, nullable */
  MusterTry last_try;
  char *backup;       /* to be restored; owned, nullable */
  char *not_restored; /* why, to be said once the file is open again; owned, nullable */
  GCancellable *cancellable; /* of the opening under way */

  gboolean asking;    /* whether what was typed may be left */
  gboolean may_leave;
  char *next_path;    /* to be opened then, NULL: the window closes; owned */
  MusterTry next_try;
};

/* ---- muster-window.c --------------------------------------------------------------------------------------------- */

/* Title and actions, as what is open has them. */
void     muster_window_update         (MusterWindow *self);
/* read_only: why, NULL: it is not. */
void     muster_window_set_up_desk    (MusterWindow *self, MusterStore *store, const char *read_only);
/* The store closes, once what was typed last is on the disk. */
void     muster_window_take_down_desk (MusterWindow *self);

/* ---- muster-window-open.c ---------------------------------------------------------------------------------------- */

/* Whether the desk may go now. If not, it is asked for, and what was wanted happens once it may: path is opened, or
 * with NULL the window closes. */
gboolean muster_window_may_leave      (MusterWindow *self, const char *path, MusterTry try);

G_END_DECLS
