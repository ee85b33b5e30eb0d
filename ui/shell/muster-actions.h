/* muster-actions.h - everything that can be asked of a window, in one table.
 *
 * The actions, their keys, the primary menu and the page of shortcuts all come from it; there is no second list. Keys
 * that a page has to itself stand in the table of that page, from which the page of shortcuts takes them too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The groups of the shortcuts page, in their order. */
typedef enum {
  MUSTER_ACTION_RECORDS,
  MUSTER_ACTION_EDITING,
  MUSTER_ACTION_GOING,
  MUSTER_ACTION_TODAY,
  MUSTER_ACTION_PLAN,
  MUSTER_ACTION_FILES,
  MUSTER_ACTION_GENERAL,
  MUSTER_N_ACTION_GROUPS
} MusterActionGroup;

typedef enum {
  MUSTER_ACTION_IN_MENU    = 1 << 0,
  MUSTER_ACTION_AFTER_TEXT = 1 << 1, /* the text that has the focus may use the keys first: Ctrl+Z undoes typing */
  MUSTER_ACTION_OF_PAGE    = 1 << 2, /* a page does it by itself while it has the focus; here for its keys alone */
  MUSTER_ACTION_ON_SHOW    = 1 << 3, /* of what is on show: search, which shows nothing of its own, does not offer it */
} MusterActionFlags;

typedef struct _MusterAction MusterAction;
typedef void (*MusterActionFunc) (GtkWindow *window, const MusterAction *action);

struct _MusterAction {
  const char       *name;      /* without "win." */
  const char       *accels[3]; /* as gtk_accelerator_parse() reads them; ends with NULL */
  const char       *label;     /* N_(), with its mnemonic */
  MusterActionGroup group;
  MusterActionFlags flags;
  MusterActionFunc  activate;
  const char       *page;      /* for actions that go to one: its name in muster-pages.h */
  const char       *also;      /* N_(), other words that people look for it by; NULL: none */
};

/* The keys of every action but those that text has first; once for the application. */
void        muster_actions_set_accels  (GtkApplication *application);
/* The actions themselves, and the keys that text has first; once for each window. */
void        muster_actions_install     (GtkApplicationWindow *window);
void        muster_actions_set_enabled (GtkApplicationWindow *window, const char *name, gboolean enabled);

GMenuModel *muster_actions_make_menu   (void);
/* Calls func with name ("win.undo") and title ("Undo") of each whose title, or what else
 * it is called, has words that begin as those of text. */
typedef void (*MusterActionFoundFunc) (const char *name, const char *title, gpointer data);
void        muster_actions_find        (const char *text, MusterActionFoundFunc func, gpointer data);
/* A new window of shortcuts. */
GtkWindow  *muster_actions_make_help   (void);

G_END_DECLS
