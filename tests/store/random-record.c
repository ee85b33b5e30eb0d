/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-record.h"

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

#define ANY_OF(texts) texts[below (G_N_ELEMENTS (texts))]

static const char *const words[] = {
  "hub", "Premises", "late", "GP", "lead’s", "“open”", "a",   "Wood Green",
  "é",   "£12",      "NULL", "%s", "CHIN",   "review", "Søn",
};
static const char *const dates[] = {
  "9 March 2017", "March 2017", "Q1 17/18", "2017/18", "17 to 31 March 2017", "days 30 to 60",
  "day 5",        "day 100",    "ongoing",  "TBC",     "1 June 2018",         "1 January 2016",
};
static const char *const parties[] = { "Chair", "Chair (TBC)", "A / B", "PCN supported by the borough team", "TBC" };
static const char *const populations[] = { "80,000", "~80k", "50-80k", "N/A", "0", "30,000" };

static char *
random_text (void)
{
  GString *text = g_string_new (ANY_OF (words));

  for (guint n = below (3); n > 0; n--)
    g_string_append_printf (text, " %s", ANY_OF (words));
  return g_string_free (text, FALSE);
}

/* NULL where there is none that may be meant. */
static MusterRecord *
random_target (guint64 kinds, GPtrArray *others)
{
  for (guint tries = 0; tries < 40 && others->len > 0; tries++)
    {
      MusterRecord *record = others->pdata[below (others->len)];

      if ((kinds >> muster_record_get_kind (record)->id) & 1)
        return record;
    }
  return NULL;
}

static char *
random_when (GPtrArray *others)
{
  static const char *const relations[] = { "before", "during", "after" };
  MusterRecord *event =
    below (2) == 0 ? random_target (MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (PLAN), others) : NULL;

  if (event == NULL)
    return g_strdup (ANY_OF (dates));
  return g_strdup_printf ("%s mobilisation %s", ANY_OF (relations), world_bind (event));
}

static MusterValue *
random_references (const MusterField *field, GPtrArray *others)
{
  MusterId ids[3];
  guint n = 0;

  for (guint i = field->type == MUSTER_VALUE_REF ? 1 : 1 + below (3); i > 0; i--)
    {
      MusterRecord *target = random_target (field->refers, others);
      gboolean again = target == NULL;

      for (guint j = 0; j < n && !again; j++)
        again = muster_id_equal (&ids[j], muster_record_get_id (target));
      if (!again)
        ids[n++] = *muster_record_get_id (target);
    }
  if (n == 0)
    return NULL;
  return field->type == MUSTER_VALUE_REF ? muster_value_new_ref (&ids[0]) : muster_value_new_refs (ids, n);
}

static gint64
random_number (const MusterField *field)
{
  switch ((int) field->type)
    {
    case MUSTER_VALUE_BOOLEAN:
      return below (2);
    case MUSTER_VALUE_PERCENT:
      return below (5) * 25;
    case MUSTER_VALUE_SCORE:
      return 1 + below (5);
    default:
      return field->min < field->max ? field->min + below ((guint) MIN (field->max - field->min, 20) + 1)
                                     : (gint64) below (100000);
    }
}

static MusterValue *
parsed (const MusterField *field, char *text /* taken */)
{
  g_autofree char *taken = text;
  MusterValue *value = NULL;
  g_autoptr (GError) error = NULL;

  muster_field_parse (field, taken, &value, &error);
  g_assert_no_error (error);
  return value;
}

static MusterValue *
random_value (const MusterField *field, GPtrArray *others)
{
  guint n = 0;

  switch (field->type)
    {
    case MUSTER_VALUE_CHOICE:
      while (field->choices[n].nick != NULL)
        n++;
      return muster_value_new_text (field->type, field->choices[below (n)].nick);
    case MUSTER_VALUE_WHEN:
      return parsed (field, random_when (others));
    case MUSTER_VALUE_PARTY:
      return parsed (field, g_strdup (ANY_OF (parties)));
    case MUSTER_VALUE_POPULATION:
      return parsed (field, g_strdup (ANY_OF (populations)));
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return random_references (field, others);
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_LIST:
      return parsed (field, random_text ());
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return muster_value_new_number (field->type, random_number (field));
    }
}

/* Dates and links, which much is derived from, rather than texts. */
static guint
random_field (const MusterKind *kind)
{
  gboolean date = below (2) == 0;

  for (guint tries = 0; ; tries++)
    {
      guint i = below (kind->n_fields);
      MusterValueType type = kind->fields[i].type;

      if (!muster_field_is_derived (&kind->fields[i])
          && (tries > 50 || (date ? type == MUSTER_VALUE_WHEN : type > MUSTER_VALUE_LONG_TEXT || below (6) == 0)))
        return i;
    }
}

void
random_record_edit (MusterRecord *record, GPtrArray *others)
{
  const MusterKind *kind = muster_record_get_kind (record);
  guint i = random_field (kind);

  if (below (6) == 0)
    muster_record_take_at (record, i, NULL);
  else
    muster_record_take_at (record, i, random_value (&kind->fields[i], others));
}

void
random_record_fill (MusterRecord *record, GPtrArray *others)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      if (!muster_field_is_derived (field)
          && ((field->flags & MUSTER_FIELD_REQUIRED) || below (field->type == MUSTER_VALUE_WHEN ? 2 : 4) == 0))
        muster_record_take_at (record, i, random_value (field, others));
    }
}
