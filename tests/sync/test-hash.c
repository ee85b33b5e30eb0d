/* test-hash.c - content hashes and digests, beside a script that knows PROTOCOL.md alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-json.h"
#include "muster-random.h"
#include "muster-wire.h"

#include "fixtures.h"

#include <gio/gio.h>
#include <string.h>

#define RUNS 200

static const char *const texts[] = {
  "", "a", "\"\\/", "\b\f\n\r\t", "\x01\x1f\x7f", "caf\xc3\xa9", "\xf0\x9f\x9a\x91", "\xee\x80\x80", "~"
};

static const char *
any_text (MusterRandom *random)
{
  return texts[muster_random_below (random, G_N_ELEMENTS (texts))];
}

static json_t *
any_value (MusterRandom *random, guint depth)
{
  json_t *object = json_object ();

  for (guint i = muster_random_below (random, 4); i > 0; i--)
    {
      g_autofree char *key = g_strconcat (any_text (random), any_text (random), NULL);

      if (depth < 3 && muster_random_below (random, 3) == 0)
        json_object_set_new (object, key, any_value (random, depth + 1));
      else if (muster_random_below (random, 2) == 0)
        json_object_set_new (
          object, key,
          json_pack ("[I, b, s]", (json_int_t) muster_random_below (random, 1000) - 500, 1, any_text (random)));
      else
        json_object_set_new (object, key, json_string (any_text (random)));
    }
  return object;
}

static MusterEntry *
any_entry (MusterRandom *random, gint64 n)
{
  MusterEntry *entry = muster_entry_new ();

  entry->n = n;
  entry->seq = 10 * n;
  entry->at = (gint64) muster_random_below (random, G_MAXUINT32) - 1000000;
  entry->seen = muster_random_below (random, 100);
  entry->actor = g_strdup ("Somebody");
  entry->origin = g_strdup (muster_random_below (random, 2) == 0 ? "edit" : "undo");
  entry->undoes = n > 1 && muster_random_below (random, 2) == 0 ? n - 1 : 0;
  muster_random_bytes (random, &entry->id, sizeof entry->id);
  muster_random_bytes (random, &entry->replica, sizeof entry->replica);
  entry->commit = muster_commit_new (muster_random_below (random, 2) == 0 ? any_text (random) : NULL);
  for (guint i = 0; i <= muster_random_below (random, 4); i++)
    {
      MusterChange *change;

      muster_commit_add_change (entry->commit, "risk", &entry->id, i == 0 ? "_exists" : "cause",
                                muster_random_below (random, 9), i == 0 ? json_true () : any_value (random, 0));
      change = muster_commit_edit_change (entry->commit, i);
      change->index = 2 * i;
      change->settles = muster_random_below (random, 3);
      change->outcome =
        i == 0 ? MUSTER_OUTCOME_HEAD : (MusterOutcome) muster_random_below (random, MUSTER_OUTCOME_CONFLICT + 1);
      if (change->outcome == MUSTER_OUTCOME_MERGED)
        change->merged = any_value (random, 0);
    }
  return entry;
}

static char *
hex (const guint8 *bytes, gsize n)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
digest_of (GPtrArray *entries)
{
  guint8 sum[MUSTER_DIGEST_LENGTH] = { 0 };

  for (guint i = 0; i < entries->len; i++)
    for (guint c = 0; c < muster_commit_get_n (((MusterEntry *) entries->pdata[i])->commit); c++)
      {
        guint8 part[MUSTER_DIGEST_LENGTH];

        muster_entry_digest_part (entries->pdata[i], c, part);
        muster_digest_add (sum, part, 1);
      }
  return hex (sum, sizeof sum);
}

static char *
ask_script (const char *input)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "protocol_hashes.py", NULL);
  const char *python = g_getenv ("MUSTER_TEST_PYTHON");
  const char *argv[] = { python != NULL ? python : "python3", script, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static void
append_message (GString *input, const char *name, GBytes *body)
{
  g_string_append_printf (input, "{\"%s\":%.*s}\n", name, (int) g_bytes_get_size (body),
                          (const char *) g_bytes_get_data (body, NULL));
}

static void
test_script (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);
  g_autoptr(GString) input = g_string_new (NULL), expected = g_string_new (NULL);
  g_autofree char *output = NULL;

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < RUNS; run++)
    {
      MusterPush push = { .schema = 3,
                          .after = { 1000 },
                          .entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free) };
      MusterEntry *entry = any_entry (random, 1 + run % 3);
      g_autoptr(MusterFeedPage) page = muster_feed_page_new ();
      g_autoptr(GBytes) push_body = NULL, page_body = NULL;
      g_autofree char *hash_text = NULL, *digest = NULL;
      guint8 hash[32];

      push.replica = entry->replica;
      g_ptr_array_add (push.entries, entry);
      push_body = muster_wire_print_push (&push);
      append_message (input, "push", push_body);
      muster_entry_content_hash (entry, hash);
      hash_text = hex (hash, sizeof hash);

      g_ptr_array_add (page->entries, any_entry (random, 1));
      g_ptr_array_add (page->entries, any_entry (random, 2));
      page_body = muster_wire_print_page (page);
      append_message (input, "page", page_body);
      digest = digest_of (page->entries);
      g_string_append_printf (expected, "%s\n%s\n", hash_text, digest);
      g_ptr_array_unref (push.entries);
    }
  output = ask_script (input->str);
  g_assert_cmpstr (output, ==, expected->str);
}

/* The commit of PROTOCOL.md section 5, its hash computed once by the script and never again. */
static void
test_vector (void)
{
  g_autoptr(GBytes) body = fixture_load ("push-request");
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, &error);
  g_autofree char *text = NULL;
  guint8 hash[32];

  g_assert_no_error (error);
  muster_entry_content_hash (push->entries->pdata[0], hash);
  text = hex (hash, sizeof hash);
  g_assert_cmpstr (text, ==, "d5fa617be593fcb08a2f5a62a09b665ee8457404dede55185079017f35bdcf31");
}

