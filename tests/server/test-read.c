/* test-read.c - pages of the log: PROTOCOL.md section 8.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

typedef struct {
  World  world;
  Member ana, ben;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
  member_join (&self->ben, &self->world, "Ben", "team", "editor");
  member_push (&self->ana, "team team _exists 0 true\nteam other _exists 0 true");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->ana);
  member_clear (&self->ben);
  world_clear (&self->world, data);
}

/* Of what Ben may see and what not, some commits of both. */
static void
fill (Fixture *self)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strdup_printf (
        "risk r%u _exists 0 true\nrisk r%u title 0 {\"title\":\"risk %u\"}\nrisk r%u scope 0 {\"scope\":\"@%s\"}", i, i,
        i, i, g_test_rand_bit () ? "team" : "other");

      member_push (&self->ana, line);
      if (g_test_rand_bit ())
        member_push (&self->ben, "risk mine title 0 {\"title\":\"mine\"}");
    }
}

static void
test_page_size (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = NULL;

  fill (self);
  whole = member_view (&self->ben, 0);
  for (guint limit = 1; limit < 50; limit += 6)
    {
      g_autofree char *pages = member_view (&self->ben, limit);

      g_assert_cmpstr (pages, ==, whole);
    }
}

/* The cursor goes past what cannot be seen, to the end. */
static void
test_cursor_moves (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) page = NULL;
  MusterPull pull;

  for (guint i = 0; i < 5; i++)
    member_push (&self->ana, i % 2 == 0 ? "team other name 0 {\"name\":\"A\"}" : "team other name 2 {\"name\":\"B\"}");
  member_ask (&self->ben, &pull);
  page = member_pull (&self->ben, &pull);
  g_assert_cmpuint (page->entries->len, ==, 1);
  g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) page->entries->pdata[0])->commit), ==, 1);
  g_assert_cmpint (page->cursor.seq, ==, 6);
  g_assert_false (page->more);
}

static void
test_again (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) page = NULL;
  g_autoptr(MusterFeedPage) idle = NULL;
  MusterPull pull;

  fill (self);
  member_ask (&self->ana, &pull);
  page = member_pull (&self->ana, &pull);
  g_assert_false (page->has_digest);
  g_assert_cmpint (page->acked, ==, self->ana.n);
  pull.after = page->cursor;
  pull.grants_version = page->grants_version;
  idle = member_pull (&self->ana, &pull);
  g_assert_cmpuint (idle->entries->len, ==, 0);
  g_assert_true (idle->has_digest);
  g_assert_cmpint (idle->grants_version, ==, 0);
  g_assert_cmpint (idle->cursor.seq, ==, page->cursor.seq);
  g_assert_cmpmem (idle->cursor.chain, 8, page->cursor.chain, 8);
}

static void
test_large_commits (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (200 * 1024, 'x');
  guint pages = 0, commits = 0;
  gboolean more = TRUE;
  MusterPull pull;

  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *line = g_strdup_printf ("risk r%u cause 0 {\"cause\":\"%s\"}", i, text);

      member_push (&self->ana, line);
    }
  member_ask (&self->ben, &pull);
  world_grant (&self->world, &self->ben.person, "server", "reader");
  while (more)
    {
      g_autoptr(MusterFeedPage) page = member_pull (&self->ben, &pull);
      g_autoptr(GBytes) bytes = muster_wire_print_page (page);

      g_assert_cmpuint (g_bytes_get_size (bytes), <, 2 * 1024 * 1024);
      /* How much there is, as long as there is more. */
      g_assert_cmpint (page->head, ==, page->more ? 16 : 0);
      commits += page->entries->len;
      pages++;
      more = page->more;
      pull.after = page->cursor;
    }
  g_assert_cmpuint (commits, ==, 16);
  g_assert_cmpuint (pages, ==, 2);
}

static void
test_refused_told (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) all = NULL;
  g_autoptr(MusterFeedPage) later = NULL;
  MusterPull pull;

  member_push (&self->ben, "team other name 0 {\"name\":\"A\"}");
  member_push (&self->ben, "team team name 0 {\"name\":\"A\"}");
  member_push (&self->ben, "team other name 0 {\"name\":\"B\"}");
  member_ask (&self->ben, &pull);
  all = member_pull (&self->ben, &pull);
  g_assert_cmpuint (all->refused->len, ==, 2);
  g_assert_cmpint (((MusterRefusal *) all->refused->pdata[0])->n, ==, 1);
  g_assert_true (g_str_has_suffix (((MusterRefusal *) all->refused->pdata[0])->detail, "."));
  pull.n = 1;
  later = member_pull (&self->ben, &pull);
  g_assert_cmpuint (later->refused->len, ==, 1);
  g_assert_cmpint (((MusterRefusal *) later->refused->pdata[0])->n, ==, 3);
  g_assert_cmpint (later->acked, ==, 3);
}

