/* muster-party.c
 *
 * A party is its text, cut into members. Each member remembers where it ends in the text, so that the ids of bound
 * members can be written into the text and taken out of it again. To keep that true for a party made from members,
 * its text is always read back: what cannot be told apart in writing is not kept apart in memory either.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-party.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-party-private.h"
#include "muster-reading-private.h"
#include "muster-text.h"

#define SETTLING_ROUNDS 8

static MusterPartyEntry *
get_entry (const MusterParty *self, guint i)
{
  return g_ptr_array_index (self->entries, i);
}

/* A party with the members that trimmed, non-empty text names. */
static MusterParty *
new_from_text (const char *trimmed)
{
  MusterParty *self = g_new0 (MusterParty, 1);

  g_atomic_ref_count_init (&self->refs);
  self->entries = g_ptr_array_new_with_free_func (muster_party_entry_free);
  muster_party_read_text (self, trimmed);
  return self;
}

void
muster_party_entry_free (gpointer data)
{
  MusterPartyEntry *self = data;

  g_free ((char *) self->public.name);
  g_free (self);
}

void
muster_party_entry_bind (MusterPartyEntry *self, const MusterId *id)
{
  self->public.record = NULL;
  if (id == NULL || self->end == 0)
    return;
  self->id = *id;
  self->public.record = &self->id;
}

/* Where an id stands decides what is a separator: "A /[uuid]" has none while "A / [uuid]" has. So text with ids is read
 * until what is read is what would be written; nearly always that is the first time. */
static MusterParty *
new_settled (const char *trimmed)
{
  g_autofree char *text = g_strdup (trimmed);

  for (guint round = 0;; round++)
    {
      MusterParty *self = new_from_text (text);
      g_autofree char *canonical = muster_party_to_canonical (self);
      g_autofree char *written = muster_reading_trim (canonical);

      if (strcmp (written, text) == 0)
        return self;
      muster_party_unref (self);
      if (round == SETTLING_ROUNDS)
        g_strdelimit (written, "[", '('); /* then no id is left */
      g_free (text);
      text = g_steal_pointer (&written);
    }
}

MusterParty *
muster_party_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);

  if (*trimmed == '\0')
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("Nobody is named here. Enter a person, a role, a team or TBC."));
      return NULL;
    }
  return new_settled (trimmed);
}

static gboolean
has_bound (const MusterParty *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      if (get_entry (self, i)->public.record != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A party without the ids that the text may hold: what is bound is for the caller to say. */
static MusterParty *
new_unbound (const char *trimmed)
{
  MusterParty *self = new_settled (trimmed);

  while (has_bound (self))
    {
      g_autofree char *text = muster_reading_trim (self->text);

      muster_party_unref (self);
      self = new_settled (text);
    }
  return self;
}

static gboolean
reads_as (const MusterParty *self, const MusterPartyMember *members, guint n_members)
{
  if (self->entries->len != n_members)
    return FALSE;
  for (guint i = 0; i < n_members; i++)
    {
      const MusterPartyMember *member = &get_entry (self, i)->public;

      if (member->connector != members[i].connector || member->tbc != members[i].tbc ||
          g_strcmp0 (member->name, members[i].name) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
bind_in_order (MusterParty *self, const MusterPartyMember *members)
{
  for (guint i = 0; i < self->entries->len; i++)
    muster_party_entry_bind (get_entry (self, i), members[i].record);
}

/* Where a name reads as several members, each record goes to the first member with its whole name, if any. */
static void
bind_by_name (MusterParty *self, const MusterPartyMember *members, guint n_members)
{
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_members; i++)
    {
      if (members[i].record != NULL && members[i].name != NULL)
        g_hash_table_insert (records, muster_text_fold (members[i].name), (gpointer) members[i].record);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autofree char *folded = muster_text_fold (get_entry (self, i)->public.name);

      muster_party_entry_bind (get_entry (self, i), g_hash_table_lookup (records, folded));
      g_hash_table_remove (records, folded);
    }
}

/* Binds a party that was read from text to the records of the members that the text was made for. */
static MusterParty *
bind_members (MusterParty *self, const MusterPartyMember *members, guint n_members)
{
  g_autofree char *canonical = NULL;
  g_autofree char *trimmed = NULL;

  if (self->entries->len == n_members)
    bind_in_order (self, members);
  else
    bind_by_name (self, members, n_members);
  canonical = muster_party_to_canonical (self);
  trimmed = muster_reading_trim (canonical);
  muster_party_unref (self);
  return new_settled (trimmed);
}

MusterParty *
muster_party_new (const MusterPartyMember *members, guint n_members, const char *text)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *made = NULL;
  MusterParty *self;

  g_return_val_if_fail (members != NULL || n_members == 0, NULL);

  if (n_members == 0)
    return NULL;
  if (*trimmed != '\0')
    {
      self = new_unbound (trimmed);
      if (reads_as (self, members, n_members))
        return bind_members (self, members, n_members);
      muster_party_unref (self);
    }
  g_free (trimmed);
  made = muster_party_make_text (members, n_members);
  trimmed = muster_reading_trim (made);
  return bind_members (new_unbound (trimmed), members, n_members);
}

MusterParty *
muster_party_ref (MusterParty *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_party_unref (MusterParty *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->refs))
    {
      g_ptr_array_unref (self->entries);
      g_free (self->text);
      g_free (self);
    }
}

guint
muster_party_get_n (const MusterParty *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

const MusterPartyMember *
muster_party_get_member (const MusterParty *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->entries->len, NULL);

  return &get_entry (self, i)->public;
}

const char *
muster_party_get_text (const MusterParty *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->text;
}

gboolean
muster_party_has_tbc (const MusterParty *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (get_entry (self, i)->public.tbc)
        return TRUE;
    }
  return FALSE;
}

/* Whether a space would make what stands before it part two members: "Smith/", or "Chair of" alone. */
static gboolean
needs_no_space (const GString *written)
{
  static const char *const ends[] = { "/", "+", "of", "by", "from" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize length = strlen (ends[i]);

      if (written->len >= length && g_ascii_strcasecmp (written->str + written->len - length, ends[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

char *
muster_party_to_canonical (const MusterParty *self)
{
  GString *canonical;
  gsize written = 0;

  g_return_val_if_fail (self != NULL, NULL);

  canonical = g_string_sized_new (strlen (self->text));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MusterPartyEntry *entry = get_entry (self, i);
      MusterIdText id;

      if (entry->public.record == NULL)
        continue;
      g_string_append_len (canonical, self->text + written, entry->end - written);
      g_string_append (canonical, needs_no_space (canonical) ? "[" : " [");
      g_string_append (canonical, muster_id_to_text (entry->public.record, id));
      g_string_append_c (canonical, ']');
      written = entry->end;
    }
  g_string_append (canonical, self->text + written);
  return g_string_free (canonical, FALSE);
}

/* The members follow from the text, but for the records that they are bound to. */
gboolean
muster_party_equal (const MusterParty *a, const MusterParty *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (strcmp (a->text, b->text) != 0 || a->entries->len != b->entries->len)
    return FALSE;
  for (guint i = 0; i < a->entries->len; i++)
    {
      const MusterId *record = get_entry (a, i)->public.record;
      const MusterId *other = get_entry (b, i)->public.record;

      if (record == NULL || other == NULL ? record != other : !muster_id_equal (record, other))
        return FALSE;
    }
  return TRUE;
}
