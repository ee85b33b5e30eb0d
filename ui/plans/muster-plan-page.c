/* muster-plan-page.c - what the page of a plan shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-timeline.h"
#include "muster-tooltip.h"
#include "muster-words.h"
#include "muster-writing.h"

G_DEFINE_FINAL_TYPE (MusterPlanPage, muster_plan_page, GTK_TYPE_WIDGET)

static guint edit_signal;

const MusterId *
muster_plan_page_get_plan (MusterPlanPage *self)
{
  return muster_id_is_nil (&self->id) ? NULL : &self->id;
}

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static void
show_count (MusterPlanPage *self)
{
  guint n = muster_plan_model_count (self->model), matching = muster_plan_model_count_matches (self->model);
  g_autofree char *all = muster_words_number (n), *found = muster_words_number (matching);
  g_autofree char *text = matching == n
                            ? g_strdup_printf (ngettext ("%s item", "%s items", n), all)
                            /* Translators: of the items of a plan, those that a filter leaves. */
                            : g_strdup_printf (_("%s of %s items"), found, all);
  /* Translators: so many of so many, where there is little room. */
  g_autofree char *numbers = matching == n ? g_strdup (all) : g_strdup_printf (_("%s of %s"), found, all);

  /* Where there is little room the number is worth more than what is counted. */
  gtk_label_set_text (GTK_LABEL (self->count), self->compact ? numbers : text);
  muster_tooltip_set (self->count, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
on_tick_cb (GtkWidget *page, GdkFrameClock *clock, gpointer data)
{
  if (MUSTER_PLAN_PAGE (page)->view != NULL)
    show_count (MUSTER_PLAN_PAGE (page));
  return G_SOURCE_REMOVE;
}

/* They may change while they are given their places, when nothing else may ask for another one. */
static void
on_columns_cb (MusterPlanPage *self, MusterOutlineColumns *columns)
{
  if (self->compact == muster_outline_columns_is_compact (columns))
    return;
  self->compact = muster_outline_columns_is_compact (columns);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

static gboolean
matches (MusterWork *work, gpointer filter)
{
  return muster_plan_filter_matches (filter, work);
}

gboolean
muster_plan_page_shows_board (MusterPlanPage *self)
{
  g_autoptr(GVariant) view = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "view");

  return g_str_equal (g_variant_get_string (view, NULL), "windows");
}

static void
show_board (MusterPlanPage *self)
{
  gboolean all = muster_plan_filter_is_empty (MUSTER_PLAN_FILTER (self->filter));

  if (self->board == NULL)
    {
      self->board = muster_window_board_new ();
      muster_plan_page_connect_board (self);
      gtk_stack_add_named (GTK_STACK (self->stack), self->board, "windows");
    }
  muster_window_board_fill (MUSTER_WINDOW_BOARD (self->board), self->view, self->model, all ? NULL : matches,
                            self->filter);
}

static void
show_state (MusterPlanPage *self)
{
  gboolean none = muster_plan_model_count (self->model) == 0;
  gboolean nothing = !none && muster_plan_model_count_matches (self->model) == 0;
  gboolean board = muster_plan_page_shows_board (self);

  if (board)
    show_board (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), none ? "empty" : nothing ? "nothing"
                                                             : board ? "windows" : "outline");
  show_count (self);
}

void
muster_plan_page_focus_work (MusterPlanPage *self)
{
  GtkWidget *shown = self->box != NULL ? gtk_stack_get_visible_child (GTK_STACK (self->stack)) : NULL;

  if (shown != NULL && (shown == self->outline || shown == self->board))
    gtk_widget_grab_focus (shown);
}

static void
on_filter_cb (MusterPlanPage *self)
{
  gboolean empty = muster_plan_filter_is_empty (MUSTER_PLAN_FILTER (self->filter));

  muster_plan_model_set_filter (self->model, empty ? NULL : matches, self->filter);
  if (self->view != NULL)
    show_state (self);
}

static void
select_wanted (MusterPlanPage *self)
{
  if (!muster_id_is_nil (&self->wanted) && muster_outline_view_select (MUSTER_OUTLINE_VIEW (self->outline),
                                                                       &self->wanted))
    self->wanted = (MusterId){ 0 };
}

