/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-list.h"

#include "muster-focus.h"

struct _MusterTodayList {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterTodayPart part;
  GtkWidget *box;      /* the list box */
  GPtrArray *items;    /* of MusterTodayItem; nullable */
  guint32 today;
  guint n_filled;      /* items that have their row, from the first */
};

G_DEFINE_FINAL_TYPE (MusterTodayList, muster_today_list, GTK_TYPE_WIDGET)

enum { ACTIVATED, EMPTIED, PASSED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static MusterTodayRow *
row_at (MusterTodayList *self, guint i)
{
  return (MusterTodayRow *) gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->box), (int) i);
}

static MusterTodayRow *
find_row (MusterTodayList *self, const MusterId *id)
{
  MusterTodayRow *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    if (muster_id_equal (muster_record_get_id (muster_today_row_get_record (row)), id))
      return row;
  return NULL;
}

static void
remove_row (MusterTodayList *self, MusterTodayRow *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gboolean focused = muster_focus_is_within (GTK_WIDGET (row));
  MusterTodayRow *next = row_at (self, (guint) index + 1);

  if (next == NULL && index > 0)
    next = row_at (self, (guint) index - 1);
  /* Whoever works through the list goes on with the next. */
  if (focused)
    {
      if (next != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (next));
      else
        g_signal_emit (self, signals[EMPTIED], 0);
    }
  gtk_list_box_remove (GTK_LIST_BOX (self->box), GTK_WIDGET (row));
}

static gboolean
is_item (MusterTodayList *self, MusterTodayRow *row)
{
  guint order = muster_today_row_get_order (row);
  const MusterTodayItem *item = order < self->items->len ? self->items->pdata[order] : NULL;

  return item != NULL && muster_id_equal (muster_record_get_id (item->record),
                                          muster_record_get_id (muster_today_row_get_record (row)));
}

/* What is being typed stays until it is saved, whatever became of its record. */
static void
remove_rest (MusterTodayList *self)
{
  MusterTodayRow *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL;)
    if (is_item (self, row) || muster_today_row_is_open (row))
      i++;
    else
      remove_row (self, row);
}

/* FALSE: its row is there and says just that. */
static gboolean
fill_one (MusterTodayList *self, guint i)
{
  const MusterTodayItem *item = self->items->pdata[i];
  MusterTodayRow *row = find_row (self, muster_record_get_id (item->record));
  gboolean fresh = row == NULL, differs;

  if (fresh)
    row = MUSTER_TODAY_ROW (muster_today_row_new (self->store, self->part));
  muster_today_row_set_order (row, i);
  differs = muster_today_row_show (row, item, self->today);
  if (fresh)
    gtk_list_box_append (GTK_LIST_BOX (self->box), GTK_WIDGET (row));
  return differs;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  guint x = muster_today_row_get_order (MUSTER_TODAY_ROW (a)), y = muster_today_row_get_order (MUSTER_TODAY_ROW (b));

  return (x > y) - (x < y);
}

/* ---- for the section --------------------------------------------------------------------------------------------- */

void
muster_today_list_show (MusterTodayList *self, GPtrArray *items, guint32 today)
{
  g_ptr_array_ref (items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  self->today = today;
  self->n_filled = 0;
  if (items->len == 0)
    remove_rest (self);
}

guint
muster_today_list_count_rest (MusterTodayList *self)
{
  return self->items != NULL ? self->items->len - self->n_filled : 0;
}

guint
muster_today_list_fill (MusterTodayList *self, guint n)
{
  guint made = 0;

  if (muster_today_list_count_rest (self) == 0)
    return 0;
  while (made < n && self->n_filled < self->items->len)
    made += fill_one (self, self->n_filled++);
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->box));
  if (self->n_filled == self->items->len)
    remove_rest (self);
  return made;
}

void
muster_today_list_set_name (MusterTodayList *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

gboolean
muster_today_list_focus_first (MusterTodayList *self)
{
  MusterTodayRow *row = row_at (self, 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

gboolean
muster_today_list_focus_last (MusterTodayList *self)
{
  MusterTodayRow *last = NULL, *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    last = row;
  return last != NULL && gtk_widget_grab_focus (GTK_WIDGET (last));
}

void
muster_today_list_foreach (MusterTodayList *self, void (*func) (MusterTodayRow *row))
{
  MusterTodayRow *row;

  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    func (row);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
on_row_activated_cb (GtkListBox *box, GtkListBoxRow *row, MusterTodayList *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0, row);
}

static gboolean
on_keynav_failed_cb (GtkWidget *box, GtkDirectionType direction, MusterTodayList *self)
{
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  g_signal_emit (self, signals[PASSED], 0, direction == GTK_DIR_DOWN);
  return TRUE;
}

static void
muster_today_list_dispose (GObject *object)
{
  MusterTodayList *self = MUSTER_TODAY_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_today_list_parent_class)->dispose (object);
}

static void
muster_today_list_class_init (MusterTodayListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_today_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[ACTIVATED] = g_signal_new ("activated", MUSTER_TYPE_TODAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, MUSTER_TYPE_TODAY_ROW);
  signals[EMPTIED] = g_signal_new ("emptied", MUSTER_TYPE_TODAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[PASSED] = g_signal_new ("passed", MUSTER_TYPE_TODAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
muster_today_list_init (MusterTodayList *self)
{
  self->box = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->box), GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->box), compare_rows, NULL, NULL);
  gtk_widget_add_css_class (self->box, "boxed-list");
  g_signal_connect (self->box, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  g_signal_connect (self->box, "keynav-failed", G_CALLBACK (on_keynav_failed_cb), self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_today_list_new (MusterStore *store, MusterTodayPart part)
{
  MusterTodayList *self = g_object_new (MUSTER_TYPE_TODAY_LIST, NULL);

  self->store = g_object_ref (store);
  self->part = part;
  return GTK_WIDGET (self);
}
