/* list-world.h - a list over a store, with a shadow that hears every items-changed, plays it and is compared at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libglib-testing/signal-logger.h>

#include "store-world.h"

typedef struct {
  StoreWorld        world;
  MusterRecordList *list;
  GtSignalLogger   *logger;
  GArray           *shadow; /* of gint64 */
} ListWorld;

static inline gint64
list_world_rowid_at (MusterRecordList *list, guint position)
{
  g_autoptr (MusterRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (row);
  return muster_row_get_rowid (row);
}

static inline void
list_world_on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  ListWorld *self = data;

  g_assert_cmpuint (position + removed, <=, self->shadow->len);
  g_assert_cmpuint (removed + added, >, 0);
  if (removed > 0)
    g_array_remove_range (self->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gint64 rowid = list_world_rowid_at (MUSTER_RECORD_LIST (model), position + i);

      g_array_insert_val (self->shadow, position + i, rowid);
    }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->shadow->len);
  for (guint i = 0; i < self->shadow->len; i++)
    g_assert_cmpint (list_world_rowid_at (MUSTER_RECORD_LIST (model), i), ==, g_array_index (self->shadow, gint64, i));
}

static inline void
list_world_make_list (ListWorld *self, MusterQuery *query /* taken */)
{
  self->list = muster_record_list_new (self->world.store, query);
  muster_query_free (query);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (list_world_on_items_changed), self);
  g_assert_true (muster_record_list_is_loading (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
  store_world_settle (&self->world);
  g_assert_false (muster_record_list_is_loading (self->list));
  gt_signal_logger_connect (self->logger, self->list, "items-changed");
}

static inline void
list_world_init (ListWorld *self, gconstpointer data)
{
  store_world_init (&self->world, NULL);
  self->logger = gt_signal_logger_new ();
  self->shadow = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static inline void
list_world_clear (ListWorld *self, gconstpointer data)
{
  gt_signal_logger_free (self->logger);
  if (self->list != NULL)
    {
      store_world_settle (&self->world);
      g_assert_finalize_object (self->list);
    }
  store_world_clear (&self->world, NULL);
  g_array_unref (self->shadow);
}
