/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-states.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = muster_button_new (label, action);

  gtk_widget_add_css_class (button, "pill");
  return button;
}

GtkWidget *
muster_today_make_welcome (void)
{
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "muster-today-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("Nothing to Do Yet"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (status),
    _("Once there are plans, actions and risks, this page says each day what is late, due and new. Begin here, or see "
      "how it looks in the example."));
  gtk_box_append (GTK_BOX (box), make_button (_("Add your first _team"), "win.add-team"));
  gtk_box_append (GTK_BOX (box), make_button (_("Write a _plan from the template"), "win.add-plan"));
  gtk_box_append (GTK_BOX (box), make_button (_("Write down a _risk"), "win.add-risk"));
  gtk_box_append (GTK_BOX (box), make_button (_("_Import your risk register"), "win.import-risks"));
  gtk_box_append (GTK_BOX (box), make_button (_("Look at the _example programme"), "win.open-example"));
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), box);
  return status;
}

GtkWidget *
muster_today_make_failed (GCallback again, gpointer data)
{
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *button = make_button (_("_Try again"), NULL);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("This Cannot Be Shown"));
  g_signal_connect_swapped (button, "clicked", again, data);
  adw_status_page_set_child (ADW_STATUS_PAGE (status), button);
  return status;
}

char *
muster_today_describe_date (guint32 day)
{
  g_autoptr(GDateTime) noon = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  noon = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), 12, 0,
                              0);
  /* Translators: a day of the week and a date, as in "Sunday 22 November 2026". */
  return g_date_time_format (noon, C_("day", "%A %-d %B %Y"));
}

GSettings *
muster_today_open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, MUSTER_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
