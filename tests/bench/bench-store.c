/* bench-store.c - bench-store save|search|list|replay|feed FILE [N [SEED]]: one line of JSON for each measurement.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>

int
main (int argc, char *argv[])
{
  const char *what = argc > 2 ? argv[1] : "";
  guint n = argc > 3 ? (guint) atoi (argv[3]) : 200;
  guint64 seed = argc > 4 ? g_ascii_strtoull (argv[4], NULL, 10) : 1;

  if (g_str_equal (what, "save"))
    bench_save (argv[2], n, seed);
  else if (g_str_equal (what, "search"))
    bench_search (argv[2], seed);
  else if (g_str_equal (what, "list"))
    bench_list (argv[2]);
  else if (g_str_equal (what, "replay"))
    bench_replay (argv[2]);
  else if (g_str_equal (what, "feed"))
    bench_feed (argv[2], argc > 3 ? n : 10000, seed);
  else
    {
      fprintf (stderr, "usage: bench-store save|search|list|replay|feed FILE [N [SEED]]\n");
      return 2;
    }
  return 0;
}
