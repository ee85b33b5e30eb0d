/* muster-search.c - full text search.
 *
 * What people type is never query syntax: it is cut into words, each becomes a quoted string, and the last a prefix.
 * Answers come in the order of the index, newest first, so that a letter that is everywhere costs no more than the page
 * that is shown. They are then put by kind, in the order of the sidebar (who searches CHIN wants teams), and within a kind
 * those whose title matches stand in front.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include "muster-text.h"

#include <string.h>

#define MAX_WORDS 12

/* ---- the index ---------------------------------------------------------------------------------------------------- */

static void
append_choice (GString *text, const MusterField *field, const char *nick)
{
  const MusterChoice *choice = muster_field_find_choice (field, nick);

  if (choice == NULL)
    return;
  g_string_append_printf (text, "%s\n", choice->label);
  if (choice->also != NULL)
    g_string_append_printf (text, "%s\n", choice->also);
}

/* The texts of all searched fields but the title. */
static char *
body_of (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const MusterField *title = muster_kind_title_field (kind);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      const MusterValue *value = muster_record_get_at (record, i);

      if (value == NULL || field == title || !(field->flags & MUSTER_FIELD_SEARCH))
        continue;
      if (field->type == MUSTER_VALUE_CHOICE)
        append_choice (text, field, muster_value_get_text (value));
      else
        {
          g_autofree char *shown = muster_field_to_display (field, value);

          g_string_append_printf (text, "%s\n", shown);
        }
    }
  return g_string_free (text, FALSE);
}

static char *
title_of (MusterRecord *record)
{
  const MusterField *field = muster_kind_title_field (muster_record_get_kind (record));

  return g_strdup (muster_record_get_text (record, field->name));
}

