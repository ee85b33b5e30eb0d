/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sidebar.h"

#include "muster-label.h"
#include "muster-page.h"
#include "muster-pages.h"
#include "muster-words.h"

#include <glib/gi18n.h>

/* As many as fill a window; the others are made once the first page can be read. */
#define FIRST_SECTIONS 1
#define REST_DELAY_MS 100

struct _MusterSidebar
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkScrolledWindow *scroller;
  int n_sections;     /* those whose rows are made */
  guint rest_source;
  gboolean selecting; /* by ourselves */
};

G_DEFINE_FINAL_TYPE (MusterSidebar, muster_sidebar, ADW_TYPE_BIN)

enum {
  SELECTED,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const icons[MUSTER_N_SECTIONS] = {
  [MUSTER_SECTION_TEAMS] = "muster-teams-symbolic",
  [MUSTER_SECTION_PLANS] = "muster-plans-symbolic",
  [MUSTER_SECTION_RISKS] = "muster-risks-symbolic",
  [MUSTER_SECTION_GOVERNANCE] = "muster-governance-symbolic",
  [MUSTER_SECTION_PEOPLE] = "muster-people-symbolic",
  [MUSTER_SECTION_MEASURES] = "muster-measures-symbolic",
  [MUSTER_SECTION_MONEY] = "muster-money-symbolic",
  [MUSTER_SECTION_RECORD] = "muster-record-symbolic",
};

static const char *
row_page (GtkListBoxRow *row)
{
  return gtk_widget_get_name (GTK_WIDGET (row));
}

/* Without an icon the text stands where that of the rows with one does. */
static void
add_row (MusterSidebar *self, const char *page, const char *icon, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  muster_label_shorten (label);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, page);
  gtk_widget_add_css_class (row, icon != NULL ? "lead" : "detail");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->list, row);
}

static void
add_heading (MusterSidebar *self, const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (row, "section");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->list, row);
}

static void
add_section (MusterSidebar *self, int section)
{
  const char *icon = icons[section];

  add_heading (self, muster_section_get_label (section));
  for (int i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);

      if ((int) kind->section != section || muster_pages_is_leading (kind->name))
        continue;
      add_row (self, kind->name, icon, muster_words_plural (kind));
      icon = NULL;
    }
}

static void
add_sections (MusterSidebar *self, int until)
{
  while (self->n_sections < until)
    add_section (self, self->n_sections++);
}

static void
on_rest_cb (gpointer user_data)
{
  MusterSidebar *self = user_data;

  self->rest_source = 0;
  add_sections (self, MUSTER_N_SECTIONS);
}

static gboolean
on_first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  MusterSidebar *self = MUSTER_SIDEBAR (widget);

  self->rest_source = g_timeout_add_once (REST_DELAY_MS, on_rest_cb, self);
  return G_SOURCE_REMOVE;
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  MusterSidebar *self = user_data;

  if (row != NULL && !self->selecting)
    g_signal_emit (self, signals[SELECTED], 0, row_page (row));
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  g_signal_emit (user_data, signals[ENTERED], 0);
}

/* The list is one stop of the Tab key, not one for each row. */
static gboolean
muster_sidebar_focus (GtkWidget *widget, GtkDirectionType direction)
{
  MusterSidebar *self = MUSTER_SIDEBAR (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (muster_sidebar_parent_class)->focus (widget, direction);
  if (gtk_widget_get_focus_child (widget) != NULL || row == NULL)
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
muster_sidebar_dispose (GObject *object)
{
  g_clear_handle_id (&MUSTER_SIDEBAR (object)->rest_source, g_source_remove);

  G_OBJECT_CLASS (muster_sidebar_parent_class)->dispose (object);
}

static void
muster_sidebar_class_init (MusterSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_sidebar_dispose;
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  GTK_WIDGET_CLASS (klass)->focus = muster_sidebar_focus;
}

static void
muster_sidebar_init (MusterSidebar *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scroller);

  for (guint i = 0; i < muster_pages_count_leading (); i++)
    {
      const char *page = muster_pages_get_leading (i);

      add_row (self, page, muster_pages_get_icon (page), muster_pages_get_label (page));
    }
  add_sections (self, FIRST_SECTIONS);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame_cb, NULL, NULL);

  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

static GtkListBoxRow *
find_row (MusterSidebar *self, const char *page)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (row_page (row), page))
      break;

  return row;
}

/* A row that has no place yet stays where it will be. */
static void
bring_into_sight (MusterSidebar *self, GtkListBoxRow *row)
{
  graphene_rect_t place;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &place))
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), place.origin.y,
                             place.origin.y + place.size.height);
}

void
muster_sidebar_select (MusterSidebar *self, const char *page)
{
  GtkListBoxRow *row = find_row (self, page);

  if (row == NULL)
    {
      add_sections (self, MUSTER_N_SECTIONS);
      row = find_row (self, page);
    }

  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->selecting = FALSE;
  bring_into_sight (self, row);
}

/* name: what a screen reader says then. text: the number. */
static void
set_count (MusterSidebar *self, const char *page, guint n, const char *text, const char *name)
{
  GtkListBoxRow *row = find_row (self, page);
  GtkWidget *box = gtk_list_box_row_get_child (row);
  GtkWidget *last = gtk_widget_get_last_child (box);

  if (gtk_widget_has_css_class (last, "count"))
    gtk_box_remove (GTK_BOX (box), last);
  if (n > 0)
    {
      GtkWidget *count = gtk_label_new (text);

      gtk_widget_add_css_class (count, "count");
      gtk_widget_add_css_class (count, "numeric");
      gtk_widget_set_halign (count, GTK_ALIGN_END);
      gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (count, TRUE);
      gtk_box_append (GTK_BOX (box), count);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  n > 0 ? name : muster_pages_get_label (page), -1);
}

static void
on_attention_cb (MusterStore *store, GParamSpec *pspec, MusterSidebar *self)
{
  guint n = 0;
  g_autofree char *number = NULL, *name = NULL;

  g_object_get (store, "n-attention", &n, NULL);
  /* Translators: the page Needs attention in the list of pages, with how much there is to decide */
  number = muster_words_number (n);
  name = g_strdup_printf (ngettext ("Needs attention, %s to decide", "Needs attention, %s to decide", n), number);
  set_count (self, MUSTER_PAGE_ATTENTION, n, number, name);
}

void
muster_sidebar_watch (MusterSidebar *self, MusterStore *store)
{
  g_signal_connect_object (store, "notify::n-attention", G_CALLBACK (on_attention_cb), self, 0);
  on_attention_cb (store, NULL, self);
}

const char *
muster_sidebar_get_icon (int section)
{
  return icons[section];
}