/* Another plan begins with its first row, and not where the one before was left. FALSE: there is none to be seen. */
static gboolean
begin (MusterPlanPage *self)
{
  MusterWork *work = muster_plan_model_nth (self->model, 0);

  return work != NULL && muster_outline_view_select (MUSTER_OUTLINE_VIEW (self->outline),
                                                     muster_record_get_id (work->record));
}

/* A plan that undo has just taken away leaves nothing to look at: one goes back to where one was. */
static gboolean
has_been_undone (MusterPlanPage *self, MusterPlanView *view)
{
  g_autofree char *redo = NULL;

  if (self->view == NULL || muster_record_is_archived (self->view->plan) || !muster_record_is_archived (view->plan)
      || !muster_id_equal (muster_record_get_id (self->view->plan), muster_record_get_id (view->plan)))
    return FALSE;
  g_object_get (self->store, "redo-label", &redo, NULL);
  return redo != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static void
show_head (MusterPlanPage *self)
{
  MusterPlanView *view = self->view;

  muster_plan_header_show (MUSTER_PLAN_HEADER (self->header), view);
  gtk_widget_set_visible (self->views, muster_plan_filter_offer (MUSTER_PLAN_FILTER (self->filter), view));
  muster_outline_columns_set_days (muster_outline_view_get_columns (MUSTER_OUTLINE_VIEW (self->outline)),
                                   muster_timeline_days (view), view->today);
  muster_plan_model_fill (self->model, view);
  self->filled = self->id;
  muster_outline_view_fit (MUSTER_OUTLINE_VIEW (self->outline));
  gtk_widget_set_visible (self->head, TRUE);
}

static void
show_work (MusterPlanPage *self)
{
  gboolean first = !self->begun && gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean wanted = !muster_id_is_nil (&self->wanted);

  self->begun = TRUE;
  show_state (self);
  gtk_widget_set_can_focus (self->stack, TRUE);
  select_wanted (self);
  if (first && self->filter_first)
    muster_plan_filter_focus (MUSTER_PLAN_FILTER (self->filter));
  else if (first && !wanted && !begin (self))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Head and outline each take most of a frame to paint for the first time. */
static void
show_part (gpointer page, guint i)
{
  MusterPlanPage *self = page;

  if (i == 0)
    show_head (self);
  else
    show_work (self);
}

static void
show_view (gpointer page, gpointer answer)
{
  MusterPlanPage *self = page;
  MusterPlanView *view = answer;
  gboolean undone = has_been_undone (self, view);

  muster_plan_view_free (self->view);
  self->view = view;
  muster_steps_run (self->steps, 2, self->begun ? 2 : 1);
  muster_plan_page_rebase (self);
  muster_plan_page_go_on_moving (self);
  if (undone)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-back", NULL);
}

static void
show_error (gpointer page, const char *message)
{
  MusterPlanPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), plain);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
  gtk_widget_set_can_focus (self->stack, TRUE);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  return muster_id_copy (&MUSTER_PLAN_PAGE (page)->id);
}

static gpointer
read_view (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_read_plan (replica, data, error);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_view, (GDestroyNotify) muster_plan_view_free, show_view, show_error,
};

static void
forget (MusterPlanPage *self)
{
  muster_plan_page_forget_moves (self);
  muster_reading_forget (self->reading);
  g_clear_pointer (&self->view, muster_plan_view_free);
  self->wanted = (MusterId){ 0 };
  muster_steps_run (self->steps, 0, 0);
  self->begun = FALSE;
  self->filter_first = FALSE;
}

void
muster_plan_page_close (MusterPlanPage *self)
{
  muster_plan_page_flush (self);
  forget (self);
  self->id = (MusterId){ 0 };
}

