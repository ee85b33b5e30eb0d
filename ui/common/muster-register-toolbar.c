/* muster-register-toolbar.c - filter, count, order and "Add" above the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-columns-dialog.h"
#include "muster-label.h"
#include "muster-register-header.h"
#include "muster-tooltip.h"
#include "muster-views.h"
#include "muster-words.h"
#include "muster-writing.h"

static void
on_filter_cb (GtkSearchEntry *entry, MusterRegisterTable *self)
{
  muster_query_set_text (self->query, gtk_editable_get_text (GTK_EDITABLE (entry)));
  muster_register_table_apply_query (self);
}

static void
on_filter_stop_cb (GtkSearchEntry *entry, MusterRegisterTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  muster_register_table_focus_list (self);
}

/* From what was typed to what was found. */
static gboolean
on_filter_down_cb (GtkWidget *filter, GVariant *arguments, gpointer data)
{
  MusterRegisterTable *self = data;

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (filter)), muster_query_get_text (self->query)) != 0)
    on_filter_cb (GTK_SEARCH_ENTRY (filter), self);
  muster_register_table_focus_list (self);
  return TRUE;
}

static void
add_filter_keys (MusterRegisterTable *self, GtkWidget *filter)
{
  static const guint keys[] = { GDK_KEY_Down, GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0), gtk_callback_action_new (on_filter_down_cb, self, NULL)));
  gtk_widget_add_controller (filter, controller);
}

static void
on_archived_cb (GSimpleAction *action, GVariant *state, MusterRegisterTable *self)
{
  g_simple_action_set_state (action, state);
  muster_query_set_archived (self->query,
                             g_variant_get_boolean (state) ? MUSTER_ARCHIVED_SHOWN : MUSTER_ARCHIVED_HIDDEN);
  muster_register_table_apply_query (self);
}

static void
on_order_cb (GSimpleAction *action, GVariant *state, MusterRegisterTable *self)
{
  gboolean descending;
  g_autofree char *field = g_strdup (muster_query_get_sort (self->query, &descending));

  g_simple_action_set_state (action, state);
  if (g_variant_is_of_type (state, G_VARIANT_TYPE_STRING))
    {
      g_free (field);
      field = g_variant_dup_string (state, NULL);
    }
  else
    descending = g_variant_get_boolean (state);
  muster_query_set_sort (self->query, field, descending);
  muster_register_header_set_sort (MUSTER_REGISTER_HEADER (self->header), field, descending);
  muster_register_table_apply_query (self);
}

static void
on_columns (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterTable *self = data;

  muster_columns_dialog_present (self->kind, self->columns, GTK_WIDGET (self));
}

void
muster_register_table_recall_columns (MusterRegisterTable *self)
{
  g_auto(GStrv) names = muster_views_get_columns (self->kind);

  if (names != NULL)
    muster_columns_choose (self->columns, (const char *const *) names);
}

static GSimpleActionGroup *
make_actions (MusterRegisterTable *self)
{
  static const GActionEntry columns[] = { { "columns", on_columns } };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  gboolean descending;
  const char *sort = muster_query_get_sort (self->query, &descending);
  g_autoptr(GSimpleAction) archived = g_simple_action_new_stateful ("show-archived", NULL,
                                                                    g_variant_new_boolean (FALSE));
  g_autoptr(GSimpleAction) by = g_simple_action_new_stateful ("sort", G_VARIANT_TYPE_STRING,
                                                              g_variant_new_string (sort != NULL ? sort : ""));
  g_autoptr(GSimpleAction) down = g_simple_action_new_stateful ("descending", NULL,
                                                                g_variant_new_boolean (descending));

  g_signal_connect (archived, "change-state", G_CALLBACK (on_archived_cb), self);
  g_signal_connect (by, "change-state", G_CALLBACK (on_order_cb), self);
  g_signal_connect (down, "change-state", G_CALLBACK (on_order_cb), self);
  g_action_map_add_action_entries (G_ACTION_MAP (group), columns, G_N_ELEMENTS (columns), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (archived));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (by));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (down));
  return group;
}

/* When it is first opened. */
static void
make_menu (GtkMenuButton *button, gpointer data)
{
  MusterRegisterTable *self = data;
  g_autoptr(GMenu) menu = g_menu_new (), view = g_menu_new (), order = g_menu_new ();

  g_menu_append (view, _("Show _archived"), "register.show-archived");
  g_menu_append (view, _("_Columns…"), "register.columns");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->kind->fields[i].flags & MUSTER_FIELD_SORT)
      {
        g_autoptr(GMenuItem) item = g_menu_item_new (muster_field_get_label (&self->kind->fields[i]), NULL);

        g_menu_item_set_action_and_target (item, "register.sort", "s", self->kind->fields[i].name);
        g_menu_append_item (order, item);
      }
  g_menu_append_section (menu, _("Sort by"), G_MENU_MODEL (order));
  g_menu_append (menu, _("_Descending"), "register.descending");
  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
make_menu_button (MusterRegisterTable *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  const char *name = _("View options");

  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu, self, NULL);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  muster_tooltip_set (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_filter (MusterRegisterTable *self)
{
  GtkWidget *filter = gtk_search_entry_new ();
  g_autofree char *plural = muster_words_inside (muster_words_plural (self->kind));
  g_autofree char *name = g_strdup_printf (_("Filter %s"), plural);

  g_object_set (filter, "placeholder-text", name, NULL);
  muster_tooltip_set (filter, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (filter, TRUE);
  g_object_set (filter, "width-chars", 1, "max-width-chars", 8, NULL);
  g_signal_connect (filter, "search-changed", G_CALLBACK (on_filter_cb), self);
  g_signal_connect (filter, "stop-search", G_CALLBACK (on_filter_stop_cb), self);
  add_filter_keys (self, filter);
  return filter;
}

static GtkWidget *
make_add_button (MusterRegisterTable *self)
{
  g_autofree char *add = muster_words_add (self->kind);
  GtkWidget *button = muster_button_new_labelled ("list-add-symbolic", add, NULL);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (muster_register_table_emit_add), self);
  return muster_writing_limit (button, self->store);
}

void
muster_register_table_build_toolbar (MusterRegisterTable *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->bar = bar;
  self->actions = make_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "register", G_ACTION_GROUP (self->actions));
  self->filter = make_filter (self);
  self->add = make_add_button (self);
  muster_button_set_compact (self->add, TRUE);
  self->count = gtk_label_new ("");
  muster_label_shorten (self->count);
  gtk_label_set_width_chars (GTK_LABEL (self->count), 1);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_margin_start (self->count, 6);

  gtk_box_append (GTK_BOX (bar), self->filter);
  gtk_box_append (GTK_BOX (bar), self->count);
  gtk_box_append (GTK_BOX (bar), muster_register_table_make_filters (self));
  gtk_box_append (GTK_BOX (bar), make_menu_button (self));
  gtk_box_append (GTK_BOX (bar), self->add);
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (self->box), bar);

  gtk_box_append (GTK_BOX (self->box), self->filters_line);
  self->drafts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->drafts);
}

void
muster_register_table_add_tool (MusterRegisterTable *self, GtkWidget *tool)
{
  gtk_box_insert_child_after (GTK_BOX (self->bar), tool, self->count);
}

void
muster_register_table_set_top (MusterRegisterTable *self, GtkWidget *top)
{
  gtk_box_insert_child_after (GTK_BOX (self->box), top, self->drafts);
}
