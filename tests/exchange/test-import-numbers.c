/* test-import-numbers.c - a register that was kept elsewhere, with its own numbers, and again when it has grown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "muster-import.h"
#include "replica-fixture.h"

#define REGISTER "Ref,Title,Status,Likelihood,Consequence,Score\n"

static const MusterKind *
risk (void)
{
  return muster_kind_get (MUSTER_KIND_RISK);
}

static MusterImport *
read_table (Fixture *self, const char *text)
{
  g_autoptr(GError) error = NULL;
  MusterImport *import = muster_import_read (self->replica, risk (), NULL, text, strlen (text), 0, NULL, &error);

  g_assert_no_error (error);
  return import;
}

static void
assert_counts (const MusterImport *import, guint added, guint changed, guint unchanged)
{
  for (guint i = 0; i < import->problems->len; i++)
    g_test_message ("%s", ((MusterImportProblem *) import->problems->pdata[i])->message);
  g_assert_cmpuint (import->problems->len, ==, 0);
  g_assert_cmpuint (import->n_added, ==, added);
  g_assert_cmpuint (import->n_changed, ==, changed);
  g_assert_cmpuint (import->n_unchanged, ==, unchanged);
}

static void
take (Fixture *self, const char *text, guint added, guint changed, guint unchanged)
{
  g_autoptr(MusterImport) import = read_table (self, text);
  g_autoptr(GPtrArray) commits = muster_import_commits (import, "Imported");
  g_autoptr(GError) error = NULL;
  gint64 version;

  assert_counts (import, added, changed, unchanged);
  g_assert_true (muster_replica_save_all (self->replica, commits, &version, NULL, &error));
  g_assert_no_error (error);
}

/* "A from Ref 1, 12", and so on, by title. */
static void
assert_risks (Fixture *self, const char *expected)
{
  g_autoptr(MusterQuery) query = muster_query_new (risk ());
  g_autoptr(GPtrArray) risks = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  muster_query_set_sort (query, "title", FALSE);
  risks = fixture_load (self, query);
  for (guint i = 0; i < risks->len; i++)
    g_string_append_printf (text, "%s%s from %s, %d", i > 0 ? "; " : "",
                            muster_record_get_text (risks->pdata[i], "title"),
                            muster_record_get_text (risks->pdata[i], "source"),
                            (int) muster_record_get_number (risks->pdata[i], "score"));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  take (self, REGISTER "1,A,Open,4,3,12\nCR-014,B,Open,2,4,8\n", 2, 0, 0);
  assert_risks (self, "A from Ref 1, 12; B from Ref CR-014, 8");
}

static void
test_found_again (Fixture *self, gconstpointer data)
{
  take (self, REGISTER "1,A,Open,4,3,12\nCR-014,B,Open,2,4,8\n", 2, 0, 0);
  take (self, REGISTER "cr-014,B,Open,2,4,8\n 1 ,A,Being treated,4,3,12\n,C,Open,1,1,1\n2,D,Open,1,1,1\n", 2, 1, 1);
  assert_risks (self, "A from Ref 1, 12; B from Ref CR-014, 8; C from , 1; D from Ref 2, 1");
}

static void
assert_problems (Fixture *self, const char *text, const char *const *messages)
{
  g_autoptr(MusterImport) import = read_table (self, text);

  g_assert_cmpuint (import->problems->len, ==, g_strv_length ((char **) messages));
  for (guint i = 0; i < import->problems->len; i++)
    g_assert_cmpstr (((MusterImportProblem *) import->problems->pdata[i])->message, ==, messages[i]);
}

/* A risk has one row for each of its mitigations in some registers. */
static void
test_twice (Fixture *self, gconstpointer data)
{
  static const char *const messages[] = {
    "Line 3, column 1: This number is on line 2 already. Take one of them out.", NULL,
  };

  assert_problems (self, REGISTER "7,A,Open,4,3,12\n7,B,Open,4,3,12\n", messages);
}

/* Two boroughs both number from one. */
static void
test_not_guessed (Fixture *self, gconstpointer data)
{
  static const char *const messages[] = {
    "Line 2, column 1: Ref 1 came here as R-1, “A”, and is called otherwise now. If it is that one, write R-1 instead "
    "of the number; if it is another register, leave the numbers out.",
    NULL,
  };

  take (self, REGISTER "1,A,Open,4,3,12\n", 1, 0, 0);
  assert_problems (self, REGISTER "1,Of another borough,Open,4,3,12\n", messages);
  take (self, REGISTER "R-1,A two,Open,4,3,12\n2,B,Open,4,3,12\n", 1, 1, 0);
  assert_risks (self, "A two from Ref 1, 12; B from Ref 2, 12");
}

static void
test_archived (Fixture *self, gconstpointer data)
{
  take (self, REGISTER "1,A,Open,4,3,12\n", 1, 0, 0);
  take (self, "Ref,Archived\nR-1,Yes\n", 0, 1, 0);
  take (self, REGISTER "1,A,Open,4,3,12\n", 0, 0, 1);
}

/* One that could be Muster's is a mistake, and no number of elsewhere. */
static void
test_own_numbers (Fixture *self, gconstpointer data)
{
  static const char *const messages[] = {
    "Line 2, column 1: There is no record R-9 here. Leave the cell empty for a new record.", NULL,
  };

  assert_problems (self, REGISTER "R-9,A,Open,4,3,12\n14,B,Open,4,3,12\n", messages);
}

/* A table that says where its rows come from says it for all of them. */
static void
test_source_stands (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterImport) import = read_table (self, "No,Title,Status,Source\n1,A,Open,Board paper\n");

  assert_counts (import, 1, 0, 0);
  g_assert_cmpuint (import->unknown->len, ==, 1);
  g_assert_cmpstr (import->unknown->pdata[0], ==, "No");
}

static void
test_scores_with_words (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterImport) import = NULL;

  take (self, REGISTER "1,A,Open,5,3,15 High\n2,B,Open,4,4,Extreme (16)\n", 2, 0, 0);
  assert_risks (self, "A from Ref 1, 15; B from Ref 2, 16");
  import = read_table (self, REGISTER "3,C,Open,5,3,15 of 25\n4,D,Open,5,3,-15\n5,E,Open,5,3,15.5\n6,F,Open,5,3,>12\n"
                                        "7,G,Open,5,3,−12\n");
  g_assert_cmpuint (import->problems->len, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/exchange/import-numbers/kept", test_kept);
  ADD ("/exchange/import-numbers/found-again", test_found_again);
  ADD ("/exchange/import-numbers/twice", test_twice);
  ADD ("/exchange/import-numbers/not-guessed", test_not_guessed);
  ADD ("/exchange/import-numbers/archived", test_archived);
  ADD ("/exchange/import-numbers/own", test_own_numbers);
  ADD ("/exchange/import-numbers/source", test_source_stands);
  ADD ("/exchange/import-numbers/words", test_scores_with_words);
  return g_test_run ();
}
