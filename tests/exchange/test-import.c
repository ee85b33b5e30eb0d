/* test-import.c - CSV and example files that are not as they should be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "muster-error.h"
#include "muster-example-private.h"
#include "muster-export.h"
#include "replica-fixture.h"

#define ID_1 "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_2 "01890a5d-ac96-774b-bcce-b302099a8058"

static void
assert_message (const GError *error, const char *pattern)
{
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("\"%s\" is not \"%s\"", error->message, pattern);
}

static void
test_csv_refused (void)
{
  static const struct {
    const char *csv;
    const char *message;
  } cases[] = {
    { "", "The file is empty*" },
    { "title\nx\n", "Line 1: there is no column “id”*" },
    { "id,colour\n" ID_1 ",red\n", "Line 1, column 2: there is no field “colour” in a risk*" },
    { "id,title,title\n" ID_1 ",x,y\n", "Line 1, column 3: there is a column “title” already*" },
    { "id,title\nR-1,x\n", "Line 2, column 1: “R-1” is not the id of a record*" },
    { "id,title\n" ID_1 ",x\n" ID_1 ",y\n", "Line 3: this record was on an earlier line already*" },
    { "id,title\n" ID_1 "\n", "Line 2: the row has 1 cell where the header has 2*" },
    { "id,title\n" ID_1 ",x,y\n", "Line 2: the row has 3 cells where the header has 2*" },
    { "id,title,status\n" ID_1 ",x,open\n" ID_2 ",\"two\nlines\",asleep\n", "Line 3, column 3: Status: *asleep*" },
    { "id,archived\n" ID_1 ",perhaps\n", "Line 2, column 2: Archived: *perhaps*" },
    { "id,raised\n" ID_1 ",31 February 2017\n", "Line 2, column 2: Raised: *" },
    { "id,review_months\n" ID_1 ",61\n", "Line 2, column 2: *60*" },
    { "id,title\n" ID_1 ",\"x\n", "Line 2, column 2: the quotation mark that opens*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (
        muster_import_csv (muster_kind_get (MUSTER_KIND_RISK), cases[i].csv, strlen (cases[i].csv), &error));
      assert_message (error, cases[i].message);
    }
}

/* Columns in any order, some left out, computed ones passed over, quotation marks and apostrophes taken off. */
static void
test_csv_taken (void)
{
  static const char csv[] = "title,score,archived,ref,id,aliases_are_not_here\n";
  static const char taken[] = "title,score,archived,ref,id\r\n\"'=1+1, \"\"quoted\"\"\",16,yes,R-7," ID_1 "\r\n\r\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = NULL;
  MusterRecord *record;

  g_assert_null (muster_import_csv (muster_kind_get (MUSTER_KIND_RISK), csv, strlen (csv), &error));
  assert_message (error, "Line 1, column 6: *aliases_are_not_here*");
  g_clear_error (&error);

  records = muster_import_csv (muster_kind_get (MUSTER_KIND_RISK), taken, strlen (taken), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpstr (muster_record_get_text (record, "title"), ==, "=1+1, \"quoted\"");
  g_assert_cmpstr (muster_record_get_ref_code (record), ==, "R-7");
  g_assert_true (muster_record_is_archived (record));
  g_assert_false (muster_record_has (record, "score"));
}

static void
test_example_refused (void)
{
#define RECORD(kind, key, fields) "{\"kind\":\"" kind "\",\"key\":\"" key "\",\"fields\":{" fields "}}"
#define RECORDS(records) "{\"source\":\"s\",\"records\":[" records "]}"
  static const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { "{", "a.json: *" },
    { "{}", "a.json: it has no list of records." },
    { RECORDS ("{\"kind\":\"risk\"}"), "a.json: record 1 has no key." },
    { RECORDS (RECORD ("risk", "k", "") "," RECORD ("team", "k", "")), "a.json, record “k”: the key is taken*" },
    { RECORDS (RECORD ("worry", "k", "")), "a.json, record “k”: there is no kind “worry”." },
    { RECORDS ("{\"kind\":\"risk\",\"key\":\"k\"}"), "a.json, record “k”: it has no fields." },
    { RECORDS (RECORD ("risk", "k", "\"colour\":\"red\"")),
      "a.json, record “k”, field “colour”: there is no such field." },
    { RECORDS (RECORD ("risk", "k", "\"score\":\"16\"")), "a.json, record “k”, field “score”: it is computed*" },
    { RECORDS (RECORD ("risk", "k", "\"title\":1")), "a.json, record “k”, field “title”: what is given is no text." },
    { RECORDS (RECORD ("risk", "k", "\"title\":[\"x\"]")),
      "a.json, record “k”, field “title”: what is given is no text." },
    { RECORDS (RECORD ("risk", "k", "\"title\":\"\"")), "a.json, record “k”, field “title”: what is given is empty*" },
    { RECORDS (RECORD ("risk", "k", "\"title\":\"x [@k]\"")), "a.json, record “k”, field “title”: a key binds only*" },
    { RECORDS (RECORD ("risk", "k", "\"owner\":\"x [@j]\"")),
      "a.json, record “k”, field “owner”: there is no record “j”." },
    { RECORDS (RECORD ("risk", "k", "\"owner\":\"x [@k\"")), "a.json, record “k”, field “owner”: a key begins*" },
    { RECORDS (RECORD ("risk", "k", "\"scope\":\"j\"")), "a.json, record “k”, field “scope”: there is no record “j”." },
    { RECORDS (RECORD ("risk", "k", "\"scope\":\"k\"")), "a.json, record “k”, field “scope”: it cannot point to “k”*" },
    { RECORDS (RECORD ("team", "k", "\"aliases\":[\"a\\nb\"]")),
      "a.json, record “k”, field “aliases”: *more than one line*" },
    { RECORDS (RECORD ("risk", "k", "\"status\":\"asleep\"")), "a.json, record “k”, field “status”: *asleep*" },
    { RECORDS (RECORD ("risk", "k", "\"raised\":\"31 February 2017\"")), "a.json, record “k”, field “raised”: *" },
  };
  Fixture fixture = { 0 };

  fixture_init (&fixture, 1);
  fixture_open (&fixture, MUSTER_REPLICA_CREATE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterExampleFile file = { "a.json", cases[i].text, strlen (cases[i].text) };
      g_autoptr(GError) error = NULL;

      g_assert_false (muster_example_load_files (fixture.replica, &file, 1, &error));
      assert_message (error, cases[i].message);
    }
  for (int kind = 0; kind < MUSTER_N_KINDS; kind++)
    g_assert_cmpuint (muster_replica_count (fixture.replica, muster_kind_get (kind)), ==, 0);
  fixture_clear (&fixture);
}

