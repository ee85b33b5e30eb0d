/* fuzz-merge.c - three texts, a zero byte between. Who changed nothing loses nothing, and the order of the two does not
 * matter to whether it merges.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-merge.h"

#include "fuzz.h"

#include <string.h>

static char *
next_text (const char **at, const char *end)
{
  const char *zero = memchr (*at, '\0', (size_t) (end - *at));
  g_autofree char *text = g_strndup (*at, (size_t) ((zero != NULL ? zero : end) - *at));

  *at = zero != NULL ? zero + 1 : end;
  return g_utf8_make_valid (text, -1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *at = size > 0 ? (const char *) data : "", *end = at + size;
  g_autofree char *base = next_text (&at, end);
  g_autofree char *ours = next_text (&at, end);
  g_autofree char *theirs = next_text (&at, end);
  g_autofree char *merged = NULL;
  g_autofree char *turned = NULL;
  g_autofree char *alone = NULL;
  gboolean clean = muster_merge_text (base, ours, theirs, &merged);

  g_assert_cmpint (clean, ==, muster_merge_text (base, theirs, ours, &turned));
  if (clean)
    g_assert_nonnull (merged);
  g_assert_true (muster_merge_text (base, ours, base, &alone));
  return 0;
}
