/* test-search.c - search as people type: words, beginnings, accents, other names; never syntax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"
#include "world.h"

static GPtrArray *
search_kind (Fixture *self, const char *text, const MusterKind *kind, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = muster_replica_search (self->replica, text, kind, limit, &error);

  g_assert_no_error (error);
  g_assert_nonnull (hits);
  g_assert_cmpuint (hits->len, <=, limit);
  return hits;
}

static gboolean
finds (Fixture *self, const char *text, MusterRecord *record)
{
  g_autoptr (GPtrArray) hits = search_kind (self, text, NULL, 1000);

  for (guint i = 0; i < hits->len; i++)
    if (muster_id_equal (&((MusterHit *) hits->pdata[i])->id, muster_record_get_id (record)))
      return TRUE;
  return FALSE;
}

/* The titles found, in the alphabet's order. */
static void
assert_found (Fixture *self, const char *text, const char *expected)
{
  g_autoptr (GPtrArray) hits = search_kind (self, text, NULL, 100);
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GList) sorted = NULL;

  for (guint i = 0; i < hits->len; i++)
    sorted = g_list_insert_sorted (sorted, ((MusterHit *) hits->pdata[i])->title, (GCompareFunc) g_strcmp0);
  for (GList *at = sorted; at != NULL; at = at->next)
    g_string_append_printf (titles, "%s%s", at == sorted ? "" : ", ", (char *) at->data);
  g_assert_cmpstr (titles->str, ==, expected);
}

static MusterRecord *
add_team (Fixture *self, const char *name, const char *kind, const char *practices)
{
  return world_add (self, MUSTER_KIND_TEAM, "name", name, "kind", kind, "practices", practices, NULL);
}

static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) a = add_team (self, "Wood Green", NULL, "St Ann’s\nCharlton House");
  g_autoptr (MusterRecord) b = add_team (self, "Tottenham Hale", NULL, "Green Lanes");

  assert_found (self, "green", "Tottenham Hale, Wood Green");
  assert_found (self, "gre", "Tottenham Hale, Wood Green");
  assert_found (self, "green wood", "Wood Green");
  assert_found (self, "GREEN  Woo", "Wood Green");
  assert_found (self, "woo green", "");     /* only the last word is a beginning */
  assert_found (self, "green charl", "Wood Green"); /* of title and practices */
  assert_found (self, "st ann's", "Wood Green");
  assert_found (self, "reen", "");
  assert_found (self, "", "");
  assert_found (self, " … ", "");
  world_assert_sound (self);
}

static void
test_accents (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) a = add_team (self, "Café Zoë", NULL, "Søn und Straße\nGP “lead”\nFields");

  assert_found (self, "cafe zoe", "Café Zoë");
  assert_found (self, "CAFÉ", "Café Zoë");
  assert_found (self, "cafe\xcc\x81", "Café Zoë");
  assert_found (self, "cafe\xcc\x81 zoe", "Café Zoë");
  assert_found (self, "straße", "Café Zoë");
  assert_found (self, "ﬁeld", "Café Zoë");
  assert_found (self, "søn", "Café Zoë");
  assert_found (self, "“lead”", "Café Zoë");
}

/* Who says CHIN means what others call hub, HCT, INT or neighbourhood. */
static void
test_other_names (Fixture *self, gconstpointer data)
{
  static const char *const kinds[] = { "chin", "hub", "hct", "ncg", "int", "neighbourhood", "pcn", "locality" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i + 1);

      g_object_unref (add_team (self, name, kinds[i], NULL));
    }
  assert_found (self, "CHIN", "Number 1, Number 2, Number 3, Number 4, Number 5, Number 6");
  assert_found (self, "chin number 3", "Number 3");
  assert_found (self, "hct", "Number 1, Number 2, Number 3, Number 4, Number 5, Number 6");
  assert_found (self, "primary care network", "Number 7");
  assert_found (self, "locality", "Number 8");
}

