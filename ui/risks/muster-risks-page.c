/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risks-page.h"

#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-page.h"
#include "muster-register-page.h"
#include "muster-register-table.h"
#include "muster-risk-map.h"
#include "muster-risk-page.h"
#include "muster-tooltip.h"
#include "muster-words.h"

/* In a window that is lower or narrower the map would leave no rows in sight; one key shows it. */
#define MAP_FROM_WIDTH 480
#define MAP_FROM_HEIGHT 560

struct _MusterRisksPage {
  GtkWidget parent_instance;
  MusterStore *store;
  GtkWidget *stack;
  GtkWidget *register_page;
  GtkWidget *map_button;
  GtkWidget *map_place; /* revealer; what is in it is made when first shown */
  GtkWidget *map;       /* nullable */
  GtkWidget *risk;      /* MusterRiskPage, made when first shown; nullable */
  gboolean sized;       /* it was decided whether there is room for the map */
  guint size_source;
};

static void muster_risks_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterRisksPage, muster_risks_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_risks_page_page_init))

static MusterRegisterTable *
get_table (MusterRisksPage *self)
{
  return MUSTER_REGISTER_TABLE (muster_register_page_get_table (MUSTER_REGISTER_PAGE (self->register_page)));
}

static gboolean
is_risk_shown (MusterRisksPage *self)
{
  return self->risk != NULL && gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->risk;
}

/* ---- the map ----------------------------------------------------------------------------------------------------- */

static void
on_chosen_cb (MusterRisksPage *self, const char *field, guint cells)
{
  muster_register_table_set_cells (get_table (self), field, cells);
}

static void
on_query_changed_cb (MusterRisksPage *self)
{
  const MusterQuery *query = muster_register_table_get_query (get_table (self));

  /* Cells of a filter that was kept: what filters is to be seen. */
  if (muster_query_get_cells (query, NULL) != 0
      && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->map_button)))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->map_button), TRUE);
  if (self->map != NULL)
    muster_risk_map_set_query (MUSTER_RISK_MAP (self->map), query);
}

static void
make_map (MusterRisksPage *self)
{
  if (self->map != NULL)
    return;
  self->map = muster_risk_map_new (self->store);
  g_signal_connect_swapped (self->map, "chosen", G_CALLBACK (on_chosen_cb), self);
  gtk_revealer_set_child (GTK_REVEALER (self->map_place), self->map);
  on_query_changed_cb (self);
}

/* What is hidden filters nothing. */
static void
on_map_toggled_cb (MusterRisksPage *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->map_button));
  const char *field;

  if (shown)
    make_map (self);
  else if (muster_query_get_cells (muster_register_table_get_query (get_table (self)), &field) != 0)
    muster_register_table_set_cells (get_table (self), field, 0);
  gtk_widget_set_visible (self->map_place, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->map_place), shown);
}

static void
on_revealed_cb (GtkRevealer *place)
{
  /* A revealer that is shut still keeps its place in the tab order. */
  gtk_widget_set_visible (GTK_WIDGET (place), gtk_revealer_get_reveal_child (place)
                                                || gtk_revealer_get_child_revealed (place));
}

static void
build_map_place (MusterRisksPage *self)
{
  const char *name = _("Risk map");

  self->map_button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->map_button), "view-grid-symbolic");
  gtk_widget_add_css_class (self->map_button, "flat");
  muster_tooltip_set (self->map_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (self->map_button, "toggled", G_CALLBACK (on_map_toggled_cb), self);
  self->map_place = gtk_revealer_new ();
  gtk_widget_set_visible (self->map_place, FALSE);
  g_signal_connect (self->map_place, "notify::child-revealed", G_CALLBACK (on_revealed_cb), NULL);
  muster_register_table_add_tool (get_table (self), self->map_button);
  muster_register_table_set_top (get_table (self), self->map_place);
}

/* ---- one risk ---------------------------------------------------------------------------------------------------- */

