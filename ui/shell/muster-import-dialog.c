/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-dialog.h"

#include <glib/gi18n.h>

#include "muster-button.h"
#include "muster-import-outcome.h"
#include "muster-import-source.h"
#include "muster-problem-summary.h"
#include "muster-question.h"
#include "muster-words.h"

struct _MusterImportDialog {
  AdwWindow parent_instance;
  MusterStore *store;  /* NULL: gone */
  MusterRecord *fresh;
  MusterTrial *trial;
  char *before;        /* what of the table was taken already; nullable */
  GCancellable *cancellable;
  gboolean saving;
  gboolean asking;     /* whether the table may be left */
  GtkWidget *summary;
  GtkWidget *stack;    /* of source and outcome */
  MusterImportSource *source;
  GtkWidget *outcome;
  GtkWidget *spinner;
  GtkWidget *cancel, *check, *back, *take;
};

G_DEFINE_FINAL_TYPE (MusterImportDialog, muster_import_dialog, ADW_TYPE_WINDOW)

static guint imported_signal;

static const MusterKind *
get_kind (MusterImportDialog *self)
{
  return muster_record_get_kind (self->fresh);
}

static void
say (MusterImportDialog *self, const char *message)
{
  muster_problem_summary_show_message (MUSTER_PROBLEM_SUMMARY (self->summary), message);
  muster_problem_summary_focus (MUSTER_PROBLEM_SUMMARY (self->summary));
}

static gboolean
shows_outcome (MusterImportDialog *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) != GTK_WIDGET (self->source);
}

static void
show_step (MusterImportDialog *self, gboolean outcome)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), outcome ? "outcome" : "source");
  gtk_widget_set_visible (self->cancel, !outcome);
  gtk_widget_set_visible (self->check, !outcome);
  gtk_widget_set_visible (self->back, outcome);
  gtk_widget_set_visible (self->take, outcome);
  muster_problem_summary_hide (MUSTER_PROBLEM_SUMMARY (self->summary));
  muster_import_source_set_fault (self->source, NULL);
}

/* While the store works, what it works on stays as it is. */
static void
set_busy (MusterImportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->check, !busy);
  gtk_widget_set_sensitive (self->take, !busy);
  gtk_widget_set_sensitive (self->back, !busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  muster_import_source_set_busy (self->source, busy);
}

/* ---- what would happen ------------------------------------------------------------------------------------------- */

static void
go_back (MusterImportDialog *self, guint line)
{
  show_step (self, FALSE);
  muster_import_source_focus (self->source, line);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (MUSTER_IMPORT_DIALOG (widget), 0);
}

/* To the line that a finding speaks of. */
static void
mend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (MUSTER_IMPORT_DIALOG (widget), g_variant_get_uint32 (parameter));
}

static void
show_outcome (MusterImportDialog *self)
{
  const MusterImport *import = self->trial->import;
  gboolean any = import->n_added + import->n_changed > 0;
  g_autofree char *text = muster_import_outcome_describe (get_kind (self), self->trial);

  muster_import_outcome_fill (self->outcome, get_kind (self), self->trial, self->before);
  g_clear_pointer (&self->before, g_free);
  show_step (self, TRUE);
  gtk_widget_set_sensitive (self->take, any);
  gtk_accessible_update_property (GTK_ACCESSIBLE (any ? self->take : self->back),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_grab_focus (any ? self->take : self->back);
}

/* It is no table, and the place to mend that is the text. */
static void
show_refusal (MusterImportDialog *self)
{
  muster_problem_summary_show_message (MUSTER_PROBLEM_SUMMARY (self->summary), self->trial->refusal);
  muster_import_source_set_fault (self->source, self->trial->refusal);
  muster_import_source_focus (self->source, self->trial->line);
}

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  MusterTrial *trial = muster_importing_try_finish (MUSTER_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (trial == NULL)
    {
      say (self, error->message);
      return;
    }
  muster_trial_unref (self->trial);
  self->trial = trial;
  if (trial->import != NULL)
    show_outcome (self);
  else
    show_refusal (self);
}

static void
check (MusterImportDialog *self)
{
  g_autofree char *text = muster_import_source_dup_text (self->source);

  set_busy (self, TRUE);
  muster_importing_try_async (self->store, self->fresh, text, self->cancellable, on_tried_cb, g_object_ref (self));
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (widget);
  g_autofree char *text = muster_import_source_dup_text (self->source);

  if (!gtk_widget_get_sensitive (self->check))
    return;
  if (text[strspn (text, " \t\r\n")] == '\0')
    {
      say (self, _("There is nothing here yet. Paste cells of a spreadsheet, or choose a file."));
      return;
    }
  check (self);
}

/* ---- that it happens --------------------------------------------------------------------------------------------- */

/* What could not be taken stays, and what is wrong with it is said of its new lines. */
static void
go_on_with_rest (MusterImportDialog *self, char *report /* taken */)
{
  g_free (self->before);
  self->before = report;
  muster_import_source_keep_rest (self->source, self->trial->import->rest);
  check (self);
}

static void
on_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean saved = muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error);

  self->saving = FALSE;
  /* Its parent may have gone with it meanwhile. */
  if (self->store == NULL)
    return;
  set_busy (self, FALSE);
  if (!saved)
    {
      say (self, error->message);
      return;
    }
  text = muster_import_outcome_report (get_kind (self), self->trial);
  g_signal_emit (self, imported_signal, 0, text);
  if (self->trial->import->rest != NULL)
    go_on_with_rest (self, g_steal_pointer (&text));
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (widget);
  const char *file = muster_import_source_get_name (self->source);
  g_autofree char *reason = g_strdup_printf (_("Imported from %s"), file != NULL ? file : _("a table"));

  if (!gtk_widget_get_sensitive (self->take))
    return;
  self->saving = TRUE;
  set_busy (self, TRUE);
  muster_importing_take_async (self->store, self->trial, reason, on_taken_cb, g_object_ref (self));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, shows_outcome (MUSTER_IMPORT_DIALOG (widget)) ? "import.take" : "import.check",
                              NULL);
}

