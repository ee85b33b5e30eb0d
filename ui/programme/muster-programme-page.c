/* muster-programme-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-governance-tree.h"
#include "muster-sheet-print.h"

#define FIRST_ROWS 12
/* "Show all" of what has thousands is for the register. */
#define MOST_ROWS 200
#define MOST_BODIES 500
/* Boards meet by the month. */
#define REPORT_DAYS 28

static void muster_programme_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterProgrammePage, muster_programme_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_programme_page_page_init))

/* What Ctrl+N adds. */
static const MusterKindId adds[MUSTER_TAB_N] = {
  [MUSTER_TAB_GOVERNANCE] = MUSTER_KIND_BODY,     [MUSTER_TAB_WORKSTREAMS] = MUSTER_KIND_WORKSTREAM,
  [MUSTER_TAB_MEASURES] = MUSTER_KIND_KPI,        [MUSTER_TAB_MONEY] = MUSTER_KIND_BUDGET,
  [MUSTER_TAB_POPULATION] = MUSTER_KIND_POPULATION, [MUSTER_TAB_PEOPLE] = MUSTER_KIND_PERSON,
  [MUSTER_TAB_DECISIONS] = MUSTER_KIND_DECISION,  [MUSTER_TAB_FINDINGS] = MUSTER_KIND_FINDING,
  [MUSTER_TAB_REPORT] = MUSTER_KIND_UPDATE,
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  MusterProgrammePage *self = page;

  return g_memdup2 (&self->question, sizeof self->question);
}

static gpointer
read_programme (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_read_programme (replica, data, error);
}

static void
take (gpointer page, gpointer view)
{
  MusterProgrammePage *self = page;

  g_clear_pointer (&self->view, muster_programme_view_free);
  self->view = view;
  for (guint i = 0; i < MUSTER_TAB_N; i++)
    self->fresh[i] = FALSE;
  muster_programme_page_fill (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "tabs");
}

static void
show_missing (gpointer page, const char *message)
{
  MusterProgrammePage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->missing), plain);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->missing);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_programme, (GDestroyNotify) muster_programme_view_free, take, show_missing,
};

void
muster_programme_page_show_all (MusterProgrammePage *self, int part)
{
  if (self->tab == MUSTER_TAB_REPORT)
    self->question.report.limits[part] = MOST_ROWS;
  else if (part >= 0 && part < MUSTER_PROGRAMME_N)
    self->question.limits[part] = MOST_ROWS;
  muster_reading_ask (self->reading);
}

void
muster_programme_page_show_tab (MusterProgrammePage *self, MusterTab tab)
{
  self->tab = tab;
  gtk_stack_set_visible_child_name (GTK_STACK (self->tabs), muster_tab_get_label (tab));
  /* To judge all plans takes a while: only for who looks. */
  self->question.wants_report = tab == MUSTER_TAB_REPORT;
  if (tab == MUSTER_TAB_REPORT && self->view != NULL && self->view->report == NULL)
    muster_reading_ask (self->reading);
  muster_programme_page_fill (self);
}

/* ---- adding, printing -------------------------------------------------------------------------------------------- */

void
muster_programme_page_add_kind (MusterProgrammePage *self, const MusterKind *kind)
{
  g_autoptr(MusterRecord) scope =
    self->scope_kind != NULL ? muster_record_new (self->scope_kind, &self->question.scope) : NULL;
  g_autoptr(MusterRecord) fresh = NULL;

  if (scope != NULL)
    {
      muster_adder_add_to (self->adder, kind, scope, GTK_WIDGET (self));
      return;
    }
  fresh = muster_store_make_record (self->store, kind);
  muster_adder_add (self->adder, fresh, GTK_WIDGET (self));
}

static void
tell (gpointer data, const char *sentence)
{
  muster_page_emit_toast (data, sentence, FALSE);
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterProgrammePage *self = data;
  g_autoptr(MusterSheet) sheet = self->view != NULL ? muster_programme_sheet_new (self->view, self->tab) : NULL;

  if (sheet != NULL)
    muster_sheet_print (sheet, GTK_WIDGET (self), tell, self);
}

/* ---- as a page --------------------------------------------------------------------------------------------------- */

static void
muster_programme_page_set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  MusterProgrammePage *self = MUSTER_PROGRAMME_PAGE (page);

  self->scope_kind = scope != NULL ? kind : NULL;
  self->question.scope = scope != NULL ? *scope : (MusterId){ { 0 } };
  muster_programme_page_tell_scope (self);
  muster_reading_ask (self->reading);
}

static void
muster_programme_page_add (MusterPage *page)
{
  MusterProgrammePage *self = MUSTER_PROGRAMME_PAGE (page);

  muster_programme_page_add_kind (self, muster_kind_get (adds[self->tab]));
}

static void
muster_programme_page_flush (MusterPage *page)
{
  muster_adder_flush (MUSTER_PROGRAMME_PAGE (page)->adder);
}

static void
muster_programme_page_page_init (MusterPageInterface *iface)
{
  iface->set_scope = muster_programme_page_set_scope;
  iface->add = muster_programme_page_add;
  iface->flush = muster_programme_page_flush;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static gboolean
muster_programme_page_grab_focus (GtkWidget *widget)
{
  MusterProgrammePage *self = MUSTER_PROGRAMME_PAGE (widget);

  if (self->tab == MUSTER_TAB_GOVERNANCE && gtk_widget_grab_focus (self->tree))
    return TRUE;
  return muster_focus_first (self->stack);
}

static void
muster_programme_page_dispose (GObject *object)
{
  MusterProgrammePage *self = MUSTER_PROGRAMME_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  for (guint i = 0; i < MUSTER_TAB_N; i++)
    g_clear_pointer (&self->parts[i], g_ptr_array_unref);
  g_clear_pointer (&self->view, muster_programme_view_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->adder);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_programme_page_parent_class)->dispose (object);
}

static void
muster_programme_page_class_init (MusterProgrammePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_programme_page_dispose;
  widget_class->grab_focus = muster_programme_page_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_programme_page_init (MusterProgrammePage *self)
{
  static const GActionEntry entries[] = { { "print", on_print } };

  for (guint i = 0; i < MUSTER_PROGRAMME_N; i++)
    self->question.limits[i] = FIRST_ROWS;
  self->question.limits[MUSTER_PROGRAMME_BODIES] = MOST_BODIES;
  self->question.report.days = REPORT_DAYS;
  for (guint i = 0; i < MUSTER_REPORT_N; i++)
    self->question.report.limits[i] = FIRST_ROWS;
  /* The worst come first only if all are judged. */
  self->question.report.limits[MUSTER_REPORT_PLANS] = MOST_ROWS;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  /* Before there is anything within: what comes later asks the widgets that have actions then. */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
}

static void
on_toast_cb (MusterProgrammePage *self, const char *text, gboolean offer_undo)
{
  muster_page_emit_toast (MUSTER_PAGE (self), text, offer_undo);
}

GtkWidget *
muster_programme_page_new (MusterStore *store)
{
  MusterProgrammePage *self = g_object_new (MUSTER_TYPE_PROGRAMME_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  muster_programme_page_build (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Programme"), -1);
  muster_reading_ask (self->reading);
  return GTK_WIDGET (self);
}
