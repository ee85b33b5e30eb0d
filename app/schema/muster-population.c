/* muster-population.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-population.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-reading-private.h"

#define MAX_PEOPLE 100000000

struct _MusterPopulation {
  gatomicrefcount refs;
  MusterPopulationQualifier qualifier;
  gint64 low;
  gint64 high;
  char *text; /* owned */
};

typedef enum {
  READ,
  NOT_UNDERSTOOD,
  TOO_LARGE,
  PARTS_OF_PEOPLE,
  BACKWARDS,
} Outcome;

typedef struct {
  MusterDigits digits;
  guint power;
} Amount;

/* Skips "population of", "£" and the like and tells whether a word of doubt was among them. */
static const char *
read_lead (const char *at, gboolean *about)
{
  static const char *const doubts[] = {
    "~", "approx.", "approx", "approximately", "about", "almost", "around", "at least", "c.", "c", "ca.", "circa",
    "estimated", "fewer than", "just over", "just under", "less than", "more than", "nearly", "over", "roughly",
    "some", "under", "up to", "<", ">", NULL,
  };
  static const char *const labels[] = {
    "a population of", "a population size of", "between", "population of", "population size of", "population:", "£",
    NULL,
  };

  for (;;)
    {
      const char *after = muster_reading_skip_any (at, doubts);

      if (after == NULL && *at == 'c' && g_ascii_isdigit (at[1])) /* "c50,000" */
        after = at + 1;
      if (after != NULL)
        *about = TRUE;
      else
        after = muster_reading_skip_any (at, labels);
      if (after == NULL)
        return at;
      at = after;
    }
}

/* Skips what people write after a number of people. */
static const char *
read_tail (const char *at, gboolean *about)
{
  static const char *const doubts[] = { "+", "approx.", "approx", "approximately", "or so", NULL };
  static const char *const nouns[] = {
    "adults", "each", "in population", "patients", "people", "persons", "population", "registered", "residents", NULL,
  };

  while (*at == ' ')
    at++;
  for (;;)
    {
      const char *after = muster_reading_skip_any (at, doubts);

      if (after != NULL)
        *about = TRUE;
      else
        after = muster_reading_skip_any (at, nouns);
      if (after == NULL && *at == '(' && (after = strchr (at, ')')) != NULL)
        for (after++; *after == ' ';)
          after++;
      if (after == NULL)
        return at;
      at = after;
    }
}

static gboolean
read_amount (const char **at, Amount *amount)
{
  if (!muster_digits_read (at, &amount->digits))
    return FALSE;
  amount->power = muster_digits_read_power (at);
  return TRUE;
}

static Outcome
scale (const Amount *amount, gint64 *number)
{
  switch (muster_digits_scale (&amount->digits, amount->power, number))
    {
    case MUSTER_SCALED_TOO_FINE:
      return PARTS_OF_PEOPLE;
    case MUSTER_SCALED_TOO_LARGE:
      return TOO_LARGE;
    case MUSTER_SCALED:
    default:
      return *number > MAX_PEOPLE ? TOO_LARGE : READ;
    }
}

/* Gives the low end the thousands that only the high end shows: "50-80k" and "30-50,000" are how people write it, while
 * "30 to 50,000" may be said of a service for few. Where it would turn the range round ("900-1.2k"), the low end is as
 * it stands. */
static void
share_power (Amount *low, const Amount *high, gboolean dash)
{
  guint power = high->power;
  Amount shared = *low;
  gint64 first;
  gint64 last;

  if (low->power != 0 || low->digits.grouped || scale (high, &last) != READ)
    return;
  if (dash && power == 0 && high->digits.grouped && last % 1000 == 0)
    power = 3;
  shared.power = power;
  if (scale (&shared, &first) == READ && first <= last)
    *low = shared;
}

static const char *
skip_to (const char *at, gboolean *dash)
{
  static const char *const words[] = { "-", "to", "and", NULL };

  while (*at == ' ')
    at++;
  *dash = *at == '-';
  return muster_reading_skip_any (at, words);
}

static gboolean
is_not_available (const char *folded)
{
  static const char *const phrases[] = {
    "n/a", "n/k", "na", "n.a.", "not applicable", "not available", "not known", "unknown", NULL,
  };
  const char *after = muster_reading_skip_any (folded, phrases);

  if (after == NULL)
    after = muster_reading_skip_tbc (folded);
  return after != NULL && *after == '\0';
}

