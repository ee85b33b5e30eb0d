/* muster-field.c - values as people type them and as tables show them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"
#include "muster-error.h"
#include "muster-number.h"
#include "muster-text.h"

#include <string.h>

/* The most characters of one line. An entry cuts off what is beyond 65,535, so that less must be too long for it. */
#define LINE_MAX_CHARS 500
#define PARTY_MAX_CHARS 10000

/* ---- to text ----------------------------------------------------------------------------------------------------- */

static char *
ids_to_text (const MusterValue *value)
{
  guint n;
  const MusterId *ids = muster_value_get_ids (value, &n);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      MusterIdText id;

      g_string_append_printf (text, "%s[%s]", i > 0 ? " " : "", muster_id_to_text (&ids[i], id));
    }
  return g_string_free (text, FALSE);
}

static char *
when_to_text (MusterWhen *when)
{
  const MusterId *event = muster_when_get_event (when);
  MusterIdText id;

  if (event == NULL)
    return g_strdup (muster_when_get_text (when));
  return g_strdup_printf ("%s [%s]", muster_when_get_text (when), muster_id_to_text (event, id));
}

static char *
choice_to_text (const MusterField *field, const char *nick)
{
  const MusterChoice *choice = muster_field_find_choice (field, nick);

  return g_strdup (choice != NULL ? choice->label : nick);
}

static char *
number_to_text (const MusterField *field, gint64 number)
{
  if (field->flags & MUSTER_FIELD_LABEL_ONLY)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  switch ((int) field->type)
    {
    case MUSTER_VALUE_DECIMAL:
      return muster_decimal_to_text (number);
    case MUSTER_VALUE_MONEY:
      return muster_money_to_text (number);
    case MUSTER_VALUE_BOOLEAN:
      return g_strdup (number != 0 ? "Yes" : "No");
    default:
      return muster_integer_to_text (number);
    }
}

char *
muster_field_to_text (const MusterField *field, const MusterValue *value)
{
  if (value == NULL)
    return g_strdup ("");

  switch (field->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
      return g_strdup (muster_value_get_text (value));
    case MUSTER_VALUE_CHOICE:
      return choice_to_text (field, muster_value_get_text (value));
    case MUSTER_VALUE_WHEN:
      return when_to_text (muster_value_get_when (value));
    case MUSTER_VALUE_PARTY:
      return muster_party_to_canonical (muster_value_get_party (value));
    case MUSTER_VALUE_POPULATION:
      return g_strdup (muster_population_get_text (muster_value_get_population (value)));
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return ids_to_text (value);
    case MUSTER_VALUE_LIST:
      return g_strjoinv ("\n", (char **) muster_value_get_list (value));
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return number_to_text (field, muster_value_get_number (value));
    }
}

static char *
score_to_display (const MusterField *field, gint64 score)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", score, muster_score_label (field, score));
}

/* One spelling in a column, however it was typed: "Q1/ 2017/18" reads "Q1 2017/18". The text as given stands in the
 * form. */
static char *
when_to_display (MusterWhen *when)
{
  return muster_when_is_dated (when) ? muster_when_to_canonical (when) : g_strdup (muster_when_get_text (when));
}

char *
muster_field_to_display (const MusterField *field, const MusterValue *value)
{
  const MusterChoice *choice;

  if (value == NULL)
    return g_strdup ("");

  switch ((int) field->type)
    {
    case MUSTER_VALUE_CHOICE:
      choice = muster_field_find_choice (field, muster_value_get_text (value));
      return g_strdup (choice != NULL ? _(choice->label) : muster_value_get_text (value));
    case MUSTER_VALUE_WHEN:
      return when_to_display (muster_value_get_when (value));
    case MUSTER_VALUE_PARTY:
      return g_strdup (muster_party_get_text (muster_value_get_party (value)));
    case MUSTER_VALUE_POPULATION:
      return muster_population_to_canonical (muster_value_get_population (value));
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return g_strdup ("");
    case MUSTER_VALUE_LIST:
      return g_strjoinv (", ", (char **) muster_value_get_list (value));
    case MUSTER_VALUE_SCORE:
      return score_to_display (field, muster_value_get_number (value));
    case MUSTER_VALUE_PERCENT:
      return g_strdup_printf ("%" G_GINT64_FORMAT "%%", muster_value_get_number (value));
    case MUSTER_VALUE_BOOLEAN:
      return g_strdup (muster_value_get_number (value) != 0 ? _("Yes") : _("No"));
    default:
      return muster_field_to_text (field, value);
    }
}

/* ---- from text --------------------------------------------------------------------------------------------------- */

