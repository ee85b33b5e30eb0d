/* test-merge.c - what two edits of one text become, and what a change does to a group.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-merge.h"

#include "texts.h"

#include <string.h>

/* ---- cases ------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *name, *base, *ours, *theirs;
  gboolean    clean;
  const char *merged; /* NULL: nothing to suggest */
} texts[] = {
  { "different sentences", "One is here. Two is there.", "One was here. Two is there.", "One is here. Two was there.",
    TRUE, "One was here. Two was there." },
  { "one sentence, different words", "The start will be late.", "The start may be late.",
    "The start will be late again.", FALSE, "The start may be late again." },
  { "one sentence, one word", "The start will be late.", "The start may be late.", "The start might be late.", FALSE,
    NULL },
  { "words that touch", "a b c d", "a X c d", "a b Y d", FALSE, "a X Y d" },
  { "a sentence added at the end, another changed", "One. Two.", "One. Two. Three.", "One. Zwei.", TRUE,
    "One. Zwei. Three." },
  { "both added at the end", "One.", "One. Two.", "One. Three.", FALSE, NULL },
  { "both added the same", "One.", "One. Two.", "One. Two.", TRUE, "One. Two." },
  { "both changed alike, and more", "One. Two. Three. Four.", "Eins. Two. Drei. Four.", "Eins. Two. Three. Vier.", TRUE,
    "Eins. Two. Drei. Vier." },
  { "one wrote anew around what the other took out", "One. Two.", "One. Now two and more. .", "One. .", FALSE, NULL },
  { "one took a sentence out, the other changed it", "One. Two. Three.", "One. Three.", "One. Zwei. Three.", FALSE,
    NULL },
  { "one took a sentence out, the other put one in before", "One. Two. Three.", "One. Three.", "One. New. Two. Three.",
    TRUE, "One. New. Three." },
  { "first and last", "One. Two. Three.", "Zero. One. Two. Three.", "One. Two. Three. Four.", TRUE,
    "Zero. One. Two. Three. Four." },
  { "lines are sentences", "- one\n- two\n", "- eins\n- two\n", "- one\n- zwei\n", TRUE, "- eins\n- zwei\n" },
  { "a point inside a word ends nothing", "Band 7.5 is set today", "Band 8.5 is set today", "Band 7.5 is set later",
    FALSE, "Band 8.5 is set later" },
  { "an ellipsis ends", "And so… Then what? Yes!", "And then… Then what? Yes!", "And so… Then what? No!", TRUE,
    "And then… Then what? No!" },
  { "nothing to begin with", "", "Ours.", "Theirs.", FALSE, NULL },
  { "one emptied, the other left alone", "One. Two.", "", "One. Two.", TRUE, "" },
  { "one emptied, the other changed", "One. Two.", "", "One. Zwei.", FALSE, NULL },
  { "line ends of other systems", "One.\r\nTwo.", "One.\nTwo. More.", "Eins.\rTwo.", TRUE, "Eins.\nTwo. More." },
  { "letters in two parts", "Caf\xc3\xa9. Two.", "Cafe\xcc\x81. Zwei.", "Caf\xc3\xa9. Two. Three.", TRUE,
    "Caf\xc3\xa9. Zwei. Three." },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *merged = NULL, *swapped = NULL;

      g_test_message ("%s", texts[i].name);
      g_assert_cmpint (muster_merge_text (texts[i].base, texts[i].ours, texts[i].theirs, &merged), ==, texts[i].clean);
      g_assert_cmpstr (merged, ==, texts[i].merged);
      g_assert_cmpint (muster_merge_text (texts[i].base, texts[i].theirs, texts[i].ours, &swapped), ==, texts[i].clean);
      g_assert_cmpstr (swapped, ==, texts[i].merged);
    }
}

/* Two texts that are allowed each can make one that is not. */
static void
test_too_long (void)
{
  g_autofree char *half = g_strnfill (150 * 1024, 'a');
  g_autofree char *ours = g_strconcat (half, ". Middle. End.", NULL);
  g_autofree char *theirs = g_strconcat ("Start. Middle. ", half, ".", NULL);
  g_autofree char *merged = NULL;

  g_assert_false (muster_merge_text ("Start. Middle. End.", ours, theirs, &merged));
}

/* ---- what always holds ------------------------------------------------------------------------------------------- */

#define RUNS 3000

static MusterRandom *
seeded (void)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return muster_random_new_seeded (seed);
}

static void
test_one_side (void)
{
  g_autoptr(MusterRandom) random = seeded ();

  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *base = texts_make (random, muster_random_below (random, 40), muster_random_below (random, 12));
      g_autofree char *edited = texts_edit (random, base, "our", muster_random_below (random, 12));
      g_autofree char *ours = NULL, *theirs = NULL, *both = NULL;

      g_assert_true (muster_merge_text (base, edited, base, &ours));
      g_assert_cmpstr (ours, ==, edited);
      g_assert_true (muster_merge_text (base, base, edited, &theirs));
      g_assert_cmpstr (theirs, ==, edited);
      g_assert_true (muster_merge_text (base, edited, edited, &both));
      g_assert_cmpstr (both, ==, edited);
    }
}

