/* muster-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-text-private.h"

/* The marks that reorder what is shown, so that text reads otherwise than it is. */
static gboolean
is_reordering_mark (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0xfeff;
}

/* Word and PowerPoint put U+000B on the clipboard for a line break within a paragraph. */
static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Appends the line break or tab c as text of this kind keeps it. */
static void
append_break (GString *clean, gunichar c, gboolean single_line)
{
  if (!single_line)
    g_string_append_c (clean, c == '\t' ? '\t' : '\n');
  else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
    g_string_append_c (clean, ' ');
}

static char *
trim (char *text)
{
  char *start = text;
  char *end = text + strlen (text);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      char *previous = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  *end = '\0';
  memmove (text, start, end - start + 1);
  return text;
}

/* Drops what is not kept from trimmed text; changed becomes TRUE where that takes something away. */
static char *
drop_unwanted (const char *text, gboolean single_line, gboolean *changed)
{
  GString *clean = g_string_sized_new (strlen (text));
  gboolean joined = FALSE; /* a line break has just become a space, and further spaces are part of it */

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\t' || is_line_break (c))
        {
          append_break (clean, c, single_line);
          if (c == '\r' && at[1] == '\n')
            at++;
          *changed |= single_line;
          joined = single_line;
        }
      else if (g_unichar_type (c) == G_UNICODE_CONTROL || is_reordering_mark (c))
        {
          *changed = TRUE;
        }
      else if (!joined || c != ' ')
        {
          g_string_append_len (clean, at, g_utf8_next_char (at) - at);
          joined = FALSE;
        }
    }
  return g_string_free (clean, FALSE);
}

static char *
refuse_long (GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("This text is too long: at most %d KiB can be kept. Shorten it, or keep it as a file."),
               MUSTER_TEXT_MAX_BYTES / 1024);
  return NULL;
}

char *
muster_text_clean (const char *text, gboolean single_line, gboolean *changed, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *dropped = NULL;
  g_autofree char *clean = NULL;
  gboolean taken_away = FALSE;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strnlen (text, MUSTER_TEXT_MAX_BYTES + 1);
  if (length > MUSTER_TEXT_MAX_BYTES)
    return refuse_long (error);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("This text holds bytes that are no letters. Copy it again from where it came from."));
      return NULL;
    }
  trimmed = trim (g_strndup (text, length));
  dropped = drop_unwanted (trimmed, single_line, &taken_away);
  /* Composed after the marks between a letter and its accent are gone, and trimmed again as they may hide spaces. */
  clean = trim (muster_text_normalize (dropped, G_NORMALIZE_NFC));
  if (strlen (clean) > MUSTER_TEXT_MAX_BYTES)
    return refuse_long (error);
  if (changed != NULL)
    *changed = taken_away;
  return g_steal_pointer (&clean);
}

/* The length of the space or hyphen at text, 0 where there is none: ASCII, no-break, thin, and the dashes. */
static gsize
measure_separator (const char *text)
{
  static const char *const separators[] = {
    " ", "-", "\302\240", "\342\200\211", "\342\200\257",
    "\342\200\220", "\342\200\221", "\342\200\222", "\342\200\223",
  };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      gsize length = strlen (separators[i]);

      if (strncmp (text, separators[i], length) == 0)
        return length;
    }
  return 0;
}

/* NHS Data Dictionary, "NHS NUMBER": the tenth digit is 11 less the weighted sum modulo 11, 11 counting as 0. */
static gboolean
passes_check (const char digits[10])
{
  int sum = 0;
  int check;

  for (int i = 0; i < 9; i++)
    sum += (digits[i] - '0') * (10 - i);
  check = 11 - sum % 11;
  return (check == 11 ? 0 : check) == digits[9] - '0';
}

/* Reads ten digits, in one run or as 3-3-4, and returns where they end, NULL where they are not there. */
static const char *
read_ten_digits (const char *text, char digits[10])
{
  for (guint i = 0; i < 10; i++)
    {
      /* "943 476 5919" and "943-476-5919", also "943 - 476 - 5919". */
      for (guint n = 0; (i == 3 || i == 6) && n < 3; n++)
        text += measure_separator (text);
      if (!g_ascii_isdigit (*text))
        return NULL;
      digits[i] = *text++;
    }
  return g_ascii_isdigit (*text) ? NULL : text;
}

gboolean
muster_text_has_nhs_number (const char *text, gsize *start, gsize *end)
{
  char digits[10];

  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *after;

      if (!g_ascii_isdigit (*at) || (at > text && g_ascii_isdigit (at[-1])))
        continue;
      after = read_ten_digits (at, digits);
      if (after == NULL || !passes_check (digits))
        continue;
      if (start != NULL)
        *start = at - text;
      if (end != NULL)
        *end = after - text;
      return TRUE;
    }
  return FALSE;
}

char *
muster_text_clip (const char *text, guint max_chars)
{
  g_autofree char *valid = NULL;
  char *keep;
  char *at;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  at = keep = valid;
  for (guint n = 0; n < max_chars && *at != '\0'; n++)
    {
      keep = at;
      at = g_utf8_next_char (at);
    }
  if (*at == '\0')
    return g_steal_pointer (&valid);
  if (max_chars == 0)
    return g_strdup ("");

  /* The ellipsis takes the last place, and follows no space and no letter that lost its accent. */
  while (keep > valid && g_unichar_ismark (g_utf8_get_char (keep)))
    keep = g_utf8_prev_char (keep);
  *keep = '\0';
  g_strchomp (valid);
  return g_strconcat (valid, "…", NULL);
}
