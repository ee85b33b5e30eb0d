/* test-field.c - what people type into any field: what is taken, and how it is said that something is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "muster-error.h"
#include "muster-kind.h"

static const MusterField *
find_field (MusterKindId kind, const char *name)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (kind), name);

  g_assert_nonnull (field);
  return field;
}

static MusterValue *
taken (const MusterField *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  MusterValue *value = NULL;

  g_assert_true (muster_field_parse (field, text, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
assert_refused (const MusterField *field, const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  MusterValue *value = NULL;

  g_assert_false (muster_field_parse (field, text, &value, &error));
  g_assert_null (value);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

#define ID_1 "[01890a5d-ac96-774b-bcce-b302099a8057]"
#define ID_2 "[01890a5d-ac96-774b-bcce-b302099a8058]"

/* The label, then a sentence that begins and ends like one. */
static void
test_sentences (void)
{
  assert_refused (find_field (MUSTER_KIND_RISK, "review_months"), "61",
                  "Review every (months): “61” does not fit here. Enter a whole number from 1 to 60.");
  assert_refused (find_field (MUSTER_KIND_RISK, "review_months"), "1.5",
                  "Review every (months): “1.5” does not fit here. Enter a whole number from 1 to 60.");
  assert_refused (find_field (MUSTER_KIND_RISK, "confidential"), "perhaps",
                  "Confidential: “perhaps” is neither yes nor no. Use “Yes” or “No”.");
  assert_refused (find_field (MUSTER_KIND_RISK, "escalation_potential"), "huge",
                  "Escalation potential: “huge” is not one of the choices. Use “High”, “Medium”, “Low”.");
  assert_refused (find_field (MUSTER_KIND_RISK, "deliverables"), "D-1",
                  "Threatens: This is not a reference to a record. Choose the record from the list.");
  assert_refused (find_field (MUSTER_KIND_RISK, "scope"), ID_1 " " ID_2,
                  "Belongs to: Only one record can stand here. Remove the others.");
}

/* Nobody is told of the largest number that a computer can hold. */
static void
test_whole_numbers (void)
{
  static const MusterField field = { "number", MUSTER_VALUE_INTEGER, 0, "Number" };
  static const MusterField wte = { "wte", MUSTER_VALUE_DECIMAL, 0, "WTE", .min = 0, .max = 5000 };

  assert_refused (&field, "1.5", "Number: “1.5” does not fit here. Enter a whole number, for example 12.");
  assert_refused (&wte, "6", "WTE: The number must be between 0 and 5.");
}

static void
test_each_record_once (void)
{
  const MusterField *field = find_field (MUSTER_KIND_RISK, "deliverables");
  g_autoptr (MusterValue) value = taken (field, ID_1 " " ID_2 " " ID_1);
  g_autoptr (MusterValue) one = taken (find_field (MUSTER_KIND_RISK, "scope"), ID_1 ID_1);
  guint n;

  muster_value_get_ids (value, &n);
  g_assert_cmpuint (n, ==, 2);
  muster_value_get_ids (one, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* What a page shows can be typed. */
static void
test_scores (void)
{
  static const char *const names[] = { "likelihood", "impact" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const MusterField *field = find_field (MUSTER_KIND_ASSESSMENT, names[i]);

      for (gint64 score = 1; score <= 5; score++)
        {
          g_autoptr (MusterValue) made = muster_value_new_number (MUSTER_VALUE_SCORE, score);
          g_autofree char *shown = muster_field_to_display (field, made);
          g_autofree char *capitals = g_ascii_strup (shown, -1);
          g_autoptr (MusterValue) value = taken (field, shown);
          g_autoptr (MusterValue) loud = taken (field, capitals);

          g_assert_true (muster_value_equal (made, value) && muster_value_equal (made, loud));
        }
    }
  assert_refused (find_field (MUSTER_KIND_ASSESSMENT, "likelihood"), "4 Rare",
                  "Likelihood: “4 Rare” does not fit here. Enter a whole number from 1 to 5.");
}

/* A line is counted in characters, whatever it takes to keep them; long texts have a limit of their own. */
static void
test_long_lines (void)
{
  const MusterField *title = find_field (MUSTER_KIND_RISK, "title");
  g_autoptr (GString) fits = g_string_new (NULL);
  g_autofree char *spaced = NULL, *huge = g_strnfill (300 * 1024, 'x');
  g_autoptr (MusterValue) value = NULL, padded = NULL, notes = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (fits, "£");
  spaced = g_strconcat ("   ", fits->str, "   ", NULL);
  value = taken (title, fits->str);
  padded = taken (title, spaced);
  g_assert_cmpstr (muster_value_get_text (padded), ==, fits->str);
  g_string_append (fits, "£");
  notes = taken (find_field (MUSTER_KIND_RISK, "notes"), fits->str);
  g_assert_nonnull (notes);
  assert_refused (title, fits->str,
                  "Title: This text is too long: it has 501 characters, and one line holds at most 500. Shorten it.");
  assert_refused (title, huge,
                  "Title: This text is too long: it has 307200 characters, and one line holds at most 500. "
                  "Shorten it.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/field/sentences", test_sentences);
  g_test_add_func ("/schema/field/whole-numbers", test_whole_numbers);
  g_test_add_func ("/schema/field/each-record-once", test_each_record_once);
  g_test_add_func ("/schema/field/scores", test_scores);
  g_test_add_func ("/schema/field/long-lines", test_long_lines);
  return g_test_run ();
}