static void
show_register (MusterRisksPage *self)
{
  if (!is_risk_shown (self))
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->register_page);
  muster_risk_page_close (MUSTER_RISK_PAGE (self->risk));
}

static void
muster_risks_page_resume (MusterPage *page, const MusterId *id)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  show_register (self);
  muster_page_emit_way_back (page);
  muster_page_resume (MUSTER_PAGE (self->register_page), id);
}

static void
on_edit_cb (MusterRisksPage *self, const MusterId *id)
{
  MusterId copy = *id;

  muster_page_emit_leaving (MUSTER_PAGE (self));
  show_register (self);
  muster_page_emit_way_back (MUSTER_PAGE (self));
  muster_register_page_edit (MUSTER_REGISTER_PAGE (self->register_page), &copy);
}

static void
on_open_record_cb (MusterRisksPage *self, const MusterId *id, const MusterKind *kind)
{
  MusterId copy = *id;

  muster_page_emit_open_record (MUSTER_PAGE (self), &copy, kind);
}

static void
on_toast_cb (MusterRisksPage *self, const char *text, gboolean offer_undo)
{
  muster_page_emit_toast (MUSTER_PAGE (self), text, offer_undo);
}

static void
on_open_page_cb (MusterRisksPage *self, const char *name)
{
  muster_page_emit_open_page (MUSTER_PAGE (self), name);
}

static void
on_way_back_cb (MusterRisksPage *self)
{
  muster_page_emit_way_back (MUSTER_PAGE (self));
}

static void
make_risk (MusterRisksPage *self)
{
  if (self->risk != NULL)
    return;
  self->risk = muster_risk_page_new (self->store);
  g_signal_connect_swapped (self->risk, "edit", G_CALLBACK (on_edit_cb), self);
  g_signal_connect_swapped (self->risk, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->risk, "toast", G_CALLBACK (on_toast_cb), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->risk);
}

/* The desk comes back with open_record(), and remembers the way. */
static gboolean
on_activated_cb (MusterRisksPage *self, const MusterId *id)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, muster_kind_get (MUSTER_KIND_RISK));
  return TRUE;
}

/* ---- as a page --------------------------------------------------------------------------------------------------- */

static void
muster_risks_page_open_record (MusterPage *page, const MusterId *id)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  make_risk (self);
  muster_risk_page_open (MUSTER_RISK_PAGE (self->risk), id);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->risk);
  gtk_widget_grab_focus (self->risk);
  muster_page_emit_way_back (page);
}

static gboolean
muster_risks_page_get_record (MusterPage *page, MusterId *id)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  if (!is_risk_shown (self))
    return FALSE;
  *id = *muster_risk_page_get_id (MUSTER_RISK_PAGE (self->risk));
  return TRUE;
}

static void
muster_risks_page_close_record (MusterPage *page)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  if (!is_risk_shown (self))
    return;
  show_register (self);
  gtk_widget_grab_focus (self->register_page);
  muster_page_emit_way_back (page);
}

static void
muster_risks_page_set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  muster_page_set_scope (MUSTER_PAGE (MUSTER_RISKS_PAGE (page)->register_page), kind, scope);
}

static gboolean
muster_risks_page_can_go_back (MusterPage *page)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  return !is_risk_shown (self) && muster_page_can_go_back (MUSTER_PAGE (self->register_page));
}

static gboolean
muster_risks_page_go_back (MusterPage *page)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  return !is_risk_shown (self) && muster_page_go_back (MUSTER_PAGE (self->register_page));
}

static void
muster_risks_page_add (MusterPage *page)
{
  muster_page_add (MUSTER_PAGE (MUSTER_RISKS_PAGE (page)->register_page));
}

static void
muster_risks_page_go_on (MusterPage *page, const MusterId *id)
{
  muster_page_go_on (MUSTER_PAGE (MUSTER_RISKS_PAGE (page)->register_page), id);
}

