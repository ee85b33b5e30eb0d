/* muster-plan-page-build.c - what the page of a plan is made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-tooltip.h"
#include "muster-writing.h"

static GtkWidget *
make_status_page (const char *icon, const char *title, const char *text, const char *button, const char *action)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *child = muster_button_new (button, action);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  gtk_widget_set_halign (child, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (child, "pill");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), child);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static GtkWidget *
make_toggle (const char *icon, const char *name, const char *detailed)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  muster_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), detailed);
  return button;
}

/* A view by windows of days is offered where there are any. */
static GtkWidget *
make_views (MusterPlanPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->views = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->views, "linked");
  gtk_box_append (GTK_BOX (self->views), make_toggle ("view-list-symbolic", _("As an outline"), "plan.view::outline"));
  gtk_box_append (GTK_BOX (self->views), make_toggle ("view-grid-symbolic", _("By windows of days"),
                                                      "plan.view::windows"));
  gtk_box_append (GTK_BOX (box), make_toggle ("x-office-calendar-symbolic", _("Timeline"), "plan.timeline"));
  gtk_box_append (GTK_BOX (box), self->views);
  return box;
}

static void
build_head (MusterPlanPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (self->head, "plan-head");
  self->header = muster_plan_header_new (self->store);
  muster_plan_header_add (MUSTER_PLAN_HEADER (self->header),
                          muster_writing_limit (muster_button_new_icon ("document-edit-symbolic", _("Edit details"),
                                                                        "plan.details"), self->store));
  muster_plan_header_add (MUSTER_PLAN_HEADER (self->header), make_views (self));
  self->filter = muster_plan_filter_new ();
  gtk_widget_set_hexpand (self->filter, TRUE);
  self->count = gtk_label_new ("");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (bar), self->filter);
  gtk_box_append (GTK_BOX (bar), self->count);
  gtk_box_append (GTK_BOX (bar),
                  muster_writing_limit (muster_button_new_icon ("list-add-symbolic", _("Add to the plan"), "plan.add"),
                                        self->store));
  gtk_box_append (GTK_BOX (self->head), self->header);
  gtk_box_append (GTK_BOX (self->head), bar);
  gtk_widget_set_visible (self->head, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->head);
}

static void
build_stack (MusterPlanPage *self)
{
  GtkStack *stack;
  GtkWidget *empty;

  self->stack = gtk_stack_new ();
  stack = GTK_STACK (self->stack);
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->outline = muster_outline_view_new (self->model);
  self->error_page = make_status_page ("dialog-warning-symbolic", _("This Plan Could Not Be Read"), NULL,
                                       _("_Try again"), "plan.again");
  gtk_stack_add_named (stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "blank");
  gtk_stack_add_named (stack, self->outline, "outline");
  gtk_stack_add_named (stack, self->error_page, "error");
  empty = make_status_page ("document-new-symbolic", _("Nothing in This Plan Yet"),
                            _("Packages, deliverables and milestones stand here, one within the other."),
                            _("_Add the first"), "plan.add");
  muster_writing_limit (adw_status_page_get_child (ADW_STATUS_PAGE (empty)), self->store);
  gtk_stack_add_named (stack, empty, "empty");
  gtk_stack_add_named (stack, make_status_page ("edit-find-symbolic", _("Nothing Matches"),
                                                _("Nothing in this plan is what the filter asks for."),
                                                _("_Clear filter"), "plan.clear"), "nothing");
  gtk_box_append (GTK_BOX (self->box), self->stack);
}

void
muster_plan_page_build (MusterPlanPage *self)
{
  build_head (self);
  build_stack (self);
}
