/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-desk-private.h"

#include "muster-actions.h"
#include "muster-drafts.h"
#include "muster-page.h"
#include "muster-pages.h"
#include "muster-room-banner.h"
#include "muster-saved-label.h"
#include "muster-scope-button.h"
#include "muster-search-page.h"
#include "muster-sidebar.h"
#include "muster-stack.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (MusterDesk, muster_desk, ADW_TYPE_BIN)

enum {
  PROP_PAGE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint toast_signal;

/* ---- pages ------------------------------------------------------------------------------------------------------- */

/* NULL before the first is shown. */
static MusterPage *
current_page (MusterDesk *self)
{
  return MUSTER_PAGE (gtk_stack_get_visible_child (self->pages));
}

/* What a person has to decide is not put out of sight by where she looks: the page says so. */
static void
show_scope (MusterDesk *self, MusterPage *page)
{
  const char *scope = muster_scope_button_get_name (self->scope);
  g_autofree char *everywhere = NULL;

  if (scope != NULL && g_str_equal (muster_desk_get_page (self), MUSTER_PAGE_ATTENTION))
    /* Translators: below the title of Needs attention, where a team or an area is chosen: its name. */
    everywhere = g_strdup_printf (_("Shows everything, not only %s"), scope);
  adw_window_title_set_subtitle (self->title, muster_page_has_scope (page) ? scope : everywhere);
}

static void
update_header (MusterDesk *self)
{
  MusterPage *page = current_page (self);

  if (page == NULL)
    return;
  adw_window_title_set_title (self->title, muster_desk_get_title (self));
  show_scope (self, page);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          adw_leaflet_get_folded (self->leaflet) || muster_trail_can_go_back (self->trail)
                            || muster_page_can_go_back (page));
  gtk_widget_set_visible (GTK_WIDGET (self->forward_button), muster_trail_can_go_forward (self->trail));
}

static gboolean
show_folded (gpointer user_data)
{
  MusterDesk *self = user_data;

  self->folded_source = 0;
  update_header (self);
  return G_SOURCE_REMOVE;
}

/* It folds while it is given its place, and must not be asked for another one at that moment. */
static void
on_folded_cb (MusterDesk *self)
{
  if (self->folded_source == 0)
    self->folded_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_folded, self, NULL);
}

static void
on_open_record_cb (gpointer source, const MusterId *id, const MusterKind *kind, gpointer user_data)
{
  muster_desk_open_record (user_data, kind, id);
  /* What was being typed goes on in its form. */
  if (MUSTER_IS_DRAFTS (source))
    muster_page_resume (current_page (user_data), id);
}

static void
on_open_page_cb (MusterPage *page, const char *name, gpointer user_data)
{
  muster_desk_follow (user_data, name);
}

static void
on_go_on_cb (gpointer source, const MusterId *id, const MusterKind *kind, gpointer user_data)
{
  muster_desk_follow (user_data, kind->name);
  muster_page_go_on (current_page (user_data), id);
}

static void
on_toast_cb (MusterPage *page, const char *text, gboolean offer_undo, gpointer user_data)
{
  g_signal_emit (user_data, toast_signal, 0, text, offer_undo);
}

static void
apply_scope (MusterDesk *self, GtkWidget *page)
{
  muster_page_set_scope (MUSTER_PAGE (page), muster_scope_button_get_kind (self->scope),
                         muster_scope_button_get_id (self->scope));
}

static void
on_scope_changed_cb (MusterDesk *self)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    apply_scope (self, page);
  update_header (self);
}

/* The record that has the page for itself; NULL: none. */
static const MusterId *
current_record (MusterDesk *self, MusterId *id)
{
  MusterPage *page = current_page (self);

  return page != NULL && muster_page_get_record (page, id) ? id : NULL;
}

/* Remembers where we are, so that Back leads here. */
static void
leave (MusterDesk *self)
{
  MusterId record;

  self->strolling = FALSE;
  if (current_page (self) != NULL)
    muster_trail_leave (self->trail, muster_desk_get_page (self), current_record (self, &record));
}

