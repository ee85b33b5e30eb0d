/* muster-register-many.c - what is done with several rows at once: a bar below the table, as long as they are chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-bulk-dialog.h"
#include "muster-button.h"
#include "muster-toast.h"
#include "muster-words.h"
#include "muster-wrap-layout.h"
#include "muster-writing.h"

/* Rows read and written out in one turn of the main loop, so that it stays quick. */
#define COPY_AT_ONCE 100

/* ---- which ------------------------------------------------------------------------------------------------------- */

/* Of gint64, in the order of the table. */
static GArray *
list_chosen (MusterRegisterTable *self)
{
  g_autoptr(GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 rowid = muster_record_list_get_rowid (self->list, position);

      g_array_append_val (rowids, rowid);
    }
  return rowids;
}

guint
muster_register_table_get_chosen (MusterRegisterTable *self)
{
  g_autoptr(GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_get_size (chosen) == 1 ? gtk_bitset_get_minimum (chosen) : GTK_INVALID_LIST_POSITION;
}

void
muster_register_table_show_chosen (MusterRegisterTable *self)
{
  g_autoptr(GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n = gtk_bitset_get_size (chosen);

  if (n > 1)
    {
      /* Translators: %s is a number of records such as "12 risks" */
      g_autofree char *count = muster_words_count (self->kind, n);
      g_autofree char *text = g_strdup_printf (_("%s selected"), count);

      gtk_label_set_text (GTK_LABEL (self->n_chosen), text);
      gtk_widget_set_visible (self->bring_back,
                              muster_query_get_archived (self->query) != MUSTER_ARCHIVED_HIDDEN);
      muster_register_table_emit_several (self);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->many), n > 1);
}

static void
on_clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterTable *self = data;

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  gtk_widget_grab_focus (self->list_view);
}

/* ---- changing ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterRegisterTable *table; /* owned */
  char *done;                 /* what to say then */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->table);
  g_free (change->done);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
say_done (MusterRegisterTable *self, gboolean changed, const char *done)
{
  muster_register_table_emit_toast (self, changed ? done : _("Nothing to change: all of them are so already"), changed);
}

static void
on_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(Change) change = data;
  g_autoptr(GError) error = NULL;
  gint64 version;

  if (muster_store_save_finish (MUSTER_STORE (source), result, &version, &error))
    say_done (change->table, version != 0, change->done);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    muster_register_table_emit_toast (change->table, error->message, FALSE);
}

static void
on_archive_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterTable *self = data;
  gboolean away = g_str_equal (g_action_get_name (G_ACTION (action)), "archive-chosen");
  g_autoptr(GArray) rowids = list_chosen (self);
  g_autofree char *count = muster_words_count (self->kind, rowids->len);
  MusterBulk *bulk = muster_bulk_new (self->kind, rowids);
  Change *change = g_new0 (Change, 1);

  change->table = g_object_ref (self);
  change->done = g_strdup_printf (away ? _("%s archived") : _("%s brought back"), count);
  muster_bulk_set_archived (bulk, away);
  muster_store_bulk_async (self->store, bulk, NULL, on_changed_cb, change);
}

static void
on_dialog_saved_cb (MusterBulkDialog *dialog, gboolean changed, MusterRegisterTable *self)
{
  g_autoptr(GArray) rowids = list_chosen (self);
  g_autofree char *count = muster_words_count (self->kind, rowids->len);
  g_autofree char *done = g_strdup_printf (_("%s changed"), count);

  say_done (self, changed, done);
}

static void
on_edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterTable *self = data;
  g_autoptr(GArray) rowids = list_chosen (self);
  MusterBulkDialog *dialog = muster_bulk_dialog_present (self->store, self->kind, rowids, GTK_WIDGET (self));

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_dialog_saved_cb), self, 0);
}

/* ---- copying as text --------------------------------------------------------------------------------------------- */

typedef struct {
  MusterRegisterTable *table; /* owned */
  GArray *rowids;             /* of gint64 */
  guint next;
  GString *text;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->table);
  g_array_unref (copy->rowids);
  g_string_free (copy->text, TRUE);
  g_free (copy);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

typedef struct {
  const MusterKind *kind;
  guint n;
  gint64 rowids[COPY_AT_ONCE];
} CopyPart;

static gpointer
read_part (MusterReplica *replica, gpointer data, GError **error)
{
  const CopyPart *part = data;

  return muster_replica_load (replica, part->kind, part->rowids, part->n, error);
}

