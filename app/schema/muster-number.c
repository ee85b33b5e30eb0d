/* muster-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-reading-private.h"

/* A million million pounds: no budget comes near it, and sums of thousands of them still fit. */
#define MONEY_MAX_PENCE (G_GINT64_CONSTANT (1000000000000) * 100)

/* Reads "-", "+" and, where currency is given, a pound sign on either side of them. */
static const char *
read_sign (const char *at, gboolean currency, gboolean *negative)
{
  gboolean sign = FALSE;
  gboolean pound = FALSE;

  *negative = FALSE;
  for (;;)
    {
      if (!sign && (*at == '-' || *at == '+'))
        {
          sign = TRUE;
          *negative = *at == '-';
          at++;
        }
      else if (currency && !pound && strncmp (at, "£", strlen ("£")) == 0)
        {
          pound = TRUE;
          at += strlen ("£");
        }
      else if (pound && *at == ' ')
        {
          at++;
        }
      else
        {
          return at;
        }
    }
}

/* Spreadsheets of finance teams print -£1 as (£1). */
static gboolean
read_brackets (char *folded, char **inside)
{
  gsize length = strlen (folded);

  *inside = folded;
  if (length < 3 || folded[0] != '(' || folded[length - 1] != ')')
    return FALSE;
  folded[length - 1] = '\0';
  *inside = folded + 1;
  return TRUE;
}

static gboolean
refuse_money (const char *text, MusterScaled why, GError **error)
{
  g_autofree char *quoted = muster_reading_quote (text);

  if (why == MUSTER_SCALED_TOO_LARGE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is more than £1,000,000,000,000, the largest amount that can be kept. Enter a smaller one."),
                 quoted);
  else if (why == MUSTER_SCALED_TOO_FINE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” has parts of a penny. Enter at most two decimals, for example £72,101.50."), quoted);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is not an amount of money. Enter, for example, £72,101, 72,101.50 or £158.5k."), quoted);
  return FALSE;
}

gboolean
muster_money_parse (const char *text, gint64 *pence, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *folded = muster_reading_fold (trimmed);
  MusterDigits digits;
  MusterScaled scaled;
  gboolean bracketed;
  gboolean negative;
  const char *at;
  char *inside;
  guint power;
  gint64 number = 0;

  g_return_val_if_fail (pence != NULL, FALSE);

  bracketed = read_brackets (folded, &inside);
  at = read_sign (inside, TRUE, &negative);
  if (!muster_digits_read (&at, &digits))
    return refuse_money (trimmed, MUSTER_SCALED, error);
  power = muster_digits_read_power (&at);
  if (*at != '\0' || (bracketed && negative))
    return refuse_money (trimmed, MUSTER_SCALED, error);
  scaled = muster_digits_scale (&digits, power + 2, &number);
  if (scaled == MUSTER_SCALED && number > MONEY_MAX_PENCE)
    scaled = MUSTER_SCALED_TOO_LARGE;
  if (scaled != MUSTER_SCALED)
    return refuse_money (trimmed, scaled, error);
  *pence = bracketed || negative ? -number : number;
  return TRUE;
}

char *
muster_money_to_text (gint64 pence)
{
  gint64 rest = pence % 100;
  g_autofree char *pounds = muster_digits_group (pence / 100);
  const char *magnitude = *pounds == '-' ? pounds + 1 : pounds;
  const char *sign = pence < 0 ? "-" : "";

  if (rest == 0)
    return g_strdup_printf ("%s£%s", sign, magnitude);
  return g_strdup_printf ("%s£%s.%02d", sign, magnitude, (int) (rest < 0 ? -rest : rest));
}

static gboolean
refuse_decimal (const char *text, MusterScaled why, GError **error)
{
  g_autofree char *quoted = muster_reading_quote (text);

  if (why == MUSTER_SCALED_TOO_LARGE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is larger than can be kept. Enter a smaller number."), quoted);
  else if (why == MUSTER_SCALED_TOO_FINE)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” has more than three decimals. Enter at most three, for example 0.125."), quoted);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is not a number. Enter, for example, 2, 0.6 or 1,250.125."), quoted);
  return FALSE;
}

gboolean
muster_decimal_parse (const char *text, gint64 *thousandths, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *folded = muster_reading_fold (trimmed);
  MusterDigits digits;
  MusterScaled scaled;
  gboolean negative;
  const char *at;
  gint64 number = 0;

  g_return_val_if_fail (thousandths != NULL, FALSE);

  at = read_sign (folded, FALSE, &negative);
  if (!muster_digits_read (&at, &digits) || *at != '\0')
    return refuse_decimal (trimmed, MUSTER_SCALED, error);
  scaled = muster_digits_scale (&digits, 3, &number);
  if (scaled != MUSTER_SCALED)
    return refuse_decimal (trimmed, scaled, error);
  *thousandths = negative ? -number : number;
  return TRUE;
}

char *
muster_decimal_to_text (gint64 thousandths)
{
  g_autofree char *whole = muster_digits_group (thousandths / 1000);
  int rest = (int) (thousandths % 1000);
  char decimals[8];
  char *end;

  if (rest == 0)
    return g_steal_pointer (&whole);
  g_snprintf (decimals, sizeof decimals, "%03d", rest < 0 ? -rest : rest);
  for (end = decimals + 3; end[-1] == '0'; end--)
    end[-1] = '\0';
  /* Between -1 and 0 the whole part is 0 and has no sign of its own. */
  return g_strdup_printf ("%s%s.%s", rest < 0 && *whole != '-' ? "-" : "", whole, decimals);
}

static gboolean
refuse_integer (const char *text, gint64 min, gint64 max, GError **error)
{
  g_autofree char *quoted = muster_reading_quote (text);
  g_autofree char *low = muster_digits_group (min);
  g_autofree char *high = muster_digits_group (max);

  if (min <= MUSTER_INTEGER_MIN && max >= MUSTER_INTEGER_MAX)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” does not fit here. Enter a whole number, for example 12."), quoted);
      return FALSE;
    }
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("“%s” does not fit here. Enter a whole number from %s to %s."), quoted, low, high);
  return FALSE;
}

gboolean
muster_integer_parse (const char *text, gint64 min, gint64 max, gint64 *number, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *folded = muster_reading_fold (trimmed);
  MusterDigits digits;
  gboolean negative;
  const char *at;
  gint64 parsed = 0;

  g_return_val_if_fail (number != NULL, FALSE);

  at = read_sign (folded, FALSE, &negative);
  if (!muster_digits_read (&at, &digits))
    return refuse_integer (trimmed, min, max, error);
  if (min == 0 && max == 100 && *at == '%')
    at++;
  if (*at != '\0' || muster_digits_scale (&digits, 0, &parsed) != MUSTER_SCALED)
    return refuse_integer (trimmed, min, max, error);
  if (negative)
    parsed = -parsed;
  if (parsed < min || parsed > max)
    return refuse_integer (trimmed, min, max, error);
  *number = parsed;
  return TRUE;
}

char *
muster_integer_to_text (gint64 number)
{
  return muster_digits_group (number);
}
