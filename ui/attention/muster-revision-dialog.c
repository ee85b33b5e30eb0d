/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-revision-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-label.h"
#include "muster-question.h"
#include "muster-reading.h"
#include "muster-revision-part.h"

struct _MusterRevisionDialog {
  AdwWindow parent_instance;
  MusterStore *store; /* NULL: gone */
  MusterReading *reading; /* of what others make of the records meanwhile */
  GPtrArray *parts;   /* MusterRevisionPart, of the dialog */
  char *stays;
  gboolean checking;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (MusterRevisionDialog, muster_revision_dialog, ADW_TYPE_WINDOW)

enum { WRITTEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static MusterRevisionPart *
get_part (MusterRevisionDialog *self, guint i)
{
  return self->parts->pdata[i];
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

typedef struct {
  MusterRevisionDialog *self;
  GPtrArray            *written; /* MusterRevision, one of each part */
  GPtrArray            *unread;  /* MusterProblem of what cannot be read in the part that is checked */
  guint                 at;      /* that part */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->self);
  g_ptr_array_unref (check->written);
  g_ptr_array_unref (check->unread);
  g_free (check);
}

/* What could not be read, and of what can be, the errors: what it is not about is not to be put right here. */
static GPtrArray *
join_problems (GPtrArray *unread, GPtrArray *checked)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < unread->len; i++)
    g_ptr_array_add (all, unread->pdata[i]);
  for (guint i = 0; checked != NULL && i < checked->len; i++)
    if (((MusterProblem *) checked->pdata[i])->severity == MUSTER_SEVERITY_ERROR)
      g_ptr_array_add (all, checked->pdata[i]);
  return all;
}

static void
show_message (MusterRevisionDialog *self, const char *message)
{
  muster_revision_part_show_message (get_part (self, 0), message);
}

static void check_next (Check *check);

/* FALSE: it is at fault, and shown. */
static gboolean
take_problems (Check *check, GPtrArray *checked)
{
  g_autoptr(GPtrArray) problems = join_problems (check->unread, checked);
  gboolean well = problems->len == 0;

  muster_revision_part_show_problems (get_part (check->self, check->at), well ? NULL : problems);
  check->at += well;
  return well;
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Check *check = data;
  MusterRevisionDialog *self = check->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) checked = muster_store_check_finish (MUSTER_STORE (source), result, &error);
  gboolean gone = self->store == NULL;

  if (!gone && checked != NULL && take_problems (check, checked))
    {
      check_next (check);
      return;
    }
  self->checking = FALSE;
  if (!gone && checked == NULL)
    show_message (self, error->message);
  check_free (check);
}

/* Several that are to be made may name one another, which only the save can tell. */
static gboolean
can_check (Check *check, const MusterRevision *written)
{
  return written->base != NULL || check->self->parts->len == 1;
}

static void
check_next (Check *check)
{
  MusterRevisionDialog *self = check->self;
  MusterRevision *written;

  while (check->at < self->parts->len)
    {
      g_ptr_array_set_size (check->unread, 0);
      written = muster_revision_part_collect (get_part (self, check->at), check->unread);
      g_ptr_array_add (check->written, written);
      if (can_check (check, written))
        {
          muster_store_check_async (self->store, written->base, written->edited, NULL, on_checked_cb, check);
          return;
        }
      if (!take_problems (check, NULL))
        break;
    }
  self->checking = FALSE;
  if (check->at == self->parts->len)
    g_signal_emit (self, signals[WRITTEN], 0, check->written);
  check_free (check);
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterRevisionDialog *self = MUSTER_REVISION_DIALOG (widget);
  Check *check;

  if (self->checking)
    return;
  self->checking = TRUE;
  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->written = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_revision_free);
  check->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  check_next (check);
}

void
muster_revision_dialog_done (MusterRevisionDialog *self)
{
  self->done = TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    muster_revision_part_finish (get_part (self, i));
  gtk_window_destroy (GTK_WINDOW (self));
}

void
muster_revision_dialog_fail (MusterRevisionDialog *self, const GError *error)
{
  if (self->store != NULL)
    show_message (self, error->message);
}

/* ---- leaving ----------------------------------------------------------------------------------------------------- */

static gboolean
is_changed (MusterRevisionDialog *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (muster_revision_part_is_changed (get_part (self, i)))
      return TRUE;
  return FALSE;
}

static void
on_answer_cb (MusterRevisionDialog *self, const char *answer)
{
  if (g_str_equal (answer, "discard"))
    muster_revision_dialog_done (self);
}

