/* muster-register-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-focus.h"
#include "muster-words.h"

/* With room for fewer digits a row has two lines and no columns. */
#define COMPACT_BELOW 72

/* GtkListView keeps so many widgets, whatever it shows. */
#define MOST_ROW_WIDGETS 200
/* As many rows as most windows show; then so many more a frame. */
#define FIRST_ROWS 28
#define ROWS_A_FRAME 20

G_DEFINE_FINAL_TYPE (MusterRegisterTable, muster_register_table, GTK_TYPE_WIDGET)

enum { SELECTED, ACTIVATED, EDIT, ADD, CONTINUE_DRAFT, SEVERAL, TOAST, LEAVE, QUERY_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const MusterId *
record_id_at (MusterRegisterTable *self, guint position)
{
  g_autoptr(MusterRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  MusterRecord *record = row != NULL ? muster_row_get_record (row) : NULL;

  return record != NULL ? muster_record_get_id (record) : NULL;
}

void
muster_register_table_emit_add (MusterRegisterTable *self)
{
  g_signal_emit (self, signals[ADD], 0);
}

gboolean
muster_register_table_emit_leave (MusterRegisterTable *self)
{
  gboolean taken = FALSE;

  g_signal_emit (self, signals[LEAVE], 0, &taken);
  return taken;
}

void
muster_register_table_emit_continue (MusterRegisterTable *self, const MusterId *id)
{
  g_signal_emit (self, signals[CONTINUE_DRAFT], 0, id);
}

void
muster_register_table_emit_activated (MusterRegisterTable *self, guint position)
{
  const MusterId *id = record_id_at (self, position);

  if (id != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, id);
}

void
muster_register_table_emit_edit (MusterRegisterTable *self, guint position)
{
  const MusterId *id = record_id_at (self, position);

  if (id != NULL)
    g_signal_emit (self, signals[EDIT], 0, id);
}

void
muster_register_table_emit_several (MusterRegisterTable *self)
{
  g_signal_emit (self, signals[SEVERAL], 0);
}

void
muster_register_table_emit_toast (MusterRegisterTable *self, const char *text, gboolean offer_undo)
{
  g_signal_emit (self, signals[TOAST], 0, text, offer_undo);
}

static void
on_selected_cb (MusterRegisterTable *self)
{
  guint position = muster_register_table_get_chosen (self);
  const MusterId *id = position != GTK_INVALID_LIST_POSITION ? record_id_at (self, position) : NULL;

  if (id != NULL && !self->keep_quiet)
    g_signal_emit (self, signals[SELECTED], 0, id);
  muster_register_table_show_chosen (self);
}

static void
scroll_to_selected (MusterRegisterTable *self)
{
  guint position = muster_register_table_get_chosen (self);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
}

static gboolean
on_scroll_again_cb (gpointer data)
{
  MusterRegisterTable *self = data;

  self->scroll_source = 0;
  scroll_to_selected (self);
  return G_SOURCE_REMOVE;
}

/* A row that has just come has no place yet: the list would stop short of it. So again once it was laid out. */
static void
bring_into_sight (MusterRegisterTable *self)
{
  scroll_to_selected (self);
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, on_scroll_again_cb, self, NULL);
}

static void
select_rowid (MusterRegisterTable *self)
{
  guint position = self->wanted_rowid != 0 ? muster_record_list_find (self->list, self->wanted_rowid)
                                           : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  self->wanted_rowid = 0;
  self->keep_quiet = TRUE;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  self->keep_quiet = FALSE;
  bring_into_sight (self);
}

/* What was meant for the rows waited in the filter, unless something else was begun meanwhile. */
void
muster_register_table_hand_on_focus (MusterRegisterTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->focus_wanted || self->none_asked > 0 || muster_record_list_is_loading (self->list))
    return;
  self->focus_wanted = FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->filter)
      && *gtk_editable_get_text (GTK_EDITABLE (self->filter)) == '\0')
    muster_register_table_focus_list (self);
}

/* Once a frame, before it is laid out. The first is the one that the first rows are painted in. */
static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MusterRegisterTable *self = data;

  if (self->n_ticks++ == 0 || muster_record_list_tell_more (self->list, ROWS_A_FRAME))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
