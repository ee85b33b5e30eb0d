/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-columns-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-views.h"

struct _MusterColumnsDialog {
  AdwWindow parent_instance;
  const MusterKind *kind;
  MusterColumns *columns;
  GtkWidget *list;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (MusterColumnsDialog, muster_columns_dialog, ADW_TYPE_WINDOW)

static const MusterField *
field_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "field");
}

static gboolean
is_shown (GtkWidget *row)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (g_object_get_data (G_OBJECT (row), "check")));
}

/* What the rows say, from top to bottom. */
static void
apply (MusterColumnsDialog *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (self->filling)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (is_shown (row))
      g_ptr_array_add (names, (gpointer) field_of (row)->name);
  g_ptr_array_add (names, NULL);
  muster_columns_choose (self->columns, (const char *const *) names->pdata);
  muster_views_set_columns (self->kind, (const char *const *) names->pdata);
}

static void
move (MusterColumnsDialog *self, GtkWidget *row, int by)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + by;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  g_autoptr(GtkWidget) kept = g_object_ref (row);

  if (index < 0 || (by > 0 && gtk_widget_get_next_sibling (row) == NULL))
    return;
  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, index);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
  apply (self);
}

static void
on_up_cb (GtkWidget *button, GtkWidget *row)
{
  move (MUSTER_COLUMNS_DIALOG (gtk_widget_get_root (row)), row, -1);
}

static void
on_down_cb (GtkWidget *button, GtkWidget *row)
{
  move (MUSTER_COLUMNS_DIALOG (gtk_widget_get_root (row)), row, 1);
}

/* Alt with an arrow moves the row that has the focus, as in other lists. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterColumnsDialog *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  if (row == NULL || (state & GDK_ALT_MASK) == 0 || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  move (self, row, key == GDK_KEY_Up ? -1 : 1);
  return TRUE;
}

static GtkWidget *
make_row (MusterColumnsDialog *self, const MusterField *field, gboolean shown)
{
  const char *label = muster_field_get_label (field);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new_with_label (label);
  g_autofree char *up = g_strdup_printf (_("Move “%s” up"), label);
  g_autofree char *down = g_strdup_printf (_("Move “%s” down"), label);
  GtkWidget *up_button = muster_button_new_icon ("go-up-symbolic", up, NULL);
  GtkWidget *down_button = muster_button_new_icon ("go-down-symbolic", down, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), shown);
  /* A row is known by its title. */
  gtk_widget_set_sensitive (check, (field->flags & MUSTER_FIELD_TITLE) == 0);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (apply), self);
  g_signal_connect (up_button, "clicked", G_CALLBACK (on_up_cb), row);
  g_signal_connect (down_button, "clicked", G_CALLBACK (on_down_cb), row);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), up_button);
  gtk_box_append (GTK_BOX (box), down_button);
  gtk_widget_set_margin_start (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* Those that are shown in their order, then the others. */
static void
fill (MusterColumnsDialog *self)
{
  GtkWidget *row;

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < muster_columns_get_n (self->columns); i++)
    if (muster_columns_get (self->columns, i)->field != NULL && muster_columns_get (self->columns, i)->remark < 0)
      gtk_list_box_append (GTK_LIST_BOX (self->list),
                           make_row (self, muster_columns_get (self->columns, i)->field, TRUE));
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (muster_columns_can_show (&self->kind->fields[i])
        && !muster_columns_shows (self->columns, &self->kind->fields[i]))
      gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, &self->kind->fields[i], FALSE));
  self->filling = FALSE;
}

static void
on_usual_cb (MusterColumnsDialog *self)
{
  muster_columns_choose (self->columns, NULL);
  muster_views_set_columns (self->kind, NULL);
  fill (self);
}

static void
muster_columns_dialog_dispose (GObject *object)
{
  g_clear_object (&MUSTER_COLUMNS_DIALOG (object)->columns);
  G_OBJECT_CLASS (muster_columns_dialog_parent_class)->dispose (object);
}

static void
muster_columns_dialog_class_init (MusterColumnsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_columns_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
muster_columns_dialog_init (MusterColumnsDialog *self)
{
}

static void
build (MusterColumnsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *header = adw_header_bar_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *usual = muster_button_new (_("_Usual columns"), NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->list, keys);
  g_signal_connect_swapped (usual, "clicked", G_CALLBACK (on_usual_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), usual);
  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 12);
  gtk_widget_set_margin_bottom (inside, 18);
  gtk_box_append (GTK_BOX (inside), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inside);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

void
muster_columns_dialog_present (const MusterKind *kind, MusterColumns *columns, GtkWidget *parent)
{
  MusterColumnsDialog *self = g_object_new (MUSTER_TYPE_COLUMNS_DIALOG, "title", _("Columns"), "default-width", 380,
                                            "default-height", 560, "modal", TRUE, "transient-for",
                                            gtk_widget_get_root (parent), "destroy-with-parent", TRUE, NULL);

  self->kind = kind;
  self->columns = g_object_ref (columns);
  build (self);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}
