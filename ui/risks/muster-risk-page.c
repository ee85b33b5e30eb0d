/* muster-risk-page.c - which risk is shown, reading it, and what can be done with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-assess-dialog.h"
#include "muster-words.h"

G_DEFINE_FINAL_TYPE (MusterRiskPage, muster_risk_page, GTK_TYPE_WIDGET)

enum { OPEN_RECORD, EDIT, TOAST, N_SIGNALS };
static guint signals[N_SIGNALS];

void
muster_risk_page_emit_open (MusterRiskPage *self, const MusterId *id, const MusterKind *kind)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id, kind);
}

void
muster_risk_page_emit_toast (MusterRiskPage *self, const char *text, gboolean offer_undo)
{
  g_signal_emit (self, signals[TOAST], 0, text, offer_undo);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  return muster_id_copy (&MUSTER_RISK_PAGE (page)->id);
}

static gpointer
read_story (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get_risk_story (replica, data, error);
}

gboolean
muster_risk_page_suits (MusterRiskPage *self, const char *name)
{
  MusterRecord *risk = self->story != NULL ? self->story->detail->record : NULL;

  if (risk == NULL || muster_record_is_archived (risk))
    return risk != NULL && g_str_equal (name, "edit");
  for (guint i = 0; i < MUSTER_N_RISK_STEPS; i++)
    if (g_str_equal (name, muster_risk_step_get_name (i)))
      return muster_risk_step_is_open (i, risk);
  return TRUE;
}

static void
update_actions (MusterRiskPage *self)
{
  g_auto(GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
      muster_store_can_write (self->store) && muster_risk_page_suits (self, names[i]));
}

static void
show_missing (gpointer page, const char *message)
{
  MusterRiskPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->missing), plain);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->missing);
}

static void
append_record (GString *seen, MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  MusterIdText id;

  g_string_append (seen, muster_id_to_text (muster_record_get_id (record), id));
  g_string_append (seen, muster_record_is_archived (record) ? "-" : "+");
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *display = muster_record_to_display (record, kind->fields[i].name);

      g_string_append_printf (seen, "%s\n", display);
    }
}

/* Nothing moves where nothing changed, so that the focus and the place stay. */
static char *
describe_story (const MusterRiskStory *story, guint32 today)
{
  GString *seen = g_string_new (NULL);
  GPtrArray *const lists[] = { story->assessments, story->mitigations, story->escalations, story->issues };

  g_string_append_printf (seen, "%u %d %d %d\n", today, story->bands.low_to, story->bands.moderate_to,
                          story->bands.high_to);
  append_record (seen, story->detail->record);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      append_record (seen, lists[i]->pdata[j]);
  for (guint i = 0; i < story->linked->len; i++)
    append_record (seen, ((MusterLinked *) story->linked->pdata[i])->record);
  return g_string_free (seen, FALSE);
}

static void
take_story (gpointer page, gpointer answer)
{
  MusterRiskPage *self = page;
  MusterRiskStory *story = answer;
  gboolean first = self->story == NULL
                   || !muster_id_equal (muster_record_get_id (self->story->detail->record), &self->id);
  g_autofree char *seen = describe_story (story, muster_clock_today (muster_store_get_clock (self->store)));

  g_clear_pointer (&self->story, muster_risk_story_free);
  self->story = story;
  update_actions (self);
  if (first || g_strcmp0 (seen, self->seen) != 0)
    muster_risk_page_show_story (self, first);
  g_free (self->seen);
  self->seen = g_steal_pointer (&seen);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "risk");
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_story, (GDestroyNotify) muster_risk_story_free, take_story, show_missing,
};

void
muster_risk_page_open (MusterRiskPage *self, const MusterId *id)
{
  if (!muster_id_equal (id, &self->id))
    {
      self->id = *id;
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
    }
  muster_reading_ask (self->reading);
}

const MusterId *
muster_risk_page_get_id (MusterRiskPage *self)
{
  return &self->id;
}

void
muster_risk_page_close (MusterRiskPage *self)
{
  muster_reading_forget (self->reading);
}

void
muster_risk_page_flush (MusterRiskPage *self)
{
  muster_adder_flush (self->adder);
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

static gpointer
read_record (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get (replica, data, error);
}

static void
on_link_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRiskPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterRecord) record = muster_store_read_finish (MUSTER_STORE (source), result, &error);

  if (record != NULL)
    muster_risk_page_emit_open (self, muster_record_get_id (record), muster_record_get_kind (record));
  else if (error == NULL)
    muster_risk_page_emit_toast (self, _("That record is not here"), FALSE);
}