/* What was seen may change in a recovery; what was said may not. */
static void
test_what_counts (void)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (3);
  g_autoptr(MusterEntry) entry = any_entry (random, 2);
  guint8 before[32], after[32];

  muster_entry_content_hash (entry, before);
  entry->seen += 5;
  muster_commit_edit_change (entry->commit, 0)->base += 7;
  g_clear_pointer (&entry->actor, g_free);
  entry->seq = 0;
  muster_entry_content_hash (entry, after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  entry->at++;
  muster_entry_content_hash (entry, after);
  g_assert_cmpint (memcmp (before, after, sizeof after), !=, 0);
}

static void
test_sum (void)
{
  const guint8 one[MUSTER_DIGEST_LENGTH] = { [15] = 1 }, high[MUSTER_DIGEST_LENGTH] = { [0] = 0x80, [15] = 0xff };
  guint8 sum[MUSTER_DIGEST_LENGTH], zero[MUSTER_DIGEST_LENGTH] = { 0 };

  memset (sum, 0xff, sizeof sum);
  muster_digest_add (sum, one, 1);
  g_assert_cmpmem (sum, sizeof sum, zero, sizeof zero);
  muster_digest_add (sum, one, -1);
  muster_digest_add (sum, high, 1);
  muster_digest_add (sum, high, -1);
  muster_digest_add (sum, one, 1);
  g_assert_cmpmem (sum, sizeof sum, zero, sizeof zero);
  muster_digest_add (sum, high, 1);
  muster_digest_add (sum, high, 1);
  g_assert_cmpint (sum[15], ==, 0xfe);
  g_assert_cmpint (sum[14], ==, 1);
  g_assert_cmpint (sum[0], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/hash/script", test_script);
  g_test_add_func ("/sync/hash/vector", test_vector);
  g_test_add_func ("/sync/hash/what-counts", test_what_counts);
  g_test_add_func ("/sync/hash/sum", test_sum);
  return g_test_run ();
}