/* "Before mobilisation [uuid]": takes the uuid off the end. FALSE where there is none. */
static gboolean
strip_trailing_id (char *text, MusterId *id)
{
  gsize length = strlen (text);
  char *open;

  if (length < MUSTER_ID_TEXT_LENGTH + 2 || text[length - 1] != ']')
    return FALSE;
  open = text + length - MUSTER_ID_TEXT_LENGTH - 2;
  if (*open != '[')
    return FALSE;
  text[length - 1] = '\0';
  if (!muster_id_from_text (id, open + 1))
    {
      text[length - 1] = ']';
      return FALSE;
    }
  *open = '\0';
  g_strchomp (text);
  return TRUE;
}

static MusterValue *
parse_when (char *text, GError **error)
{
  MusterId event;
  gboolean bound = strip_trailing_id (text, &event);
  g_autoptr(MusterWhen) when = muster_when_parse (text, error);

  if (when == NULL)
    return NULL;
  if (bound && muster_when_get_kind (when) == MUSTER_WHEN_RELATIVE)
    {
      g_autoptr(MusterWhen) with_event = muster_when_with_event (when, &event);

      return muster_value_new_when (with_event);
    }
  return muster_value_new_when (when);
}

static gboolean
holds_id (const GArray *ids, const MusterId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (muster_id_equal (&g_array_index (ids, MusterId, i), id))
      return TRUE;
  return FALSE;
}

/* Each record once, however often it is named. */
static MusterValue *
parse_ids (const MusterField *field, const char *text, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (MusterId));
  const char *at = text;

  while (*at != '\0')
    {
      const char *open = strchr (at, '[');
      const char *close = open != NULL ? strchr (open, ']') : NULL;
      g_autofree char *inner = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;
      MusterId id;

      if (inner == NULL || !muster_id_from_text (&id, inner))
        {
          g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                               _("This is not a reference to a record. Choose the record from the list."));
          return NULL;
        }
      if (!holds_id (ids, &id))
        g_array_append_val (ids, id);
      at = close + 1;
      while (*at == ' ' || *at == ',' || *at == '\n')
        at++;
    }

  if (field->type == MUSTER_VALUE_REF && ids->len > 1)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("Only one record can stand here. Remove the others."));
      return NULL;
    }
  return field->type == MUSTER_VALUE_REF ? muster_value_new_ref ((MusterId *) ids->data)
                                         : muster_value_new_refs ((MusterId *) ids->data, ids->len);
}

static MusterValue *
parse_list (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      g_ptr_array_add (kept, lines[i]);
  g_ptr_array_add (kept, NULL);
  return muster_value_new_list ((const char *const *) kept->pdata);
}

static char *
choice_labels (const MusterField *field)
{
  GString *labels = g_string_new (NULL);

  for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
    g_string_append_printf (labels, "%s“%s”", labels->len > 0 ? ", " : "", _(choice->label));
  return g_string_free (labels, FALSE);
}

static MusterValue *
parse_choice (const MusterField *field, const char *text, GError **error)
{
  g_autofree char *wanted = muster_text_fold (text);
  g_autofree char *labels = NULL;

  for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
    {
      g_autofree char *label = muster_text_fold (choice->label);
      g_autofree char *translated = muster_text_fold (_(choice->label));

      if (g_str_equal (choice->nick, text) || g_str_equal (label, wanted) || g_str_equal (translated, wanted))
        return muster_value_new_text (MUSTER_VALUE_CHOICE, choice->nick);
    }
  labels = choice_labels (field);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is not one of the choices. Use %s."), text, labels);
  return NULL;
}

static MusterValue *
parse_boolean (const char *text, GError **error)
{
  g_autofree char *word = muster_text_fold (text);
  g_autofree char *yes = muster_text_fold (_("Yes"));
  g_autofree char *no = muster_text_fold (_("No"));

  if (g_str_equal (word, "yes") || g_str_equal (word, "true") || g_str_equal (word, yes))
    return muster_value_new_number (MUSTER_VALUE_BOOLEAN, 1);
  if (g_str_equal (word, "no") || g_str_equal (word, "false") || g_str_equal (word, no))
    return muster_value_new_number (MUSTER_VALUE_BOOLEAN, 0);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is neither yes nor no. Use “Yes” or “No”."), text);
  return NULL;
}

static gboolean
check_range (const MusterField *field, gint64 number, GError **error)
{
  g_autofree char *min = NULL;
  g_autofree char *max = NULL;

  if (field->min >= field->max || (number >= field->min && number <= field->max))
    return TRUE;
  min = number_to_text (field, field->min);
  max = number_to_text (field, field->max);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("The number must be between %s and %s."), min, max);
  return FALSE;
}

