/* made-up.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"

#include <string.h>

#include "muster-text.h"

/* What breaks CSV, JSON, SQL and full text search, and what people paste from Word. */
static const char *const fragments[] = {
  "=1+1",
  "+44 20",
  "-",
  "@SUM(A1:A9)",
  "'",
  "''=",
  "\"",
  "\"\"",
  ",",
  ";",
  "\\",
  "\\n",
  "/",
  "%s",
  "£72,101",
  "–",
  "—",
  "“quoted”",
  "it’s",
  "שלום עולם",
  "مرحبا",
  "日本語",
  "e\xcc\x81t\xc3\xa9",
  "ﬁ",
  "\xf0\x9f\x99\x82",
  "a",
  "Risk",
  "the",
  "of",
  "NULL",
  "'; DROP TABLE risk; --",
  "<b>&amp;</b>",
  "[x]",
  "{}",
  "null",
  "TBC",
  "0",
  "-1",
  "1e400",
  "CHIN",
  "1\xe2\x80\x8d"
  "2",
  "\t",
  "\n",
  "\r\n",
  "\n\n",
  "  ",
};

static guint
below (MusterRandom *random, guint n)
{
  return muster_random_below (random, n);
}

static const char *
any_of (MusterRandom *random, const char *const *texts, guint n)
{
  return texts[below (random, n)];
}

#define ANY_OF(random, texts) any_of (random, texts, G_N_ELEMENTS (texts))

/* As a field keeps it; at most as many characters, now and then exactly as many. */
static char *
make_text (MusterRandom *random, gboolean single_line, guint max)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  guint length = below (random, 8) == 0 ? max : 1 + below (random, 60);
  char *clean;

  while (g_utf8_strlen (text->str, -1) < length)
    {
      g_string_append (text, ANY_OF (random, fragments));
      if (below (random, 2) == 0)
        g_string_append_c (text, ' ');
    }
  g_string_truncate (text, g_utf8_offset_to_pointer (text->str, length) - text->str);
  clean = muster_text_clean (text->str, single_line, NULL, &error);
  g_assert_no_error (error);
  if (*clean != '\0')
    return clean;
  g_free (clean);
  return g_strdup ("x");
}

static char *
make_when (MusterRandom *random)
{
  static const char *const texts[] = {
    "9 March 2017",
    "09/03/2017",
    "2017-03-09",
    "March 2017",
    "Q1/ 2017/18",
    "Q1 17/18",
    "2017/18",
    "17 to 31 March 2017",
    "April to June 2017",
    "Q2 to Q4 2019/20",
    "days 30 to 60",
    "day 100",
    "before mobilisation",
    "prior to Hub go-live",
    "after the baseline is set",
    "during recruitment",
    "by 31 March 2018",
    "ongoing",
    "TBC",
    "ТВС",
    "in post",
  };

  return g_strdup (ANY_OF (random, texts));
}

static void
append_bound (GString *text, MusterRandom *random, GArray *ids)
{
  MusterIdText id;

  if (below (random, 3) == 0)
    g_string_append_printf (text, " [%s]",
                            muster_id_to_text (&g_array_index (ids, MusterId, below (random, ids->len)), id));
}

static char *
make_party (MusterRandom *random, GArray *ids)
{
  static const char *const names[] = {
    "PCN Clinical Directors", "Health, Care and Housing", "O’Neill & Søn", "Chair (TBC)", "TBC", "יעל", "SROs of all",
    "GP “lead”", "=HYPERLINK", "+ partner", "Public Health team", "vacant",
  };
  static const char *const between[] = { " / ", "; ", " + ", " supported by ", " with support from ", "\n" };
  GString *text = g_string_new (below (random, 6) == 0 ? "chair of " : NULL);

  for (guint n = 1 + below (random, 4); n > 0; n--)
    {
      g_string_append (text, ANY_OF (random, names));
      append_bound (text, random, ids);
      if (n > 1)
        g_string_append (text, ANY_OF (random, between));
    }
  return g_string_free (text, FALSE);
}

static char *
make_population (MusterRandom *random)
{
  static const char *const texts[] = {
    "80,000", "~80k",          "about 80,000", "c. 80k", "50-80k", "50,000 to 80,000",
    "N/A",    "not available", "£100k",        "0",      "237273",
  };

  return g_strdup (ANY_OF (random, texts));
}