static void
muster_risks_page_focus_filter (MusterPage *page)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  show_register (self);
  muster_page_emit_way_back (page);
  muster_page_focus_filter (MUSTER_PAGE (self->register_page));
}

static void
muster_risks_page_flush (MusterPage *page)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (page);

  if (self->risk != NULL)
    muster_risk_page_flush (MUSTER_RISK_PAGE (self->risk));
  muster_page_flush (MUSTER_PAGE (self->register_page));
}

static void
muster_risks_page_page_init (MusterPageInterface *iface)
{
  iface->open_record = muster_risks_page_open_record;
  iface->resume = muster_risks_page_resume;
  iface->get_record = muster_risks_page_get_record;
  iface->close_record = muster_risks_page_close_record;
  iface->set_scope = muster_risks_page_set_scope;
  iface->can_go_back = muster_risks_page_can_go_back;
  iface->go_back = muster_risks_page_go_back;
  iface->add = muster_risks_page_add;
  iface->go_on = muster_risks_page_go_on;
  iface->focus_filter = muster_risks_page_focus_filter;
  iface->flush = muster_risks_page_flush;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
muster_risks_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (GTK_STACK (MUSTER_RISKS_PAGE (widget)->stack)));
}

/* Wherever on the page the focus is, Ctrl+S saves what is typed in the form. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (widget);

  if (!is_risk_shown (self))
    gtk_widget_activate_action (self->register_page, name, NULL);
}

static gboolean
on_sized_cb (gpointer data)
{
  MusterRisksPage *self = data;

  self->size_source = 0;
  if (gtk_widget_get_width (GTK_WIDGET (self)) >= MAP_FROM_WIDTH
      && gtk_widget_get_height (GTK_WIDGET (self)) >= MAP_FROM_HEIGHT)
    {
      gtk_revealer_set_transition_duration (GTK_REVEALER (self->map_place), 0);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->map_button), TRUE);
      gtk_revealer_set_transition_duration (GTK_REVEALER (self->map_place), 250);
    }
  return G_SOURCE_REMOVE;
}

static void
muster_risks_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (widget);

  if (!self->sized)
    {
      self->sized = TRUE;
      self->size_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_sized_cb, self, NULL);
    }
  gtk_widget_size_allocate (self->stack, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
muster_risks_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_RISKS_PAGE (widget)->stack, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
muster_risks_page_dispose (GObject *object)
{
  MusterRisksPage *self = MUSTER_RISKS_PAGE (object);

  g_clear_handle_id (&self->size_source, g_source_remove);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_risks_page_parent_class)->dispose (object);
}

static void
muster_risks_page_class_init (MusterRisksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_risks_page_dispose;
  widget_class->grab_focus = muster_risks_page_grab_focus;
  widget_class->focus = muster_focus_next;
  widget_class->measure = muster_risks_page_measure;
  widget_class->size_allocate = muster_risks_page_size_allocate;
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_risks_page_init (MusterRisksPage *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
muster_risks_page_new (MusterStore *store)
{
  MusterRisksPage *self = g_object_new (MUSTER_TYPE_RISKS_PAGE, NULL);

  self->store = g_object_ref (store);
  self->register_page = muster_register_page_new (store, muster_kind_get (MUSTER_KIND_RISK));
  gtk_stack_add_child (GTK_STACK (self->stack), self->register_page);
  build_map_place (self);
  g_signal_connect_swapped (get_table (self), "query-changed", G_CALLBACK (on_query_changed_cb), self);
  g_signal_connect_swapped (self->register_page, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->register_page, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->register_page, "open-page", G_CALLBACK (on_open_page_cb), self);
  g_signal_connect_swapped (self->register_page, "toast", G_CALLBACK (on_toast_cb), self);
  g_signal_connect_swapped (self->register_page, "way-back-changed", G_CALLBACK (on_way_back_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muster_words_plural (muster_kind_get (MUSTER_KIND_RISK)), -1);
  return GTK_WIDGET (self);
}
