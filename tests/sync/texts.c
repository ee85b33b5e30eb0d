/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "texts.h"

#include <string.h>

static const char *const ends[] = { " ", " ", " ", " ", ", ", ". ", ".\n", "! ", "\n", ".\n\n", "… " };

char *
texts_make (MusterRandom *random, guint n_words, guint n_different)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "w%ux%s", n_different == 0 ? i : muster_random_below (random, n_different),
                            ends[muster_random_below (random, G_N_ELEMENTS (ends))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Words, and what stands between them. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      gsize n = strcspn (text, " \n.,!…");

      if (n == 0)
        n = strspn (text, " \n.,!…");
      g_ptr_array_add (parts, g_strndup (text, n));
      text += n;
    }
  return parts;
}

char *
texts_edit (MusterRandom *random, const char *text, const char *tag, guint n_edits)
{
  g_autoptr(GPtrArray) parts = split (text);
  g_autoptr(GString) edited = g_string_new (NULL);

  for (guint i = 0; i < n_edits; i++)
    {
      guint at = muster_random_below (random, parts->len + 1);
      guint what = muster_random_below (random, 3);

      gboolean is_word;

      if (what == 0 || at == parts->len)
        {
          g_ptr_array_insert (
            parts, (int) at,
            g_strdup_printf (" %s%ux%s", tag, i, ends[muster_random_below (random, G_N_ELEMENTS (ends))]));
          continue;
        }
      /* Two words must not become one: it would be another word. */
      is_word = g_ascii_isalnum (*(char *) parts->pdata[at]);
      g_free (parts->pdata[at]);
      parts->pdata[at] = is_word ? (what == 1 ? g_strdup ("") : g_strdup_printf ("%s%ux", tag, i))
                                 : g_strdup (ends[muster_random_below (random, G_N_ELEMENTS (ends))]);
    }
  for (guint i = 0; i < parts->len; i++)
    g_string_append (edited, parts->pdata[i]);
  return g_string_free (g_steal_pointer (&edited), FALSE);
}