/* A changed record is found by its new words alone. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = add_team (self, "Wood Green", "hub", "Charlton House");
  g_autoptr (MusterRecord) renamed = world_edit (self, team, "name", "Noel Park", "practices", "Westbury", NULL);
  g_autoptr (GPtrArray) hits = NULL;

  assert_found (self, "wood", "");
  assert_found (self, "charlton", "");
  assert_found (self, "noel westbury", "Noel Park");
  world_reopen (self);
  assert_found (self, "noel westbury", "Noel Park");
  g_object_unref (world_archive (self, renamed, TRUE));
  hits = search_kind (self, "noel", NULL, 10);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (((MusterHit *) hits->pdata[0])->archived);
  world_assert_sound (self);
}

static void
test_hits (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) first = world_add (self, MUSTER_KIND_RISK, "title", "One", "status", "open", "cause",
                                              "Nobody has premises\nfor the hub", NULL);
  g_autoptr (MusterRecord) titled =
    world_add (self, MUSTER_KIND_RISK, "title", "Premises of R-1", "status", "open", NULL);
  g_autoptr (MusterRecord) issue =
    world_add (self, MUSTER_KIND_ISSUE, "title", "Premises", "severity", "low", "status", "open", NULL);
  g_autoptr (GPtrArray) risks = search_kind (self, "premis", muster_kind_get (MUSTER_KIND_RISK), 10);
  g_autoptr (GPtrArray) all = search_kind (self, "premis", NULL, 10);
  g_autoptr (GPtrArray) two = search_kind (self, "premis", NULL, 2);
  g_autoptr (GPtrArray) by_code = search_kind (self, " r-1 ", NULL, 10);
  g_autoptr (GPtrArray) other_kind = search_kind (self, "r-1", muster_kind_get (MUSTER_KIND_ISSUE), 10);
  MusterHit *hit = risks->pdata[1];

  g_assert_cmpuint (risks->len, ==, 2);
  g_assert_cmpstr (((MusterHit *) risks->pdata[0])->title, ==, "Premises of R-1"); /* titles first */
  g_assert_cmpstr (((MusterHit *) risks->pdata[0])->context, ==, "");
  g_assert_cmpstr (hit->title, ==, "One");
  g_assert_cmpstr (hit->ref_code, ==, "R-1");
  g_assert_true (hit->kind == muster_kind_get (MUSTER_KIND_RISK));
  /* One sentence, as it was typed, and not what stands in the index around it. */
  g_assert_cmpstr (hit->context, ==, "Nobody has \001premises\002");
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (two->len, ==, 2);

  /* Its number names one record, though another's title speaks of it. */
  g_assert_cmpuint (by_code->len, ==, 2);
  g_assert_true (muster_id_equal (&((MusterHit *) by_code->pdata[0])->id, muster_record_get_id (first)));
  g_assert_true (muster_id_equal (&((MusterHit *) by_code->pdata[1])->id, muster_record_get_id (titled)));
  g_assert_cmpuint (other_kind->len, ==, 0);
}

/* Titles stand in front however many newer records only speak of it. */
static void
test_titles_first (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "premis", "old premises", "café prem", "cafe\xcc\x81 premises", "ﬁne prem" };
  g_autoptr (MusterRecord) older =
    world_add (self, MUSTER_KIND_RISK, "title", "Fine old premises of the café", "status", "open", NULL);
  g_autoptr (MusterRecord) newer =
    world_add (self, MUSTER_KIND_RISK, "title", "Premises of the old café, ﬁne", "status", "open", NULL);

  for (guint i = 0; i < 9; i++)
    g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", i % 2 == 0 ? "Premises" : "Rota", "status", "open",
                               "cause", "Fine old premises, no café", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint limit = 2; limit < 14; limit++)
      {
        g_autoptr (GPtrArray) hits = search_kind (self, words[i], NULL, limit);
        guint n_titled = i == 0 ? 7 : 2;

        g_assert_cmpuint (hits->len, ==, MIN (limit, 11));
        for (guint j = 0; j < hits->len; j++)
          {
            const MusterHit *hit = hits->pdata[j];
            g_assert_cmpint (*hit->context == '\0', ==, j < n_titled);
          }
      }
}

/* Among equals as a person lists names, whenever they were written. */
static void
test_names_in_order (Fixture *self, gconstpointer data)
{
  static const int added[] = { 10, 2, 1, 9 }, listed[] = { 1, 2, 9, 10 };
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    {
      g_autofree char *name = g_strdup_printf ("Quayside %d", added[i]);

      g_object_unref (world_add (self, MUSTER_KIND_TEAM, "name", name, NULL));
    }
  hits = search_kind (self, "quayside", NULL, 20);
  g_assert_cmpuint (hits->len, ==, G_N_ELEMENTS (listed));
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("Quayside %d", listed[i]);

      g_assert_cmpstr (((MusterHit *) hits->pdata[i])->title, ==, name);
    }
}