/* What is printed from the texts of the log is what its values print as. */
static void
test_as_text (Fixture *self, gconstpointer data)
{
  MusterPull pull;

  fill (self);
  member_push (&self->ana, "risk r0 _ref 0 \"R-1\"\nrisk r0 description 0 {\"description\":\"One. \\\"Two\\\".\"}");
  member_push (&self->ana, "risk r1 _ref 0 \"R-1\"\nrisk r0 title 0 {\"title\":\"another\"}");
  for (guint i = 0; i < 2; i++)
    {
      Member *reader = i == 0 ? &self->ana : &self->ben;
      g_autoptr(MusterFeedPage) as_json = NULL;
      g_autoptr(MusterFeedPage) as_text = NULL;
      g_autoptr(GBytes) wanted = NULL;
      g_autoptr(GBytes) printed = NULL;

      member_ask (reader, &pull);
      as_json = member_pull (reader, &pull);
      pull.as_text = TRUE;
      as_text = member_pull (reader, &pull);
      as_text->time = as_json->time;
      wanted = muster_wire_print_page (as_json);
      printed = muster_wire_print_page (as_text);
      g_assert_cmpmem (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed), g_bytes_get_data (wanted, NULL),
                       g_bytes_get_size (wanted));
      g_assert_nonnull (strstr (g_bytes_get_data (wanted, NULL), i == 0 ? "\"out\":\"merged\"" : "risk"));
    }
}

static void
assert_stale (Member *member, const MusterPull *pull)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (muster_ledger_read (member->world->ledger, member->session, pull, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
}

static void
test_diverged (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) page = NULL;
  g_autoptr(GArray) cursors = g_array_new (FALSE, TRUE, sizeof (MusterCursor));
  MusterCursor old, common, wrong;
  MusterPull pull;

  member_ask (&self->ana, &pull);
  page = member_pull (&self->ana, &pull);
  old = page->cursor;
  fill (self);

  pull.after = old;
  pull.after.chain[3] ^= 1;
  assert_stale (&self->ana, &pull);
  pull.after = (MusterCursor) { 100000 };
  assert_stale (&self->ana, &pull);
  pull.after = old;
  pull.epoch.bytes[0] ^= 1;
  assert_stale (&self->ana, &pull);

  /* What both know is the newest of hers that is ours. */
  wrong = (MusterCursor) { 5 };
  g_array_append_val (cursors, wrong);
  g_array_append_val (cursors, old);
  g_assert_true (muster_ledger_common (self->world.ledger, cursors, &common, NULL));
  g_assert_cmpint (common.seq, ==, old.seq);
  g_array_set_size (cursors, 1);
  g_assert_true (muster_ledger_common (self->world.ledger, cursors, &common, NULL));
  g_assert_cmpint (common.seq, ==, 0);

  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_renew_epoch (self->world.ledger, NULL));
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  member_ask (&self->ana, &pull);
  g_assert_false (muster_id_equal (&pull.epoch, &page->epoch));
}

/* Two ledgers on one file: a reader sees whole batches. */
static void
test_reader_beside (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterLedger) reader =
    muster_ledger_open (self->world.path, MUSTER_LEDGER_READ, self->world.clock, self->world.random, &error);
  g_autoptr(MusterFeedPage) before = NULL;
  g_autoptr(MusterFeedPage) after = NULL;
  MusterPush push = { .replica = self->ana.replica,
                      .epoch = *muster_ledger_get_epoch (self->world.ledger),
                      .schema = 1 };
  MusterTaken taken;
  MusterPull pull;

  push.entries = g_ptr_array_new ();
  g_assert_no_error (error);
  g_ptr_array_set_free_func (push.entries, (GDestroyNotify) muster_entry_free);
  g_ptr_array_add (push.entries, member_say (&self->ana, "team team name 0 {\"name\":\"A\"}"));
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_take (self->world.ledger, self->ana.session, &push, &taken, NULL));
  member_ask (&self->ana, &pull);
  before = muster_ledger_read (reader, self->ana.session, &pull, NULL);
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  after = muster_ledger_read (reader, self->ana.session, &pull, NULL);
  g_assert_cmpint (before->cursor.seq, ==, 1);
  g_assert_cmpint (after->cursor.seq, ==, 2);
  g_ptr_array_unref (push.entries);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/read/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("page-size", test_page_size);
  ADD ("cursor-moves", test_cursor_moves);
  ADD ("again", test_again);
  ADD ("large-commits", test_large_commits);
  ADD ("refused-told", test_refused_told);
  ADD ("as-text", test_as_text);
  ADD ("diverged", test_diverged);
  g_test_add ("/server/read/reader-beside", Fixture, "file", set_up, test_reader_beside, tear_down);
  return g_test_run ();
}
