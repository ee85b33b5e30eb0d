/* muster-record-picker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-picker.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-words.h"

#define MOST_HITS 20

/* What a key asked for before that was found which it means. */
typedef enum {
  DUE_NOTHING,
  DUE_PICK, /* the first */
  DUE_LIST, /* the focus is to go there */
} Due;

struct _MusterRecordPicker {
  GtkWidget parent_instance;
  MusterStore *store;
  guint64 kinds;
  MusterId except;        /* not offered */
  gboolean last_first;
  GtkWidget *popover;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *nothing;
  GtkWidget *opener;      /* had the focus when this popped up, and gets it back; weak, nullable */
  GPtrArray *hits;        /* MusterHit, one a row; nullable */
  char *asked;            /* what was looked for last */
  char *shown;            /* what the rows were found by; NULL: they are of another time */
  Due due;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MusterRecordPicker, muster_record_picker, GTK_TYPE_WIDGET)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- finding, on the reading thread ------------------------------------------------------------------------------ */

typedef struct {
  char *text;
  guint64 kinds;
  MusterId except;
  gboolean last_first;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->text);
  g_free (wanted);
}

/* Of several kinds each gets a share, or the first would leave no room for the others. */
static void
add_first (MusterReplica *replica, const Wanted *wanted, const MusterKind *kind, guint share, GPtrArray *hits)
{
  g_autoptr(MusterQuery) query = muster_query_new (kind);
  g_autoptr(GArray) rowids = muster_replica_query (replica, query, NULL);
  guint n = rowids != NULL ? MIN (rowids->len, share) : 0;
  g_autoptr(GPtrArray) records = n > 0 ? muster_replica_load (replica, kind, (gint64 *) rowids->data, n, NULL) : NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (records, i);
      MusterHit *hit;

      if (record == NULL || muster_id_equal (muster_record_get_id (record), &wanted->except))
        continue;
      hit = g_new0 (MusterHit, 1);
      hit->id = *muster_record_get_id (record);
      hit->kind = kind;
      hit->title = muster_record_dup_title (record);
      hit->ref_code = g_strdup (muster_record_get_ref_code (record));
      hit->context = g_strdup ("");
      g_ptr_array_add (hits, hit);
    }
}

static void
add_found (MusterReplica *replica, const Wanted *wanted, const MusterKind *kind, GPtrArray *hits)
{
  g_autoptr(GPtrArray) found = muster_replica_search (replica, wanted->text, kind, MOST_HITS, NULL);

  for (guint i = 0; found != NULL && i < found->len && hits->len < MOST_HITS; i++)
    {
      MusterHit *hit = g_ptr_array_index (found, i);

      if (hit->archived || muster_id_equal (&hit->id, &wanted->except))
        continue;
      g_ptr_array_add (hits, hit);
      /* The hit has a new owner. */
      g_ptr_array_steal_index (found, i--);
    }
}

static gpointer
find (MusterReplica *replica, gpointer data, GError **error)
{
  Wanted *wanted = data;
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);
  guint n_kinds = 0, share;

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    n_kinds += (wanted->kinds >> i & 1) != 0;
  share = MAX (MOST_HITS / n_kinds, 1);
  if (wanted->kinds == MUSTER_KINDS_ANY && *wanted->text != '\0')
    {
      add_found (replica, wanted, NULL, hits);
      return hits;
    }
  for (guint i = 0; i < MUSTER_N_KINDS && hits->len < MOST_HITS; i++)
    {
      guint id = wanted->last_first ? MUSTER_N_KINDS - 1 - i : i;

      if ((wanted->kinds & (G_GUINT64_CONSTANT (1) << id)) == 0)
        continue;
      if (*wanted->text == '\0')
        add_first (replica, wanted, muster_kind_get (id), MIN (share, MOST_HITS - hits->len), hits);
      else
        add_found (replica, wanted, muster_kind_get (id), hits);
    }
  return hits;
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (MusterRecordPicker *self, MusterHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean one_kind = (self->kinds & (self->kinds - 1)) == 0;
  g_autofree char *title = muster_words_line (hit->title, 120);
  g_autofree char *under = g_strjoin (hit->ref_code != NULL && !one_kind ? " · " : "",
                                      hit->ref_code != NULL ? hit->ref_code : "",
                                      one_kind ? "" : muster_words_singular (hit->kind), NULL);
  g_autofree char *name = g_strjoin (*under != '\0' ? ", " : "", title, under, NULL);
  GtkWidget *first = gtk_label_new (title), *second = gtk_label_new (under);

  muster_label_shorten (first);
  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_set_visible (second, *under != '\0');
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void do_due (MusterRecordPicker *self);

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRecordPicker) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *hits = muster_store_read_finish (MUSTER_STORE (source), result, &error);
  GtkListBoxRow *row;

  if (hits == NULL || self->popover == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&hits, g_ptr_array_unref);
      return;
    }
  g_free (self->shown);
  self->shown = g_strdup (self->asked);
  /* Rows alone: the placeholder is a child too, and stays. */
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = hits;
  for (guint i = 0; i < hits->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, g_ptr_array_index (hits, i)));
  gtk_label_set_text (GTK_LABEL (self->nothing), *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0'
                                                   ? _("Nothing found") : _("There is nothing to choose from yet"));
  gtk_widget_set_visible (self->nothing, hits->len == 0);
  do_due (self);
}

