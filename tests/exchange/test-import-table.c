/* test-import-table.c - tables of people: what can be taken is taken, and what cannot is said by its line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "muster-error.h"
#include "muster-import.h"
#include "replica-fixture.h"

#define ID_1 "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_2 "01890a5d-ac96-774b-bcce-b302099a8058"
#define ID_3 "01890a5d-ac96-774b-bcce-b302099a8059"

static const MusterKind *
risk (void)
{
  return muster_kind_get (MUSTER_KIND_RISK);
}

static MusterImport *
read_table (Fixture *self, const MusterKind *kind, MusterRecord *fresh, const char *text)
{
  g_autoptr(GError) error = NULL;
  MusterImport *import = muster_import_read (self->replica, kind, fresh, text, strlen (text), MUSTER_IMPORT_LENIENT,
                                             NULL, &error);

  g_assert_no_error (error);
  return import;
}

static gboolean
save (Fixture *self, const MusterImport *import, GError **error)
{
  g_autoptr(GPtrArray) commits = muster_import_commits (import, "Imported");
  gint64 version;

  return muster_replica_save_all (self->replica, commits, &version, NULL, error);
}

static void
take (Fixture *self, const char *text)
{
  g_autoptr(MusterImport) import = read_table (self, risk (), NULL, text);
  g_autoptr(GError) error = NULL;

  g_assert_true (save (self, import, &error));
  g_assert_no_error (error);
}

static char *
describe (const MusterImport *import)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u new, %u changed, %u the same, %u left out", import->n_added, import->n_changed,
                          import->n_unchanged, import->n_left_out);
  for (guint i = 0; i < import->unknown->len; i++)
    g_string_append_printf (text, "; not %s", (char *) import->unknown->pdata[i]);
  for (guint i = 0; i < import->computed->len; i++)
    g_string_append_printf (text, "; computed %s", (char *) import->computed->pdata[i]);
  for (guint i = 0; i < import->problems->len; i++)
    g_string_append_printf (text, "; %u", ((MusterImportProblem *) import->problems->pdata[i])->line);
  return g_string_free (text, FALSE);
}

static void
assert_read (Fixture *self, const MusterKind *kind, const char *text, const char *expected)
{
  g_autoptr(MusterImport) import = read_table (self, kind, NULL, text);
  g_autofree char *described = describe (import);

  if (!g_str_equal (described, expected))
    g_error ("“%s” gives “%s”, not “%s”", text, described, expected);
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static void
test_taken (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "Title,Status\nA,Open\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Title;Status\nA;Open\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Title\tStatus\r\nA \"leak\", small\tOpen\r\n", "1 new, 0 changed, 0 the same, 0 left out" },
    /* As it is copied with what stands around it. */
    { "\n\n Title ,Status,\n,,\nA,Open,\n,,\n\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "\t\t\nTitle\tStatus\t\nA\tOpen\t\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Title,Status,,\nA,Open,,who knows\n", "1 new, 0 changed, 0 the same, 0 left out; not column 4" },
    { "Colour,Title,Size,Status\nred,A,big,Open\n", "1 new, 0 changed, 0 the same, 0 left out; not Colour; not Size" },
    /* Nothing below the header. */
    { "Title,Status\n", "0 new, 0 changed, 0 the same, 0 left out" },
    { "Title,Status", "0 new, 0 changed, 0 the same, 0 left out" },
    /* What is good is taken without what is not. */
    { "Title,Status\nA,Open\nB,Asleep\n,Open\nC\nD,Open\n", "2 new, 0 changed, 0 the same, 3 left out; 3; 4; 5" },
    /* Spreadsheets leave away what is empty at the end, or copy more of it; where there is something, it is said. */
    { "Status\tTitle\tNotes\nOpen\tA\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Status\tTitle\nOpen\tA\t\t\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Status\tTitle\nOpen\tA\t\tB\n", "0 new, 0 changed, 0 the same, 1 left out; 2" },
    /* As registers have it. */
    { "Ref.,RISK,State,Owner:\n,A,Open,Head of estates\n", "1 new, 0 changed, 0 the same, 0 left out" },
    { "Risk ID,Risk title,Risk status,Risk-owner\n,A,Open,Head of estates\n",
      "1 new, 0 changed, 0 the same, 0 left out" },
    { "Risk,Title,Description,Status\nOne,A,B,Open\n", "1 new, 0 changed, 0 the same, 0 left out; not Risk" },
    /* What is worked out here is said, too. */
    { "Title,Status,Band,Trend\nA,Open,High,Rising\n", "1 new, 0 changed, 0 the same, 0 left out; computed Band; "
      "computed Trend" },
    { "Title,Status,Review every (months)\nA,Asleep,99\n", "0 new, 0 changed, 0 the same, 1 left out; 2; 2" },
    { "Number,Title\nR-9,A\n", "0 new, 0 changed, 0 the same, 1 left out; 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_read (self, risk (), cases[i].text, cases[i].expected);
}

/* Where it is no table at all, the line is where one has to look. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *message;
    guint line;
  } cases[] = {
    { "", "*is empty*", 0 },
    { ",,\n,,\n", "*is empty*", 0 },
    { "The roof leaks,Open\n", "Line 1: it names no column of a risk*such as “Title”. A column can be called: Number, "
      "Title, Score, Initial, Target, Likelihood now, Consequence now, *, Status, *, Source.", 1 },
    { "\n\nOnce,upon,a\n", "Line 3: it names no column*", 3 },
    { "Title,Status,Title\nA,Open,B\n", "Line 1, column 3: there is a column “Title” already*", 1 },
    { "Number,Code,Title\nR-1,R-1,B\n", "Line 1, column 2: there is a column “Code” already*", 1 },
    { "Title,Status\nA,Open\n\"B,Open\nC,Open\n", "Line 3, column 1: the quotation mark that opens*", 3 },
    { "Title,Status\nA,Open\n\"B\" or so,Open\n", "Line 3, column 1: there is text after*", 3 },
    { "Title\nA\nB\ncaf\xe9\n", "Line 4: this is not text in UTF-8*", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      guint line = 99;

      g_assert_null (muster_import_read (self->replica, risk (), NULL, cases[i].text, strlen (cases[i].text),
                                         MUSTER_IMPORT_LENIENT, &line, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_error ("“%s” is not “%s”", error->message, cases[i].message);
      g_assert_cmpuint (line, ==, cases[i].line);
    }
}

static void
test_suits (void)
{
  g_assert_true (muster_import_suits (risk (), "Title,Colour\nA,red\n"));
  g_assert_true (muster_import_suits (risk (), "colour\tstatus"));
  g_assert_false (muster_import_suits (risk (), "Dear all, this is what we said:\nTitle,Status\n"));
  g_assert_false (muster_import_suits (risk (), "\"Title\n"));
  g_assert_false (muster_import_suits (risk (), ""));
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "A current 4 × 3 stated 15", in the order of these words. */
static char *
describe_scores (Fixture *self)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_ASSESSMENT));
  g_autoptr(GPtrArray) assessments = fixture_load (self, query);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < assessments->len; i++)
    {
      MusterRecord *assessment = assessments->pdata[i];
      g_ptr_array_add (texts, g_strdup_printf ("%s %s %d × %d stated %d",
                                               muster_record_get_ref_title (assessment, "risk"),
                                               muster_record_get_text (assessment, "kind"),
                                               (int) muster_record_get_number (assessment, "likelihood"),
                                               (int) muster_record_get_number (assessment, "impact"),
                                               (int) muster_record_get_number (assessment, "stated_score")));
      g_assert_cmpstr (muster_when_get_text (muster_value_get_when (muster_record_get (assessment, "on"))), ==,
                       "1 July 2017");
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (char **) texts->pdata);
}

