/* muster-choice-editor.c - a drop-down of the field's terms, the first one empty; scores with their NPSA words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-editors-private.h"

#include <glib/gi18n-lib.h>

#include "muster-drop-down.h"

struct _MusterChoiceEditor {
  MusterFieldEditor parent_instance;
  GtkWidget *drop_down;
  GtkStringList *labels;
  GPtrArray *texts; /* char *, editing text of each label */
};

G_DEFINE_FINAL_TYPE (MusterChoiceEditor, muster_choice_editor, MUSTER_TYPE_FIELD_EDITOR)

static void
add_value (MusterChoiceEditor *self, MusterValue *value)
{
  const MusterField *field = muster_field_editor_get_field (MUSTER_FIELD_EDITOR (self));
  g_autofree char *display = muster_field_to_display (field, value);

  gtk_string_list_append (self->labels, display);
  g_ptr_array_add (self->texts, muster_field_to_text (field, value));
  muster_value_unref (value);
}

static void
fill (MusterChoiceEditor *self)
{
  const MusterField *field = muster_field_editor_get_field (MUSTER_FIELD_EDITOR (self));

  /* Translators: the first item of a list of choices, for a field that is left empty. */
  gtk_string_list_append (self->labels, C_("choice", "Not set"));
  g_ptr_array_add (self->texts, g_strdup (""));
  if (field->type == MUSTER_VALUE_SCORE)
    for (gint64 score = 1; score <= 5; score++)
      add_value (self, muster_value_new_number (MUSTER_VALUE_SCORE, score));
  else
    for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
      add_value (self, muster_value_new_text (MUSTER_VALUE_CHOICE, choice->nick));
}

static guint
find_text (MusterChoiceEditor *self, const char *text)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (g_str_equal (g_ptr_array_index (self->texts, i), text))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
muster_choice_editor_show (MusterFieldEditor *editor, const char *text, MusterRecord *titles)
{
  MusterChoiceEditor *self = MUSTER_CHOICE_EDITOR (editor);
  guint position = find_text (self, text);

  /* A term that a newer version knows and this one does not: kept, and shown as it is. */
  if (position == GTK_INVALID_LIST_POSITION)
    {
      position = self->texts->len;
      gtk_string_list_append (self->labels, text);
      g_ptr_array_add (self->texts, g_strdup (text));
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), position);
}

static char *
muster_choice_editor_read (MusterFieldEditor *editor)
{
  MusterChoiceEditor *self = MUSTER_CHOICE_EDITOR (editor);
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  return g_strdup (position < self->texts->len ? g_ptr_array_index (self->texts, position) : "");
}

static GtkWidget *
muster_choice_editor_build (MusterFieldEditor *editor)
{
  MusterChoiceEditor *self = MUSTER_CHOICE_EDITOR (editor);
  const char *label = muster_field_get_label (muster_field_editor_get_field (editor));

  fill (self);
  self->drop_down = muster_drop_down_new (label, self->labels);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (muster_field_editor_emit_edited), self);
  return self->drop_down;
}

static void
muster_choice_editor_finalize (GObject *object)
{
  MusterChoiceEditor *self = MUSTER_CHOICE_EDITOR (object);

  g_object_unref (self->labels);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (muster_choice_editor_parent_class)->finalize (object);
}

static void
muster_choice_editor_class_init (MusterChoiceEditorClass *klass)
{
  MusterFieldEditorClass *editor_class = MUSTER_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = muster_choice_editor_finalize;
  editor_class->build = muster_choice_editor_build;
  editor_class->show = muster_choice_editor_show;
  editor_class->read = muster_choice_editor_read;
}

static void
muster_choice_editor_init (MusterChoiceEditor *self)
{
  self->labels = gtk_string_list_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}
