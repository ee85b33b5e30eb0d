/* test-check.c - the check finds what is not as the log says, wherever it is; rebuilding mends what the log can mend.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"
#include "world.h"

#include <string.h>

/* Something of everything that a replica keeps. */
static void
fill (Fixture *self, gconstpointer data)
{
  MusterRecord *plan, *work, *risk, *score;

  world_init (self, NULL);
  plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", "start", "1 March 2017", NULL);
  work =
    world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Hire", "plan", world_bind (plan), "baseline", "day 10", NULL);
  risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", "plan", world_bind (plan), "cause",
                    "premises", NULL);
  score = world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", "current", "likelihood", "4",
                     "impact", "4", "rationale", "Too few people", NULL);
  g_object_unref (world_edit (self, work, "owner", "Chair (TBC)", NULL));
  g_object_unref (world_archive (self, work, TRUE));
  g_object_unref (plan);
  g_object_unref (work);
  g_object_unref (risk);
  g_object_unref (score);
}

/* Nothing is found in what nobody damaged. */
static void
test_sound (Fixture *self, gconstpointer data)
{
  world_assert_sound (self);
}

typedef struct {
  const char *name;
  const char *sql;     /* the damage */
  gboolean    mends;   /* by rebuilding: the log itself is whole */
} Damage;

static const Damage damages[] = {
  { "row-altered", "UPDATE risk SET title = 'Early'", TRUE },
  { "derived-altered", "UPDATE risk SET score = 25", TRUE },
  { "days-altered", "UPDATE deliverable SET \"due.latest\" = \"due.latest\" + 1", TRUE },
  { "value-emptied", "UPDATE risk SET cause = NULL", TRUE },
  { "null-is-not-empty", "UPDATE risk SET effect = ''", TRUE },
  { "archived-altered", "UPDATE deliverable SET archived = 0", TRUE },
  { "row-lost", "DELETE FROM assessment", TRUE },
  { "record-row-altered", "UPDATE record SET title = 'Early' WHERE kind = 'risk'", TRUE },
  { "record-id-altered", "UPDATE record SET id = zeroblob (16) WHERE kind = 'assessment'", TRUE },
  { "code-altered", "UPDATE record SET code = 'R-7' WHERE code = 'R-1'", TRUE },
  { "row-added",
    "INSERT INTO record VALUES (99, zeroblob (16), 'area', NULL, 'Nowhere', 0);"
    "INSERT INTO area (rowid, archived, name) VALUES (99, 0, 'Nowhere')",
    TRUE },
  { "counter-altered", "UPDATE counter SET last = 0 WHERE kind = 'risk'", TRUE },
  { "link-removed", "DELETE FROM link WHERE field = 'risk'", TRUE },
  { "link-added", "INSERT INTO link VALUES (zeroblob (16), 1, 'scope')", TRUE },
  { "search-altered", "UPDATE search SET body = 'nothing' WHERE code = 'R-1'", TRUE },
  { "search-row-lost", "DELETE FROM search WHERE code = 'R-1'", TRUE },
  { "search-words-lost", "UPDATE search_content SET c0 = 'Tardy' WHERE c1 = 'R-1'", TRUE },
  { "search-index-lost", "DELETE FROM search_idx; DELETE FROM search_data WHERE id > 10", TRUE },
  { "log-value-altered", "UPDATE log_change SET value = '{\"title\":\"Early\"}' WHERE value = '{\"title\":\"Late\"}'",
    FALSE },
  { "log-base-altered", "UPDATE log_change SET base = base + 1 WHERE base > 0", FALSE },
  { "log-change-lost", "DELETE FROM log_change WHERE field_group = 'owner'", FALSE },
  { "log-no-json", "UPDATE log_change SET value = '{' WHERE field_group = 'owner'", FALSE },
  { "log-odd-type", "UPDATE log_change SET value = '{\"title\":7}' WHERE value = '{\"title\":\"Late\"}'", FALSE },
  { "hash-altered", "UPDATE log_commit SET hash = zeroblob (32) WHERE n = 2", FALSE },
  { "hash-cut", "UPDATE log_commit SET hash = x'00' WHERE n = 2", FALSE },
  { "actor-altered", "UPDATE log_commit SET actor = 'Somebody else' WHERE n = 2", FALSE },
  { "time-altered", "UPDATE log_commit SET at = at + 1 WHERE n = 2", FALSE },
  { "reason-altered", "UPDATE log_commit SET reason = 'No reason' WHERE n = 2", FALSE },
  { "origin-altered", "UPDATE log_commit SET origin = 'load' WHERE n = 2", FALSE },
  { "commit-lost",
    "DELETE FROM outbox WHERE version & 255 = 5; DELETE FROM log_change WHERE version & 255 = 5;"
    "DELETE FROM log_commit WHERE n = 5",
    FALSE },
  { "queue-lost", "DELETE FROM outbox WHERE version & 255 = 5", FALSE },
};

