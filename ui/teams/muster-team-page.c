/* muster-team-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-team-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-sheet-print.h"
#include "muster-team-sheet.h"
#include "muster-words.h"

#define SPINNER_AFTER_MS 200
/* "Show all" of what has thousands is for the register. */
#define MOST_ROWS 200

/* As many rows as a glance takes in. */
static const guint first_limits[MUSTER_TEAM_N] = {
  [MUSTER_TEAM_PLANS] = 5,       [MUSTER_TEAM_NEXT] = 6,   [MUSTER_TEAM_ACTIONS] = 6, [MUSTER_TEAM_RISKS] = 6,
  [MUSTER_TEAM_UPDATES] = 5,     [MUSTER_TEAM_PEOPLE] = 8, [MUSTER_TEAM_NAMES] = 8,   [MUSTER_TEAM_BUDGETS] = 5,
  [MUSTER_TEAM_POPULATIONS] = 5, [MUSTER_TEAM_POSTS] = 5,
};

G_DEFINE_FINAL_TYPE (MusterTeamPage, muster_team_page, GTK_TYPE_WIDGET)

enum { OPEN_RECORD, ADD, EDIT, TOAST, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- what it tells ----------------------------------------------------------------------------------------------- */

void
muster_team_page_emit_open (MusterTeamPage *self, const MusterId *id, const MusterKind *kind)
{
  /* What leads to the team itself is its own text. */
  if (muster_id_equal (id, &self->question.team))
    muster_team_page_edit (self);
  else
    g_signal_emit (self, signals[OPEN_RECORD], 0, id, kind);
}

void
muster_team_page_emit_add (MusterTeamPage *self, const MusterKind *kind)
{
  if (self->view != NULL)
    g_signal_emit (self, signals[ADD], 0, kind, self->view->team);
}

void
muster_team_page_edit (MusterTeamPage *self)
{
  MusterId id = self->question.team;

  g_signal_emit (self, signals[EDIT], 0, &id);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static void
stop_spinner (MusterTeamPage *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
}

static gpointer
ask (gpointer page)
{
  MusterTeamQuestion *question = &MUSTER_TEAM_PAGE (page)->question;

  return muster_id_is_nil (&question->team) ? NULL : g_memdup2 (question, sizeof *question);
}

static gpointer
read_team (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_read_team (replica, data, error);
}

static void
take (gpointer page, gpointer view)
{
  MusterTeamPage *self = page;
  gboolean first = self->view == NULL
                   || !muster_id_equal (muster_record_get_id (self->view->team), &self->question.team);

  stop_spinner (self);
  g_clear_pointer (&self->sheet, muster_sheet_unref);
  g_clear_pointer (&self->view, muster_team_view_free);
  self->view = view;
  self->sheet = muster_team_sheet_new (view, &self->n_first);
  muster_team_page_fill (self, first);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->sheet->title, -1);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "team");
  if (first)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
show_missing (gpointer page, const char *message)
{
  MusterTeamPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  stop_spinner (self);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->missing), plain);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->missing);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_team, (GDestroyNotify) muster_team_view_free, take, show_missing,
};

void
muster_team_page_show_all (MusterTeamPage *self, int part)
{
  if (part < MUSTER_TEAM_N)
    self->question.limits[part] = MOST_ROWS;
  muster_reading_ask (self->reading);
}

static gboolean
on_slow_cb (gpointer data)
{
  MusterTeamPage *self = data;

  self->spinner_source = 0;
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  return G_SOURCE_REMOVE;
}

void
muster_team_page_open (MusterTeamPage *self, const MusterId *id)
{
  if (id == NULL)
    {
      self->question.team = (MusterId){ { 0 } };
      muster_reading_forget (self->reading);
      return;
    }
  if (muster_id_equal (id, &self->question.team))
    return;
  self->question.team = *id;
  memcpy (self->question.limits, first_limits, sizeof first_limits);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  stop_spinner (self);
  self->spinner_source = g_timeout_add (SPINNER_AFTER_MS, on_slow_cb, self);
  muster_reading_ask (self->reading);
}

