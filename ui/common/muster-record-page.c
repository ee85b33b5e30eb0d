/* muster-record-page.c - which record is shown, and reading it when it or its neighbours change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-history-section.h"

#define NATURAL_WIDTH 450

G_DEFINE_FINAL_TYPE (MusterRecordPage, muster_record_page, GTK_TYPE_WIDGET)

enum { OPEN_RECORD, ADD, CLOSE, TOAST, N_SIGNALS };
static guint signals[N_SIGNALS];

void
muster_record_page_emit_open (MusterRecordPage *self, const MusterId *id, const MusterKind *kind)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id, kind);
}

void
muster_record_page_emit_add (MusterRecordPage *self, MusterRecord *fresh)
{
  g_signal_emit (self, signals[ADD], 0, fresh);
}

void
muster_record_page_emit_close (MusterRecordPage *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

void
muster_record_page_emit_toast (MusterRecordPage *self, const char *text, gboolean offer_undo)
{
  g_signal_emit (self, signals[TOAST], 0, text, offer_undo);
}

gboolean
muster_record_page_is_appended (MusterRecordPage *self)
{
  return (self->kind->flags & MUSTER_KIND_APPEND_ONLY) != 0;
}

gboolean
muster_record_page_is_read_only (MusterRecordPage *self)
{
  return muster_record_page_is_appended (self) || !muster_store_can_write (self->store);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  return muster_id_copy (&MUSTER_RECORD_PAGE (page)->id);
}

static gpointer
read_detail (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get_detail (replica, data, error);
}

static void
show_missing (gpointer page, const char *message)
{
  MusterRecordPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->missing), plain);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->missing);
}

static void
show_rest_in_time (gpointer page, guint i)
{
  if (i > 0)
    muster_record_page_show_rest (page);
}

static void
take_detail (gpointer page, gpointer detail)
{
  MusterRecordPage *self = page;
  gboolean first = self->detail == NULL
                   || !muster_id_equal (muster_record_get_id (self->detail->record), &self->id);

  /* What was typed into the record before this one is kept as a draft. */
  if (first)
    muster_record_page_flush (self);
  muster_record_page_show_detail (self, detail, first);
  g_clear_pointer (&self->detail, muster_detail_free);
  self->detail = detail;
  muster_steps_run (self->rest, 2, self->shown ? 2 : 1);
  self->shown = TRUE;
  muster_record_page_update_actions (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "record");
  if (self->focus_due != NULL)
    self->focus_due (self);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_detail, (GDestroyNotify) muster_detail_free, take_detail, show_missing,
};

/* The frame that shows the page for the first time has enough to lay out without a record. */
static void
ask_in_time (gpointer page, guint i)
{
  if (i > 0)
    muster_reading_ask (MUSTER_RECORD_PAGE (page)->reading);
}

void
muster_record_page_open (MusterRecordPage *self, const MusterId *id)
{
  self->focus_due = NULL;
  if (muster_id_equal (id, &self->id))
    return;
  self->id = *id;
  muster_steps_run (self->steps, 2, self->begun ? 2 : 1);
  self->begun = TRUE;
}

void
muster_record_page_clear (MusterRecordPage *self)
{
  MusterId nil = { { 0 } };

  muster_record_page_flush (self);
  self->id = nil;
  muster_steps_run (self->steps, 0, 0);
  muster_steps_run (self->rest, 0, 0);
  muster_reading_forget (self->reading);
  self->focus_due = NULL;
  g_clear_pointer (&self->detail, muster_detail_free);
  muster_record_editor_clear (MUSTER_RECORD_EDITOR (self->editor));
  muster_history_section_show (MUSTER_HISTORY_SECTION (self->history), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
  muster_record_page_update_actions (self);
}

/* FALSE: func is called once the record is read. */
static gboolean
may_focus (MusterRecordPage *self, void (*func) (MusterRecordPage *self))
{
  gboolean read = self->detail != NULL && muster_id_equal (muster_record_get_id (self->detail->record), &self->id);

  self->focus_due = read ? NULL : func;
  return read;
}

void
muster_record_page_resume (MusterRecordPage *self)
{
  if (may_focus (self, muster_record_page_resume))
    muster_record_editor_resume (MUSTER_RECORD_EDITOR (self->editor));
}

void
muster_record_page_focus_form (MusterRecordPage *self)
{
  if (!may_focus (self, muster_record_page_focus_form))
    return;
  if (muster_record_page_is_read_only (self))
    muster_focus_first (self->scrolled);
  else
    muster_record_editor_focus (MUSTER_RECORD_EDITOR (self->editor));
}

void
muster_record_page_flush (MusterRecordPage *self)
{
  muster_record_editor_flush (MUSTER_RECORD_EDITOR (self->editor));
}

void
muster_record_page_set_folded (MusterRecordPage *self, gboolean folded)
{
  /* The window leads back. Whoever comes in is told which record this is, and stands on no button yet. */
  gtk_widget_set_focusable (GTK_WIDGET (self), folded);
  gtk_widget_set_visible (self->close, !folded);
}

GActionGroup *
muster_record_page_get_actions (MusterRecordPage *self)
{
  return G_ACTION_GROUP (self->actions);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

/* The width of the page is not that of its longest word: it would change with every record. */
static void
muster_record_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_RECORD_PAGE (widget)->stack, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, NATURAL_WIDTH);
}

static void
muster_record_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (MUSTER_RECORD_PAGE (widget)->stack, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
muster_record_page_dispose (GObject *object)
{
  MusterRecordPage *self = MUSTER_RECORD_PAGE (object);

  g_clear_pointer (&self->steps, muster_steps_free);
  g_clear_pointer (&self->rest, muster_steps_free);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->detail, muster_detail_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_record_page_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n, GType first, GType second)
{
  return g_signal_new (name, MUSTER_TYPE_RECORD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n, first,
                       second);
}

static void
muster_record_page_class_init (MusterRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_record_page_dispose;
  widget_class->measure = muster_record_page_measure;
  widget_class->size_allocate = muster_record_page_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "record.close", NULL);
  signals[OPEN_RECORD] = new_signal ("open-record", 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[ADD] = new_signal ("add", 1, MUSTER_TYPE_RECORD, G_TYPE_NONE);
  signals[CLOSE] = new_signal ("close", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[TOAST] = new_signal ("toast", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
muster_record_page_init (MusterRecordPage *self)
{
}

GtkWidget *
muster_record_page_new (MusterStore *store, const MusterKind *kind)
{
  MusterRecordPage *self = g_object_new (MUSTER_TYPE_RECORD_PAGE, NULL);

  self->store = g_object_ref (store);
  self->steps = muster_steps_new (GTK_WIDGET (self), ask_in_time);
  self->rest = muster_steps_new (GTK_WIDGET (self), show_rest_in_time);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->kind = kind;
  muster_record_page_make_actions (self);
  muster_record_page_build (self);
  muster_record_page_update_actions (self);
  return GTK_WIDGET (self);
}
