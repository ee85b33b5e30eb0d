/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline-view.h"

#include "muster-list-leave.h"
#include "muster-outline-head.h"
#include "muster-outline-keys.h"
#include "muster-outline-row.h"

#include <glib/gi18n-lib.h>

struct _MusterOutlineView {
  GtkWidget parent_instance;
  MusterPlanModel *model;
  MusterOutlineColumns *columns;
  GtkSingleSelection *selection;
  GtkWidget *box;
  GtkWidget *list_view;
  GtkWidget *menu; /* nullable */
  GSimpleActionGroup *actions;
  int width;
  guint width_source; /* 0: none is due */
};

G_DEFINE_FINAL_TYPE (MusterOutlineView, muster_outline_view, GTK_TYPE_WIDGET)

enum { EDIT, MOVE, DROP, ADD, OPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

void
muster_outline_view_fit (MusterOutlineView *self)
{
  g_autoptr(GPtrArray) works = g_ptr_array_new ();

  for (guint i = 0; i < muster_plan_model_count (self->model); i++)
    g_ptr_array_add (works, muster_plan_model_nth (self->model, i));
  muster_outline_columns_fit (self->columns, self->list_view, works);
}

MusterOutlineColumns *
muster_outline_view_get_columns (MusterOutlineView *self)
{
  return self->columns;
}

MusterWork *
muster_outline_view_get_selected (MusterOutlineView *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
emit_edit (MusterOutlineView *self, MusterWork *work, const char *field)
{
  if (work != NULL)
    g_signal_emit (self, signals[EDIT], 0, work, field);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MusterOutlineView *self)
{
  gtk_list_item_set_child (item, muster_outline_row_new (self->columns));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  muster_outline_row_set_work (MUSTER_OUTLINE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  muster_outline_row_set_work (MUSTER_OUTLINE_ROW (gtk_list_item_get_child (item)), NULL);
}

void
muster_outline_view_get_place (MusterOutlineView *self, MusterWork *work, GdkRectangle *place)
{
  *place = (GdkRectangle){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)), 1 };
  muster_outline_row_find_place (self->list_view, work, GTK_WIDGET (self), place);
}

static void
show_position (MusterOutlineView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  /* It is where the focus goes next, too. */
  gtk_widget_activate_action (self->list_view, "list.scroll-to-item", "u", position);
}

/* Where the row is there already it takes the focus itself: the list gives it back to the row that has it. */
static void
focus_position (MusterOutlineView *self, guint position)
{
  g_autoptr(MusterWork) work = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  GtkWidget *row = gtk_widget_get_first_child (self->list_view);

  show_position (self, position);
  while (row != NULL
         && muster_outline_row_get_work (MUSTER_OUTLINE_ROW (gtk_widget_get_first_child (row))) != work)
    row = gtk_widget_get_next_sibling (row);
  gtk_widget_grab_focus (row != NULL ? row : self->list_view);
}

gboolean
muster_outline_view_select (MusterOutlineView *self, const MusterId *id)
{
  guint position = muster_plan_model_reveal (self->model, id);

  if (position == G_MAXUINT)
    return FALSE;
  focus_position (self, position);
  return TRUE;
}

void
muster_outline_view_focus (MusterOutlineView *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    show_position (self, position);
  gtk_widget_grab_focus (self->list_view);
}

static void
on_fold_cb (MusterOutlineView *self, MusterWork *work)
{
  muster_plan_model_fold (self->model, work, !work->folded);
}

static void
on_drop_cb (MusterOutlineView *self, MusterWork *what, MusterWork *target, int place)
{
  g_signal_emit (self, signals[DROP], 0, what, target, place);
}

static void
on_activate_cb (MusterOutlineView *self)
{
  emit_edit (self, muster_outline_view_get_selected (self), "status_note");
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterOutlineView *self = data;

  emit_edit (self, muster_outline_view_get_selected (self), g_variant_get_string (parameter, NULL));
}

static void
on_move (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterOutlineView *self = data;
  MusterWork *work = muster_outline_view_get_selected (self);

  if (work != NULL)
    g_signal_emit (self, signals[MOVE], 0, work, g_variant_get_int32 (parameter));
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterOutlineView *self = data;

  g_signal_emit (self, signals[ADD], 0, muster_outline_view_get_selected (self), g_variant_get_boolean (parameter));
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterOutlineView *self = data;
  MusterWork *work = muster_outline_view_get_selected (self);

  if (work != NULL)
    g_signal_emit (self, signals[OPEN], 0, work);
}

static void
on_fold_all (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterOutlineView *self = data;

  muster_plan_model_fold_all (self->model, g_variant_get_boolean (parameter));
  muster_outline_view_focus (self);
}

static const GActionEntry entries[] = {
  { "edit", on_edit, "s" },     { "move", on_move, "i" },         { "add", on_add, "b" },
  { "open", on_open },          { "fold-all", on_fold_all, "b" },
};

/* Inwards folds open or goes to the first part; outwards folds away or goes to what it stands within. */
static gboolean
walk (MusterOutlineView *self, gboolean inwards)
{
  MusterWork *work = muster_outline_view_get_selected (self);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (work == NULL)
    return FALSE;
  if (work->has_parts && work->folded == inwards)
    {
      muster_plan_model_fold (self->model, work, !inwards);
      return TRUE;
    }
  if (inwards && !work->has_parts)
    return TRUE;
  if (inwards)
    position++;
  for (guint i = position; !inwards && work->depth > 0 && i > 0; i--)
    {
      g_autoptr(MusterWork) above = g_list_model_get_item (G_LIST_MODEL (self->model), i - 1);

      if (above->depth >= work->depth)
        continue;
      position = i - 1;
      break;
    }
  focus_position (self, position);
  return TRUE;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterOutlineView *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean inwards = (key == GDK_KEY_Right) != rtl;
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  MusterWork *work = muster_outline_view_get_selected (self);
  gboolean forward;

  if (muster_list_is_tab (key, state, &forward))
    return muster_list_leave (self->list_view, forward);
  if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return FALSE;
  if (modifiers == 0)
    return walk (self, inwards);
  if (modifiers != (GDK_CONTROL_MASK | GDK_SHIFT_MASK) || work == NULL)
    return FALSE;
  g_signal_emit (self, signals[MOVE], 0, work, inwards ? MUSTER_OUTLINE_IN : MUSTER_OUTLINE_OUT);
  return TRUE;
}

/* ---- the menu of a row ------------------------------------------------------------------------------------------- */

static GMenuModel *
make_menu_model (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) edit = g_menu_new ();
  g_autoptr(GMenu) move = g_menu_new ();
  g_autoptr(GMenu) add = g_menu_new ();

