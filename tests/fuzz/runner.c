/* runner.c - runs a target over its samples, and over changed ones that a seed makes: the normal suite's share of the
 * fuzzing.
 *
 *   fuzz-TARGET FOLDER [CHANGED-PER-SAMPLE [SEED]]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "fuzz.h"

#include <stdio.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_samples (const char *folder)
{
  GPtrArray *samples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *bytes;
      gsize size;

      g_assert_true (g_file_get_contents (names->pdata[i], &bytes, &size, NULL));
      g_ptr_array_add (samples, g_bytes_new_take (bytes, size));
    }
  return samples;
}

/* Bytes that decoders trip over. */
static const char *const spices[] = { "\"",
                                      "\\",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      ":",
                                      "-",
                                      "1e999",
                                      "9223372036854775808",
                                      "null",
                                      "\\u0000",
                                      "\xc3",
                                      "\xe2\x80\x8f",
                                      "\r\n",
                                      "\xef\xbb\xbf",
                                      "=",
                                      "'",
                                      "0",
                                      "TBC",
                                      "/",
                                      " to " };

static void
change (GByteArray *bytes, GRand *dice, GPtrArray *samples)
{
  guint at = bytes->len > 0 ? (guint) g_rand_int_range (dice, 0, (int) bytes->len) : 0;
  const char *spice = spices[g_rand_int_range (dice, 0, G_N_ELEMENTS (spices))];
  GBytes *other = samples->pdata[g_rand_int_range (dice, 0, (int) samples->len)];
  gsize size;
  const guint8 *data = g_bytes_get_data (other, &size);
  guint n;

  switch (g_rand_int_range (dice, 0, 6))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] ^= (guint8) (1 << g_rand_int_range (dice, 0, 8));
      break;
    case 1: /* cut short */
      g_byte_array_set_size (bytes, at);
      break;
    case 2: /* something left out */
      n = (guint) g_rand_int_range (dice, 0, 16);
      g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, n));
      break;
    case 3: /* something put over */
      n = MIN (bytes->len - at, (guint) strlen (spice));
      memcpy (bytes->data + at, spice, n);
      break;
    case 4: /* something put behind */
      g_byte_array_append (bytes, (const guint8 *) spice, (guint) strlen (spice));
      break;
    default: /* the end of another */
      g_byte_array_set_size (bytes, at);
      if (size > 0)
        {
          n = (guint) g_rand_int_range (dice, 0, (int) size);
          g_byte_array_append (bytes, data + n, (guint) size - n);
        }
      break;
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr(GPtrArray) samples = argc > 1 ? read_samples (argv[1]) : NULL;
  guint changed = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 500;
  GRand *dice = g_rand_new_with_seed (argc > 3 ? (guint32) g_ascii_strtoull (argv[3], NULL, 10) : 1);

  if (samples == NULL || samples->len == 0)
    g_error ("there are no samples");
  for (guint i = 0; i < samples->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (samples->pdata[i], &size);

      LLVMFuzzerTestOneInput (data, size);
      for (guint j = 0; j < changed; j++)
        {
          g_autoptr(GByteArray) bytes = g_byte_array_new ();
          g_autofree guint8 *exact = NULL;

          g_byte_array_append (bytes, data, (guint) size);
          for (int times = g_rand_int_range (dice, 1, 5); times > 0; times--)
            change (bytes, dice, samples);
          exact =
            g_memdup2 (bytes->data, bytes->len); /* of its own size, so that a sanitizer sees a step past its end */
          LLVMFuzzerTestOneInput (exact, bytes->len);
        }
    }
  g_rand_free (dice);
  printf ("%u samples, %u inputs\n", samples->len, samples->len * (changed + 1));
  return 0;
}
