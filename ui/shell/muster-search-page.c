/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-search-page.h"

#include "muster-actions.h"
#include "muster-hit-item.h"
#include "muster-page.h"
#include "muster-search-row.h"
#include "muster-stack.h"
#include "muster-words.h"

#include <glib/gi18n.h>

#define MAX_HITS 200

/* What a key asked for before that was found which it means. */
typedef enum {
  DUE_NOTHING,
  DUE_OPEN, /* the first */
  DUE_LIST, /* the focus is to go there */
} Due;

struct _MusterSearchPage
{
  AdwBin parent_instance;

  GtkSearchEntry *entry;
  GtkFlowBox *actions;           /* what can be done that is called so */
  GtkLabel *summary;
  GtkStack *stack;
  GtkWidget *before;             /* the pages of the stack */
  GtkWidget *found;
  AdwStatusPage *nothing;
  AdwStatusPage *failed;
  GtkListView *list;
  GListStore *hits;              /* of MusterHitItem, owned */
  GtkSingleSelection *selection;

  MusterStore *store;            /* owned */
  MusterTrail *trail;            /* owned, nullable */
  GCancellable *cancellable;     /* of the search under way, nullable */
  char *asked;                   /* what was searched for last, nullable */
  gboolean current;              /* the list is of what stands in the entry */
  Due due;
};

static void muster_search_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterSearchPage, muster_search_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_search_page_page_init))

/* ---- what was found ---------------------------------------------------------------------------------------------- */

static void
fill_list (MusterSearchPage *self, GPtrArray *hits)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (items, muster_hit_item_new (g_ptr_array_index (hits, i)));
  /* The items own the hits now. */
  g_ptr_array_set_free_func (hits, NULL);
  g_list_store_splice (self->hits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hits)), items->pdata, items->len);
}

static void
show_hits (MusterSearchPage *self, GPtrArray *hits)
{
  g_autofree char *summary = NULL;
  guint n = hits->len;
  g_autofree char *number = muster_words_number (n);

  fill_list (self, hits);
  if (n == 0 && gtk_widget_get_visible (GTK_WIDGET (self->actions)))
    {
      /* An action was found. */
      gtk_label_set_label (self->summary, "");
      muster_stack_show (self->stack, self->found);
      return;
    }
  if (n == 0)
    {
      g_autofree char *words = muster_words_quote (gtk_editable_get_text (GTK_EDITABLE (self->entry)), G_MAXUINT);
      g_autofree char *title = g_strdup_printf (_("Nothing found for “%s”"), words);

      adw_status_page_set_title (self->nothing, title);
      muster_stack_show (self->stack, GTK_WIDGET (self->nothing));
      gtk_label_set_label (self->summary, title);
      return;
    }

  if (n >= MAX_HITS)
    summary = g_strdup_printf (ngettext ("The first %s result", "The first %s results", n), number);
  else
    summary = g_strdup_printf (ngettext ("%s result", "%s results", n), number);
  gtk_label_set_label (self->summary, summary);
  muster_stack_show (self->stack, self->found);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static char *
dup_text (MusterSearchPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
open_hit (MusterSearchPage *self, guint position)
{
  g_autoptr(MusterHitItem) item = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  if (item != NULL)
    {
      const MusterHit *hit = muster_hit_item_get (item);

      muster_page_emit_open_record (MUSTER_PAGE (self), &hit->id, hit->kind);
    }
}

static void
do_due (MusterSearchPage *self)
{
  Due due = self->due;

  self->due = DUE_NOTHING;
  if (due == DUE_OPEN)
    open_hit (self, 0);
  else if (due == DUE_LIST)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* The list has what was asked for last; something else may have been typed since. */
static void
show_current (MusterSearchPage *self)
{
  g_autofree char *text = dup_text (self);

  self->current = g_strcmp0 (text, self->asked) == 0;
  if (self->current)
    do_due (self);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(MusterSearchPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = muster_store_search_finish (MUSTER_STORE (source), result, &error);
  g_autofree char *message = NULL;

  /* Late: something else was asked since, or the page has gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (hits != NULL)
    {
      show_hits (self, hits);
      show_current (self);
      return;
    }
  message = g_markup_escape_text (error->message, -1);
  gtk_label_set_label (self->summary, "");
  adw_status_page_set_description (self->failed, message);
  muster_stack_show (self->stack, GTK_WIDGET (self->failed));
}

/* ---- before anything is asked for -------------------------------------------------------------------------------- */

static gpointer
read_places (MusterReplica *replica, gpointer data, GError **error)
{
  GArray *places = data;
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);

  for (guint i = 0; i < places->len; i++)
    {
      MusterHit *hit = muster_replica_get_hit (replica, &g_array_index (places, MusterId, i));

      if (hit != NULL)
        g_ptr_array_add (hits, hit);
    }
  return hits;
}

static void
on_places_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(MusterSearchPage) self = user_data;
  g_autoptr(GPtrArray) hits = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  if (hits == NULL || hits->len == 0)
    return;
  fill_list (self, hits);
  gtk_label_set_label (self->summary, _("Where you were last"));
  muster_stack_show (self->stack, self->found);
  show_current (self);
}

static void
show_places (MusterSearchPage *self)
{
  g_list_store_remove_all (self->hits);
  gtk_label_set_label (self->summary, "");
  muster_stack_show (self->stack, self->before);
  if (self->trail == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  muster_store_read_async (self->store, read_places, muster_trail_dup_places (self->trail),
                           (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                           on_places_cb, g_object_ref (self));
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

/* What cannot be done now is not offered: a grey button would not say why. */
static gboolean
is_possible (MusterSearchPage *self, const char *name)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  return G_IS_ACTION_GROUP (window)
         && g_action_group_get_action_enabled (G_ACTION_GROUP (window), name + strlen ("win."));
}

static void
add_action (const char *name, const char *title, gpointer user_data)
{
  MusterSearchPage *self = user_data;
  GtkWidget *button;

  if (!is_possible (self, name))
    return;
  button = gtk_button_new_with_label (title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  gtk_flow_box_insert (self->actions, button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->actions), TRUE);
}

static void
show_actions (MusterSearchPage *self, const char *text)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->actions))) != NULL)
    gtk_flow_box_remove (self->actions, child);
  gtk_widget_set_visible (GTK_WIDGET (self->actions), FALSE);
  muster_actions_find (text, add_action, self);
}

