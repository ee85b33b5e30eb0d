/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-status.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-error.h"
#include "muster-label.h"
#include "muster-record-form.h"

typedef struct {
  const char *name, *status;
  const char *label, *title, *button, *help, *missing, *done; /* N_() */
  const char *fields[3];
} Step;

static const Step steps[MUSTER_N_RISK_STEPS] = {
  [MUSTER_RISK_RAISE] = {
    "raise", "open", N_("Ra_ise…"), N_("Raise Risk"), N_("_Raise"),
    N_("It leaves the drafts and counts as an open risk."), N_("Say why this risk is raised."), N_("Risk raised"),
    { "status_reason" },
  },
  [MUSTER_RISK_ACCEPT] = {
    "accept", "accepted", N_("A_ccept…"), N_("Accept Risk"), N_("A_ccept"),
    N_("Somebody by name decides to live with it. It stays in the register."),
    N_("Say why this risk can be accepted."), N_("Risk accepted"), { "accepted_by", "status_reason" },
  },
  [MUSTER_RISK_CLOSE] = {
    "close", "closed", N_("C_lose…"), N_("Close Risk"), N_("C_lose"),
    N_("It counts no longer. It stays in the register and its history."), N_("Say why this risk is closed."),
    N_("Risk closed"), { "status_reason" },
  },
  [MUSTER_RISK_REOPEN] = {
    "reopen", "open", N_("Re_open…"), N_("Reopen Risk"), N_("Re_open"),
    N_("It counts as an open risk again."), N_("Say why this risk is reopened."), N_("Risk reopened"),
    { "status_reason" },
  },
};

struct _MusterRiskStatus {
  AdwWindow parent_instance;
  MusterStore *store;
  MusterRecord *risk; /* as it was looked at */
  MusterRiskStep step;
  GtkWidget *form;
  GtkWidget *said;    /* what went wrong */
  GtkWidget *apply;
  gboolean busy, saved;
};

G_DEFINE_FINAL_TYPE (MusterRiskStatus, muster_risk_status, ADW_TYPE_WINDOW)

enum { SAVED, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
muster_risk_step_get_name (MusterRiskStep step)
{
  return steps[step].name;
}

const char *
muster_risk_step_get_label (MusterRiskStep step)
{
  return _(steps[step].label);
}

gboolean
muster_risk_step_is_open (MusterRiskStep step, MusterRecord *risk)
{
  const char *status = muster_record_get_text (risk, "status");
  gboolean draft = *status == '\0' || g_str_equal (status, "draft");
  gboolean over = g_str_equal (status, "closed") || g_str_equal (status, "materialised");

  if (muster_record_is_archived (risk))
    return FALSE;
  switch (step)
    {
    case MUSTER_RISK_RAISE:
      return draft;
    case MUSTER_RISK_ACCEPT:
      return !draft && !over && !g_str_equal (status, "accepted");
    case MUSTER_RISK_CLOSE:
      return !over;
    case MUSTER_RISK_REOPEN:
      return over || g_str_equal (status, "accepted");
    case MUSTER_N_RISK_STEPS:
    default:
      return FALSE;
    }
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

static void
say (MusterRiskStatus *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->said), message);
  gtk_widget_set_visible (self->said, *message != '\0');
}

static void
set_busy (MusterRiskStatus *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->apply, !busy);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRiskStatus) self = data;
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;
  if (muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error))
    {
      self->saved = TRUE;
      g_signal_emit (self, signals[SAVED], 0, _(steps[self->step].done));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  set_busy (self, FALSE);
  say (self, g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_STALE)
               ? _("Somebody changed the status meanwhile. Close this, look at the risk, and decide anew: what you "
                   "typed is kept.")
               : error->message);
}

/* What stands in the form, on the risk; with it goes what the last decision said. */
static MusterRecord *
make_edited (MusterRiskStatus *self, GPtrArray *problems)
{
  MusterRecord *edited = muster_record_copy (self->risk);
  g_autoptr(MusterValue) status = muster_value_new_text (MUSTER_VALUE_CHOICE, steps[self->step].status);

  muster_record_set (edited, "status_reason", NULL);
  muster_record_set (edited, "accepted_by", NULL);
  muster_record_form_collect (MUSTER_RECORD_FORM (self->form), edited, problems);
  muster_record_set (edited, "status", status);
  return edited;
}

static void
keep_errors (GPtrArray *problems, GPtrArray *checked)
{
  g_ptr_array_set_free_func (checked, NULL);
  for (guint i = 0; i < checked->len; i++)
    {
      MusterProblem *problem = checked->pdata[i];

      if (problem->severity == MUSTER_SEVERITY_ERROR)
        g_ptr_array_add (problems, problem);
      else
        muster_problem_free (problem);
    }
}

/* In the order in which they are asked for. */
static void
show_problems (MusterRiskStatus *self, GPtrArray *problems)
{
  muster_record_form_show_problems (MUSTER_RECORD_FORM (self->form), problems);
  for (guint i = 0; i < G_N_ELEMENTS (steps[self->step].fields) && steps[self->step].fields[i] != NULL; i++)
    for (guint j = 0; j < problems->len; j++)
      {
        MusterProblem *problem = problems->pdata[j];

        if (g_strcmp0 (problem->field, steps[self->step].fields[i]) != 0)
          continue;
        say (self, problem->message);
        muster_record_form_focus_field (MUSTER_RECORD_FORM (self->form), problem->field);
        return;
      }
  say (self, ((MusterProblem *) problems->pdata[0])->message);
}