gboolean
muster_team_page_get_id (MusterTeamPage *self, MusterId *id)
{
  *id = self->question.team;
  return !muster_id_is_nil (id);
}

/* ---- what to add ------------------------------------------------------------------------------------------------- */

static void
append_kind (GMenu *menu, const MusterKind *kind)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (muster_words_singular (kind), NULL);

  g_menu_item_set_action_and_target (item, "team.add", "s", kind->name);
  g_menu_append_item (menu, item);
}

/* What is heard in a meeting first, then what the page has a section for. */
static GMenuModel *
make_offer (MusterSheet *sheet)
{
  const MusterKind *action = muster_kind_get (MUSTER_KIND_ACTION), *risk = muster_kind_get (MUSTER_KIND_RISK);
  GMenu *menu = g_menu_new ();

  append_kind (menu, action);
  append_kind (menu, risk);
  for (guint i = 0; i < sheet->sections->len; i++)
    {
      const MusterSheetSection *section = sheet->sections->pdata[i];

      if (section->adds != NULL && section->adds != action && section->adds != risk)
        append_kind (menu, section->adds);
    }
  return G_MENU_MODEL (menu);
}

static void
add_offered (gpointer data)
{
  g_autoptr(MusterTeamPage) self = data;
  const MusterKind *kind = g_steal_pointer (&self->offered);

  if (kind != NULL && self->stack != NULL)
    muster_team_page_emit_add (self, kind);
}

/* Once the menu has given the focus back, so that the dialog is what has it last. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterTeamPage *self = MUSTER_TEAM_PAGE (widget);

  gtk_widget_grab_focus (widget);
  self->offered = muster_kind_by_name (g_variant_get_string (parameter, NULL));
  g_idle_add_once (add_offered, g_object_ref (self));
}

void
muster_team_page_offer (MusterTeamPage *self)
{
  g_autoptr(GMenuModel) menu = self->sheet != NULL ? make_offer (self->sheet) : NULL;

  if (menu == NULL)
    return;
  if (self->offer == NULL)
    {
      self->offer = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->offer, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->offer), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->offer), GTK_POS_BOTTOM);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->offer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Add to this team"), -1);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->offer), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->offer),
                               &(GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self)) / 2, 0, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->offer));
}

/* ---- on paper ---------------------------------------------------------------------------------------------------- */

static void
tell (gpointer data, const char *sentence)
{
  g_signal_emit (data, signals[TOAST], 0, sentence);
}

void
muster_team_page_print (MusterTeamPage *self)
{
  if (self->sheet != NULL)
    muster_sheet_print (self->sheet, GTK_WIDGET (self), tell, self);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_team_page_dispose (GObject *object)
{
  MusterTeamPage *self = MUSTER_TEAM_PAGE (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_pointer (&self->steps, muster_steps_free);
  g_clear_pointer (&self->offer, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_object (&self->map);
  g_clear_pointer (&self->sheet, muster_sheet_unref);
  g_clear_pointer (&self->view, muster_team_view_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_team_page_parent_class)->dispose (object);
}

static void
muster_team_page_class_init (MusterTeamPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_team_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "team.add", "s", add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.go-back", NULL);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_TEAM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[ADD] = g_signal_new ("add", MUSTER_TYPE_TEAM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_POINTER, MUSTER_TYPE_RECORD);
  signals[EDIT] = g_signal_new ("edit", MUSTER_TYPE_TEAM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);
  signals[TOAST] = g_signal_new ("toast", MUSTER_TYPE_TEAM_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);
}

static void
muster_team_page_init (MusterTeamPage *self)
{
  /* Whoever comes in is told which team this is, and stands on no button yet. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
muster_team_page_new (MusterStore *store)
{
  MusterTeamPage *self = g_object_new (MUSTER_TYPE_TEAM_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  muster_team_page_build (self);
  return GTK_WIDGET (self);
}
