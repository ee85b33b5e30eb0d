/* muster-pieces.c - a text in words, or in sentences and what stands between them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-diff-private.h"

#include <string.h>

/* ---- where pieces end -------------------------------------------------------------------------------------------- */

static gboolean
is_word (gunichar c)
{
  /* Marks go with their letter; the apostrophes of "team's" with the word. */
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019;
}

/* A word, a run of spaces, one line end, or one of anything else. */
static const char *
skip_word (const char *at)
{
  gunichar c = g_utf8_get_char (at);
  const char *end = g_utf8_next_char (at);

  if (is_word (c))
    while (is_word (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
  else if (c != '\n' && g_unichar_isspace (c))
    while (*end != '\n' && g_unichar_isspace (g_utf8_get_char (end)))
      end = g_utf8_next_char (end);
  return end;
}

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* White space up to the next sentence, or a sentence without the white space after it. */
static const char *
skip_sentence (const char *at)
{
  const char *end = at, *p = at;

  if (g_unichar_isspace (g_utf8_get_char (at)))
    {
      while (g_unichar_isspace (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      return end;
    }
  while (*p != '\0' && *p != '\n')
    {
      gunichar c = g_utf8_get_char (p);

      p = g_utf8_next_char (p);
      if (!g_unichar_isspace (c))
        end = p;
      if (ends_sentence (c) && g_unichar_isspace (g_utf8_get_char (p)))
        break;
    }
  return end;
}

/* ---- pieces ------------------------------------------------------------------------------------------------------ */

GHashTable *
muster_numbers_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static guint
number_of (GHashTable *numbers, const char *from, const char *to)
{
  char *piece = g_strndup (from, to - from);
  gpointer number;

  if (g_hash_table_lookup_extended (numbers, piece, NULL, &number))
    {
      g_free (piece);
      return GPOINTER_TO_UINT (number);
    }
  g_hash_table_insert (numbers, piece, GUINT_TO_POINTER (g_hash_table_size (numbers)));
  return g_hash_table_size (numbers) - 1;
}

MusterPieces *
muster_pieces_new (const char *text, MusterPieceType type, GHashTable *numbers)
{
  MusterPieces *self = g_new0 (MusterPieces, 1);
  gsize start = 0;

  self->text = text;
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *at = text, *end; *at != '\0'; at = end)
    {
      guint number;

      end = type == MUSTER_PIECES_WORDS ? skip_word (at) : skip_sentence (at);
      number = number_of (numbers, at, end);
      g_array_append_val (self->numbers, number);
      g_array_append_val (self->starts, start);
      start = end - text;
    }
  g_array_append_val (self->starts, start);
  return self;
}

void
muster_pieces_free (MusterPieces *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->numbers);
  g_array_unref (self->starts);
  g_free (self);
}

void
muster_pieces_append (const MusterPieces *self, guint first, guint end, GString *to)
{
  gsize from = g_array_index (self->starts, gsize, first);

  g_string_append_len (to, self->text + from, g_array_index (self->starts, gsize, end) - from);
}
