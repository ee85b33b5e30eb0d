/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plans-page.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-plan-page.h"
#include "muster-adder.h"
#include "muster-register-page.h"
#include "muster-register-table.h"
#include "muster-template.h"
#include "muster-writing.h"

/* The one kind of plan that has a template. */
#define TEMPLATE "mobilisation"

struct _MusterPlansPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterAdder *adder;
  GtkWidget *stack;
  GtkWidget *table; /* MusterRegisterPage */
  GtkWidget *plan;  /* MusterPlanPage, made when first wanted; nullable */
  gboolean saving;
};

static void page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterPlansPage, muster_plans_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, page_init))

static gboolean
shows_plan (MusterPlansPage *self)
{
  return self->plan != NULL && gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->plan;
}

static MusterPage *
get_table (MusterPlansPage *self)
{
  return MUSTER_PAGE (self->table);
}

static void
show_table (MusterPlansPage *self)
{
  if (!shows_plan (self))
    return;
  muster_plan_page_close (MUSTER_PLAN_PAGE (self->plan));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->table);
  muster_page_emit_way_back (MUSTER_PAGE (self));
}

/* The form of the plan, beside the table. */
static void
on_edit_cb (MusterPlansPage *self, const MusterId *id)
{
  MusterId copy = *id;

  muster_page_emit_leaving (MUSTER_PAGE (self));
  show_table (self);
  muster_register_page_edit (MUSTER_REGISTER_PAGE (self->table), &copy);
}

static void
ensure_plan (MusterPlansPage *self)
{
  if (self->plan != NULL)
    return;
  self->plan = muster_plan_page_new (self->store, MUSTER_PAGE (self));
  g_signal_connect_swapped (self->plan, "edit", G_CALLBACK (on_edit_cb), self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->plan);
}

static void
open_record (MusterPage *page, const MusterId *id)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  ensure_plan (self);
  muster_plan_page_open (MUSTER_PLAN_PAGE (self->plan), id);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->plan);
  gtk_widget_grab_focus (self->plan);
  muster_page_emit_way_back (page);
}

/* By way of the desk, so that Back leads to the table. */
static gboolean
on_activated_cb (MusterPlansPage *self, const MusterId *id)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, muster_kind_get (MUSTER_KIND_PLAN));
  return TRUE;
}

static gboolean
get_record (MusterPage *page, MusterId *id)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);
  const MusterId *plan = shows_plan (self) ? muster_plan_page_get_plan (MUSTER_PLAN_PAGE (self->plan)) : NULL;

  if (plan == NULL)
    return FALSE;
  *id = *plan;
  return TRUE;
}

static void
close_record (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  if (!shows_plan (self))
    return;
  show_table (self);
  gtk_widget_grab_focus (self->table);
}

static void
set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  muster_page_set_scope (get_table (MUSTER_PLANS_PAGE (page)), kind, scope);
}

static gboolean
can_go_back (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  return !shows_plan (self) && muster_page_can_go_back (get_table (self));
}

static gboolean
go_back (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  return !shows_plan (self) && muster_page_go_back (get_table (self));
}

static void
add (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  if (shows_plan (self))
    muster_plan_page_add (MUSTER_PLAN_PAGE (self->plan));
  else
    muster_page_add (get_table (self));
}

static void
resume (MusterPage *page, const MusterId *id)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  show_table (self);
  muster_page_resume (get_table (self), id);
}

static void
go_on (MusterPage *page, const MusterId *id)
{
  muster_page_go_on (get_table (MUSTER_PLANS_PAGE (page)), id);
}

static void
focus_filter (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  if (shows_plan (self))
    muster_plan_page_focus_filter (MUSTER_PLAN_PAGE (self->plan));
  else
    muster_page_focus_filter (get_table (self));
}

static void
flush (MusterPage *page)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (page);

  if (self->plan != NULL)
    muster_plan_page_flush (MUSTER_PLAN_PAGE (self->plan));
  muster_adder_flush (self->adder);
  muster_page_flush (get_table (self));
}

