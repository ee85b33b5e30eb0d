/* muster-register-list.c - the rows of the table, and what stands there instead of rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-list-leave.h"
#include "muster-register-header.h"
#include "muster-register-row.h"
#include "muster-tooltip.h"
#include "muster-words.h"
#include "muster-writing.h"

#include <string.h>

#define SPINNER_AFTER_MS 200

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MusterRegisterTable *self)
{
  gtk_list_item_set_child (item, muster_register_row_new (self->columns));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  muster_register_row_set_row (MUSTER_REGISTER_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  muster_register_row_set_row (MUSTER_REGISTER_ROW (gtk_list_item_get_child (item)), NULL);
}

static gboolean
on_edit_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  MusterRegisterTable *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  guint position;

  /* Tab comes to a row without choosing it; arrow keys choose. */
  if (muster_register_table_get_chosen (self) == GTK_INVALID_LIST_POSITION && focus != NULL
      && gtk_widget_is_ancestor (focus, widget))
    gtk_widget_activate_action (focus, "listitem.select", "(bb)", FALSE, FALSE);
  position = muster_register_table_get_chosen (self);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  muster_register_table_emit_edit (self, position);
  return TRUE;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterRegisterTable *self)
{
  gboolean forward;

  if (!muster_list_is_tab (key, state, &forward))
    return FALSE;
  return (forward && muster_register_table_emit_leave (self)) || muster_list_leave (self->list_view, forward);
}

static void
on_sideways_cb (MusterRegisterTable *self, GtkAdjustment *adjustment)
{
  int from = (int) gtk_adjustment_get_value (adjustment);
  int upper = (int) gtk_adjustment_get_upper (adjustment), page = (int) gtk_adjustment_get_page_size (adjustment);

  /* Columns count from the side where reading starts. */
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    from = upper - page - from;
  muster_columns_set_sight (self->columns, from, from + page);
}

static void
on_sort_cb (MusterRegisterTable *self, const char *field)
{
  gboolean descending;
  const char *now = muster_query_get_sort (self->query, &descending);

  descending = g_strcmp0 (now, field) == 0 ? !descending : FALSE;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "descending",
                                      g_variant_new_boolean (descending));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "sort", g_variant_new_string (field));
}

static GtkWidget *
make_list_view (MusterRegisterTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *view;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (view, "register");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muster_words_plural (self->kind), -1);
  g_signal_connect_swapped (view, "activate", G_CALLBACK (muster_register_table_emit_activated), self);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F2, 0), gtk_callback_action_new (on_edit_key_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                      gtk_named_action_new ("register.copy-chosen")));
  gtk_widget_add_controller (view, shortcuts);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (view, keys);
  return view;
}

void
muster_register_table_build_list (MusterRegisterTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkAdjustment *sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gboolean descending;
  const char *sort = muster_query_get_sort (self->query, &descending);

  self->list_view = make_list_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list_view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  g_signal_connect_object (sideways, "value-changed", G_CALLBACK (on_sideways_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sideways, "changed", G_CALLBACK (on_sideways_cb), self, G_CONNECT_SWAPPED);
  self->header = muster_register_header_new (self->columns, sideways);
  g_signal_connect_swapped (self->header, "sort", G_CALLBACK (on_sort_cb), self);
  muster_register_header_set_sort (MUSTER_REGISTER_HEADER (self->header), sort, descending);
  gtk_widget_set_margin_top (self->header, 3);
  gtk_widget_set_margin_bottom (self->header, 3);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_add_css_class (box, "view");

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "rows");
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), self->stack);
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

static void
on_clear_cb (MusterRegisterTable *self)
{
  muster_register_table_clear_filters (self);
  gtk_widget_grab_focus (self->filter);
}

static GtkWidget *
add_page (MusterRegisterTable *self, const char *name, const char *icon, const char *title, const char *text,
          const char *button, GCallback callback)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *action = muster_button_new (button, NULL);
  g_autofree char *plain = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), plain);
  gtk_widget_set_halign (action, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (action, "pill");
  g_signal_connect_swapped (action, "clicked", callback, self);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), action);
  gtk_widget_add_css_class (page, "compact");
  gtk_stack_add_named (GTK_STACK (self->stack), page, name);
  return page;
}

