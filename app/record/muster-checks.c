/* muster-checks.c - what is looked at before a save: the frame, and what holds for every field.
 *
 * A fault that this save makes is an error; one that was there before, or that other records brought about, is a
 * warning, so that nobody is kept from mending one thing because another is broken. What a form must hold is an error
 * always.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include "muster-number.h"
#include "muster-text.h"

#include <glib/gi18n-lib.h>

/* ---- for all checks -------------------------------------------------------------------------------------------- */

gboolean
muster_check_changes (MusterCheck *check, const char *field)
{
  return check->base == NULL
         || !muster_value_equal (muster_record_get (check->base, field), muster_record_get (check->edited, field));
}

MusterSeverity
muster_check_blame (MusterCheck *check, const char *field)
{
  return muster_check_changes (check, field) ? MUSTER_SEVERITY_ERROR : MUSTER_SEVERITY_WARNING;
}

static gboolean
changes_group (MusterCheck *check, const char *field)
{
  const MusterKind *kind = muster_record_get_kind (check->edited);
  const char *group = muster_field_get_group (muster_kind_get_field (kind, field));

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&kind->fields[i]), group)
        && muster_check_changes (check, kind->fields[i].name))
      return TRUE;
  return FALSE;
}

MusterSeverity
muster_check_blame_group (MusterCheck *check, const char *field, const char *other)
{
  return changes_group (check, field) || (other != NULL && changes_group (check, other)) ? MUSTER_SEVERITY_ERROR
                                                                                          : MUSTER_SEVERITY_WARNING;
}

void
muster_check_report (MusterCheck *check, MusterSeverity severity, const char *rule, const char *field, char *message)
{
  g_ptr_array_add (check->problems, muster_problem_new (severity, rule, field, message));
}

const char *
muster_check_label (MusterCheck *check, const char *field)
{
  return muster_field_get_label (muster_kind_get_field (muster_record_get_kind (check->edited), field));
}

/* ---- every field ----------------------------------------------------------------------------------------------- */

typedef void (*FieldFunc) (MusterCheck *check, const MusterField *field, const MusterValue *value);

/* A source may state a score without what it is made of. */
static gboolean
is_stated_alone (MusterCheck *check, const MusterField *field)
{
  return field->type == MUSTER_VALUE_SCORE && muster_record_is_kind (check->edited, MUSTER_KINDS (ASSESSMENT))
         && muster_assessment_is_stated (check->edited);
}

static void
check_required (MusterCheck *check, const MusterField *field, const MusterValue *value)
{
  if ((field->flags & MUSTER_FIELD_REQUIRED) && value == NULL && !is_stated_alone (check, field))
    muster_check_report (check, MUSTER_SEVERITY_ERROR, "REQUIRED", field->name,
                         g_strdup_printf (_("“%s” is empty. Fill it in before you save."),
                                          muster_field_get_label (field)));
}

/* A term that this version does not know came from a newer one, and stays. */
static void
check_choice (MusterCheck *check, const MusterField *field, const MusterValue *value)
{
  if (field->type == MUSTER_VALUE_CHOICE && value != NULL
      && muster_field_find_choice (field, muster_value_get_text (value)) == NULL)
    muster_check_report (check, muster_check_blame (check, field->name), "CHOICE", field->name,
                         g_strdup_printf (_("“%s” is not one of the choices for “%s”. Choose one from the list."),
                                          muster_value_get_text (value), muster_field_get_label (field)));
}

static gboolean
find_range (const MusterField *field, gint64 *min, gint64 *max)
{
  switch (field->type)
    {
    case MUSTER_VALUE_SCORE:
      *min = 1;
      *max = 5;
      return TRUE;
    case MUSTER_VALUE_PERCENT:
      *min = 0;
      *max = 100;
      return TRUE;
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
      *min = field->min;
      *max = field->max;
      return field->min < field->max;
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_WHEN:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_POPULATION:
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
    case MUSTER_VALUE_LIST:
    default:
      return FALSE;
    }
}

static char *
number_text (const MusterField *field, gint64 number)
{
  if (field->type == MUSTER_VALUE_MONEY)
    return muster_money_to_text (number);
  return field->type == MUSTER_VALUE_DECIMAL ? muster_decimal_to_text (number) : muster_integer_to_text (number);
}

