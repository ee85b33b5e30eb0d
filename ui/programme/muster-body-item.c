/* muster-body-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-body-item.h"

#include "muster-programme-sheet.h"

struct _MusterBodyItem {
  GObject parent_instance;
  MusterRecord *body;
  char *title, *detail;
  GListModel *children; /* nullable */
};

G_DEFINE_FINAL_TYPE (MusterBodyItem, muster_body_item, G_TYPE_OBJECT)

static void
muster_body_item_finalize (GObject *object)
{
  MusterBodyItem *self = MUSTER_BODY_ITEM (object);

  g_clear_object (&self->body);
  g_clear_object (&self->children);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (muster_body_item_parent_class)->finalize (object);
}

static void
muster_body_item_class_init (MusterBodyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_body_item_finalize;
}

static void
muster_body_item_init (MusterBodyItem *self)
{
}

GListModel *
muster_body_item_list (GPtrArray *nodes)
{
  GListStore *list = g_list_store_new (MUSTER_TYPE_BODY_ITEM);

  for (guint i = 0; i < nodes->len; i++)
    {
      MusterBodyNode *node = nodes->pdata[i];
      g_autoptr(MusterBodyItem) item = g_object_new (MUSTER_TYPE_BODY_ITEM, NULL);

      item->body = g_object_ref (node->body);
      item->title = muster_record_dup_title (node->body);
      item->detail = muster_body_describe (node);
      if (node->children->len > 0)
        item->children = muster_body_item_list (node->children);
      g_list_store_append (list, item);
    }
  return G_LIST_MODEL (list);
}

MusterRecord *
muster_body_item_get_body (MusterBodyItem *self)
{
  return self->body;
}

const char *
muster_body_item_get_title (MusterBodyItem *self)
{
  return self->title;
}

const char *
muster_body_item_get_detail (MusterBodyItem *self)
{
  return self->detail;
}

GListModel *
muster_body_item_get_children (MusterBodyItem *self)
{
  return self->children;
}
