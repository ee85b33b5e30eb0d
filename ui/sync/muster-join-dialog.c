/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-join-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-button.h"
#include "muster-invitation.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-problem-summary.h"

struct _MusterJoinDialog {
  AdwWindow parent_instance;
  MusterSyncer *here; /* nullable */
  MusterJoiner *joiner;
  GCancellable *cancellable;
  char *authority; /* a file; NULL: as before */
  gboolean joining;
  gboolean reading; /* an invitation: both rows are set by ourselves */
  GtkWidget *summary;
  GtkWidget *address, *code;
  GtkWidget *authority_label;
  GtkWidget *apart, *with_here; /* which file; NULL: there is only one way */
  GtkWidget *here_label;
  GtkWidget *spinner;
  GtkWidget *join;
};

G_DEFINE_FINAL_TYPE (MusterJoinDialog, muster_join_dialog, ADW_TYPE_WINDOW)

static guint joined_signal;

static void
say (MusterJoinDialog *self, const char *message, GtkWidget *row)
{
  muster_problem_summary_show_message (MUSTER_PROBLEM_SUMMARY (self->summary), message);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else
    muster_problem_summary_focus (MUSTER_PROBLEM_SUMMARY (self->summary));
}

static void
set_joining (MusterJoinDialog *self, gboolean joining)
{
  self->joining = joining;
  gtk_widget_set_sensitive (self->join, !joining);
  gtk_widget_set_visible (self->spinner, joining);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), joining);
  gtk_editable_set_editable (GTK_EDITABLE (self->address), !joining);
  gtk_editable_set_editable (GTK_EDITABLE (self->code), !joining);
  if (self->with_here != NULL)
    {
      gtk_widget_set_sensitive (self->apart, !joining);
      gtk_widget_set_sensitive (self->with_here, !joining);
    }
}

/* ---- an invitation ----------------------------------------------------------------------------------------------- */

static void
set_text (GtkWidget *row, const char *text)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* Whichever row it was pasted into. */
static void
on_typed_cb (MusterJoinDialog *self, GtkWidget *row)
{
  g_autofree char *address = NULL, *code = NULL;

  if (self->reading || !muster_invitation_read (gtk_editable_get_text (GTK_EDITABLE (row)), &address, &code))
    return;
  self->reading = TRUE;
  set_text (self->address, address);
  set_text (self->code, code);
  self->reading = FALSE;
  gtk_widget_grab_focus (self->join);
}

/* ---- which file -------------------------------------------------------------------------------------------------- */

static gboolean
is_apart (MusterJoinDialog *self)
{
  return self->with_here == NULL || !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->with_here));
}

/* What would happen to it, so that nobody sends what she did not mean to. */
static char *
describe_here (const MusterSyncStatus *status)
{
  if (status->address == NULL)
    return g_strdup (_("In the file that is open: what is in it is sent there, too"));
  /* Translators: the name of a person and the address of a server */
  return g_strdup_printf (_("In the file that is open, to sign in again: as %s at %s"), status->person,
                          status->address);
}

/* How it stands with the file that is open may be known only after a while. */
static void
show_here (MusterJoinDialog *self)
{
  const MusterSyncStatus *status = muster_syncer_get_status (self->here);
  g_autofree char *text = describe_here (status);

  gtk_label_set_label (GTK_LABEL (self->here_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->with_here), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
on_chosen_cb (MusterJoinDialog *self)
{
  const char *address = self->here != NULL ? muster_syncer_get_status (self->here)->address : NULL;
  GtkEditable *editable = GTK_EDITABLE (self->address);

  /* Who signs in again knows no address by heart; what was typed stays. */
  if (!is_apart (self) && address != NULL && *gtk_editable_get_text (editable) == '\0')
    gtk_editable_set_text (editable, address);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

/* The row that has the keyboard, all of it chosen, so that what is typed next is in its place; NULL: none has. */
static GtkWidget *
find_typed (MusterJoinDialog *self)
{
  GtkWidget *rows[] = { self->code, self->address };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (muster_focus_is_within (rows[i]))
      {
        gtk_editable_select_region (GTK_EDITABLE (rows[i]), 0, -1);
        return rows[i];
      }
  return NULL;
}

static void
finish (MusterJoinDialog *self, gboolean joined, const char *path, const GError *error)
{
  if (self->cancellable == NULL)
    return;
  set_joining (self, FALSE);
  if (joined)
    {
      g_signal_emit (self, joined_signal, 0, path);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message, find_typed (self));
}

static void
on_joined_here_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterJoinDialog) self = data;
  g_autoptr(GError) error = NULL;
  gboolean joined = muster_syncer_join_finish (MUSTER_SYNCER (source), result, &error);

  finish (self, joined, NULL, error);
}

static void
on_joined_apart_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterJoinDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = muster_joiner_join_finish (MUSTER_JOINER (source), result, &error);

  finish (self, path != NULL, path, error);
}

/* What a person calls it, as an address. */
static char *
dup_address (MusterJoinDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  return *text == '\0' || strstr (text, "://") != NULL ? g_steal_pointer (&text)
                                                       : g_strconcat ("https://", text, NULL);
}

static void
join_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterJoinDialog *self = MUSTER_JOIN_DIALOG (widget);
  g_autofree char *address = dup_address (self);
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code))));

  if (self->joining)
    return;
  if (*address == '\0')
    {
      say (self, _("Where is the server? Its address is in your invitation."), self->address);
      return;
    }
  if (*code == '\0')
    {
      say (self, _("Which code did you get? It is in your invitation, and works once."), self->code);
      return;
    }
  muster_problem_summary_hide (MUSTER_PROBLEM_SUMMARY (self->summary));
  set_joining (self, TRUE);
  if (is_apart (self))
    muster_joiner_join_async (self->joiner, address, code, self->authority, self->cancellable, on_joined_apart_cb,
                              g_object_ref (self));
  else
    muster_syncer_join_async (self->here, address, code, self->authority, self->cancellable, on_joined_here_cb,
                              g_object_ref (self));
}