  g_menu_append (edit, _("_Update…"), "outline.edit::status_note");
  g_menu_append (edit, _("Re_baseline…"), "outline.edit::baseline");
  g_menu_append (edit, _("_RAG and its reasons…"), "outline.edit::rag");
  g_menu_append (edit, _("All _details"), "outline.open");
  g_menu_append (move, _("Move _up"), "outline.move(0)");
  g_menu_append (move, _("Move _down"), "outline.move(1)");
  g_menu_append (move, _("Move _in"), "outline.move(2)");
  g_menu_append (move, _("Move _out"), "outline.move(3)");
  g_menu_append (add, _("Add _after this…"), "outline.add(false)");
  g_menu_append (add, _("Add _within this…"), "outline.add(true)");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (add));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
show_menu (MusterOutlineView *self, const GdkRectangle *place)
{
  if (self->menu == NULL)
    {
      g_autoptr(GMenuModel) model = make_menu_model ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
on_menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  MusterOutlineView *self = data;
  MusterWork *work = muster_outline_view_get_selected (self);
  GdkRectangle place;

  if (work == NULL)
    return FALSE;
  muster_outline_view_get_place (self, work, &place);
  show_menu (self, &place);
  return TRUE;
}

static void
on_secondary_cb (GtkGestureClick *gesture, int n_press, double x, double y, MusterOutlineView *self)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = at != NULL ? gtk_widget_get_ancestor (at, MUSTER_TYPE_OUTLINE_ROW) : NULL;
  MusterWork *work = row != NULL ? muster_outline_row_get_work (MUSTER_OUTLINE_ROW (row)) : NULL;

  if (work == NULL)
    return;
  muster_outline_view_select (self, muster_record_get_id (work->record));
  show_menu (self, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
follow_width (gpointer data)
{
  MusterOutlineView *self = data;

  self->width_source = 0;
  muster_outline_columns_allocate (self->columns, self->list_view, self->width);
  return G_SOURCE_REMOVE;
}

/* Rows may become higher with it: not while they are given their places. */
static void
muster_outline_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterOutlineView *self = MUSTER_OUTLINE_VIEW (widget);
  gboolean first = self->width == 0;

  self->width = width;
  if (first)
    muster_outline_columns_allocate (self->columns, self->list_view, width);
  else if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_width, self, NULL);
  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

static void
muster_outline_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_OUTLINE_VIEW (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
muster_outline_view_grab_focus (GtkWidget *widget)
{
  muster_outline_view_focus (MUSTER_OUTLINE_VIEW (widget));
  return TRUE;
}

static void
muster_outline_view_dispose (GObject *object)
{
  MusterOutlineView *self = MUSTER_OUTLINE_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->width_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->columns);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (muster_outline_view_parent_class)->dispose (object);
}

static void
muster_outline_view_class_init (MusterOutlineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_outline_view_dispose;
  widget_class->measure = muster_outline_view_measure;
  widget_class->size_allocate = muster_outline_view_size_allocate;
  widget_class->grab_focus = muster_outline_view_grab_focus;
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                MUSTER_TYPE_WORK, G_TYPE_STRING);
  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                MUSTER_TYPE_WORK, G_TYPE_INT);
  signals[DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                MUSTER_TYPE_WORK, MUSTER_TYPE_WORK, G_TYPE_INT);
  signals[ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, MUSTER_TYPE_WORK,
                               G_TYPE_BOOLEAN);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                MUSTER_TYPE_WORK);
}

