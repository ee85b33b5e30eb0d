/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-conflict-row.h"

#include <glib/gi18n-lib.h>

#include "muster-info-row.h"
#include "muster-page.h"

static void
on_settle_cb (GtkWidget *within)
{
  GtkWidget *page = gtk_widget_get_ancestor (within, MUSTER_TYPE_PAGE);

  if (page != NULL)
    muster_page_emit_open_page (MUSTER_PAGE (page), MUSTER_PAGE_ATTENTION);
}

GtkWidget *
muster_conflict_row_new (GtkWidget *within, guint n)
{
  GtkWidget *row;

  if (n == 0)
    return NULL;
  row = muster_info_row_new ("muster-attention-symbolic",
                             ngettext ("Two people changed the same thing here without seeing each other’s edit.",
                                       "Several things here were changed by two people without seeing each other’s "
                                       "edit.", n));
  muster_info_row_add_button (row, _("Se_ttle it"), G_CALLBACK (on_settle_cb), within);
  return row;
}
