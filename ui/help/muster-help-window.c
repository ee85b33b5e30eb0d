/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-help-window.h"

#include <glib/gi18n.h>

#include "muster-help-text.h"
#include "muster-label.h"
#include "muster-tooltip.h"

#define FOLDER "/org/muster/Muster/help/"
#define INDEX "index"

struct _MusterHelpWindow {
  AdwWindow parent_instance;
  GtkWidget *leaflet;
  GtkWidget *list;     /* of topics */
  GtkWidget *side;
  GtkWidget *content;
  GtkWidget *back;
  AdwWindowTitle *title;
  GtkWidget *scrolled;
};

G_DEFINE_FINAL_TYPE (MusterHelpWindow, muster_help_window, ADW_TYPE_WINDOW)

/* NULL where there is no such page. The pages are part of the binary: one that cannot be read is our mistake. */
static MusterHelpText *
read_page (const char *topic)
{
  g_autofree char *path = g_strconcat (FOLDER, topic, ".page", NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_autoptr(GError) error = NULL;
  MusterHelpText *page;

  if (bytes == NULL)
    return NULL;
  page = muster_help_text_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (page == NULL)
    g_warning ("%s: %s", path, error->message);
  return page;
}

static void follow (MusterHelpWindow *self, const char *topic);

static gboolean
on_link_cb (GtkLabel *label, const char *topic, MusterHelpWindow *self)
{
  follow (self, topic);
  return TRUE;
}

static void
connect_links (MusterHelpWindow *self, GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    g_signal_connect_object (widget, "activate-link", G_CALLBACK (on_link_cb), self, 0);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    connect_links (self, child);
}

static void
show_page (MusterHelpWindow *self, const char *topic)
{
  g_autoptr(MusterHelpText) page = read_page (topic);
  GtkWidget *clamp;

  if (page == NULL)
    return;
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), page->body);
  gtk_widget_set_margin_start (page->body, 18);
  gtk_widget_set_margin_end (page->body, 18);
  gtk_widget_set_margin_top (page->body, 24);
  gtk_widget_set_margin_bottom (page->body, 36);
  connect_links (self, page->body);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  adw_window_title_set_title (self->title, page->title);
}

static const char *
row_topic (GtkListBoxRow *row)
{
  return gtk_widget_get_name (GTK_WIDGET (row));
}

/* Selects the topic, which shows it; the pages that links lead to are all in the list. */
static void
follow (MusterHelpWindow *self, const char *topic)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (g_str_equal (row_topic (row), topic))
      {
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
        adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
        return;
      }
}

static void
on_selected_cb (GtkListBox *list, GtkListBoxRow *row, MusterHelpWindow *self)
{
  if (row != NULL)
    show_page (self, row_topic (row));
}

static void
on_activated_cb (GtkListBox *list, GtkListBoxRow *row, MusterHelpWindow *self)
{
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->content);
}

static void
add_row (MusterHelpWindow *self, const char *topic, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  muster_label_shorten (label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_name (row, topic);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
fill_list (MusterHelpWindow *self)
{
  g_autoptr(MusterHelpText) index = read_page (INDEX);

  g_return_if_fail (index != NULL);
  add_row (self, INDEX, index->title);
  for (guint i = 0; i < index->topics->len; i++)
    {
      const char *topic = g_ptr_array_index (index->topics, i);
      g_autoptr(MusterHelpText) page = read_page (topic);

      if (page != NULL)
        add_row (self, topic, page->title);
    }
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

static void
on_back_cb (MusterHelpWindow *self)
{
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), self->side);
}

static GtkWidget *
make_side (MusterHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Help"), NULL));
  g_object_bind_property (self->leaflet, "folded", header, "show-end-title-buttons", G_BINDING_SYNC_CREATE);
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Topics"), -1);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_size_request (box, 240, -1);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

static GtkWidget *
make_content (MusterHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  g_object_bind_property (self->leaflet, "folded", header, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  muster_tooltip_set (self->back, _("Topics"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Topics"), -1);
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (on_back_cb), self);
  g_object_bind_property (self->leaflet, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  return box;
}

static void
quit_from (gpointer data)
{
  g_autoptr(GtkWidget) parent = data;

  gtk_widget_activate_action (parent, "win.quit", NULL);
}

/* This window goes with its parent, and GTK 4.8 still needs it until the key has been dealt with. */
static void
quit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    g_idle_add_once (quit_from, g_object_ref (parent));
}

static void
muster_help_window_class_init (MusterHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "help.quit", NULL, quit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_CONTROL_MASK, "help.quit", NULL);
}

static void
muster_help_window_init (MusterHelpWindow *self)
{
  self->leaflet = adw_leaflet_new ();
  self->side = make_side (self);
  self->content = make_content (self);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), self->side);
  adw_leaflet_page_set_navigatable (
    adw_leaflet_append (ADW_LEAFLET (self->leaflet), gtk_separator_new (GTK_ORIENTATION_VERTICAL)), FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), self->content);
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->leaflet), TRUE);
  gtk_widget_set_size_request (self->leaflet, 360, -1);
  adw_window_set_content (ADW_WINDOW (self), self->leaflet);
  fill_list (self);
}

/* The one that is open above parent; NULL: none. */
static MusterHelpWindow *
find_open (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MUSTER_IS_HELP_WINDOW (l->data) && gtk_window_get_transient_for (l->data) == parent)
      return l->data;
  return NULL;
}

void
muster_help_window_present (GtkWindow *parent, const char *topic)
{
  MusterHelpWindow *self = find_open (parent);

  if (self == NULL)
    {
      self = g_object_new (MUSTER_TYPE_HELP_WINDOW, "title", _("Help – Muster"), "default-width", 860,
                           "default-height", 620, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
      follow (self, INDEX);
    }
  if (topic != NULL)
    follow (self, topic);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list))));
}
