/* muster-record-editor.c - what is shown, and what is said about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-editor-private.h"

#include <glib/gi18n-lib.h>

#include "muster-info-row.h"
#include "muster-words.h"

G_DEFINE_FINAL_TYPE (MusterRecordEditor, muster_record_editor, GTK_TYPE_WIDGET)

enum { SAVED, OPEN_RECORD, GO_TO_FIELD, N_SIGNALS };
static guint signals[N_SIGNALS];

enum { PROP_0, PROP_CHANGED, PROP_STATE_TEXT, N_PROPERTIES };
static GParamSpec *properties[N_PROPERTIES];

static MusterRecordForm *
get_form (MusterRecordEditor *self)
{
  return MUSTER_RECORD_FORM (self->form);
}

const MusterId *
muster_record_editor_get_id (MusterRecordEditor *self)
{
  MusterRecord *record = self->base != NULL ? self->base : self->fresh;

  return record != NULL ? muster_record_get_id (record) : NULL;
}

void
muster_record_editor_emit_saved (MusterRecordEditor *self, const MusterId *id)
{
  g_signal_emit (self, signals[SAVED], 0, id);
}

void
muster_record_editor_set_state (MusterRecordEditor *self, const char *state)
{
  if (g_strcmp0 (self->state_text, state) == 0)
    return;
  g_free (self->state_text);
  self->state_text = g_strdup (state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE_TEXT]);
}

const char *
muster_record_editor_get_state (MusterRecordEditor *self)
{
  return self->state_text != NULL ? self->state_text : "";
}

gboolean
muster_record_editor_is_changed (MusterRecordEditor *self)
{
  return muster_record_editor_get_id (self) != NULL
         && (self->preset || muster_record_form_is_changed (get_form (self)));
}

void
muster_record_editor_update (MusterRecordEditor *self)
{
  gboolean changed = muster_record_editor_is_changed (self);

  if (changed && !self->busy)
    muster_record_editor_set_state (self, self->unkept ? _("Unsaved, not kept anywhere yet")
                                                       : _("Unsaved changes"));
  else if (!changed && self->was_changed && !self->busy)
    muster_record_editor_set_state (self, "");
  if (changed == self->was_changed)
    return;
  self->was_changed = changed;
  if (changed)
    muster_record_editor_look_for_room (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/* ---- rows that inform -------------------------------------------------------------------------------------------- */

void
muster_record_editor_keep_focus (MusterRecordEditor *self, GtkWidget *going)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == going || gtk_widget_is_ancestor (focus, going)))
    muster_record_form_focus_last (get_form (self));
}

void
muster_record_editor_hide_summary (MusterRecordEditor *self)
{
  muster_record_editor_keep_focus (self, self->summary);
  muster_problem_summary_hide (MUSTER_PROBLEM_SUMMARY (self->summary));
}

static void
drop_row (MusterRecordEditor *self, GtkWidget **row)
{
  if (*row == NULL)
    return;
  muster_record_editor_keep_focus (self, *row);
  gtk_box_remove (GTK_BOX (self->infos), *row);
  *row = NULL;
  gtk_widget_set_visible (self->infos, gtk_widget_get_first_child (self->infos) != NULL);
}

void
muster_record_editor_drop_infos (MusterRecordEditor *self)
{
  drop_row (self, &self->draft_row);
  drop_row (self, &self->stale_row);
  drop_row (self, &self->unkept_row);
  self->unkept = FALSE;
}

void
muster_record_editor_show_stale (MusterRecordEditor *self)
{
  drop_row (self, &self->stale_row);
  self->stale_row = muster_info_row_new (
    "dialog-information-symbolic",
    _("This record changed while you were typing. What you typed is kept, and nothing is saved yet. Fields that "
      "changed say what they became. Save to keep yours."));
  gtk_box_append (GTK_BOX (self->infos), self->stale_row);
  gtk_widget_set_visible (self->infos, TRUE);
}

static void
on_kept_cb (MusterRecordEditor *self)
{
  drop_row (self, &self->unkept_row);
  self->unkept = FALSE;
  muster_record_editor_update (self);
}

