/* pages.c - see pages.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages.h"

#include <jansson.h>

static MusterEntry *
make_entry (MusterRecord *record, gint64 seq, const MusterId *replica, MusterClock *clock, MusterRandom *random)
{
  MusterEntry *entry = muster_entry_new ();
  const MusterKind *kind = muster_record_get_kind (record);
  const char *code = muster_record_get_ref_code (record);

  muster_id_new (&entry->id, clock, random);
  entry->seq = entry->n = seq;
  entry->replica = *replica;
  entry->actor = g_strdup ("Borough programme manager");
  entry->at = entry->received = muster_clock_now (clock);
  entry->origin = g_strdup ("edit");
  entry->commit = muster_commit_new (NULL);
  muster_commit_add_edit (entry->commit, NULL, record);
  if (code != NULL)
    muster_commit_add_change (entry->commit, kind->name, muster_record_get_id (record), MUSTER_GROUP_REF_CODE, 0,
                              json_string (code));
  return entry;
}

static int
compare_made (gconstpointer a, gconstpointer b)
{
  const Made *x = a, *y = b;

  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

GArray *
pages_list (MusterReplica *replica)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Made));

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (i));
      g_autoptr(GArray) rowids = muster_replica_query (replica, query, NULL);

      for (guint j = 0; j < rowids->len; j++)
        {
          Made made = { g_array_index (rowids, gint64, j), muster_kind_get (i) };

          g_array_append_val (all, made);
        }
    }
  g_array_sort (all, compare_made);
  return all;
}

GPtrArray *
pages_make_entries (MusterReplica *replica, GArray *all, guint first, guint n, const MusterId *other,
                    MusterRandom *random)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);

  for (guint i = first; i < all->len && i < first + n; i++)
    {
      const Made *made = &g_array_index (all, Made, i);
      g_autoptr(GPtrArray) records = muster_replica_load (replica, made->kind, &made->rowid, 1, NULL);

      g_ptr_array_add (entries,
                       make_entry (records->pdata[0], i + 1, other, muster_replica_get_clock (replica), random));
    }
  return entries;
}

MusterFeedPage *
pages_make_page (GPtrArray *entries, guint first, const MusterId *server, const MusterId *epoch)
{
  MusterFeedPage *page = muster_feed_page_new ();

  page->server = *server;
  page->epoch = *epoch;
  page->after = first;
  g_ptr_array_set_free_func (page->entries, NULL);
  for (guint i = first; i < entries->len && i < first + PAGE; i++)
    g_ptr_array_add (page->entries, entries->pdata[i]);
  page->cursor.seq = first + page->entries->len;
  page->more = page->cursor.seq < entries->len;
  return page;
}
