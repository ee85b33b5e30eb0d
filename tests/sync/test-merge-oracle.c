/* test-merge-oracle.c - our three-way comparison by word beside those of diff3 (GNU) and git by line.
 *
 * A word is one symbol here, which is a piece of its own without spaces between; for the others each is a line. Many
 * small triples go to a program at once, parted by lines that all have; no triple shares a line with another, so that
 * each is judged by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-merge.h"
#include "muster-random.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define TRIPLES 1000 /* of a batch */
#define SYMBOLS 0x2500 /* from here on: neither letters nor spaces, and none ends a sentence */

typedef struct {
  GString *texts[3]; /* base, ours, theirs */
} Triple;

static void
triple_make (Triple *self, MusterRandom *random)
{
  guint n = 1 + muster_random_below (random, 12);
  gunichar next = SYMBOLS + n;

  for (guint t = 0; t < 3; t++)
    self->texts[t] = g_string_new (NULL);
  for (guint word = 0; word < n; word++)
    {
      guint alike = muster_random_below (random, 8); /* 0: both put in the same, 1: both put the same in its place */
      gunichar common = next++;

      g_string_append_unichar (self->texts[0], SYMBOLS + word);
      for (guint t = 1; t < 3; t++)
        {
          guint what = muster_random_below (random, 9); /* 0: put in, 1: put in its place, 2: take out */

          if (alike == 0 || what == 0)
            g_string_append_unichar (self->texts[t], alike == 0 ? common : next++);
          if (alike == 1 || what == 1)
            g_string_append_unichar (self->texts[t], alike == 1 ? common : next++);
          else if (what != 2)
            g_string_append_unichar (self->texts[t], SYMBOLS + word);
        }
    }
}

static void
triple_clear (Triple *self)
{
  for (guint t = 0; t < 3; t++)
    g_string_free (self->texts[t], TRUE);
}

static char *
to_lines (const char *text, guint i)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_printf (lines, "%u-%x\n", i, g_utf8_get_char (at));
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static char *
border (guint i)
{
  return g_strdup_printf ("=%u\n=%u a\n=%u b\n=%u c\n", i, i, i, i);
}

/* ---- the others -------------------------------------------------------------------------------------------------- */

static void
write_side (const char *folder, const char *name, const Triple *triples, guint t)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < TRIPLES; i++)
    {
      g_autofree char *lines = to_lines (triples[i].texts[t]->str, i), *end = border (i);

      g_string_append_printf (text, "%s%s", lines, end);
    }
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

/* What the program makes of each triple. */
static GStrv
ask (const char *folder, const char *const *argv)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  char *at;

  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  at = output;
  for (guint i = 0; i < TRIPLES; i++)
    {
      g_autofree char *mark = border (i);
      char *end = strstr (at, mark);

      g_assert_nonnull (end);
      *end = '\0';
      g_strv_builder_add (parts, at);
      at = end + strlen (mark);
    }
  return g_strv_builder_end (parts);
}

/* NULL: words overlap. */
typedef char *(*Merge) (const Triple *triple);

static char *
merge (const Triple *triple)
{
  char *merged = NULL;

  muster_merge_text (triple->texts[0]->str, triple->texts[1]->str, triple->texts[2]->str, &merged);
  return merged;
}

typedef struct {
  const char *const *argv;
  guint              n_batches;
  Merge              merge;
  guint              n_clean, n_different;
  char              *first; /* of those that differ, in words */
} Comparison;

static void
compare_batch (Comparison *self, const Triple *triples, const char *folder)
{
  g_auto(GStrv) theirs = ask (folder, self->argv);

  for (guint i = 0; i < TRIPLES; i++)
    {
      g_autofree char *merged = self->merge (&triples[i]);
      g_autofree char *lines = merged != NULL ? to_lines (merged, i) : NULL;
      gboolean conflict = strstr (theirs[i], "<<<<<<<") != NULL;

      self->n_clean += !conflict;
      if ((merged == NULL) == conflict && (lines == NULL || g_str_equal (lines, theirs[i])))
        continue;
      self->n_different++;
      if (self->first == NULL)
        self->first =
          g_strdup_printf ("%s | %s | %s: %s gives\n%swe\n%s", triples[i].texts[0]->str, triples[i].texts[1]->str,
                           triples[i].texts[2]->str, self->argv[0], theirs[i], lines);
    }
}

