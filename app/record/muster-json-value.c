/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-json.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- to JSON ----------------------------------------------------------------------------------------------------- */

/* Names on disk and wire: they never change. */
static const char *const when_kinds[] = {
  [MUSTER_WHEN_DATE] = "date",
  [MUSTER_WHEN_MONTH] = "month",
  [MUSTER_WHEN_QUARTER] = "quarter",
  [MUSTER_WHEN_FINANCIAL_YEAR] = "financial-year",
  [MUSTER_WHEN_RANGE] = "range",
  [MUSTER_WHEN_DAYS] = "days",
  [MUSTER_WHEN_RELATIVE] = "relative",
  [MUSTER_WHEN_ONGOING] = "ongoing",
  [MUSTER_WHEN_TBC] = "tbc",
  [MUSTER_WHEN_IN_POST] = "in-post",
};
static const char *const when_relations[] = { "before", "during", "after" };
static const char *const connectors[] = { "lead", "supported-by", "chair-of" };
static const char *const qualifiers[] = { "exact", "about", "range", "not-available" };

static json_t *
id_to_json (const MusterId *id)
{
  MusterIdText text;

  return json_string (muster_id_to_text (id, text));
}

static json_t *
day_to_json (guint32 julian)
{
  GDate date;
  char text[11];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  g_snprintf (text, sizeof text, "%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
              g_date_get_day (&date));
  return json_string (text);
}

static json_t *
when_to_json (MusterWhen *when)
{
  MusterWhenKind kind = muster_when_get_kind (when);
  MusterDays days = muster_when_get_days (when);
  json_t *json = json_object ();
  guint first, last;

  json_object_set_new (json, "kind", json_string (when_kinds[kind]));
  json_object_set_new (json, "text", json_string (muster_when_get_text (when)));
  if (muster_when_is_dated (when))
    {
      json_object_set_new (json, "from", day_to_json (days.earliest));
      json_object_set_new (json, "to", day_to_json (days.latest));
    }
  if (kind == MUSTER_WHEN_DAYS)
    {
      muster_when_get_window (when, &first, &last);
      json_object_set_new (json, "first", json_integer (first));
      json_object_set_new (json, "last", json_integer (last));
    }
  if (kind == MUSTER_WHEN_RELATIVE)
    {
      json_object_set_new (json, "relation", json_string (when_relations[muster_when_get_relation (when)]));
      json_object_set_new (json, "event_name", json_string (muster_when_get_event_name (when)));
      if (muster_when_get_event (when) != NULL)
        json_object_set_new (json, "event", id_to_json (muster_when_get_event (when)));
    }
  return json;
}

static json_t *
party_to_json (MusterParty *party)
{
  json_t *members = json_array ();

  for (guint i = 0; i < muster_party_get_n (party); i++)
    {
      const MusterPartyMember *member = muster_party_get_member (party, i);
      json_t *json = json_object ();

      json_object_set_new (json, "as", json_string (connectors[member->connector]));
      json_object_set_new (json, "name", json_string (member->name));
      if (member->tbc)
        json_object_set_new (json, "tbc", json_true ());
      if (member->record != NULL)
        json_object_set_new (json, "id", id_to_json (member->record));
      json_array_append_new (members, json);
    }
  return json_pack ("{s:o, s:s}", "members", members, "text", muster_party_get_text (party));
}

static json_t *
population_to_json (MusterPopulation *population)
{
  return json_pack ("{s:s, s:I, s:I, s:s}",
                    "qualifier", qualifiers[muster_population_get_qualifier (population)],
                    "low", (json_int_t) muster_population_get_low (population),
                    "high", (json_int_t) muster_population_get_high (population),
                    "text", muster_population_get_text (population));
}

static json_t *
ids_to_json (const MusterValue *value)
{
  guint n;
  const MusterId *ids = muster_value_get_ids (value, &n);
  json_t *array = json_array ();

  for (guint i = 0; i < n; i++)
    json_array_append_new (array, id_to_json (&ids[i]));
  return array;
}

static json_t *
list_to_json (const MusterValue *value)
{
  const char *const *texts = muster_value_get_list (value);
  json_t *array = json_array ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_append_new (array, json_string (texts[i]));
  return array;
}

