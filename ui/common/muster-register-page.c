/* muster-register-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-adder.h"
#include "muster-focus.h"
#include "muster-page.h"
#include "muster-place.h"
#include "muster-record-page.h"
#include "muster-register-table.h"
#include "muster-words.h"

/* At least, in pixels. */
#define RECORD_WIDTH 340
/* When the table has been painted and nobody has opened a record yet. */
#define RECORD_AFTER_MS 300

struct _MusterRegisterPage {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  GtkWidget *leaflet;
  GtkWidget *table;
  GtkWidget *record;      /* MusterRecordPage, made soon after the table; nullable */
  GtkWidget *record_pane; /* with its separator */
  guint folded_source;    /* 0: none is due */
  guint record_source;
  MusterAdder *adder;
  const MusterKind *scope_kind; /* NULL: everything */
  MusterId scope;
};

static void muster_register_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterRegisterPage, muster_register_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_register_page_page_init))

static guint activated_signal;

static gboolean
is_folded (MusterRegisterPage *self)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));
}

static void make_record (MusterRegisterPage *self);

/* Whether table and record take turns in this width. The leaflet cannot tell before a record is shown. */
static gboolean
is_narrow (MusterRegisterPage *self, int width)
{
  int table, record = RECORD_WIDTH;

  gtk_widget_measure (self->table, GTK_ORIENTATION_HORIZONTAL, -1, &table, NULL, NULL, NULL);
  if (self->record != NULL)
    gtk_widget_measure (self->record, GTK_ORIENTATION_HORIZONTAL, -1, &record, NULL, NULL, NULL);
  return width > 0 && width <= table + record;
}

static void
show_record (MusterRegisterPage *self, const MusterId *id)
{
  make_record (self);
  muster_record_page_open (MUSTER_RECORD_PAGE (self->record), id);
  gtk_widget_set_visible (self->record_pane, TRUE);
}

static void
open_record (MusterRegisterPage *self, const MusterId *id)
{
  show_record (self, id);
  muster_register_table_select (MUSTER_REGISTER_TABLE (self->table), id);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->record_pane);
}

/* ---- adding ------------------------------------------------------------------------------------------------------ */

static void
on_added_cb (MusterRegisterPage *self, const MusterId *id, const MusterKind *kind)
{
  if (kind == self->kind)
    open_record (self, id);
}

/* One that is still being typed is not offered. */
static void
on_drafts_cb (MusterRegisterPage *self)
{
  if (!muster_adder_is_busy (self->adder))
    muster_register_table_refresh_drafts (MUSTER_REGISTER_TABLE (self->table));
}

static void
add_record (MusterRegisterPage *self, MusterRecord *fresh)
{
  muster_adder_add (self->adder, fresh, GTK_WIDGET (self));
}

void
muster_register_page_put_in_scope (MusterRegisterPage *self, MusterRecord *fresh)
{
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (self->kind, fields);

  for (guint i = 0; self->scope_kind != NULL && i < n; i++)
    if ((fields[i]->refers & (G_GUINT64_CONSTANT (1) << self->scope_kind->id)) != 0)
      {
        g_autoptr(MusterValue) value = muster_value_new_ref (&self->scope);

        muster_record_set (fresh, fields[i]->name, value);
        return;
      }
}

static void
muster_register_page_add (MusterPage *page)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);
  g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, self->kind);

  muster_register_page_put_in_scope (self, fresh);
  add_record (self, fresh);
}

static void
muster_register_page_set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  self->scope_kind = scope != NULL ? kind : NULL;
  if (scope != NULL)
    self->scope = *scope;
  muster_register_table_set_scope (MUSTER_REGISTER_TABLE (self->table), scope);
}

static void
muster_register_page_go_on (MusterPage *page, const MusterId *id)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  muster_adder_go_on (self->adder, self->kind, id, GTK_WIDGET (self));
}

/* ---- moving ------------------------------------------------------------------------------------------------------ */

/* Somebody shows a record on a page of its own once its row is opened. */
static gboolean
has_own_page (MusterRegisterPage *self)
{
  return g_signal_has_handler_pending (self, activated_signal, 0, TRUE);
}

static void
on_selected_cb (MusterRegisterPage *self, const MusterId *id)
{
  /* What would come up beside the table moves it away from under the second click. */
  if (has_own_page (self) && !gtk_widget_get_visible (self->record_pane))
    return;
  /* In a narrow window a row is chosen first and opened then. */
  if (!is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self))))
    show_record (self, id);
}

void
muster_register_page_edit (MusterRegisterPage *self, const MusterId *id)
{
  MusterId copy = *id;

  open_record (self, &copy);
  muster_record_page_focus_form (MUSTER_RECORD_PAGE (self->record));
}

static void
muster_register_page_resume (MusterPage *page, const MusterId *id)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  open_record (self, id);
  muster_record_page_resume (MUSTER_RECORD_PAGE (self->record));
}