static void
muster_outline_view_init (MusterOutlineView *self)
{
  self->columns = muster_outline_columns_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "outline", G_ACTION_GROUP (self->actions));
  g_signal_connect_swapped (self->columns, "fold", G_CALLBACK (on_fold_cb), self);
  g_signal_connect_swapped (self->columns, "edit", G_CALLBACK (emit_edit), self);
  g_signal_connect_swapped (self->columns, "drop", G_CALLBACK (on_drop_cb), self);
}

static void
make_list_view (MusterOutlineView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *menu_keys = gtk_shortcut_controller_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                                                             gtk_keyval_trigger_new (GDK_KEY_Menu, 0));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  self->list_view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Outline"), -1);
  gtk_widget_add_css_class (self->list_view, "outline");
  g_signal_connect_swapped (self->list_view, "activate", G_CALLBACK (on_activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->list_view, keys);
  gtk_widget_add_controller (self->list_view, muster_outline_keys_new ());
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (menu_keys),
    gtk_shortcut_new (trigger, gtk_callback_action_new (on_menu_key_cb, self, NULL)));
  gtk_widget_add_controller (self->list_view, menu_keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (on_secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
}

GtkWidget *
muster_outline_view_new (MusterPlanModel *model)
{
  MusterOutlineView *self = g_object_new (MUSTER_TYPE_OUTLINE_VIEW, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->model = g_object_ref (model);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (model)));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  make_list_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list_view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), muster_outline_head_new (self->columns));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_add_css_class (self->box, "view");
  return GTK_WIDGET (self);
}
