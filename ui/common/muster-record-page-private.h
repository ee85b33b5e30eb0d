/* muster-record-page-private.h - the page cut by concern: building, showing, acting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-reading.h"
#include "muster-steps.h"
#include "muster-record-editor.h"
#include "muster-record-page.h"

G_BEGIN_DECLS

struct _MusterRecordPage {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  MusterId id;              /* nil: none */
  MusterDetail *detail;     /* of id, or of the record before while that is read; nullable */
  GSimpleActionGroup *actions;
  MusterReading *reading;   /* of the detail of id */
  MusterSteps *steps;       /* the page has been seen, then the first record is read */
  MusterSteps *rest;        /* of the first record: what stands below its form */
  gboolean begun, shown;    /* a record was asked for; has been shown */
  void (*focus_due) (MusterRecordPage *self); /* once the record is there; NULL: nothing is */

  GtkWidget *stack;
  GtkWidget *sending;       /* how the record stands with the endpoint */
  GtkWidget *close;
  GtkWidget *scrolled;
  GtkWidget *header;        /* place of what is made anew with each record */
  GtkWidget *infos;
  GtkWidget *editor;
  GtkWidget *entered;
  GtkWidget *findings;
  GtkWidget *links;
  GtkWidget *rollup;
  GtkWidget *history;
  GtkWidget *bar;
  GtkWidget *state;
  GtkWidget *missing;
};

void muster_record_page_build          (MusterRecordPage *self);
/* But for what stands below the form, which is of self->detail. */
void muster_record_page_show_detail    (MusterRecordPage *self, MusterDetail *detail, gboolean first);
void muster_record_page_show_rest      (MusterRecordPage *self);
void muster_record_page_make_actions   (MusterRecordPage *self);
void muster_record_page_update_actions (MusterRecordPage *self);
/* Records are added and withdrawn, never edited. */
/* Its kind is added and withdrawn, and never edited. */
gboolean muster_record_page_is_appended  (MusterRecordPage *self);
/* It has facts in place of a form. */
gboolean muster_record_page_is_read_only (MusterRecordPage *self);

void muster_record_page_emit_open      (MusterRecordPage *self, const MusterId *id, const MusterKind *kind);
void muster_record_page_emit_add       (MusterRecordPage *self, MusterRecord *fresh);
void muster_record_page_emit_close     (MusterRecordPage *self);
void muster_record_page_emit_toast     (MusterRecordPage *self, const char *text, gboolean offer_undo);
/* A record of a kind that is a part of the one shown. */
void muster_record_page_add_part       (MusterRecordPage *self, const MusterKind *kind);
void muster_record_page_restore        (MusterRecordPage *self, gint64 version);
/* The kind of the record is not known yet: it is read. */
void muster_record_page_open_link      (gpointer self, const MusterId *id);

G_END_DECLS
