/* test-outcomes.c - every row of the table in PROTOCOL.md section 6, with two replicas.
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
  world_init (&self->world, data);
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
  member_join (&self->ben, &self->world, "Ben", "server", "editor");
  /* 1, 2, 3 */
  member_push (&self->ana,
               "risk r _exists 0 true\nrisk r _ref 0 \"R-1\"\nrisk r title 0 {\"title\":\"Posts not filled\"}");
  member_push (&self->ana, "risk r effect 0 {\"effect\":\"One. Two. Three.\"}");
  member_push (&self->ana, "team t _exists 0 true\nteam t name 0 {\"name\":\"Hub\"}");
  self->ana.seen = self->ben.seen = 3;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->ana);
  member_clear (&self->ben);
  world_clear (&self->world, data);
}

static void
test_head (Fixture *self, gconstpointer data)
{
  member_push (&self->ben, "risk r title 1 {\"title\":\"Band 7 posts\"}");
  member_assert_outcome (&self->ben, 1, 0, "head");
}

static void
test_same (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r title 1 {\"title\":\"Band 7 posts\"}");
  member_push (&self->ben, "risk r title 1 {\"title\":\"Band 7 posts\"}");
  member_assert_outcome (&self->ben, 1, 0, "same");
  /* What came out same stands for what it equalled. */
  member_push (&self->ben, "risk r title -1 {\"title\":\"Band 8 posts\"}");
  member_assert_outcome (&self->ben, 2, 0, "head");
}

static void
test_own_unsent_base (Fixture *self, gconstpointer data)
{
  member_push (&self->ben, "risk r title 1 {\"title\":\"A\"}");
  member_push (&self->ben, "risk r title -1 {\"title\":\"B\"}");
  member_assert_outcome (&self->ben, 2, 0, "head");
  member_push (&self->ana, "risk r title 1 {\"title\":\"C\"}");
  member_push (&self->ana, "risk r title -4 {\"title\":\"D\"}");
  member_assert_outcome (&self->ana, 4, 0, "conflict");
  member_assert_outcome (&self->ana, 5, 0, "conflict");
}

static void
test_conflict_settled (Fixture *self, gconstpointer data)
{
  gint64 head, other;

  head = member_push (&self->ana, "risk r title 1 {\"title\":\"A\"}");
  other = member_push (&self->ben, "risk r title 1 {\"title\":\"B\"}");
  member_assert_outcome (&self->ben, 1, 0, "conflict");
  {
    g_autofree char *line =
      g_strdup_printf ("risk r title %" G_GINT64_FORMAT "!%" G_GINT64_FORMAT " {\"title\":\"B\"}", head, other);
    g_autofree char *view = NULL;

    member_push (&self->ana, line);
    member_assert_outcome (&self->ana, 5, 0, "head");
    view = member_view (&self->ben, 0);
    g_assert_nonnull (strstr (view, "6.0 title {\"title\":\"B\"}"));
  }
}

/* Ana keeps the value; Ben, who has not heard of that, takes the other: neither wins without a word. */
static void
test_settled_twice (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r title 1 {\"title\":\"A\"}");
  member_push (&self->ben, "risk r title 1 {\"title\":\"B\"}");
  self->ana.seen = self->ben.seen = 5;
  member_push (&self->ana, "risk r title 4!5 {\"title\":\"A\"}");
  member_assert_outcome (&self->ana, 5, 0, "head");
  member_push (&self->ben, "risk r title 4!5 {\"title\":\"B\"}");
  member_assert_outcome (&self->ben, 2, 0, "conflict");
  /* Who keeps it too, and had not heard, agrees; so does who keeps what nobody disputes. */
  member_push (&self->ben, "risk r title 4!5 {\"title\":\"A\"}");
  member_assert_outcome (&self->ben, 3, 0, "same");
  member_push (&self->ben, "risk r title 6 {\"title\":\"A\"}");
  member_assert_outcome (&self->ben, 4, 0, "same");
  /* What was kept is a base of its own, known by number before it is acknowledged. */
  member_push (&self->ana, "risk r title 6!7 {\"title\":\"A\"}");
  member_assert_outcome (&self->ana, 6, 0, "head");
  member_push (&self->ana, "risk r title -6 {\"title\":\"C\"}");
  member_assert_outcome (&self->ana, 7, 0, "head");
}

static void
test_text_merges (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r effect 2 {\"effect\":\"Uno. Two. Three.\"}");
  member_push (&self->ben, "risk r effect 2 {\"effect\":\"One. Two. Tre.\"}");
  member_assert_outcome (&self->ben, 1, 0, "merged {\"effect\":\"Uno. Two. Tre.\"}");
  /* He has not heard of that yet, and goes on from what he typed. */
  member_push (&self->ben, "risk r effect -1 {\"effect\":\"One. Due. Tre.\"}");
  member_assert_outcome (&self->ben, 2, 0, "merged {\"effect\":\"Uno. Due. Tre.\"}");
  member_push (&self->ana, "risk r effect 2 {\"effect\":\"Eins. Two. Three.\"}");
  member_assert_outcome (&self->ana, 5, 0, "conflict");
}

