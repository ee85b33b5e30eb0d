/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-source.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "muster-button.h"
#include "muster-chooser.h"
#include "muster-import.h"
#include "muster-label.h"
#include "muster-import-file.h"
#include "muster-question.h"

/* A few lines. */
#define LEAST_HEIGHT 90

typedef struct {
  char *text;
  char *name; /* of the file; nullable */
} Table;

struct _MusterImportSource {
  GtkBox parent_instance;
  const MusterKind *kind;
  GCancellable *cancellable;
  GtkWidget *hint;
  GtkWidget *view;
  Table kept; /* what is on the clipboard or in a file */
  Table next; /* to be put in its place, once that may be */
};

G_DEFINE_FINAL_TYPE (MusterImportSource, muster_import_source, GTK_TYPE_BOX)

enum { LOADED, PROBLEM, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->text, g_free);
  g_clear_pointer (&table->name, g_free);
}

static GtkTextBuffer *
get_buffer (MusterImportSource *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* ---- the text ---------------------------------------------------------------------------------------------------- */

char *
muster_import_source_dup_text (MusterImportSource *self)
{
  char *text;

  g_object_get (get_buffer (self), "text", &text, NULL);
  return text;
}

gboolean
muster_import_source_is_kept (MusterImportSource *self)
{
  g_autofree char *text = muster_import_source_dup_text (self);

  return is_blank (text) || g_strcmp0 (text, self->kept.text) == 0;
}

const char *
muster_import_source_get_name (MusterImportSource *self)
{
  return self->kept.name;
}

void
muster_import_source_clear (MusterImportSource *self)
{
  table_clear (&self->kept);
  gtk_text_buffer_set_text (get_buffer (self), "", 0);
}

void
muster_import_source_keep_rest (MusterImportSource *self, const char *rest)
{
  g_clear_pointer (&self->kept.text, g_free);
  gtk_text_buffer_set_text (get_buffer (self), rest, -1);
}

void
muster_import_source_set_busy (MusterImportSource *self, gboolean busy)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), !busy);
}

void
muster_import_source_set_fault (MusterImportSource *self, const char *message)
{
  gtk_widget_set_visible (self->hint, message == NULL);
  if (message != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
show_cursor (gpointer data)
{
  g_autoptr(MusterImportSource) self = data;

  if (self->cancellable != NULL)
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (get_buffer (self)));
}

/* What is said above the text takes from its room, and must not hide what it speaks of. */
static void
on_room_cb (MusterImportSource *self)
{
  g_idle_add_once (show_cursor, g_object_ref (self));
}

void
muster_import_source_focus (MusterImportSource *self, guint line)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start;

  gtk_widget_grab_focus (self->view);
  if (line == 0)
    return;
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line - 1);
  gtk_text_buffer_place_cursor (buffer, &start);
  show_cursor (g_object_ref (self));
}

static void
take_next (MusterImportSource *self)
{
  table_clear (&self->kept);
  self->kept = self->next;
  self->next = (Table) { NULL };
  gtk_text_buffer_set_text (get_buffer (self), self->kept.text, -1);
}

/* ---- the clipboard ----------------------------------------------------------------------------------------------- */

static void
on_clipboard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterImportSource) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || strlen (text) > MUSTER_IMPORT_MAX_BYTES || gtk_text_buffer_get_char_count (get_buffer (self)) > 0
      || !muster_import_suits (self->kind, text))
    return;
  self->next.text = g_steal_pointer (&text);
  take_next (self);
}

void
muster_import_source_take_clipboard (MusterImportSource *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable, on_clipboard_cb,
                                 g_object_ref (self));
}

/* ---- a file ------------------------------------------------------------------------------------------------------ */

static void
take_file (MusterImportSource *self)
{
  take_next (self);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
on_answer_cb (MusterImportSource *self, const char *response)
{
  if (g_str_equal (response, "replace"))
    take_file (self);
  else
    table_clear (&self->next);
}

static void
ask_to_replace (MusterImportSource *self)
{
  g_autofree char *body = g_strdup_printf (_("“%s” would take its place, and what you typed or mended here is lost."),
                                           self->next.name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _("Replace this table?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep it"), "replace", _("_Replace it"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answer_cb), self, G_CONNECT_SWAPPED);
  muster_question_present (dialog);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterImportSource) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = muster_import_file_read_finish (G_FILE (source), result, &error);

  if (text == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[PROBLEM], 0, error->message);
      return;
    }
  table_clear (&self->next);
  self->next.text = g_steal_pointer (&text);
  self->next.name = muster_import_file_dup_name (G_FILE (source));
  if (muster_import_source_is_kept (self))
    take_file (self);
  else
    ask_to_replace (self);
}

static void
on_chosen_cb (MusterImportSource *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    muster_import_file_read_async (file, self->cancellable, on_read_cb, g_object_ref (self));
  g_object_unref (chooser);
}

void
muster_import_source_choose_file (MusterImportSource *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };
  GtkNativeDialog *chooser = muster_chooser_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                 _("Choose a table"), _("Tables as text (CSV)"), suffixes);

  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (chooser);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_import_source_dispose (GObject *object)
{
  MusterImportSource *self = MUSTER_IMPORT_SOURCE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  table_clear (&self->kept);
  table_clear (&self->next);
  G_OBJECT_CLASS (muster_import_source_parent_class)->dispose (object);
}

static void
muster_import_source_class_init (MusterImportSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_import_source_dispose;
  signals[LOADED] = g_signal_new ("loaded", MUSTER_TYPE_IMPORT_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", MUSTER_TYPE_IMPORT_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

/* Tab goes on to the next control: the cells have their tabs from the spreadsheet. */
static GtkWidget *
make_view (void)
{
  GtkWidget *view = g_object_new (GTK_TYPE_TEXT_VIEW, "accepts-tab", FALSE, "monospace", TRUE, "top-margin", 9,
                                  "bottom-margin", 9, "left-margin", 9, "right-margin", 9, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Table as text"), -1);
  return view;
}

static void
muster_import_source_init (MusterImportSource *self)
{
  GtkWidget *scrolled, *choose;

  self->cancellable = g_cancellable_new ();
  self->view = make_view ();
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->view, "has-frame", TRUE, "vexpand", TRUE,
                           "min-content-height", LEAST_HEIGHT, NULL);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), "notify::page-size",
                            G_CALLBACK (on_room_cb), self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->hint = muster_label_new (_("Paste the cells of a spreadsheet with the line that names its columns. Nothing is "
                                   "saved before you have seen what comes of it."), NULL);
  gtk_box_append (GTK_BOX (self), self->hint);
  gtk_box_append (GTK_BOX (self), scrolled);
  choose = muster_button_new (_("Choose a _file…"), "import.choose-file");
  gtk_widget_set_halign (choose, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), choose);
}

GtkWidget *
muster_import_source_new (const MusterKind *kind)
{
  MusterImportSource *self = g_object_new (MUSTER_TYPE_IMPORT_SOURCE, NULL);

  self->kind = kind;
  return GTK_WIDGET (self);
}
