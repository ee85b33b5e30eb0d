/* make-large.c - make-large FILE --records N [--risks N] [--commits N] [--seed S]: see large.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "large.h"

#include <stdio.h>

int
main (int argc, char *argv[])
{
  int records = 0, risks = 0, commits = 0;
  gint64 seed = 1;
  gboolean quiet = FALSE;
  const GOptionEntry entries[] = {
    { "records", 0, 0, G_OPTION_ARG_INT, &records, "How many records in all", "N" },
    { "risks", 0, 0, G_OPTION_ARG_INT, &risks, "Instead: a register of so many risks, each with one assessment", "N" },
    { "commits", 0, 0, G_OPTION_ARG_INT, &commits, "Save the records one by one, then edits, until there are N", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Another seed makes other records (1 unless given)", "S" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &quiet, "Say nothing on the way", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");
  g_autoptr (GError) error = NULL;
  LargeOptions options;

  g_option_context_set_summary (context, "Makes a large, plausible file; the same for the same options.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 || records < 0 || risks < 0 || commits < 0
      || (records == 0) == (risks == 0))
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "Give a file and one of --records and --risks.");
      return 2;
    }

  options = (LargeOptions) { (guint) records, (guint) risks, (guint) commits, (guint64) seed, quiet };
  if (large_make (argv[1], &options, &error))
    return 0;
  fprintf (stderr, "%s\n", error->message);
  return 1;
}
