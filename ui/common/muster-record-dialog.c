/* muster-record-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-draft-writer.h"
#include "muster-leaving.h"

struct _MusterRecordDialog {
  AdwWindow parent_instance;
  MusterStore *store;
  MusterId id; /* of the record to be made */
  GtkWidget *editor;
  GtkWidget *top; /* nullable */
  GtkWidget *state;
  gboolean saved;
  gboolean asking;
  gboolean may_leave;
};

G_DEFINE_FINAL_TYPE (MusterRecordDialog, muster_record_dialog, ADW_TYPE_WINDOW)

enum { SAVED, KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_saved_cb (MusterRecordDialog *self, const MusterId *id)
{
  MusterId copy = *id;

  self->saved = TRUE;
  g_signal_emit (self, signals[SAVED], 0, &copy);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_state_cb (MusterRecordDialog *self)
{
  gtk_label_set_text (GTK_LABEL (self->state),
                      muster_record_editor_get_state (MUSTER_RECORD_EDITOR (self->editor)));
}

/* The person knows what is lost, so nobody asks for it again. */
static void
on_leave_cb (gpointer window, gboolean leave)
{
  MusterRecordDialog *self = window;
  MusterDraftWriter *writer;

  self->asking = FALSE;
  /* Saved, or gone with its parent, meanwhile. */
  if (!leave || self->store == NULL)
    return;
  self->may_leave = TRUE;
  writer = muster_draft_writer_get (self->store);
  if (muster_draft_writer_is_settled (writer, &self->id))
    g_signal_emit (self, signals[KEPT], 0);
  else
    muster_draft_writer_drop (writer, &self->id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
muster_record_dialog_close_request (GtkWindow *window)
{
  MusterRecordDialog *self = MUSTER_RECORD_DIALOG (window);

  if (self->saved || self->may_leave || !muster_record_editor_is_changed (MUSTER_RECORD_EDITOR (self->editor)))
    return GTK_WINDOW_CLASS (muster_record_dialog_parent_class)->close_request (window);
  if (self->asking)
    return TRUE;
  self->asking = TRUE;
  muster_record_editor_flush (MUSTER_RECORD_EDITOR (self->editor));
  muster_leaving_ask (window, self->store, &self->id, on_leave_cb);
  return TRUE;
}

static void
quit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.quit", NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  muster_record_editor_save (MUSTER_RECORD_EDITOR (MUSTER_RECORD_DIALOG (widget)->editor));
}

static GtkWidget *
make_header (MusterRecordDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = muster_button_new (_("_Cancel"), "window.close");
  GtkWidget *save = muster_button_new (_("_Save"), "record.save");

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (save, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  return header;
}

static void
build (MusterRecordDialog *self, GtkWidget *top)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 18);
  gtk_widget_set_margin_bottom (inside, 24);
  self->top = top;
  if (top != NULL)
    gtk_box_append (GTK_BOX (inside), top);
  gtk_box_append (GTK_BOX (inside), self->editor);
  self->state = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_widget_add_css_class (self->state, "dim-label");
  gtk_box_append (GTK_BOX (inside), self->state);
  adw_clamp_set_child (ADW_CLAMP (clamp), inside);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  /* Long texts are as high as they are long. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))),
                                     GTK_SCROLL_NATURAL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
muster_record_dialog_dispose (GObject *object)
{
  g_clear_object (&MUSTER_RECORD_DIALOG (object)->store);
  G_OBJECT_CLASS (muster_record_dialog_parent_class)->dispose (object);
}

static void
muster_record_dialog_class_init (MusterRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_record_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_record_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  /* Return in a line of text. */
  gtk_widget_class_install_action (widget_class, "record.done", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "record.quit", NULL, quit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_CONTROL_MASK, "record.quit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "record.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  signals[SAVED] = g_signal_new ("saved", MUSTER_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[KEPT] = g_signal_new ("kept", MUSTER_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
muster_record_dialog_init (MusterRecordDialog *self)
{
}

MusterRecordDialog *
muster_record_dialog_new (MusterStore *store, MusterRecord *fresh, const char *title, const char *const *only,
                          GtkWidget *top)
{
  MusterRecordDialog *self = g_object_new (MUSTER_TYPE_RECORD_DIALOG, "title", title, "default-width", 540,
                                           "default-height", 680, NULL);

  self->store = g_object_ref (store);
  self->id = *muster_record_get_id (fresh);
  self->editor = muster_record_editor_new (store, muster_record_get_kind (fresh), only);
  build (self, top);
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::state-text", G_CALLBACK (on_state_cb), self, G_CONNECT_SWAPPED);
  muster_record_editor_start (MUSTER_RECORD_EDITOR (self->editor), fresh);
  return self;
}

MusterRecordEditor *
muster_record_dialog_get_editor (MusterRecordDialog *self)
{
  return MUSTER_RECORD_EDITOR (self->editor);
}

void
muster_record_dialog_present (MusterRecordDialog *self, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
      gtk_window_set_modal (GTK_WINDOW (self), TRUE);
      gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
    }
  gtk_window_present (GTK_WINDOW (self));
  if (self->top == NULL || !gtk_widget_child_focus (self->top, GTK_DIR_TAB_FORWARD))
    muster_record_editor_resume (MUSTER_RECORD_EDITOR (self->editor));
}
