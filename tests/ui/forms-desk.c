/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-desk.h"

#include <string.h>

#include "muster-example.h"

/* ---- the desk ---------------------------------------------------------------------------------------------------- */

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static void
open_store (Desk *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  muster_store_open_async (self->fixture.path, 0, self->fixture.clock, "Tester", NULL, take_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  self->store = muster_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static MusterRecord *
find_sample (Desk *self, const MusterKind *kind)
{
  g_autoptr(MusterQuery) query = muster_query_new (kind);
  g_autoptr(GPtrArray) records = fixture_load (&self->fixture, query);

  return records->len > 0 ? g_object_ref (records->pdata[0]) : NULL;
}

void
desk_open (Desk *self)
{
  g_autoptr(GError) error = NULL;

  fixture_init (&self->fixture, 1);
  muster_example_create (self->fixture.path, self->fixture.clock, "Tester", &error);
  g_assert_no_error (error);
  fixture_open (&self->fixture, 0);
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    self->samples[i] = find_sample (self, muster_kind_get (i));
  fixture_close (&self->fixture);
  open_store (self);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 400, 200);
}

void
desk_close (Desk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  muster_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->store);
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    g_clear_object (&self->samples[i]);
  fixture_clear (&self->fixture);
}

static void
on_saved_cb (Desk *self)
{
  self->n_saved++;
}

static MusterValue *
make_value (Desk *self, const MusterField *field)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_CHOICE:
      return muster_value_new_text (MUSTER_VALUE_CHOICE, field->choices[0].nick);
    case MUSTER_VALUE_SCORE:
      return muster_value_new_number (MUSTER_VALUE_SCORE, 3);
    case MUSTER_VALUE_REF:
      for (guint i = 0; i < MUSTER_N_KINDS; i++)
        if (field->refers & (G_GUINT64_CONSTANT (1) << i) && self->samples[i] != NULL)
          return muster_value_new_ref (muster_record_get_id (self->samples[i]));
      g_assert_not_reached ();
    default:
      return muster_value_new_text (field->type, "Something");
    }
}

/* A record to be made that could be saved as it is. */
static MusterRecord *
make_right (Desk *self, const MusterKind *kind)
{
  MusterRecord *fresh = muster_store_make_record (self->store, kind);
  MusterRecord *sample = self->samples[kind->id];

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      if (muster_field_is_derived (field))
        continue;
      if (sample != NULL)
        muster_record_set_at (fresh, i, (MusterValue *) muster_record_get_at (sample, i));
      if (field->flags & MUSTER_FIELD_REQUIRED && muster_record_get_at (fresh, i) == NULL)
        muster_record_take_at (fresh, i, make_value (self, field));
    }
  return fresh;
}

void
desk_start (Desk *self)
{
  g_autoptr(MusterRecord) right = make_right (self, muster_record_editor_get_kind (self->editor));

  muster_record_editor_start (self->editor, right);
}

void
desk_show_kind (Desk *self, const MusterKind *kind)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *editor = muster_record_editor_new (self->store, kind, NULL);

  g_signal_connect_swapped (editor, "saved", G_CALLBACK (on_saved_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), editor);
  gtk_window_set_child (GTK_WINDOW (self->window), scrolled);
  gtk_window_present (GTK_WINDOW (self->window));
  self->editor = MUSTER_RECORD_EDITOR (editor);
  /* Its fields are made at the latest for a record. */
  desk_start (self);
}

/* ---- what is on the screen --------------------------------------------------------------------------------------- */

typedef gboolean (*Wanted) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find_widget (GtkWidget *widget, Wanted wanted, gconstpointer data)
{
  GtkWidget *found = wanted (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, wanted, data);
  return found;
}

static gboolean
edits_field (GtkWidget *widget, gconstpointer field)
{
  return MUSTER_IS_FIELD_EDITOR (widget) && muster_field_editor_get_field (MUSTER_FIELD_EDITOR (widget)) == field;
}

static gboolean
is_text (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget);
}

static gboolean
is_message (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && gtk_widget_has_css_class (widget, "error");
}

MusterFieldEditor *
desk_editor_of (Desk *self, const MusterField *field)
{
  return MUSTER_FIELD_EDITOR (find_widget (GTK_WIDGET (self->editor), edits_field, field));
}

GtkWidget *
desk_control (MusterFieldEditor *editor)
{
  return find_widget (GTK_WIDGET (editor), is_text, NULL);
}

void
desk_type (MusterFieldEditor *editor, const char *text)
{
  GtkWidget *control = desk_control (editor);

  if (GTK_IS_ENTRY (control))
    gtk_editable_set_text (GTK_EDITABLE (control), text);
  else if (control != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), text, -1);
  else
    muster_field_editor_put_text (editor, text);
}

char *
desk_read (MusterFieldEditor *editor)
{
  GtkWidget *control = desk_control (editor);

  return GTK_IS_ENTRY (control) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (control)))
                                : muster_field_editor_dup_text (editor);
}

const char *
desk_message (MusterFieldEditor *editor)
{
  GtkWidget *label = find_widget (GTK_WIDGET (editor), is_message, NULL);

  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

gboolean
desk_save (Desk *self)
{
  guint before = self->n_saved;

  muster_record_editor_save_checked (self->editor, TRUE);
  while (self->editor->busy)
    g_main_context_iteration (NULL, TRUE);
  return self->n_saved > before;
}

static gboolean
stop_waiting (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
desk_focus_comes (Desk *self, MusterFieldEditor *editor)
{
  gboolean late = FALSE, there = FALSE;
  guint id = g_timeout_add_seconds (2, stop_waiting, &late);

  while (!there && !late)
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

      there = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (editor));
      if (!there)
        g_main_context_iteration (NULL, TRUE);
    }
  if (!late)
    g_source_remove (id);
  return there;
}

static gboolean
says_left_out (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), "left out") != NULL;
}

gboolean
desk_leaves_out (MusterFieldEditor *editor)
{
  return find_widget (GTK_WIDGET (editor), says_left_out, NULL) != NULL;
}
