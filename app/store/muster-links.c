/* muster-links.c - which record points to which, from every reference and every date that hangs on a milestone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <string.h>

/* The records that a field points to: references, and the milestone that a date is relative to. */
static const MusterId *
targets_of (MusterRecord *record, guint i, guint *n)
{
  const MusterField *field = &muster_record_get_kind (record)->fields[i];
  const MusterValue *value = muster_record_get_at (record, i);
  const MusterId *event;

  *n = 0;
  if (value == NULL || muster_field_is_derived (field))
    return NULL;
  if (field->type == MUSTER_VALUE_REF || field->type == MUSTER_VALUE_REFS)
    return muster_value_get_ids (value, n);
  if (field->type != MUSTER_VALUE_WHEN)
    return NULL;
  event = muster_when_get_event (muster_value_get_when (value));
  *n = event != NULL;
  return event;
}

static gboolean
run_link (MusterDb *db, const char *sql, gint64 rowid, const char *field, const MusterId *target, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_text (statement, 2, field);
  muster_statement_bind_blob (statement, 3, target, sizeof *target);
  return muster_statement_run (statement, error);
}

gboolean
muster_links_update (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (after);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      guint n_old = 0, n_new;
      const MusterId *old = before != NULL ? targets_of (before, i, &n_old) : NULL;
      const MusterId *new = targets_of (after, i, &n_new);

      if (n_old == n_new && (n_new == 0 || memcmp (old, new, n_new * sizeof *new) == 0))
        continue;
      for (guint j = 0; j < n_old; j++)
        if (!run_link (db, "DELETE FROM link WHERE source = ?1 AND field = ?2 AND target = ?3", rowid,
                       kind->fields[i].name, &old[j], error))
          return FALSE;
      for (guint j = 0; j < n_new; j++)
        if (!run_link (db, "INSERT OR IGNORE INTO link (source, field, target) VALUES (?1, ?2, ?3)", rowid,
                       kind->fields[i].name, &new[j], error))
          return FALSE;
    }
  return TRUE;
}
