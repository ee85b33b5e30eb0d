/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-board.h"

#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-label.h"
#include "muster-list-leave.h"
#include "muster-outline-columns.h"
#include "muster-outline-keys.h"
#include "muster-outline-row.h"
#include "muster-plan-filter.h"
#include "muster-words.h"

#define COLUMN_WIDTH 280

/* One column of the board. */
typedef struct {
  char *name;
  GtkWidget *box, *days, *count, *list;
  GListStore *store; /* MusterWork */
  GtkSingleSelection *selection;
} Lane;

struct _MusterWindowBoard {
  GtkWidget parent_instance;
  GtkWidget *scrolled;
  GtkWidget *box;
  GPtrArray *lanes; /* Lane */
  MusterOutlineColumns *columns;
  GSimpleActionGroup *actions;
  GtkWidget *last;  /* the list that had the focus last; nullable */
  double passed;    /* how much is out of sight at the end where reading begins */
};

G_DEFINE_FINAL_TYPE (MusterWindowBoard, muster_window_board, GTK_TYPE_WIDGET)

enum { EDIT, OPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_clear_object (&lane->store);
  g_clear_object (&lane->selection);
  g_free (lane->name);
  g_free (lane);
}

static Lane *
find_lane (MusterWindowBoard *self, GtkWidget *list)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (((Lane *) self->lanes->pdata[i])->list == list)
      return self->lanes->pdata[i];
  return NULL;
}

static MusterWork *
get_selected (MusterWindowBoard *self)
{
  Lane *lane = self->last != NULL ? find_lane (self, self->last) : NULL;

  return lane != NULL ? gtk_single_selection_get_selected_item (lane->selection) : NULL;
}

void
muster_window_board_get_place (MusterWindowBoard *self, MusterWork *work, GdkRectangle *place)
{
  *place = (GdkRectangle){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)), 1 };
  for (guint i = 0; i < self->lanes->len; i++)
    if (muster_outline_row_find_place (((Lane *) self->lanes->pdata[i])->list, work, GTK_WIDGET (self), place))
      return;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MusterWindowBoard *self)
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

static void
on_activate_cb (GtkListView *list, guint position, MusterWindowBoard *self)
{
  g_autoptr(MusterWork) work = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  g_signal_emit (self, signals[EDIT], 0, work, "status_note");
}

static void
on_edit_cb (MusterWindowBoard *self, MusterWork *work, const char *field)
{
  g_signal_emit (self, signals[EDIT], 0, work, field);
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterWindowBoard *self = data;
  MusterWork *work = get_selected (self);

  if (work != NULL)
    g_signal_emit (self, signals[EDIT], 0, work, g_variant_get_string (parameter, NULL));
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterWindowBoard *self = data;
  MusterWork *work = get_selected (self);

  if (work != NULL)
    g_signal_emit (self, signals[OPEN], 0, work);
}

static const GActionEntry entries[] = { { "edit", on_edit, "s" }, { "open", on_open } };

