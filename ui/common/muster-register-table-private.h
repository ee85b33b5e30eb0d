/* muster-register-table-private.h - the table cut by concern: list, states, toolbar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-columns.h"
#include "muster-register-table.h"

G_BEGIN_DECLS

/* Scroll bars lie above what scrolls: so much of it is left to them. */
#define MUSTER_BESIDE_SCROLL_BAR 15

struct _MusterRegisterTable {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  MusterColumns *columns;
  MusterQuery *query;
  MusterRecordList *list;
  GtkMultiSelection *selection;
  GSimpleActionGroup *actions;

  GtkWidget *box;
  GtkWidget *filter;
  GtkWidget *count;
  GtkWidget *bar;
  GtkWidget *filters;      /* the button of what is chosen besides the words */
  GtkWidget *filters_said; /* the same in words */
  GtkWidget *filters_line;
  GtkWidget *add;
  GtkWidget *drafts;
  GtkWidget *many;       /* revealed while several rows are chosen */
  GtkWidget *n_chosen;
  GtkWidget *bring_back;
  GtkWidget *stack;
  GtkWidget *header;
  GtkWidget *list_view;
  GtkWidget *spinner;
  GtkWidget *error_page;
  GtkWidget *nothing_page;
  guint spinner_source;
  guint compact_source;
  gboolean sized; /* it is known how wide we are; until then all is as small as it can be */
  guint scroll_source;
  guint tick_id, n_ticks; /* while there are rows to tell */
  gboolean from_top; /* another question was asked: its answer is shown from the top */
  gint64 wanted_rowid; /* select it once it is in the list; 0: none */
  MusterId scope; /* nil: everything */
  gboolean focus_wanted; /* the rows get the focus once they are read */
  guint none_asked;    /* how often it is being read whether none is here because all are archived */
  gboolean shows_none; /* or is about to: why there is nothing is read */
  gboolean keep_quiet; /* the selection moves because it was told to */
};

void     muster_register_table_build_toolbar (MusterRegisterTable *self);
void     muster_register_table_recall_columns (MusterRegisterTable *self);
void     muster_register_table_show_filters (MusterRegisterTable *self);
GtkWidget *muster_register_table_make_filters (MusterRegisterTable *self);
void     muster_register_table_make_filters_line (MusterRegisterTable *self);
/* What a choice of a filter is called; "" is that nothing is set. */
const char *muster_register_table_label_term (const MusterField *field, const char *term);
void     muster_register_table_build_states  (MusterRegisterTable *self);
void     muster_register_table_build_list    (MusterRegisterTable *self);
void     muster_register_table_build_many    (MusterRegisterTable *self);
/* The one row that is chosen; GTK_INVALID_LIST_POSITION: none or several. */
guint    muster_register_table_get_chosen    (MusterRegisterTable *self);
void     muster_register_table_hand_on_focus (MusterRegisterTable *self);
/* How many are chosen has changed. */
void     muster_register_table_show_chosen   (MusterRegisterTable *self);
void     muster_register_table_show_state    (MusterRegisterTable *self);
void     muster_register_table_apply_query   (MusterRegisterTable *self);
void     muster_register_table_emit_add      (MusterRegisterTable *self);
gboolean muster_register_table_emit_leave   (MusterRegisterTable *self);
void     muster_register_table_emit_continue (MusterRegisterTable *self, const MusterId *id);
void     muster_register_table_emit_several  (MusterRegisterTable *self);
void     muster_register_table_emit_toast    (MusterRegisterTable *self, const char *text, gboolean offer_undo);
void     muster_register_table_emit_activated (MusterRegisterTable *self, guint position);
void     muster_register_table_emit_edit     (MusterRegisterTable *self, guint position);

G_END_DECLS