static void
assert_scores (Fixture *self, const char *expected)
{
  g_autofree char *scores = describe_scores (self);

  g_assert_cmpstr (scores, ==, expected);
}

/* They become assessments, as a person makes them, in the same save. */
static void
test_scores (Fixture *self, gconstpointer data)
{
  static const char table[] = "Number\tTitle\tStatus\tLikelihood\tConsequence\tScore\n"
                              "%s\tA\tOpen\t4 Likely\tModerate\t12\n"
                              "%s\tB\tOpen\tUnlikely\tMajor (4)\t9\n"
                              "%s\tC\tOpen\t\t\t\n";
  g_autofree char *fresh = g_strdup_printf (table, "", "", "");
  g_autofree char *known = g_strdup_printf (table, "R-1", "R-2", "R-3");
  g_autoptr(MusterQuery) query = muster_query_new (risk ());
  g_autoptr(GPtrArray) risks = NULL;

  take (self, fresh);
  assert_scores (self, "A current 4 × 3 stated 0; B current 2 × 4 stated 9");
  risks = fixture_load (self, query);
  g_assert_cmpuint (risks->len, ==, 3);
  g_assert_cmpint (muster_record_get_number (risks->pdata[0], "score"), ==, 12);
  g_assert_cmpint (muster_record_get_number (risks->pdata[1], "score"), ==, 8);
  assert_read (self, risk (), known, "0 new, 0 changed, 3 the same, 0 left out");
  assert_read (self, risk (), "Ref,L,C\nR-1,4,4\nR-2,2,4\n", "0 new, 1 changed, 1 the same, 0 left out");
  take (self, "Ref,Probability,Impact\nR-1,4,4\nR-2,2,4\n");
  assert_scores (self, "A current 4 × 3 stated 0; A current 4 × 4 stated 0; B current 2 × 4 stated 9");
}

