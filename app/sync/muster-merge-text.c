/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-merge.h"

gboolean
muster_merge_text (const char *base, const char *ours, const char *theirs, char **merged)
{
  if (g_str_equal (ours, base) || g_str_equal (ours, theirs))
    *merged = g_strdup (theirs);
  else
    *merged = g_str_equal (theirs, base) ? g_strdup (ours) : NULL;
  return *merged != NULL;
}
