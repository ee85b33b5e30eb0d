/* bench-search.c - search as you type: what each key press asks, over everything and as a filter of the risk register.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "plausible.h"
#include "timing.h"

#include <string.h>

/* As the search page asks. */
#define MAX_HITS 200
/* Each question is asked so often and its median counts: the machine may be at something else meanwhile. */
#define TIMES 3

/* What people type, with words that stand everywhere and words that stand nowhere. */
static const char *const phrases[] = {
  "care coordinators", "the", "frailty register", "delay to the estates plan", "clinical director", "o", "chin", "R-12",
  "recruit pharmacists north", "café", "people with frailty in two practices", "overspend on the budget", "zzz",
  "board and", "mobilisation plan for west", "information sharing", "Q2", "s t a", NULL,
};

static void
add_prefixes (GPtrArray *typed, const char *phrase)
{
  for (const char *end = g_utf8_next_char (phrase); ; end = g_utf8_next_char (end))
    {
      g_ptr_array_add (typed, g_strndup (phrase, (gsize) (end - phrase)));
      if (*end == '\0')
        break;
    }
}

/* Every prefix of the phrases above, of titles as they are in the file, and every letter by itself. */
static GPtrArray *
what_is_typed (guint64 seed)
{
  g_autoptr (MusterRandom) random = muster_random_new_seeded (seed);
  GPtrArray *typed = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; phrases[i] != NULL; i++)
    add_prefixes (typed, phrases[i]);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *title = i % 2 == 0 ? plausible_risk (random) : plausible_work (random);

      add_prefixes (typed, title);
    }
  for (char letter = 'a'; letter <= 'z'; letter++)
    g_ptr_array_add (typed, g_strdup_printf ("%c", letter));
  return typed;
}

static void
ask_everything (MusterReplica *replica, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = muster_replica_search (replica, text, NULL, MAX_HITS, &error);

  timing_check (error);
}

static void
ask_register (MusterReplica *replica, const char *text)
{
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rowids = NULL;

  muster_query_set_text (query, text);
  rowids = muster_replica_query (replica, query, &error);
  timing_check (error);
}

/* Medians of the wall clock and of the processor. */
static void
time_question (MusterReplica *replica, void (*ask) (MusterReplica *replica, const char *text), const char *text,
               double *wall, double *cpu)
{
  g_autoptr (GArray) walls = samples_new ();
  g_autoptr (GArray) cpus = samples_new ();

  for (guint i = 0; i < TIMES; i++)
    {
      double start = timing_now (), start_cpu = timing_cpu (), passed_cpu;

      ask (replica, text);
      samples_add (walls, start);
      passed_cpu = timing_cpu () - start_cpu;
      g_array_append_val (cpus, passed_cpu);
    }
  *wall = samples_quantile (walls, 0.5);
  *cpu = samples_quantile (cpus, 0.5);
}

static void
measure (MusterReplica *replica, const char *what, void (*ask) (MusterReplica *replica, const char *text),
         GPtrArray *typed)
{
  g_autoptr (GArray) walls = samples_new ();
  g_autoptr (GArray) cpus = samples_new ();
  double slowest = 0;
  const char *slowest_text = "";

  for (guint i = 0; i < typed->len; i++)
    {
      double wall, cpu;

      time_question (replica, ask, typed->pdata[i], &wall, &cpu);
      g_array_append_val (walls, wall);
      g_array_append_val (cpus, cpu);
      if (cpu > slowest)
        {
          slowest = cpu;
          slowest_text = typed->pdata[i];
        }
    }
  timing_print (what, walls);
  timing_print_json (json_pack ("{s:o, s:s, s:f, s:f}", "what", json_sprintf ("%s: slowest", what),
                                "text", slowest_text, "cpu", slowest, "cpu-p99", samples_quantile (cpus, 0.99)));
}

void
bench_search (const char *path, guint64 seed)
{
  g_autoptr (MusterRandom) random = muster_random_new_seeded (seed);
  g_autoptr (MusterReplica) replica = timing_open (path, MUSTER_REPLICA_READ, random);
  g_autoptr (GPtrArray) typed = what_is_typed (seed);

  measure (replica, "search everything", ask_everything, typed);
  measure (replica, "filter the register", ask_register, typed);
}