json_t *
muster_value_to_json (const MusterValue *value)
{
  if (value == NULL)
    return json_null ();

  switch (muster_value_get_value_type (value))
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_CHOICE:
      return json_string (muster_value_get_text (value));
    case MUSTER_VALUE_BOOLEAN:
      return json_boolean (muster_value_get_number (value) != 0);
    case MUSTER_VALUE_WHEN:
      return when_to_json (muster_value_get_when (value));
    case MUSTER_VALUE_PARTY:
      return party_to_json (muster_value_get_party (value));
    case MUSTER_VALUE_POPULATION:
      return population_to_json (muster_value_get_population (value));
    case MUSTER_VALUE_REF:
      return id_to_json (muster_value_get_ids (value, NULL));
    case MUSTER_VALUE_REFS:
      return ids_to_json (value);
    case MUSTER_VALUE_LIST:
      return list_to_json (value);
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return json_integer (muster_value_get_number (value));
    }
}

/* ---- from JSON --------------------------------------------------------------------------------------------------- */

static int
index_in (const char *const *names, guint n, json_t *json)
{
  const char *name = json_string_value (json);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int) i;
  return -1;
}

static gboolean
id_from_json (json_t *json, MusterId *id)
{
  const char *text = json_string_value (json);

  return text != NULL && muster_id_from_text (id, text);
}

static guint32
day_from_json (json_t *json)
{
  const char *text = json_string_value (json);
  guint year, month, day;
  char end;

  if (text == NULL || sscanf (text, "%4u-%2u-%2u%c", &year, &month, &day, &end) != 3
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
    return 0;

  {
    GDate date;

    g_date_clear (&date, 1);
    g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) year);
    return g_date_get_julian (&date);
  }
}

static MusterWhen *
dated_when (MusterWhenKind kind, guint32 from, guint32 to)
{
  GDate date;

  if (from == 0 || to < from)
    return NULL;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, from);
  switch ((int) kind)
    {
    case MUSTER_WHEN_DATE:
      return muster_when_new_date (from);
    case MUSTER_WHEN_MONTH:
      return muster_when_new_month (g_date_get_year (&date), g_date_get_month (&date));
    case MUSTER_WHEN_QUARTER:
      return muster_when_new_quarter (muster_financial_year (from), muster_financial_quarter (from));
    case MUSTER_WHEN_FINANCIAL_YEAR:
      return muster_when_new_year (muster_financial_year (from));
    default:
      return muster_when_new_range (from, to);
    }
}

static MusterWhen *
relative_when (json_t *json)
{
  int relation = index_in (when_relations, G_N_ELEMENTS (when_relations), json_object_get (json, "relation"));
  const char *name = json_string_value (json_object_get (json, "event_name"));
  json_t *event = json_object_get (json, "event");
  MusterId id;

  if (relation < 0 || name == NULL || (event != NULL && !id_from_json (event, &id)))
    return NULL;
  return muster_when_new_relative ((MusterWhenRelation) relation, name, event != NULL ? &id : NULL);
}

static MusterWhen *
window_when (json_t *json)
{
  json_int_t first = json_integer_value (json_object_get (json, "first"));
  json_int_t last = json_integer_value (json_object_get (json, "last"));

  return first >= 1 && last >= first && last <= 100000 ? muster_when_new_days ((guint) first, (guint) last) : NULL;
}

static MusterWhen *
when_from_json (json_t *json)
{
  int kind = index_in (when_kinds, G_N_ELEMENTS (when_kinds), json_object_get (json, "kind"));
  const char *text = json_string_value (json_object_get (json, "text"));
  g_autoptr(MusterWhen) when = NULL;

  if (kind < 0 || text == NULL)
    return NULL;
  if (kind <= MUSTER_WHEN_RANGE)
    when = dated_when ((MusterWhenKind) kind, day_from_json (json_object_get (json, "from")),
                       day_from_json (json_object_get (json, "to")));
  else if (kind == MUSTER_WHEN_DAYS)
    when = window_when (json);
  else if (kind == MUSTER_WHEN_RELATIVE)
    when = relative_when (json);
  else
    when = muster_when_new_plain ((MusterWhenKind) kind);
  return when != NULL ? muster_when_with_text (when, text) : NULL;
}

