/* muster-programme-page-build.c - the tabs, and what each shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-governance-tree.h"
#include "muster-label.h"
#include "muster-sheet-view.h"
#include "muster-wrap-layout.h"

#define WIDEST 860

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static void
on_open_table_cb (MusterProgrammePage *self, const MusterKind *kind)
{
  muster_page_emit_open_page (MUSTER_PAGE (self), kind->name);
}

static GtkWidget *
add_view (MusterProgrammePage *self, MusterTab tab)
{
  GtkWidget *view = muster_sheet_view_new ();

  g_signal_connect_swapped (view, "open-record", G_CALLBACK (muster_page_emit_open_record), self);
  g_signal_connect_swapped (view, "add", G_CALLBACK (muster_programme_page_add_kind), self);
  g_signal_connect_swapped (view, "open-table", G_CALLBACK (on_open_table_cb), self);
  g_signal_connect_swapped (view, "show-all", G_CALLBACK (muster_programme_page_show_all), self);
  gtk_box_append (GTK_BOX (self->boxes[tab]), view);
  g_ptr_array_add (self->parts[tab], view);
  return view;
}

/* The tree stands in the place of the rows. */
static void
show_tree (MusterProgrammePage *self, MusterSheetSection *section)
{
  muster_governance_tree_show (MUSTER_GOVERNANCE_TREE (self->tree), self->view->roots);
  gtk_widget_set_visible (self->tree, self->view->roots->len > 0);
  g_ptr_array_set_size (section->rows, 0);
  section->n = 0;
  if (self->view->roots->len > 0)
    section->none[0] = '\0';
}

void
muster_programme_page_fill (MusterProgrammePage *self)
{
  GPtrArray *parts = self->parts[self->tab];
  g_autoptr(MusterSheet) sheet = NULL;

  if (self->view == NULL || self->fresh[self->tab])
    return;
  self->fresh[self->tab] = TRUE;
  sheet = muster_programme_sheet_new (self->view, self->tab);
  if (self->tab == MUSTER_TAB_GOVERNANCE)
    show_tree (self, sheet->sections->pdata[0]);
  for (guint i = 0; i < sheet->sections->len; i++)
    {
      GtkWidget *view = i < parts->len ? parts->pdata[i] : add_view (self, self->tab);

      muster_sheet_view_show (MUSTER_SHEET_VIEW (view), sheet->sections->pdata[i], self->store);
      gtk_widget_set_visible (view, TRUE);
    }
  for (guint i = sheet->sections->len; i < parts->len; i++)
    gtk_widget_set_visible (parts->pdata[i], FALSE);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
clamp (GtkWidget *child)
{
  GtkWidget *clamped = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamped), WIDEST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamped), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamped), child);
  return clamped;
}

/* Boards decide for all; a team that is looked at has none of its own. */
static void
add_whole (MusterProgrammePage *self, MusterTab tab)
{
  self->whole[tab] = muster_label_new (tab == MUSTER_TAB_GOVERNANCE
                                         ? _("Bodies are everybody's: all of them are shown, wherever you look.")
                                         : _("What bodies decide is everybody's: all of it is shown, wherever you "
                                             "look."),
                                       "dim-label");
  gtk_widget_set_visible (self->whole[tab], FALSE);
  gtk_box_append (GTK_BOX (self->boxes[tab]), self->whole[tab]);
}

void
muster_programme_page_tell_scope (MusterProgrammePage *self)
{
  gboolean narrow = self->scope_kind != NULL && self->scope_kind->id != MUSTER_KIND_PROGRAMME;

  for (guint i = 0; i < MUSTER_TAB_N; i++)
    if (self->whole[i] != NULL)
      gtk_widget_set_visible (self->whole[i], narrow);
}

static GtkWidget *
make_tab (MusterProgrammePage *self, MusterTab tab)
{
  GtkWidget *scrolled, *viewport;

  self->parts[tab] = g_ptr_array_new ();
  self->boxes[tab] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_add_css_class (self->boxes[tab], "sheet");
  if (tab == MUSTER_TAB_GOVERNANCE || tab == MUSTER_TAB_DECISIONS)
    add_whole (self, tab);
  if (tab == MUSTER_TAB_GOVERNANCE)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      self->tree = muster_governance_tree_new ();
      g_signal_connect_swapped (self->tree, "open-record", G_CALLBACK (muster_page_emit_open_record), self);
      gtk_widget_set_vexpand (self->tree, TRUE);
      gtk_widget_add_css_class (self->boxes[tab], "above-tree");
      gtk_box_append (GTK_BOX (box), self->boxes[tab]);
      gtk_box_append (GTK_BOX (box), self->tree);
      return clamp (box);
    }
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp (self->boxes[tab]));
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  return scrolled;
}

static void
on_toggled_cb (GtkToggleButton *button, MusterProgrammePage *self)
{
  if (gtk_toggle_button_get_active (button))
    muster_programme_page_show_tab (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tab")));
}

static GtkWidget *
make_switcher (MusterProgrammePage *self)
{
  GtkWidget *bar = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkToggleButton *first = NULL;

  gtk_widget_set_layout_manager (bar, muster_wrap_layout_new (3));
  gtk_widget_add_css_class (bar, "tab-switcher");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Parts of the programme"), -1);
  for (guint i = 0; i < MUSTER_TAB_N; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (muster_tab_get_label (i));

      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, muster_tab_get_label (i),
                                      -1);
      g_object_set_data (G_OBJECT (button), "tab", GUINT_TO_POINTER (i));
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      gtk_box_append (GTK_BOX (bar), button);
      g_signal_connect (button, "toggled", G_CALLBACK (on_toggled_cb), self);
    }
  gtk_toggle_button_set_active (first, TRUE);
  return bar;
}

/* By keyboard from anywhere on the page, to what the tab has. */
static gboolean
on_turn_cb (GtkWidget *page, GVariant *forward, gpointer data)
{
  MusterProgrammePage *self = MUSTER_PROGRAMME_PAGE (page);
  guint wanted = (self->tab + (g_variant_get_boolean (forward) ? 1 : MUSTER_TAB_N - 1)) % MUSTER_TAB_N;
  GtkWidget *button = gtk_widget_get_first_child (self->switcher);

  for (guint i = 0; i < wanted; i++)
    button = gtk_widget_get_next_sibling (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  if (wanted == MUSTER_TAB_GOVERNANCE ? !gtk_widget_grab_focus (self->tree)
                                      : !gtk_widget_child_focus (self->tabs, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (button);
  return TRUE;
}

static void
add_keys (MusterProgrammePage *self)
{
  static const char *const triggers[] = { "<Control>Page_Up", "<Control>Page_Down" };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Before a list takes them for its own. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (triggers); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (triggers[i]),
                                                gtk_callback_action_new (on_turn_cb, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (i == 1));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
muster_programme_page_build (MusterProgrammePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = gtk_stack_new ();
  self->tabs = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->tabs), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->tabs), FALSE);
  gtk_widget_set_vexpand (self->tabs, TRUE);
  for (guint i = 0; i < MUSTER_TAB_N; i++)
    gtk_stack_add_named (GTK_STACK (self->tabs), make_tab (self, i), muster_tab_get_label (i));
  self->switcher = make_switcher (self);
  gtk_box_append (GTK_BOX (box), self->switcher);
  add_keys (self);
  gtk_box_append (GTK_BOX (box), self->tabs);
  self->missing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->missing), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->missing), _("The Programme Could Not Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), box, "tabs");
  gtk_stack_add_named (GTK_STACK (self->stack), self->missing, "missing");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}
