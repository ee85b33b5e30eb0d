/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-tooltip.h"

#define KEY "muster-tooltip"

static gboolean
on_query_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, gpointer data)
{
  gtk_tooltip_set_text (tooltip, muster_tooltip_get (widget));
  return TRUE;
}

const char *
muster_tooltip_get (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), KEY);
}

void
muster_tooltip_set (GtkWidget *widget, const char *text)
{
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (text), g_free);
  if (text != NULL && g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_cb), NULL);
  gtk_widget_set_has_tooltip (widget, text != NULL);
}
