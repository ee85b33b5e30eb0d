/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-bulk-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-drop-down.h"
#include "muster-problem-summary.h"
#include "muster-record-form.h"
#include "muster-words.h"

struct _MusterBulkDialog {
  AdwWindow parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  GArray *rowids;    /* of gint64 */
  GPtrArray *groups; /* names, owned by the schema */
  GtkWidget *summary;
  GtkWidget *what;   /* which group */
  GtkWidget *place;  /* AdwBin: its form */
  GtkWidget *save;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (MusterBulkDialog, muster_bulk_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

/* ---- what can be changed ----------------------------------------------------------------------------------------- */

/* A title is what tells records from each other. */
static gboolean
is_offered (const MusterField *field)
{
  return !muster_field_is_derived (field) && (field->flags & MUSTER_FIELD_TITLE) == 0;
}

static GPtrArray *
list_groups (const MusterKind *kind)
{
  GPtrArray *groups = g_ptr_array_new ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *group = muster_field_get_group (&kind->fields[i]);

      if (is_offered (&kind->fields[i]) && !g_ptr_array_find_with_equal_func (groups, group, g_str_equal, NULL))
        g_ptr_array_add (groups, (gpointer) group);
    }
  return groups;
}

gboolean
muster_bulk_dialog_suits (const MusterKind *kind)
{
  return (kind->flags & MUSTER_KIND_APPEND_ONLY) == 0;
}

static void
show_form (MusterBulkDialog *self)
{
  const char *group = g_ptr_array_index (self->groups, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->what)));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(MusterRecord) blank = muster_store_make_record (self->store, self->kind);
  g_auto(GStrv) only = NULL;
  GtkWidget *form;

  for (guint i = 0; i < self->kind->n_fields; i++)
    if (is_offered (&self->kind->fields[i])
        && g_str_equal (muster_field_get_group (&self->kind->fields[i]), group))
      g_strv_builder_add (builder, self->kind->fields[i].name);
  only = g_strv_builder_end (builder);
  form = muster_record_form_new (self->store, self->kind, (const char *const *) only);
  muster_record_form_load (MUSTER_RECORD_FORM (form), blank);
  adw_bin_set_child (ADW_BIN (self->place), form);
  muster_problem_summary_hide (MUSTER_PROBLEM_SUMMARY (self->summary));
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

static MusterRecordForm *
get_form (MusterBulkDialog *self)
{
  return MUSTER_RECORD_FORM (adw_bin_get_child (ADW_BIN (self->place)));
}

