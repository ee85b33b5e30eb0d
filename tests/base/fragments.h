/* fragments.h - random text made of the pieces that parsers trip over.
 *
 * The seed is GLib's test seed, which a failing test prints; --seed replays it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Dates, numbers, names and ids, what joins them, and what breaks text: controls, marks that reorder, other scripts,
 * accents without a letter, half a UTF-8 sequence, numbers beyond 64 bits. */
static const char *const fragments[] = {
  /* numbers */
  "9", "31", "0", "17", "18", "2017", "99999999999999999999", "1.5", ".", ",", ",000", "k", "m", "bn", "%", "£", "~",
  "c.", "about ", "people", "N/A", "943 476 5919", "9434765919",
  /* dates */
  "March", "Feb", "Sept.", "Thursday", "Q1", "q9", "FY", "2017/18", "17/3/17", "2017-03-09", "st", "th", "of", "days",
  "day", "before ", "prior to ", "during ", "after ", "by ", "end of ", "from ", "between ", "w/c ", "ongoing", "TBC",
  "\320\242\320\222\320\241", "to be confirmed", "in post",
  /* what joins them */
  " to ", " - ", "-", "\342\200\223", " and ", "/", " / ", ";", " + ", "\n", "\r\n", "\t", "\v", " ", "  ", "(", ")",
  "[", "]", "'", "\"",
  /* names */
  "supported by ", " with support from ", "chair of ", "Vice ", "vacant", "Ann", "Bob Smith", "CHIN/QIST",
  "[01900000-0000-7000-8000-000000000001]", " [01900000-0000-7000-8000-00000000000F]", "[01900000-0000-7000",
  /* letters */
  "é", "e\314\201", "\314\201", "\314\201\314\243", "Straße", "ﬁ", "½", "²", "日本", "\360\237\231\202",
  "\342\200\216", "\342\200\256", "\357\273\277", "\302\240", "\001", "\302\205", "\342\200\250",
  "\303", "\377",
};

static inline char *
make_fragments (int max_pieces)
{
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, max_pieces + 1);

  for (int i = 0; i < n; i++)
    g_string_append (text, fragments[g_test_rand_int_range (0, G_N_ELEMENTS (fragments))]);
  return g_string_free (text, FALSE);
}

/* One fragment over and over, for at least so many bytes: what is quadratic takes minutes here. */
static inline char *
make_long (const char *fragment, gsize bytes)
{
  GString *text = g_string_sized_new (bytes);

  while (text->len < bytes)
    g_string_append (text, fragment);
  return g_string_free (text, FALSE);
}
