/* fuzz-text.c - everything that a person may type into a field: what is taken is written so that it is taken again, and
 * means the same. The first two bytes choose the field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-kind.h"

#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr(MusterValue) value = NULL;
  g_autoptr(MusterValue) second = NULL;
  const MusterKind *kind;
  const MusterField *field;

  if (size < 2)
    return 0;
  kind = muster_kind_get (data[0] % MUSTER_N_KINDS);
  field = &kind->fields[data[1] % kind->n_fields];
  text = g_strndup ((const char *) data + 2, size - 2);
  if (muster_field_is_derived (field) || !muster_field_parse (field, text, &value, NULL) || value == NULL)
    return 0;
  again = muster_field_to_text (field, value);
  g_assert_true (g_utf8_validate (again, -1, NULL));
  g_assert_true (muster_field_parse (field, again, &second, NULL));
  g_assert_true (muster_value_equal (value, second));
  return 0;
}
