/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-pages.h"

#include "muster-attention-page.h"
#include "muster-page.h"
#include "muster-plans-page.h"
#include "muster-programme-page.h"
#include "muster-register-page.h"
#include "muster-risks-page.h"
#include "muster-search-page.h"
#include "muster-sync-page.h"
#include "muster-teams-page.h"
#include "muster-today-page.h"
#include "muster-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  const char *icon;
  const char *label;                         /* N_(); NULL: as the kind is called */
  GtkWidget *(*make) (MusterStore *store);   /* NULL: the register of the kind */
} Page;

static const Page leading[] = {
  { "today", "muster-today-symbolic", N_("Today"), muster_today_page_new },
  { "team", "muster-teams-symbolic", NULL, muster_teams_page_new },
  { "plan", "muster-plans-symbolic", NULL, muster_plans_page_new },
  { "risk", "muster-risks-symbolic", NULL, muster_risks_page_new },
  { MUSTER_PAGE_PROGRAMME, "muster-governance-symbolic", N_("Programme"), muster_programme_page_new },
  { MUSTER_PAGE_ATTENTION, "muster-attention-symbolic", N_("Needs attention"), muster_attention_page_new },
  { MUSTER_PAGE_SEARCH, "edit-find-symbolic", N_("Search"), muster_search_page_new },
  { MUSTER_PAGE_SYNC, "emblem-synchronizing-symbolic", N_("Sync"), muster_sync_page_new },
};

static const Page *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (leading); i++)
    if (g_str_equal (leading[i].name, name))
      return &leading[i];
  return NULL;
}

guint
muster_pages_count_leading (void)
{
  return G_N_ELEMENTS (leading);
}

const char *
muster_pages_get_leading (guint i)
{
  return leading[i].name;
}

gboolean
muster_pages_is_leading (const char *name)
{
  return find (name) != NULL;
}

const char *
muster_pages_get_icon (const char *name)
{
  const Page *page = find (name);

  return page != NULL ? page->icon : NULL;
}

gboolean
muster_pages_exist (const char *name)
{
  return find (name) != NULL || muster_kind_by_name (name) != NULL;
}

const char *
muster_pages_get_label (const char *name)
{
  const Page *page = find (name);

  return page != NULL && page->label != NULL ? _(page->label) : muster_words_plural (muster_kind_by_name (name));
}

GtkWidget *
muster_pages_make (const char *name, MusterStore *store)
{
  const Page *page = find (name);

  if (page != NULL && page->make != NULL)
    return page->make (store);
  return muster_register_page_new (store, muster_kind_by_name (name));
}
