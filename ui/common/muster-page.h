/* muster-page.h - what the desk asks of every page that it shows: Today, a register, a team on one page.
 *
 * A page is a widget. What it does not implement it has no use for: a page without records to add cannot add. The desk
 * owns the pages, keeps the way back and forward between them, and tells each which place of the programme to show.
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-id.h"
#include "muster-kind.h"

G_BEGIN_DECLS

/* The page of what a person has to decide, to which others lead. */
#define MUSTER_PAGE_ATTENTION "attention"

#define MUSTER_TYPE_PAGE (muster_page_get_type ())
G_DECLARE_INTERFACE (MusterPage, muster_page, MUSTER, PAGE, GtkWidget)

/* Signals that a page emits by the functions below:
 *   "open-record" (gpointer const MusterId *id, gpointer const MusterKind *kind): show it on the page of its kind, be
 *     it this one, so that Back leads here;
 *   "open-page" (const char *name): go to a page, so that Back leads here;
 *   "toast" (const char *text, gboolean offer_undo): say it in passing;
 *   "leaving" (): what has the page for itself gives way to its form, and Back is to lead to it again;
 *   "way-back-changed" (): ask anew what can_go_back() and get_record() say. */
struct _MusterPageInterface {
  GTypeInterface parent_iface;

  /* Shows a record of the page's own kind. */
  void     (*open_record)  (MusterPage *self, const MusterId *id);
  /* Goes on with what was typed into such a record: shows its form, the cursor where one stopped. */
  void     (*resume)       (MusterPage *self, const MusterId *id);
  /* The record that has the whole page for itself; FALSE: none. Back from it leads to close_record(). */
  gboolean (*get_record)   (MusterPage *self, MusterId *id);
  void     (*close_record) (MusterPage *self);
  /* Shows what belongs to a team, an area or a programme alone, and adds to it; NULL: everything. */
  void     (*set_scope)    (MusterPage *self, const MusterKind *kind, const MusterId *scope);
  /* A step back within the page, as from the record to the table where only one has room. TRUE: it was made. */
  gboolean (*can_go_back)  (MusterPage *self);
  gboolean (*go_back)      (MusterPage *self);
  /* Asks for a new record. */
  void     (*add)          (MusterPage *self);
  /* Goes on with a new record that was begun before and is still a draft. */
  void     (*go_on)        (MusterPage *self, const MusterId *id);
  /* Puts the cursor into the filter. */
  void     (*focus_filter) (MusterPage *self);
  /* Hands what is being typed to the store, as drafts. */
  void     (*flush)        (MusterPage *self);
};

void     muster_page_open_record  (MusterPage *self, const MusterId *id);
void     muster_page_resume       (MusterPage *self, const MusterId *id);
gboolean muster_page_get_record   (MusterPage *self, MusterId *id);
void     muster_page_close_record (MusterPage *self);
void     muster_page_set_scope    (MusterPage *self, const MusterKind *kind, const MusterId *scope);
gboolean muster_page_has_scope    (MusterPage *self);
gboolean muster_page_can_go_back  (MusterPage *self);
gboolean muster_page_go_back      (MusterPage *self);
gboolean muster_page_can_add      (MusterPage *self);
void     muster_page_add          (MusterPage *self);
void     muster_page_go_on        (MusterPage *self, const MusterId *id);
gboolean muster_page_can_filter   (MusterPage *self);
void     muster_page_focus_filter (MusterPage *self);
void     muster_page_flush        (MusterPage *self);

/* For the pages themselves. */
void     muster_page_emit_open_record (MusterPage *self, const MusterId *id, const MusterKind *kind);
void     muster_page_emit_open_page   (MusterPage *self, const char *name);
void     muster_page_emit_toast       (MusterPage *self, const char *text, gboolean offer_undo);
void     muster_page_emit_leaving     (MusterPage *self);
void     muster_page_emit_way_back    (MusterPage *self);

G_END_DECLS
