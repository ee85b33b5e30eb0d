/* test-merge-oracle.c - our three-way comparison by word beside those of diff3 (GNU) and git by line.
 *
 * A word is one symbol here, which is a piece of its own without spaces between; for the others each is a line. Many small triples go to a
 * program at once, parted by lines that all have; no triple shares a line with another, so that each is judged by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-merge.h"
#include "muster-random.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define BATCHES 40
#define TRIPLES 50
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

/* ---- the others ---------------------------------------------------------------------------------------------------- */

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

static void
compare_batch (const Triple *triples, const char *folder, const char *const *argv, guint *n_clean)
{
  g_auto(GStrv) theirs = ask (folder, argv);

  for (guint i = 0; i < TRIPLES; i++)
    {
      g_autofree char *merged = NULL, *lines = NULL;
      gboolean conflict = strstr (theirs[i], "<<<<<<<") != NULL;

      muster_merge_text (triples[i].texts[0]->str, triples[i].texts[1]->str, triples[i].texts[2]->str, &merged);
      lines = merged != NULL ? to_lines (merged, i) : NULL;
      if ((merged == NULL) != conflict || (lines != NULL && !g_str_equal (lines, theirs[i])))
        g_error ("%s | %s | %s: %s gives\n%swe\n%s", triples[i].texts[0]->str, triples[i].texts[1]->str, triples[i].texts[2]->str, argv[0],
                 theirs[i], lines);
      *n_clean += !conflict;
    }
}

static void
test_oracle (gconstpointer data)
{
  const char *const *argv = data;
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autofree char *folder = g_dir_make_tmp ("muster-merge-XXXXXX", NULL);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);
  static const char *const names[] = { "base", "ours", "theirs" };
  guint n_clean = 0;

  if (program == NULL)
    {
      g_test_skip ("the program is not installed");
      return;
    }
  g_test_message ("seed %u", seed);
  for (guint batch = 0; batch < BATCHES; batch++)
    {
      Triple triples[TRIPLES];

      for (guint i = 0; i < TRIPLES; i++)
        triple_make (&triples[i], random);
      for (guint t = 0; t < 3; t++)
        write_side (folder, names[t], triples, t);
      compare_batch (triples, folder, argv, &n_clean);
      for (guint i = 0; i < TRIPLES; i++)
        triple_clear (&triples[i]);
    }
  /* Or else one answer alone was tried. */
  g_assert_cmpuint (n_clean, >, BATCHES * TRIPLES / 10);
  g_assert_cmpuint (n_clean, <, BATCHES * TRIPLES * 9 / 10);

  for (guint t = 0; t < 3; t++)
    {
      g_autofree char *path = g_build_filename (folder, names[t], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  static const char *const diff3[] = { "diff3", "-E", "-m", "ours", "base", "theirs", NULL };
  static const char *const git[] = { "git", "merge-file", "-p", "ours", "base", "theirs", NULL };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sync/merge-oracle/diff3", diff3, test_oracle);
  g_test_add_data_func ("/sync/merge-oracle/git", git, test_oracle);
  return g_test_run ();
}