/* ---- a file ------------------------------------------------------------------------------------------------------ */

/* What is shown of a table is gone with the table. */
static void
choose_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (widget);

  if (!gtk_widget_get_sensitive (self->check))
    return;
  show_step (self, FALSE);
  muster_import_source_choose_file (self->source);
}

static void
on_loaded_cb (MusterImportDialog *self)
{
  show_step (self, FALSE);
  gtk_widget_grab_focus (self->check);
}

/* ---- leaving ----------------------------------------------------------------------------------------------------- */

static void
leave (gpointer data)
{
  g_autoptr(MusterImportDialog) self = data;

  if (self->store == NULL)
    return;
  muster_import_source_clear (self->source);
  gtk_window_close (GTK_WINDOW (self));
}

/* The question closes by itself first: it must not go with the window under it. */
static void
on_answer_cb (MusterImportDialog *self, const char *response)
{
  self->asking = FALSE;
  if (g_str_equal (response, "leave"))
    g_idle_add_once (leave, g_object_ref (self));
}

static void
ask_to_leave (MusterImportDialog *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Leave this table?"),
                                              _("Nothing of it is imported yet, and what you typed or mended here is "
                                                "lost."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "leave", _("_Leave and lose it"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answer_cb), self, G_CONNECT_SWAPPED);
  muster_question_present (dialog);
}

gboolean
muster_import_dialog_may_leave (MusterImportDialog *self)
{
  if (self->saving || muster_import_source_is_kept (self->source))
    return TRUE;
  if (!self->asking)
    ask_to_leave (self);
  self->asking = TRUE;
  return FALSE;
}

static gboolean
muster_import_dialog_close_request (GtkWindow *window)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (window);

  return self->saving || !muster_import_dialog_may_leave (self)
         || GTK_WINDOW_CLASS (muster_import_dialog_parent_class)->close_request (window);
}

/* Escape goes back a step. */
static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (widget);

  if (!shows_outcome (self))
    gtk_window_close (GTK_WINDOW (self));
  else if (!self->saving)
    go_back (self, 0);
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

static void
muster_import_dialog_dispose (GObject *object)
{
  MusterImportDialog *self = MUSTER_IMPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->fresh);
  g_clear_pointer (&self->trial, muster_trial_unref);
  g_clear_pointer (&self->before, g_free);
  G_OBJECT_CLASS (muster_import_dialog_parent_class)->dispose (object);
}

static void
muster_import_dialog_class_init (MusterImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_import_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "import.choose-file", NULL, choose_file_action);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.mend", "u", mend_action);
  gtk_widget_class_install_action (widget_class, "import.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.leave", NULL, leave_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose-file", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "import.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.leave", NULL);
  imported_signal = g_signal_new ("imported", MUSTER_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_import_dialog_init (MusterImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
make_header (MusterImportDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->cancel = muster_button_new (_("_Cancel"), "import.leave");
  self->back = muster_button_new (_("_Back"), "import.back");
  self->check = muster_button_new (_("C_heck"), "import.check");
  self->take = muster_button_new (_("_Import"), "import.take");
  self->spinner = gtk_spinner_new ();
  gtk_widget_add_css_class (self->check, "suggested-action");
  gtk_widget_add_css_class (self->take, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->cancel);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->check);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->take);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->spinner);
  return header;
}

static void
build (MusterImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled;

  self->summary = muster_problem_summary_new ();
  self->source = MUSTER_IMPORT_SOURCE (muster_import_source_new (get_kind (self)));
  self->outcome = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_set (self->summary, "margin-start", 12, "margin-end", 12, "margin-top", 12, NULL);
  g_object_set (self->source, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);
  g_object_set (self->outcome, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 24, NULL);
  g_signal_connect_swapped (self->source, "loaded", G_CALLBACK (on_loaded_cb), self);
  g_signal_connect_swapped (self->source, "problem", G_CALLBACK (say), self);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->outcome, "hscrollbar-policy", GTK_POLICY_NEVER,
                           "vexpand", TRUE, NULL);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->source), "source");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "outcome");
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
}

MusterImportDialog *
muster_import_dialog_present (MusterStore *store, MusterRecord *fresh, GtkWidget *parent)
{
  g_autofree char *title = g_strdup_printf (_("Import %s"),
                                            muster_words_plural (muster_record_get_kind (fresh)));
  MusterImportDialog *self = g_object_new (MUSTER_TYPE_IMPORT_DIALOG, "title", title, "default-width", 640,
                                           "default-height", 520, "modal", TRUE, "destroy-with-parent", TRUE,
                                           "transient-for", gtk_widget_get_root (parent), NULL);

  self->store = g_object_ref (store);
  self->fresh = g_object_ref (fresh);
  build (self);
  show_step (self, FALSE);
  muster_import_source_take_clipboard (self->source);
  gtk_window_present (GTK_WINDOW (self));
  muster_import_source_focus (self->source, 0);
  return self;
}
