/* muster-ledger-check.c - why a commit is refused: its shape, or what its author may do. PROTOCOL.md section 5.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-migrations.h"
#include "muster-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
refuse (MusterVerdict *verdict, const char *type, const char *detail)
{
  verdict->type = type;
  verdict->detail = g_strdup (detail);
  return TRUE;
}

/* ---- shape ------------------------------------------------------------------------------------------------------- */

/* Each group of each record once: what the second would be based on, nobody could say. */
static gboolean
names_twice (const MusterCommit *commit)
{
  g_autoptr(GHashTable) seen = NULL;
  guint n = muster_commit_get_n (commit);

  if (n < 2)
    return FALSE;
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      MusterIdText record;

      if (!g_hash_table_add (seen, g_strconcat (muster_id_to_text (&change->record, record), change->group, NULL)))
        return TRUE;
    }
  return FALSE;
}

/* Fields that we know hold what they may hold: what does not fit would stop every replica that it reaches. Others are
 * kept as they are. */
static gboolean
check_fields (const MusterKind *kind, const MusterChange *change, MusterVerdict *verdict)
{
  const char *name;
  json_t *json;

  json_object_foreach (change->value, name, json)
    {
      const MusterField *field = muster_kind_get_field (kind, name);
      g_autoptr(MusterValue) value = NULL;
      g_autoptr(GError) local = NULL;

      if (field != NULL && !g_str_equal (muster_field_get_group (field), change->group))
        return refuse (verdict, "malformed", _("A field was sent with a group that it does not belong to. Update"
                                               " Muster, then make the change again."));
      if (field != NULL && !muster_value_from_json (field, json, &value, &local))
        return refuse (verdict, "malformed", local->message);
    }
  return TRUE;
}

static gboolean
check_value (const MusterKind *kind, const MusterChange *change, gint64 schema, MusterVerdict *verdict)
{
  gboolean fits;
  int newest;

  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    fits = json_is_boolean (change->value);
  else if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    fits = json_is_string (change->value) && json_string_length (change->value) > 0;
  else
    fits = change->group[0] == '_' || json_is_object (change->value);
  if (!fits || muster_id_is_nil (&change->record))
    return refuse (verdict, "malformed", _("The change could not be read. Update Muster, then make it again."));

  muster_migrations_get (&newest);
  return kind == NULL || change->group[0] == '_' || schema > newest || check_fields (kind, change, verdict);
}

static gboolean
check_code (MusterLedger *self, const MusterKind *kind, const MusterChange *change, MusterVerdict *verdict,
            GError **error)
{
  gboolean fits;

  if (!g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    return TRUE;
  if (!muster_ledger_code_fits (self, kind, json_string_value (change->value), &fits, error))
    return FALSE;
  return fits || refuse (verdict, "malformed", _("This is not a number that a record of this kind can have, or it is"
                                                 " far above all others. Make the record again."));
}

static gboolean
check_append_only (MusterLedger *self, const MusterChange *change, MusterVerdict *verdict, GError **error)
{
  g_autofree char *value = muster_json_to_text (change->value);
  MusterHead head = { 0 };
  gboolean edits;

  if (!muster_ledger_find_head (self, &change->record, change->group, &head, error))
    return FALSE;
  edits = head.value != NULL && !g_str_equal (head.value, value);
  muster_head_clear (&head);
  return !edits || refuse (verdict, "not-allowed", _("Records of this kind are added and withdrawn, never edited. Add"
                                                     " a new one instead."));
}

static gboolean
id_is_taken (MusterLedger *self, const MusterId *id, gboolean *taken, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT 1 FROM log_commit WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, id);
  return muster_ledger_step (self, statement, taken, error);
}

/* ---- one change -------------------------------------------------------------------------------------------------- */

static const char *
may_not (void)
{
  return _("You may not change this, or not move it to where you put it. Ask your administrator for the right to edit"
           " there.");
}

/* After a restore, edits of a record may come before what made it. Where it is until then is nobody's word, and not
 * held against whoever makes it. */
static gboolean
is_made_now (MusterLedger *self, const MusterCommit *commit, const MusterId *record, gboolean *now, GError **error)
{
  MusterHead head = { 0 };

  *now = FALSE;
  for (guint i = 0; i < muster_commit_get_n (commit) && !*now; i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      *now = muster_id_equal (&change->record, record) && g_str_equal (change->group, MUSTER_GROUP_EXISTS)
             && json_is_true (change->value);
    }
  if (!*now)
    return TRUE;
  if (!muster_ledger_find_head (self, record, MUSTER_GROUP_EXISTS, &head, error))
    return FALSE;
  *now = head.value == NULL;
  muster_head_clear (&head);
  return TRUE;
}

