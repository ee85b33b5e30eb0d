/* muster-governance-tree.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-governance-tree.h"

#include "muster-body-item.h"
#include "muster-column.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-list-leave.h"

#include <glib/gi18n-lib.h>

struct _MusterGovernanceTree {
  GtkWidget parent_instance;
  GtkWidget *scrolled;
  GtkWidget *view;
  GtkTreeListModel *tree; /* owned by the selection */
  GtkSingleSelection *selection;
  GHashTable *closed;     /* set of MusterId */
  gboolean focus_wanted;
};

G_DEFINE_FINAL_TYPE (MusterGovernanceTree, muster_governance_tree, GTK_TYPE_WIDGET)

static guint open_signal;

static MusterBodyItem *
item_of (GtkTreeListRow *row)
{
  g_autoptr(MusterBodyItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item; /* the row holds it */
}

static GListModel *
get_children (gpointer item, gpointer data)
{
  GListModel *children = muster_body_item_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_text (const char *style)
{
  GtkWidget *label = muster_label_new (NULL, style);

  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  if (style != NULL)
    gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *texts = muster_column_new (2);

  gtk_box_append (GTK_BOX (texts), make_text (NULL));
  gtk_box_append (GTK_BOX (texts), make_text ("dim-label"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (expander, "section-row");
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), texts);
  /* The row has the focus, and the name. */
  gtk_widget_set_focusable (expander, FALSE);
  gtk_list_item_set_child (item, expander);
}

static void
on_expanded_cb (GtkTreeListRow *row, GParamSpec *pspec, MusterGovernanceTree *self)
{
  MusterBodyItem *item = item_of (row);

  if (item == NULL)
    return;
  if (gtk_tree_list_row_get_expanded (row))
    g_hash_table_remove (self->closed, muster_record_get_id (muster_body_item_get_body (item)));
  else
    g_hash_table_add (self->closed, muster_id_copy (muster_record_get_id (muster_body_item_get_body (item))));
}

/* GTK 4.8 takes the name of a row from what is in it, where that has a name. */
static void
name_row (GtkListItem *list_item, GtkTreeListRow *row, MusterBodyItem *item)
{
  guint level = gtk_tree_list_row_get_depth (row) + 1;
  g_autofree char *name = g_strdup_printf (_("%s, level %u, %s"), muster_body_item_get_title (item), level,
                                           muster_body_item_get_detail (item));
  GtkWidget *widget = gtk_widget_get_parent (gtk_list_item_get_child (list_item));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level, -1);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, MusterGovernanceTree *self)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  MusterBodyItem *item = item_of (row);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_text (GTK_LABEL (title), muster_body_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), muster_body_item_get_detail (item));
  name_row (list_item, row, item);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_expanded_cb), self, 0);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, MusterGovernanceTree *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_expanded_cb, self);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), NULL);
}

static void
on_activate_cb (MusterGovernanceTree *self, guint position)
{
  g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  MusterBodyItem *item = item_of (row);
  MusterId id;

  if (item == NULL)
    return;
  id = *muster_record_get_id (muster_body_item_get_body (item));
  g_signal_emit (self, open_signal, 0, &id, muster_record_get_kind (muster_body_item_get_body (item)));
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static void
go_to (MusterGovernanceTree *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

/* Closes what is open, else goes to the one above; opens what is closed, else goes to the first below. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterGovernanceTree *self)
{
  guint forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? GDK_KEY_Left : GDK_KEY_Right;
  g_autoptr(GtkTreeListRow) row = g_object_ref (gtk_single_selection_get_selected_item (self->selection));
  g_autoptr(GtkTreeListRow) parent = NULL;
  gboolean onward;
  guint position;

  /* Tab leads out of the tree: arrow keys go from row to row. */
  if (muster_list_is_tab (key, state, &onward))
    return muster_list_leave (self->view, onward);
  if ((key != GDK_KEY_Left && key != GDK_KEY_Right) || row == NULL
      || (state & (GDK_ALT_MASK | GDK_CONTROL_MASK)) != 0)
    return FALSE;
  position = gtk_tree_list_row_get_position (row);
  if (key != forward && gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, FALSE);
  else if (key != forward && (parent = gtk_tree_list_row_get_parent (row)) != NULL)
    go_to (self, gtk_tree_list_row_get_position (parent));
  else if (key == forward && gtk_tree_list_row_is_expandable (row) && !gtk_tree_list_row_get_expanded (row))
    gtk_tree_list_row_set_expanded (row, TRUE);
  else if (key == forward && gtk_tree_list_row_get_expanded (row))
    go_to (self, position + 1);
  return TRUE;
}

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static void
close_again (MusterGovernanceTree *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);

      if (g_hash_table_contains (self->closed, muster_record_get_id (muster_body_item_get_body (item_of (row)))))
        gtk_tree_list_row_set_expanded (row, FALSE);
    }
}

static void
select_again (MusterGovernanceTree *self, const MusterId *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);

      if (muster_id_equal (muster_record_get_id (muster_body_item_get_body (item_of (row))), id))
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

void
muster_governance_tree_show (MusterGovernanceTree *self, GPtrArray *roots)
{
  MusterBodyItem *selected = self->tree != NULL ? item_of (gtk_single_selection_get_selected_item (self->selection))
                                                : NULL;
  MusterId id = selected != NULL ? *muster_record_get_id (muster_body_item_get_body (selected)) : (MusterId){ { 0 } };
  g_autoptr(GtkTreeListModel) tree = gtk_tree_list_model_new (muster_body_item_list (roots), FALSE, TRUE, get_children,
                                                              NULL, NULL);

  self->tree = tree;
  close_again (self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  if (!muster_id_is_nil (&id))
    select_again (self, &id);
  if (self->focus_wanted && roots->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
muster_governance_tree_grab_focus (GtkWidget *widget)
{
  MusterGovernanceTree *self = MUSTER_GOVERNANCE_TREE (widget);

  /* It goes to the rows once they are read. */
  self->focus_wanted = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;
  if (self->focus_wanted)
    return TRUE;
  return gtk_widget_grab_focus (self->view) || muster_focus_first (self->view);
}

/* The tree is one stop of the Tab key, not one for each row. */
static gboolean
muster_governance_tree_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (muster_governance_tree_parent_class)->focus (widget, direction);
}

static void
muster_governance_tree_dispose (GObject *object)
{
  MusterGovernanceTree *self = MUSTER_GOVERNANCE_TREE (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->closed, g_hash_table_unref);
  G_OBJECT_CLASS (muster_governance_tree_parent_class)->dispose (object);
}

static void
muster_governance_tree_class_init (MusterGovernanceTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_governance_tree_dispose;
  widget_class->focus = muster_governance_tree_focus;
  widget_class->grab_focus = muster_governance_tree_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  open_signal = g_signal_new ("open-record", MUSTER_TYPE_GOVERNANCE_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
muster_governance_tree_init (MusterGovernanceTree *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->closed = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  self->selection = gtk_single_selection_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  self->view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->view, "governance-tree");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who answers to whom"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->view, keys);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
muster_governance_tree_new (void)
{
  return g_object_new (MUSTER_TYPE_GOVERNANCE_TREE, NULL);
}
