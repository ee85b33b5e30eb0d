/* muster-quick-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-quick-form.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-record-editor.h"

struct _MusterQuickForm {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *editor;
};

G_DEFINE_FINAL_TYPE (MusterQuickForm, muster_quick_form, GTK_TYPE_WIDGET)

enum { SAVED, CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static MusterRecordEditor *
get_editor (MusterQuickForm *self)
{
  return MUSTER_RECORD_EDITOR (self->editor);
}

static void
close_form (MusterQuickForm *self)
{
  muster_record_editor_flush (get_editor (self));
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Nothing typed: there is nothing to save. */
static void
save (MusterQuickForm *self)
{
  if (muster_record_editor_is_changed (get_editor (self)))
    muster_record_editor_save (get_editor (self));
  else
    close_form (self);
}

static void
cancel (MusterQuickForm *self)
{
  if (muster_record_editor_is_changed (get_editor (self)))
    muster_record_editor_discard (get_editor (self));
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_saved_cb (MusterQuickForm *self)
{
  /* What was typed meanwhile is not put away unseen. */
  if (!muster_record_editor_is_changed (get_editor (self)))
    g_signal_emit (self, signals[SAVED], 0);
}

/* In a line of text Enter means the whole form; in a list it chooses, in paragraphs it begins a line. */
static gboolean
on_enter_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterQuickForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || !GTK_IS_TEXT (focus)
      || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;
  save (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_escape_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterQuickForm *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_form (self);
  return GDK_EVENT_STOP;
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (MUSTER_QUICK_FORM (widget));
}

static void
muster_quick_form_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_QUICK_FORM (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_quick_form_parent_class)->dispose (object);
}

static void
muster_quick_form_class_init (MusterQuickFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_quick_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  signals[SAVED] = g_signal_new ("saved", MUSTER_TYPE_QUICK_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  signals[CLOSED] = g_signal_new ("closed", MUSTER_TYPE_QUICK_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
muster_quick_form_init (MusterQuickForm *self)
{
  GtkEventController *enter = gtk_event_controller_key_new ();
  GtkEventController *escape = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (enter, GTK_PHASE_CAPTURE);
  g_signal_connect (enter, "key-pressed", G_CALLBACK (on_enter_cb), self);
  g_signal_connect (escape, "key-pressed", G_CALLBACK (on_escape_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), enter);
  gtk_widget_add_controller (GTK_WIDGET (self), escape);
}

static GtkWidget *
make_buttons (MusterQuickForm *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save_button = muster_button_new (_("_Save"), NULL);
  GtkWidget *cancel_button = muster_button_new (_("_Cancel"), NULL);

  gtk_widget_add_css_class (save_button, "suggested-action");
  g_signal_connect_swapped (save_button, "clicked", G_CALLBACK (save), self);
  g_signal_connect_swapped (cancel_button, "clicked", G_CALLBACK (cancel), self);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), cancel_button);
  gtk_box_append (GTK_BOX (buttons), save_button);
  return buttons;
}

GtkWidget *
muster_quick_form_new (MusterStore *store, MusterRecord *record, const char *const *only)
{
  MusterQuickForm *self = g_object_new (MUSTER_TYPE_QUICK_FORM, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->editor = muster_record_editor_new (store, muster_record_get_kind (record), only);
  gtk_box_append (GTK_BOX (self->box), self->editor);
  gtk_box_append (GTK_BOX (self->box), make_buttons (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  muster_record_editor_load (get_editor (self), record);
  return GTK_WIDGET (self);
}

void
muster_quick_form_focus (MusterQuickForm *self, const char *field)
{
  muster_record_editor_focus_field (get_editor (self), field);
}

void
muster_quick_form_flush (MusterQuickForm *self)
{
  muster_record_editor_flush (get_editor (self));
}
