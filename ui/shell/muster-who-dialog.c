/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-who-dialog.h"

#include "muster-button.h"
#include "muster-column.h"
#include "muster-label.h"
#include "muster-record-picker.h"
#include "muster-settings.h"

#include <glib/gi18n.h>

struct _MusterWhoDialog
{
  AdwWindow parent_instance;

  GSettings *settings; /* owned, nullable */
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *problem;
  GtkWidget *choose;
  GtkWidget *picker;
};

G_DEFINE_FINAL_TYPE (MusterWhoDialog, muster_who_dialog, ADW_TYPE_WINDOW)

/* ---- saying it --------------------------------------------------------------------------------------------------- */

static void
show_problem (MusterWhoDialog *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->problem), message);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (self->entry);
}

/* A name of spaces is one that nobody can read; leaving it empty means something else. */
static gboolean
is_blank (const char *text)
{
  const char *rest = text;

  while (g_unichar_isspace (g_utf8_get_char (rest)) || g_unichar_iszerowidth (g_utf8_get_char (rest)))
    rest = g_utf8_next_char (rest);
  return *text != '\0' && *rest == '\0';
}

/* The rules are those for the name of a person in the programme. Without one, the login's is meant. */
static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterWhoDialog *self = MUSTER_WHO_DIALOG (widget);
  const MusterField *field = muster_kind_title_field (muster_kind_get (MUSTER_KIND_PERSON));
  g_autoptr(MusterValue) name = NULL;
  g_autoptr(GError) error = NULL;

  if (is_blank (gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      show_problem (self, _("This name has only spaces in it. Type a name that others know you by."));
      return;
    }
  if (!muster_field_parse (field, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &name, &error))
    {
      show_problem (self, error->message);
      return;
    }
  g_settings_set_string (self->settings, MUSTER_SETTING_ACTOR, name != NULL ? muster_value_get_text (name) : "");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_picked_cb (MusterWhoDialog *self, const MusterHit *hit)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), hit->title);
}

static void
on_choose_cb (MusterWhoDialog *self)
{
  muster_record_picker_popup (MUSTER_RECORD_PICKER (self->picker));
}

static void
on_enter_cb (MusterWhoDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "who.save", NULL);
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

static void
muster_who_dialog_dispose (GObject *object)
{
  g_clear_object (&MUSTER_WHO_DIALOG (object)->settings);

  G_OBJECT_CLASS (muster_who_dialog_parent_class)->dispose (object);
}

static void
muster_who_dialog_class_init (MusterWhoDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_who_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "who.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "who.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = muster_button_new (_("_Save"), "who.save");

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (save, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  return header;
}

static GtkWidget *
make_name (MusterWhoDialog *self, const char *login)
{
  GtkWidget *column = muster_column_new (6);
  /* Translators: %s is the name with which the person has logged in. */
  g_autofree char *without = g_strdup_printf (_("With no name here it is that of your login, %s."), login);

  self->entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 200);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Your name"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, without, -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_enter_cb), self);
  self->problem = muster_label_new (NULL, "error");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (column), muster_label_new (_("Your name"), "caption-heading"));
  gtk_box_append (GTK_BOX (column), self->problem);
  gtk_box_append (GTK_BOX (column), self->entry);
  gtk_box_append (GTK_BOX (column), muster_label_new (without, "dim-label"));
  return column;
}

static GtkWidget *
make_choose (MusterWhoDialog *self, MusterStore *store)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->choose = muster_button_new (_("Choose a _person of the programme…"), NULL);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->choose))), TRUE);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (on_choose_cb), self);
  self->picker = muster_record_picker_new (store, MUSTER_KINDS (PERSON), _("Find a person"));
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (on_picked_cb), self);
  gtk_box_append (GTK_BOX (line), self->choose);
  gtk_box_append (GTK_BOX (line), self->picker);
  return line;
}

static void
build (MusterWhoDialog *self, MusterStore *store, const char *login)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = muster_column_new (18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 24);
  gtk_box_append (GTK_BOX (self->box),
                  muster_label_new (_("What you save from now on bears this name, and “Mine” on Today is what names "
                                      "you. What was saved before keeps the name it has."), NULL));
  gtk_box_append (GTK_BOX (self->box), make_name (self, login));
  gtk_box_append (GTK_BOX (self->box), make_choose (self, store));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), make_header ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/* NULL: it can be changed here. */
static char *
dup_why_not (MusterWhoDialog *self, MusterStore *store)
{
  if (!muster_store_can_set_actor (store))
    return g_strdup_printf (_("This file has joined a server, which knows you as %s. That name comes from there and "
                              "cannot be changed here."), muster_store_get_actor (store));
  if (!muster_settings_can_name (self->settings))
    return g_strdup (_("The name is set by whoever looks after this computer and cannot be changed here."));
  return NULL;
}

static void
limit (MusterWhoDialog *self, MusterStore *store)
{
  g_autofree char *why = dup_why_not (self, store);

  if (why == NULL)
    return;
  gtk_widget_set_sensitive (self->entry, FALSE);
  gtk_widget_set_sensitive (self->choose, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "who.save", FALSE);
  gtk_box_prepend (GTK_BOX (self->box), muster_label_new (why, "heading"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
}

static void
muster_who_dialog_init (MusterWhoDialog *self)
{
}

MusterWhoDialog *
muster_who_dialog_new (MusterStore *store, GSettings *settings, const char *login)
{
  MusterWhoDialog *self = g_object_new (MUSTER_TYPE_WHO_DIALOG, "title", _("Who You Are"), "modal", TRUE,
                                        "destroy-with-parent", TRUE, "default-width", 440, "default-height", 400,
                                        NULL);

  g_set_object (&self->settings, settings);
  build (self, store, login);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), muster_store_get_actor (store));
  limit (self, store);
  return self;
}

void
muster_who_dialog_present (MusterWhoDialog *self, GtkWindow *parent)
{
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->entry);
}
