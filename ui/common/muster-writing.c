/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-writing.h"

#include <glib/gi18n-lib.h>

#include "muster-tooltip.h"

const char *
muster_writing_why (void)
{
  return _("This file can be read but not changed");
}

GtkWidget *
muster_writing_limit (GtkWidget *control, MusterStore *store)
{
  if (muster_store_can_write (store))
    return control;
  gtk_widget_set_sensitive (control, FALSE);
  muster_tooltip_set (control, muster_writing_why ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  muster_writing_why (), -1);
  return control;
}

void
muster_writing_turn_off (GSimpleActionGroup *actions, MusterStore *store, ...)
{
  va_list names;
  const char *name;

  va_start (names, store);
  while (!muster_store_can_write (store) && (name = va_arg (names, const char *)) != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), name)), FALSE);
  va_end (names);
}