/* What is there already need not be typed again. */
static void
add_ways (MusterRegisterTable *self, GtkWidget *page)
{
  GtkWidget *add = g_object_ref (adw_status_page_get_child (ADW_STATUS_PAGE (page)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *template = self->kind->id == MUSTER_KIND_PLAN
                          ? muster_button_new (_("Write a plan from the _template"), "win.add-plan") : NULL;
  GtkWidget *import = muster_button_new (_("_Import a table…"), "win.import");

  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (add, GTK_ALIGN_FILL);
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_widget_add_css_class (import, "pill");
  gtk_box_append (GTK_BOX (box), add);
  if (template != NULL)
    {
      gtk_widget_add_css_class (template, "pill");
      gtk_box_append (GTK_BOX (box), template);
    }
  gtk_box_append (GTK_BOX (box), import);
  muster_writing_limit (add, self->store);
  g_object_unref (add);
}

static void
add_empty_page (MusterRegisterTable *self)
{
  g_autofree char *add = muster_words_add (self->kind);
  g_autofree char *plural = muster_words_inside (muster_words_plural (self->kind));
  g_autofree char *none = g_strdup_printf (_("No %s yet"), plural);
  GtkWidget *page = add_page (self, "empty", "document-new-symbolic", none,
                              g_dgettext (GETTEXT_PACKAGE, self->kind->empty), add,
                              G_CALLBACK (muster_register_table_emit_add));

  add_ways (self, page);
}

static void
show_everywhere (MusterRegisterTable *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-everywhere", NULL);
}

static void
add_elsewhere_page (MusterRegisterTable *self)
{
  g_autofree char *plural = muster_words_inside (muster_words_plural (self->kind));
  g_autofree char *none = g_strdup_printf (_("No %s here"), plural);

  add_page (self, "elsewhere", "mark-location-symbolic", none, _("None belongs to the place that is shown."),
            _("Show _everywhere"), G_CALLBACK (show_everywhere));
}

static void
show_archived (MusterRegisterTable *self)
{
  gtk_widget_activate_action (self->box, "register.show-archived", NULL);
  muster_register_table_focus_list (self);
}

static void
add_archived_page (MusterRegisterTable *self)
{
  g_autofree char *plural = muster_words_inside (muster_words_plural (self->kind));
  g_autofree char *all = g_strdup_printf (_("All %s are archived"), plural);

  add_page (self, "archived", "folder-symbolic", all, _("They are kept, and can be brought back."),
            _("Show _archived"), G_CALLBACK (show_archived));
}

/* Most tables never need what stands there instead of rows, so it is made when first shown. */
static void
show_page (MusterRegisterTable *self, const char *name)
{
  if (gtk_stack_get_child_by_name (GTK_STACK (self->stack), name) != NULL)
    ;
  else if (g_str_equal (name, "empty"))
    add_empty_page (self);
  else if (g_str_equal (name, "elsewhere"))
    add_elsewhere_page (self);
  else if (g_str_equal (name, "archived"))
    add_archived_page (self);
  else if (g_str_equal (name, "nothing"))
    self->nothing_page = add_page (self, "nothing", "edit-find-symbolic", _("Nothing Matches"), NULL,
                                   _("_Clear filter"), G_CALLBACK (on_clear_cb));
  else if (g_str_equal (name, "error"))
    self->error_page = add_page (self, "error", "dialog-warning-symbolic", _("This Table Could Not Be Read"), NULL,
                                 _("_Try again"), G_CALLBACK (muster_register_table_apply_query));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

void
muster_register_table_build_states (MusterRegisterTable *self)
{
  GtkWidget *loading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (self->spinner, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reading"), -1);
  gtk_box_append (GTK_BOX (loading), self->spinner);
  gtk_stack_add_named (GTK_STACK (self->stack), loading, "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "blank");
}

static gboolean
on_spinner_cb (gpointer data)
{
  MusterRegisterTable *self = data;

  self->spinner_source = 0;
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  return G_SOURCE_REMOVE;
}

static void
show_count (MusterRegisterTable *self, guint n, gboolean known)
{
  g_autofree char *count = known ? muster_words_count (self->kind, n) : g_strdup ("");
  g_autofree char *number = known ? muster_words_number (n) : g_strdup ("");
  gboolean compact = muster_columns_is_compact (self->columns);

  /* Where there is little room the number is worth more than what is counted, which the page is called by. */
  gtk_label_set_text (GTK_LABEL (self->count), compact ? number : count);
  gtk_label_set_width_chars (GTK_LABEL (self->count), compact ? (int) strlen (number) : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_PROPERTY_LABEL, count, -1);
  muster_tooltip_set (self->count, count);
}

/* What there would be with those that are archived, on the reading thread. */
static gpointer
read_archived (MusterReplica *replica, gpointer query, GError **error)
{
  return muster_replica_query (replica, query, error);
}

static void
on_archived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRegisterTable) self = data;
  g_autoptr(GArray) rowids = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  /* The last to be asked knows best. */
  if (--self->none_asked > 0 || rowids == NULL || self->box == NULL || !self->shows_none)
    return;
  show_page (self, rowids->len > 0 ? "archived" : muster_id_is_nil (&self->scope) ? "empty" : "elsewhere");
  muster_register_table_hand_on_focus (self);
}

/* Nothing is here, or all of it is archived. */
static void
show_none (MusterRegisterTable *self)
{
  MusterQuery *query = muster_query_copy (self->query);

  muster_query_set_archived (query, MUSTER_ARCHIVED_ONLY);
  self->shows_none = TRUE;
  self->none_asked++;
  muster_store_read_async (self->store, read_archived, query, (GDestroyNotify) muster_query_free,
                           (GDestroyNotify) g_array_unref, NULL, on_archived_cb, g_object_ref (self));
}

void
muster_register_table_show_state (MusterRegisterTable *self)
{
  guint n = muster_record_list_count (self->list);
  const char *error = muster_record_list_get_error (self->list);
  gboolean loading = muster_record_list_is_loading (self->list);
  const char *page = error != NULL                         ? "error"
                     : n > 0                               ? "rows"
                     : loading                             ? NULL
                     : muster_query_has_filter (self->query) ? "nothing"
                                                             : "none";

  show_count (self, n, error == NULL && !(loading && n == 0));
  if (page == NULL)
    {
      if (self->spinner_source == 0 && !gtk_spinner_get_spinning (GTK_SPINNER (self->spinner)))
        {
          self->spinner_source = g_timeout_add (SPINNER_AFTER_MS, on_spinner_cb, self);
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "blank");
        }
      return;
    }
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  self->shows_none = FALSE;
  if (g_str_equal (page, "none"))
    show_none (self);
  else
    show_page (self, page);
  if (g_str_equal (page, "nothing"))
    adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing_page),
                                     muster_query_has_choices (self->query)
                                       ? _("No record is all that the filters ask for.")
                                       : _("No record holds all of these words."));
  if (error != NULL)
    {
      g_autofree char *plain = g_markup_escape_text (error, -1);

      adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), plain);
    }
}
