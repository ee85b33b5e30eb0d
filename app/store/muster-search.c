/* muster-search.c - full text search.
 *
 * What people type is never query syntax: it is cut into words, each becomes a quoted string, and the last a prefix.
 * Answers come in the order of the index, newest first, so that a letter that is everywhere costs no more than the page
 * that is shown. They are then put by kind, in the order of the sidebar (who searches CHIN wants teams), and within a
 * kind those whose title matches stand in front, each in the order of their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include "muster-text.h"

#include <string.h>

#define MAX_WORDS 12

/* Of snippet(): where what matches begins and ends. */
#define MATCH_MARKS "\001\002"

/* ---- the index --------------------------------------------------------------------------------------------------- */

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
  statement =
    muster_db_prepare (db,
                       before == NULL ? "INSERT INTO search (rowid, title, code, body) VALUES (?1, ?2, ?3, ?4)"
                                      : "UPDATE search SET title = ?2, code = ?3, body = ?4 WHERE rowid = ?1",
                       error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_text (statement, 2, title);
  muster_statement_bind_text (statement, 3, code != NULL ? code : "");
  muster_statement_bind_text (statement, 4, body);
  return muster_statement_run (statement, error);
}

/* ---- the question ------------------------------------------------------------------------------------------------ */

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

/* A word as it was typed, which FTS5 folds as it folds the index; or, where that is another, as we fold texts. Returns
 * how many phrases that makes. */
static guint
append_word (GString *match, const char *word, gboolean prefix)
{
  g_autofree char *folded = muster_text_fold (word);

  if (g_ascii_strcasecmp (word, folded) == 0 || !has_word (folded))
    {
      append_quoted (match, word, prefix);
      return 1;
    }
  g_string_append_c (match, '(');
  append_quoted (match, word, prefix);
  g_string_append (match, " OR ");
  append_quoted (match, folded, prefix);
  g_string_append_c (match, ')');
  return 2;
}

char *
muster_search_to_match (const char *text, const char *column, gint64 *same)
{
  g_autoptr(GPtrArray) words = NULL;
  GString *match;
  guint n_phrases = 0;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  words = words_of (text);
  if (words->len == 0)
    return NULL;

  *same = 0;
  match = g_string_new (NULL);
  for (guint i = 0; i < words->len; i++)
    {
      guint n;

      g_string_append (match, i > 0 ? " AND " : "");
      if (column != NULL)
        g_string_append_printf (match, "%s : ", column);
      n = append_word (match, words->pdata[i], i + 1 == words->len);
      *same |= n == 2 ? G_GINT64_CONSTANT (1) << (n_phrases + 1) : 0;
      n_phrases += n;
    }
  return g_string_free (match, FALSE);
}

/* ---- the answer -------------------------------------------------------------------------------------------------- */

void
muster_hit_free (MusterHit *self)
{
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self->context);
  g_free (self);
}

MusterHit *
muster_replica_get_hit (MusterReplica *self, const MusterId *id)
{
  g_autoptr(MusterRecord) record = muster_replica_get (self, id, NULL);
  MusterHit *hit;

  if (record == NULL)
    return NULL;
  hit = g_new0 (MusterHit, 1);
  hit->id = *id;
  hit->kind = muster_record_get_kind (record);
  hit->title = muster_record_dup_title (record);
  hit->ref_code = g_strdup (muster_record_get_ref_code (record));
  hit->context = g_strdup ("");
  hit->archived = muster_record_is_archived (record);
  return hit;
}

/* The other words of a choice are there to be found, not to be read. */
static const char *
say_choice (const MusterKind *kind, const char *line)
{
  g_auto(GStrv) parts = g_strsplit_set (line, MATCH_MARKS, -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  for (guint i = 0; i < kind->n_fields; i++)
    for (const MusterChoice *choice = kind->fields[i].choices; choice != NULL && choice->nick != NULL; choice++)
      if (g_strcmp0 (choice->also, plain) == 0)
        return choice->label;
  return line;
}

/* A body is one text under the other: that in which something was found is a sentence, those around it are others. */
static char *
clip_context (const MusterKind *kind, const char *context)
{
  const char *found = strchr (context, *MATCH_MARKS), *start = found;
  g_autofree char *line = NULL;

  if (found == NULL)
    return g_strdup ("");
  while (start > context && start[-1] != '\n')
    start--;
  line = g_strndup (start, strcspn (found, "\n") + (gsize) (found - start));
  return g_strdup (say_choice (kind, line));
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
  hit->context =
    clip_context (kind, muster_statement_is_null (statement, 5) ? "" : muster_statement_get_text (statement, 5));
  return hit;
}

/* What one question found, newest first. */
typedef struct {
  GPtrArray *titled; /* of MusterHit, owned: every word is in the title */
  GPtrArray *others; /* of MusterHit, owned */
  MusterId   left_out;
} Answer;

static void
answer_init (Answer *self, const MusterId *left_out)
{
  self->titled = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);
  self->left_out = *left_out;
}