static char *
dup_text (MusterRecordPicker *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
search (MusterRecordPicker *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  g_free (self->asked);
  self->asked = dup_text (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  wanted->text = g_strdup (self->asked);
  wanted->kinds = self->kinds;
  wanted->except = self->except;
  wanted->last_first = self->last_first;
  muster_store_read_async (self->store, find, wanted, wanted_free, (GDestroyNotify) g_ptr_array_unref,
                           self->cancellable, on_found_cb, g_object_ref (self));
}

/* The entry tells of letters a moment after the last of them. */
static void
search_if_new (MusterRecordPicker *self)
{
  g_autofree char *text = dup_text (self);

  if (g_strcmp0 (text, self->asked) != 0)
    search (self);
}

static void
pick (MusterRecordPicker *self, guint index)
{
  g_autoptr(GPtrArray) hits = self->hits != NULL ? g_ptr_array_ref (self->hits) : NULL;

  if (hits == NULL || index >= hits->len)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[PICKED], 0, g_ptr_array_index (hits, index));
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, MusterRecordPicker *self)
{
  pick (self, gtk_list_box_row_get_index (row));
}

/* ---- keys ------------------------------------------------------------------------------------------------------- */

static void
do_due (MusterRecordPicker *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  Due due = self->due;

  self->due = DUE_NOTHING;
  if (due == DUE_PICK)
    pick (self, 0);
  else if (due == DUE_LIST && first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* What stands in the list may not be what was typed last: the first of it would be another record. */
static void
do_when_found (MusterRecordPicker *self, Due due)
{
  g_autofree char *text = dup_text (self);

  self->due = due;
  if (g_strcmp0 (text, self->shown) == 0)
    do_due (self);
  else
    search_if_new (self);
}

static void
on_enter_cb (MusterRecordPicker *self)
{
  do_when_found (self, DUE_PICK);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterRecordPicker *self)
{
  if (key != GDK_KEY_Down)
    return FALSE;
  do_when_found (self, DUE_LIST);
  return TRUE;
}

static void
on_typed_cb (MusterRecordPicker *self)
{
  self->due = DUE_NOTHING;
}

static void
on_closed_cb (MusterRecordPicker *self)
{
  self->due = DUE_NOTHING;
  if (self->opener != NULL)
    gtk_widget_grab_focus (self->opener);
  g_clear_weak_pointer (&self->opener);
}

void
muster_record_picker_set_except (MusterRecordPicker *self, const MusterId *id)
{
  self->except = *id;
}

void
muster_record_picker_set_last_first (MusterRecordPicker *self)
{
  self->last_first = TRUE;
}

void
muster_record_picker_popup (MusterRecordPicker *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_weak_pointer (&self->opener, gtk_root_get_focus (root));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_clear_pointer (&self->shown, g_free);
  search (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->entry);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
build (MusterRecordPicker *self, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Type to find"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_if_new), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_enter_cb), self);
  /* The entry keeps Escape for itself. */
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self->popover);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Found"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  self->nothing = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_visible (self->nothing, FALSE); /* until something was looked for */
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), self->nothing);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 300, 260);

  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
muster_record_picker_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_popover_present (GTK_POPOVER (MUSTER_RECORD_PICKER (widget)->popover));
}

static void
muster_record_picker_dispose (GObject *object)
{
  MusterRecordPicker *self = MUSTER_RECORD_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->opener);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_record_picker_parent_class)->dispose (object);
}

static void
muster_record_picker_class_init (MusterRecordPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_record_picker_dispose;
  widget_class->size_allocate = muster_record_picker_size_allocate;
  signals[PICKED] = g_signal_new ("picked", MUSTER_TYPE_RECORD_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
muster_record_picker_init (MusterRecordPicker *self)
{
  self->popover = gtk_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

GtkWidget *
muster_record_picker_new (MusterStore *store, guint64 kinds, const char *label)
{
  MusterRecordPicker *self = g_object_new (MUSTER_TYPE_RECORD_PICKER, NULL);

  self->store = g_object_ref (store);
  self->kinds = kinds;
  build (self, label);
  return GTK_WIDGET (self);
}
