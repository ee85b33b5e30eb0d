/* muster-desk.h - an open replica as a place to work: the sidebar, and the pages, each made when it is asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_DESK (muster_desk_get_type ())
G_DECLARE_FINAL_TYPE (MusterDesk, muster_desk, MUSTER, DESK, AdwBin)

/* Signal "toast" (const char *text, gboolean offer_undo). Property "page" (string, read-only, notified): what to give
 * to muster_desk_show_page() to come back to this page. */

/* name: what the sidebar calls a file that is not the person's own programme, NULL otherwise. read_only: a sentence on
 * why nothing can be changed, NULL where it can. */
GtkWidget  *muster_desk_new         (MusterStore *store, const char *name, const char *read_only);

/* NULL and names that this version does not know show the first page. */
void        muster_desk_show_page   (MusterDesk *self, const char *page);
/* What one begins with on the page has the keyboard, as soon as it is there. */
void        muster_desk_focus_page  (MusterDesk *self);
const char *muster_desk_get_page    (MusterDesk *self);
/* Translated, for the title of the window; NULL before the first page is shown. */
const char *muster_desk_get_title   (MusterDesk *self);

/* The team, area or programme that the pages show, as the text of its id; "" and what is not there: everything. */
char       *muster_desk_dup_scope   (MusterDesk *self);
void        muster_desk_set_scope   (MusterDesk *self, const char *scope);
/* Lets the person choose one. */
void        muster_desk_choose_scope (MusterDesk *self);

/* Goes to a page, with the focus on it, so that Back leads here. */
void        muster_desk_follow      (MusterDesk *self, const char *page);
/* Likewise, and shows a record there. */
void        muster_desk_open_record (MusterDesk *self, const MusterKind *kind, const MusterId *id);
void        muster_desk_search      (MusterDesk *self);
void        muster_desk_filter      (MusterDesk *self);
gboolean    muster_desk_can_add     (MusterDesk *self);
void        muster_desk_add_record  (MusterDesk *self);
/* Whether the page shows records of one kind, of which a table can bring more. */
gboolean    muster_desk_can_import  (MusterDesk *self);
void        muster_desk_import      (MusterDesk *self);
/* An action of the page that is shown, where it has it. */
void        muster_desk_activate    (MusterDesk *self, const char *action);
/* From a record to its table, to where one was before, to the sidebar: whichever comes first. */
void        muster_desk_go_back     (MusterDesk *self);
void        muster_desk_go_forward  (MusterDesk *self);
void        muster_desk_open_menu   (MusterDesk *self);
/* Hands what is being typed to the store, as drafts. */
void        muster_desk_flush       (MusterDesk *self);
/* Whether nothing is lost with what is typed and is no draft. If not, the person is asked. */
gboolean    muster_desk_may_leave   (MusterDesk *self);

G_END_DECLS
