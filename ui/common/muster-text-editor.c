/* muster-text-editor.c - paragraphs, and lists with an item a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-editors-private.h"

#define LEAST_HEIGHT 62
#define MOST_HEIGHT 360

struct _MusterTextEditor {
  MusterFieldEditor parent_instance;
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (MusterTextEditor, muster_text_editor, MUSTER_TYPE_FIELD_EDITOR)

static void
muster_text_editor_show (MusterFieldEditor *editor, const char *text, MusterRecord *titles)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (MUSTER_TEXT_EDITOR (editor)->view));

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
muster_text_editor_forget_undo (MusterFieldEditor *editor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (MUSTER_TEXT_EDITOR (editor)->view));

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
}

static char *
muster_text_editor_read (MusterFieldEditor *editor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (MUSTER_TEXT_EDITOR (editor)->view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
on_leave_cb (MusterFieldEditor *editor)
{
  /* A window that closes takes the focus away when the editor has gone, and its words are kept already. */
  if (gtk_widget_in_destruction (GTK_WIDGET (editor)))
    return;
  if (!muster_field_editor_note_left_out (editor))
    muster_field_editor_set_note (editor, NULL);
}

static GtkWidget *
muster_text_editor_build (MusterFieldEditor *editor)
{
  MusterTextEditor *self = MUSTER_TEXT_EDITOR (editor);
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  /* Tab moves on, as everywhere in a form. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 7);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 7);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "changed",
                            G_CALLBACK (muster_field_editor_emit_edited), self);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, focus);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), LEAST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_frame_set_child (GTK_FRAME (frame), scrolled);
  gtk_widget_add_css_class (frame, "paragraphs");
  return frame;
}

static GtkWidget *
muster_text_editor_get_target (MusterFieldEditor *editor)
{
  return MUSTER_TEXT_EDITOR (editor)->view;
}

static void
muster_text_editor_class_init (MusterTextEditorClass *klass)
{
  MusterFieldEditorClass *editor_class = MUSTER_FIELD_EDITOR_CLASS (klass);

  editor_class->build = muster_text_editor_build;
  editor_class->show = muster_text_editor_show;
  editor_class->forget_undo = muster_text_editor_forget_undo;
  editor_class->read = muster_text_editor_read;
  editor_class->get_target = muster_text_editor_get_target;
}

static void
muster_text_editor_init (MusterTextEditor *self)
{
}
