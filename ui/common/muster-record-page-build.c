/* muster-record-page-build.c - the parts of the page, and what each shows of a record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-conflict-row.h"
#include "muster-findings-section.h"
#include "muster-history-section.h"
#include "muster-info-row.h"
#include "muster-label.h"
#include "muster-links-section.h"
#include "muster-record-header.h"
#include "muster-sending-label.h"
#include "muster-words.h"
#include "muster-writing.h"

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static void
put (GtkWidget *place, GtkWidget *content)
{
  GtkWidget *old = gtk_widget_get_first_child (place);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (place), old);
  if (content != NULL)
    gtk_box_append (GTK_BOX (place), content);
  gtk_widget_set_visible (place, content != NULL);
}

static void
on_bring_back_cb (MusterRecordPage *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "bring-back", NULL);
}

static GtkWidget *
make_archived_row (MusterRecordPage *self, MusterRecord *record)
{
  GtkWidget *row;

  if (!muster_record_is_archived (record))
    return NULL;
  row = muster_info_row_new ("folder-symbolic",
                             muster_record_page_is_appended (self)
                               ? _("This was withdrawn. It counts for nothing, and stays in the history.")
                               : _("This is archived. It stands in no table unless archived records are shown."));
  muster_writing_limit (muster_info_row_add_button (row, _("_Bring back"), G_CALLBACK (on_bring_back_cb), self),
                        self->store);
  return row;
}

static GtkWidget *
make_infos (MusterRecordPage *self, MusterDetail *detail)
{
  GtkWidget *rows[] = { muster_conflict_row_new (GTK_WIDGET (self), detail->n_conflicts),
                        make_archived_row (self, detail->record) };
  GtkWidget *box = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] != NULL)
      {
        if (box == NULL)
          box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
        gtk_box_append (GTK_BOX (box), rows[i]);
      }
  return box;
}

void
muster_record_page_show_detail (MusterRecordPage *self, MusterDetail *detail, gboolean first)
{
  guint32 today = muster_clock_today (muster_store_get_clock (self->store));
  MusterRecord *record = detail->record;
  g_autofree char *title = muster_record_dup_title (record);

  muster_sending_label_show (MUSTER_SENDING_LABEL (self->sending), muster_record_get_id (record));
  put (self->header, muster_record_header_new (detail, today, muster_record_page_open_link, self));
  put (self->infos, make_infos (self, detail));
  if (muster_record_page_is_read_only (self))
    put (self->entered, muster_facts_new (record, MUSTER_FACTS_ENTERED, muster_record_page_open_link, self));
  else if (first)
    muster_record_editor_load (MUSTER_RECORD_EDITOR (self->editor), record);
  else
    muster_record_editor_rebase (MUSTER_RECORD_EDITOR (self->editor), record);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (first)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

void
muster_record_page_show_rest (MusterRecordPage *self)
{
  MusterDetail *detail = self->detail;

  put (self->findings, muster_findings_section_new (detail));
  put (self->rollup, muster_rollup_section_new (detail));
  muster_links_section_show (MUSTER_LINKS_SECTION (self->links), detail->backlinks,
                             !muster_record_is_archived (detail->record));
  muster_history_section_show (MUSTER_HISTORY_SECTION (self->history), muster_record_get_id (detail->record));
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_toolbar (MusterRecordPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean appended = muster_record_page_is_appended (self);
  GtkWidget *archive;

  gtk_widget_add_css_class (bar, "toolbar");
  self->close = muster_button_new_icon ("window-close-symbolic", _("Close this record"), "record.hide");
  self->sending = muster_sending_label_new (self->store);
  gtk_widget_set_hexpand (self->sending, TRUE);
  gtk_widget_set_margin_start (self->sending, 12);
  gtk_box_append (GTK_BOX (bar), self->sending);
  if (self->kind->id == MUSTER_KIND_RISK)
    gtk_box_append (GTK_BOX (bar),
                    muster_writing_limit (muster_button_new (_("_Re-assess…"), "record.reassess"), self->store));
  if (appended)
    gtk_box_append (GTK_BOX (bar),
                    muster_writing_limit (muster_button_new (_("Add a new _one"), "record.add-another"), self->store));
  archive = muster_button_new (appended ? _("_Withdraw") : _("_Archive"), "record.archive");
  muster_writing_limit (archive, self->store);
  gtk_widget_add_css_class (archive, "flat");
  gtk_box_append (GTK_BOX (bar), archive);
  gtk_box_append (GTK_BOX (bar), self->close);
  return bar;
}

static void
on_state_cb (MusterRecordPage *self)
{
  gtk_label_set_text (GTK_LABEL (self->state),
                      muster_record_editor_get_state (MUSTER_RECORD_EDITOR (self->editor)));
}

static GtkWidget *
make_save_bar (MusterRecordPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = muster_button_new (_("_Save"), "record.save");

  self->state = gtk_label_new ("");
  muster_label_shorten (self->state);
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_widget_set_margin_start (self->state, 9);
  gtk_widget_add_css_class (self->state, "dim-label");
  gtk_widget_add_css_class (save, "suggested-action");
  /* The focus stays where something was typed: once saved, the button takes none. */
  gtk_widget_set_focus_on_click (save, FALSE);
  gtk_widget_add_css_class (line, "toolbar");
  gtk_box_append (GTK_BOX (line), self->state);
  gtk_box_append (GTK_BOX (line), muster_button_new (_("_Discard"), "record.discard"));
  gtk_box_append (GTK_BOX (line), save);
  gtk_box_append (GTK_BOX (bar), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (bar), line);
  return bar;
}

