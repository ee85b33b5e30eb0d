/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-toast.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-focus.h"
#include "muster-label.h"

/* Time to read it; and with a button, to think and to reach it with the keyboard. Undo stays in the menu after that. */
#define SECONDS 5
#define SECONDS_WITH_BUTTON 10
#define MOST_CHARS 60

struct _MusterToastOverlay {
  GtkWidget parent_instance;
  GtkWidget *overlay;
  GtkWidget *revealer;
  GtkWidget *toast;
  GtkWidget *text;
  GtkWidget *button;
  GPtrArray *bars;     /* that it stands above, while they are on the screen; not owned */
  guint source;
};

G_DEFINE_FINAL_TYPE (MusterToastOverlay, muster_toast_overlay, GTK_TYPE_WIDGET)

static gboolean
is_attended (MusterToastOverlay *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return (gtk_widget_get_state_flags (self->toast) & GTK_STATE_FLAG_PRELIGHT) != 0
         || (focus != NULL && gtk_widget_is_ancestor (focus, self->toast));
}

void
muster_toast_overlay_dismiss (MusterToastOverlay *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_clear_handle_id (&self->source, g_source_remove);
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->toast))
    gtk_widget_grab_focus (gtk_overlay_get_child (GTK_OVERLAY (self->overlay)));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

static gboolean
on_late_cb (gpointer data)
{
  MusterToastOverlay *self = data;

  if (is_attended (self))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  muster_toast_overlay_dismiss (self);
  return G_SOURCE_REMOVE;
}

/* What has gone takes neither room, nor clicks, nor the focus. */
static void
on_revealed_cb (MusterToastOverlay *self)
{
  gtk_widget_set_visible (self->revealer, gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer))
                                            || gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer)));
}

void
muster_toast_overlay_show (MusterToastOverlay *self, const char *text, const char *button_label,
                           const char *action_name)
{
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toast), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->button, button_label != NULL);
  gtk_button_set_label (GTK_BUTTON (self->button), button_label != NULL ? button_label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (self->revealer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds (button_label != NULL ? SECONDS_WITH_BUTTON : SECONDS, on_late_cb, self);
}

/* ---- where it stands --------------------------------------------------------------------------------------------- */

static void
on_bar_mapped_cb (GtkWidget *bar)
{
  GtkWidget *self = gtk_widget_get_ancestor (bar, MUSTER_TYPE_TOAST_OVERLAY);

  if (self != NULL)
    g_ptr_array_add (MUSTER_TOAST_OVERLAY (self)->bars, bar);
}

static void
on_bar_unmapped_cb (GtkWidget *bar)
{
  GtkWidget *self = gtk_widget_get_ancestor (bar, MUSTER_TYPE_TOAST_OVERLAY);

  if (self != NULL)
    g_ptr_array_remove (MUSTER_TOAST_OVERLAY (self)->bars, bar);
}

void
muster_toast_overlay_keep_clear (GtkWidget *bar)
{
  g_signal_connect (bar, "map", G_CALLBACK (on_bar_mapped_cb), NULL);
  g_signal_connect (bar, "unmap", G_CALLBACK (on_bar_unmapped_cb), NULL);
}

/* Where the highest of the bars begins. */
static int
find_floor (MusterToastOverlay *self)
{
  int floor = gtk_widget_get_height (self->overlay);

  for (guint i = 0; i < self->bars->len; i++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (self->bars->pdata[i], self->overlay, &bounds) && bounds.size.height > 0)
        floor = MIN (floor, (int) bounds.origin.y);
    }
  return floor;
}

static gboolean
on_place_cb (MusterToastOverlay *self, GtkWidget *revealer, GdkRectangle *place)
{
  int least, wanted, most = gtk_widget_get_width (self->overlay);

  gtk_widget_measure (revealer, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  place->width = MAX (least, MIN (wanted, most));
  gtk_widget_measure (revealer, GTK_ORIENTATION_VERTICAL, place->width, NULL, &place->height, NULL, NULL);
  place->x = (most - place->width) / 2;
  place->y = MAX (find_floor (self) - place->height, 0);
  return TRUE;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static gboolean
muster_toast_overlay_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_overlay_get_child (GTK_OVERLAY (MUSTER_TOAST_OVERLAY (widget)->overlay)));
}

static void
muster_toast_overlay_dispose (GObject *object)
{
  MusterToastOverlay *self = MUSTER_TOAST_OVERLAY (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_pointer (&self->bars, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_toast_overlay_parent_class)->dispose (object);
}

static void
muster_toast_overlay_class_init (MusterToastOverlayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_toast_overlay_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = muster_toast_overlay_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_toast (MusterToastOverlay *self)
{
  GtkWidget *close = muster_button_new_icon ("window-close-symbolic", _("Dismiss"), NULL);

  self->toast = g_object_new (GTK_TYPE_BOX, "css-name", "toast", "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  /* What went wrong is said to its end. */
  self->text = muster_label_new ("", "heading");
  self->button = gtk_button_new_with_label ("");
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), MOST_CHARS);
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_widget_add_css_class (close, "circular");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (muster_toast_overlay_dismiss), self);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (muster_toast_overlay_dismiss), self);
  gtk_box_append (GTK_BOX (self->toast), self->text);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->toast), self->button);
  gtk_box_append (GTK_BOX (self->toast), close);
  return self->toast;
}

static void
muster_toast_overlay_init (MusterToastOverlay *self)
{
  self->bars = g_ptr_array_new ();
  self->overlay = gtk_overlay_new ();
  g_signal_connect_swapped (self->overlay, "get-child-position", G_CALLBACK (on_place_cb), self);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), make_toast (self));
  gtk_widget_set_visible (self->revealer, FALSE);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed_cb), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->revealer);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}

GtkWidget *
muster_toast_overlay_new (GtkWidget *child)
{
  MusterToastOverlay *self = g_object_new (MUSTER_TYPE_TOAST_OVERLAY, NULL);

  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), child);
  return GTK_WIDGET (self);
}