static Outcome
read_population (const char *folded, MusterPopulationQualifier *qualifier, gint64 *low, gint64 *high)
{
  gboolean about = FALSE;
  gboolean dash;
  Amount first;
  Amount last;
  const char *at = read_lead (folded, &about);
  const char *to;
  Outcome outcome;

  if (!read_amount (&at, &first))
    return NOT_UNDERSTOOD;
  last = first;
  to = skip_to (at, &dash);
  if (to != NULL)
    {
      at = read_lead (to, &about);
      if (!read_amount (&at, &last))
        return NOT_UNDERSTOOD;
      share_power (&first, &last, dash);
    }
  if (*read_tail (at, &about) != '\0')
    return NOT_UNDERSTOOD;
  outcome = scale (&first, low);
  if (outcome == READ)
    outcome = scale (&last, high);
  if (outcome == READ && *low > *high)
    outcome = BACKWARDS;
  *qualifier = to != NULL ? MUSTER_POPULATION_RANGE : about ? MUSTER_POPULATION_ABOUT : MUSTER_POPULATION_EXACT;
  return outcome;
}

static void
explain (Outcome outcome, const char *text, GError **error)
{
  g_autofree char *quoted = muster_reading_quote (text);

  if (outcome == TOO_LARGE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is more than 100,000,000 people, the most that can be kept. Enter a smaller number."),
                 quoted);
  else if (outcome == PARTS_OF_PEOPLE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is not a whole number of people. Enter one, for "
                                                         "example 80,000."), quoted);
  else if (outcome == BACKWARDS)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” ends lower than it starts. Enter the smaller number first."), quoted);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is not a number of people. Enter, for example, 80,000, about 80k, 50-80k or N/A."), quoted);
}

static MusterPopulation *
new_population (MusterPopulationQualifier qualifier, gint64 low, gint64 high)
{
  MusterPopulation *self = g_new0 (MusterPopulation, 1);

  g_atomic_ref_count_init (&self->refs);
  self->qualifier = qualifier;
  self->low = low;
  self->high = high;
  return self;
}

MusterPopulation *
muster_population_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *folded = muster_reading_fold (trimmed);
  MusterPopulationQualifier qualifier = MUSTER_POPULATION_NOT_AVAILABLE;
  MusterPopulation *self;
  gint64 low = 0;
  gint64 high = 0;
  Outcome outcome = READ;

  if (!is_not_available (folded))
    outcome = read_population (folded, &qualifier, &low, &high);
  if (outcome != READ)
    {
      explain (outcome, trimmed, error);
      return NULL;
    }
  self = new_population (qualifier, low, high);
  self->text = g_steal_pointer (&trimmed);
  return self;
}

MusterPopulation *
muster_population_new (MusterPopulationQualifier qualifier, gint64 low, gint64 high, const char *text)
{
  MusterPopulation *self;

  if (qualifier == MUSTER_POPULATION_NOT_AVAILABLE)
    low = high = 0;
  else if (qualifier != MUSTER_POPULATION_RANGE)
    high = low;
  if (low < 0 || low > high || high > MAX_PEOPLE || (guint) qualifier > MUSTER_POPULATION_NOT_AVAILABLE)
    return NULL;
  self = new_population (qualifier, low, high);
  self->text = muster_reading_trim (text);
  if (*self->text == '\0')
    {
      g_free (self->text);
      self->text = muster_population_to_canonical (self);
    }
  return self;
}

MusterPopulation *
muster_population_ref (MusterPopulation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_population_unref (MusterPopulation *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->refs))
    {
      g_free (self->text);
      g_free (self);
    }
}

MusterPopulationQualifier
muster_population_get_qualifier (const MusterPopulation *self)
{
  g_return_val_if_fail (self != NULL, MUSTER_POPULATION_NOT_AVAILABLE);

  return self->qualifier;
}

gint64
muster_population_get_low (const MusterPopulation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->low;
}

gint64
muster_population_get_high (const MusterPopulation *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->high;
}

const char *
muster_population_get_text (const MusterPopulation *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->text;
}

char *
muster_population_to_canonical (const MusterPopulation *self)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  low = muster_digits_group (self->low);
  high = muster_digits_group (self->high);
  switch (self->qualifier)
    {
    case MUSTER_POPULATION_EXACT:
      return g_steal_pointer (&low);
    case MUSTER_POPULATION_ABOUT:
      return g_strconcat ("about ", low, NULL);
    case MUSTER_POPULATION_RANGE:
      return g_strconcat (low, " to ", high, NULL);
    case MUSTER_POPULATION_NOT_AVAILABLE:
    default:
      return g_strdup ("not available");
    }
}

gboolean
muster_population_equal (const MusterPopulation *a, const MusterPopulation *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->qualifier == b->qualifier && a->low == b->low && a->high == b->high && strcmp (a->text, b->text) == 0;
}