/* Whole numbers without a range of their own have that of what can be kept. */
static gboolean
parse_integer (const MusterField *field, const char *text, gint64 *number, GError **error)
{
  gboolean ranged = field->min < field->max;

  return muster_integer_parse (text, ranged ? field->min : MUSTER_INTEGER_MIN, ranged ? field->max : MUSTER_INTEGER_MAX,
                               number, error);
}

static MusterValue *
parse_number (const MusterField *field, char *text, GError **error)
{
  gint64 number = 0;
  gboolean ok;

  switch ((int) field->type)
    {
    case MUSTER_VALUE_DECIMAL:
      ok = muster_decimal_parse (text, &number, error);
      break;
    case MUSTER_VALUE_MONEY:
      ok = muster_money_parse (text, &number, error);
      break;
    case MUSTER_VALUE_PERCENT:
      if (g_str_has_suffix (text, "%"))
        text[strlen (text) - 1] = '\0';
      ok = muster_integer_parse (g_strchomp (text), 0, 100, &number, error);
      break;
    case MUSTER_VALUE_SCORE:
      ok = muster_score_parse (field, text, &number, error);
      break;
    default:
      ok = parse_integer (field, text, &number, error);
      break;
    }
  return ok && check_range (field, number, error) ? muster_value_new_number (field->type, number) : NULL;
}

static MusterValue *
parse_cleaned (const MusterField *field, char *text, GError **error)
{
  switch (field->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
      return muster_value_new_text (field->type, text);
    case MUSTER_VALUE_CHOICE:
      return parse_choice (field, text, error);
    case MUSTER_VALUE_WHEN:
      return parse_when (text, error);
    case MUSTER_VALUE_PARTY:
      {
        g_autoptr(MusterParty) party = muster_party_parse (text, error);

        return party != NULL ? muster_value_new_party (party) : NULL;
      }
    case MUSTER_VALUE_POPULATION:
      {
        g_autoptr(MusterPopulation) population = muster_population_parse (text, error);

        return population != NULL ? muster_value_new_population (population) : NULL;
      }
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return parse_ids (field, text, error);
    case MUSTER_VALUE_LIST:
      return parse_list (text);
    case MUSTER_VALUE_BOOLEAN:
      return parse_boolean (text, error);
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return parse_number (field, text, error);
    }
}

/* Before and after cleaning, so that the limit is said that holds here and not that of all texts. */
static gboolean
check_length (const MusterField *field, const char *text, GError **error)
{
  int most = field->type == MUSTER_VALUE_TEXT ? LINE_MAX_CHARS : PARTY_MAX_CHARS;

  if ((field->type != MUSTER_VALUE_TEXT && field->type != MUSTER_VALUE_PARTY) || strlen (text) <= (gsize) most
      || !g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) <= most)
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("This text is too long: it has %ld characters, and one line holds at most %d. Shorten it."),
               g_utf8_strlen (text, -1), most);
  return FALSE;
}

static gboolean
is_one_line (const MusterField *field)
{
  return field->type != MUSTER_VALUE_LONG_TEXT && field->type != MUSTER_VALUE_LIST && field->type != MUSTER_VALUE_PARTY;
}

gboolean
muster_field_leaves_out (const MusterField *field, const char *text)
{
  gboolean changed = FALSE;
  g_autofree char *clean = muster_text_clean (text, is_one_line (field), &changed, NULL);

  return clean != NULL && changed;
}

static char *
clean_text (const MusterField *field, const char *text, GError **error)
{
  g_autofree char *clean = NULL;

  if (strlen (text) > MUSTER_TEXT_MAX_BYTES && !check_length (field, text, error))
    return NULL;
  clean = muster_text_clean (text, is_one_line (field), NULL, error);
  return clean != NULL && check_length (field, clean, error) ? g_steal_pointer (&clean) : NULL;
}

gboolean
muster_field_parse (const MusterField *field, const char *text, MusterValue **value, GError **error)
{
  g_autofree char *clean = clean_text (field, text, error);

  *value = NULL;
  if (clean != NULL && clean[0] == '\0')
    return TRUE;
  if (clean != NULL)
    *value = parse_cleaned (field, clean, error);
  if (*value != NULL || (clean != NULL && field->type == MUSTER_VALUE_LIST))
    return TRUE;

  /* Translators: the name of a field, then what is wrong with what stands in it */
  g_prefix_error (error, _("%s: "), muster_field_get_label (field));
  return FALSE;
}
