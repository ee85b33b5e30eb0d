/* test-random.c - people write, move, archive and are granted at random; the ledger stays what its log says, and nobody
 * is given what she may not see. --seed replays a run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

#define MEMBERS 4 /* who write; one more reads */
#define STEPS   250

typedef struct {
  World  world;
  Member members[MEMBERS + 1];
  GHashTable *heads; /* id and group -> seq */
} Fixture;

static const char *const scopes[] = { "a", "b", "ta", "tb", "server" };
static const char *const names[] = { "p1", "p2", "p3", "r1", "r2", "r3", "r4", "r5", "u1", "u2" };

static const char *
any (const char *const *from, guint n)
{
  return from[g_test_rand_int_range (0, (int) n)];
}

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  member_join (&self->members[0], &self->world, "Root", "server", "editor");
  member_join (&self->members[1], &self->world, "Rob", "server", "editor");
  member_join (&self->members[2], &self->world, "Ann", "a", "editor");
  member_join (&self->members[3], &self->world, "Cat", "ta", "editor");
  member_join (&self->members[4], &self->world, "Rea", "b", "reader");
  member_push (&self->members[0], "area a _exists 0 true\narea b _exists 0 true\n"
                                  "team ta _exists 0 true\nteam ta area 0 {\"area\":\"@a\"}\n"
                                  "team tb _exists 0 true\nteam tb area 0 {\"area\":\"@b\"}");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i <= MEMBERS; i++)
    member_clear (&self->members[i]);
  g_hash_table_unref (self->heads);
  world_clear (&self->world, data);
}

static char *
head_key (const MusterId *record, const char *group)
{
  MusterIdText id;

  return g_strconcat (muster_id_to_text (record, id), " ", group, NULL);
}

/* A base that is mostly the head, and else an old version, an own commit or nothing at all. */
static gint64
any_base (Fixture *self, Member *member, const char *name, const char *group)
{
  g_autofree char *key = NULL;
  MusterId id;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:  return 0;
    case 1:  return member->n > 0 ? -g_test_rand_int_range (1, (int) member->n + 1) : 0;
    case 2:  return g_test_rand_int_range (0, (int) muster_ledger_get_head (self->world.ledger, NULL) + 1);
    default: break;
    }
  world_id (&self->world, name, &id);
  key = head_key (&id, group);
  return GPOINTER_TO_SIZE (g_hash_table_lookup (self->heads, key));
}

static char *
line (Fixture *self, Member *member, const char *kind, const char *name, const char *group, const char *value)
{
  return g_strdup_printf ("%s %s %s %" G_GINT64_FORMAT " %s", kind, name, group, any_base (self, member, name, group),
                          value);
}

static char *
any_line (Fixture *self, Member *member)
{
  const char *name = any (names, G_N_ELEMENTS (names)), *team = any (scopes + 2, 2);
  const char *kind = *name == 'p' ? "plan" : *name == 'r' ? "risk" : "update";
  const char *prefix = muster_kind_by_name (kind)->ref_prefix;
  g_autofree char *number = g_strdup_printf ("\"%s-%d\"", prefix != NULL ? prefix : "R", g_test_rand_int_range (1, 6));
  g_autofree char *area = g_strdup_printf ("{\"area\":\"@%s\"}", any (scopes, 2));
  g_autofree char *about = g_strdup_printf ("{\"about\":\"@%s\"}", any (names, 8));
  g_autofree char *scope = g_strdup_printf ("{\"scope\":\"@%s\"}", any (scopes, 4));
  g_autofree char *plan = g_strdup_printf ("{\"plan\":\"@%s\"}", any (names, 3));
  g_autofree char *notes =
    g_strdup_printf ("{\"notes\":\"%d. Two. %d.\"}", g_test_rand_int_range (0, 3), g_test_rand_int_range (0, 3));

  switch (g_test_rand_int_range (0, 10))
    {
    case 0:  return line (self, member, kind, name, "_exists", g_test_rand_bit () ? "true" : "false");
    case 1:  return line (self, member, kind, name, "_ref", number);
    case 2:  return line (self, member, "team", team, "area", area);
    case 3:  return line (self, member, "area", "a", "parent", g_test_rand_bit () ? "{}" : "{\"parent\":\"@b\"}");
    case 4:
    case 5:
    case 6:
      return *name == 'u' ? line (self, member, kind, name, "update", about)
                          : line (self, member, kind, name, "scope", scope);
    case 7:
      return *name == 'r' ? line (self, member, kind, name, "plan", plan)
                          : line (self, member, kind, name, "notes", notes);
    default: return line (self, member, kind, name, "notes", notes);
    }
}

