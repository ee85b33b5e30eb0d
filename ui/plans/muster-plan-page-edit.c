/* muster-plan-page-edit.c - what is done on the page of a plan: edited beside its row, moved, added.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-page-private.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-label.h"
#include "muster-rag-reasons.h"
#include "muster-record-dialog.h"
#include "muster-words.h"
#include "muster-writing.h"

static void
toast (MusterPlanPage *self, const char *text, gboolean offer_undo)
{
  muster_page_emit_toast (self->place, text, offer_undo);
}

/* ---- beside a row ------------------------------------------------------------------------------------------------ */

static const char *const update_fields[] = {
  "owner", "forecast", "forecast_reason", "status", "status_note", "hold_until", "percent", NULL,
};
static const char *const baseline_fields[] = { "baseline", "baseline_reason", NULL };
static const char *const rag_fields[] = { "rag_override", "rag_reason", "rag_expires", NULL };
static const char *const no_fields[] = { NULL };

static void
on_saved_cb (MusterPlanPage *self, const MusterId *id)
{
  toast (self, _("Saved"), TRUE);
}

static void
on_beside_gone_cb (gpointer data, GObject *beside)
{
  MusterPlanPage *self = data;

  self->beside = NULL;
  muster_plan_page_focus_work (self);
}

static gboolean
focus_later (gpointer self)
{
  muster_plan_page_focus_work (self);
  return G_SOURCE_REMOVE;
}

/* Somebody may hold on to it for a while longer, and the next row must not wait for that. */
static void
on_beside_closed_cb (MusterPlanPage *self, MusterBeside *beside)
{
  if (self->beside != beside)
    return;
  g_object_weak_unref (G_OBJECT (beside), on_beside_gone_cb, self);
  self->beside = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_later, g_object_ref (self), g_object_unref);
}

static void
on_details_cb (MusterPlanPage *self, MusterBeside *beside)
{
  const MusterId *id = muster_beside_get_id (beside);

  for (guint i = 0; i < muster_plan_model_count (self->model); i++)
    {
      MusterWork *work = muster_plan_model_nth (self->model, i);

      if (muster_id_equal (muster_record_get_id (work->record), id))
        {
          muster_plan_page_open_work (self, work);
          return;
        }
    }
  muster_page_emit_open_record (self->place, id, muster_record_get_kind (self->view->plan));
}

static void
show_beside (MusterPlanPage *self, MusterRecord *record, const char *const *only, GtkWidget *top, GtkWidget *parent,
             const GdkRectangle *place, const char *field)
{
  GtkWidget *beside = muster_beside_new (self->store, record, only, top);

  self->beside = MUSTER_BESIDE (beside);
  g_object_weak_ref (G_OBJECT (beside), on_beside_gone_cb, self);
  g_signal_connect_object (beside, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (beside, "closed", G_CALLBACK (on_beside_closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (beside, "details", G_CALLBACK (on_details_cb), self, G_CONNECT_SWAPPED);
  muster_beside_show (MUSTER_BESIDE (beside), parent, place, field);
}

/* What a new baseline is most often taken from; NULL: there is none. */
static GtkWidget *
make_forecast (MusterRecord *record)
{
  const MusterField *forecast = muster_kind_get_field (muster_record_get_kind (record), "forecast");
  g_autofree char *when = muster_record_to_display (record, forecast->name);
  g_autofree char *text = g_strdup_printf (_("%s: %s"), muster_field_get_label (forecast), when);

  return *when != '\0' ? muster_label_new (text, "dim-label") : NULL;
}

/* Most of what is said of work is said again and again, and what it is called is not. */
void
muster_plan_page_edit_work (MusterPlanPage *self, MusterWork *work, const char *field, GtkWidget *parent,
                            const GdkRectangle *place)
{
  const MusterKind *kind = muster_record_get_kind (work->record);
  const char *const title[] = { muster_kind_title_field (kind)->name, NULL };
  gboolean may_write = muster_store_can_write (self->store);

  if (self->beside != NULL)
    return;
  if (g_strcmp0 (field, "rag") == 0)
    show_beside (self, work->record,
                 may_write && muster_rag_may_be_overridden (work->record) ? rag_fields : no_fields,
                 muster_rag_reasons_new (work->record, work->rag, may_write), parent, place, NULL);
  else if (!may_write)
    toast (self, muster_writing_why (), FALSE);
  else if (g_strcmp0 (field, "baseline") == 0)
    show_beside (self, work->record, baseline_fields, make_forecast (work->record), parent, place, NULL);
  else if (g_strcmp0 (field, "title") == 0)
    show_beside (self, work->record, title, NULL, parent, place, NULL);
  else
    show_beside (self, work->record, update_fields, NULL, parent, place, field != NULL ? field : "status_note");
}

void
muster_plan_page_edit_rag (MusterPlanPage *self)
{
  GtkWidget *button = muster_plan_header_get_rag (MUSTER_PLAN_HEADER (self->header));
  graphene_rect_t bounds;
  GdkRectangle place;
  gboolean may_write;

  if (self->view == NULL || self->beside != NULL
      || !gtk_widget_compute_bounds (button, GTK_WIDGET (self), &bounds))
    return;
  place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
  may_write = muster_store_can_write (self->store);
  show_beside (self, self->view->plan, may_write ? rag_fields : no_fields,
               muster_rag_reasons_new (self->view->plan, self->view->rag, may_write), GTK_WIDGET (self), &place, NULL);
}

void
muster_plan_page_rebase (MusterPlanPage *self)
{
  const MusterId *id = self->beside != NULL ? muster_beside_get_id (self->beside) : NULL;

  if (id == NULL)
    return;
  if (muster_id_equal (id, muster_record_get_id (self->view->plan)))
    muster_beside_rebase (self->beside, self->view->plan);
  for (guint i = 0; i < self->view->outline->len; i++)
    {
      MusterRecord *record = g_array_index (self->view->outline, MusterOutlineItem, i).record;

      if (muster_id_equal (id, muster_record_get_id (record)))
        muster_beside_rebase (self->beside, record);
    }
}

void
muster_plan_page_open_work (MusterPlanPage *self, MusterWork *work)
{
  muster_page_emit_open_record (self->place, muster_record_get_id (work->record),
                                muster_record_get_kind (work->record));
}

/* ---- moving ------------------------------------------------------------------------------------------------------ */

static void
on_moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterPlanPage) self = data;
  g_autoptr(GError) error = NULL;

  self->saving = FALSE;
  if (self->place == NULL)
    return;
  if (muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error))
    {
      /* The next is for what stands there now, not for what is on the screen. */
      muster_reading_ask (self->reading);
      return;
    }
  toast (self, error->message, FALSE);
  muster_plan_page_forget_moves (self);
}

