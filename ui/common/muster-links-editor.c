/* muster-links-editor.c - references: the titles of the records meant, each opening its own, and a button that finds
 * another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-editors-private.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-record-picker.h"
#include "muster-tooltip.h"
#include "muster-words.h"

struct _MusterLinksEditor {
  MusterFieldEditor parent_instance;
  GtkWidget *box;
  GtkWidget *links;  /* a row for each, where there may be several */
  GtkWidget *button; /* finds one; says which it is where there is only one */
  GtkWidget *text;   /* in the button */
  GtkWidget *open;   /* only for one */
  GtkWidget *clear;
  GtkWidget *picker;
  GArray *ids;       /* MusterId */
  GPtrArray *titles; /* char *, nullable while not known */
};

G_DEFINE_FINAL_TYPE (MusterLinksEditor, muster_links_editor, MUSTER_TYPE_FIELD_EDITOR)

static const MusterField *
field_of (MusterLinksEditor *self)
{
  return muster_field_editor_get_field (MUSTER_FIELD_EDITOR (self));
}

static gboolean
is_single (MusterLinksEditor *self)
{
  return field_of (self)->type == MUSTER_VALUE_REF;
}

static void rebuild (MusterLinksEditor *self);

/* ---- titles ------------------------------------------------------------------------------------------------------ */

static gpointer
read_titles (MusterReplica *replica, gpointer data, GError **error)
{
  GArray *ids = data;
  GPtrArray *titles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(MusterRecord) record = muster_replica_get (replica, &g_array_index (ids, MusterId, i), NULL);

      g_ptr_array_add (titles, record != NULL ? muster_record_dup_title (record) : NULL);
    }
  return titles;
}

static gboolean
same_ids (GArray *a, GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (MusterId)) == 0);
}

typedef struct {
  MusterLinksEditor *self;
  GArray *ids;
} Asked;

static void
on_titles_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr(GPtrArray) titles = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  if (titles != NULL && asked->self->box != NULL && same_ids (asked->ids, asked->self->ids))
    {
      for (guint i = 0; i < titles->len; i++)
        if (g_ptr_array_index (titles, i) == NULL)
          titles->pdata[i] = g_strdup (_("A record that is not here"));
      g_ptr_array_unref (asked->self->titles);
      asked->self->titles = g_steal_pointer (&titles);
      rebuild (asked->self);
    }
  g_object_unref (asked->self);
  g_array_unref (asked->ids);
  g_free (asked);
}

static void
ask_titles (MusterLinksEditor *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->ids = g_array_copy (self->ids);
  muster_store_read_async (muster_field_editor_get_store (MUSTER_FIELD_EDITOR (self)), read_titles,
                           g_array_copy (self->ids), (GDestroyNotify) g_array_unref,
                           (GDestroyNotify) g_ptr_array_unref, NULL, on_titles_cb, asked);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
remove_at (MusterLinksEditor *self, guint index)
{
  g_array_remove_index (self->ids, index);
  g_ptr_array_remove_index (self->titles, index);
  /* The button that had the focus goes: the way to another record takes it. */
  gtk_widget_grab_focus (self->button);
  rebuild (self);
  muster_field_editor_emit_edited (MUSTER_FIELD_EDITOR (self));
}

static guint
row_index (MusterLinksEditor *self, GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
}

static void
on_open_cb (GtkWidget *button, MusterLinksEditor *self)
{
  MusterId id = g_array_index (self->ids, MusterId, row_index (self, button));

  muster_field_editor_emit_open (MUSTER_FIELD_EDITOR (self), &id);
}

static void
on_remove_cb (GtkWidget *button, MusterLinksEditor *self)
{
  remove_at (self, row_index (self, button));
}

static GtkWidget *
make_row (MusterLinksEditor *self, guint index)
{
  const char *title = g_ptr_array_index (self->titles, index);
  const char *label = muster_field_get_label (field_of (self));
  g_autofree char *shown = muster_words_line (title != NULL ? title : "…", 200);
  g_autofree char *open_name = g_strdup_printf (_("Open %s: %s"), label, shown);
  g_autofree char *remove_name = g_strdup_printf (_("Remove %s: %s"), label, shown);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *open = gtk_button_new (), *remove = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  GtkWidget *text = gtk_label_new (shown);

  muster_label_shorten (text);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_button_set_child (GTK_BUTTON (open), text);
  gtk_widget_set_hexpand (open, TRUE);
  muster_tooltip_set (open, open_name);
  muster_tooltip_set (remove, remove_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, open_name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_name, -1);
  g_object_set_data (G_OBJECT (open), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (remove), "index", GUINT_TO_POINTER (index));
  g_signal_connect (open, "clicked", G_CALLBACK (on_open_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_cb), self);
  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (row), open);
  gtk_box_append (GTK_BOX (row), remove);
  return row;
}

