/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-beside.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-record-editor.h"
#include "muster-words.h"

#define WIDTH 380
#define MOST_HEIGHT 460

struct _MusterBeside {
  GtkPopover parent_instance;
  MusterId id;
  GtkWidget *editor; /* nullable */
  GtkWidget *body;
  GtkWidget *state;
};

G_DEFINE_FINAL_TYPE (MusterBeside, muster_beside, GTK_TYPE_POPOVER)

enum { SAVED, DETAILS, N_SIGNALS };
static guint signals[N_SIGNALS];

const MusterId *
muster_beside_get_id (MusterBeside *self)
{
  return &self->id;
}

void
muster_beside_save (MusterBeside *self)
{
  if (self->editor == NULL)
    return;
  if (muster_record_editor_is_changed (MUSTER_RECORD_EDITOR (self->editor)))
    muster_record_editor_save (MUSTER_RECORD_EDITOR (self->editor));
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

void
muster_beside_flush (MusterBeside *self)
{
  if (self->editor != NULL)
    muster_record_editor_flush (MUSTER_RECORD_EDITOR (self->editor));
}

void
muster_beside_rebase (MusterBeside *self, MusterRecord *record)
{
  if (self->editor != NULL)
    muster_record_editor_rebase (MUSTER_RECORD_EDITOR (self->editor), record);
}

static void
on_saved_cb (MusterBeside *self, const MusterId *id)
{
  g_signal_emit (self, signals[SAVED], 0, id);
  /* What was typed meanwhile is not put away unseen. */
  if (!muster_record_editor_is_changed (MUSTER_RECORD_EDITOR (self->editor)))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_state_cb (MusterBeside *self)
{
  gtk_label_set_text (GTK_LABEL (self->state),
                      muster_record_editor_get_state (MUSTER_RECORD_EDITOR (self->editor)));
}

/* In a line of text Enter has nothing else to do. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterBeside *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (!is_enter || (!GTK_IS_TEXT (focus) && (state & GDK_CONTROL_MASK) == 0))
    return FALSE;
  muster_beside_save (self);
  return TRUE;
}

static void
details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_popover_popdown (GTK_POPOVER (widget));
  g_signal_emit (widget, signals[DETAILS], 0);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  muster_beside_save (MUSTER_BESIDE (widget));
}

static gboolean
go (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* It is still in the middle of closing. */
static void
muster_beside_closed (GtkPopover *popover)
{
  muster_beside_flush (MUSTER_BESIDE (popover));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go, g_object_ref (popover), g_object_unref);
}

static void
muster_beside_class_init (MusterBesideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_POPOVER_CLASS (klass)->closed = muster_beside_closed;
  gtk_widget_class_install_action (widget_class, "beside.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "beside.details", NULL, details_action);
  /* While it is open keys stop at it, so the window's own do not come. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "beside.save", NULL);
  signals[SAVED] = g_signal_new ("saved", MUSTER_TYPE_BESIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);
  signals[DETAILS] = g_signal_new ("details", MUSTER_TYPE_BESIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
muster_beside_init (MusterBeside *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self), "beside");
}

static GtkWidget *
make_heading (MusterRecord *record)
{
  g_autofree char *title = muster_record_dup_title (record);
  g_autofree char *line = muster_words_line (title, 160);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  muster_label_shorten (label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
make_buttons (MusterBeside *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *details = muster_button_new (_("All _details"), "beside.details");

  gtk_box_append (GTK_BOX (box), details);
  self->state = gtk_label_new ("");
  muster_label_shorten (self->state);
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_widget_add_css_class (self->state, "dim-label");
  gtk_widget_add_css_class (self->state, "caption");
  gtk_box_append (GTK_BOX (box), self->state);
  if (self->editor != NULL)
    {
      GtkWidget *save = muster_button_new (_("_Save"), "beside.save");

      gtk_widget_add_css_class (save, "suggested-action");
      gtk_box_append (GTK_BOX (box), save);
    }
  return box;
}

static void
build (MusterBeside *self, MusterRecord *record, GtkWidget *top)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  if (top != NULL)
    gtk_box_append (GTK_BOX (self->body), top);
  if (self->editor != NULL)
    gtk_box_append (GTK_BOX (self->body), self->editor);
  /* The scroll bar lies above what scrolls, not above the fields. */
  gtk_widget_set_margin_end (self->body, 15);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->body);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  muster_focus_follow (GTK_SCROLLED_WINDOW (scrolled));
  gtk_box_append (GTK_BOX (box), make_heading (record));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
muster_beside_new (MusterStore *store, MusterRecord *record, const char *const *only, GtkWidget *top)
{
  MusterBeside *self = g_object_new (MUSTER_TYPE_BESIDE, NULL);
  g_autofree char *title = muster_record_dup_title (record);

  self->id = *muster_record_get_id (record);
  if (only[0] != NULL)
    self->editor = muster_record_editor_new (store, muster_record_get_kind (record), only);
  build (self, record, top);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (self->editor == NULL)
    return GTK_WIDGET (self);
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::state-text", G_CALLBACK (on_state_cb), self, G_CONNECT_SWAPPED);
  muster_record_editor_load (MUSTER_RECORD_EDITOR (self->editor), record);
  return GTK_WIDGET (self);
}

void
muster_beside_show (MusterBeside *self, GtkWidget *parent, const GdkRectangle *place, const char *field)
{
  int room = gtk_widget_get_width (parent) - 60;

  gtk_widget_set_size_request (self->body, CLAMP (room, 240, WIDTH), -1);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
  if (self->editor == NULL)
    return;
  if (field == NULL || !muster_record_editor_focus_field (MUSTER_RECORD_EDITOR (self->editor), field))
    muster_record_editor_focus (MUSTER_RECORD_EDITOR (self->editor));
}
