/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-tooltip.h"

#define KEY "muster-tooltip"

static gboolean
on_query_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (widget), KEY));
  return TRUE;
}

void
muster_tooltip_set (GtkWidget *widget, const char *text)
{
  if (g_object_get_data (G_OBJECT (widget), KEY) == NULL)
    {
      gtk_widget_set_has_tooltip (widget, TRUE);
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_cb), NULL);
    }
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (text), g_free);
}