static void
say (MusterBulkDialog *self, const char *message)
{
  muster_problem_summary_show_message (MUSTER_PROBLEM_SUMMARY (self->summary), message);
  muster_problem_summary_focus (MUSTER_PROBLEM_SUMMARY (self->summary));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterBulkDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 version = 0;

  self->saving = FALSE;
  /* Its window went, and it with that: the table shows what was saved. */
  if (self->store == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!muster_store_save_finish (MUSTER_STORE (source), result, &version, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (self, error->message);
      return;
    }
  g_signal_emit (self, saved_signal, 0, version != 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed, as settings; NULL where it cannot be read or nothing was typed, which is said. */
static MusterBulk *
collect (MusterBulkDialog *self)
{
  g_autoptr(MusterBulk) bulk = muster_bulk_new (self->kind, self->rowids);
  g_autoptr(MusterRecord) typed = muster_store_make_record (self->store, self->kind);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  g_autoptr(GHashTable) texts = muster_record_form_get_texts (get_form (self));

  muster_record_form_collect (get_form (self), typed, problems);
  muster_record_form_show_problems (get_form (self), problems);
  if (problems->len > 0)
    {
      muster_problem_summary_show (MUSTER_PROBLEM_SUMMARY (self->summary), self->kind, problems);
      muster_problem_summary_focus (MUSTER_PROBLEM_SUMMARY (self->summary));
      return NULL;
    }
  if (g_hash_table_size (texts) == 0)
    {
      say (self, _("Nothing is filled in yet: say what is to be the same in all of them."));
      return NULL;
    }
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (g_hash_table_contains (texts, self->kind->fields[i].name))
      muster_bulk_set (bulk, self->kind->fields[i].name, muster_record_get_at (typed, i));
  return g_steal_pointer (&bulk);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterBulkDialog *self = MUSTER_BULK_DIALOG (widget);
  MusterBulk *bulk = gtk_widget_get_sensitive (self->save) ? collect (self) : NULL;

  if (bulk == NULL)
    return;
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save, FALSE);
  muster_store_bulk_async (self->store, bulk, NULL, on_saved_cb, g_object_ref (self));
}

static gboolean
on_go_to_field_cb (MusterBulkDialog *self, const char *field)
{
  return muster_record_form_focus_field (get_form (self), field);
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

/* It stays to say how the save went. */
static gboolean
muster_bulk_dialog_close_request (GtkWindow *window)
{
  return MUSTER_BULK_DIALOG (window)->saving
         || GTK_WINDOW_CLASS (muster_bulk_dialog_parent_class)->close_request (window);
}

static void
muster_bulk_dialog_dispose (GObject *object)
{
  MusterBulkDialog *self = MUSTER_BULK_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->rowids, g_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_bulk_dialog_parent_class)->dispose (object);
}

static void
muster_bulk_dialog_class_init (MusterBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_bulk_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_bulk_dialog_close_request;
  gtk_widget_class_install_action (widget_class, "bulk.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "bulk.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  saved_signal = g_signal_new ("saved", MUSTER_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, G_TYPE_BOOLEAN);
}

static void
muster_bulk_dialog_init (MusterBulkDialog *self)
{
}

static GtkWidget *
make_header (MusterBulkDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->save = muster_button_new (_("_Change all"), "bulk.save");
  gtk_widget_add_css_class (self->save, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Cancel"), "window.close"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  return header;
}

static GtkWidget *
make_choice (MusterBulkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_What to change"));
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->groups->len; i++)
    gtk_string_list_append (labels, muster_kind_group_label (self->kind, g_ptr_array_index (self->groups, i)));
  self->what = muster_drop_down_new (_("What to change"), labels);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->what);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_signal_connect_swapped (self->what, "notify::selected", G_CALLBACK (show_form), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->what);
  return box;
}

static void
build (MusterBulkDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *hint = gtk_label_new (_("What you leave blank stays as it is. One undo takes all of it back."));

  self->summary = muster_problem_summary_new ();
  g_signal_connect_swapped (self->summary, "go-to-field", G_CALLBACK (on_go_to_field_cb), self);
  self->place = adw_bin_new ();
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (inside), self->summary);
  gtk_box_append (GTK_BOX (inside), make_choice (self));
  gtk_box_append (GTK_BOX (inside), self->place);
  gtk_box_append (GTK_BOX (inside), hint);
  gtk_widget_set_margin_start (inside, 18);
  gtk_widget_set_margin_end (inside, 18);
  gtk_widget_set_margin_top (inside, 18);
  gtk_widget_set_margin_bottom (inside, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), inside);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

MusterBulkDialog *
muster_bulk_dialog_present (MusterStore *store, const MusterKind *kind, GArray *rowids, GtkWidget *parent)
{
  g_autofree char *count = muster_words_count (kind, rowids->len);
  g_autofree char *title = g_strdup_printf (_("Change %s"), count);
  MusterBulkDialog *self = g_object_new (MUSTER_TYPE_BULK_DIALOG, "title", title, "default-width", 480,
                                         "default-height", 460, "modal", TRUE, "destroy-with-parent", TRUE,
                                         "transient-for", gtk_widget_get_root (parent), NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->rowids = g_array_copy (rowids);
  self->groups = list_groups (kind);
  build (self);
  show_form (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->what);
  return self;
}
