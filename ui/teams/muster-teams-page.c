/* muster-teams-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-teams-page.h"

#include "muster-adder.h"
#include "muster-focus.h"
#include "muster-register-page.h"
#include "muster-team-page.h"
#include "muster-words.h"
#include "muster-writing.h"

struct _MusterTeamsPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterAdder *adder;
  GSimpleActionGroup *actions; /* "edit", "print": "page" to what is within */
  GtkWidget *stack;
  GtkWidget *table; /* MusterRegisterPage */
  GtkWidget *team;  /* MusterTeamPage, made when the first team is opened; nullable */
  gboolean saving;  /* the table has been asked to */
};

static void muster_teams_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterTeamsPage, muster_teams_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_teams_page_page_init))

static gboolean
shows_team (MusterTeamsPage *self)
{
  return self->team != NULL && gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->team;
}

/* What the keys of a hidden page would do is not to be done. */
static void
enable_actions (MusterTeamsPage *self)
{
  static const char *const names[] = { "edit", "print" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), shows_team (self));
    }
  muster_writing_turn_off (self->actions, self->store, "edit", NULL);
}

static void
show (MusterTeamsPage *self, GtkWidget *child)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), child);
  enable_actions (self);
  gtk_widget_grab_focus (child);
  muster_page_emit_way_back (MUSTER_PAGE (self));
}

/* ---- what the parts tell ----------------------------------------------------------------------------------------- */

static gboolean
on_activated_cb (MusterTeamsPage *self, const MusterId *id)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, muster_kind_get (MUSTER_KIND_TEAM));
  return TRUE;
}

static void
on_open_record_cb (MusterTeamsPage *self, const MusterId *id, const MusterKind *kind)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, kind);
}

static void
on_toast_cb (MusterTeamsPage *self, const char *text, gboolean offer_undo)
{
  muster_page_emit_toast (MUSTER_PAGE (self), text, offer_undo);
}

static void
on_told_cb (MusterTeamsPage *self, const char *text)
{
  muster_page_emit_toast (MUSTER_PAGE (self), text, FALSE);
}

static void
on_add_cb (MusterTeamsPage *self, const MusterKind *kind, MusterRecord *team)
{
  muster_adder_add_to (self->adder, kind, team, GTK_WIDGET (self));
}

static void
on_edit_cb (MusterTeamsPage *self, const MusterId *id)
{
  MusterId copy = *id;

  muster_page_emit_leaving (MUSTER_PAGE (self));
  show (self, self->table);
  muster_register_page_edit (MUSTER_REGISTER_PAGE (self->table), &copy);
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_team_page_edit (MUSTER_TEAM_PAGE (MUSTER_TEAMS_PAGE (data)->team));
}

/* Wherever on the page the focus is, Ctrl+S saves what is typed in the form. Before its first record is shown the table
 * has no such action, and it would come here again. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (widget);

  if (shows_team (self) || self->saving)
    return;
  self->saving = TRUE;
  gtk_widget_activate_action (self->table, name, NULL);
  self->saving = FALSE;
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_team_page_print (MUSTER_TEAM_PAGE (MUSTER_TEAMS_PAGE (data)->team));
}

/* ---- as a page --------------------------------------------------------------------------------------------------- */

static void
make_team (MusterTeamsPage *self)
{
  self->team = muster_team_page_new (self->store);
  g_signal_connect_swapped (self->team, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->team, "add", G_CALLBACK (on_add_cb), self);
  g_signal_connect_swapped (self->team, "edit", G_CALLBACK (on_edit_cb), self);
  g_signal_connect_swapped (self->team, "toast", G_CALLBACK (on_told_cb), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->team);
}

static void
muster_teams_page_open_record (MusterPage *page, const MusterId *id)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  if (self->team == NULL)
    make_team (self);
  muster_team_page_open (MUSTER_TEAM_PAGE (self->team), id);
  show (self, self->team);
}