static gboolean
muster_revision_dialog_close_request (GtkWindow *window)
{
  MusterRevisionDialog *self = MUSTER_REVISION_DIALOG (window);
  GtkWidget *question;

  if (self->done || !is_changed (self))
    return GTK_WINDOW_CLASS (muster_revision_dialog_parent_class)->close_request (window);
  question = adw_message_dialog_new (window, _("Discard What You Wrote?"), self->stays);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "stay", _("_Go on writing"), "discard",
                                    _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "stay");
  g_signal_connect_object (question, "response", G_CALLBACK (on_answer_cb), self, G_CONNECT_SWAPPED);
  muster_question_present (question);
  return TRUE;
}

/* ---- what others do meanwhile ------------------------------------------------------------------------------------ */

static gpointer
ask (gpointer widget)
{
  MusterRevisionDialog *self = widget;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (MusterId));

  for (guint i = 0; i < self->parts->len; i++)
    g_array_append_vals (ids, muster_revision_part_get_id (get_part (self, i)), 1);
  return ids;
}

static void
unref_record (gpointer record)
{
  g_clear_object (&record);
}

/* Element MusterRecord, NULL for one that is not here. */
static gpointer
read_records (MusterReplica *replica, gpointer question, GError **error)
{
  GArray *ids = question;
  GPtrArray *records = g_ptr_array_new_with_free_func (unref_record);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (records, muster_replica_get (replica, &g_array_index (ids, MusterId, i), NULL));
  return records;
}

/* What was written stays; beside it stands what it became. */
static void
take_records (gpointer widget, gpointer answer)
{
  MusterRevisionDialog *self = widget;
  g_autoptr(GPtrArray) records = answer;

  for (guint i = 0; i < self->parts->len; i++)
    muster_revision_part_take_record (get_part (self, i), records->pdata[i]);
}

static const MusterReadingFuncs reading_funcs = {
  ask, (GDestroyNotify) g_array_unref, read_records, (GDestroyNotify) g_ptr_array_unref, take_records, NULL,
};

/* ---- the window -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_header (const char *use_label)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *use = muster_button_new (use_label, "revision.use");

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (use, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), use);
  return header;
}

static void
add_part (MusterRevisionDialog *self, GtkWidget *box, const MusterRevision *revision)
{
  GtkWidget *part = muster_revision_part_new (self->store, revision);

  g_ptr_array_add (self->parts, part);
  gtk_box_append (GTK_BOX (box), part);
}

static void
build (MusterRevisionDialog *self, GPtrArray *revisions, const MusterRevisionWords *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 18);
  gtk_widget_set_margin_bottom (inside, 24);
  if (words->why != NULL)
    gtk_box_append (GTK_BOX (inside), muster_label_new (words->why, NULL));
  for (guint i = 0; i < revisions->len; i++)
    add_part (self, inside, revisions->pdata[i]);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), inside);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (words->use));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
muster_revision_dialog_dispose (GObject *object)
{
  MusterRevisionDialog *self = MUSTER_REVISION_DIALOG (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_revision_dialog_parent_class)->dispose (object);
}

static void
muster_revision_dialog_finalize (GObject *object)
{
  MusterRevisionDialog *self = MUSTER_REVISION_DIALOG (object);

  g_ptr_array_unref (self->parts);
  g_free (self->stays);
  G_OBJECT_CLASS (muster_revision_dialog_parent_class)->finalize (object);
}

static void
muster_revision_dialog_class_init (MusterRevisionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_revision_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_revision_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = muster_revision_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "revision.use", NULL, use_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "revision.use", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  signals[WRITTEN] = g_signal_new ("written", MUSTER_TYPE_REVISION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
muster_revision_dialog_init (MusterRevisionDialog *self)
{
  self->parts = g_ptr_array_new ();
}

MusterRevisionDialog *
muster_revision_dialog_new (MusterStore *store, GPtrArray *revisions, const MusterRevisionWords *words)
{
  MusterRevisionDialog *self = g_object_new (MUSTER_TYPE_REVISION_DIALOG, "title", words->title, "default-width", 560,
                                             "default-height", 600, NULL);

  self->store = g_object_ref (store);
  self->stays = g_strdup (words->stays);
  build (self, revisions, words);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  muster_reading_ask (self->reading);
  /* One comes here to write. */
  g_signal_connect_object (self, "map", G_CALLBACK (muster_revision_part_focus_first), get_part (self, 0),
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}
