/* checker-judge.c - what each change must have come to, by section 6 of the protocol.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker-private.h"

#include <string.h>

static gboolean
same_json (const char *a, const char *b)
{
  json_t *x = json_loads (a, JSON_DECODE_ANY, NULL), *y = json_loads (b, JSON_DECODE_ANY, NULL);
  gboolean same = json_equal (x, y);

  json_decref (x);
  json_decref (y);
  return same;
}

/* The change of a group with a seq; NULL: none. */
static Checked *
find (Checker *self, const Checked *like, gint64 seq)
{
  g_autofree char *key = g_strdup_printf ("%s %s", like->record, like->group);
  GPtrArray *changes = g_hash_table_lookup (self->groups, key);

  for (guint i = 0; i < changes->len; i++)
    if (((Checked *) changes->pdata[i])->seq == seq)
      return changes->pdata[i];
  return NULL;
}

static gboolean
is_unheard (const Checked *base, const Checked *change)
{
  return base->seq > change->seen;
}

/* What a base stands for: itself where it was a head, the head that it equalled where it was the same, never what was
 * not a head. NULL: there was no value. */
static Checked *
resolve (Checker *self, const Checked *change)
{
  static Checked no_head;
  Checked *base = find (self, change, change->base);

  if (base == NULL)
    return change->base == 0 ? NULL : &no_head;
  /* Whoever had not heard of a merge was looking at what she had typed herself. */
  if (base->outcome == CHECKED_CONFLICT || (is_unheard (base, change) && base->outcome == CHECKED_MERGED))
    return &no_head;
  return base->outcome == CHECKED_SAME ? checker_head (self, base->record, base->group, base->seq) : base;
}

/* Three sentences a text, as the simulation writes them, or none: joined where no sentence was touched twice. NULL:
 * both touched one. */
static char *
join_sentences (const char *base, const char *head, const char *value)
{
  g_auto(GStrv) b = g_strsplit (base, ". ", -1);
  g_auto(GStrv) h = g_strsplit (head, ". ", -1);
  g_auto(GStrv) v = g_strsplit (value, ". ", -1);
  guint n = g_strv_length (b);
  g_autofree const char **joined = g_new0 (const char *, n + 1);

  if (g_str_equal (base, head) || g_str_equal (base, value))
    return g_strdup (g_str_equal (base, head) ? value : head);
  if (g_strv_length (h) != n || g_strv_length (v) != n)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      gboolean theirs = !g_str_equal (b[i], h[i]), ours = !g_str_equal (b[i], v[i]);

      if (theirs && ours && !g_str_equal (h[i], v[i]))
        return NULL;
      joined[i] = theirs ? h[i] : v[i];
    }
  return g_strjoinv (". ", (char **) joined);
}

/* Sentences that were changed side by side are one edit: who made a part of it alone has touched the same. */
static gboolean
shares_a_part (const char *base, const char *head, const char *value)
{
  g_auto(GStrv) b = g_strsplit (base, ". ", -1);
  g_auto(GStrv) h = g_strsplit (head, ". ", -1);
  g_auto(GStrv) v = g_strsplit (value, ". ", -1);
  gboolean both = FALSE, one = FALSE;

  for (guint i = 0; b[i] != NULL && h[i] != NULL && v[i] != NULL; i++)
    {
      gboolean theirs = !g_str_equal (b[i], h[i]), ours = !g_str_equal (b[i], v[i]);

      both |= theirs && ours;
      one |= theirs != ours;
    }
  return both && one;
}

static char *
text_of (const char *value)
{
  json_t *json = json_loads (value, JSON_DECODE_ANY, NULL);
  const char *key;
  json_t *member;
  char *text = NULL;

  json_object_foreach (json, key, member)
    if (json_is_string (member))
      text = g_strdup (json_string_value (member));
  json_decref (json);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
merge_is_right (const Checked *base, const Checked *head, const Checked *change)
{
  g_autofree char *from = text_of (base == NULL                ? "{}"
                                   : is_unheard (base, change) ? base->value
                                                               : checked_value (base));
  g_autofree char *theirs = text_of (checked_value (head));
  g_autofree char *ours = text_of (change->value);
  g_autofree char *joined = join_sentences (from, theirs, ours);
  g_autofree char *merged = change->merged != NULL ? text_of (change->merged) : NULL;

  if (change->outcome == CHECKED_CONFLICT)
    return joined == NULL || shares_a_part (from, theirs, ours);
  return g_strcmp0 (joined, merged) == 0;
}

/* Whether another replica set any group of the record after what the author had seen. */
static gboolean
set_unseen (Checker *self, const Checked *change)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Checked *other = self->changes->pdata[i];

      if (other->seq >= change->seq)
        break;
      if (other->seq > change->seen && g_str_equal (other->record, change->record)
          && !g_str_equal (other->replica, change->replica)
          && (other->outcome == CHECKED_HEAD || other->outcome == CHECKED_MERGED))
        return TRUE;
    }
  return FALSE;
}

static gboolean
archived_unseen (Checker *self, const Checked *change)
{
  Checked *exists = checker_head (self, change->record, "_exists", change->seq);

  return exists != NULL && g_str_equal (exists->value, "false") && exists->seq > change->seen
         && !g_str_equal (exists->replica, change->replica);
}

static gboolean
is_right (Checker *self, const Checked *change)
{
  Checked *head = checker_head (self, change->record, change->group, change->seq);
  Checked *base = resolve (self, change);
  gboolean exists = g_str_equal (change->group, "_exists"), code = g_str_equal (change->group, "_ref");

  if (head != NULL && same_json (checked_value (head), change->value))
    return change->outcome == (change->settles > 0 && base == head ? CHECKED_HEAD : CHECKED_SAME);
  if (!exists && !code && archived_unseen (self, change))
    return change->outcome == CHECKED_CONFLICT;
  if (exists && g_str_equal (change->value, "false") && set_unseen (self, change))
    return change->outcome == CHECKED_CONFLICT;
  if (code)
    return change->outcome != CHECKED_CONFLICT || base != head;
  if (head != NULL && (g_str_equal (change->group, "cause") || g_str_equal (change->group, "event"))
      && change->outcome != CHECKED_HEAD)
    return merge_is_right (find (self, change, change->base), head, change);
  return change->outcome == (base == head ? CHECKED_HEAD : CHECKED_CONFLICT);
}

void
checker_judge (Checker *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Checked *change = self->changes->pdata[i];

      if (!is_right (self, change))
        checker_fault (self, "commit %" G_GINT64_FORMAT " change %u to %s %s came out as %d", change->seq, change->i,
                       change->record, change->group, change->outcome);
    }
}
