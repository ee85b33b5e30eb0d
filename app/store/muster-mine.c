/* muster-mine.c - whether a party names the person who works here.
 *
 * By the name that signs what they save, by the other names that their record has, and by a link to that record. What a
 * column says is understood once: thousands of rows name the same few people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "muster-text.h"
#include "muster-today-private.h"

#include <string.h>

struct _MusterMine {
  MusterReplica *replica;
  GHashTable    *names; /* folded */
  GHashTable    *ids;   /* MusterId: records of people that stand for me */
  GHashTable    *read;  /* what a column held -> MusterNames */
  GHashTable    *wholes; /* what a column of references held -> whether that record is mine */
};

static void
add_name (MusterMine *self, const char *name)
{
  char *folded = muster_text_fold (name);

  if (*folded != '\0')
    g_hash_table_add (self->names, folded);
  else
    g_free (folded);
}

static gboolean
is_name (MusterMine *self, const char *name)
{
  g_autofree char *folded = muster_text_fold (name);

  return g_hash_table_contains (self->names, folded);
}

static const char *const *
aliases_of (MusterRecord *person)
{
  static const char *const none[] = { NULL };
  const char *const *aliases = muster_value_get_list (muster_record_get (person, "aliases"));

  return aliases != NULL ? aliases : none;
}

static gboolean
is_me (MusterMine *self, MusterRecord *person)
{
  if (is_name (self, muster_record_get_text (person, "name")))
    return TRUE;
  for (const char *const *alias = aliases_of (person); *alias != NULL; alias++)
    if (is_name (self, *alias))
      return TRUE;
  return FALSE;
}

static void
add_person (MusterMine *self, MusterRecord *person)
{
  g_hash_table_add (self->ids, muster_id_copy (muster_record_get_id (person)));
  add_name (self, muster_record_get_text (person, "name"));
  for (const char *const *alias = aliases_of (person); *alias != NULL; alias++)
    add_name (self, *alias);
}

MusterMine *
muster_mine_new (MusterReplica *replica)
{
  MusterMine *self = g_new0 (MusterMine, 1);
  g_autoptr(GPtrArray) people = muster_lookup_all (&replica->lookup, MUSTER_KIND_PERSON);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  self->replica = replica;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wholes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_name (self, replica->actor);
  /* All are asked before any adds its names: an alias that two share must not lead from one to the next. */
  for (guint i = 0; i < people->len; i++)
    if (is_me (self, people->pdata[i]))
      g_ptr_array_add (found, people->pdata[i]);
  for (guint i = 0; i < found->len; i++)
    add_person (self, found->pdata[i]);
  return self;
}

void
muster_mine_free (MusterMine *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->read);
  g_hash_table_unref (self->wholes);
  g_free (self);
}

MusterNames
muster_mine_read_value (MusterMine *self, const MusterValue *value)
{
  MusterParty *party = muster_value_get_party (value);
  MusterNames names = party == NULL || muster_party_has_tbc (party) ? MUSTER_NAMES_NOBODY : 0;

  for (guint i = 0; party != NULL && i < muster_party_get_n (party); i++)
    {
      const MusterPartyMember *member = muster_party_get_member (party, i);

      if ((member->record != NULL && g_hash_table_contains (self->ids, member->record))
          || is_name (self, member->name))
        names |= MUSTER_NAMES_ME;
    }
  return names;
}

MusterNames
muster_mine_read (MusterMine *self, const MusterField *field, const char *json)
{
  gpointer known;
  g_autoptr(json_t) parsed = NULL;
  g_autoptr(MusterValue) value = NULL;
  MusterNames names;

  if (json == NULL)
    return MUSTER_NAMES_NOBODY;
  if (g_hash_table_lookup_extended (self->read, json, NULL, &known))
    return GPOINTER_TO_UINT (known);
  parsed = muster_json_from_text (json, strlen (json), NULL);
  if (parsed != NULL)
    muster_value_from_json (field, parsed, &value, NULL);
  names = muster_mine_read_value (self, value);
  g_hash_table_insert (self->read, g_strdup (json), GUINT_TO_POINTER (names));
  return names;
}

static MusterRecord *
find_whole (MusterMine *self, MusterRecord *record)
{
  const MusterField *parent = muster_kind_parent_field (muster_record_get_kind (record));
  const MusterId *id = parent != NULL ? muster_record_get_ref (record, parent->name) : NULL;

  return id != NULL ? muster_replica_load_plain (self->replica, id, NULL, NULL) : NULL;
}

static MusterNames
read_record (MusterMine *self, MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));

  if (duty == NULL || duty->owner == NULL)
    return MUSTER_NAMES_NOBODY;
  return muster_mine_read_value (self, muster_record_get (record, duty->owner->name));
}

gboolean
muster_mine_has (MusterMine *self, MusterRecord *record)
{
  MusterNames names = read_record (self, record);
  g_autoptr(MusterRecord) whole = NULL;

  if (!(names & MUSTER_NAMES_NOBODY) || names & MUSTER_NAMES_ME)
    return (names & MUSTER_NAMES_ME) != 0;
  whole = find_whole (self, record);
  return whole != NULL && (read_record (self, whole) & MUSTER_NAMES_ME) != 0;
}

gboolean
muster_mine_has_whole (MusterMine *self, const MusterField *field, const char *json)
{
  gpointer known;
  g_autoptr(json_t) parsed = NULL;
  g_autoptr(MusterValue) value = NULL;
  g_autoptr(MusterRecord) whole = NULL;
  const MusterId *ids;
  gboolean mine;
  guint n;

  if (json == NULL)
    return FALSE;
  if (g_hash_table_lookup_extended (self->wholes, json, NULL, &known))
    return GPOINTER_TO_INT (known);
  parsed = muster_json_from_text (json, strlen (json), NULL);
  if (parsed == NULL || !muster_value_from_json (field, parsed, &value, NULL))
    return FALSE;
  ids = muster_value_get_ids (value, &n);
  whole = n > 0 ? muster_replica_load_plain (self->replica, &ids[0], NULL, NULL) : NULL;
  mine = whole != NULL && (read_record (self, whole) & MUSTER_NAMES_ME) != 0;
  g_hash_table_insert (self->wholes, g_strdup (json), GINT_TO_POINTER (mine));
  return mine;
}
