/* muster-draft.c - what was typed and not saved yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-place.h"
#include "muster-replica-private.h"
#include "muster-text.h"

#include <string.h>

void
muster_draft_free (MusterDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->place);
  g_hash_table_unref (self->texts);
  g_free (self);
}

/* Typed text may be anything; what is no UTF-8 cannot be typed, and is made readable rather than lost. */
static json_t *
texts_to_json (GHashTable *texts)
{
  json_t *json = json_object ();
  GHashTableIter iter;
  gpointer field, text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      json_object_set_new (json, field, json_string (valid));
    }
  return json;
}

gboolean
muster_replica_put_draft (MusterReplica *self, const MusterKind *kind, const MusterId *id, GHashTable *texts,
                          GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db, "INSERT OR REPLACE INTO draft (record, kind, at, texts) VALUES (?1, ?2, ?3, ?4)", error);
  g_autoptr(json_t) json = texts_to_json (texts);
  g_autofree char *text = muster_json_to_text (json);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_text (statement, 2, kind->name);
  muster_statement_bind_number (statement, 3, muster_clock_now (self->clock));
  muster_statement_bind_text (statement, 4, text);
  return muster_statement_run (statement, error);
}

gboolean
muster_replica_drop_draft (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "DELETE FROM draft WHERE record = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  return muster_statement_run (statement, error);
}

/* What is in words, its title before all else: a choice or a date tells two drafts apart no better. */
static const char *
first_words (const MusterDraft *draft)
{
  const char *title = g_hash_table_lookup (draft->texts, muster_kind_title_field (draft->kind)->name);

  for (guint i = 0; (title == NULL || *title == '\0') && i < draft->kind->n_fields; i++)
    if (draft->kind->fields[i].type == MUSTER_VALUE_TEXT || draft->kind->fields[i].type == MUSTER_VALUE_LONG_TEXT)
      title = g_hash_table_lookup (draft->texts, draft->kind->fields[i].name);
  return title != NULL ? title : "";
}

/* As it would be kept: marks that turn the text around them are only in what is not saved yet. */
static char *
draft_title (MusterReplica *self, MusterDraft *draft)
{
  g_autofree char *kept = muster_replica_get_title (self, &draft->id);
  char *title;

  draft->begun = kept == NULL;
  if (kept != NULL)
    return g_steal_pointer (&kept);
  title = muster_text_clean (first_words (draft), TRUE, NULL, NULL);
  return title != NULL ? title : g_strdup ("");
}

static char *
draft_place (MusterReplica *self, const MusterDraft *draft)
{
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (draft->kind, fields);
  MusterId id;

  for (guint i = 0; i < n; i++)
    {
      const char *text = g_hash_table_lookup (draft->texts, fields[i]->name);

      if (text != NULL && muster_id_from_text (&id, text))
        return muster_replica_get_title (self, &id);
    }
  return NULL;
}

static MusterDraft *
read_draft (MusterReplica *self, MusterStatement *statement)
{
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
  const char *text = muster_statement_get_text (statement, 3);
  g_autoptr(json_t) json = muster_json_from_text (text, strlen (text), NULL);
  MusterDraft *draft;
  const char *field;
  json_t *value;
  gsize n;

  if (kind == NULL || json == NULL)
    return NULL;
  draft = g_new0 (MusterDraft, 1);
  memcpy (&draft->id, muster_statement_get_blob (statement, 0, &n), sizeof draft->id);
  draft->kind = kind;
  draft->at = muster_statement_get_number (statement, 2);
  draft->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_foreach (json, field, value)
    g_hash_table_insert (draft->texts, g_strdup (field), g_strdup (json_string_value (value)));
  draft->title = draft_title (self, draft);
  draft->place = draft_place (self, draft);
  return draft;
}

MusterDraft *
muster_replica_get_draft (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT record, kind, at, texts FROM draft WHERE record = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error) || !row)
    return NULL;
  return read_draft (self, statement);
}

GPtrArray *
muster_replica_list_drafts (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT record, kind, at, texts FROM draft ORDER BY at DESC", error);
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_draft_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    {
      MusterDraft *draft;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      draft = row ? read_draft (self, statement) : NULL;
      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
    }
  return g_steal_pointer (&drafts);
}