static void
test_swapped (void)
{
  g_autoptr(MusterRandom) random = seeded ();
  guint n_clean = 0, n_suggested = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *base = texts_make (random, 30, muster_random_below (random, 2) * 8);
      g_autofree char *ours = texts_edit (random, base, "our", 1 + muster_random_below (random, 4));
      g_autofree char *theirs = texts_edit (random, base, "their", 1 + muster_random_below (random, 4));
      g_autofree char *merged = NULL, *swapped = NULL;
      gboolean clean = muster_merge_text (base, ours, theirs, &merged);

      g_assert_cmpint (muster_merge_text (base, theirs, ours, &swapped), ==, clean);
      g_assert_cmpstr (merged, ==, swapped);
      n_clean += clean;
      n_suggested += !clean && merged != NULL;
    }
  /* Or else nothing was tried. */
  g_assert_cmpuint (n_clean, >, RUNS / 10);
  g_assert_cmpuint (n_suggested, >, RUNS / 10);
}

static void
assert_words (const char *tag, guint n, const char *ours, const char *theirs, const char *merged)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *word = g_strdup_printf ("%s%ux", tag, i);
      gboolean wanted = g_str_equal (tag, "w") ? strstr (ours, word) != NULL && strstr (theirs, word) != NULL
                                               : strstr (ours, word) != NULL || strstr (theirs, word) != NULL;

      if ((strstr (merged, word) != NULL) != wanted)
        g_error ("%s in\n%s\n|\n%s\n=\n%s", word, ours, theirs, merged);
    }
}

/* What one put in is there, in suggestions too; of what was there before, what both left is there and what one took out
 * is not. */