static void
answer_clear (Answer *self)
{
  g_ptr_array_unref (self->titled);
  g_ptr_array_unref (self->others);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static MusterStatement *
prepare_question (MusterReplica *self, const char *match, gint64 same, const MusterKind *kind, gboolean in_title,
                  guint limit, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT r.id, r.kind, r.title, r.code, r.archived, %s FROM search JOIN record r ON r.rowid = search.rowid"
    " WHERE search MATCH ?1 %s ORDER BY search.rowid DESC LIMIT ?3",
    in_title ? "NULL"
             : "CASE WHEN NOT in_first_column (search, ?4)"
               " THEN snippet (search, 2, char (1), char (2), '…', 14) END",
    kind != NULL ? "AND r.kind = ?2" : "");
  MusterStatement *statement = muster_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  muster_statement_bind_text (statement, 1, match);
  if (kind != NULL)
    muster_statement_bind_text (statement, 2, kind->name);
  muster_statement_bind_number (statement, 3, limit);
  if (!in_title)
    muster_statement_bind_number (statement, 4, same);
  return statement;
}

/* Returns how many rows there were, -1 where it failed. */
static int
read_answer (MusterStatement *statement, Answer *answer, GError **error)
{
  gboolean row = TRUE;
  int n = 0;

  while (TRUE)
    {
      const MusterKind *kind;
      gsize length;

      if (!muster_statement_step (statement, &row, error))
        return -1;
      if (!row)
        return n;
      n++;
      kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
      if (kind == NULL || muster_id_equal (muster_statement_get_blob (statement, 0, &length), &answer->left_out))
        continue;
      g_ptr_array_add (muster_statement_is_null (statement, 5) ? answer->titled : answer->others,
                       read_hit (statement, kind));
    }
}

static int
ask (MusterReplica *self, const char *match, gint64 same, const MusterKind *kind, gboolean in_title, guint limit,
     Answer *answer, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_question (self, match, same, kind, in_title, limit, error);

  return statement != NULL ? read_answer (statement, answer, error) : -1;
}

static void
take_hits (GPtrArray *hits, GPtrArray *from, guint limit)
{
  while (from->len > 0 && hits->len < limit)
    g_ptr_array_add (hits, g_ptr_array_steal_index (from, 0));
}

/* One walk through the index finds what there is and tells titles from the rest. Only where that is more than was asked
 * for, and not all of it titles, the older titles are asked for too. */
static gboolean
add_hits (MusterReplica *self, const char *text, const MusterKind *kind, guint limit, GPtrArray *hits, GError **error)
{
  static const MusterId none = { { 0 } };
  g_auto(Answer) answer = { NULL };
  gint64 same = 0;
  g_autofree char *anywhere = muster_search_to_match (text, NULL, &same);
  g_autofree char *in_title = muster_search_to_match (text, "title", &same);
  int n;

  answer_init (&answer, hits->len > 0 ? &((MusterHit *) hits->pdata[0])->id : &none);
  n = ask (self, anywhere, same, kind, FALSE, limit, &answer, error);
  if (n < 0)
    return FALSE;
  if (n >= (int) limit && answer.others->len > 0)
    {
      g_ptr_array_set_size (answer.titled, 0);
      if (ask (self, in_title, same, kind, TRUE, limit, &answer, error) < 0)
        return FALSE;
    }
  take_hits (hits, answer.titled, limit);
  take_hits (hits, answer.others, limit);
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

/* By kind; what is called so before what only speaks of it; then as a person lists names: Hub 2 before Hub 10. */
static int
compare_hits (gconstpointer a, gconstpointer b, gpointer data)
{
  const MusterHit *x = *(MusterHit *const *) a;
  const MusterHit *y = *(MusterHit *const *) b;
  GHashTable *keys = data;

  if (x->kind != y->kind)
    return x->kind->id < y->kind->id ? -1 : 1;
  if ((*x->context == '\0') != (*y->context == '\0'))
    return *x->context == '\0' ? -1 : 1;
  return strcmp (g_hash_table_lookup (keys, x), g_hash_table_lookup (keys, y));
}

static void
sort_hits (GPtrArray *hits, guint from)
{
  g_autoptr(GHashTable) keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = from; i < hits->len; i++)
    {
      MusterHit *hit = hits->pdata[i];

      g_hash_table_insert (keys, hit, g_utf8_collate_key_for_filename (hit->title != NULL ? hit->title : "", -1));
    }
  if (hits->len > from) /* GLib's sort is stable */
    g_qsort_with_data (hits->pdata + from, (int) (hits->len - from), sizeof (gpointer), compare_hits, keys);
}

GPtrArray *
muster_replica_search (MusterReplica *self, const char *text, const MusterKind *kind, guint limit, GError **error)
{
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_hit_free);
  gint64 same;
  g_autofree char *match = muster_search_to_match (text, NULL, &same);
  guint n_by_code;

  if (match == NULL || limit == 0)
    return g_steal_pointer (&hits);
  if (!add_by_code (self, text, kind, hits, error))
    return NULL;
  n_by_code = hits->len;
  if (!add_hits (self, text, kind, limit, hits, error))
    return NULL;
  sort_hits (hits, n_by_code);
  return g_steal_pointer (&hits);
}