/* Said once, not at each try. */
static void
on_unkept_cb (MusterRecordEditor *self, const char *message)
{
  g_autofree char *text = NULL;

  muster_record_editor_look_for_room (self);
  if (self->unkept)
    return;
  text = g_strdup_printf (_("What you type stands on the screen only. %s"), message);
  self->unkept = TRUE;
  self->unkept_row = muster_info_row_new ("dialog-warning-symbolic", text);
  gtk_box_append (GTK_BOX (self->infos), self->unkept_row);
  gtk_widget_set_visible (self->infos, TRUE);
  muster_record_editor_update (self);
}

/* ---- content ----------------------------------------------------------------------------------------------------- */

/* The draft of a record to be made is all that is known of it: nothing else remembers what it is a part of. */
static void
add_known_texts (MusterRecordEditor *self, GHashTable *texts)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const MusterField *field = &self->kind->fields[i];
      const MusterValue *value = muster_record_get_at (self->fresh, i);

      if (value != NULL && !muster_field_is_derived (field) && !g_hash_table_contains (texts, field->name))
        g_hash_table_insert (texts, g_strdup (field->name), muster_field_to_text (field, value));
    }
}

static void
add_other_texts (GHashTable *others, GHashTable *texts)
{
  GHashTableIter iter;
  gpointer field, text;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &field, &text))
    g_hash_table_insert (texts, g_strdup (field), g_strdup (text));
}

static GHashTable *
get_texts (gpointer data)
{
  MusterRecordEditor *self = data;
  GHashTable *texts = muster_record_form_get_texts (get_form (self));

  if (self->fresh != NULL && muster_record_editor_is_changed (self))
    add_known_texts (self, texts);
  if (self->others != NULL)
    add_other_texts (self->others, texts);
  return texts;
}

static void
show (MusterRecordEditor *self, MusterRecord *record)
{
  muster_record_editor_drop_infos (self);
  muster_record_editor_hide_summary (self);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->others, g_hash_table_unref);
  self->busy = self->again = FALSE;
  self->preset = FALSE;
  self->follow_draft = FALSE;
  self->keeper = muster_draft_keeper_new (self->store, self->kind, muster_record_get_id (record), get_texts, self);
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (on_unkept_cb), self, G_CONNECT_SWAPPED);
  muster_record_form_load (get_form (self), record);
  self->was_changed = FALSE;
  muster_record_editor_set_state (self, "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
  muster_record_editor_ask_draft (self);
}

void
muster_record_editor_load (MusterRecordEditor *self, MusterRecord *record)
{
  g_clear_object (&self->fresh);
  g_set_object (&self->base, record);
  show (self, record);
}

void
muster_record_editor_start (MusterRecordEditor *self, MusterRecord *fresh)
{
  g_clear_object (&self->base);
  g_set_object (&self->fresh, fresh);
  show (self, fresh);
  muster_record_editor_look_for_room (self);
}

void
muster_record_editor_rebase (MusterRecordEditor *self, MusterRecord *record)
{
  g_set_object (&self->base, record);
  g_clear_object (&self->fresh);
  self->preset = FALSE;
  if (muster_record_form_rebase (get_form (self), record) > 0)
    muster_record_editor_show_stale (self);
  muster_record_editor_update (self);
}

void
muster_record_editor_preset (MusterRecordEditor *self, const char *field, MusterValue *value)
{
  g_autoptr(MusterRecord) fresh = NULL;

  g_return_if_fail (self->fresh != NULL);

  fresh = muster_record_copy (self->fresh);
  muster_record_set (fresh, field, value);
  g_set_object (&self->fresh, fresh);
  self->preset = TRUE;
  muster_record_editor_update (self);
  muster_draft_keeper_touch (self->keeper);
}

void
muster_record_editor_clear (MusterRecordEditor *self)
{
  g_clear_object (&self->base);
  g_clear_object (&self->fresh);
  g_clear_object (&self->keeper);
  muster_record_editor_drop_infos (self);
  muster_record_editor_set_state (self, "");
}

void
muster_record_editor_discard (MusterRecordEditor *self)
{
  MusterRecord *record = self->base != NULL ? self->base : self->fresh;

  if (record == NULL)
    return;
  muster_record_editor_drop_infos (self);
  muster_record_editor_hide_summary (self);
  muster_record_form_load (get_form (self), record);
  muster_record_editor_drop_draft (self);
  muster_record_editor_update (self);
  muster_record_editor_set_state (self, _("Changes discarded"));
}

