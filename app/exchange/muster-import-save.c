/* muster-import-save.c - the rows of an import as saves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <glib/gi18n-lib.h>

#include "muster-json.h"

static void
add_row (MusterCommit *commit, const MusterImportRow *row)
{
  gboolean archived = muster_record_is_archived (row->edited);

  if (row->base != NULL && muster_record_is_archived (row->base) != archived)
    muster_commit_add_archive (commit, row->base, archived);
  muster_commit_add_edit (commit, row->base, row->edited);
  for (guint i = 0; i < row->parts->len; i++)
    muster_commit_add_edit (commit, NULL, g_array_index (row->parts, MusterImportPart, i).record);
}

/* What saves may hold, less what a save has around its changes. */
#define ROOM (MUSTER_COMMIT_SENT - 16 * 1024)

typedef struct {
  guint n;
  gsize size;
} Amount;

static Amount
weigh_row (const MusterImportRow *row)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  Amount amount = { 0 };

  add_row (commit, row);
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autofree char *text = muster_json_to_text (change->value);

      amount.n++;
      amount.size += muster_change_get_size (change, text);
    }
  /* A new record is given its number when it is saved. */
  amount.n += row->base == NULL;
  amount.size += row->base == NULL ? 160 : 0;
  return amount;
}

/* Where each save ends, as a number of rows. */
static GArray *
find_ends (const MusterImport *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  Amount all = { 0 };

  for (guint i = 0; i < self->rows->len; i++)
    {
      Amount row = weigh_row (self->rows->pdata[i]);

      if (all.n > 0 && (all.n + row.n > MUSTER_COMMIT_CHANGES || all.size + row.size > ROOM))
        {
          g_array_append_val (ends, i);
          all = (Amount) { 0 };
        }
      all = (Amount) { all.n + row.n, all.size + row.size };
    }
  if (all.n > 0)
    g_array_append_val (ends, self->rows->len);
  return ends;
}

GPtrArray *
muster_import_commits (const MusterImport *self, const char *reason)
{
  GPtrArray *commits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_commit_unref);
  g_autoptr(GArray) ends = find_ends (self);
  guint row = 0;

  for (guint i = 0; i < ends->len; i++)
    {
      /* TRANSLATORS: the reason of a save that is one of several, as "Imported from risks.csv (2 of 3)" */
      g_autofree char *numbered = g_strdup_printf (_("%s (%u of %u)"), reason, i + 1, ends->len);
      MusterCommit *commit = muster_commit_new (ends->len > 1 ? numbered : reason);

      for (; row < g_array_index (ends, guint, i); row++)
        add_row (commit, self->rows->pdata[row]);
      g_ptr_array_add (commits, commit);
    }
  return commits;
}