static void
show_single (MusterLinksEditor *self)
{
  const char *title = self->ids->len > 0 ? g_ptr_array_index (self->titles, 0) : NULL;
  const char *help = field_of (self)->help;
  g_autofree char *line = title != NULL ? muster_words_line (title, 200) : NULL;
  const char *shown = self->ids->len == 0 ? _("Choose…") : line != NULL ? line : "…";
  g_autofree char *said = help != NULL ? g_strdup_printf ("%s. %s", shown, g_dgettext (GETTEXT_PACKAGE, help))
                                       : g_strdup (shown);

  gtk_label_set_text (GTK_LABEL (self->text), shown);
  muster_tooltip_set (self->button, line);
  gtk_widget_set_visible (self->open, self->ids->len > 0);
  gtk_widget_set_visible (self->clear, self->ids->len > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

static void
rebuild (MusterLinksEditor *self)
{
  GtkWidget *row;

  if (is_single (self))
    {
      show_single (self);
      return;
    }
  while ((row = gtk_widget_get_first_child (self->links)) != NULL)
    gtk_box_remove (GTK_BOX (self->links), row);
  for (guint i = 0; i < self->ids->len; i++)
    gtk_box_append (GTK_BOX (self->links), make_row (self, i));
  gtk_widget_set_visible (self->links, self->ids->len > 0);
}

/* ---- the editor -------------------------------------------------------------------------------------------------- */

static void
on_picked_cb (MusterRecordPicker *picker, MusterHit *hit, MusterLinksEditor *self)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (muster_id_equal (&g_array_index (self->ids, MusterId, i), &hit->id))
      return;
  if (is_single (self))
    {
      g_array_set_size (self->ids, 0);
      g_ptr_array_set_size (self->titles, 0);
    }
  g_array_append_val (self->ids, hit->id);
  g_ptr_array_add (self->titles, g_strdup (hit->title));
  rebuild (self);
  gtk_widget_grab_focus (self->button);
  muster_field_editor_emit_edited (MUSTER_FIELD_EDITOR (self));
}

static void
muster_links_editor_show (MusterFieldEditor *editor, const char *text, MusterRecord *titles)
{
  MusterLinksEditor *self = MUSTER_LINKS_EDITOR (editor);
  g_autoptr(MusterValue) value = NULL;
  const MusterId *ids;
  const char *title = titles != NULL ? muster_record_get_ref_title (titles, field_of (self)->name) : "";
  guint n = 0;

  if (titles != NULL)
    muster_record_picker_set_except (MUSTER_RECORD_PICKER (self->picker), muster_record_get_id (titles));
  g_array_set_size (self->ids, 0);
  g_ptr_array_set_size (self->titles, 0);
  muster_field_parse (field_of (self), text, &value, NULL);
  ids = value != NULL ? muster_value_get_ids (value, &n) : NULL;
  for (guint i = 0; i < n; i++)
    {
      g_array_append_val (self->ids, ids[i]);
      g_ptr_array_add (self->titles, n == 1 && *title != '\0' ? g_strdup (title) : NULL);
    }
  rebuild (self);
  if (n > 1 || (n == 1 && *title == '\0'))
    ask_titles (self);
}

static char *
muster_links_editor_read (MusterFieldEditor *editor)
{
  MusterLinksEditor *self = MUSTER_LINKS_EDITOR (editor);
  g_autoptr(MusterValue) value = NULL;

  if (self->ids->len == 0)
    return g_strdup ("");
  if (is_single (self))
    value = muster_value_new_ref (&g_array_index (self->ids, MusterId, 0));
  else
    value = muster_value_new_refs ((MusterId *) self->ids->data, self->ids->len);
  return muster_field_to_text (field_of (self), value);
}

static void
on_open_single_cb (MusterLinksEditor *self)
{
  MusterId id;

  if (self->ids->len == 0)
    return;
  id = g_array_index (self->ids, MusterId, 0);
  muster_field_editor_emit_open (MUSTER_FIELD_EDITOR (self), &id);
}

static void
on_clear_single_cb (MusterLinksEditor *self)
{
  if (self->ids->len > 0)
    remove_at (self, 0);
}

static void
on_find_cb (MusterLinksEditor *self)
{
  /* The picker gives the focus back to where it was. */
  gtk_widget_grab_focus (self->button);
  muster_record_picker_popup (MUSTER_RECORD_PICKER (self->picker));
}

static GtkWidget *
make_side_button (MusterLinksEditor *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  muster_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
build_single (MusterLinksEditor *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *label = muster_field_get_label (field_of (self));
  g_autofree char *open = g_strdup_printf (_("Open %s"), label);
  g_autofree char *clear = g_strdup_printf (_("Clear %s"), label);

  self->text = gtk_label_new ("");
  muster_label_shorten (self->text);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_widget_set_hexpand (self->text, TRUE);
  /* As in a list of choices: there is something to choose here. */
  gtk_box_append (GTK_BOX (face), self->text);
  gtk_box_append (GTK_BOX (face), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_button_set_child (GTK_BUTTON (self->button), face);
  gtk_widget_set_hexpand (self->button, TRUE);
  self->open = make_side_button (self, "go-next-symbolic", open, G_CALLBACK (on_open_single_cb));
  self->clear = make_side_button (self, "edit-clear-symbolic", clear, G_CALLBACK (on_clear_single_cb));
  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (row), self->button);
  gtk_box_append (GTK_BOX (row), self->open);
  gtk_box_append (GTK_BOX (row), self->clear);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
build_several (MusterLinksEditor *self)
{
  self->links = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_bottom (self->links, 6);
  gtk_button_set_label (GTK_BUTTON (self->button), _("Add…"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->links);
  gtk_box_append (GTK_BOX (self->box), self->button);
}

static GtkWidget *
muster_links_editor_build (MusterFieldEditor *editor)
{
  MusterLinksEditor *self = MUSTER_LINKS_EDITOR (editor);
  const MusterField *field = field_of (self);
  g_autofree char *label = muster_words_inside (muster_field_get_label (field));
  g_autofree char *find = g_strdup_printf (_("Find a record for %s"), label);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->button = gtk_button_new ();
  self->picker = muster_record_picker_new (muster_field_editor_get_store (editor), field->refers, find);
  if (is_single (self))
    build_single (self);
  else
    build_several (self);
  g_signal_connect (self->picker, "picked", G_CALLBACK (on_picked_cb), self);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_find_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->picker);
  rebuild (self);
  return self->box;
}

static GtkWidget *
muster_links_editor_get_target (MusterFieldEditor *editor)
{
  return MUSTER_LINKS_EDITOR (editor)->button;
}

static void
muster_links_editor_dispose (GObject *object)
{
  MUSTER_LINKS_EDITOR (object)->box = NULL;
  G_OBJECT_CLASS (muster_links_editor_parent_class)->dispose (object);
}

static void
muster_links_editor_finalize (GObject *object)
{
  MusterLinksEditor *self = MUSTER_LINKS_EDITOR (object);

  g_array_unref (self->ids);
  g_ptr_array_unref (self->titles);
  G_OBJECT_CLASS (muster_links_editor_parent_class)->finalize (object);
}

static void
muster_links_editor_class_init (MusterLinksEditorClass *klass)
{
  MusterFieldEditorClass *editor_class = MUSTER_FIELD_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_links_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_links_editor_finalize;
  editor_class->build = muster_links_editor_build;
  editor_class->show = muster_links_editor_show;
  editor_class->read = muster_links_editor_read;
  editor_class->get_target = muster_links_editor_get_target;
}

static void
muster_links_editor_init (MusterLinksEditor *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->titles = g_ptr_array_new_with_free_func (g_free);
}
