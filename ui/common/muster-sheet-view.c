/* muster-sheet-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sheet-view.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-chip.h"
#include "muster-label.h"
#include "muster-line-row.h"
#include "muster-line.h"
#include "muster-tooltip.h"
#include "muster-words.h"
#include "muster-writing.h"

struct _MusterSheetView {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *heading;
  GtkWidget *add;  /* nullable */
  GtkWidget *open_table;
  const MusterKind *table;
  GtkWidget *top;
  GtkWidget *list;
  GtkWidget *none;
  GtkWidget *more;
  const MusterKind *adds;
  gboolean offers; /* the add button was made for what is shown */
  int part;
  char *seen;      /* what is shown, in words */
};

G_DEFINE_FINAL_TYPE (MusterSheetView, muster_sheet_view, GTK_TYPE_WIDGET)

enum { OPEN_RECORD, ADD, EDIT, SHOW_ALL, OPEN_TABLE, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  MusterId id;
  const MusterKind *kind;
} Target;

static GtkWidget *
make_text (const char *style)
{
  GtkWidget *label = muster_label_new ("", style);

  /* It takes what is left beside it, and leaves the word at the end whole. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  return label;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const MusterSheetRow *row)
{
  g_autofree char *name = muster_sheet_row_describe (row), *under = muster_sheet_row_dup_detail (row);
  GtkWidget *state = row->state != NULL ? muster_chip_new (row->tone, row->state) : NULL;
  GtkWidget *item = muster_line_row_new (row->title, under, row->percent, state, row->kind != NULL);
  Target *target = g_new0 (Target, 1);

  if (state != NULL)
    muster_chip_keep_whole (MUSTER_CHIP (state));
  *target = (Target){ row->id, row->kind };
  g_object_set_data_full (G_OBJECT (item), "target", target, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return item;
}

static void
on_activated_cb (MusterSheetView *self, GtkListBoxRow *item)
{
  Target target = *(Target *) g_object_get_data (G_OBJECT (item), "target");

  if (target.kind != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, &target.id, target.kind);
}

/* The row that has the focus, -1: none. */
static int
find_focus (MusterSheetView *self, Target *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !GTK_IS_LIST_BOX_ROW (focus) || !gtk_widget_is_ancestor (focus, self->list))
    return -1;
  *target = *(Target *) g_object_get_data (G_OBJECT (focus), "target");
  return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus));
}

/* On the same record, else on the row that has come into its place. */
static void
return_focus (MusterSheetView *self, int index, const Target *target, guint n)
{
  GtkListBoxRow *wanted = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MIN (index, (int) n - 1));

  for (guint i = 0; i < n; i++)
    {
      GtkListBoxRow *item = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i);
      Target *other = g_object_get_data (G_OBJECT (item), "target");

      if (other->kind == target->kind && muster_id_equal (&other->id, &target->id))
        wanted = item;
    }
  if (wanted != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wanted));
}

static void
fill (MusterSheetView *self, const MusterSheetSection *section)
{
  Target target;
  int focus = find_focus (self, &target);
  GtkWidget *item;

  while ((item = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), item);
  for (guint i = 0; i < section->rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (section->rows->pdata[i]));
  gtk_widget_set_visible (self->list, section->rows->len > 0);
  if (focus >= 0)
    return_focus (self, focus, &target, section->rows->len);
}

/* ---- heading ----------------------------------------------------------------------------------------------------- */

static void
on_add_cb (MusterSheetView *self)
{
  if (self->adds != NULL)
    g_signal_emit (self, signals[ADD], 0, self->adds);
  else
    g_signal_emit (self, signals[EDIT], 0);
}

static void
on_more_cb (MusterSheetView *self)
{
  g_signal_emit (self, signals[SHOW_ALL], 0, self->part);
}

static void
on_open_table_cb (MusterSheetView *self)
{
  g_signal_emit (self, signals[OPEN_TABLE], 0, self->table);
}

