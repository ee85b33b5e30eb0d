/* muster-text-fold.c - the key under which a text is compared, searched and filed.
 *
 * Linear in the length of its text, as it runs over every word that is indexed. Text that is not UTF-8 is read with
 * replacement characters: a search must find the rest of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-text.h"

#include <string.h>

#include "muster-text-private.h"

typedef struct {
  gunichar from;
  char to; /* Latin, already folded */
} LookAlike;

/* Sorted. Capitals that print as Latin ones: a table pasted from a scan may spell TBC with any of them. */
static const LookAlike look_alikes[] = {
  { 0x0391, 'a' }, { 0x0392, 'b' }, { 0x0395, 'e' }, { 0x0396, 'z' }, { 0x0397, 'h' }, { 0x0399, 'i' },
  { 0x039a, 'k' }, { 0x039c, 'm' }, { 0x039d, 'n' }, { 0x039f, 'o' }, { 0x03a1, 'p' }, { 0x03a4, 't' },
  { 0x03a5, 'y' }, { 0x03a7, 'x' }, { 0x0405, 's' }, { 0x0406, 'i' }, { 0x0408, 'j' }, { 0x0410, 'a' },
  { 0x0412, 'b' }, { 0x0415, 'e' }, { 0x041a, 'k' }, { 0x041c, 'm' }, { 0x041d, 'h' }, { 0x041e, 'o' },
  { 0x0420, 'p' }, { 0x0421, 'c' }, { 0x0422, 't' }, { 0x0423, 'y' }, { 0x0425, 'x' }, { 0x04ae, 'y' },
};

static char
find_look_alike (gunichar c)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (look_alikes);

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (look_alikes[middle].from == c)
        return look_alikes[middle].to;
      if (look_alikes[middle].from < c)
        low = middle + 1;
      else
        high = middle;
    }
  return '\0';
}

/* Accents and points that any script may carry; the vowel signs that belong to one script are letters of it. */
static gboolean
is_accent (gunichar c)
{
  GUnicodeType type;

  if (c < 0x300)
    return FALSE;
  type = g_unichar_type (c);
  return (type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK) &&
         g_unichar_get_script (c) == G_UNICODE_SCRIPT_INHERITED;
}

static gboolean
is_invisible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT;
}

/* Typographic quotes and dashes become the ones on the keyboard; what the search sees is what people can type. */
static gunichar
plain_punctuation (gunichar c)
{
  if (c == 0x2018 || c == 0x2019 || c == 0x02bc)
    return '\'';
  if (c == 0x201c || c == 0x201d)
    return '"';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
    return '-';
  return c;
}

/* Appends folded text whose runs of white space are one space and whose ends have none. */
typedef struct {
  GString *text;
  gboolean space; /* one is due before the next character */
} Folding;

static void
append_folded (Folding *folding, gunichar c)
{
  if (folding->space && folding->text->len > 0)
    g_string_append_c (folding->text, ' ');
  folding->space = FALSE;
  if (c < 0x80)
    g_string_append_c (folding->text, (char) c);
  else
    g_string_append_unichar (folding->text, c);
}

/* Whether the word at text mixes nothing but Latin letters and look-alike capitals; end is where it ends. A Russian
 * or Greek word keeps its letters, so that it is still found by its lower-case spelling. */
static gboolean
is_latin_word (const char *text, const char **end)
{
  gboolean latin = TRUE;
  gunichar c;

  for (c = g_utf8_get_char (text); g_unichar_isalnum (c) || is_accent (c); c = g_utf8_get_char (text))
    {
      if (latin && c >= 0x80 && g_unichar_get_script (c) != G_UNICODE_SCRIPT_LATIN && find_look_alike (c) == '\0')
        latin = is_accent (c);
      text = g_utf8_next_char (text);
    }
  *end = text;
  return latin;
}

/* Maps the look-alike capitals of decomposed text, and drops its accents, invisible characters and cases. */
static char *
strip_decomposed (const char *text)
{
  Folding folding = { g_string_sized_new (strlen (text)), FALSE };
  const char *word_end = text;
  gboolean latin = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (at >= word_end && g_unichar_isalnum (c))
        latin = is_latin_word (at, &word_end);
      if (c > ' ' && c < 0x7f)
        append_folded (&folding, (guchar) g_ascii_tolower ((char) c));
      else if (latin && at < word_end && find_look_alike (c) != '\0')
        append_folded (&folding, (guchar) find_look_alike (c));
      else if (g_unichar_isspace (c) || c == '\v')
        folding.space = TRUE;
      else if (!is_accent (c) && !is_invisible (c))
        append_folded (&folding, g_unichar_tolower (plain_punctuation (c)));
    }
  return g_string_free (folding.text, FALSE);
}

static char *
fold_unicode (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = muster_text_normalize (valid, G_NORMALIZE_ALL);
  g_autofree char *stripped = strip_decomposed (decomposed);
  g_autofree char *folded = NULL;
  g_autofree char *normal = NULL;

  /* Mostly it was an apostrophe or an accent. */
  if (g_str_is_ascii (stripped))
    return g_steal_pointer (&stripped);

  /* Case folding may leave letters that decompose once more, and makes Cherokee upper case. */
  folded = g_utf8_casefold (stripped, -1);
  normal = muster_text_normalize (folded, G_NORMALIZE_ALL);
  return strip_decomposed (normal);
}

/* NULL where text is not all ASCII: nearly all of it is, and is folded ten times faster this way. */
static char *
fold_ascii (const char *text)
{
  Folding folding = { g_string_sized_new (strlen (text)), FALSE };

  for (const char *at = text; *at != '\0'; at++)
    {
      if ((guchar) *at >= 0x80)
        {
          g_string_free (folding.text, TRUE);
          return NULL;
        }
      if (g_ascii_isspace (*at) || *at == '\v')
        folding.space = TRUE;
      else if (!g_ascii_iscntrl (*at))
        append_folded (&folding, (gunichar) g_ascii_tolower (*at));
    }
  return g_string_free (folding.text, FALSE);
}

char *
muster_text_fold (const char *text)
{
  char *folded;

  g_return_val_if_fail (text != NULL, NULL);

  folded = fold_ascii (text);
  return folded != NULL ? folded : fold_unicode (text);
}

char *
muster_text_slug (const char *text)
{
  g_autofree char *folded = muster_text_fold (text);
  GString *slug;
  gboolean dash = FALSE;

  g_return_val_if_fail (folded != NULL, NULL);

  slug = g_string_sized_new (strlen (folded));
  for (const char *at = folded; *at != '\0'; at++)
    {
      if (g_ascii_isalnum (*at))
        {
          if (dash && slug->len > 0)
            g_string_append_c (slug, '-');
          dash = FALSE;
          g_string_append_c (slug, *at);
        }
      else if (*at != '\'')
        {
          dash = TRUE;
        }
    }
  return g_string_free (slug, FALSE);
}