static void
compare (Comparison *self)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-merge-XXXXXX", NULL);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);
  static const char *const names[] = { "base", "ours", "theirs" };

  g_test_message ("seed %u", seed);
  for (guint batch = 0; batch < self->n_batches; batch++)
    {
      Triple triples[TRIPLES];

      for (guint i = 0; i < TRIPLES; i++)
        triple_make (&triples[i], random);
      for (guint t = 0; t < 3; t++)
        write_side (folder, names[t], triples, t);
      compare_batch (self, triples, folder);
      for (guint i = 0; i < TRIPLES; i++)
        triple_clear (&triples[i]);
    }
  for (guint t = 0; t < 3; t++)
    {
      g_autofree char *path = g_build_filename (folder, names[t], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
is_here (const char *const *argv)
{
  g_autofree char *program = g_find_program_in_path (argv[0]);

  if (program == NULL)
    g_test_skip ("the program is not installed");
  return program != NULL;
}

typedef struct {
  const char *const *argv;
  guint              n_batches;
} Oracle;

static void
test_oracle (gconstpointer data)
{
  const Oracle *oracle = data;
  Comparison comparison = { oracle->argv, oracle->n_batches, merge };
  guint n = oracle->n_batches * TRIPLES;

  if (!is_here (oracle->argv))
    return;
  compare (&comparison);
  if (comparison.n_different > 0)
    g_error ("%u of %u: %s", comparison.n_different, n, comparison.first);
  /* Or else one answer alone was tried. */
  g_assert_cmpuint (comparison.n_clean, >, n / 10);
  g_assert_cmpuint (comparison.n_clean, <, n * 9 / 10);
}

/* ---- mistakes that have to be found ------------------------------------------------------------------------------ */

static char *
ours_wins (const Triple *triple)
{
  char *merged = merge (triple);

  return merged != NULL ? merged : g_strdup (triple->texts[1]->str);
}

static char *
last_word_is_lost (const Triple *triple)
{
  char *merged = merge (triple);

  if (merged != NULL && *merged != '\0')
    *g_utf8_find_prev_char (merged, merged + strlen (merged)) = '\0';
  return merged;
}

/* What both put in is put in twice, as long as it stands at the end. */
static char *
same_edit_twice (const Triple *triple)
{
  g_autofree char *merged = merge (triple);
  const char *one = triple->texts[1]->str, *other = triple->texts[2]->str;
  const char *last = *one != '\0' ? g_utf8_find_prev_char (one, one + strlen (one)) : NULL;

  if (merged == NULL || last == NULL || !g_str_has_suffix (other, last)
      || g_str_has_suffix (triple->texts[0]->str, last))
    return g_steal_pointer (&merged);
  return g_strconcat (merged, last, NULL);
}

static char *
never_merges (const Triple *triple)
{
  gboolean one_alone = g_string_equal (triple->texts[0], triple->texts[1])
                       || g_string_equal (triple->texts[0], triple->texts[2])
                       || g_string_equal (triple->texts[1], triple->texts[2]);

  return one_alone ? merge (triple) : NULL;
}

static void
test_planted (gconstpointer data)
{
  static const Merge planted[] = { ours_wins, last_word_is_lost, same_edit_twice, never_merges };

  if (!is_here (data))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      Comparison comparison = { data, 1, planted[i] };

      compare (&comparison);
      g_test_message ("mistake %u: %u of %u", i, comparison.n_different, TRIPLES);
      g_assert_cmpuint (comparison.n_different, >, 0);
      g_free (comparison.first);
    }
}

int
main (int argc, char **argv)
{
  static const char *const diff3[] = { "diff3", "-E", "-m", "ours", "base", "theirs", NULL };
  static const char *const git[] = { "git", "merge-file", "-p", "ours", "base", "theirs", NULL };
  const char *batches = g_getenv ("MUSTER_TEST_BATCHES");
  const Oracle by_diff3 = { diff3, 10 },
               by_git = { git, batches != NULL ? (guint) g_ascii_strtoull (batches, NULL, 10) : 100 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sync/merge-oracle/diff3", &by_diff3, test_oracle);
  g_test_add_data_func ("/sync/merge-oracle/git", &by_git, test_oracle);
  g_test_add_data_func ("/sync/merge-oracle/planted", git, test_planted);
  return g_test_run ();
}
