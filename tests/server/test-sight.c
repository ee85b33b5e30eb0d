/* test-sight.c - who sees what: the digest of what a reader was given, and what never reaches her.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <string.h>

/* The digest is the sum of what the reader was given, whatever moved on the way. */
static void
test_digest (Places *self, gconstpointer data)
{
  Member *readers[] = { &self->root, &self->ann, &self->bob, &self->rea };

  member_push (&self->root, "plan p _exists 0 true\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "deliverable d _exists 0 true\ndeliverable d plan 0 {\"plan\":\"@p\"}");
  member_push (&self->root, "plan p scope 2 {\"scope\":\"@tb\"}");
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr(MusterFeedPage) page = NULL;
      g_autoptr(MusterFeedPage) whole = NULL;
      guint8 sum[MUSTER_DIGEST_LENGTH] = { 0 };
      MusterPull pull;

      member_read_all (readers[i], &pull);
      page = member_pull (readers[i], &pull);
      g_assert_true (page->has_digest);
      pull.until = pull.after.seq;
      pull.after = (MusterCursor) { 0 };
      pull.has_scope = TRUE;
      world_id (&self->world, "server", &pull.target);
      whole = member_pull (readers[i], &pull);
      for (guint j = 0; j < whole->entries->len; j++)
        {
          const MusterEntry *entry = whole->entries->pdata[j];

          for (guint k = 0; k < muster_commit_get_n (entry->commit); k++)
            {
              guint8 part[MUSTER_DIGEST_LENGTH];

              muster_entry_digest_part (entry, k, part);
              muster_digest_add (sum, part, 1);
            }
        }
      g_assert_cmpmem (sum, sizeof sum, page->digest, sizeof page->digest);
    }
}

static char *
dump_for (Places *self, const char *scope)
{
  g_autoptr(GArray) grants = g_array_new (FALSE, TRUE, sizeof (MusterGrant));
  g_autoptr(GError) error = NULL;
  MusterGrant grant = { .role = (char *) "reader" };
  char *text;

  world_id (&self->world, scope, &grant.scope);
  g_array_append_val (grants, grant);
  text = muster_ledger_dump (self->world.ledger, grants, &error);
  g_assert_no_error (error);
  return text;
}

/* A new replica that is given all arrives at the digest, and at what its reader may see and no more. */
static void
test_dump (Places *self, gconstpointer data)
{
  g_autofree char *of_a = NULL, *of_b = NULL, *of_all = NULL;

  member_push (&self->root,
               "plan p _exists 0 true\nplan p title 0 {\"title\":\"a plan\"}\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->ann, "plan p title 2 {\"title\":\"hers\"}");
  member_push (&self->root, "plan p title 2 {\"title\":\"another\"}");
  member_push (&self->bob,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"of b\"}\nrisk r scope 0 {\"scope\":\"@tb\"}");
  of_a = dump_for (self, "a");
  of_b = dump_for (self, "b");
  of_all = dump_for (self, "server");
  g_assert_nonnull (strstr (of_a, "\nconflict "));
  g_assert_nonnull (strstr (of_a, "hers"));
  g_assert_null (strstr (of_a, "of b"));
  g_assert_null (strstr (of_b, "hers"));
  g_assert_nonnull (strstr (of_all, "of b"));
  g_assert_nonnull (strstr (of_all, "another"));
}

/* No byte that is of b alone ever reaches a reader of a, whatever she asks. */
static void
test_isolation (Places *self, gconstpointer data)
{
  static const char taint[] = "TAINTED";
  static const char *const moves[] = { "ta", "tb", "b", "tb" };
  gint64 scope = 0;

  member_push (&self->bob,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"TAINTED\"}\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_push (&self->bob, "risk r cause 0 {\"cause\":\"TAINTED one. Two.\"}");
  scope = 2;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *line =
        g_strdup_printf ("risk r scope %" G_GINT64_FORMAT " {\"scope\":\"@%s\"}", scope, moves[i]);
      MusterId ids[2];

      scope = member_push (&self->root, line);
      g_assert_cmpint (scope, >, 0);
      world_id (&self->world, "tb", &ids[0]);
      world_id (&self->world, "r", &ids[1]);
      for (guint ask = 0; ask < 3; ask++)
        {
          g_autoptr(MusterFeedPage) page = NULL;
          g_autoptr(GBytes) bytes = NULL;
          gconstpointer text;
          MusterPull pull;
          gsize n;

          member_ask (&self->rea, &pull);
          pull.has_scope = ask == 1;
          pull.has_record = ask == 2;
          if (ask > 0)
            pull.target = ids[ask - 1];
          pull.until = scope;
          page = member_pull (&self->rea, &pull);
          bytes = muster_wire_print_page (page);
          text = g_bytes_get_data (bytes, &n);
          g_assert_true ((g_strstr_len (text, (gssize) n, taint) != NULL)
                         == (g_str_equal (moves[i], "ta") && ask != 1));
        }
    }
}

/* What a merge made of another's text is not told to its author once she may not read it any more. */
static void
test_isolation_of_own (Places *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) page = NULL;
  MusterPull pull;
  guint n_stubs = 0;

  member_push (&self->root,
               "risk r _exists 0 true\nrisk r cause 0 {\"cause\":\"One. Two.\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "risk r cause 2 {\"cause\":\"One. TAINTED.\"}");
  member_push (&self->ann, "risk r cause 2 {\"cause\":\"Uno. Two.\"}");
  member_assert_outcome (&self->ann, 1, 0, "merged {\"cause\":\"Uno. TAINTED.\"}");
  member_push (&self->root, "risk r scope 2 {\"scope\":\"@tb\"}");
  member_ask (&self->ann, &pull);
  page = member_pull (&self->ann, &pull);
  for (guint i = 0; i < page->entries->len; i++)
    {
      const MusterEntry *entry = page->entries->pdata[i];

      if (entry->stub)
        {
          const MusterChange *change = muster_commit_get_change (entry->commit, 0);

          g_assert_cmpuint (muster_commit_get_n (entry->commit), ==, 1);
          g_assert_true (change->gone && change->index == 0 && change->value == NULL && change->merged == NULL
                         && change->settles == 0);
          n_stubs++;
        }
    }
  g_assert_cmpuint (n_stubs, ==, 1);
  g_assert_false (member_sees (&self->ann, "TAINTED"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/sight/" path, Places, NULL, places_set_up, func, places_tear_down)
  ADD ("digest", test_digest);
  ADD ("dump", test_dump);
  ADD ("isolation", test_isolation);
  ADD ("isolation-of-own", test_isolation_of_own);
  return g_test_run ();
}
