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

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_init (self, 1);
  fixture_open (self, MUSTER_REPLICA_CREATE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fixture_clear (self);
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
    { "The roof leaks,Open\n", "Line 1: it names no column of a risk*such as “Title”.", 1 },
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
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/exchange/import-table/taken", test_taken);
  ADD ("/exchange/import-table/refused", test_refused);
  g_test_add_func ("/exchange/import-table/suits", test_suits);
  ADD ("/exchange/import-table/known", test_known);
  ADD ("/exchange/import-table/chain", test_chain);
  ADD ("/exchange/import-table/fresh", test_fresh);
  ADD ("/exchange/import-table/stale", test_stale);
  return g_test_run ();
}