static void
test_no_word_lost (void)
{
  g_autoptr(MusterRandom) random = seeded ();
  guint n_merged = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *base = texts_make (random, 40, 0);
      g_autofree char *ours = texts_edit (random, base, "our", 1 + muster_random_below (random, 4));
      g_autofree char *theirs = texts_edit (random, base, "their", 1 + muster_random_below (random, 4));
      g_autofree char *merged = NULL;
      gboolean clean;

      clean = muster_merge_text (base, ours, theirs, &merged);
      if (merged == NULL)
        continue;
      n_merged++;
      assert_words ("our", 5, ours, theirs, merged);
      assert_words ("their", 5, ours, theirs, merged);
      if (clean)
        assert_words ("w", 40, ours, theirs, merged);
    }
  g_assert_cmpuint (n_merged, >, RUNS / 5);
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static char *
runs_to_text (const char *before, const char *after)
{
  g_autoptr(GArray) runs = muster_text_compare (before, after);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *const marks[] = { "%s", "[-%s-]", "{+%s+}" };

  for (guint i = 0; i < runs->len; i++)
    {
      const MusterRun *run = &g_array_index (runs, MusterRun, i);
      g_auto(GStrv) parts = g_strsplit (marks[run->type], "%s", 2);

      g_string_append_printf (text, "%s%s%s", parts[0], run->text, parts[1]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_compare (void)
{
  const char *const cases[][3] = {
    { "The start will be late.", "The start may be late.", "The start [-will-]{+may+} be late." },
    { "the cat sat", "a dog ran", "[-the cat sat-]{+a dog ran+}" },
    { "", "new", "{+new+}" },
    { "old", "", "[-old-]" },
    { "same", "same", "same" },
    { "", "", "" },
    { "One. Two.", "One. Two. Three.", "One. Two.{+ Three.+}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = runs_to_text (cases[i][0], cases[i][1]);

      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static void
test_compare_whole (void)
{
  g_autoptr(MusterRandom) random = seeded ();

  for (guint i = 0; i < RUNS; i++)
    {
      g_autofree char *before = texts_make (random, muster_random_below (random, 60), muster_random_below (random, 10));
      g_autofree char *after =
        i % 4 == 0 ? texts_make (random, muster_random_below (random, 60), muster_random_below (random, 10))
                   : texts_edit (random, before, "new", muster_random_below (random, 20));
      g_autoptr(GArray) runs = muster_text_compare (before, after);
      g_autoptr(GString) old_text = g_string_new (NULL), new_text = g_string_new (NULL);

      for (guint j = 0; j < runs->len; j++)
        {
          const MusterRun *run = &g_array_index (runs, MusterRun, j);

          if (run->type != MUSTER_RUN_ADDED)
            g_string_append (old_text, run->text);
          if (run->type != MUSTER_RUN_REMOVED)
            g_string_append (new_text, run->text);
        }
      g_assert_cmpstr (old_text->str, ==, before);
      g_assert_cmpstr (new_text->str, ==, after);
    }
}

/* Two long texts without a common word must not keep anybody waiting: the steps grow with the length, not with its
 * square. */
static void
test_compare_large (void)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (1);
  g_autofree char *before = texts_make (random, 30000, 0);
  g_autofree char *after = texts_edit (random, before, "new", 1500);
  g_autofree char *other = texts_make (random, 30000, 300);
  g_autofree char *merged = NULL;
  g_autoptr(GArray) runs = muster_text_compare (before, after);
  g_autoptr(GArray) rewritten = muster_text_compare (before, other);

  g_assert_cmpuint (runs->len, >, 1500);
  g_assert_cmpuint (rewritten->len, >, 0);
  g_assert_false (muster_merge_text (before, after, other, &merged));
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static json_t *
value (const char *text)
{
  json_error_t problem;

  return *text != '\0' ? json_loads (text, JSON_DECODE_ANY, &problem) : NULL;
}

static void
test_groups (void)
{
  const struct {
    const char   *kind, *group, *base, *head;
    gboolean      base_is_head;
    const char   *value;
    MusterOutcome outcome;
    const char   *merged;
  } cases[] = {
    { "risk", "title", "", "", TRUE, "{\"title\":\"a\"}", MUSTER_OUTCOME_HEAD, "" },
    { "risk", "title", "{\"title\":\"a\"}", "{\"title\":\"a\"}", TRUE, "{\"title\":\"b\"}", MUSTER_OUTCOME_HEAD, "" },
    { "risk", "title", "{\"title\":\"a\"}", "{\"title\":\"b\"}", FALSE, "{\"title\":\"b\"}", MUSTER_OUTCOME_SAME, "" },
    { "risk", "title", "{\"title\":\"a\"}", "{\"title\":\"b\"}", TRUE, "{\"title\":\"b\"}", MUSTER_OUTCOME_SAME, "" },
    { "risk", "title", "{\"title\":\"a\"}", "{\"title\":\"b\"}", FALSE, "{\"title\":\"c\"}", MUSTER_OUTCOME_CONFLICT,
      "" },
    { "risk", "cause", "{\"cause\":\"One. Two.\"}", "{\"cause\":\"Eins. Two.\"}", FALSE, "{\"cause\":\"One. Zwei.\"}",
      MUSTER_OUTCOME_MERGED, "{\"cause\":\"Eins. Zwei.\"}" },
    { "risk", "cause", "{\"cause\":\"One. Two.\"}", "{\"cause\":\"Eins. Two.\"}", FALSE, "{\"cause\":\"Uno. Zwei.\"}",
      MUSTER_OUTCOME_CONFLICT, "" },
    { "risk", "cause", "{\"cause\":\"One.\"}", "{}", FALSE, "{\"cause\":\"Eins.\"}", MUSTER_OUTCOME_CONFLICT, "" },
    { "risk", "cause", "", "{\"cause\":\"One.\"}", FALSE, "{\"cause\":\"Eins.\"}", MUSTER_OUTCOME_CONFLICT, "" },
    /* What a newer version put beside the text is not ours to join. */
    { "risk", "cause", "{\"cause\":\"One. Two.\"}", "{\"cause\":\"Eins. Two.\",\"lang\":\"de\"}", FALSE,
      "{\"cause\":\"One. Zwei.\"}", MUSTER_OUTCOME_CONFLICT, "" },
    /* A group of several fields is one judgement, whatever the fields are. */
    { "assessment", "assessment", "{\"rationale\":\"One. Two.\"}", "{\"rationale\":\"Eins. Two.\"}", FALSE,
      "{\"rationale\":\"One. Zwei.\"}", MUSTER_OUTCOME_CONFLICT, "" },
    { "hovercraft", "cause", "{\"cause\":\"One. Two.\"}", "{\"cause\":\"Eins. Two.\"}", FALSE,
      "{\"cause\":\"One. Zwei.\"}", MUSTER_OUTCOME_CONFLICT, "" },
    { "risk", "_exists", "true", "true", TRUE, "false", MUSTER_OUTCOME_HEAD, "" },
    { "risk", "_exists", "true", "false", FALSE, "false", MUSTER_OUTCOME_SAME, "" },
    { "risk", "_ref", "", "\"R-1\"", FALSE, "\"R-2\"", MUSTER_OUTCOME_CONFLICT, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(json_t) base = value (cases[i].base), head = value (cases[i].head), new_value = value (cases[i].value);
      g_autoptr(json_t) expected = value (cases[i].merged);
      MusterMerge merge = muster_merge_group (muster_kind_by_name (cases[i].kind), cases[i].group, base, head,
                                              cases[i].base_is_head, new_value);

      g_test_message ("case %u", i);
      g_assert_cmpint (merge.outcome, ==, cases[i].outcome);
      g_assert_true ((merge.merged == NULL && expected == NULL) || json_equal (merge.merged, expected));
      json_decref (merge.merged);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge/texts", test_texts);
  g_test_add_func ("/sync/merge/too-long", test_too_long);
  g_test_add_func ("/sync/merge/one-side", test_one_side);
  g_test_add_func ("/sync/merge/swapped", test_swapped);
  g_test_add_func ("/sync/merge/no-word-lost", test_no_word_lost);
  g_test_add_func ("/sync/merge/compare", test_compare);
  g_test_add_func ("/sync/merge/compare-whole", test_compare_whole);
  g_test_add_func ("/sync/merge/compare-large", test_compare_large);
  g_test_add_func ("/sync/merge/groups", test_groups);
  return g_test_run ();
}
