/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention.h"

#include <glib/gi18n-lib.h>

#include "muster-feed.h"
#include "muster-merge.h"

/* As much of one save as a person reads through. */
#define SAID_MAX 20

/* ---- freeing ----------------------------------------------------------------------------------------------------- */

static void
dispute_free (gpointer data)
{
  MusterDispute *self = data;

  muster_conflict_free (self->conflict);
  g_clear_pointer (&self->current_runs, g_array_unref);
  g_clear_pointer (&self->other_runs, g_array_unref);
  muster_revision_free (self->third);
  g_free (self->both);
  g_free (self);
}

static void
kept_free (gpointer data)
{
  MusterKept *self = data;

  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_free (self->actor);
  g_free (self->reason);
  g_free (self);
}

static void
joined_free (gpointer data)
{
  MusterJoined *self = data;

  muster_merged_free (self->merged);
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self);
}

static void
clear (gpointer data)
{
  MusterAttention *self = data;

  for (guint i = 0; i < MUSTER_ATTENTION_N; i++)
    g_clear_pointer (&self->items[i], g_ptr_array_unref);
}

MusterAttention *
muster_attention_ref (MusterAttention *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
muster_attention_unref (MusterAttention *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static GStrv
list_fields (const MusterKind *kind, const char *group)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GStrv fields;

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&kind->fields[i]), group) && !muster_field_is_derived (&kind->fields[i]))
      g_strv_builder_add (names, kind->fields[i].name);
  fields = g_strv_builder_end (names);
  if (fields[0] == NULL)
    g_clear_pointer (&fields, g_strfreev);
  return fields;
}

static gboolean
is_text (const MusterKind *kind, const GStrv fields)
{
  const MusterField *field = fields != NULL && fields[1] == NULL ? muster_kind_get_field (kind, fields[0]) : NULL;

  return field != NULL && (field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT);
}

/* What two texts have in common says where they part; where they have no word in common, there is nothing to mark. */
static GArray *
compare (const char *before, const char *after)
{
  g_autoptr(GArray) runs = muster_text_compare (before, after);

  for (guint i = 0; i < runs->len; i++)
    {
      const MusterRun *run = &g_array_index (runs, MusterRun, i);

      for (const char *p = run->text; run->type == MUSTER_RUN_SAME && *p != '\0'; p = g_utf8_next_char (p))
        if (g_unichar_isalnum (g_utf8_get_char (p)))
          return g_steal_pointer (&runs);
    }
  return NULL;
}

/* It is of a group with one text, so that it has one member. */
static char *
suggest (const MusterConflict *conflict)
{
  g_autoptr(json_t) value = muster_merge_suggest (conflict->kind, conflict->group, conflict->before.value,
                                                  conflict->current.value, conflict->other.value);

  return value != NULL ? g_strdup (json_string_value (json_object_iter_value (json_object_iter (value)))) : NULL;
}

static gboolean
is_mine (MusterReplica *replica, const MusterConflictSide *side)
{
  return g_strcmp0 (side->actor, muster_replica_get_actor (replica)) == 0;
}

/* Begins with what counts now. */
static MusterRevision *
make_third (MusterReplica *replica, const MusterConflict *conflict, GStrv fields)
{
  g_autoptr(MusterRecord) record = fields != NULL ? muster_replica_get (replica, &conflict->record, NULL) : NULL;
  MusterRevision revision = { record, record, fields };

  return record != NULL ? muster_revision_copy (&revision) : NULL;
}

static MusterDispute *
make_dispute (MusterReplica *replica, MusterConflict *conflict /* taken */)
{
  MusterDispute *self = g_new0 (MusterDispute, 1);
  g_auto(GStrv) fields = NULL;

  self->conflict = conflict;
  self->current_mine = is_mine (replica, &conflict->current);
  self->other_mine = is_mine (replica, &conflict->other);
  self->both = suggest (conflict);
  if (conflict->kind == NULL)
    return self;
  fields = list_fields (conflict->kind, conflict->group);
  self->third = make_third (replica, conflict, fields);
  if (conflict->before.value != NULL && is_text (conflict->kind, fields))
    {
      self->current_runs = compare (conflict->before.display, conflict->current.display);
      self->other_runs = compare (conflict->before.display, conflict->other.display);
    }
  return self;
}