void
muster_risk_page_open_link (gpointer data, const MusterId *id)
{
  MusterRiskPage *self = data;

  muster_store_read_async (self->store, read_record, muster_id_copy (id), g_free, g_object_unref, NULL,
                           on_link_read_cb, g_object_ref (self));
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRiskPage) self = data;
  g_autoptr(GError) error = NULL;

  if (muster_store_write_finish (MUSTER_STORE (source), result, &error))
    muster_risk_page_emit_toast (self, _("Restored"), TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    muster_risk_page_emit_toast (self, error->message, FALSE);
}

void
muster_risk_page_restore (MusterRiskPage *self, gint64 version)
{
  muster_store_restore_async (self->store, &self->id, version, NULL, on_restored_cb, g_object_ref (self));
}

/* ---- the actions ------------------------------------------------------------------------------------------------- */

static void
present_assessing (GtkWidget *page, MusterRecordDialog *dialog)
{
  muster_adder_present (MUSTER_RISK_PAGE (page)->adder, dialog, _("Risk re-assessed"), page);
}

static void
on_reassess (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRiskPage *self = data;

  muster_assess_dialog_ask (self->store, self->story->detail->record, GTK_WIDGET (self), present_assessing);
}

static void
add_part (MusterRiskPage *self, MusterKindId id)
{
  const MusterKind *kind = muster_kind_get (id);
  g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, kind);
  g_autoptr(MusterValue) whose = muster_value_new_ref (&self->id);

  muster_record_set (fresh, muster_kind_parent_field (kind)->name, whose);
  muster_adder_add (self->adder, fresh, GTK_WIDGET (self));
}

static void
on_add_mitigation (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_part (data, MUSTER_KIND_MITIGATION);
}

static void
on_escalate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_part (data, MUSTER_KIND_ESCALATION);
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRiskPage *self = data;
  MusterId id = self->id;

  g_signal_emit (self, signals[EDIT], 0, &id);
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static void
forget_typed (MusterRiskPage *self, MusterRiskStep step)
{
  g_clear_pointer (&self->typed[step], g_hash_table_unref);
}

static void
on_stepped_cb (MusterRiskStatus *dialog, const char *toast, MusterRiskPage *self)
{
  forget_typed (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "step")));
  muster_risk_page_emit_toast (self, toast, TRUE);
}

static void
on_left_cb (MusterRiskStatus *dialog, GHashTable *texts, MusterRiskPage *self)
{
  MusterRiskStep step = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "step"));

  forget_typed (self, step);
  self->typed[step] = g_hash_table_ref (texts);
}

static void
on_step (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRiskPage *self = data;
  MusterRiskStatus *dialog;
  MusterRiskStep step = 0;

  while (!g_str_equal (muster_risk_step_get_name (step), g_action_get_name (G_ACTION (action))))
    step++;
  /* What was typed for one risk is not said of another. */
  for (guint i = 0; i < MUSTER_N_RISK_STEPS && !muster_id_equal (&self->typed_for, &self->id); i++)
    forget_typed (self, i);
  self->typed_for = self->id;
  dialog = muster_risk_status_new (self->store, self->story->detail->record, step, self->typed[step]);
  g_object_set_data (G_OBJECT (dialog), "step", GUINT_TO_POINTER (step));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_stepped_cb), self, 0);
  g_signal_connect_object (dialog, "left", G_CALLBACK (on_left_cb), self, 0);
  muster_risk_status_present (dialog, GTK_WIDGET (self));
}

static void
make_actions (MusterRiskPage *self)
{
  static const GActionEntry entries[] = {
    { "reassess", on_reassess }, { "add-mitigation", on_add_mitigation }, { "escalate", on_escalate },
    { "edit", on_edit },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < MUSTER_N_RISK_STEPS; i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (muster_risk_step_get_name (i), NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_step), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "risk", G_ACTION_GROUP (self->actions));
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_risk_page_dispose (GObject *object)
{
  MusterRiskPage *self = MUSTER_RISK_PAGE (object);

  g_clear_pointer (&self->steps, muster_steps_free);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->story, muster_risk_story_free);
  g_clear_pointer (&self->seen, g_free);
  for (guint i = 0; i < MUSTER_N_RISK_STEPS; i++)
    forget_typed (self, i);
  g_clear_object (&self->actions);
  g_clear_object (&self->adder);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_risk_page_parent_class)->dispose (object);
}

static void
muster_risk_page_class_init (MusterRiskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_risk_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.go-back", NULL);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_RISK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[EDIT] = g_signal_new ("edit", MUSTER_TYPE_RISK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);
  signals[TOAST] = g_signal_new ("toast", MUSTER_TYPE_RISK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
muster_risk_page_init (MusterRiskPage *self)
{
  /* Whoever comes in is told which risk this is, and stands on no button yet. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
muster_risk_page_new (MusterStore *store)
{
  MusterRiskPage *self = g_object_new (MUSTER_TYPE_RISK_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (muster_risk_page_emit_toast), self, G_CONNECT_SWAPPED);
  make_actions (self);
  muster_risk_page_build (self);
  update_actions (self);
  return GTK_WIDGET (self);
}