static void
test_all_scores (Fixture *self, gconstpointer data)
{
  take (self, "Risk,Status,Inherent likelihood,Inherent impact,Initial score,Likelihood,Severity,Target L,Target C\n"
              "A,Open,5,5,25,4,4,2,2\n");
  assert_scores (self, "A current 4 × 4 stated 0; A initial 5 × 5 stated 0; A target 2 × 2 stated 0");
  assert_read (self, risk (), "Ref,Score,Initial,Target\nR-1,16,25,4\n", "0 new, 0 changed, 1 the same, 0 left out");
}

/* A score alone is what somebody says, and no score. */
static void
test_stated_alone (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterImport) import = read_table (self, risk (), NULL, "Title,Status,Score\nA,Open,15\n");
  g_autoptr(MusterQuery) query = muster_query_new (risk ());
  g_autoptr(GPtrArray) risks = NULL;

  g_assert_cmpuint (import->warnings->len, ==, 1);
  g_assert_true (g_str_has_prefix (((MusterImportProblem *) import->warnings->pdata[0])->message,
                                   "Line 2: The score of 15 is kept as stated"));
  take (self, "Title,Status,Score\nA,Open,15\n");
  assert_scores (self, "A current 0 × 0 stated 15");
  risks = fixture_load (self, query);
  g_assert_false (muster_record_has (risks->pdata[0], "score"));
  assert_read (self, risk (), "Ref,Score\nR-1,15\n", "0 new, 0 changed, 1 the same, 0 left out");
}

static void
test_wrong_scores (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *cells;
    const char *message;
  } cases[] = {
    { "9,3,", "Line 2, column 3: Likelihood: *1 to 5*" },
    { "3,0,", "Line 2, column 4: Consequence: *1 to 5*" },
    { "abc,3,", "Line 2, column 3: Likelihood: *" },
    { "Major,3,", "Line 2, column 3: Likelihood: *" },
    { "5 Likely,3,", "Line 2, column 3: Likelihood: *" },
    { "3,3,abc", "Line 2, column 5: Score as stated: *" },
    { "3,3,26", "Line 2, column 5: Score as stated: *" },
    { "3,,", "Line 2: “Consequence” is empty*" },
    { ",3,", "Line 2: “Likelihood” is empty*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Title,Status,Likelihood,Consequence,Score\nA,Open,%s\n",
                                               cases[i].cells);
      g_autoptr(MusterImport) import = read_table (self, risk (), NULL, text);
      const MusterImportProblem *problem;

      g_assert_cmpuint (import->problems->len, ==, 1);
      problem = import->problems->pdata[0];
      if (!g_pattern_match_simple (cases[i].message, problem->message))
        g_error ("“%s” gives “%s”", cases[i].cells, problem->message);
      g_assert_cmpuint (import->n_left_out, ==, 1);
    }
}