static gboolean
read_conflicts (MusterReplica *replica, guint limit, MusterAttention *attention, GError **error)
{
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (replica, NULL, error);

  if (conflicts == NULL)
    return FALSE;
  attention->n[MUSTER_ATTENTION_CONFLICTS] = conflicts->len;
  g_ptr_array_set_free_func (conflicts, NULL);
  for (guint i = 0; i < conflicts->len; i++)
    if (i < limit)
      g_ptr_array_add (attention->items[MUSTER_ATTENTION_CONFLICTS], make_dispute (replica, conflicts->pdata[i]));
    else
      muster_conflict_free (conflicts->pdata[i]);
  return TRUE;
}

/* ---- what was saved and does not count --------------------------------------------------------------------------- */

static void
describe (MusterReplica *replica, MusterKept *kept, const MusterCommit *commit)
{
  g_autoptr(MusterCommit) first = muster_commit_new (NULL);

  kept->n_said = muster_commit_get_n (commit);
  for (guint i = 0; i < MIN (kept->n_said, SAID_MAX); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      muster_commit_add_change (first, change->kind, &change->record, change->group, change->base,
                                json_incref (change->value));
    }
  kept->said = muster_replica_describe (replica, first);
}

static void
take_refused (MusterReplica *replica, GPtrArray *refused, guint limit, gboolean away, MusterAttention *attention)
{
  MusterAttentionPart part = away ? MUSTER_ATTENTION_AWAY : MUSTER_ATTENTION_REFUSED;

  for (guint i = 0; i < refused->len; i++)
    {
      const MusterRefused *one = refused->pdata[i];
      MusterKept *kept;

      /* What was sent again needs nobody any more. */
      if (one->resent || attention->n[part]++ >= limit)
        continue;
      kept = g_new0 (MusterKept, 1);
      kept->version = one->version;
      kept->at = one->at;
      kept->reason = g_strdup (one->detail);
      kept->again = one->again;
      kept->revisable = muster_attention_can_revise (one->commit);
      describe (replica, kept, one->commit);
      g_ptr_array_add (attention->items[part], kept);
    }
}

static gboolean
read_refused (MusterReplica *replica, const guint *limits, MusterAttention *attention, GError **error)
{
  g_autoptr(GPtrArray) refused = muster_replica_refused (replica, error);
  g_autoptr(GPtrArray) dismissed = refused != NULL ? muster_replica_dismissed (replica, error) : NULL;

  if (dismissed == NULL)
    return FALSE;
  take_refused (replica, refused, limits[MUSTER_ATTENTION_REFUSED], FALSE, attention);
  take_refused (replica, dismissed, limits[MUSTER_ATTENTION_AWAY], TRUE, attention);
  return TRUE;
}

