/* fuzz-events.c - streams of events. However the bytes are cut into reads, the same is heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-events.h"

#include "fuzz.h"

static gboolean
heard (gint64 seq, gpointer data)
{
  g_assert_cmpint (seq, >=, 0);
  g_array_append_val ((GArray *) data, seq);
  return ((GArray *) data)->len < 100;
}

/* step 0: all at once. */
static gboolean
listen (const char *bytes, gsize n, gsize step, GArray *heads)
{
  g_autoptr(MusterEvents) events = muster_events_new (heard, heads);

  if (step == 0)
    return muster_events_take (events, bytes, n);
  for (gsize at = 0; at < n; at += step)
    if (!muster_events_take (events, bytes + at, MIN (step, n - at)))
      return FALSE;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GArray) whole = g_array_new (FALSE, FALSE, sizeof (gint64)),
                     parts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize step = size > 0 ? 1 + data[0] % 7 : 1;

  g_assert_cmpint (listen ((const char *) data, size, 0, whole), ==, listen ((const char *) data, size, step, parts));
  g_assert_cmpmem (whole->data, whole->len * sizeof (gint64), parts->data, parts->len * sizeof (gint64));
  return 0;
}