/* Every name that the schema gives a column is understood. */
static void
test_names (void)
{
  for (guint id = 0; id < MUSTER_N_KINDS; id++)
    for (guint i = 0; i < muster_kind_get (id)->n_fields; i++)
      {
        const MusterField *field = &muster_kind_get (id)->fields[i];
        g_autofree char *all = g_strconcat (field->name, ";", field->label, ";", field->also, NULL);
        g_auto(GStrv) names = g_strsplit (all, ";", -1);

        for (guint j = 0; names[j] != NULL && (!muster_field_is_derived (field) || field->given != NULL); j++)
          {
            g_autofree char *header = g_strdup_printf ("\"%s\"", names[j]);

            if (*names[j] != '\0' && !muster_import_suits (muster_kind_get (id), header))
              g_error ("“%s” is not understood in %s", names[j], muster_kind_get (id)->name);
          }
      }
}

/* What "due" means is the date it was planned for, and once there is one, what is expected now. */
static void
test_due (Fixture *self, gconstpointer data)
{
  const MusterKind *action = muster_kind_get (MUSTER_KIND_ACTION);
  g_autoptr(MusterQuery) query = muster_query_new (action);
  static const char *const tables[] = {
    "Action,Lead,Due\nCall them,Manager,1 August 2017\n", "Ref,Due date\nA-1,1 August 2017\n",
    "Ref,Deadline\nA-1,8 August 2017\n",
  };
  static const char *const expected[] = { "1 August 2017, ", "1 August 2017, ", "1 August 2017, 8 August 2017" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(MusterImport) import = read_table (self, action, NULL, tables[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) actions = NULL;
      g_autofree char *baseline = NULL, *forecast = NULL, *dates = NULL;

      g_assert_cmpuint (import->problems->len, ==, 0);
      g_assert_true (save (self, import, &error));
      g_assert_no_error (error);
      actions = fixture_load (self, query);
      g_assert_cmpuint (actions->len, ==, 1);
      baseline = muster_record_to_display (actions->pdata[0], "baseline");
      forecast = muster_record_to_display (actions->pdata[0], "forecast");
      dates = g_strdup_printf ("%s, %s", baseline, forecast);
      g_assert_cmpstr (dates, ==, expected[i]);
    }
  /* Beside the field that it means it says nothing. */
  assert_read (self, action, "Action,Due,Baseline\nB,1 May 2017,2 May 2017\n",
               "1 new, 0 changed, 0 the same, 0 left out; computed Due");
}

/* What is left out stays as it came, to be mended. */
static void
test_rest (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *rest;
  } cases[] = {
    { "Title,Status\nA,Open\n", NULL },
    { "Title,Status\nA,Open\nB,Asleep\n,,\n\nC,Open\nD,\"As\nleep\"\n", "Title,Status\nB,Asleep\nD,\"As\nleep\"\n" },
    { "\r\nTitle\tStatus\r\nB\tAsleep\r\nA\tOpen", "Title\tStatus\nB\tAsleep\n" },
    { "Title,Status\rA,Open\rB,Asleep", "Title,Status\nB,Asleep\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterImport) import = read_table (self, risk (), NULL, cases[i].text);

      g_assert_cmpstr (import->rest, ==, cases[i].rest);
    }
}

/* A cell that is missing says nothing; an empty one says that there is nothing. */
static void
test_missing_cells (Fixture *self, gconstpointer data)
{
  take (self, "Title,Status,Notes\nA,Open,Kept\n");
  assert_read (self, risk (), "Number,Title,Notes\nR-1,A\n", "0 new, 0 changed, 1 the same, 0 left out");
  assert_read (self, risk (), "Number,Title,Notes\nR-1,A,\n", "0 new, 1 changed, 0 the same, 0 left out");
}

/* ---- records that are there -------------------------------------------------------------------------------------- */

static void
test_known (Fixture *self, gconstpointer data)
{
  take (self, "Title,Status\nA,Open\nB,Open\n");
  assert_read (self, risk (), "Number,Title,Status\nR-1,A,Open\nR-2,Bee,Open\n,C,Open\n",
               "1 new, 1 changed, 1 the same, 0 left out");
  /* As hands write it. */
  assert_read (self, risk (), "Number,Title\n r-1 ,A\n", "0 new, 0 changed, 1 the same, 0 left out");
  assert_read (self, risk (), "Number,Title\nR-1,Ay\nr-1,Oh\n", "0 new, 1 changed, 0 the same, 1 left out; 3");
  assert_read (self, risk (), "Number,Title\nR-1,\n", "0 new, 0 changed, 0 the same, 1 left out; 2");
}

/* A row that others of the table need is left out: so are they. */
static void
test_chain (Fixture *self, gconstpointer data)
{
  static const char table[] = "id,name,level,parent\n"
                              ID_1 ",,locality,\n"
                              ID_2 ",Middle,locality,[" ID_1 "]\n"
                              ID_3 ",Inner,locality,[" ID_2 "]\n"
                              ",Apart,locality,\n";

  assert_read (self, muster_kind_get (MUSTER_KIND_AREA), table, "1 new, 0 changed, 0 the same, 3 left out; 2; 3; 4");
}

/* What new records are anyway stays where a cell says nothing. */
static void
test_fresh (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) fresh = muster_replica_make_record (self->replica, risk ());
  g_autoptr(MusterValue) open = muster_value_new_text (MUSTER_VALUE_CHOICE, "open");
  g_autoptr(MusterImport) import = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterQuery) query = muster_query_new (risk ());

  muster_record_set (fresh, "status", open);
  import = read_table (self, risk (), fresh, "Title,Status,Reason for status\nA,,\nB,Closed,Done\n");
  g_assert_cmpuint (import->problems->len, ==, 0);
  g_assert_true (save (self, import, &error));
  g_assert_no_error (error);
  records = fixture_load (self, query);
  g_assert_cmpuint (records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = muster_record_dup_title (records->pdata[i]);

      g_assert_true (muster_record_is_choice (records->pdata[i], "status",
                                              g_str_equal (title, "A") ? "open" : "closed"));
    }
}