static gboolean
read_aside (MusterReplica *replica, guint limit, MusterAttention *attention, GError **error)
{
  g_autoptr(GPtrArray) aside = muster_replica_set_aside (replica, error);

  if (aside == NULL)
    return FALSE;
  attention->n[MUSTER_ATTENTION_ASIDE] = aside->len;
  for (guint i = 0; i < MIN (aside->len, limit); i++)
    {
      const MusterEntry *entry = aside->pdata[i];
      MusterKept *kept = g_new0 (MusterKept, 1);

      kept->version = entry->seq;
      kept->at = entry->at;
      kept->actor = g_strdup (entry->actor);
      kept->reason = g_strdup (muster_commit_get_reason (entry->commit));
      describe (replica, kept, entry->commit);
      g_ptr_array_add (attention->items[MUSTER_ATTENTION_ASIDE], kept);
    }
  return TRUE;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
read_merged (MusterReplica *replica, guint limit, MusterAttention *attention, GError **error)
{
  g_autoptr(GPtrArray) list = muster_replica_merged (replica, error);

  if (list == NULL)
    return FALSE;
  attention->n[MUSTER_ATTENTION_MERGED] = list->len;
  g_ptr_array_set_free_func (list, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      MusterJoined *joined;

      if (i >= limit)
        {
          muster_merged_free (list->pdata[i]);
          continue;
        }
      joined = g_new0 (MusterJoined, 1);
      joined->merged = list->pdata[i];
      joined->runs = muster_text_compare (joined->merged->said, joined->merged->is);
      g_ptr_array_add (attention->items[MUSTER_ATTENTION_MERGED], joined);
    }
  return TRUE;
}

/* Takes what is more than limit off the end. */
static gboolean
take_list (GPtrArray *list /* taken, nullable */, MusterAttentionPart part, guint limit, MusterAttention *attention)
{
  if (list == NULL)
    return FALSE;
  g_ptr_array_set_size (list, (int) MIN (list->len, limit));
  g_ptr_array_unref (attention->items[part]);
  attention->items[part] = list;
  return TRUE;
}

static gboolean
read_departed (MusterReplica *replica, guint limit, MusterAttention *attention, GError **error)
{
  GPtrArray *list = muster_replica_departed (replica, error);

  attention->n[MUSTER_ATTENTION_LEFT] = list != NULL ? list->len : 0;
  return take_list (list, MUSTER_ATTENTION_LEFT, limit, attention);
}

static gboolean
read_alike (MusterReplica *replica, guint limit, MusterAttention *attention, GError **error)
{
  return take_list (muster_replica_alike (replica, limit, &attention->n[MUSTER_ATTENTION_ALIKE], error),
                    MUSTER_ATTENTION_ALIKE, limit, attention);
}

MusterAttention *
muster_attention_read (MusterReplica *replica, const MusterAttentionQuestion *question, GError **error)
{
  static const GDestroyNotify frees[MUSTER_ATTENTION_N] = {
    dispute_free, kept_free, kept_free, (GDestroyNotify) muster_departure_free,
    joined_free,  (GDestroyNotify) muster_alike_free, kept_free,
  };
  g_autoptr(MusterAttention) self = g_atomic_rc_box_new0 (MusterAttention);

  for (guint i = 0; i < MUSTER_ATTENTION_N; i++)
    self->items[i] = g_ptr_array_new_with_free_func (frees[i]);
  self->n_findings = muster_replica_count_open_findings (replica);
  if (!read_conflicts (replica, question->limits[MUSTER_ATTENTION_CONFLICTS], self, error)
      || !read_refused (replica, question->limits, self, error)
      || !read_aside (replica, question->limits[MUSTER_ATTENTION_ASIDE], self, error)
      || !read_merged (replica, question->limits[MUSTER_ATTENTION_MERGED], self, error)
      || !read_departed (replica, question->limits[MUSTER_ATTENTION_LEFT], self, error)
      || !read_alike (replica, question->limits[MUSTER_ATTENTION_ALIKE], self, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
muster_attention_count (const MusterAttention *self)
{
  return self->n[MUSTER_ATTENTION_CONFLICTS] + self->n[MUSTER_ATTENTION_REFUSED] + self->n[MUSTER_ATTENTION_ASIDE]
         + self->n[MUSTER_ATTENTION_LEFT];
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

char *
muster_kept_to_text (const MusterKept *self)
{
  GString *text = g_string_new (self->reason);
  const MusterSaid *above = NULL;

  for (guint i = 0; i < self->said->len; i++)
    {
      const MusterSaid *said = self->said->pdata[i];

      if (above == NULL || !muster_id_equal (&above->record, &said->record))
        g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n\n" : "",
                                said->ref_code != NULL ? said->ref_code : "", said->ref_code != NULL ? " " : "",
                                said->title != NULL ? said->title : said->kind_name);
      g_string_append_printf (text, "\n%s%s%s", said->label, *said->display != '\0' ? ": " : "", said->display);
      above = said;
    }
  if (self->n_said > self->said->len)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

char *
muster_runs_to_words (const GArray *runs)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const MusterRun *run = &g_array_index (runs, MusterRun, i);
      g_autofree char *text = g_strstrip (g_strdup (run->text));

      if (run->type == MUSTER_RUN_SAME || *text == '\0')
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      /* Translators: what one text has that another lacks, for those who hear it */
      g_string_append_printf (words, run->type == MUSTER_RUN_ADDED ? _("Added “%s”.") : _("Removed “%s”."), text);
    }
  return g_string_free (words, FALSE);
}
