/* muster-entry-editor.c - a line of text, whatever it means, and how it was understood.
 *
 * Editing texts of parties and of dates beside a milestone end in "[uuid]" where they are bound to a record. Nobody
 * types these: they are hidden, and bound again to what has kept its name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-editors-private.h"

#include <glib/gi18n-lib.h>

#include "muster-words.h"

struct _MusterEntryEditor {
  MusterFieldEditor parent_instance;
  GtkWidget *entry;
  char *shown; /* editing text that was put in, with ids */
  gboolean answered; /* the note is about what is typed */
};

G_DEFINE_FINAL_TYPE (MusterEntryEditor, muster_entry_editor, MUSTER_TYPE_FIELD_EDITOR)

static const MusterField *
field_of (MusterEntryEditor *self)
{
  return muster_field_editor_get_field (MUSTER_FIELD_EDITOR (self));
}

/* ---- ids --------------------------------------------------------------------------------------------------------- */

static MusterValue *
parse_quietly (const MusterField *field, const char *text)
{
  MusterValue *value = NULL;

  return text != NULL && muster_field_parse (field, text, &value, NULL) ? value : NULL;
}

/* What the entry shows of an editing text. */
static char *
visible_text (const MusterField *field, const char *text)
{
  g_autoptr(MusterValue) value = NULL;

  if (field->type != MUSTER_VALUE_PARTY && field->type != MUSTER_VALUE_WHEN)
    return g_strdup (text);
  value = parse_quietly (field, text);
  return value != NULL ? muster_field_to_display (field, value) : g_strdup (text);
}

static const MusterId *
find_bound (MusterParty *party, const char *name)
{
  for (guint i = 0; i < muster_party_get_n (party); i++)
    {
      const MusterPartyMember *member = muster_party_get_member (party, i);

      if (member->record != NULL && g_str_equal (member->name, name))
        return member->record;
    }
  return NULL;
}

static char *
rebind_party (const MusterField *field, MusterParty *before, MusterParty *now)
{
  guint n = muster_party_get_n (now);
  g_autofree MusterPartyMember *members = g_new (MusterPartyMember, n);
  g_autoptr(MusterParty) bound = NULL;

  for (guint i = 0; i < n; i++)
    {
      members[i] = *muster_party_get_member (now, i);
      if (members[i].record == NULL)
        members[i].record = find_bound (before, members[i].name);
    }
  bound = muster_party_new (members, n, muster_party_get_text (now));
  return muster_party_to_canonical (bound);
}

static char *
rebind (const MusterField *field, const char *shown, const char *typed)
{
  g_autoptr(MusterValue) before = parse_quietly (field, shown);
  g_autoptr(MusterValue) now = before != NULL ? parse_quietly (field, typed) : NULL;
  g_autoptr(MusterValue) bound = NULL;
  MusterWhen *was, *is;

  if (now == NULL)
    return g_strdup (typed);
  if (field->type == MUSTER_VALUE_PARTY)
    return rebind_party (field, muster_value_get_party (before), muster_value_get_party (now));
  was = muster_value_get_when (before);
  is = muster_value_get_when (now);
  if (muster_when_get_event (was) != NULL && muster_when_get_kind (is) == MUSTER_WHEN_RELATIVE
      && g_str_equal (muster_when_get_event_name (was), muster_when_get_event_name (is)))
    {
      g_autoptr(MusterWhen) when = muster_when_with_event (is, muster_when_get_event (was));

      bound = muster_value_new_when (when);
      return muster_field_to_text (field, bound);
    }
  return g_strdup (typed);
}

/* ---- how it was understood --------------------------------------------------------------------------------------- */

static char *
describe_party (MusterParty *party)
{
  GString *words = g_string_new (NULL);
  guint n = muster_party_get_n (party);

  for (guint i = 0; n > 1 && i < n; i++)
    {
      const MusterPartyMember *member = muster_party_get_member (party, i);

      g_string_append (words, i > 0 ? " · " : "");
      if (member->connector == MUSTER_PARTY_SUPPORTED_BY)
        g_string_append_printf (words, _("supported by %s"), member->name);
      else if (member->connector == MUSTER_PARTY_CHAIR_OF)
        g_string_append_printf (words, _("chair of %s"), member->name);
      else
        g_string_append (words, *member->name != '\0' ? member->name : _("to be confirmed"));
    }
  return g_string_free (words, FALSE);
}

static char *
describe_when (MusterWhen *when)
{
  MusterDays days = muster_when_get_days (when);

  if (days.earliest != 0 || days.latest != 0)
    return muster_words_days (days);
  return muster_when_to_canonical (when);
}

