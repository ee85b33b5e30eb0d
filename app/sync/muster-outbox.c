/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outbox.h"

#include "muster-json.h"

/* Of a save about more than this, a line says that there is more. */
#define RECORDS_SHOWN 3

static gboolean
makes_record (const MusterChange *change)
{
  return g_str_equal (change->group, MUSTER_GROUP_EXISTS) && json_is_true (change->value) && change->base == 0;
}

/* "R-12 “Title”: Title, Status; …". Of a record that is added, no more than that. */
char *
muster_outbox_describe (MusterReplica *replica, const MusterCommit *commit)
{
  g_autoptr(GPtrArray) list = muster_replica_describe (replica, commit);
  g_autoptr(GString) text = g_string_new (NULL);
  const MusterId *made = NULL;
  guint n_records = 0;

  for (guint i = 0; i < list->len && n_records <= RECORDS_SHOWN; i++)
    {
      const MusterSaid *said = list->pdata[i];
      gboolean same = i > 0 && muster_id_equal (&((MusterSaid *) list->pdata[i - 1])->record, &said->record);

      if (made != NULL && muster_id_equal (made, &said->record))
        continue;
      if (makes_record (muster_commit_get_change (commit, i)))
        made = &said->record;
      if (same)
        g_string_append_printf (text, ", %s", said->label);
      else if (++n_records > RECORDS_SHOWN)
        g_string_append (text, "; …");
      else
        g_string_append_printf (text, "%s%s%s“%s”: %s", n_records > 1 ? "; " : "",
                                said->ref_code != NULL ? said->ref_code : "", said->ref_code != NULL ? " " : "",
                                said->title != NULL ? said->title : said->kind_name, said->label);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
unsent_free (gpointer data)
{
  MusterUnsent *self = data;

  g_free (self->what);
  g_free (self);
}

static MusterUnsent *
unsent_new (MusterReplica *replica, const MusterEntry *entry)
{
  const MusterChange *change = muster_commit_get_change (entry->commit, 0);
  MusterUnsent *self = g_new0 (MusterUnsent, 1);

  self->n = entry->n;
  self->at = entry->at;
  self->what = muster_outbox_describe (replica, entry->commit);
  self->record = change->record;
  self->kind = muster_kind_by_name (change->kind);
  return self;
}

GPtrArray *
muster_outbox_read (MusterReplica *replica, guint max, GError **error)
{
  g_autoptr(GPtrArray) entries = muster_replica_read_unsent (replica, 0, max, G_MAXSIZE, error);
  GPtrArray *list;

  if (entries == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (unsent_free);
  for (guint i = 0; i < entries->len; i++)
    {
      const MusterEntry *entry = entries->pdata[i];

      /* Of one that was refused nothing goes but its number: it needs attention. */
      if (muster_commit_get_n (entry->commit) > 0)
        g_ptr_array_add (list, unsent_new (replica, entry));
    }
  return list;
}