static void
check_range (MusterCheck *check, const MusterField *field, const MusterValue *value)
{
  g_autofree char *least = NULL, *most = NULL;
  gint64 min, max;

  if (value == NULL || !find_range (field, &min, &max)
      || (muster_value_get_number (value) >= min && muster_value_get_number (value) <= max))
    return;
  least = number_text (field, min);
  most = number_text (field, max);
  muster_check_report (check, muster_check_blame (check, field->name), "RANGE", field->name,
                       g_strdup_printf (_("“%s” must be between %s and %s."), muster_field_get_label (field), least,
                                        most));
}

static gboolean
list_has_nhs_number (const char *const *texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (muster_text_has_nhs_number (texts[i], NULL, NULL))
      return TRUE;
  return FALSE;
}

static gboolean
value_has_nhs_number (const MusterValue *value)
{
  switch (muster_value_get_value_type (value))
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
      return muster_text_has_nhs_number (muster_value_get_text (value), NULL, NULL);
    case MUSTER_VALUE_WHEN:
      return muster_text_has_nhs_number (muster_when_get_text (muster_value_get_when (value)), NULL, NULL);
    case MUSTER_VALUE_PARTY:
      return muster_text_has_nhs_number (muster_party_get_text (muster_value_get_party (value)), NULL, NULL);
    case MUSTER_VALUE_LIST:
      return list_has_nhs_number (muster_value_get_list (value));
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_POPULATION:
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
    default:
      return FALSE;
    }
}

/* Registers must not hold patient data (domain 2.4). Said at each save until it is gone. */
static void
check_nhs_number (MusterCheck *check, const MusterField *field, const MusterValue *value)
{
  if (value != NULL && value_has_nhs_number (value))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "NHS_NUMBER", field->name,
                         g_strdup_printf (_("“%s” seems to hold an NHS number. Take it out: plans and registers must "
                                            "not hold what identifies a patient."),
                                          muster_field_get_label (field)));
}

static void
check_fields (MusterCheck *check)
{
  static const FieldFunc funcs[] = { check_required, check_choice, check_range, check_nhs_number };
  const MusterKind *kind = muster_record_get_kind (check->edited);

  for (guint i = 0; i < kind->n_fields; i++)
    for (guint j = 0; j < G_N_ELEMENTS (funcs) && !muster_field_is_derived (&kind->fields[i]); j++)
      funcs[j] (check, &kind->fields[i], muster_record_get_at (check->edited, i));
}

/* ---- append-only kinds ----------------------------------------------------------------------------------------- */

static char *
sentence_case (const char *text)
{
  g_autofree char *first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/* Neither two people's nor one person's second thoughts overwrite what was said (design 1.5). */
static void
check_append_only (MusterCheck *check)
{
  const MusterKind *kind = muster_record_get_kind (check->edited);

  if (check->base == NULL || !(kind->flags & MUSTER_KIND_APPEND_ONLY))
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    if (!muster_field_is_derived (&kind->fields[i]) && muster_check_changes (check, kind->fields[i].name))
      {
        g_autofree char *article = sentence_case (_(kind->article));

        /* Translators: %s is a kind of record with its article, such as "An assessment" */
        muster_check_report (check, MUSTER_SEVERITY_ERROR, "APPEND_ONLY", kind->fields[i].name,
                             g_strdup_printf (_("%s is never changed: add a new one."), article));
        return;
      }
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

/* Equal severities stay in the order in which they were found, which is that of the form. */
static GPtrArray *
errors_first (GPtrArray *problems)
{
  GPtrArray *sorted = g_ptr_array_new_full (problems->len, (GDestroyNotify) muster_problem_free);

  for (guint severity = MUSTER_SEVERITY_ERROR; severity <= MUSTER_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < problems->len; i++)
      {
        MusterProblem *problem = g_ptr_array_index (problems, i);

        if ((guint) problem->severity == severity)
          g_ptr_array_add (sorted, problem);
      }
  g_ptr_array_unref (problems);
  return sorted;
}

GPtrArray *
muster_rules_check (MusterRecord *base, MusterRecord *edited, const MusterLookup *lookup, guint32 today)
{
  MusterCheck check = { base, edited, lookup, today, g_ptr_array_new () };
  gboolean archives = muster_record_is_archived (edited) && base != NULL && !muster_record_is_archived (base);

  if (archives)
    muster_check_archive (&check);
  else
    {
      check_append_only (&check);
      check_fields (&check);
      muster_check_links (&check);
      muster_check_work (&check);
      muster_check_kind (&check);
    }
  return errors_first (check.problems);
}