static gboolean
check_change (MusterLedger *self, const MusterEntry *entry, const MusterChange *change, gint64 schema,
              MusterCover *cover, MusterVerdict *verdict, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);
  gboolean found, covered, made_now = FALSE;
  MusterPlaceRow row;

  if (!check_value (kind, change, schema, verdict) || verdict->type != NULL)
    return TRUE;
  if (!check_code (self, kind, change, verdict, error))
    return FALSE;
  if (verdict->type != NULL)
    return TRUE;
  if (!muster_ledger_find_place (self, &change->record, &row, &found, error))
    return FALSE;
  if (!found)
    {
      verdict->moves = TRUE;
      return TRUE;
    }
  if (!g_str_equal (row.name, change->kind))
    return refuse (verdict, "malformed", _("The record is of another kind on the server. Update Muster, then make the"
                                           " change again."));
  if (!muster_cover_has (cover, &row.place, &covered, error)
      || (!covered && !is_made_now (self, entry->commit, &change->record, &made_now, error)))
    return FALSE;
  if (!covered && !made_now)
    return refuse (verdict, "not-allowed", may_not ());
  verdict->moves = made_now || verdict->moves || muster_ledger_group_places (kind, change->group);
  return kind == NULL || (kind->flags & MUSTER_KIND_APPEND_ONLY) == 0 || change->group[0] == '_'
         || check_append_only (self, change, verdict, error);
}

gboolean
muster_ledger_check (MusterLedger *self, MusterEntry *entry, gint64 schema, MusterCover *cover, MusterVerdict *verdict,
                     GError **error)
{
  guint n = muster_commit_get_n (entry->commit);
  gboolean taken;

  if (!id_is_taken (self, &entry->id, &taken, error))
    return FALSE;
  if (taken)
    return refuse (verdict, "known", _("A copy of this file has sent this already. It counts once."));
  if (muster_id_is_nil (&entry->id) || n == 0 || names_twice (entry->commit))
    return refuse (verdict, "malformed", _("The change could not be read. Update Muster, then make it again."));
  for (guint i = 0; i < n && verdict->type == NULL; i++)
    if (!check_change (self, entry, muster_commit_get_change (entry->commit, i), schema, cover, verdict, error))
      return FALSE;
  return TRUE;
}

/* ---- moving a place ---------------------------------------------------------------------------------------------- */

/* A path without the place itself that it is of. */
static gboolean
covers_above (MusterCover *cover, MusterStatement *row, int column)
{
  gsize n;
  const guint8 *path = muster_statement_get_blob (row, column, &n);

  return n > sizeof (MusterId) && muster_cover_has_path (cover, path + sizeof (MusterId), n - sizeof (MusterId));
}

/* Who edits an area or a team is not thereby free to say what it is within: that shows it to others, and hides it from
 * some. One that was not there before shows nothing to anybody. */
static gboolean
check_move_of_place (MusterLedger *self, const MusterEntry *entry, const MusterId *record, MusterCover *cover,
                     gboolean *may, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT before, after FROM move WHERE seq = ?1 AND record = ?2"
                                 " AND EXISTS (SELECT 1 FROM log_change WHERE record = ?2 AND seq < ?1)", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, entry->seq);
  muster_ledger_bind_id (statement, 2, record);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *may = !row || (covers_above (cover, statement, 0) && covers_above (cover, statement, 1));
  return TRUE;
}

gboolean
muster_ledger_check_after (MusterLedger *self, const MusterEntry *entry, MusterCover *cover, MusterVerdict *verdict,
                           GError **error)
{
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);
      gboolean found, covered = FALSE, may = TRUE;
      MusterPlaceRow row;

      if (!muster_ledger_find_place (self, &change->record, &row, &found, error)
          || (found && !muster_cover_has (cover, &row.place, &covered, error))
          || (covered && row.kind != NULL && muster_kind_is_place (row.kind)
              && !check_move_of_place (self, entry, &change->record, cover, &may, error)))
        return FALSE;
      if (!covered || !may)
        return refuse (verdict, "not-allowed", may_not ());
      if (!g_str_equal (row.name, change->kind))
        return refuse (verdict, "malformed", _("One record was sent as two kinds. Update Muster, then make the change"
                                               " again."));
    }
  return TRUE;
}
