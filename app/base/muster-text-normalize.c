/* muster-text-normalize.c
 *
 * GLib moves the rest of the text for each accent that it composes, and orders the accents of one letter by bubble
 * sort: 256 KiB of "é" take seconds and as many accents on one letter take longer. Both stay small when the text is
 * cut into pieces, at characters that no other joins onto, and when a long run of accents is put in order first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-text-private.h"

#include <string.h>

/* Pieces are as long as this or longer; a longer one than the other consists of little else than accents. */
#define PIECE_BYTES 128
#define LONG_PIECE_BYTES 1024

/* Whether c may compose with what stands before it, or change places with it: marks, the Hangul vowels and finals,
 * and the half-width voice marks of Japanese, which become marks when decomposed. */
static gboolean
joins_backwards (gunichar c)
{
  if (c < 0x300)
    return FALSE;
  return g_unichar_ismark (c) || (c >= 0x1160 && c <= 0x11ff) || c == 0xff9e || c == 0xff9f;
}

static int
compare_class (gconstpointer a, gconstpointer b)
{
  return g_unichar_combining_class (*(const gunichar *) a) - g_unichar_combining_class (*(const gunichar *) b);
}

/* Sorts each run of accents by class, as normalising will; g_array_sort() is stable. */
static char *
order_marks (const char *piece, gsize length, GNormalizeMode mode)
{
  glong n;
  g_autofree gunichar *characters = g_utf8_to_ucs4_fast (piece, (glong) length, &n);
  glong start = 0;

  for (glong i = 0; i <= n; i++)
    {
      if (i < n && mode == G_NORMALIZE_ALL && (characters[i] == 0xff9e || characters[i] == 0xff9f))
        characters[i] -= 0xff9e - 0x3099;
      if (i < n && g_unichar_combining_class (characters[i]) != 0)
        continue;
      if (i - start > 1)
        {
          g_autoptr (GArray) run = g_array_sized_new (FALSE, FALSE, sizeof (gunichar), (guint) (i - start));

          g_array_append_vals (run, characters + start, (guint) (i - start));
          g_array_sort (run, compare_class);
          memcpy (characters + start, run->data, (gsize) (i - start) * sizeof (gunichar));
        }
      start = i + 1;
    }
  return g_ucs4_to_utf8 (characters, n, NULL, NULL, NULL);
}

static void
append_piece (GString *normal, const char *piece, gsize length, GNormalizeMode mode)
{
  g_autofree char *ordered = NULL;
  g_autofree char *piece_normal = NULL;

  if (length > LONG_PIECE_BYTES)
    ordered = order_marks (piece, length, mode);
  piece_normal = g_utf8_normalize (ordered != NULL ? ordered : piece, ordered != NULL ? -1 : (gssize) length, mode);
  g_string_append (normal, piece_normal);
}

char *
muster_text_normalize (const char *text, GNormalizeMode mode)
{
  GString *normal = g_string_new (NULL);
  const char *piece = text;
  const char *at;

  for (at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (at - piece < PIECE_BYTES || joins_backwards (g_utf8_get_char (at)))
        continue;
      append_piece (normal, piece, at - piece, mode);
      piece = at;
    }
  append_piece (normal, piece, at - piece, mode);
  return g_string_free (normal, FALSE);
}
