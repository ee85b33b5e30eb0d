/* muster-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-reading-private.h"

#include <string.h>

#include "muster-text.h"

const char *
muster_reading_chomp (const char *start, const char *end)
{
  while (end > start)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  return end;
}

const char *
muster_reading_skip_space (const char *start, const char *end)
{
  while (start < end && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  return start;
}

char *
muster_reading_trim (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  const char *end = muster_reading_chomp (valid, valid + strlen (valid));
  const char *start = muster_reading_skip_space (valid, end);

  return g_strndup (start, end - start);
}

char *
muster_reading_fold (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_OTHER_NUMBER)
        return g_strdup ("");
    }
  return muster_text_fold (text);
}

char *
muster_reading_quote (const char *text)
{
  return muster_text_clip (text, 60);
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

const char *
muster_reading_skip (const char *folded, const char *phrase)
{
  gsize length = strlen (phrase);

  if (strncmp (folded, phrase, length) != 0)
    return NULL;
  folded += length;
  if (g_ascii_isalnum (phrase[length - 1]) && is_word_byte (*folded))
    return NULL;
  while (*folded == ' ')
    folded++;
  return folded;
}

const char *
muster_reading_skip_any (const char *folded, const char *const *phrases)
{
  for (; *phrases != NULL; phrases++)
    {
      const char *after = muster_reading_skip (folded, *phrases);

      if (after != NULL)
        return after;
    }
  return NULL;
}

const char *
muster_reading_skip_tbc (const char *folded)
{
  static const char *const phrases[] = {
    "tbc", "tba", "tbd", "t.b.c.", "to be confirmed", "to be agreed", "to be advised", "to be announced",
    "to be decided", "to be determined", NULL,
  };

  return muster_reading_skip_any (folded, phrases);
}

/* Where the id that ends the text, and the spaces before it, begin; NULL where there is none or nothing else. */
static const char *
find_id (const char *text, const char *end, MusterId *id)
{
  MusterIdText id_text = { 0 };
  const char *bracket;

  if (end - text < MUSTER_ID_TEXT_LENGTH + 2)
    return NULL;
  bracket = end - MUSTER_ID_TEXT_LENGTH - 2;
  if (*bracket != '[' || end[-1] != ']')
    return NULL;
  memcpy (id_text, bracket + 1, MUSTER_ID_TEXT_LENGTH);
  end = muster_reading_chomp (text, bracket);
  return end > text && muster_id_from_text (id, id_text) ? end : NULL;
}

gboolean
muster_reading_take_ids (char *text, MusterId *id)
{
  const char *end = find_id (text, text + strlen (text), id);
  MusterId other;

  if (end == NULL)
    return FALSE;
  for (const char *next = end; next != NULL; next = find_id (text, end, &other))
    end = next;
  text[end - text] = '\0';
  return TRUE;
}

static void
add_digit (MusterDigits *digits, char digit)
{
  if (__builtin_mul_overflow (digits->mantissa, 10, &digits->mantissa) ||
      __builtin_add_overflow (digits->mantissa, digit - '0', &digits->mantissa))
    digits->huge = TRUE;
}

gboolean
muster_digits_read (const char **text, MusterDigits *digits)
{
  const char *at = *text;
  gsize group = 0; /* digits since the start or the last comma */

  *digits = (MusterDigits){ 0 };
  for (;; at++)
    {
      if (g_ascii_isdigit (*at))
        {
          add_digit (digits, *at);
          group++;
        }
      else if (*at == ',' && g_ascii_isdigit (at[1]))
        {
          /* "1,5" is how others write one and a half; read as 15 it would be a silent error. */
          if (digits->grouped ? group != 3 : group == 0 || group > 3)
            return FALSE;
          digits->grouped = TRUE;
          group = 0;
        }
      else
        {
          break;
        }
    }
  if (digits->grouped && group != 3)
    return FALSE;
  if (*at == '.' && g_ascii_isdigit (at[1]))
    {
      for (at++; g_ascii_isdigit (*at); at++, digits->decimals++)
        add_digit (digits, *at);
    }
  if (at == *text)
    return FALSE;
  *text = at;
  return TRUE;
}

guint
muster_digits_read_power (const char **text)
{
  static const struct {
    const char *word;
    guint power;
  } powers[] = {
    { "k", 3 }, { "thousand", 3 }, { "m", 6 }, { "mn", 6 }, { "million", 6 }, { "bn", 9 }, { "billion", 9 },
  };
  const char *at = *text;

  while (*at == ' ')
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (powers); i++)
    {
      const char *after = muster_reading_skip (at, powers[i].word);

      if (after == NULL)
        continue;
      *text = after;
      return powers[i].power;
    }
  return 0;
}

MusterScaled
muster_digits_scale (const MusterDigits *digits, guint power, gint64 *number)
{
  gint64 scaled = digits->mantissa;

  if (digits->decimals > power)
    return MUSTER_SCALED_TOO_FINE;
  if (digits->huge)
    return MUSTER_SCALED_TOO_LARGE;
  for (guint i = digits->decimals; i < power; i++)
    {
      if (__builtin_mul_overflow (scaled, 10, &scaled))
        return MUSTER_SCALED_TOO_LARGE;
    }
  *number = scaled;
  return MUSTER_SCALED;
}

char *
muster_digits_group (gint64 number)
{
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;
  char buffer[32];
  char *at = buffer + sizeof buffer;
  guint count = 0;

  *--at = '\0';
  do
    {
      if (count > 0 && count % 3 == 0)
        *--at = ',';
      *--at = (char) ('0' + rest % 10);
      rest /= 10;
      count++;
    }
  while (rest > 0);
  if (number < 0)
    *--at = '-';
  return g_strdup (at);
}