static void
test_archived_meanwhile (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r _exists 1 false");
  member_push (&self->ben, "risk r title 1 {\"title\":\"Still there\"}");
  member_assert_outcome (&self->ben, 1, 0, "conflict");
  /* Who has seen it may edit what is archived. */
  self->ben.seen = 4;
  member_push (&self->ben, "risk r title 1 {\"title\":\"Seen\"}");
  member_assert_outcome (&self->ben, 2, 0, "head");
  /* And once it is back, so may who has not. */
  self->ben.seen = 3;
  member_push (&self->ana, "risk r _exists 4 true");
  member_push (&self->ben, "risk r title -2 {\"title\":\"Back\"}");
  member_assert_outcome (&self->ben, 3, 0, "head");
}

static void
test_own_archive (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r _exists 1 false");
  member_push (&self->ana, "risk r title 1 {\"title\":\"A note on it\"}");
  member_assert_outcome (&self->ana, 5, 0, "head");
}

static void
test_archive_of_edited (Fixture *self, gconstpointer data)
{
  member_push (&self->ana, "risk r title 1 {\"title\":\"News\"}");
  member_push (&self->ben, "risk r _exists 1 false");
  member_assert_outcome (&self->ben, 1, 0, "conflict");
  self->ben.seen = 4;
  member_push (&self->ben, "risk r _exists 1 false");
  member_assert_outcome (&self->ben, 2, 0, "head");
  member_push (&self->ana, "risk r _exists 1 false");
  member_assert_outcome (&self->ana, 5, 0, "same");
}

static void
test_number_taken (Fixture *self, gconstpointer data)
{
  member_push (&self->ben,
               "risk q _exists 0 true\nrisk q _ref 0 \"R-1\"\nrisk p _exists 0 true\nrisk p _ref 0 \"R-2\"");
  member_assert_outcome (&self->ben, 1, 1, "merged \"R-2\"");
  member_assert_outcome (&self->ben, 1, 3, "merged \"R-3\"");
  /* A number is never given again, not even when its record has another. */
  member_push (&self->ana, "risk r _ref 1 \"R-9\"");
  member_assert_outcome (&self->ana, 4, 0, "head");
  member_push (&self->ben, "risk o _exists 0 true\nrisk o _ref 0 \"R-1\"");
  member_assert_outcome (&self->ben, 2, 1, "merged \"R-10\"");
}

static void
test_append_only (Fixture *self, gconstpointer data)
{
  member_push (
    &self->ana,
    "assessment a _exists 0 true\nassessment a assessment 0 {\"risk\":\"@r\",\"likelihood\":3,\"impact\":4}");
  member_assert_outcome (&self->ana, 4, 1, "head");
  member_push (&self->ana, "assessment a assessment 4 {\"risk\":\"@r\",\"likelihood\":5,\"impact\":4}");
  member_assert_outcome (&self->ana, 5, 0, "refused not-allowed");
  member_push (&self->ana, "assessment a _exists 4 false");
  member_assert_outcome (&self->ana, 6, 0, "head");
}

static void
test_unknown_is_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *view = NULL;

  member_push (&self->ana, "gadget g _exists 0 true\ngadget g colour 0 {\"colour\":{\"deep\":[1,2,{\"x\":null}]}}\n"
                           "risk r moon 0 {\"moon\":\"full\"}");
  view = member_view (&self->ben, 0);
  g_assert_nonnull (strstr (view, "4.1 colour {\"colour\":{\"deep\":[1,2,{\"x\":null}]}}"));
  g_assert_nonnull (strstr (view, "4.2 moon {\"moon\":\"full\"}"));
}

/* A base that was refused is no version: the change is made on nothing. */
static void
test_base_refused (Fixture *self, gconstpointer data)
{
  member_push (&self->ben, "risk r title 1 {\"title\":7}");
  member_assert_outcome (&self->ben, 1, 0, "refused malformed");
  member_push (&self->ben, "risk r title -1 {\"title\":\"A\"}");
  member_assert_outcome (&self->ben, 2, 0, "conflict");
  member_push (&self->ben, "risk r cause -1 {\"cause\":\"A\"}");
  member_assert_outcome (&self->ben, 3, 0, "head");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/outcomes/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("head", test_head);
  ADD ("same", test_same);
  ADD ("own-unsent-base", test_own_unsent_base);
  ADD ("conflict-settled", test_conflict_settled);
  ADD ("settled-twice", test_settled_twice);
  ADD ("text-merges", test_text_merges);
  ADD ("archived-meanwhile", test_archived_meanwhile);
  ADD ("own-archive", test_own_archive);
  ADD ("archive-of-edited", test_archive_of_edited);
  ADD ("number-taken", test_number_taken);
  ADD ("append-only", test_append_only);
  ADD ("unknown-is-kept", test_unknown_is_kept);
  ADD ("base-refused", test_base_refused);
  return g_test_run ();
}