static char *
describe_value (const MusterField *field, const MusterValue *value)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_WHEN:
      return describe_when (muster_value_get_when (value));
    case MUSTER_VALUE_PARTY:
      return describe_party (muster_value_get_party (value));
    default:
      return muster_field_to_display (field, value);
    }
}

/* NULL: as it stands there, or not at all. */
static char *
understand (const MusterField *field, const char *typed)
{
  g_autoptr(MusterValue) value = parse_quietly (field, typed);
  g_autofree char *understood = value != NULL ? describe_value (field, value) : NULL;

  if (understood != NULL && (*understood == '\0' || g_ascii_strcasecmp (understood, typed) == 0))
    return NULL;
  return g_steal_pointer (&understood);
}

static gboolean
is_read (const MusterField *field, const char *typed)
{
  g_autoptr(MusterValue) value = NULL;

  return muster_field_parse (field, typed, &value, NULL);
}

static void
on_leave_cb (MusterEntryEditor *self)
{
  g_autofree char *understood = understand (field_of (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  /* An untouched date keeps its note, which may know its plan. */
  if (!muster_field_editor_is_changed (MUSTER_FIELD_EDITOR (self))
      || muster_field_editor_note_left_out (MUSTER_FIELD_EDITOR (self)))
    return;
  muster_field_editor_set_note (MUSTER_FIELD_EDITOR (self), understood);
}

/* A date is written in many ways: whether it is understood as it is meant is told at once. */
static void
answer_date (MusterEntryEditor *self)
{
  const MusterField *field = field_of (self);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean changed = muster_field_editor_is_changed (MUSTER_FIELD_EDITOR (self));
  g_autofree char *understood = changed ? understand (field, typed) : NULL;

  if (changed || self->answered)
    muster_field_editor_set_note (MUSTER_FIELD_EDITOR (self), changed && !is_read (field, typed) ? _("Not a date yet")
                                                                                                : understood);
  self->answered = changed;
}

static void
on_changed_cb (MusterEntryEditor *self)
{
  muster_field_editor_emit_edited (MUSTER_FIELD_EDITOR (self));
  if (field_of (self)->type == MUSTER_VALUE_WHEN)
    answer_date (self);
}

/* A dialog is done with Return, as any other; elsewhere a form stays open. */
static void
on_activate_cb (MusterEntryEditor *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.done", NULL);
}

/* ---- the editor -------------------------------------------------------------------------------------------------- */

static void
muster_entry_editor_show (MusterFieldEditor *editor, const char *text, MusterRecord *titles)
{
  MusterEntryEditor *self = MUSTER_ENTRY_EDITOR (editor);
  g_autofree char *visible = visible_text (field_of (self), text);

  g_free (self->shown);
  self->shown = g_strdup (text);
  self->answered = FALSE;
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), visible) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), visible);
}

static void
muster_entry_editor_forget_undo (MusterFieldEditor *editor)
{
  GtkEditable *entry = GTK_EDITABLE (MUSTER_ENTRY_EDITOR (editor)->entry);

  gtk_editable_set_enable_undo (entry, FALSE);
  gtk_editable_set_enable_undo (entry, TRUE);
}

static char *
muster_entry_editor_read (MusterFieldEditor *editor)
{
  MusterEntryEditor *self = MUSTER_ENTRY_EDITOR (editor);
  const MusterField *field = field_of (self);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *visible = visible_text (field, self->shown != NULL ? self->shown : "");

  if (self->shown != NULL && strcmp (visible, typed) == 0)
    return g_strdup (self->shown);
  if (field->type == MUSTER_VALUE_PARTY || field->type == MUSTER_VALUE_WHEN)
    return rebind (field, self->shown, typed);
  return g_strdup (typed);
}

static GtkWidget *
muster_entry_editor_build (MusterFieldEditor *editor)
{
  MusterEntryEditor *self = MUSTER_ENTRY_EDITOR (editor);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  return self->entry;
}

static void
muster_entry_editor_finalize (GObject *object)
{
  g_free (MUSTER_ENTRY_EDITOR (object)->shown);
  G_OBJECT_CLASS (muster_entry_editor_parent_class)->finalize (object);
}

static void
muster_entry_editor_class_init (MusterEntryEditorClass *klass)
{
  MusterFieldEditorClass *editor_class = MUSTER_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = muster_entry_editor_finalize;
  editor_class->build = muster_entry_editor_build;
  editor_class->show = muster_entry_editor_show;
  editor_class->forget_undo = muster_entry_editor_forget_undo;
  editor_class->read = muster_entry_editor_read;
}

static void
muster_entry_editor_init (MusterEntryEditor *self)
{
}