static GtkWidget *
make_page (MusterDesk *self, const char *name)
{
  GtkWidget *page = muster_pages_make (name, self->store);

  if (muster_scope_button_get_id (self->scope) != NULL)
    apply_scope (self, page);
  g_signal_connect_object (page, "toast", G_CALLBACK (on_toast_cb), self, 0);
  g_signal_connect_object (page, "open-page", G_CALLBACK (on_open_page_cb), self, 0);
  g_signal_connect_object (page, "open-record", G_CALLBACK (on_open_record_cb), self, 0);
  g_signal_connect_object (page, "leaving", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "way-back-changed", G_CALLBACK (update_header), self, G_CONNECT_SWAPPED);
  if (MUSTER_IS_SEARCH_PAGE (page))
    muster_search_page_set_trail (MUSTER_SEARCH_PAGE (page), self->trail);
  gtk_stack_add_named (self->pages, page, name);
  return page;
}

static void
go_to (MusterDesk *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page == NULL)
    page = make_page (self, name);
  muster_stack_show (self->pages, page);
  muster_sidebar_select (self->sidebar, name);
  update_header (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
show_content (MusterDesk *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
}

static void
go_to_spot (MusterDesk *self, const MusterSpot *spot)
{
  self->strolling = FALSE;
  go_to (self, spot->page);
  if (muster_id_is_nil (&spot->record))
    muster_page_close_record (current_page (self));
  else
    muster_page_open_record (current_page (self), &spot->record);
  update_header (self);
}

/* Whoever asks for a page by its name wants what it begins with, and Back for the record that was open there. */
static void
show_beginning (MusterDesk *self)
{
  muster_page_close_record (current_page (self));
  update_header (self);
}

static void
on_sidebar_selected_cb (MusterSidebar *sidebar, const char *page, MusterDesk *self)
{
  /* Where the sidebar is a page of its own, it is what Back leads to. */
  if (adw_leaflet_get_folded (self->leaflet))
    muster_trail_clear (self->trail);
  else if (!self->strolling)
    leave (self);
  self->strolling = TRUE;
  go_to (self, page);
  show_beginning (self);
}

static void
on_sidebar_entered_cb (MusterSidebar *sidebar, MusterDesk *self)
{
  MusterId record;

  if (current_record (self, &record) != NULL)
    {
      leave (self);
      show_beginning (self);
    }
  self->strolling = FALSE;
  show_content (self);
  if (g_str_equal (muster_desk_get_page (self), MUSTER_PAGE_SEARCH))
    muster_page_focus_filter (current_page (self));
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    g_value_set_string (value, muster_desk_get_page (MUSTER_DESK (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
muster_desk_dispose (GObject *object)
{
  MusterDesk *self = MUSTER_DESK (object);

  g_clear_pointer (&self->trail, muster_trail_unref);
  g_clear_handle_id (&self->folded_source, g_source_remove);
  g_clear_object (&self->drafts);
  g_clear_object (&self->store);
  g_clear_weak_pointer (&self->importing);

  G_OBJECT_CLASS (muster_desk_parent_class)->dispose (object);
}

static void
muster_desk_class_init (MusterDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = muster_desk_get_property;
  object_class->dispose = muster_desk_dispose;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  toast_signal = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (MUSTER_TYPE_BANNER);
  g_type_ensure (MUSTER_TYPE_PROGRAMME_TITLE);
  g_type_ensure (MUSTER_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Muster/shell/muster-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, leaflet);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, side);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, side_title);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, sidebar);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, content);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, title);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, back_button);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, forward_button);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, banner);
  gtk_widget_class_bind_template_child (widget_class, MusterDesk, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_entered_cb);
}

/* When it is first opened. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr(GMenuModel) menu = muster_actions_make_menu ();

  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
  gtk_menu_button_set_menu_model (button, menu);
}

static void
muster_desk_init (MusterDesk *self)
{
  self->trail = muster_trail_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu, NULL, NULL);
}

GtkWidget *
muster_desk_new (MusterStore *store, const char *name, const char *read_only)
{
  MusterDesk *self = g_object_new (MUSTER_TYPE_DESK, NULL);

  self->store = g_object_ref (store);
  muster_sidebar_watch (self->sidebar, store);
  self->scope = MUSTER_SCOPE_BUTTON (muster_scope_button_new (store));
  g_signal_connect_object (self->scope, "changed", G_CALLBACK (on_scope_changed_cb), self, G_CONNECT_SWAPPED);
  muster_programme_title_set_store (self->side_title, store, name);
  gtk_box_insert_child_after (self->side, GTK_WIDGET (self->scope),
                              gtk_widget_get_first_child (GTK_WIDGET (self->side)));
  gtk_box_append (self->side, muster_saved_label_new (store, read_only != NULL));

  gtk_box_insert_child_after (GTK_BOX (self->content), muster_room_banner_new (store),
                              gtk_widget_get_first_child (GTK_WIDGET (self->content)));
  if (read_only != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("This file can be read but not changed: %s"), read_only);

      muster_banner_show (self->banner, text, NULL);
    }
  else
    {
      self->drafts = muster_drafts_new (store, self->banner);
      g_signal_connect_object (self->drafts, "open-record", G_CALLBACK (on_open_record_cb), self, 0);
      g_signal_connect_object (self->drafts, "go-on", G_CALLBACK (on_go_on_cb), self, 0);
    }

  return GTK_WIDGET (self);
}

/* ---- for the window ---------------------------------------------------------------------------------------------- */

