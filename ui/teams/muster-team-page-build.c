/* muster-team-page-build.c - the parts of the page, and what each shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-team-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-sheet-header.h"
#include "muster-sheet-view.h"
#include "muster-team-map.h"
#include "muster-team-sheet.h"
#include "muster-twin.h"
#include "muster-writing.h"

#define WIDEST 1180
#define GAP 30
/* What a column needs to stand beside the other. */
#define COLUMN_CHARS 46

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_view (MusterTeamPage *self, guint column)
{
  GtkWidget *view = muster_sheet_view_new ();

  g_signal_connect_swapped (view, "open-record", G_CALLBACK (muster_team_page_emit_open), self);
  g_signal_connect_swapped (view, "add", G_CALLBACK (muster_team_page_emit_add), self);
  g_signal_connect_swapped (view, "edit", G_CALLBACK (muster_team_page_edit), self);
  g_signal_connect_swapped (view, "show-all", G_CALLBACK (muster_team_page_show_all), self);
  gtk_box_append (GTK_BOX (self->columns[column]), view);
  g_ptr_array_add (self->parts, view);
  return view;
}

static void
show_map (MusterTeamPage *self, MusterSheetView *view, gboolean has_map)
{
  if (has_map && self->map == NULL)
    {
      self->map = g_object_ref_sink (muster_team_map_new ());
      g_signal_connect_swapped (self->map, "open-record", G_CALLBACK (muster_team_page_emit_open), self);
    }
  if (has_map)
    muster_team_map_show (MUSTER_TEAM_MAP (self->map), &self->sheet->map,
                          self->view->parts[MUSTER_TEAM_RISKS]->records);
  muster_sheet_view_set_top (view, has_map ? self->map : NULL);
}

/* The parts of both columns in turn, as they stand beside each other. */
static guint
place_of (MusterTeamPage *self, guint step)
{
  guint n = self->sheet->sections->len, n_both = 2 * MIN (self->n_first, n - self->n_first);

  if (step >= n_both)
    return self->n_first * 2 > n ? step - n_both / 2 : step;
  return step % 2 == 0 ? step / 2 : self->n_first + step / 2;
}

/* The step that shows the risks: their map, as much work as all of them, has the one after it. */
static guint
step_of_risks (MusterTeamPage *self)
{
  guint step = 0;

  while (((MusterSheetSection *) self->sheet->sections->pdata[place_of (self, step)])->part != MUSTER_TEAM_RISKS)
    step++;
  return step;
}

static void
show_part (gpointer page, guint step)
{
  MusterTeamPage *self = page;
  guint of_risks = step_of_risks (self), i = place_of (self, step > of_risks ? step - 1 : step);
  MusterSheetSection *section = self->sheet->sections->pdata[i];
  GtkWidget *view = self->parts->pdata[i];

  if (step == of_risks + 1)
    {
      show_map (self, MUSTER_SHEET_VIEW (view), section->has_map);
      return;
    }
  muster_sheet_view_show (MUSTER_SHEET_VIEW (view), section, self->store);
  gtk_widget_set_visible (view, TRUE);
}

void
muster_team_page_fill (MusterTeamPage *self, gboolean first)
{
  guint n = self->sheet->sections->len;

  muster_sheet_header_fill (self->header, self->sheet);
  while (self->parts->len < n)
    add_view (self, self->parts->len < self->n_first ? 0 : 1);
  /* What is still of the team before is not shown meanwhile. */
  for (guint i = 0; first && i < n; i++)
    gtk_widget_set_visible (self->parts->pdata[i], FALSE);
  muster_steps_run (self->steps, n + 1, first ? 1 : G_MAXUINT);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_toolbar (MusterTeamPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (bar, "toolbar");
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (bar), space);
  gtk_box_append (GTK_BOX (bar),
                  muster_writing_limit (muster_button_new_labelled ("document-edit-symbolic", _("Edit details"),
                                                                    "page.edit"), self->store));
  gtk_box_append (GTK_BOX (bar), muster_button_new_labelled ("document-print-symbolic", _("Print…"), "page.print"));
  return bar;
}

static GtkWidget *
make_content (MusterTeamPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *twin = muster_twin_new (GAP, COLUMN_CHARS);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDEST);
  gtk_widget_add_css_class (box, "sheet");
  self->header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    {
      self->columns[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
      gtk_box_append (GTK_BOX (twin), self->columns[i]);
    }
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), twin);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static GtkWidget *
make_loading (MusterTeamPage *self)
{
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_halign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->spinner, 32, 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The team is being read"), -1);
  return self->spinner;
}

void
muster_team_page_build (MusterTeamPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *viewport;

  self->parts = g_ptr_array_new ();
  self->steps = muster_steps_new (GTK_WIDGET (self), show_part);
  self->stack = gtk_stack_new ();
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), make_content (self));
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_toolbar (self));
  gtk_box_append (GTK_BOX (box), self->scrolled);
  self->missing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->missing), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->missing), _("This Team Could Not Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), make_loading (self), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "team");
  gtk_stack_add_named (GTK_STACK (self->stack), self->missing, "missing");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}