static GtkWidget *
make_place (GtkWidget *box)
{
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_visible (place, FALSE);
  gtk_box_append (GTK_BOX (box), place);
  return place;
}

static GtkWidget *
make_content (MusterRecordPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 30);
  self->header = make_place (box);
  self->infos = make_place (box);
  self->editor = muster_record_editor_new (self->store, self->kind, NULL);
  gtk_widget_set_visible (self->editor, !muster_record_page_is_read_only (self));
  gtk_box_append (GTK_BOX (box), self->editor);
  self->entered = make_place (box);
  self->findings = make_place (box);
  self->rollup = make_place (box);
  self->links = muster_links_section_new (self->store, self->kind);
  gtk_box_append (GTK_BOX (box), self->links);
  self->history = muster_history_section_new (self->store);
  gtk_box_append (GTK_BOX (box), self->history);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static GtkWidget *
make_status_page (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
on_links_add_cb (MusterRecordPage *self, const MusterKind *kind)
{
  muster_record_page_add_part (self, kind);
}

static void
on_saved_cb (MusterRecordPage *self)
{
  muster_record_page_emit_toast (self, _("Saved"), TRUE);
  muster_reading_ask (self->reading);
}

static void
connect_parts (MusterRecordPage *self)
{
  g_signal_connect_object (self->editor, "notify::state-text", G_CALLBACK (on_state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::changed", G_CALLBACK (muster_record_page_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "open-record", G_CALLBACK (muster_record_page_open_link), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->links, "open-link", G_CALLBACK (muster_record_page_emit_open), self);
  g_signal_connect_swapped (self->links, "add", G_CALLBACK (on_links_add_cb), self);
  g_signal_connect_swapped (self->history, "restore", G_CALLBACK (muster_record_page_restore), self);
}

void
muster_record_page_build (MusterRecordPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *viewport;

  self->stack = gtk_stack_new ();
  /* A page that nobody sees yet is not measured. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), make_content (self));
  /* Long texts are as high as they are long. */
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_toolbar (self));
  gtk_box_append (GTK_BOX (box), self->scrolled);
  self->bar = make_save_bar (self);
  gtk_widget_set_visible (self->bar, !muster_record_page_is_read_only (self));
  gtk_box_append (GTK_BOX (box), self->bar);
  self->missing = make_status_page ("dialog-warning-symbolic", _("This Record Could Not Be Read"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "record");
  gtk_stack_add_named (GTK_STACK (self->stack), self->missing, "missing");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  connect_parts (self);
}