/* To the column beside, which is where reading goes. */
static gboolean
go_beside (MusterWindowBoard *self, GtkWidget *list, gboolean onwards)
{
  guint place;
  Lane *lane = find_lane (self, list);

  if (!g_ptr_array_find (self->lanes, lane, &place))
    return FALSE;
  for (guint i = onwards ? place + 1 : place - 1; i < self->lanes->len; i = onwards ? i + 1 : i - 1)
    {
      Lane *other = self->lanes->pdata[i];

      if (g_list_model_get_n_items (G_LIST_MODEL (other->store)) > 0)
        return gtk_widget_grab_focus (other->list);
    }
  return TRUE;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterWindowBoard *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gboolean rtl = gtk_widget_get_direction (list) == GTK_TEXT_DIR_RTL, forward;

  if (muster_list_is_tab (key, state, &forward))
    return muster_list_leave (list, forward);
  if ((key != GDK_KEY_Left && key != GDK_KEY_Right)
      || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  return go_beside (self, list, (key == GDK_KEY_Right) != rtl);
}

static void
on_enter_cb (GtkEventControllerFocus *controller, MusterWindowBoard *self)
{
  self->last = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
}

/* ---- lanes ------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_list (MusterWindowBoard *self, Lane *lane)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (lane->selection)), factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, lane->name, -1);
  gtk_widget_add_css_class (list, "outline");
  g_signal_connect (list, "activate", G_CALLBACK (on_activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_enter_cb), self);
  gtk_widget_add_controller (list, keys);
  gtk_widget_add_controller (list, focus);
  gtk_widget_add_controller (list, muster_outline_keys_new ());
  return list;
}

static GtkWidget *
make_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  muster_label_shorten (label);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static Lane *
add_lane (MusterWindowBoard *self, const char *name)
{
  Lane *lane = g_new0 (Lane, 1);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  lane->name = g_strdup (name);
  lane->store = g_list_store_new (MUSTER_TYPE_WORK);
  lane->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (lane->store)));
  lane->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  make_label (head, name, "heading");
  lane->days = make_label (head, "", "caption");
  lane->count = make_label (head, "", "caption");
  gtk_widget_add_css_class (head, "lane-head");
  lane->list = make_list (self, lane);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), lane->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (lane->box), head);
  gtk_box_append (GTK_BOX (lane->box), scrolled);
  gtk_widget_set_size_request (lane->box, COLUMN_WIDTH, -1);
  gtk_widget_set_hexpand (lane->box, TRUE);
  gtk_widget_add_css_class (lane->box, "card");
  gtk_widget_set_overflow (lane->box, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (self->box), lane->box);
  g_ptr_array_add (self->lanes, lane);
  return lane;
}

/* The same columns stay, so that focus and place do too. */
static void
set_lanes (MusterWindowBoard *self, char **names)
{
  gboolean same = g_strv_length (names) == self->lanes->len;

  for (guint i = 0; same && i < self->lanes->len; i++)
    same = g_str_equal (((Lane *) self->lanes->pdata[i])->name, names[i]);
  if (same)
    return;
  self->last = NULL;
  for (guint i = 0; i < self->lanes->len; i++)
    gtk_box_remove (GTK_BOX (self->box), ((Lane *) self->lanes->pdata[i])->box);
  g_ptr_array_set_size (self->lanes, 0);
  for (char **name = names; *name != NULL; name++)
    add_lane (self, *name);
}

static gboolean
holds_already (GListStore *store, GPtrArray *works)
{
  gboolean same = g_list_model_get_n_items (G_LIST_MODEL (store)) == works->len;

  for (guint i = 0; same && i < works->len; i++)
    {
      g_autoptr(MusterWork) work = g_list_model_get_item (G_LIST_MODEL (store), i);

      same = work == works->pdata[i];
    }
  return same;
}

static void
fill_lane (Lane *lane, GPtrArray *works, MusterDays days)
{
  g_autofree char *when = muster_words_days (days);
  g_autofree char *count = NULL;
  guint done = 0;

  for (guint i = 0; i < works->len; i++)
    done += muster_record_is_choice (((MusterWork *) works->pdata[i])->record, "status", "complete");
  count = g_strdup_printf (_("%u of %u complete"), done, works->len);
  gtk_label_set_text (GTK_LABEL (lane->count), count);
  gtk_label_set_text (GTK_LABEL (lane->days), when);
  gtk_widget_set_visible (lane->days, *when != '\0');
  if (!holds_already (lane->store, works))
    g_list_store_splice (lane->store, 0, g_list_model_get_n_items (G_LIST_MODEL (lane->store)), works->pdata,
                         works->len);
}

/* Behind the windows: what has another date, and what has none. */
static guint
lane_of (MusterWork *work, GArray *windows)
{
  MusterWindow window;

  if (muster_work_get_window (work->record, &window.first, &window.last))
    for (guint i = 0; i < windows->len; i++)
      if (g_array_index (windows, MusterWindow, i).first == window.first
          && g_array_index (windows, MusterWindow, i).last == window.last)
        return i;
  return muster_rules_due_day (work->record) != 0 ? windows->len : windows->len + 1;
}

static char **
name_lanes (GArray *windows)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < windows->len; i++)
    {
      g_autofree char *name = muster_window_dup_name (&g_array_index (windows, MusterWindow, i));

      g_strv_builder_add (names, name);
    }
  g_strv_builder_add_many (names, _("Other dates"), _("No date"), NULL);
  return g_strv_builder_end (names);
}