static void
push_any (Fixture *self, Member *member)
{
  g_autofree char *first = any_line (self, member), *second = any_line (self, member);
  g_autofree char *both = g_strdup_printf ("%s\n%s", first, second);
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  MusterEntry *entry;
  MusterTaken taken;

  member->seen = g_test_rand_int_range (0, (int) muster_ledger_get_head (self->world.ledger, NULL) + 1);
  entry = member_say (member, g_test_rand_bit () ? both : first);
  g_ptr_array_add (entries, entry);
  member_give (member, entries, &taken);
  for (guint i = 0; entry->seq != 0 && i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      if (change->outcome == MUSTER_OUTCOME_HEAD || change->outcome == MUSTER_OUTCOME_MERGED)
        g_hash_table_replace (self->heads, head_key (&change->record, change->group), GSIZE_TO_POINTER (entry->seq));
    }
}

/* ---- a reader that keeps what it is given ------------------------------------------------------------------------ */

/* Held: "seq.index" of a change -> id of its record. */
static void
hold (GHashTable *held, const MusterFeedPage *page)
{
  for (guint i = 0; i < page->entries->len; i++)
    {
      const MusterEntry *entry = page->entries->pdata[i];

      g_assert_false (entry->stub);
      for (guint k = 0; k < muster_commit_get_n (entry->commit); k++)
        {
          const MusterChange *change = muster_commit_get_change (entry->commit, k);

          g_hash_table_insert (held, g_strdup_printf ("%" G_GINT64_FORMAT ".%u", entry->seq, change->index),
                               muster_id_copy (&change->record));
        }
    }
}

static gboolean
is_of (gpointer key, gpointer record, gpointer id)
{
  return muster_id_equal (record, id);
}

static void
fill (Member *member, GHashTable *held, const MusterId *target, gboolean is_record, gint64 until)
{
  gboolean more = TRUE;
  MusterPull pull;

  member_ask (member, &pull);
  pull.target = *target;
  pull.has_record = is_record;
  pull.has_scope = !is_record;
  pull.until = until;
  pull.limit = 7;
  while (more)
    {
      g_autoptr(MusterFeedPage) page = member_pull (member, &pull);

      hold (held, page);
      pull.after = page->cursor;
      more = page->more;
    }
}

/* One page of the news, as PROTOCOL.md section 9 says. */
static void
read_on (Member *member, MusterPull *pull, GHashTable *held)
{
  g_autoptr(MusterFeedPage) page = member_pull (member, pull);
  gint64 until = page->cursor.seq;

  for (guint i = 0; i < page->gone->len; i++)
    g_hash_table_foreach_remove (held, is_of, &g_array_index (page->gone, MusterId, i));
  hold (held, page);
  pull->after = page->cursor;
  for (guint i = 0; i < page->came->len; i++)
    fill (member, held, &g_array_index (page->came, MusterId, i), TRUE, until);
  for (guint i = 0; page->grants_version != 0 && i < page->grants->len; i++)
    fill (member, held, &g_array_index (page->grants, MusterGrant, i).scope, FALSE, until);
  if (page->grants_version != 0)
    pull->grants_version = page->grants_version;
}

static void
assert_same (GHashTable *held, GHashTable *given)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (held, key))
      g_error ("change %s was missed", (char *) key);
  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (given, key))
      g_error ("change %s was kept", (char *) key);
}

/* Whoever read on while things moved, and grants came and went, has what a new reader is given, no more and no less. */
static void
test_reader (Fixture *self, gconstpointer data)
{
  g_autoptr(GHashTable) held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Member *reader = &self->members[MEMBERS];
  MusterPull pull;

  member_ask (reader, &pull);
  pull.limit = 3;
  for (guint i = 0; i < STEPS; i++)
    {
      push_any (self, &self->members[g_test_rand_int_range (0, MEMBERS)]);
      if (g_test_rand_int_range (0, 60) == 0)
        world_grant (&self->world, &reader->person, any (scopes, 4), g_test_rand_bit () ? "reader" : NULL);
      if (g_test_rand_bit ())
        read_on (reader, &pull, held);
    }
  for (guint i = 0; i < STEPS; i++) /* more than there can be */
    read_on (reader, &pull, held);
  g_assert_cmpint (pull.after.seq, ==, muster_ledger_get_head (self->world.ledger, NULL));
  fill (reader, given, muster_ledger_get_server (self->world.ledger), FALSE, pull.after.seq);
  assert_same (held, given);
}

/* ---- the ledger -------------------------------------------------------------------------------------------------- */

static void
test_sound (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < STEPS; i++)
    push_any (self, &self->members[g_test_rand_int_range (0, MEMBERS)]);
  world_assert_sound (&self->world);
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr(GArray) grants = g_array_new (FALSE, TRUE, sizeof (MusterGrant));
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;
      MusterGrant grant = { .role = (char *) "reader" };

      world_id (&self->world, scopes[i], &grant.scope);
      g_array_append_val (grants, grant);
      text = muster_ledger_dump (self->world.ledger, grants, &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *sound = g_strdup_printf ("/server/random/sound/%u", i);
      g_autofree char *reader = g_strdup_printf ("/server/random/reader/%u", i);

      g_test_add (sound, Fixture, NULL, set_up, test_sound, tear_down);
      g_test_add (reader, Fixture, NULL, set_up, test_reader, tear_down);
    }
  return g_test_run ();
}