static gboolean
member_from_json (json_t *json, MusterPartyMember *member, MusterId *id)
{
  int connector = index_in (connectors, G_N_ELEMENTS (connectors), json_object_get (json, "as"));
  json_t *record = json_object_get (json, "id");

  member->connector = (MusterPartyConnector) connector;
  member->name = json_string_value (json_object_get (json, "name"));
  member->tbc = json_is_true (json_object_get (json, "tbc"));
  member->record = record != NULL ? id : NULL;
  return connector >= 0 && member->name != NULL && (record == NULL || id_from_json (record, id));
}

static MusterParty *
party_from_json (json_t *json)
{
  json_t *members = json_object_get (json, "members");
  const char *text = json_string_value (json_object_get (json, "text"));
  guint n = (guint) json_array_size (members);
  g_autofree MusterPartyMember *parsed = g_new0 (MusterPartyMember, n + 1);
  g_autofree MusterId *ids = g_new0 (MusterId, n + 1);

  if (n == 0 || text == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!member_from_json (json_array_get (members, i), &parsed[i], &ids[i]))
      return NULL;
  return muster_party_new (parsed, n, text);
}

static MusterPopulation *
population_from_json (json_t *json)
{
  int qualifier = index_in (qualifiers, G_N_ELEMENTS (qualifiers), json_object_get (json, "qualifier"));
  const char *text = json_string_value (json_object_get (json, "text"));
  json_int_t low = json_integer_value (json_object_get (json, "low"));
  json_int_t high = json_integer_value (json_object_get (json, "high"));

  if (qualifier < 0 || text == NULL || low < 0 || high < low)
    return NULL;
  return muster_population_new ((MusterPopulationQualifier) qualifier, low, high, text);
}

static MusterValue *
ids_from_json (json_t *json)
{
  guint n = (guint) json_array_size (json);
  g_autofree MusterId *ids = g_new0 (MusterId, n + 1);

  for (guint i = 0; i < n; i++)
    if (!id_from_json (json_array_get (json, i), &ids[i]))
      return NULL;
  return muster_value_new_refs (ids, n);
}

static MusterValue *
list_from_json (json_t *json)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (size_t i = 0; i < json_array_size (json); i++)
    {
      const char *text = json_string_value (json_array_get (json, i));

      if (text == NULL)
        return NULL;
      g_ptr_array_add (texts, (char *) text);
    }
  g_ptr_array_add (texts, NULL);
  return muster_value_new_list ((const char *const *) texts->pdata);
}

static MusterValue *
number_from_json (const MusterField *field, json_t *json)
{
  gint64 number = json_integer_value (json);

  if (!json_is_integer (json))
    return NULL;
  if (field->type == MUSTER_VALUE_SCORE && (number < 1 || number > 5))
    return NULL;
  if (field->type == MUSTER_VALUE_PERCENT && (number < 0 || number > 100))
    return NULL;
  return muster_value_new_number (field->type, number);
}

/* NULL where json does not fit. */
static MusterValue *
read_value (const MusterField *field, json_t *json)
{
  MusterId id;

  switch (field->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_CHOICE:
      return muster_value_new_text (field->type, json_string_value (json));
    case MUSTER_VALUE_BOOLEAN:
      return json_is_boolean (json) ? muster_value_new_number (field->type, json_is_true (json)) : NULL;
    case MUSTER_VALUE_WHEN:
      {
        g_autoptr(MusterWhen) when = when_from_json (json);

        return when != NULL ? muster_value_new_when (when) : NULL;
      }
    case MUSTER_VALUE_PARTY:
      {
        g_autoptr(MusterParty) party = party_from_json (json);

        return party != NULL ? muster_value_new_party (party) : NULL;
      }
    case MUSTER_VALUE_POPULATION:
      {
        g_autoptr(MusterPopulation) population = population_from_json (json);

        return population != NULL ? muster_value_new_population (population) : NULL;
      }
    case MUSTER_VALUE_REF:
      return id_from_json (json, &id) ? muster_value_new_ref (&id) : NULL;
    case MUSTER_VALUE_REFS:
      return ids_from_json (json);
    case MUSTER_VALUE_LIST:
      return list_from_json (json);
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return number_from_json (field, json);
    }
}

gboolean
muster_value_from_json (const MusterField *field, json_t *json, MusterValue **value, GError **error)
{
  *value = NULL;
  if (json == NULL || json_is_null (json))
    return TRUE;

  *value = read_value (field, json);
  if (*value != NULL)
    return TRUE;

  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s: what is stored does not fit this field"),
               muster_field_get_label (field));
  return FALSE;
}
