/* test-verify.c - one altered byte is found, wherever it stands in the log or in what is made of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

typedef struct {
  World  world;
  Member ana, ben;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, "file");
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
  member_join (&self->ben, &self->world, "Ben", "server", "editor");
  member_push (
    &self->ana,
    "area a _exists 0 true\narea a name 0 {\"name\":\"Barnet\"}\nteam t _exists 0 true\nteam u _exists 0 true\n"
    "team t area 0 {\"area\":\"@a\"}\nrisk r _exists 0 true\nrisk r _ref 0 \"R-1\"\nrisk r cause 0 {\"cause\":\"One. "
    "Two.\"}\n"
    "risk r scope 0 {\"scope\":\"@t\"}");
  member_push (&self->ana, "risk r cause 1 {\"cause\":\"Uno. Two.\"}");
  member_push (&self->ben, "risk r cause 1 {\"cause\":\"One. Due.\"}");
  member_push (&self->ben, "risk r cause 1 {\"cause\":\"Eins. Two.\"}");
  member_push (&self->ben, "risk r cause 0 {\"cause\":7}");
  member_push (&self->ana, "risk r scope 1 {\"scope\":\"@u\"}");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  member_clear (&self->ana);
  member_clear (&self->ben);
  world_clear (&self->world, data);
}

static void
test_sound (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_assert_outcome (&self->ben, 1, 0, "merged {\"cause\":\"Uno. Due.\"}");
  member_assert_outcome (&self->ben, 2, 0, "conflict");
}

static void
test_altered (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  world_run_raw (&self->world, data);
  g_assert_cmpuint (world_count_faults (&self->world), >, 0);
}

static const struct {
  const char *name, *sql;
} altered[] = {
  { "value", "UPDATE log_change SET value = replace (value, 'Two', 'Twp') WHERE seq = 1 AND i = 7" },
  { "value-not-json", "UPDATE log_change SET value = substr (value, 2) WHERE seq = 2" },
  { "merged", "UPDATE log_change SET merged = replace (merged, 'Due', 'Dur') WHERE merged IS NOT NULL" },
  { "outcome", "UPDATE log_change SET outcome = 0 WHERE outcome = 3" },
  { "base", "UPDATE log_change SET base = 2 WHERE seq = 3" },
  { "settles", "UPDATE log_change SET settles = 4 WHERE seq = 5" },
  { "group", "UPDATE log_change SET field_group = 'effect' WHERE seq = 2" },
  { "kind", "UPDATE log_change SET kind = 'issue' WHERE seq = 2" },
  { "change-gone", "DELETE FROM log_change WHERE seq = 1 AND i = 1" },
  { "actor", "UPDATE log_commit SET actor = 'Ben' WHERE seq = 1" },
  { "at", "UPDATE log_commit SET at = at + 1 WHERE seq = 2" },
  { "received", "UPDATE log_commit SET received = received + 1 WHERE seq = 2" },
  { "seen", "UPDATE log_commit SET seen = 1 WHERE seq = 3" },
  { "reason", "UPDATE log_commit SET reason = 'because' WHERE seq = 2" },
  { "home", "UPDATE log_commit SET home = zeroblob (16) WHERE seq = 2" },
  { "hash", "UPDATE log_commit SET hash = zeroblob (32) WHERE seq = 2" },
  { "chain", "UPDATE log_commit SET chain = zeroblob (32) WHERE seq = 2" },
  { "commit-gone", "DELETE FROM log_commit WHERE seq = 2" },
  { "last-gone", "DELETE FROM log_commit WHERE seq = 5" },
  { "refused-gone", "DELETE FROM refused" },
  { "place", "UPDATE place SET place = home WHERE kind = 'risk'" },
  { "up", "UPDATE place SET up = NULL WHERE kind = 'team' AND up IS NOT NULL" },
  { "archived", "UPDATE place SET archived = 1 WHERE kind = 'risk'" },
  { "reference", "DELETE FROM place_reference WHERE rank >= 0" },
  { "code", "UPDATE code SET number = 2" },
  { "move", "DELETE FROM move" },
  { "digest", "UPDATE digest SET sum = zeroblob (16)" },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/verify/sound", Fixture, NULL, set_up, test_sound, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (altered); i++)
    {
      g_autofree char *path = g_strconcat ("/server/verify/", altered[i].name, NULL);

      g_test_add (path, Fixture, altered[i].sql, set_up, test_altered, tear_down);
    }
  return g_test_run ();
}