/* A tab or a new line within a cell would break the table that it is pasted into. */
static void
append_cell (GString *text, const char *cell, gboolean first)
{
  g_autofree char *plain = g_strdelimit (g_strdup (cell), "\t\r\n", ' ');

  if (!first)
    g_string_append_c (text, '\t');
  g_string_append (text, plain);
}

static void
append_header (Copy *copy)
{
  MusterColumns *columns = copy->table->columns;

  for (guint i = 0; i < muster_columns_get_n (columns); i++)
    {
      const MusterField *field = muster_columns_get (columns, i)->field;

      append_cell (copy->text, field != NULL ? muster_field_get_label (field) : _("Number"), i == 0);
    }
  g_string_append_c (copy->text, '\n');
}

static void
append_record (Copy *copy, MusterRecord *record)
{
  MusterColumns *columns = copy->table->columns;

  for (guint i = 0; i < muster_columns_get_n (columns); i++)
    {
      g_auto(MusterCell) cell = { NULL };

      muster_columns_get_cell (columns, i, record, &cell);
      append_cell (copy->text, cell.text, i == 0);
    }
  g_string_append_c (copy->text, '\n');
}

static void read_next (Copy *copy);

static void
on_part_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(Copy) copy = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = muster_store_read_finish (MUSTER_STORE (source), result, &error);

  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        muster_register_table_emit_toast (copy->table, error->message, FALSE);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) != NULL)
      append_record (copy, g_ptr_array_index (records, i));
  read_next (g_steal_pointer (&copy));
}

/* Takes copy. */
static void
read_next (Copy *copy)
{
  MusterRegisterTable *self = copy->table;
  guint n = MIN (COPY_AT_ONCE, copy->rowids->len - copy->next);
  CopyPart *part;

  if (n == 0)
    {
      g_autofree char *count = muster_words_count (self->kind, copy->rowids->len);
      g_autofree char *done = g_strdup_printf (_("%s copied as text"), count);

      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), copy->text->str);
      muster_register_table_emit_toast (self, done, FALSE);
      copy_free (copy);
      return;
    }
  part = g_new0 (CopyPart, 1);
  part->kind = self->kind;
  part->n = n;
  memcpy (part->rowids, &g_array_index (copy->rowids, gint64, copy->next), n * sizeof (gint64));
  copy->next += n;
  muster_store_read_async (self->store, read_part, part, g_free, (GDestroyNotify) g_ptr_array_unref, NULL, on_part_cb,
                           copy);
}

static void
on_copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRegisterTable *self = data;
  g_autoptr(GArray) rowids = list_chosen (self);
  Copy *copy;

  if (rowids->len == 0)
    return;
  copy = g_new0 (Copy, 1);
  copy->table = g_object_ref (self);
  copy->rowids = g_steal_pointer (&rowids);
  copy->text = g_string_new (NULL);
  append_header (copy);
  read_next (copy);
}

/* ---- the bar ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = muster_button_new (label, action);

  gtk_box_append (GTK_BOX (box), button);
  return button;
}

void
muster_register_table_build_many (MusterRegisterTable *self)
{
  static const GActionEntry entries[] = {
    { "edit-chosen", on_edit_cb },
    { "archive-chosen", on_archive_cb },
    { "bring-back-chosen", on_archive_cb },
    { "copy-chosen", on_copy_cb },
    { "clear-chosen", on_clear_cb },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  self->n_chosen = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->n_chosen), 0);
  gtk_widget_add_css_class (self->n_chosen, "heading");
  gtk_widget_set_margin_start (self->n_chosen, 6);
  muster_writing_turn_off (self->actions, self->store, "edit-chosen", "archive-chosen", "bring-back-chosen", NULL);
  if (muster_bulk_dialog_suits (self->kind))
    muster_writing_limit (add_button (buttons, _("_Change…"), "register.edit-chosen"), self->store);
  muster_writing_limit (add_button (buttons, _("_Archive"), "register.archive-chosen"), self->store);
  self->bring_back = muster_writing_limit (add_button (buttons, _("_Bring back"), "register.bring-back-chosen"),
                                           self->store);
  add_button (buttons, _("Co_py as text"), "register.copy-chosen");
  add_button (buttons, _("_Unselect"), "register.clear-chosen");
  gtk_widget_set_layout_manager (buttons, muster_wrap_layout_new (6));
  gtk_box_append (GTK_BOX (bar), self->n_chosen);
  gtk_box_append (GTK_BOX (bar), buttons);
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), bar);
  self->many = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->many), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_child (GTK_REVEALER (self->many), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Selected rows"), -1);
  muster_toast_overlay_keep_clear (self->many);
  gtk_box_append (GTK_BOX (self->box), self->many);
}