static void
offer_table (MusterSheetView *self, const MusterKind *table)
{
  g_autofree char *name = NULL;

  self->table = table;
  gtk_widget_set_visible (self->open_table, table != NULL);
  if (table == NULL)
    return;
  /* Translators: a button that leads to a table, as in "Open the table of Workstreams". */
  name = g_strdup_printf (_("Open the table of %s"), muster_words_plural (table));
  muster_tooltip_set (self->open_table, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_table), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
offer (MusterSheetView *self, const MusterSheetSection *section, MusterStore *store)
{
  gboolean offers = section->adds != NULL || section->edits;
  g_autofree char *label = NULL;

  if (self->offers == offers && self->adds == section->adds)
    return;
  g_clear_pointer (&self->add, gtk_widget_unparent);
  self->offers = offers;
  self->adds = section->adds;
  if (!offers)
    return;
  label = section->adds != NULL ? muster_words_add (section->adds) : g_strdup (_("Edit details"));
  self->add = muster_button_new_labelled (section->adds != NULL ? "list-add-symbolic" : "document-edit-symbolic",
                                          /* Translators: the heading beside it says what. */
                                          section->adds != NULL ? _("Add") : label, NULL);
  muster_tooltip_set (self->add, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_halign (self->add, GTK_ALIGN_END);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add_cb), self);
  muster_writing_limit (self->add, store);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->heading)), self->add);
}

static char *
describe (const MusterSheetSection *section)
{
  GString *text = g_string_new (section->none);

  for (guint i = 0; i < section->rows->len; i++)
    {
      const MusterSheetRow *row = section->rows->pdata[i];
      g_autofree char *name = muster_sheet_row_describe (row);
      MusterIdText id;

      g_string_append_printf (text, "\n%s %d %s", muster_id_to_text (&row->id, id), row->percent, name);
    }
  return g_string_free (text, FALSE);
}

void
muster_sheet_view_show (MusterSheetView *self, const MusterSheetSection *section, MusterStore *store)
{
  g_autofree char *seen = describe (section);
  g_autofree char *more = g_strdup_printf (_("Show all %'u"), section->n);

  self->part = section->part;
  gtk_label_set_text (GTK_LABEL (self->heading), section->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, section->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, section->title, -1);
  offer (self, section, store);
  offer_table (self, section->table);
  gtk_label_set_text (GTK_LABEL (self->none), section->none);
  gtk_widget_set_visible (self->none, section->rows->len == 0 && section->none[0] != '\0');
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_widget_set_visible (self->more, section->n > section->rows->len);
  if (g_strcmp0 (seen, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_steal_pointer (&seen);
  fill (self, section);
}

void
muster_sheet_view_set_top (MusterSheetView *self, GtkWidget *top)
{
  GtkWidget *old = gtk_widget_get_first_child (self->top);

  if (old == top)
    return;
  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->top), old);
  if (top != NULL)
    gtk_box_append (GTK_BOX (self->top), top);
  gtk_widget_set_visible (self->top, top != NULL);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_sheet_view_dispose (GObject *object)
{
  MusterSheetView *self = MUSTER_SHEET_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->seen, g_free);
  G_OBJECT_CLASS (muster_sheet_view_parent_class)->dispose (object);
}

static void
muster_sheet_view_class_init (MusterSheetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_sheet_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[ADD] = g_signal_new ("add", MUSTER_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_POINTER);
  signals[EDIT] = g_signal_new ("edit", MUSTER_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_ALL] = g_signal_new ("show-all", MUSTER_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT);
  signals[OPEN_TABLE] = g_signal_new ("open-table", MUSTER_TYPE_SHEET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
muster_sheet_view_init (MusterSheetView *self)
{
  GtkWidget *line = muster_line_new (6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = make_text ("heading");
  self->top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->list = gtk_list_box_new ();
  self->none = make_text ("dim-label");
  self->more = gtk_button_new ();
  gtk_widget_set_hexpand (self->heading, TRUE);
  gtk_widget_add_css_class (line, "section-heading");
  gtk_widget_set_visible (self->top, FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  self->open_table = muster_button_new_icon ("view-list-symbolic", "", NULL);
  gtk_widget_set_visible (self->open_table, FALSE);
  g_signal_connect_swapped (self->open_table, "clicked", G_CALLBACK (on_open_table_cb), self);
  gtk_box_append (GTK_BOX (line), self->heading);
  gtk_box_append (GTK_BOX (line), self->open_table);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->top);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->none);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_cb), self);
}

GtkWidget *
muster_sheet_view_new (void)
{
  return g_object_new (MUSTER_TYPE_SHEET_VIEW, NULL);
}