static void
search (MusterSearchPage *self)
{
  g_autofree char *text = dup_text (self);

  g_free (self->asked);
  self->asked = g_strdup (text);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  show_actions (self, text);
  if (*text == '\0')
    {
      show_places (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  muster_store_search_async (self->store, text, NULL, MAX_HITS, self->cancellable, on_found_cb, g_object_ref (self));
}

/* What was found may read differently now. */
static void
on_store_changed_cb (MusterSearchPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    search (self);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

/* What stands in the list may not be what was typed last: the first of it would be another record. */
static void
do_when_found (MusterSearchPage *self, Due due)
{
  g_autofree char *text = dup_text (self);

  self->due = due;
  if (self->current)
    do_due (self);
  else if (g_strcmp0 (text, self->asked) != 0)
    search (self);
}

static void
on_entry_changed_cb (MusterSearchPage *self)
{
  self->current = FALSE;
  self->due = DUE_NOTHING;
}

static void
on_list_activate_cb (GtkListView *list, guint position, MusterSearchPage *self)
{
  open_hit (self, position);
}

/* Enter while typing opens the first. */
static void
on_entry_activate_cb (GtkSearchEntry *entry, MusterSearchPage *self)
{
  do_when_found (self, DUE_OPEN);
}

static void
on_entry_stop_cb (GtkSearchEntry *entry, MusterSearchPage *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-back", NULL);
}

static gboolean
on_entry_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 MusterSearchPage *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  do_when_found (self, DUE_LIST);
  return GDK_EVENT_STOP;
}

/* The results are one stop of the Tab key, not one for each. */
static gboolean
muster_search_page_focus_next (GtkWidget *widget, GtkDirectionType direction)
{
  MusterSearchPage *self = MUSTER_SEARCH_PAGE (widget);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL && direction == GTK_DIR_TAB_FORWARD)
    return FALSE;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return GTK_WIDGET_CLASS (muster_search_page_parent_class)->focus (widget, direction);
}

/* What was asked before is there to be typed over. */
static void
muster_search_page_focus_filter (MusterPage *page)
{
  MusterSearchPage *self = MUSTER_SEARCH_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Somebody was elsewhere meanwhile. */
static void
muster_search_page_map (GtkWidget *widget)
{
  MusterSearchPage *self = MUSTER_SEARCH_PAGE (widget);

  GTK_WIDGET_CLASS (muster_search_page_parent_class)->map (widget);
  if (gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] == '\0')
    search (self);
}

static void
muster_search_page_page_init (MusterPageInterface *iface)
{
  iface->focus_filter = muster_search_page_focus_filter;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, muster_search_row_new ());
}

static void
on_bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  muster_search_row_set_item (MUSTER_SEARCH_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_search_page_dispose (GObject *object)
{
  MusterSearchPage *self = MUSTER_SEARCH_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->hits);
  g_clear_pointer (&self->trail, muster_trail_unref);
  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (muster_search_page_parent_class)->dispose (object);
}

static void
muster_search_page_class_init (MusterSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_search_page_dispose;
  widget_class->focus = muster_search_page_focus_next;
  widget_class->map = muster_search_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Muster/shell/muster-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, actions);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, summary);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, before);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, found);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, failed);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, MusterSearchPage, selection);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, on_list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_row_cb);
}

static void
muster_search_page_init (MusterSearchPage *self)
{
  self->hits = g_list_store_new (MUSTER_TYPE_HIT_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->hits));
  muster_stack_show (self->stack, self->before);
}

GtkWidget *
muster_search_page_new (MusterStore *store)
{
  MusterSearchPage *self = g_object_new (MUSTER_TYPE_SEARCH_PAGE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
muster_search_page_set_trail (MusterSearchPage *self, MusterTrail *trail)
{
  self->trail = muster_trail_ref (trail);
}
