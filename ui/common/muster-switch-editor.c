/* muster-switch-editor.c - yes or no.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-editors-private.h"

struct _MusterSwitchEditor {
  MusterFieldEditor parent_instance;
  GtkWidget *toggle;
  gboolean was_empty; /* off says nothing then, rather than "No" */
};

G_DEFINE_FINAL_TYPE (MusterSwitchEditor, muster_switch_editor, MUSTER_TYPE_FIELD_EDITOR)

static void
muster_switch_editor_show (MusterFieldEditor *editor, const char *text, MusterRecord *titles)
{
  MusterSwitchEditor *self = MUSTER_SWITCH_EDITOR (editor);
  g_autoptr(MusterValue) value = NULL;

  self->was_empty = *text == '\0';
  muster_field_parse (muster_field_editor_get_field (editor), text, &value, NULL);
  gtk_switch_set_active (GTK_SWITCH (self->toggle), muster_value_get_number (value) != 0);
}

static char *
muster_switch_editor_read (MusterFieldEditor *editor)
{
  MusterSwitchEditor *self = MUSTER_SWITCH_EDITOR (editor);
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));
  g_autoptr(MusterValue) value = muster_value_new_number (MUSTER_VALUE_BOOLEAN, active);

  if (!active && self->was_empty)
    return g_strdup ("");
  return muster_field_to_text (muster_field_editor_get_field (editor), value);
}

static GtkWidget *
muster_switch_editor_build (MusterFieldEditor *editor)
{
  MusterSwitchEditor *self = MUSTER_SWITCH_EDITOR (editor);

  self->toggle = gtk_switch_new ();
  gtk_widget_set_halign (self->toggle, GTK_ALIGN_START);
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (muster_field_editor_emit_edited), self);
  return self->toggle;
}

static void
muster_switch_editor_class_init (MusterSwitchEditorClass *klass)
{
  MusterFieldEditorClass *editor_class = MUSTER_FIELD_EDITOR_CLASS (klass);

  editor_class->build = muster_switch_editor_build;
  editor_class->show = muster_switch_editor_show;
  editor_class->read = muster_switch_editor_read;
}

static void
muster_switch_editor_init (MusterSwitchEditor *self)
{
}