static void
open_beside (MusterRegisterPage *self, const MusterId *id)
{
  gboolean narrow = is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  show_record (self, id);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->record_pane);
  muster_record_page_set_folded (MUSTER_RECORD_PAGE (self->record), narrow);
  /* In a narrow window one click opens, and a click is no wish to write. */
  if (narrow)
    gtk_widget_grab_focus (self->record);
  else
    muster_record_page_focus_form (MUSTER_RECORD_PAGE (self->record));
}

static void
on_activated_cb (MusterRegisterPage *self, const MusterId *id)
{
  MusterId copy = *id;
  gboolean shown = FALSE;

  g_signal_emit (self, activated_signal, 0, &copy, &shown);
  if (!shown)
    open_beside (self, &copy);
}

GtkWidget *
muster_register_page_get_table (MusterRegisterPage *self)
{
  return self->table;
}

/* The leaflet keeps its children in the order of what lies on top, so Tab would pass the record by. */
static gboolean
on_leave_cb (MusterRegisterPage *self)
{
  return !is_folded (self) && gtk_widget_get_visible (self->record_pane)
         && gtk_widget_child_focus (self->record, GTK_DIR_TAB_FORWARD);
}

static void
on_open_record_cb (MusterRegisterPage *self, const MusterId *id, const MusterKind *kind)
{
  MusterId copy = *id;

  if (kind == self->kind)
    open_record (self, &copy);
  else
    muster_page_emit_open_record (MUSTER_PAGE (self), &copy, kind);
}

static gboolean
muster_register_page_can_go_back (MusterPage *page)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  return is_folded (self) && adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet)) == self->record_pane;
}

static gboolean
muster_register_page_go_back (MusterPage *page)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  if (!muster_register_page_can_go_back (page))
    return FALSE;
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->table);
  muster_register_table_focus_list (MUSTER_REGISTER_TABLE (self->table));
  return TRUE;
}

static void
on_close_cb (MusterRegisterPage *self)
{
  muster_page_flush (MUSTER_PAGE (self));
  if (!muster_page_go_back (MUSTER_PAGE (self)))
    muster_register_table_focus_list (MUSTER_REGISTER_TABLE (self->table));
}

/* A record beside several that are selected would look like what is about to be changed. */
static void
on_several_cb (MusterRegisterPage *self)
{
  if (!gtk_widget_get_visible (self->record_pane))
    return;
  muster_page_flush (MUSTER_PAGE (self));
  muster_record_page_clear (MUSTER_RECORD_PAGE (self->record));
  gtk_widget_set_visible (self->record_pane, FALSE);
}

static void
on_hide (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterPage *self = data;

  on_close_cb (self);
  muster_record_page_clear (MUSTER_RECORD_PAGE (self->record));
  muster_register_table_unselect (MUSTER_REGISTER_TABLE (self->table));
  gtk_widget_set_visible (self->record_pane, FALSE);
}

static void
on_way_back_cb (MusterRegisterPage *self)
{
  muster_page_emit_way_back (MUSTER_PAGE (self));
}

static gboolean
show_folded (gpointer data)
{
  MusterRegisterPage *self = data;
  gboolean folded = is_folded (self);

  self->folded_source = 0;
  if (self->record != NULL)
    muster_record_page_set_folded (MUSTER_RECORD_PAGE (self->record), folded);
  gtk_widget_set_hexpand (self->record_pane, folded);
  on_way_back_cb (self);
  return G_SOURCE_REMOVE;
}

/* It folds while it is given its place: what follows from that would ask for another one at that moment. */
static void
on_folded_cb (MusterRegisterPage *self)
{
  if (self->folded_source == 0)
    self->folded_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_folded, self, NULL);
}

static void
muster_register_page_focus_filter (MusterPage *page)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->table);
  muster_register_table_focus_filter (MUSTER_REGISTER_TABLE (self->table));
}

static void
muster_register_page_flush (MusterPage *page)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (page);

  if (self->record != NULL)
    muster_record_page_flush (MUSTER_RECORD_PAGE (self->record));
  muster_adder_flush (self->adder);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_register_page_dispose (GObject *object)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (object);

  g_clear_handle_id (&self->folded_source, g_source_remove);
  g_clear_handle_id (&self->record_source, g_source_remove);
  g_clear_pointer (&self->leaflet, gtk_widget_unparent);
  g_clear_object (&self->adder);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_register_page_parent_class)->dispose (object);
}

