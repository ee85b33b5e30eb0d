/* fuzz-record.c - records as JSON, as exports and the wire hold them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-json.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(json_t) json = muster_json_from_text ((const char *) data, size, NULL);
  g_autoptr(MusterRecord) record = json != NULL ? muster_record_from_json (json, NULL) : NULL;
  g_autoptr(json_t) once = NULL;
  g_autoptr(json_t) twice = NULL;
  g_autoptr(MusterRecord) again = NULL;

  if (record == NULL)
    return 0;
  once = muster_record_to_json (record, FALSE);
  again = muster_record_from_json (once, NULL);
  g_assert_nonnull (again);
  twice = muster_record_to_json (again, FALSE);
  g_assert_true (json_equal (once, twice));
  return 0;
}