void
muster_plan_page_open (MusterPlanPage *self, const MusterId *plan)
{
  if (muster_id_equal (plan, &self->id))
    return;
  forget (self);
  self->id = *plan;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view", g_variant_new_string ("outline"));
  muster_plan_filter_clear (MUSTER_PLAN_FILTER (self->filter));
  gtk_widget_set_visible (self->head, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "blank");
  /* Who comes back to the page is given the row that had the keyboard last, which is not to be seen yet: its keys would
   * do nothing. */
  gtk_widget_set_can_focus (self->stack, FALSE);
  /* While it is read, not when it has come: rows that go take as long as those that come. One that was open last is
   * folded as it was. */
  if (!muster_id_equal (plan, &self->filled))
    muster_plan_model_clear (self->model);
  muster_reading_ask (self->reading);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
on_rag (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_plan_page_edit_rag (data);
}

static void
on_details (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterPlanPage *self = data;
  MusterId id = self->id;

  g_signal_emit (self, edit_signal, 0, &id);
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_plan_page_add (data);
}

static void
on_clear (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterPlanPage *self = data;

  muster_plan_filter_clear (MUSTER_PLAN_FILTER (self->filter));
  muster_plan_filter_focus (MUSTER_PLAN_FILTER (self->filter));
}

static void
on_view (GSimpleAction *action, GVariant *state, gpointer data)
{
  MusterPlanPage *self = data;

  g_simple_action_set_state (action, state);
  if (self->view == NULL)
    return;
  show_state (self);
  muster_plan_page_focus_work (self);
}

static void
on_timeline (GSimpleAction *action, GVariant *state, gpointer data)
{
  MusterPlanPage *self = data;

  g_simple_action_set_state (action, state);
  muster_outline_columns_show_time (muster_outline_view_get_columns (MUSTER_OUTLINE_VIEW (self->outline)),
                                    g_variant_get_boolean (state));
}

static void
on_again (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_reading_ask (((MusterPlanPage *) data)->reading);
}

static const GActionEntry entries[] = {
  { "rag", on_rag }, { "details", on_details }, { "add", on_add }, { "clear", on_clear }, { "again", on_again },
  { "view", NULL, "s", "'outline'", on_view }, { "timeline", NULL, NULL, "false", on_timeline },
};

void
muster_plan_page_add (MusterPlanPage *self)
{
  muster_plan_page_add_work (self, muster_outline_view_get_selected (MUSTER_OUTLINE_VIEW (self->outline)), FALSE);
}

void
muster_plan_page_focus_filter (MusterPlanPage *self)
{
  /* Asked for before the plan is there, it is not to lose the keyboard to the first row when that comes. */
  self->filter_first = !self->begun;
  if (self->begun)
    muster_plan_filter_focus (MUSTER_PLAN_FILTER (self->filter));
}

static gboolean
muster_plan_page_grab_focus (GtkWidget *widget)
{
  MusterPlanPage *self = MUSTER_PLAN_PAGE (widget);

  if (self->view == NULL)
    return FALSE;
  if (muster_plan_model_count_matches (self->model) == 0)
    return muster_focus_first (self->stack);
  muster_plan_page_focus_work (self);
  return TRUE;
}

static void
muster_plan_page_dispose (GObject *object)
{
  MusterPlanPage *self = MUSTER_PLAN_PAGE (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->steps, muster_steps_free);
  g_clear_pointer (&self->view, muster_plan_view_free);
  muster_plan_page_let_go (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_plan_page_parent_class)->dispose (object);
}

static void
muster_plan_page_class_init (MusterPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_plan_page_dispose;
  widget_class->grab_focus = muster_plan_page_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "planpage");
  edit_signal = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                              1, G_TYPE_POINTER);
}

static void
muster_plan_page_init (MusterPlanPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plan", G_ACTION_GROUP (self->actions));
  self->model = muster_plan_model_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_plan_page_new (MusterStore *store, MusterPage *place)
{
  MusterPlanPage *self = g_object_new (MUSTER_TYPE_PLAN_PAGE, NULL);

  self->store = g_object_ref (store);
  self->place = place;
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->steps = muster_steps_new (GTK_WIDGET (self), show_part);
  muster_writing_turn_off (self->actions, store, "add", "details", NULL);
  muster_plan_page_build (self);
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (on_filter_cb), self);
  g_signal_connect_object (muster_outline_view_get_columns (MUSTER_OUTLINE_VIEW (self->outline)), "changed",
                           G_CALLBACK (on_columns_cb), self, G_CONNECT_SWAPPED);
  muster_plan_page_connect_outline (self);
  return GTK_WIDGET (self);
}