static void
muster_register_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_REGISTER_PAGE (widget)->leaflet, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
muster_register_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRegisterPage *self = MUSTER_REGISTER_PAGE (widget);

  muster_register_table_set_single_click (MUSTER_REGISTER_TABLE (self->table), is_narrow (self, width));
  gtk_widget_size_allocate (self->leaflet, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static gboolean
muster_register_page_grab_focus (GtkWidget *widget)
{
  muster_register_table_focus_list (MUSTER_REGISTER_TABLE (MUSTER_REGISTER_PAGE (widget)->table));
  return TRUE;
}

static void
muster_register_page_class_init (MusterRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_register_page_dispose;
  widget_class->grab_focus = muster_register_page_grab_focus;
  widget_class->focus = muster_focus_next;
  widget_class->measure = muster_register_page_measure;
  widget_class->size_allocate = muster_register_page_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  activated_signal = g_signal_new ("activated", MUSTER_TYPE_REGISTER_PAGE, G_SIGNAL_RUN_LAST, 0,
                                   g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
}

static void
muster_register_page_open_record (MusterPage *page, const MusterId *id)
{
  open_record (MUSTER_REGISTER_PAGE (page), id);
}

static void
muster_register_page_page_init (MusterPageInterface *iface)
{
  iface->open_record = muster_register_page_open_record;
  iface->resume = muster_register_page_resume;
  iface->set_scope = muster_register_page_set_scope;
  iface->can_go_back = muster_register_page_can_go_back;
  iface->go_back = muster_register_page_go_back;
  iface->add = muster_register_page_add;
  iface->go_on = muster_register_page_go_on;
  iface->focus_filter = muster_register_page_focus_filter;
  iface->flush = muster_register_page_flush;
}

static void
muster_register_page_init (MusterRegisterPage *self)
{
  self->leaflet = adw_leaflet_new ();
  gtk_widget_set_parent (self->leaflet, GTK_WIDGET (self));
}

static void
connect_table (MusterRegisterPage *self)
{
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->table, "edit", G_CALLBACK (muster_register_page_edit), self);
  g_signal_connect_swapped (self->table, "add", G_CALLBACK (muster_register_page_add), self);
  g_signal_connect_swapped (self->table, "several", G_CALLBACK (on_several_cb), self);
  g_signal_connect_swapped (self->table, "toast", G_CALLBACK (muster_page_emit_toast), self);
  g_signal_connect_swapped (self->table, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect_swapped (self->table, "continue-draft", G_CALLBACK (muster_register_page_go_on), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (on_folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (on_way_back_cb), self);
}

static void
connect_record (MusterRegisterPage *self)
{
  GActionGroup *actions = muster_record_page_get_actions (MUSTER_RECORD_PAGE (self->record));
  static const GActionEntry hide[] = { { "hide", on_hide } };

  g_action_map_add_action_entries (G_ACTION_MAP (actions), hide, 1, self);
  /* Here too, so that Ctrl+S saves wherever on the page the focus is. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", actions);
  g_signal_connect_swapped (self->record, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->record, "add", G_CALLBACK (add_record), self);
  g_signal_connect_swapped (self->record, "close", G_CALLBACK (on_close_cb), self);
  g_signal_connect_swapped (self->record, "toast", G_CALLBACK (muster_page_emit_toast), self);
}

/* Its form has an editor for each field: a start does not wait for them. */
static void
make_record (MusterRegisterPage *self)
{
  if (self->record != NULL)
    return;
  g_clear_handle_id (&self->record_source, g_source_remove);
  self->record = muster_record_page_new (self->store, self->kind);
  gtk_widget_set_hexpand (self->record, TRUE);
  gtk_widget_set_size_request (self->record, RECORD_WIDTH, -1);
  gtk_box_append (GTK_BOX (self->record_pane), self->record);
  connect_record (self);
  on_folded_cb (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self)); /* its width is known now */
}

static gboolean
on_time_for_record_cb (gpointer data)
{
  MusterRegisterPage *self = data;

  self->record_source = 0;
  make_record (self);
  return G_SOURCE_REMOVE;
}

GtkWidget *
muster_register_page_new (MusterStore *store, const MusterKind *kind)
{
  MusterRegisterPage *self = g_object_new (MUSTER_TYPE_REGISTER_PAGE, NULL);
  AdwLeaflet *leaflet = ADW_LEAFLET (self->leaflet);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "added", G_CALLBACK (on_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (muster_page_emit_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adder, "drafts-changed", G_CALLBACK (on_drafts_cb), self, G_CONNECT_SWAPPED);
  self->table = muster_register_table_new (store, kind);
  self->record_pane = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->record_pane), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_visible (self->record_pane, FALSE);
  adw_leaflet_append (leaflet, self->table);
  adw_leaflet_append (leaflet, self->record_pane);
  adw_leaflet_set_can_navigate_back (leaflet, TRUE);
  connect_table (self);
  show_folded (self);
  self->record_source = g_timeout_add_full (G_PRIORITY_LOW, RECORD_AFTER_MS, on_time_for_record_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, muster_words_plural (kind),
                                  -1);
  return GTK_WIDGET (self);
}