void
muster_window_board_fill (MusterWindowBoard *self, MusterPlanView *view, MusterPlanModel *model,
                          MusterWorkFilter filter, gpointer data)
{
  g_autoptr(GArray) windows = muster_plan_list_windows (view);
  g_auto(GStrv) names = name_lanes (windows);
  g_autoptr(GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint32 start = muster_record_get_days (view->plan, "start").earliest;

  muster_outline_columns_allocate (self->columns, GTK_WIDGET (self), 0);
  set_lanes (self, names);
  for (guint i = 0; i < self->lanes->len; i++)
    g_ptr_array_add (lanes, g_ptr_array_new ());
  for (guint i = 0; i < muster_plan_model_count (model); i++)
    {
      MusterWork *work = muster_plan_model_nth (model, i);

      if (!work->has_parts && (filter == NULL || filter (work, data)))
        g_ptr_array_add (lanes->pdata[lane_of (work, windows)], work);
    }
  for (guint i = 0; i < self->lanes->len; i++)
    {
      MusterWindow *window = i < windows->len ? &g_array_index (windows, MusterWindow, i) : NULL;
      MusterDays days = { 0, 0 };

      if (window != NULL && start != 0)
        days = (MusterDays){ start + window->first - 1, start + window->last - 1 };
      fill_lane (self->lanes->pdata[i], lanes->pdata[i], days);
      gtk_widget_set_visible (((Lane *) self->lanes->pdata[i])->box,
                              window != NULL || ((GPtrArray *) lanes->pdata[i])->len > 0);
    }
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
muster_window_board_grab_focus (GtkWidget *widget)
{
  MusterWindowBoard *self = MUSTER_WINDOW_BOARD (widget);

  if (self->last != NULL)
    return gtk_widget_grab_focus (self->last);
  for (guint i = 0; i < self->lanes->len; i++)
    if (g_list_model_get_n_items (G_LIST_MODEL (((Lane *) self->lanes->pdata[i])->store)) > 0)
      return gtk_widget_grab_focus (((Lane *) self->lanes->pdata[i])->list);
  return FALSE;
}

static void
muster_window_board_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (MUSTER_WINDOW_BOARD (widget)->scrolled, &(GtkAllocation){ 0, 0, width, height }, baseline);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

static void
muster_window_board_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_WINDOW_BOARD (widget)->scrolled, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
muster_window_board_dispose (GObject *object)
{
  MusterWindowBoard *self = MUSTER_WINDOW_BOARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  g_clear_object (&self->columns);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (muster_window_board_parent_class)->dispose (object);
}

static void
muster_window_board_class_init (MusterWindowBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_window_board_dispose;
  widget_class->grab_focus = muster_window_board_grab_focus;
  widget_class->focus = muster_focus_next;
  widget_class->measure = muster_window_board_measure;
  widget_class->size_allocate = muster_window_board_size_allocate;
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                MUSTER_TYPE_WORK, G_TYPE_STRING);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                MUSTER_TYPE_WORK);
}

/* GTK counts from the left, whichever way one reads. */
static double
count_passed (MusterWindowBoard *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) != GTK_TEXT_DIR_RTL)
    return value;
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - value;
}

static void
on_scrolled_cb (MusterWindowBoard *self, GtkAdjustment *adjustment)
{
  self->passed = count_passed (self, adjustment);
}

/* It begins where reading does, and stays where it is when its width changes. */
static void
on_resized_cb (MusterWindowBoard *self, GtkAdjustment *adjustment)
{
  double wrong = count_passed (self, adjustment) - self->passed;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + wrong);
}

static void
connect_scrolling (MusterWindowBoard *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_resized_cb), self, G_CONNECT_SWAPPED);
}

static void
muster_window_board_init (MusterWindowBoard *self)
{
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->columns = muster_outline_columns_new ();
  muster_outline_columns_set_flat (self->columns);
  g_signal_connect_swapped (self->columns, "edit", G_CALLBACK (on_edit_cb), self);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "outline", G_ACTION_GROUP (self->actions));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_add_css_class (self->box, "lanes");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  connect_scrolling (self);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
muster_window_board_new (void)
{
  return g_object_new (MUSTER_TYPE_WINDOW_BOARD, NULL);
}