static gboolean
muster_teams_page_get_record (MusterPage *page, MusterId *id)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  return shows_team (self) && muster_team_page_get_id (MUSTER_TEAM_PAGE (self->team), id);
}

static void
muster_teams_page_close_record (MusterPage *page)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  if (shows_team (self))
    show (self, self->table);
}

static void
muster_teams_page_set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  muster_page_set_scope (MUSTER_PAGE (MUSTER_TEAMS_PAGE (page)->table), kind, scope);
}

static gboolean
muster_teams_page_can_go_back (MusterPage *page)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  return !shows_team (self) && muster_page_can_go_back (MUSTER_PAGE (self->table));
}

static gboolean
muster_teams_page_go_back (MusterPage *page)
{
  return muster_teams_page_can_go_back (page) && muster_page_go_back (MUSTER_PAGE (MUSTER_TEAMS_PAGE (page)->table));
}

static void
muster_teams_page_add (MusterPage *page)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  if (shows_team (self))
    muster_team_page_offer (MUSTER_TEAM_PAGE (self->team));
  else
    muster_page_add (MUSTER_PAGE (self->table));
}

static void
muster_teams_page_resume (MusterPage *page, const MusterId *id)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  show (self, self->table);
  muster_page_resume (MUSTER_PAGE (self->table), id);
}

static void
muster_teams_page_go_on (MusterPage *page, const MusterId *id)
{
  muster_page_go_on (MUSTER_PAGE (MUSTER_TEAMS_PAGE (page)->table), id);
}

static void
muster_teams_page_focus_filter (MusterPage *page)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  if (shows_team (self))
    show (self, self->table);
  muster_page_focus_filter (MUSTER_PAGE (self->table));
}

static void
muster_teams_page_flush (MusterPage *page)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (page);

  muster_page_flush (MUSTER_PAGE (self->table));
  muster_adder_flush (self->adder);
}

static void
muster_teams_page_page_init (MusterPageInterface *iface)
{
  iface->open_record = muster_teams_page_open_record;
  iface->get_record = muster_teams_page_get_record;
  iface->close_record = muster_teams_page_close_record;
  iface->set_scope = muster_teams_page_set_scope;
  iface->can_go_back = muster_teams_page_can_go_back;
  iface->go_back = muster_teams_page_go_back;
  iface->add = muster_teams_page_add;
  iface->resume = muster_teams_page_resume;
  iface->go_on = muster_teams_page_go_on;
  iface->focus_filter = muster_teams_page_focus_filter;
  iface->flush = muster_teams_page_flush;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
muster_teams_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (GTK_STACK (MUSTER_TEAMS_PAGE (widget)->stack)));
}

static void
muster_teams_page_dispose (GObject *object)
{
  MusterTeamsPage *self = MUSTER_TEAMS_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->adder);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_teams_page_parent_class)->dispose (object);
}

static void
muster_teams_page_class_init (MusterTeamsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_teams_page_dispose;
  widget_class->grab_focus = muster_teams_page_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
muster_teams_page_init (MusterTeamsPage *self)
{
}

static void
make_actions (MusterTeamsPage *self)
{
  static const GActionEntry entries[] = { { "edit", on_edit }, { "print", on_print } };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  enable_actions (self);
  /* Before there is anything within: what comes later asks the widgets that have actions then. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
}

GtkWidget *
muster_teams_page_new (MusterStore *store)
{
  MusterTeamsPage *self = g_object_new (MUSTER_TYPE_TEAMS_PAGE, NULL);

  self->store = g_object_ref (store);
  make_actions (self);
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  self->stack = gtk_stack_new ();
  /* The table takes its narrow form only where it is shown. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->table = muster_register_page_new (store, muster_kind_get (MUSTER_KIND_TEAM));
  gtk_stack_add_child (GTK_STACK (self->stack), self->table);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->table, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->table, "toast", G_CALLBACK (on_toast_cb), self);
  g_signal_connect_swapped (self->table, "way-back-changed", G_CALLBACK (muster_page_emit_way_back), self);
  return GTK_WIDGET (self);
}