/* What was shown is what is saved, or nothing is: not over what somebody has done meanwhile. */
static void
test_stale (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterImport) import = NULL;
  g_autoptr(GError) error = NULL;

  take (self, "Title,Status\nA,Open\n");
  import = read_table (self, risk (), NULL, "Number,Title,Status\nR-1,Ay,Open\n,B,Open\n");
  take (self, "Number,Title\nR-1,Oh\n");
  g_assert_false (save (self, import, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  assert_read (self, risk (), "Number,Title\nR-1,Oh\n", "0 new, 0 changed, 1 the same, 0 left out");
  assert_read (self, risk (), "Number,Title\nR-2,B\n", "0 new, 0 changed, 0 the same, 1 left out; 2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/exchange/import-table/taken", test_taken);
  ADD ("/exchange/import-table/refused", test_refused);
  g_test_add_func ("/exchange/import-table/suits", test_suits);
  ADD ("/exchange/import-table/scores", test_scores);
  ADD ("/exchange/import-table/all-scores", test_all_scores);
  ADD ("/exchange/import-table/stated-alone", test_stated_alone);
  ADD ("/exchange/import-table/wrong-scores", test_wrong_scores);
  g_test_add_func ("/exchange/import-table/names", test_names);
  ADD ("/exchange/import-table/due", test_due);
  ADD ("/exchange/import-table/rest", test_rest);
  ADD ("/exchange/import-table/missing-cells", test_missing_cells);
  ADD ("/exchange/import-table/known", test_known);
  ADD ("/exchange/import-table/chain", test_chain);
  ADD ("/exchange/import-table/fresh", test_fresh);
  ADD ("/exchange/import-table/stale", test_stale);
  return g_test_run ();
}