on_list_changed_cb (MusterRegisterTable *self)
{
  if (self->tick_id == 0 && muster_record_list_has_more (self->list))
    {
      self->n_ticks = 0;
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, self, NULL);
    }
  if (self->from_top && !muster_record_list_is_loading (self->list))
    {
      self->from_top = FALSE;
      gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", 0);
    }
  select_rowid (self);
  muster_register_table_show_chosen (self);
  muster_register_table_show_state (self);
  muster_register_table_hand_on_focus (self);
}

void
muster_register_table_apply_query (MusterRegisterTable *self)
{
  self->from_top = TRUE;
  muster_record_list_set_query (self->list, self->query);
  muster_register_table_show_state (self);
  muster_register_table_show_filters (self);
  g_signal_emit (self, signals[QUERY_CHANGED], 0);
}

void
muster_register_table_set_scope (MusterRegisterTable *self, const MusterId *scope)
{
  MusterId id = scope != NULL ? *scope : (MusterId) { 0 };

  /* The name of a scope comes after it, and is no reason to read again. */
  if (muster_id_equal (&id, &self->scope))
    return;
  self->scope = id;
  muster_query_set_scope (self->query, scope);
  muster_register_table_apply_query (self);
}

const MusterQuery *
muster_register_table_get_query (MusterRegisterTable *self)
{
  return self->query;
}

void
muster_register_table_set_cells (MusterRegisterTable *self, const char *field, guint32 cells)
{
  muster_query_set_cells (self->query, field, cells);
  muster_register_table_apply_query (self);
}

void
muster_register_table_clear_filters (MusterRegisterTable *self)
{
  muster_query_clear_filters (self->query);
  muster_query_set_text (self->query, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  muster_register_table_apply_query (self);
}

/* ---- the public face --------------------------------------------------------------------------------------------- */

void
muster_register_table_focus_filter (MusterRegisterTable *self)
{
  self->focus_wanted = FALSE;
  gtk_widget_grab_focus (self->filter);
  gtk_editable_select_region (GTK_EDITABLE (self->filter), 0, -1);
}

void
muster_register_table_focus_list (MusterRegisterTable *self)
{
  guint position = muster_register_table_get_chosen (self);
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;

  self->focus_wanted = none && (self->none_asked > 0 || muster_record_list_is_loading (self->list));
  if (none)
    {
      /* An empty table says what can be done about it. */
      if (self->focus_wanted || muster_query_has_filter (self->query)
          || !muster_focus_first (gtk_stack_get_visible_child (GTK_STACK (self->stack))))
        gtk_widget_grab_focus (self->filter);
      return;
    }
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (self->list_view);
}

static gpointer
read_rowid (MusterReplica *replica, gpointer data, GError **error)
{
  gint64 *rowid = g_new (gint64, 1);

  *rowid = muster_replica_get_rowid (replica, data);
  return rowid;
}

static void
on_rowid_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRegisterTable) self = data;
  g_autofree gint64 *rowid = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  if (rowid == NULL || self->list == NULL)
    return;
  self->wanted_rowid = *rowid;
  select_rowid (self);
}

void
muster_register_table_select (MusterRegisterTable *self, const MusterId *id)
{
  guint position = muster_register_table_get_chosen (self);
  const MusterId *selected = position != GTK_INVALID_LIST_POSITION ? record_id_at (self, position) : NULL;

  if (selected != NULL && muster_id_equal (selected, id))
    return;
  muster_register_table_unselect (self);
  muster_store_read_async (self->store, read_rowid, muster_id_copy (id), g_free, g_free, NULL, on_rowid_cb,
                           g_object_ref (self));
}

void
muster_register_table_unselect (MusterRegisterTable *self)
{
  self->wanted_rowid = 0;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
muster_register_table_set_single_click (MusterRegisterTable *self, gboolean single_click)
{
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list_view), single_click);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
is_too_narrow (MusterRegisterTable *self, int width)
{
  return width < muster_columns_get_digits_width (self->columns, GTK_WIDGET (self), COMPACT_BELOW);
}

static gboolean
on_compact_cb (gpointer data)
{
  MusterRegisterTable *self = data;
  gboolean compact = is_too_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->compact_source = 0;
  self->sized = TRUE;
  muster_columns_set_compact (self->columns, compact);
  gtk_widget_set_visible (self->header, !compact);
  muster_button_set_compact (self->add, compact);
  muster_register_table_show_filters (self);
  muster_register_table_show_state (self);
  /* Rows have another height now, and other ones are in sight. */
  bring_into_sight (self);
  return G_SOURCE_REMOVE;
}

