/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-third-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-problem-summary.h"
#include "muster-question.h"
#include "muster-record-form.h"

struct _MusterThirdDialog {
  AdwWindow parent_instance;
  MusterStore *store;  /* NULL: gone */
  MusterRecord *base;
  MusterRecordForm *form;
  MusterProblemSummary *summary;
  gboolean checking;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (MusterThirdDialog, muster_third_dialog, ADW_TYPE_WINDOW)

enum { WRITTEN, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  MusterThirdDialog *self;
  MusterRecord *edited;
  GPtrArray *unread; /* MusterProblem of what cannot be read */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->self);
  g_object_unref (check->edited);
  g_ptr_array_unref (check->unread);
  g_free (check);
}

/* What could not be read, and of what can be, the errors: what the dispute is not about is not to be put right here. */
static GPtrArray *
join_problems (GPtrArray *unread, GPtrArray *checked)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < unread->len; i++)
    g_ptr_array_add (all, unread->pdata[i]);
  for (guint i = 0; i < checked->len; i++)
    if (((MusterProblem *) checked->pdata[i])->severity == MUSTER_SEVERITY_ERROR)
      g_ptr_array_add (all, checked->pdata[i]);
  return all;
}

static void
show_problems (MusterThirdDialog *self, GPtrArray *problems)
{
  muster_record_form_show_problems (self->form, problems);
  muster_problem_summary_show (self->summary, muster_record_get_kind (self->base), problems);
  muster_problem_summary_focus (self->summary);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Check *check = data;
  MusterThirdDialog *self = check->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) checked = muster_store_check_finish (MUSTER_STORE (source), result, &error);
  g_autoptr(GPtrArray) problems = checked != NULL ? join_problems (check->unread, checked) : NULL;

  self->checking = FALSE;
  if (self->store == NULL)
    ;
  else if (problems == NULL)
    muster_problem_summary_show_message (self->summary, error->message);
  else if (problems->len > 0)
    show_problems (self, problems);
  else
    {
      self->done = TRUE;
      g_signal_emit (self, signals[WRITTEN], 0, check->edited);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  check_free (check);
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterThirdDialog *self = MUSTER_THIRD_DIALOG (widget);
  Check *check;

  if (self->checking)
    return;
  self->checking = TRUE;
  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->edited = muster_record_copy (self->base);
  check->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  muster_record_form_collect (self->form, check->edited, check->unread);
  muster_store_check_async (self->store, self->base, check->edited, NULL, on_checked_cb, check);
}

static gboolean
on_go_to_field_cb (MusterThirdDialog *self, const char *field)
{
  return muster_record_form_focus_field (self->form, field);
}

/* ---- leaving ----------------------------------------------------------------------------------------------------- */

static void
on_answer_cb (MusterThirdDialog *self, const char *answer)
{
  if (!g_str_equal (answer, "discard"))
    return;
  self->done = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
muster_third_dialog_close_request (GtkWindow *window)
{
  MusterThirdDialog *self = MUSTER_THIRD_DIALOG (window);
  GtkWidget *question;

  if (self->done || !muster_record_form_is_changed (self->form))
    return GTK_WINDOW_CLASS (muster_third_dialog_parent_class)->close_request (window);
  question = adw_message_dialog_new (window, _("Discard What You Wrote?"),
                                     _("The conflict stays open, and both sides of it are kept."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "stay", _("_Go on writing"), "discard",
                                    _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "stay");
  g_signal_connect_object (question, "response", G_CALLBACK (on_answer_cb), self, G_CONNECT_SWAPPED);
  muster_question_present (question);
  return TRUE;
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *use = muster_button_new (_("_Use this"), "third.use");

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (use, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), use);
  return header;
}

static void
build (MusterThirdDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 18);
  gtk_widget_set_margin_bottom (inside, 24);
  muster_problem_summary_hide (self->summary);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->form));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), inside);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
muster_third_dialog_dispose (GObject *object)
{
  MusterThirdDialog *self = MUSTER_THIRD_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->base);
  G_OBJECT_CLASS (muster_third_dialog_parent_class)->dispose (object);
}

static void
muster_third_dialog_class_init (MusterThirdDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_third_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_third_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "third.use", NULL, use_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "third.use", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  signals[WRITTEN] = g_signal_new ("written", MUSTER_TYPE_THIRD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, MUSTER_TYPE_RECORD);
}

static void
muster_third_dialog_init (MusterThirdDialog *self)
{
}

GtkWidget *
muster_third_dialog_new (MusterStore *store, const MusterDispute *dispute)
{
  g_autofree char *title = g_strdup_printf (_("Write Another: %s"), dispute->conflict->label);
  MusterThirdDialog *self = g_object_new (MUSTER_TYPE_THIRD_DIALOG, "title", title, "default-width", 480,
                                          "default-height", 420, NULL);

  self->store = g_object_ref (store);
  self->base = g_object_ref (dispute->record);
  self->form = MUSTER_RECORD_FORM (muster_record_form_new (store, dispute->conflict->kind,
                                                           (const char *const *) dispute->fields));
  self->summary = MUSTER_PROBLEM_SUMMARY (muster_problem_summary_new ());
  g_signal_connect_object (self->summary, "go-to-field", G_CALLBACK (on_go_to_field_cb), self, G_CONNECT_SWAPPED);
  build (self);
  muster_record_form_load (self->form, self->base);
  /* One comes here to write. */
  g_signal_connect_object (self, "map", G_CALLBACK (muster_record_form_focus_first), self->form,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