/* What would be an operator, a column or a pattern is text. */
static void
test_syntax (Fixture *self, gconstpointer data)
{
  static const char *const nothing[] = {
    "green OR hale", "green NOT hale", "NEAR(wood green)", "NEAR(wood green, 2)", "title : wood", "title:hale",
    "{title body} : wood", "- title : wood", "^hale", "hal + tottenham", "wood AND NOT x", "(wood", "wood)",
    "\"wood", "wood\"\"", "w*d", "*", "**", "?", "wood' --", "'; DROP TABLE search; --", "\"", "\"\"", "%", "_",
    "\\", ":", "title:", "search : wood", "rank : 1", "-wood", "\x01", "\xff\xfe",
  };
  g_autoptr (MusterRecord) a = add_team (self, "Wood Green", NULL, NULL);
  g_autoptr (MusterRecord) b = add_team (self, "Tottenham Hale", NULL, NULL);
  g_autoptr (MusterRecord) c = add_team (self, "Ship or shore near title", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_ptr_array_unref (search_kind (self, nothing[i], NULL, 10));
  assert_found (self, "green OR hale", "");
  assert_found (self, "wood NOT hale", "");
  assert_found (self, "title : wood", "");
  assert_found (self, "body : wood", "");
  assert_found (self, "ship OR shore", "Ship or shore near title");
  assert_found (self, "NEAR(ship shore)", "Ship or shore near title");
  assert_found (self, "NEAR(wood green)", "");
  assert_found (self, "NEAR title", "Ship or shore near title");
  assert_found (self, "w*d", "");
  assert_found (self, "\"wood green\"", "Wood Green");
  assert_found (self, "\"green wood\"", "Wood Green"); /* quotes are not phrases */
  assert_found (self, "^wood", "Wood Green");
  assert_found (self, "-wood", "Wood Green");
  assert_found (self, "wood*", "Wood Green");
}

/* Ten thousand things that nobody would type, but somebody may paste. */
static void
test_anything (Fixture *self, gconstpointer data)
{
  static const char *const pieces[] = {
    "\"", "'", "*", "(", ")", ":", "-", "^", "+", "{", "}", " ", " ", "OR", "AND", "NOT", "NEAR", "NEAR(", ", 3)",
    "title", "body", "risk", "ﬁ", "é", "e\xcc\x81", "日本", "\xf0\x9f\x99\x82", "\xe2\x80\x8d", "\xd7\xa9", "½", "²",
    "Ⅷ", "\t", "\n", "\x01", "\xef\xbf\xbf", "\xf3\xa0\x81\xa7", "ǅ", "İ", "\xcc\x81", "0", "R-1", "\\", ";", "--",
    "/*",
  };
  g_autoptr (GPtrArray) made = make_up_records (self->random, self->clock, 1);

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rowids = NULL;

      for (guint n = g_test_rand_int_range (0, 12); n > 0; n--)
        if (g_test_rand_int_range (0, 4) > 0)
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        else
          g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
      g_ptr_array_unref (search_kind (self, text->str, NULL, 3));
      if (i % 10 != 0)
        continue;
      muster_query_set_text (query, text->str);
      rowids = muster_replica_query (self->replica, query, &error);
      g_assert_no_error (error);
    }
}

/* What stands in a record finds it: every word of every searched text. */
static void
test_own_words (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) made = make_up_records (self->random, self->clock, 2);

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < made->len; i++)
    {
      const MusterKind *kind = muster_record_get_kind (made->pdata[i]);

      for (guint j = 0; j < kind->n_fields; j++)
        {
          const MusterField *field = &kind->fields[j];
          g_auto (GStrv) words = NULL;

          if (!(field->flags & MUSTER_FIELD_SEARCH) ||
              (field->type != MUSTER_VALUE_TEXT && field->type != MUSTER_VALUE_LONG_TEXT))
            continue;
          words = g_strsplit_set (muster_record_get_text (made->pdata[i], field->name), " \n", 40);
          for (guint k = 0; words[k] != NULL && k < 20; k++)
            if (g_unichar_isalnum (g_utf8_get_char (words[k])) && !finds (self, words[k], made->pdata[i]))
              {
                g_autofree char *word = g_strescape (words[k], NULL);

                g_error ("\"%s\" does not find the %s that holds it", word, kind->name);
              }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/search/words", test_words);
  WORLD_ADD ("/store/search/accents", test_accents);
  WORLD_ADD ("/store/search/other-names", test_other_names);
  WORLD_ADD ("/store/search/changes", test_changes);
  WORLD_ADD ("/store/search/hits", test_hits);
  WORLD_ADD ("/store/search/titles-first", test_titles_first);
  WORLD_ADD ("/store/search/names-in-order", test_names_in_order);
  WORLD_ADD ("/store/search/syntax", test_syntax);
  WORLD_ADD ("/store/search/anything", test_anything);
  WORLD_ADD ("/store/search/own-words", test_own_words);
  return g_test_run ();
}