/* ---- an authority of one's own ----------------------------------------------------------------------------------- */

static void
on_file_cb (MusterJoinDialog *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      g_autofree char *base = g_path_get_basename (path);

      g_free (self->authority);
      self->authority = g_steal_pointer (&path);
      gtk_label_set_label (GTK_LABEL (self->authority_label), base);
    }
  g_object_unref (chooser);
}

static void
choose_authority_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose a certificate"), GTK_WINDOW (widget),
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"),
                                                               _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

/* A window that was closed lives on as long as something is under way for it: that must end first. */
static void
muster_join_dialog_unrealize (GtkWidget *widget)
{
  MusterJoinDialog *self = MUSTER_JOIN_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  GTK_WIDGET_CLASS (muster_join_dialog_parent_class)->unrealize (widget);
}

static void
muster_join_dialog_dispose (GObject *object)
{
  MusterJoinDialog *self = MUSTER_JOIN_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->here);
  g_clear_object (&self->joiner);
  g_clear_pointer (&self->authority, g_free);
  G_OBJECT_CLASS (muster_join_dialog_parent_class)->dispose (object);
}

static void
muster_join_dialog_class_init (MusterJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_join_dialog_dispose;
  widget_class->unrealize = muster_join_dialog_unrealize;
  gtk_widget_class_install_action (widget_class, "join.join", NULL, join_action);
  gtk_widget_class_install_action (widget_class, "join.choose-authority", NULL, choose_authority_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "join.join", NULL);
  joined_signal = g_signal_new ("joined", MUSTER_TYPE_JOIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_join_dialog_init (MusterJoinDialog *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
add_entry (MusterJoinDialog *self, GtkWidget *box, const char *title)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_widget_add_css_class (label, "heading");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (part), label);
  gtk_box_append (GTK_BOX (part), entry);
  gtk_box_append (GTK_BOX (box), part);
  return entry;
}

static void
add_authority (MusterJoinDialog *self, GtkWidget *box)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = muster_button_new (_("Choose a _Certificate…"), "join.choose-authority");

  self->authority_label = muster_label_new (_("Only where your administrator gave you the certificate of your "
                                              "organisation in a file."), NULL);
  gtk_widget_add_css_class (self->authority_label, "dim-label");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (part), button);
  gtk_box_append (GTK_BOX (part), self->authority_label);
  gtk_box_append (GTK_BOX (box), part);
}

static GtkWidget *
make_header (MusterJoinDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Joining…"), -1);
  self->join = muster_button_new (_("_Join"), "join.join");
  gtk_widget_add_css_class (self->join, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->join);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->spinner);
  return header;
}

static GtkWidget *
make_choice (const char *text, GtkWidget **label)
{
  GtkWidget *choice = gtk_check_button_new ();

  *label = muster_label_new (text, NULL);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (choice), *label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return choice;
}

static void
add_choices (MusterJoinDialog *self, GtkWidget *box)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (box), part);
  if (self->here == NULL)
    {
      gtk_box_append (GTK_BOX (part), muster_label_new (_("What you join has a file of its own on this computer. "
                                                          "Other files of yours are not sent to the "
                                                          "server."), "dim-label"));
      return;
    }
  gtk_box_append (GTK_BOX (part), muster_label_new (_("Where it is kept"), "heading"));
  self->apart = make_choice (_("In a file of its own: the one that is open stays as it is"), &label);
  self->with_here = make_choice ("", &self->here_label);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (self->with_here), GTK_CHECK_BUTTON (self->apart));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->apart), TRUE);
  gtk_box_append (GTK_BOX (part), self->apart);
  gtk_box_append (GTK_BOX (part), self->with_here);
  show_here (self);
  g_signal_connect_object (self->here, "changed", G_CALLBACK (show_here), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_content (MusterJoinDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *clamp = adw_clamp_new ();
  const char *text = _("Paste the invitation that your administrator sent you, or type the address of the server and "
                       "the code.");

  self->summary = muster_problem_summary_new ();
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), muster_label_new (text, NULL));
  self->address = add_entry (self, box, _("_Address of the server, or the invitation"));
  self->code = add_entry (self, box, _("C_ode"));
  add_choices (self, box);
  add_authority (self, box);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

MusterJoinDialog *
muster_join_dialog_new (MusterSyncer *here, MusterJoiner *joiner, gboolean apart)
{
  gboolean again = here != NULL && !apart && muster_syncer_get_status (here)->address != NULL;
  const char *title = again                   ? _("Sign In Again")
                      : here != NULL && apart ? _("Join Another Programme")
                                              : _("Join Your Programme");
  MusterJoinDialog *self = g_object_new (MUSTER_TYPE_JOIN_DIALOG, "modal", TRUE, "destroy-with-parent", TRUE,
                                         "default-width", 480, "default-height", 560, "title", title, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_set_object (&self->here, here);
  self->joiner = g_object_ref (joiner);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_content (self));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->join);
  if (self->with_here != NULL)
    {
      g_signal_connect_swapped (self->with_here, "toggled", G_CALLBACK (on_chosen_cb), self);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->with_here), !apart);
    }
  return self;
}

void
muster_join_dialog_present (MusterJoinDialog *self, GtkWindow *parent)
{
  gboolean given = *gtk_editable_get_text (GTK_EDITABLE (self->address)) != '\0';

  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (given ? self->code : self->address);
}