static void
muster_register_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (muster_register_table_parent_class)->css_changed (widget, change);
  if (MUSTER_REGISTER_TABLE (widget)->columns != NULL)
    muster_columns_forget_font (MUSTER_REGISTER_TABLE (widget)->columns);
}

static void
muster_register_table_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (muster_register_table_parent_class)->system_setting_changed (widget, setting);
  if (MUSTER_REGISTER_TABLE (widget)->columns != NULL)
    muster_columns_forget_font (MUSTER_REGISTER_TABLE (widget)->columns);
}

static void
muster_register_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRegisterTable *self = MUSTER_REGISTER_TABLE (widget);

  /* Rows cannot take another form while they are given their places. */
  if ((!self->sized || is_too_narrow (self, width) != muster_columns_is_compact (self->columns))
      && self->compact_source == 0)
    self->compact_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_compact_cb, self, NULL);
  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
muster_register_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                               int *natural, int *minimum_baseline, int *natural_baseline)
{
  MusterRegisterTable *self = MUSTER_REGISTER_TABLE (widget);

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, 360);
}

static void
muster_register_table_dispose (GObject *object)
{
  MusterRegisterTable *self = MUSTER_REGISTER_TABLE (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_handle_id (&self->compact_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->columns);
  g_clear_object (&self->actions);
  g_clear_object (&self->store);
  g_clear_pointer (&self->query, muster_query_free);
  G_OBJECT_CLASS (muster_register_table_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, GType first, GType second)
{
  return g_signal_new (name, MUSTER_TYPE_REGISTER_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       first == G_TYPE_NONE    ? 0
                       : second == G_TYPE_NONE ? 1
                                               : 2,
                       first, second);
}

static void
muster_register_table_class_init (MusterRegisterTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_register_table_dispose;
  widget_class->css_changed = muster_register_table_css_changed;
  widget_class->system_setting_changed = muster_register_table_system_setting_changed;
  widget_class->measure = muster_register_table_measure;
  widget_class->size_allocate = muster_register_table_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SELECTED] = new_signal ("selected", G_TYPE_POINTER, G_TYPE_NONE);
  signals[ACTIVATED] = new_signal ("activated", G_TYPE_POINTER, G_TYPE_NONE);
  signals[EDIT] = new_signal ("edit", G_TYPE_POINTER, G_TYPE_NONE);
  signals[QUERY_CHANGED] = new_signal ("query-changed", G_TYPE_NONE, G_TYPE_NONE);
  signals[CONTINUE_DRAFT] = new_signal ("continue-draft", G_TYPE_POINTER, G_TYPE_NONE);
  signals[SEVERAL] = new_signal ("several", G_TYPE_NONE, G_TYPE_NONE);
  signals[TOAST] = new_signal ("toast", G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[LEAVE] = g_signal_new ("leave", MUSTER_TYPE_REGISTER_TABLE, G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);
  signals[ADD] = new_signal ("add", G_TYPE_NONE, G_TYPE_NONE);
}

static void
muster_register_table_init (MusterRegisterTable *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_register_table_new (MusterStore *store, const MusterKind *kind)
{
  MusterRegisterTable *self = g_object_new (MUSTER_TYPE_REGISTER_TABLE, "hexpand", TRUE, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->columns = muster_columns_new (kind);
  if (muster_remarks_count (kind) > 0)
    muster_columns_take_remarks (self->columns, muster_remarks_new (store, kind));
  muster_register_table_recall_columns (self);
  muster_columns_set_today (self->columns, muster_clock_today (muster_store_get_clock (store)));
  self->query = muster_query_new (kind);
  self->list = muster_record_list_new (store, self->query);
  muster_record_list_tell_in_parts (self->list, FIRST_ROWS, MOST_ROW_WIDGETS);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, muster_words_plural (kind),
                                  -1);
  muster_register_table_build_toolbar (self);
  muster_register_table_build_list (self);
  muster_register_table_build_states (self);
  muster_register_table_build_many (self);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_list_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (on_list_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::error-message", G_CALLBACK (on_list_changed_cb), self);
  muster_register_table_show_state (self);
  muster_register_table_refresh_drafts (self);
  return GTK_WIDGET (self);
}