static void
test_damage (Fixture *self, gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (GError) error = NULL;
  gboolean rebuilt;

  world_run_raw (self, damage->sql);
  g_assert_cmpuint (world_count_faults (self), >, 0);

  rebuilt = muster_replica_rebuild (self->replica, &error);
  g_assert_true (rebuilt || !damage->mends);
  if (damage->mends)
    world_assert_sound (self);
  else
    g_assert_cmpuint (world_count_faults (self), >, 0);
}

/* An id is any sixteen bytes, zeros too: what stands behind them is compared as well. */
static void
test_zero_in_id (Fixture *self, gconstpointer data)
{
  gboolean found = FALSE;

  while (!found)
    {
      g_autoptr (MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Late", "status", "open", NULL);
      const MusterId *id = muster_record_get_id (risk);

      found = memchr (id, 0, sizeof *id) != NULL;
    }
  world_run_raw (self, "UPDATE record SET title = 'Brent' WHERE rowid = (SELECT max (rowid) FROM record)");
  g_assert_cmpuint (world_count_faults (self), ==, 1);
}

/* Who only reads finds it as well. */
static void
test_reader (Fixture *self, gconstpointer data)
{
  world_run_raw (self, "UPDATE risk SET title = 'Early'; UPDATE log_commit SET hash = zeroblob (32) WHERE n = 2");
  fixture_close (self);
  fixture_open (self, MUSTER_REPLICA_READ);
  g_assert_cmpuint (world_count_faults (self), ==, 2);
}

/* A page that is noise. */
static void
test_damaged_page (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize n;

  world_run_raw (self, "PRAGMA wal_checkpoint (TRUNCATE)");
  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &bytes, &n, NULL));
  for (gsize page = 8; page < n / 4096; page += 9)
    memset (bytes + page * 4096, 0xa5, 4096);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) n, NULL));
  fixture_open (self, 0);
  g_assert_cmpuint (world_count_faults (self), >, 0);
}

/* Rebuilding what is sound changes nothing, whatever is in it. */
static void
test_rebuild_sound (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) made = make_up_records (self->random, self->clock, 4);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < made->len; i++)
    g_ptr_array_add (before, world_get (self, made->pdata[i]));
  muster_replica_rebuild (self->replica, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < made->len; i++)
    {
      g_autoptr (MusterRecord) after = world_get (self, made->pdata[i]);

      world_assert_same (after, before->pdata[i]);
    }
  world_assert_sound (self);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  world_assert_sound (self);
  g_assert_true (muster_replica_rebuild (self->replica, NULL));
  world_assert_sound (self);
  fixture_close (self);
  fixture_open (self, MUSTER_REPLICA_READ);
  world_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *name = g_strconcat ("/store/check/", damages[i].name, NULL);

      g_test_add (name, Fixture, &damages[i], fill, test_damage, world_clear);
    }
  g_test_add ("/store/check/sound", Fixture, NULL, fill, test_sound, world_clear);
  g_test_add ("/store/check/zero-in-id", Fixture, NULL, fill, test_zero_in_id, world_clear);
  g_test_add ("/store/check/reader", Fixture, NULL, fill, test_reader, world_clear);
  g_test_add ("/store/check/damaged-page", Fixture, NULL, fill, test_damaged_page, world_clear);
  WORLD_ADD ("/store/check/rebuild-sound", test_rebuild_sound);
  WORLD_ADD ("/store/check/empty", test_empty);
  return g_test_run ();
}
