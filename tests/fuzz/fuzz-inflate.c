/* fuzz-inflate.c - packed bodies. What is unpacked keeps to its limits, and comes back when it is packed again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-inflate.h"

#include "muster-error.h"

#include "fuzz.h"

#define MOST (64 * 1024)
#define RATIO 64

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) body = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = muster_inflate (body, MOST, RATIO, &error);
  g_autoptr(GBytes) packed = NULL;
  g_autoptr(GBytes) again = NULL;

  if (plain == NULL)
    {
      g_assert_true (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_INVALID)
                     || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE));
      return 0;
    }
  g_assert_cmpuint (g_bytes_get_size (plain), <=, MOST);
  g_assert_cmpuint (g_bytes_get_size (plain), <=, size * RATIO);
  packed = muster_deflate (plain);
  if (packed == NULL)
    return 0;
  again = muster_inflate (packed, MOST, 2000, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, again));
  return 0;
}