void
muster_desk_show_page (MusterDesk *self, const char *page)
{
  if (page == NULL || !muster_pages_exist (page))
    page = muster_pages_get_leading (0);
  go_to (self, page);
  show_content (self);
}

void
muster_desk_focus_page (MusterDesk *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (current_page (self)));
}

const char *
muster_desk_get_page (MusterDesk *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->pages);

  return name != NULL ? name : "";
}

const char *
muster_desk_get_title (MusterDesk *self)
{
  return current_page (self) != NULL ? muster_pages_get_label (muster_desk_get_page (self)) : NULL;
}

char *
muster_desk_dup_scope (MusterDesk *self)
{
  const MusterId *id = muster_scope_button_get_id (self->scope);
  MusterIdText text;

  return g_strdup (id != NULL ? muster_id_to_text (id, text) : "");
}

void
muster_desk_set_scope (MusterDesk *self, const char *scope)
{
  MusterId id;

  muster_scope_button_set_id (self->scope, scope != NULL && muster_id_from_text (&id, scope) ? &id : NULL);
}

void
muster_desk_choose_scope (MusterDesk *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->side));
  muster_scope_button_popup (self->scope);
}

void
muster_desk_follow (MusterDesk *self, const char *page)
{
  MusterId record;

  if (!g_str_equal (muster_desk_get_page (self), page) || current_record (self, &record) != NULL)
    leave (self);
  go_to (self, page);
  show_beginning (self);
  show_content (self);
  gtk_widget_grab_focus (GTK_WIDGET (current_page (self)));
}

void
muster_desk_open_record (MusterDesk *self, const MusterKind *kind, const MusterId *id)
{
  leave (self);
  muster_trail_note (self->trail, id);
  go_to (self, kind->name);
  show_content (self);
  muster_page_open_record (current_page (self), id);
  update_header (self);
}

void
muster_desk_search (MusterDesk *self)
{
  if (!g_str_equal (muster_desk_get_page (self), MUSTER_PAGE_SEARCH))
    leave (self);
  go_to (self, MUSTER_PAGE_SEARCH);
  show_content (self);
  muster_page_focus_filter (current_page (self));
}

void
muster_desk_filter (MusterDesk *self)
{
  if (muster_page_can_filter (current_page (self)))
    muster_page_focus_filter (current_page (self));
  else
    muster_desk_search (self);
}

gboolean
muster_desk_can_add (MusterDesk *self)
{
  return current_page (self) != NULL && muster_page_can_add (current_page (self));
}

void
muster_desk_add_record (MusterDesk *self)
{
  show_content (self);
  muster_page_add (current_page (self));
}

void
muster_desk_activate (MusterDesk *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (current_page (self)), action, NULL);
}

void
muster_desk_go_back (MusterDesk *self)
{
  MusterId record;
  g_autoptr(MusterSpot) spot = NULL;

  if (muster_page_go_back (current_page (self)))
    return;
  spot = muster_trail_go_back (self->trail, muster_desk_get_page (self), current_record (self, &record));
  if (spot != NULL)
    go_to_spot (self, spot);
  else if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

void
muster_desk_go_forward (MusterDesk *self)
{
  MusterId record;
  g_autoptr(MusterSpot) spot = muster_trail_go_forward (self->trail, muster_desk_get_page (self),
                                                        current_record (self, &record));

  if (spot != NULL)
    go_to_spot (self, spot);
}

void
muster_desk_open_menu (MusterDesk *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->side));
  gtk_menu_button_popup (self->menu_button);
}

void
muster_desk_flush (MusterDesk *self)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    muster_page_flush (MUSTER_PAGE (page));
}
