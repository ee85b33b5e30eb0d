/* test-party.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-party.h"

#include <string.h>

#include "fragments.h"
#include "muster-error.h"

#define ID_A "01900000-0000-7000-8000-00000000000a"
#define ID_B "01900000-0000-7000-8000-00000000000b"

/* Members as "name", "+name" for supported by, "^name" for chair of, with "?" at the end where TBC. */
static char *
describe (const MusterParty *party)
{
  static const char *const signs[] = { "", "+", "^" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < muster_party_get_n (party); i++)
    {
      const MusterPartyMember *member = muster_party_get_member (party, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "|" : "", signs[member->connector], member->name,
                              member->tbc ? "?" : "");
    }
  return g_string_free (text, FALSE);
}

/* As the source documents name owners, leads and members. */
static void
test_taken (void)
{
  static const char *const cases[][2] = {
    { "Lisa Henschen", "Lisa Henschen" },
    { "  Public Health team\n", "Public Health team" },
    { "PCN Clinical Directors supported by the Borough team", "PCN Clinical Directors|+the Borough team" },
    { "Lisa Henschen and supported by all senior leaders", "Lisa Henschen|+all senior leaders" },
    { "Carole Furlong and Meena Thakur, supported by Lisa Henschen",
      "Carole Furlong and Meena Thakur|+Lisa Henschen" },
    { "Lisa Henschen, Ayo Adekoya supported by PPL", "Lisa Henschen, Ayo Adekoya|+PPL" },
    { "Public Health Team / PCN CDs / PCN Operational Managers / Borough team",
      "Public Health Team|PCN CDs|PCN Operational Managers|Borough team" },
    { "Lisa Henschen / Chairs", "Lisa Henschen|Chairs" },
    { "Lisa Henschen / Ayo Adekoya / Chair of Integration Leads Group (TBC)",
      "Lisa Henschen|Ayo Adekoya|^Integration Leads Group?" },
    { "Islington CCG supported by Camden CCG", "Islington CCG|+Camden CCG" },
    { "CHIN/QIST leads supported by commissioners", "CHIN/QIST leads|+commissioners" },
    { "CHIN/QIST leads with commissioner support", "CHIN/QIST leads with commissioner support" },
    { "CCG finance/planning leads", "CCG finance/planning leads" },
    { "Mental health provider/s", "Mental health provider/s" },
    { "Hillingdon CCG / Hillingdon Health and Care Partners (HHCP)",
      "Hillingdon CCG|Hillingdon Health and Care Partners (HHCP)" },
    { "BCF Core Officers Group/ Harrow Exec", "BCF Core Officers Group|Harrow Exec" },
    { "BCF Core Officers Group /Harrow Exec", "BCF Core Officers Group|Harrow Exec" },
    { "Lennie Dick & Tanya Paxton", "Lennie Dick & Tanya Paxton" },
    { "Health, Care and Housing", "Health, Care and Housing" },
    { "C&I", "C&I" },
    { "Ann; Bob + Cy\nDi\r\nEd", "Ann|Bob|Cy|Di|Ed" },
    { "A+E lead", "A+E lead" },
    { "Ann with support from Bob", "Ann|+Bob" },
    { "Ann SUPPORTED  BY Bob", "Ann|+Bob" },
    { "Ann\nsupported by Bob", "Ann|+Bob" },
    { "supported by Bob", "+Bob" },
    { "unsupported by Bob", "unsupported by Bob" },
    { "chair of the board", "^the board" },
    { "Dr Small, Chair of Harrow CCG", "Dr Small|^Harrow CCG" },
    { "Vice Chair of Integration", "Vice Chair of Integration" },
    { "Armchair of Harrow", "Armchair of Harrow" },
    { "Dr Genevieve Small, Chair Harrow CCG", "Dr Genevieve Small, Chair Harrow CCG" },
    { "TBC", "?" },
    { "(TBC)", "?" },
    { "tbc.", "?" },
    { "T.B.C.", "?" },
    { "To be confirmed", "?" },
    { "Vacant", "?" },
    { "\320\242\320\222\320\241", "?" },
    { "Chair (TBC)", "Chair?" },
    { "Chair (to be confirmed)", "Chair?" },
    { "Chair (\320\242\320\222\320\241)", "Chair?" },
    { "Chair - TBC", "Chair?" },
    { "Chair, vacant", "Chair?" },
    { "Programme Officer TBC", "Programme Officer?" },
    { "Ann supported by TBC", "Ann|+?" },
    { "TBC / TBC", "?|?" },
    { "TBC \342\200\223 Director of Strategy to determine", "?" },
    { "TBC Director of Strategy", "Director of Strategy?" },
    { "Vacancy Manager", "Vacancy Manager" },
    { "/", "/" },
    { " ; ; ", "; ;" },
    { "Ann / / Bob /", "Ann|Bob" },
    { "José / 李", "José|李" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterParty) party = muster_party_parse (cases[i][0], &error);
      g_autofree char *members = NULL;
      g_autofree char *trimmed = g_strstrip (g_strdup (cases[i][0]));
      g_autofree char *canonical = NULL;

      g_assert_no_error (error);
      members = describe (party);
      g_assert_cmpstr (members, ==, cases[i][1]);
      g_assert_cmpstr (muster_party_get_text (party), ==, trimmed);
      canonical = muster_party_to_canonical (party);
      g_assert_cmpstr (canonical, ==, trimmed);
      g_assert_cmpint (muster_party_has_tbc (party), ==, strchr (cases[i][1], '?') != NULL);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = { NULL, "", "  ", "\n\t", "\302\240" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_party_parse (texts[i], &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
    }
  g_assert_null (muster_party_new (NULL, 0, NULL));
  g_assert_null (muster_party_new (NULL, 0, "Ann"));
}

static void
assert_bound (const MusterParty *party, guint i, const char *expected)
{
  const MusterId *record = muster_party_get_member (party, i)->record;
  MusterIdText text;

  if (expected == NULL)
    g_assert_null (record);
  else
    g_assert_cmpstr (muster_id_to_text (record, text), ==, expected);
}

static void
test_bound (void)
{
  static const char *const texts[] = {
    "Ann [" ID_A "] supported by Bob / Chair (TBC) [" ID_B "]; Cy",
    "Ann [" ID_A "], supported by Bob\nChair of X (TBC) [" ID_B "]\nCy",
  };
  static const char *const plain[] = {
    "Ann supported by Bob / Chair (TBC); Cy",
    "Ann, supported by Bob\nChair of X (TBC)\nCy",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MusterParty) party = muster_party_parse (texts[i], NULL);
      g_autofree char *canonical = muster_party_to_canonical (party);

      g_assert_cmpuint (muster_party_get_n (party), ==, 4);
      g_assert_cmpstr (muster_party_get_text (party), ==, plain[i]);
      g_assert_cmpstr (canonical, ==, texts[i]);
      assert_bound (party, 0, ID_A);
      assert_bound (party, 1, NULL);
      assert_bound (party, 2, ID_B);
      assert_bound (party, 3, NULL);
    }
}

/* An id after a comma is taken and written before it; of several, the last counts. */
static void
test_bound_after_comma (void)
{
  g_autoptr (MusterParty) comma = muster_party_parse ("Ann, [" ID_A "] supported by Bob", NULL);
  g_autoptr (MusterParty) several = muster_party_parse ("Ann [" ID_B "] [" ID_A "]", NULL);
  g_autofree char *canonical = muster_party_to_canonical (comma);

  g_assert_cmpstr (muster_party_get_text (comma), ==, "Ann, supported by Bob");
  g_assert_cmpstr (canonical, ==, "Ann [" ID_A "], supported by Bob");
  assert_bound (comma, 0, ID_A);
  g_assert_cmpstr (muster_party_get_text (several), ==, "Ann");
  assert_bound (several, 0, ID_A);
}

/* Only a whole id with a name before it binds. */
static void
test_not_bound (void)
{
  static const char *const texts[] = {
    "[" ID_A "]", "Ann [01900000]", "Ann [" ID_A, "Ann " ID_A "]", "[" ID_A "] Ann", "Ann / [" ID_A "]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MusterParty) party = muster_party_parse (texts[i], NULL);

      g_assert_cmpstr (muster_party_get_text (party), ==, texts[i]);
      for (guint n = 0; n < muster_party_get_n (party); n++)
        assert_bound (party, n, NULL);
    }
}

static void
test_new (void)
{
  MusterId a;
  MusterId b;
  MusterPartyMember members[] = {
    { MUSTER_PARTY_LEAD, "Ann", FALSE, &a },
    { MUSTER_PARTY_SUPPORTED_BY, "the Borough team", FALSE, NULL },
    { MUSTER_PARTY_CHAIR_OF, "Integration Leads", TRUE, &b },
    { MUSTER_PARTY_LEAD, "", TRUE, NULL },
  };
  g_autoptr (MusterParty) made = NULL;
  g_autoptr (MusterParty) given = NULL;
  g_autoptr (MusterParty) other = NULL;
  g_autoptr (MusterParty) renamed = NULL;

  g_assert_true (muster_id_from_text (&a, ID_A) && muster_id_from_text (&b, ID_B));
  made = muster_party_new (members, G_N_ELEMENTS (members), NULL);
  g_assert_cmpstr (muster_party_get_text (made), ==,
                   "Ann supported by the Borough team / Chair of Integration Leads (TBC) / TBC");
  assert_bound (made, 0, ID_A);
  assert_bound (made, 2, ID_B);

  given = muster_party_new (members, G_N_ELEMENTS (members),
                            "Ann, supported by the Borough team; chair of Integration Leads - TBC; tbc");
  g_assert_cmpstr (muster_party_get_text (given), ==,
                   "Ann, supported by the Borough team; chair of Integration Leads - TBC; tbc");
  assert_bound (given, 2, ID_B);

  /* A text that says something else than the members would lose one of the two. */
  other = muster_party_new (members, G_N_ELEMENTS (members), "Somebody else");
  g_assert_true (muster_party_equal (other, made));
  renamed = muster_party_new (members, 1, "Anne");
  g_assert_cmpstr (muster_party_get_text (renamed), ==, "Ann");
  assert_bound (renamed, 0, ID_A);
}

/* A record of any name can be bound: its name is written so that it reads back as one member. */
static void
test_new_with_separators (void)
{
  static const char *const cases[][2] = {
    { "Health / Care Hub", "Health/Care Hub" },
    { "Smith; Jones", "Smith, Jones" },
    { "Arts + Health", "Arts & Health" },
    { " two\nlines ", "two lines" },
    { "A /", "A/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterId id;
      MusterPartyMember member = { MUSTER_PARTY_LEAD, cases[i][0], FALSE, &id };
      g_autoptr (MusterParty) party = NULL;

      g_assert_true (muster_id_from_text (&id, ID_A));
      party = muster_party_new (&member, 1, NULL);
      g_assert_cmpuint (muster_party_get_n (party), ==, 1);
      g_assert_cmpstr (muster_party_get_member (party, 0)->name, ==, cases[i][1]);
      assert_bound (party, 0, ID_A);
    }
}

static void
test_equal (void)
{
  g_autoptr (MusterParty) a = muster_party_parse ("Ann [" ID_A "]", NULL);
  g_autoptr (MusterParty) same = muster_party_parse ("Ann [" ID_A "] ", NULL);
  g_autoptr (MusterParty) other_id = muster_party_parse ("Ann [" ID_B "]", NULL);
  g_autoptr (MusterParty) no_id = muster_party_parse ("Ann", NULL);
  g_autoptr (MusterParty) other_text = muster_party_parse ("ann [" ID_A "]", NULL);
  g_autoptr (MusterParty) again = muster_party_ref (a);

  g_assert_true (muster_party_equal (a, same));
  g_assert_true (muster_party_equal (a, again));
  g_assert_false (muster_party_equal (a, other_id));
  g_assert_false (muster_party_equal (a, no_id));
  g_assert_false (muster_party_equal (no_id, a));
  g_assert_false (muster_party_equal (a, other_text));
  g_assert_false (muster_party_equal (a, NULL));
  g_assert_true (muster_party_equal (NULL, NULL));
}

static void
assert_reads_back (const MusterParty *party)
{
  g_autofree char *canonical = muster_party_to_canonical (party);
  g_autoptr (MusterParty) back = muster_party_parse (canonical, NULL);
  g_autofree char *members = describe (party);
  g_autofree char *members_back = NULL;

  g_assert_nonnull (back);
  members_back = describe (back);
  g_assert_cmpstr (members_back, ==, members);
  g_assert_true (muster_party_equal (back, party));
  g_assert_cmpuint (muster_party_get_n (party), >, 0);
}

static void
test_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (10);
      g_autoptr (MusterParty) party = muster_party_parse (text, NULL);

      if (party != NULL)
        assert_reads_back (party);
    }
}