gboolean
muster_search_update (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after, GError **error)
{
  g_autofree char *title = title_of (after);
  g_autofree char *body = body_of (after);
  const char *code = muster_record_get_ref_code (after);
  g_autoptr(MusterStatement) statement = NULL;

  if (before != NULL)
    {
      g_autofree char *old_title = title_of (before);
      g_autofree char *old_body = body_of (before);

      if (g_str_equal (title, old_title) && g_str_equal (body, old_body)
          && g_strcmp0 (code, muster_record_get_ref_code (before)) == 0)
        return TRUE;
    }
  statement = muster_db_prepare (db, before == NULL ? "INSERT INTO search (rowid, title, code, body) VALUES (?1, ?2, ?3, ?4)"
                                                    : "UPDATE search SET title = ?2, code = ?3, body = ?4 WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_text (statement, 2, title);
  muster_statement_bind_text (statement, 3, code != NULL ? code : "");
  muster_statement_bind_text (statement, 4, body);
  return muster_statement_run (statement, error);
}

/* ---- the question ------------------------------------------------------------------------------------------------- */

static gboolean
is_separator (char c)
{
  return g_ascii_isspace (c) || g_ascii_ispunct (c) || g_ascii_iscntrl (c);
}

/* Something that can be found, not marks alone. */
static gboolean
has_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* Cut at what parts words in ASCII. Where others are cut FTS5 knows best: it cuts the index. */
static GPtrArray *
words_of (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (words->len < MAX_WORDS)
    {
      g_autofree char *word = NULL;
      const char *start;

      while (*text != '\0' && is_separator (*text))
        text++;
      if (*text == '\0')
        break;
      for (start = text; *text != '\0' && !is_separator (*text); text++)
        ;
      word = g_strndup (start, text - start);
      if (has_word (word))
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  return words;
}

static void
append_quoted (GString *match, const char *word, gboolean prefix)
{
  g_auto(GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  g_string_append_printf (match, "\"%s\"%s", escaped, prefix ? "*" : "");
}

/* A word as it was typed, which FTS5 folds as it folds the index; or, where that is another, as we fold texts. */
static void
append_word (GString *match, const char *word, gboolean prefix)
{
  g_autofree char *folded = muster_text_fold (word);

  if (g_ascii_strcasecmp (word, folded) == 0 || !has_word (folded))
    {
      append_quoted (match, word, prefix);
      return;
    }
  g_string_append_c (match, '(');
  append_quoted (match, word, prefix);
  g_string_append (match, " OR ");
  append_quoted (match, folded, prefix);
  g_string_append_c (match, ')');
}

char *
muster_search_to_match (const char *text, const char *column)
{
  g_autoptr(GPtrArray) words = NULL;
  GString *match;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  words = words_of (text);
  if (words->len == 0)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    {
      g_string_append (match, i > 0 ? " AND " : "");
      if (column != NULL)
        g_string_append_printf (match, "%s : ", column);
      append_word (match, words->pdata[i], i + 1 == words->len);
    }
  return g_string_free (match, FALSE);
}

/* ---- the answer --------------------------------------------------------------------------------------------------- */

void
muster_hit_free (MusterHit *self)
{
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self->context);
  g_free (self);
}

static MusterHit *
read_hit (MusterStatement *statement, const MusterKind *kind)
{
  MusterHit *hit = g_new0 (MusterHit, 1);
  gsize n;

  memcpy (&hit->id, muster_statement_get_blob (statement, 0, &n), sizeof hit->id);
  hit->kind = kind;
  hit->title = g_strdup (muster_statement_get_text (statement, 2));
  hit->ref_code = g_strdup (muster_statement_get_text (statement, 3));
  hit->archived = muster_statement_get_number (statement, 4) != 0;
  hit->context = g_strdup (muster_statement_get_text (statement, 5));
  return hit;
}

static gboolean
already_there (GPtrArray *hits, const MusterId *id)
{
  for (guint i = 0; i < hits->len; i++)
    if (muster_id_equal (&((MusterHit *) hits->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
add_hits (MusterReplica *self, const char *match, const MusterKind *kind, gboolean with_context, guint limit, GPtrArray *hits,
          GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT r.id, r.kind, r.title, r.code, r.archived, %s FROM search JOIN record r ON r.rowid = search.rowid"
                     " WHERE search MATCH ?1 %s ORDER BY search.rowid DESC LIMIT ?3",
                     with_context ? "snippet (search, 2, char (1), char (2), '…', 14)" : "''",
                     kind != NULL ? "AND r.kind = ?2" : "");
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, match);
  if (kind != NULL)
    muster_statement_bind_text (statement, 2, kind->name);
  muster_statement_bind_number (statement, 3, limit);
  while (row && hits->len < limit)
    {
      const MusterKind *found;
      gsize n;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      found = row ? muster_kind_by_name (muster_statement_get_text (statement, 1)) : NULL;
      if (found != NULL && !already_there (hits, muster_statement_get_blob (statement, 0, &n)))
        g_ptr_array_add (hits, read_hit (statement, found));
    }
  return TRUE;
}

/* "R-12" names one record: it stands first. */
static gboolean
add_by_code (MusterReplica *self, const char *text, const MusterKind *kind, GPtrArray *hits, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT id, kind, title, code, archived, '' FROM record WHERE code = ?1", error);
  g_autofree char *code = g_strstrip (g_ascii_strup (text, -1));
  const MusterKind *found;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, code);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  found = row ? muster_kind_by_name (muster_statement_get_text (statement, 1)) : NULL;
  if (found != NULL && (kind == NULL || kind == found))
    g_ptr_array_add (hits, read_hit (statement, found));
  return TRUE;
}

static int
compare_kinds (gconstpointer a, gconstpointer b, gpointer data)
{
  const MusterHit *x = *(MusterHit *const *) a;
  const MusterHit *y = *(MusterHit *const *) b;

  return (x->kind->id > y->kind->id) - (x->kind->id < y->kind->id);
}

GPtrArray *
muster_replica_search (MusterReplica *self, const char *text, const MusterKind *kind, guint limit, GError **error)
{
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);
  g_autofree char *in_title = muster_search_to_match (text, "title");
  g_autofree char *anywhere = muster_search_to_match (text, NULL);
  guint n_by_code;

  if (anywhere == NULL)
    return g_steal_pointer (&hits);
  if (!add_by_code (self, text, kind, hits, error))
    return NULL;
  n_by_code = hits->len;
  if (!add_hits (self, in_title, kind, FALSE, limit, hits, error) || !add_hits (self, anywhere, kind, TRUE, limit, hits, error))
    return NULL;
  if (hits->len > n_by_code) /* GLib's sort is stable */
    g_qsort_with_data (hits->pdata + n_by_code, (int) (hits->len - n_by_code), sizeof (gpointer),
                       compare_kinds, NULL);
  return g_steal_pointer (&hits);
}
