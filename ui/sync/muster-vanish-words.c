/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-vanish-words.h"

#include <glib/gi18n-lib.h>

#include "muster-words.h"

/* As many people as are named; the rest are counted. */
#define ACTORS_NAMED 4

static char *
join (GPtrArray *parts, const char *between)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (between, (char **) parts->pdata);
}

char *
muster_vanish_words_kinds (const MusterVanishing *told)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < told->kinds->len; i++)
    {
      const MusterVanishingKind *counted = told->kinds->pdata[i];

      g_ptr_array_add (parts, muster_words_count (counted->kind, counted->n));
    }
  return join (parts, _(", "));
}

static char *
describe_actor (const MusterVanishingActor *actor, gboolean alone)
{
  g_autofree char *when = muster_words_time (actor->at), *number = muster_words_number (actor->n);

  if (alone)
    /* Translators: who and when, "Dee, 23 November 2026, 10:42" */
    return g_strdup_printf (_("%s, %s"), actor->actor, when);
  /* Translators: who, how many and when the last, "Dee: 90, last on 23 November 2026, 10:42" */
  return g_strdup_printf (_("%s: %s, last on %s"), actor->actor, number, when);
}

static char *
describe_others (const MusterVanishing *told)
{
  guint n = 0, rest = told->actors->len - ACTORS_NAMED;
  g_autofree char *number = NULL, *others = muster_words_number (rest);

  for (guint i = ACTORS_NAMED; i < told->actors->len; i++)
    n += ((const MusterVanishingActor *) told->actors->pdata[i])->n;
  number = muster_words_number (n);
  /* Translators: how many other people, and how many records; "3 others: 12" */
  return g_strdup_printf (ngettext ("%s other: %s", "%s others: %s", rest), others, number);
}

char *
muster_vanish_words_actors (const MusterVanishing *told)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean alone = told->actors->len == 1 && told->n_by[MUSTER_VANISHING_ARCHIVED] == told->n;

  if (told->actors->len == 0)
    return NULL;
  for (guint i = 0; i < MIN (told->actors->len, ACTORS_NAMED); i++)
    g_ptr_array_add (lines, describe_actor (told->actors->pdata[i], alone));
  if (told->actors->len > ACTORS_NAMED)
    g_ptr_array_add (lines, describe_others (told));
  return join (lines, "\n");
}

char *
muster_vanish_words_causes (const MusterVanishing *told)
{
  static const char *const causes[MUSTER_N_VANISHING_CAUSES] = {
    [MUSTER_VANISHING_ARCHIVED] = N_("Archived"),
    [MUSTER_VANISHING_MOVED] = N_("Moved to where you may not see them"),
    [MUSTER_VANISHING_ACCESS] = N_("No longer yours to see"),
    [MUSTER_VANISHING_REFUSED] = N_("Not taken by the server"),
    [MUSTER_VANISHING_PUT_BACK] = N_("Not known to the server"),
    [MUSTER_VANISHING_ANEW] = N_("To be fetched anew"),
  };
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MUSTER_N_VANISHING_CAUSES; i++)
    {
      g_autofree char *number = muster_words_number (told->n_by[i]);

      if (told->n_by[i] > 0)
        /* Translators: why, and how many records; "Archived: 80" */
        g_ptr_array_add (lines, g_strdup_printf (_("%s: %s"), _(causes[i]), number));
    }
  return lines->len > 1 ? join (lines, "\n") : NULL;
}

char *
muster_vanish_words_went (guint n, gboolean more)
{
  g_autofree char *number = muster_words_number (n);

  return more ? g_strdup_printf (ngettext ("%s record and others went. A backup was made first",
                                           "%s records and others went. A backup was made first", n), number)
              : g_strdup_printf (ngettext ("%s record went. A backup was made first",
                                           "%s records went. A backup was made first", n), number);
}
