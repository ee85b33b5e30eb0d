/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-start-page.h"

#include "muster-error.h"

#include <glib/gi18n.h>

struct _MusterStartPage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkBox *buttons;
  GtkSpinner *spinner;
  gboolean missing; /* the file that failed */
};

G_DEFINE_FINAL_TYPE (MusterStartPage, muster_start_page, ADW_TYPE_BIN)

typedef struct {
  int code; /* of MUSTER_ERROR */
  const char *title, *icon;
  gboolean lasting; /* trying again will not help */
  gboolean lost;    /* a backup may */
} Failure;

static const Failure failures[] = {
  { MUSTER_ERROR_NOT_FOUND, N_("There Is No Such File"), "document-open-symbolic", FALSE, TRUE },
  { MUSTER_ERROR_BUSY, N_("The File Is in Use"), "changes-prevent-symbolic" },
  { MUSTER_ERROR_READ_ONLY, N_("The File Cannot Be Changed"), "changes-prevent-symbolic" },
  { MUSTER_ERROR_CORRUPT, N_("The File Is Damaged"), "dialog-error-symbolic", TRUE, TRUE },
  { MUSTER_ERROR_FOREIGN, N_("Not a Muster File"), "dialog-question-symbolic", TRUE },
  { MUSTER_ERROR_NEWER, N_("The File Is Newer Than This Muster"), "software-update-available-symbolic", TRUE },
  { MUSTER_ERROR_NO_SPACE, N_("The Disk Is Full"), "drive-harddisk-symbolic" },
};
static const Failure other_failure = { MUSTER_ERROR_FAILED, N_("The File Cannot Be Opened"), "dialog-error-symbolic" };

static void
clear_buttons (MusterStartPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
}

static void
add_button (MusterStartPage *self, const char *label, const char *action_name, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_add_css_class (button, "pill");
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->buttons, button);
  if (suggested)
    gtk_widget_grab_focus (button);
}

static void
show_status (MusterStartPage *self, const char *icon, const char *title, const char *description)
{
  g_autofree char *markup = g_markup_escape_text (description, -1);

  self->missing = FALSE;
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  clear_buttons (self);
  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
}

static void
muster_start_page_class_init (MusterStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Muster/shell/muster-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, MusterStartPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, MusterStartPage, spinner);
}

static void
muster_start_page_init (MusterStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
muster_start_page_new (void)
{
  return g_object_new (MUSTER_TYPE_START_PAGE, NULL);
}

void
muster_start_page_welcome (MusterStartPage *self)
{
  show_status (self, MUSTER_APPLICATION_ID, _("Welcome to Muster"),
               _("Your teams, mobilisation plans and risk registers, on this computer, with no network. "
                 "If somebody sent you an invitation, join with it. Else look around in an example, or start with an "
                 "empty programme of your own."));
  add_button (self, _("Join your programme…"), "win.join", TRUE);
  add_button (self, _("Look at the example programme"), "win.open-example", FALSE);
  add_button (self, _("Work on this computer only"), "win.start-here", FALSE);
}

void
muster_start_page_load (MusterStartPage *self, const char *what)
{
  show_status (self, NULL, what, "");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
}

void
muster_start_page_fail (MusterStartPage *self, const GError *error)
{
  const Failure *failure = &other_failure;

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (error, MUSTER_ERROR, failures[i].code))
      failure = &failures[i];

  show_status (self, failure->icon, _(failure->title), error->message);
  add_button (self, _("Try again"), "win.try-again", !failure->lasting);
  if (failure->lost)
    add_button (self, _("Restore a backup…"), "win.backups", failure->lasting);
  add_button (self, _("Choose another file…"), "win.choose-file", failure->lasting && !failure->lost);
  add_button (self, _("Look at the example programme"), "win.open-example", FALSE);
  self->missing = failure->code == MUSTER_ERROR_NOT_FOUND;
}

void
muster_start_page_offer_others (MusterStartPage *self, gboolean any)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));

  if (any)
    {
      add_button (self, _("Programmes on this computer…"), "win.programmes", FALSE);
      gtk_box_reorder_child_after (self->buttons, gtk_widget_get_last_child (GTK_WIDGET (self->buttons)), first);
    }
  else if (self->missing)
    add_button (self, _("Work on this computer only"), "win.start-here", FALSE);
}