static void
page_init (MusterPageInterface *iface)
{
  iface->open_record = open_record;
  iface->get_record = get_record;
  iface->close_record = close_record;
  iface->set_scope = set_scope;
  iface->can_go_back = can_go_back;
  iface->go_back = go_back;
  iface->add = add;
  iface->resume = resume;
  iface->go_on = go_on;
  iface->focus_filter = focus_filter;
  iface->flush = flush;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static MusterRecord *
make_record (gpointer store, const MusterKind *kind)
{
  return muster_store_make_record (store, kind);
}

static void
on_save_with (MusterRecord *plan, MusterCommit *commit, gpointer store)
{
  muster_template_add (TEMPLATE, plan, make_record, store, commit);
}

static void
on_made_cb (MusterPlansPage *self, const MusterId *id)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, muster_kind_get (MUSTER_KIND_PLAN));
}

/* A few fields now; the others are sections that wait to be written. */
static void
on_template (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const fields[] = { "title", "scope", "programme", "owner", "body", "start", NULL };
  MusterPlansPage *self = data;
  g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_PLAN));
  g_autofree char *what = muster_template_describe (TEMPLATE);
  MusterRecordDialog *dialog;

  muster_template_start (TEMPLATE, fresh);
  muster_register_page_put_in_scope (MUSTER_REGISTER_PAGE (self->table), fresh);
  dialog = muster_record_dialog_new (self->store, fresh, _("New mobilisation plan"), fields,
                                     muster_label_new (what, "dim-label"));
  muster_record_editor_save_with (muster_record_dialog_get_editor (dialog), on_save_with, self->store);
  muster_adder_present (self->adder, dialog, _("Plan made from its template"), GTK_WIDGET (self));
}

/* Ctrl+S is for what is shown: what is open beside a row, else the form beside the table. */
static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterPlansPage *self = data;

  if (shows_plan (self))
    muster_plan_page_save (MUSTER_PLAN_PAGE (self->plan));
  else if (!self->saving)
    {
      self->saving = TRUE; /* before its first record is shown the table has no such action, and it would come here */
      gtk_widget_activate_action (self->table, "record.save", NULL);
      self->saving = FALSE;
    }
}

static void
on_open_record_cb (MusterPage *table, gpointer id, gpointer kind, MusterPlansPage *self)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, kind);
}

static gboolean
muster_plans_page_grab_focus (GtkWidget *widget)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (widget);

  return gtk_widget_grab_focus (shows_plan (self) ? self->plan : self->table);
}

static void
muster_plans_page_dispose (GObject *object)
{
  MusterPlansPage *self = MUSTER_PLANS_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  self->plan = NULL;
  g_clear_object (&self->adder);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_plans_page_parent_class)->dispose (object);
}

static void
muster_plans_page_class_init (MusterPlansPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_plans_page_dispose;
  widget_class->grab_focus = muster_plans_page_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_actions (MusterPlansPage *self, const char *group, const GActionEntry *entry)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entry, 1, self);
  muster_writing_turn_off (actions, self->store, entry->name, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), group, G_ACTION_GROUP (actions));
}

static void
muster_plans_page_init (MusterPlansPage *self)
{
  self->stack = gtk_stack_new ();
  /* The table takes its narrow form only where it is shown. */
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
muster_plans_page_new (MusterStore *store)
{
  static const GActionEntry saving[] = { { "save", on_save } };
  static const GActionEntry making[] = { { "from-template", on_template } };
  MusterPlansPage *self = g_object_new (MUSTER_TYPE_PLANS_PAGE, NULL);

  self->store = g_object_ref (store);
  add_actions (self, "record", saving);
  add_actions (self, "plans", making);
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "added", G_CALLBACK (on_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (muster_page_emit_toast), self, G_CONNECT_SWAPPED);
  self->table = muster_register_page_new (store, muster_kind_get (MUSTER_KIND_PLAN));
  muster_register_table_add_tool (
    MUSTER_REGISTER_TABLE (muster_register_page_get_table (MUSTER_REGISTER_PAGE (self->table))),
    muster_writing_limit (muster_button_new_icon ("document-new-symbolic", _("New plan from a template"),
                                                  "plans.from-template"), store));
  gtk_stack_add_child (GTK_STACK (self->stack), self->table);
  g_signal_connect_swapped (self->table, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect (self->table, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_signal_connect_swapped (self->table, "open-page", G_CALLBACK (muster_page_emit_open_page), self);
  g_signal_connect_swapped (self->table, "toast", G_CALLBACK (muster_page_emit_toast), self);
  g_signal_connect_swapped (self->table, "way-back-changed", G_CALLBACK (muster_page_emit_way_back), self);
  return GTK_WIDGET (self);
}