/* Among rows that a filter hides nobody sees where something goes. */
static gboolean
is_whole (MusterPlanPage *self)
{
  gboolean whole = muster_plan_filter_is_empty (MUSTER_PLAN_FILTER (self->filter));

  if (!whole)
    toast (self, _("Clear the filter first: what it hides stands between these rows"), FALSE);
  return whole;
}

static gboolean
is_settled (MusterPlanPage *self)
{
  return self->view != NULL && !self->saving && muster_reading_is_current (self->reading);
}

static void
save_move (MusterPlanPage *self, MusterWork *work, gboolean moved, MusterCommit *commit, const GError *error)
{
  if (!moved)
    {
      toast (self, error->message, FALSE);
      return;
    }
  self->wanted = *muster_record_get_id (work->record);
  self->saving = TRUE;
  muster_store_save_async (self->store, commit, NULL, on_moved_cb, g_object_ref (self));
}

typedef struct {
  MusterId work;
  MusterOutlineMove move;
} Move;

static void
move_work (MusterPlanPage *self, MusterWork *work, MusterOutlineMove move)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  gboolean moved = muster_outline_move (self->view->outline, work->index, move, commit, &error);

  save_move (self, work, moved, commit, error);
}

void
muster_plan_page_go_on_moving (MusterPlanPage *self)
{
  while (is_settled (self) && self->moves->len > 0)
    {
      Move next = g_array_index (self->moves, Move, 0);
      guint position = muster_plan_model_reveal (self->model, &next.work);
      g_autoptr(MusterWork) work = g_list_model_get_item (G_LIST_MODEL (self->model), position);

      g_array_remove_index (self->moves, 0);
      if (work != NULL)
        move_work (self, work, next.move);
    }
}

void
muster_plan_page_forget_moves (MusterPlanPage *self)
{
  g_array_set_size (self->moves, 0);
}

/* Keys may come quicker than what they did is read: the next is for what will stand there then, so it waits. */
static void
on_move_cb (MusterPlanPage *self, MusterWork *work, int move)
{
  Move wanted = { *muster_record_get_id (work->record), (MusterOutlineMove) move };

  if (!is_whole (self))
    return;
  g_array_append_val (self->moves, wanted);
  muster_plan_page_go_on_moving (self);
}

static void
on_drop_cb (MusterPlanPage *self, MusterWork *what, MusterWork *target, int place)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  int parent, before = -1;
  gboolean moved;

  if (!is_whole (self) || !is_settled (self))
    return;
  parent = g_array_index (self->view->outline, MusterOutlineItem, target->index).parent;
  if (place == MUSTER_DROP_WITHIN)
    parent = (int) target->index;
  else
    before = place == MUSTER_DROP_BEFORE ? (int) target->index
                                         : muster_outline_next (self->view->outline, target->index);
  /* Before itself is where it stands. */
  if (before == (int) what->index)
    before = muster_outline_next (self->view->outline, what->index);
  moved = muster_outline_place (self->view->outline, what->index, parent, before, commit, &error);
  save_move (self, what, moved, commit, error);
}

/* ---- adding ------------------------------------------------------------------------------------------------------ */

static const char *const new_fields[] = {
  "title", "text", "type", "theme", "team", "owner", "oversight", "baseline", "start", NULL,
};

static void
on_added_cb (MusterPlanPage *self, const MusterId *id)
{
  self->wanted = *id;
}

static void
on_toast_cb (MusterPlanPage *self, const char *text, gboolean offer_undo)
{
  toast (self, text, offer_undo);
}