void
muster_record_editor_flush (MusterRecordEditor *self)
{
  /* What was typed and is deleted again is no change, and must not come back. */
  if (self->keeper != NULL && (self->was_changed || muster_draft_keeper_is_due (self->keeper)))
    muster_draft_keeper_flush (self->keeper);
}

void
muster_record_editor_focus_last (MusterRecordEditor *self)
{
  muster_record_form_focus_last (get_form (self));
}

void
muster_record_editor_resume (MusterRecordEditor *self)
{
  self->follow_draft = TRUE;
  muster_record_form_resume (get_form (self));
}

MusterDraftKeeper *
muster_record_editor_get_keeper (MusterRecordEditor *self)
{
  return self->keeper;
}

const MusterKind *
muster_record_editor_get_kind (MusterRecordEditor *self)
{
  return self->kind;
}

void
muster_record_editor_focus (MusterRecordEditor *self)
{
  muster_record_form_focus_first (get_form (self));
}

gboolean
muster_record_editor_focus_field (MusterRecordEditor *self, const char *field)
{
  return muster_record_form_focus_field (get_form (self), field);
}

static void
on_edited_cb (MusterRecordEditor *self)
{
  if (self->keeper == NULL)
    return;
  muster_record_editor_update (self);
  muster_draft_keeper_touch (self->keeper);
}

static void
on_open_record_cb (MusterRecordEditor *self, const MusterId *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

static gboolean
on_go_to_field_cb (MusterRecordEditor *self, const char *field)
{
  gboolean there = muster_record_form_focus_field (get_form (self), field);

  if (!there)
    g_signal_emit (self, signals[GO_TO_FIELD], 0, field, &there);
  return there;
}

static void
on_save_anyway_cb (MusterRecordEditor *self)
{
  muster_record_editor_save_checked (self, TRUE);
}

static void
on_go_back_cb (MusterRecordEditor *self)
{
  muster_record_editor_hide_summary (self);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_record_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterRecordEditor *self = MUSTER_RECORD_EDITOR (object);

  if (id == PROP_CHANGED)
    g_value_set_boolean (value, self->was_changed);
  else
    g_value_set_string (value, muster_record_editor_get_state (self));
}

static void
muster_record_editor_dispose (GObject *object)
{
  MusterRecordEditor *self = MUSTER_RECORD_EDITOR (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->base);
  g_clear_object (&self->fresh);
  g_clear_object (&self->store);
  g_clear_pointer (&self->state_text, g_free);
  G_OBJECT_CLASS (muster_record_editor_parent_class)->dispose (object);
}

static void
muster_record_editor_class_init (MusterRecordEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = muster_record_editor_dispose;
  object_class->get_property = muster_record_editor_get_property;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  properties[PROP_CHANGED] = g_param_spec_boolean ("changed", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, "",
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SAVED] = g_signal_new ("saved", MUSTER_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[GO_TO_FIELD] = g_signal_new ("go-to-field", MUSTER_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                       g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                       G_TYPE_STRING);
}

static void
muster_record_editor_init (MusterRecordEditor *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_record_editor_new (MusterStore *store, const MusterKind *kind, const char *const *only)
{
  MusterRecordEditor *self = g_object_new (MUSTER_TYPE_RECORD_EDITOR, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->summary = muster_problem_summary_new ();
  self->infos = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_visible (self->infos, FALSE);
  self->form = muster_record_form_new (store, kind, only);
  gtk_box_append (GTK_BOX (self->box), self->infos);
  gtk_box_append (GTK_BOX (self->box), self->summary);
  gtk_box_append (GTK_BOX (self->box), self->form);
  g_signal_connect_swapped (self->summary, "go-to-field", G_CALLBACK (on_go_to_field_cb), self);
  g_signal_connect_swapped (self->summary, "save-anyway", G_CALLBACK (on_save_anyway_cb), self);
  g_signal_connect_swapped (self->summary, "go-back", G_CALLBACK (on_go_back_cb), self);
  g_signal_connect_swapped (self->form, "edited", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->form, "open-record", G_CALLBACK (on_open_record_cb), self);
  muster_record_editor_watch_room (self);
  return GTK_WIDGET (self);
}