typedef struct {
  MusterRiskStatus *self;
  MusterRecord *edited;
  GPtrArray *problems;
} Apply;

static void
apply_free (Apply *apply)
{
  g_object_unref (apply->self);
  g_object_unref (apply->edited);
  g_ptr_array_unref (apply->problems);
  g_free (apply);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Apply *apply = data;
  MusterRiskStatus *self = apply->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) checked = muster_store_check_finish (MUSTER_STORE (source), result, &error);
  g_autoptr(MusterCommit) commit = NULL;

  if (self->store != NULL && checked == NULL)
    {
      set_busy (self, FALSE);
      say (self, error->message);
    }
  else if (self->store != NULL)
    {
      keep_errors (apply->problems, checked);
      if (apply->problems->len > 0)
        {
          set_busy (self, FALSE);
          show_problems (self, apply->problems);
        }
      else
        {
          commit = muster_commit_new (NULL);
          muster_commit_add_edit (commit, self->risk, apply->edited);
          muster_store_save_async (self->store, commit, NULL, on_saved_cb, g_object_ref (self));
        }
    }
  apply_free (apply);
}

static void
on_apply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterRiskStatus *self = MUSTER_RISK_STATUS (widget);
  Apply *apply;

  if (self->busy)
    return;
  apply = g_new0 (Apply, 1);
  apply->self = g_object_ref (self);
  apply->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  apply->edited = make_edited (self, apply->problems);
  if (!muster_record_has (apply->edited, "status_reason"))
    g_ptr_array_add (apply->problems, muster_problem_new (MUSTER_SEVERITY_ERROR, "STATUS_REASON", "status_reason",
                                                          g_strdup (_(steps[self->step].missing))));
  say (self, "");
  set_busy (self, TRUE);
  muster_store_check_async (self->store, self->risk, apply->edited, NULL, on_checked_cb, apply);
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_header (MusterRiskStatus *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->apply = muster_button_new (_(steps[self->step].button), "status.apply");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
  return header;
}

static void
build (MusterRiskStatus *self)
{
  g_autofree char *name = muster_record_dup_title (self->risk);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->said = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign", 0.f,
                             "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->said, "error");
  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 18);
  gtk_widget_set_margin_bottom (inside, 24);
  gtk_box_append (GTK_BOX (inside), muster_label_new (name, "heading"));
  gtk_box_append (GTK_BOX (inside), muster_label_new (_(steps[self->step].help), "body"));
  gtk_box_append (GTK_BOX (inside), self->said);
  gtk_box_append (GTK_BOX (inside), self->form);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inside);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static gboolean
muster_risk_status_close_request (GtkWindow *window)
{
  MusterRiskStatus *self = MUSTER_RISK_STATUS (window);

  if (!self->saved && muster_record_form_is_changed (MUSTER_RECORD_FORM (self->form)))
    {
      g_autoptr(GHashTable) texts = muster_record_form_get_texts (MUSTER_RECORD_FORM (self->form));

      g_signal_emit (self, signals[LEFT], 0, texts);
    }
  return GTK_WINDOW_CLASS (muster_risk_status_parent_class)->close_request (window);
}

static void
muster_risk_status_dispose (GObject *object)
{
  MusterRiskStatus *self = MUSTER_RISK_STATUS (object);

  g_clear_object (&self->store);
  g_clear_object (&self->risk);
  G_OBJECT_CLASS (muster_risk_status_parent_class)->dispose (object);
}

static void
muster_risk_status_class_init (MusterRiskStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_risk_status_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_risk_status_close_request;
  gtk_widget_class_install_action (widget_class, "status.apply", NULL, on_apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "status.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "status.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  signals[SAVED] = g_signal_new ("saved", MUSTER_TYPE_RISK_STATUS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", MUSTER_TYPE_RISK_STATUS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_HASH_TABLE);
}

static void
muster_risk_status_init (MusterRiskStatus *self)
{
}

MusterRiskStatus *
muster_risk_status_new (MusterStore *store, MusterRecord *risk, MusterRiskStep step, GHashTable *texts)
{
  MusterRiskStatus *self = g_object_new (MUSTER_TYPE_RISK_STATUS, "title", _(steps[step].title), "default-width", 480,
                                         "default-height", 380, NULL);
  g_autoptr(MusterRecord) empty = muster_record_copy (risk);

  self->store = g_object_ref (store);
  self->risk = g_object_ref (risk);
  self->step = step;
  self->form = muster_record_form_new (store, muster_kind_get (MUSTER_KIND_RISK), steps[step].fields);
  muster_record_set (empty, "status_reason", NULL);
  muster_record_set (empty, "accepted_by", NULL);
  muster_record_form_load (MUSTER_RECORD_FORM (self->form), empty);
  if (texts != NULL)
    muster_record_form_put_texts (MUSTER_RECORD_FORM (self->form), texts);
  build (self);
  return self;
}

void
muster_risk_status_present (MusterRiskStatus *self, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  if (GTK_IS_WINDOW (root))
    {
      gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
      gtk_window_set_modal (GTK_WINDOW (self), TRUE);
      gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
    }
  gtk_window_present (GTK_WINDOW (self));
  muster_record_form_focus_first (MUSTER_RECORD_FORM (self->form));
}