static MusterValue *
make_references (const MusterField *field, MusterRandom *random, GPtrArray *by_kind)
{
  g_autoptr(GArray) allowed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (MusterId));
  guint n = field->type == MUSTER_VALUE_REF ? 1 : 1 + below (random, 3);

  for (guint kind = 0; kind < MUSTER_N_KINDS; kind++)
    {
      const GArray *of_kind = by_kind->pdata[kind];

      if ((field->refers & (G_GUINT64_CONSTANT (1) << kind)) != 0)
        g_array_append_vals (allowed, of_kind->data, of_kind->len);
    }
  g_assert_cmpuint (allowed->len, >, 0);
  if (field->type == MUSTER_VALUE_REF)
    return muster_value_new_ref (&g_array_index (allowed, MusterId, below (random, allowed->len)));
  /* Each once, as a form would have it. */
  for (guint at = below (random, allowed->len); n > 0 && at < allowed->len; n--, at += 1 + below (random, 3))
    g_array_append_val (ids, g_array_index (allowed, MusterId, at));
  return muster_value_new_refs ((const MusterId *) ids->data, ids->len);
}

static MusterValue *
make_list (MusterRandom *random)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  for (guint n = 1 + below (random, 4); n > 0; n--)
    {
      g_autofree char *text = make_text (random, TRUE, 100);

      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  return muster_value_new_list ((const char *const *) texts);
}

static gint64
make_number (const MusterField *field, MusterRandom *random)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_BOOLEAN:
      return below (random, 2);
    case MUSTER_VALUE_PERCENT:
      return below (random, 101);
    case MUSTER_VALUE_SCORE:
      return 1 + below (random, 5);
    default:
      if (field->min < field->max)
        return field->min + below (random, MIN (field->max - field->min, G_MAXINT32)) + below (random, 2);
      return (gint64) below (random, G_MAXUINT32) - G_MAXINT32;
    }
}

static MusterValue *
parse (const MusterField *field, char *text /* taken */)
{
  g_autofree char *taken = text;
  g_autoptr(GError) error = NULL;
  MusterValue *value = NULL;

  muster_field_parse (field, taken, &value, &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  return value;
}

static MusterValue *
make_value (const MusterField *field, MusterRandom *random, GPtrArray *by_kind)
{
  g_autofree char *text = NULL;
  guint n = 0;

  switch (field->type)
    {
    case MUSTER_VALUE_TEXT:
      text = make_text (random, TRUE, 500);
      return muster_value_new_text (field->type, text);
    case MUSTER_VALUE_LONG_TEXT:
      text = make_text (random, FALSE, 5000);
      return muster_value_new_text (field->type, text);
    case MUSTER_VALUE_CHOICE:
      while (field->choices[n].nick != NULL)
        n++;
      return muster_value_new_text (field->type, field->choices[below (random, n)].nick);
    case MUSTER_VALUE_WHEN:
      return parse (field, make_when (random));
    case MUSTER_VALUE_PARTY:
      return parse (field, make_party (random, by_kind->pdata[MUSTER_KIND_PERSON]));
    case MUSTER_VALUE_POPULATION:
      return parse (field, make_population (random));
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return make_references (field, random, by_kind);
    case MUSTER_VALUE_LIST:
      return make_list (random);
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return muster_value_new_number (field->type, make_number (field, random));
    }
}

GPtrArray *
make_up_records (MusterRandom *random, const MusterClock *clock, guint per_kind)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) by_kind = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint kind = 0; kind < MUSTER_N_KINDS; kind++)
    {
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (MusterId));

      for (guint n = 0; n < per_kind; n++)
        {
          MusterId id;

          muster_id_new (&id, clock, random);
          g_array_append_val (ids, id);
        }
      g_ptr_array_add (by_kind, ids);
    }
  for (guint i = 0; i < MUSTER_N_KINDS * per_kind; i++)
    {
      const MusterKind *kind = muster_kind_get (i / per_kind);
      GArray *ids = by_kind->pdata[i / per_kind];
      MusterRecord *record = muster_record_new (kind, &g_array_index (ids, MusterId, i % per_kind));

      for (guint field = 0; field < kind->n_fields; field++)
        if (!muster_field_is_derived (&kind->fields[field]) && (i % per_kind == 0 || below (random, 5) > 0))
          muster_record_take_at (record, field, make_value (&kind->fields[field], random, by_kind));
      g_ptr_array_add (records, record);
    }
  return records;
}