static void
test_new_from_fragments (void)
{
  for (int i = 0; i < ROUNDS (20000); i++)
    {
      g_autofree char *names[3] = { make_fragments (4), make_fragments (4), make_fragments (4) };
      MusterPartyMember members[3];
      MusterId id;

      g_assert_true (muster_id_from_text (&id, ID_A));
      for (guint n = 0; n < G_N_ELEMENTS (members); n++)
        {
          members[n].connector = (MusterPartyConnector) g_test_rand_int_range (0, 3);
          members[n].name = names[n];
          members[n].tbc = g_test_rand_int_range (0, 2);
          members[n].record = g_test_rand_int_range (0, 2) != 0 ? &id : NULL;
        }
      {
        g_autoptr (MusterParty) party = muster_party_new (members, G_N_ELEMENTS (members), NULL);

        assert_reads_back (party);
      }
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        g_clear_pointer (&names[n], g_free);
    }
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], 32 * 1024);
      g_autoptr (MusterParty) party = muster_party_parse (text, NULL);

      if (party != NULL)
        assert_reads_back (party);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/party/taken", test_taken);
  g_test_add_func ("/party/refused", test_refused);
  g_test_add_func ("/party/bound", test_bound);
  g_test_add_func ("/party/bound-after-comma", test_bound_after_comma);
  g_test_add_func ("/party/not-bound", test_not_bound);
  g_test_add_func ("/party/new", test_new);
  g_test_add_func ("/party/new-with-separators", test_new_with_separators);
  g_test_add_func ("/party/equal", test_equal);
  g_test_add_func ("/party/fragments", test_fragments);
  g_test_add_func ("/party/new-from-fragments", test_new_from_fragments);
  g_test_add_func ("/party/long", test_long);
  return g_test_run ();
}