/* Records of two files refer to each other, forwards and backwards. */
static void
test_example_taken (void)
{
  static const char first[] =
    RECORDS (RECORD ("risk", "r", "\"title\":\"T\",\"scope\":\"t\",\"owner\":\"Lead [@p]\"") "," RECORD (
      "person", "p", "\"name\":\"Lead\""));
  static const char second[] = RECORDS (RECORD ("team", "t", "\"name\":\"Hub\",\"aliases\":[\"A\",\"B\"]"));
  MusterExampleFile files[] = { { "a.json", first, strlen (first) }, { "b.json", second, strlen (second) } };
  Fixture fixture = { 0 };
  MusterId risk, person;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterRecord) record = NULL;
  MusterParty *owner;

  fixture_init (&fixture, 1);
  fixture_open (&fixture, MUSTER_REPLICA_CREATE);
  muster_example_load_files (fixture.replica, files, G_N_ELEMENTS (files), &error);
  g_assert_no_error (error);
  muster_example_id (&risk, "r");
  muster_example_id (&person, "p");
  record = muster_replica_get (fixture.replica, &risk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (muster_record_get_ref_title (record, "scope"), ==, "Hub");
  owner = muster_value_get_party (muster_record_get (record, "owner"));
  g_assert_true (muster_id_equal (muster_party_get_member (owner, 0)->record, &person));
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/import/csv-refused", test_csv_refused);
  g_test_add_func ("/exchange/import/csv-taken", test_csv_taken);
  g_test_add_func ("/exchange/import/example-refused", test_example_refused);
  g_test_add_func ("/exchange/import/example-taken", test_example_taken);
  return g_test_run ();
}