static void
set_ref (MusterRecord *record, const char *field, const MusterId *id)
{
  g_autoptr(MusterValue) value = id != NULL ? muster_value_new_ref (id) : NULL;

  muster_record_set (record, field, value);
}

/* What has no number among what has stands last; among what has none, by its day. */
static void
set_position (MusterPlanPage *self, MusterRecord *fresh, int parent, int after)
{
  MusterRecord *neighbour = after >= 0 ? g_array_index (self->view->outline, MusterOutlineItem, after).record : NULL;
  gint64 number = muster_outline_number (self->view->outline, parent, after);
  g_autoptr(MusterValue) value = NULL;

  if (number == 0 && neighbour != NULL && muster_record_has (neighbour, "position"))
    number = muster_record_get_number (neighbour, "position");
  if (number == 0)
    return;
  value = muster_value_new_number (MUSTER_VALUE_INTEGER, number);
  muster_record_set (fresh, "position", value);
}

static MusterRecord *
make_fresh (MusterPlanPage *self, MusterWork *after, gboolean within)
{
  MusterRecord *fresh = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_DELIVERABLE));
  g_autoptr(MusterValue) type = muster_value_new_text (MUSTER_VALUE_CHOICE, "deliverable");
  int parent = after == NULL ? -1
               : within      ? (int) after->index
                             : g_array_index (self->view->outline, MusterOutlineItem, after->index).parent;

  muster_record_set (fresh, "type", type);
  set_ref (fresh, "plan", &self->id);
  if (parent >= 0)
    set_ref (fresh, "parent",
             muster_record_get_id (g_array_index (self->view->outline, MusterOutlineItem, parent).record));
  set_position (self, fresh, parent, after != NULL && !within ? (int) after->index : -1);
  return fresh;
}

void
muster_plan_page_add_work (MusterPlanPage *self, MusterWork *after, gboolean within)
{
  g_autoptr(MusterRecord) fresh = NULL;
  MusterRecordDialog *dialog;

  if (self->view == NULL)
    return;
  if (!muster_store_can_write (self->store))
    {
      toast (self, muster_writing_why (), FALSE);
      return;
    }
  if (within && after != NULL && muster_record_get_kind (after->record)->id != MUSTER_KIND_DELIVERABLE)
    {
      toast (self, _("Nothing stands within an action. Choose a deliverable or a work package."), FALSE);
      return;
    }
  fresh = make_fresh (self, after, within);
  dialog = muster_record_dialog_new (self->store, fresh,
                                     within ? _("Add within this") : _("Add to the plan"), new_fields, NULL);
  muster_adder_present (self->adder, dialog, _("Added to the plan"), GTK_WIDGET (self));
}

/* ---- the outline ------------------------------------------------------------------------------------------------- */

static void
on_edit_cb (MusterPlanPage *self, MusterWork *work, const char *field)
{
  GdkRectangle place;

  muster_outline_view_get_place (MUSTER_OUTLINE_VIEW (self->outline), work, &place);
  muster_plan_page_edit_work (self, work, field, self->outline, &place);
}

void
muster_plan_page_connect_outline (MusterPlanPage *self)
{
  self->adder = muster_adder_new (self->store);
  self->moves = g_array_new (FALSE, FALSE, sizeof (Move));
  g_signal_connect_object (self->adder, "added", G_CALLBACK (on_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->outline, "edit", G_CALLBACK (on_edit_cb), self);
  g_signal_connect_swapped (self->outline, "move", G_CALLBACK (on_move_cb), self);
  g_signal_connect_swapped (self->outline, "drop", G_CALLBACK (on_drop_cb), self);
  g_signal_connect_swapped (self->outline, "add", G_CALLBACK (muster_plan_page_add_work), self);
  g_signal_connect_swapped (self->outline, "open", G_CALLBACK (muster_plan_page_open_work), self);
}

static void
on_board_edit_cb (MusterPlanPage *self, MusterWork *work, const char *field)
{
  GdkRectangle place;

  muster_window_board_get_place (MUSTER_WINDOW_BOARD (self->board), work, &place);
  muster_plan_page_edit_work (self, work, field, self->board, &place);
}

void
muster_plan_page_connect_board (MusterPlanPage *self)
{
  g_signal_connect_swapped (self->board, "edit", G_CALLBACK (on_board_edit_cb), self);
  g_signal_connect_swapped (self->board, "open", G_CALLBACK (muster_plan_page_open_work), self);
}

void
muster_plan_page_let_go (MusterPlanPage *self)
{
  if (self->beside != NULL)
    g_object_weak_unref (G_OBJECT (self->beside), on_beside_gone_cb, self);
  self->beside = NULL;
  g_clear_object (&self->adder);
  g_clear_pointer (&self->moves, g_array_unref);
  self->place = NULL;
}

void
muster_plan_page_save (MusterPlanPage *self)
{
  if (self->beside != NULL)
    muster_beside_save (self->beside);
}

void
muster_plan_page_flush (MusterPlanPage *self)
{
  if (self->beside != NULL)
    muster_beside_flush (self->beside);
  muster_adder_flush (self->adder);
}
