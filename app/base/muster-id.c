/* muster-id.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-id.h"

#include <string.h>

/* RFC 9562 section 4: the version is the high nibble of byte 6, the variant the two high bits of byte 8. */
static void
mark (MusterId *id, guint8 version)
{
  id->bytes[6] = (id->bytes[6] & 0x0f) | (guint8) (version << 4);
  id->bytes[8] = (id->bytes[8] & 0x3f) | 0x80;
}

void
muster_id_new (MusterId *id, const MusterClock *clock, MusterRandom *random)
{
  guint64 milliseconds;

  g_return_if_fail (id != NULL);

  /* A clock set before 1970 gives the prefix zero; the random bits keep ids apart. */
  milliseconds = (guint64) MAX (muster_clock_now (clock), 0) / 1000;
  muster_random_bytes (random, id->bytes, sizeof id->bytes);
  for (guint i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (milliseconds >> (40 - 8 * i));
  mark (id, 7);
}

void
muster_id_from_name (MusterId *id, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_if_fail (id != NULL);
  g_return_if_fail (name != NULL);

  g_checksum_update (checksum, (const guchar *) name, strlen (name));
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id->bytes, digest, sizeof id->bytes);
  mark (id, 8);
}

static gboolean
is_dash_position (guint i)
{
  return i == 8 || i == 13 || i == 18 || i == 23;
}

const char *
muster_id_to_text (const MusterId *id, MusterIdText text)
{
  static const char digits[] = "0123456789abcdef";
  guint nibble = 0;

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < MUSTER_ID_TEXT_LENGTH; i++)
    {
      if (is_dash_position (i))
        {
          text[i] = '-';
          continue;
        }
      text[i] = digits[(id->bytes[nibble / 2] >> (nibble % 2 == 0 ? 4 : 0)) & 0x0f];
      nibble++;
    }
  text[MUSTER_ID_TEXT_LENGTH] = '\0';
  return text;
}

gboolean
muster_id_from_text (MusterId *id, const char *text)
{
  MusterId parsed = { 0 };
  guint nibble = 0;

  g_return_val_if_fail (id != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  for (guint i = 0; i < MUSTER_ID_TEXT_LENGTH; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (is_dash_position (i))
        {
          if (text[i] != '-')
            return FALSE;
          continue;
        }
      if (digit < 0)
        return FALSE;
      parsed.bytes[nibble / 2] |= (guint8) (digit << (nibble % 2 == 0 ? 4 : 0));
      nibble++;
    }
  if (text[MUSTER_ID_TEXT_LENGTH] != '\0')
    return FALSE;
  *id = parsed;
  return TRUE;
}

gboolean
muster_id_is_nil (const MusterId *id)
{
  static const MusterId nil;

  g_return_val_if_fail (id != NULL, TRUE);

  return muster_id_equal (id, &nil);
}

guint
muster_id_hash (gconstpointer id)
{
  guint64 halves[2];

  memcpy (halves, id, sizeof halves);
  /* Both halves count, as ids from elsewhere need not be random; the multiplier is that of SplitMix64. */
  halves[0] = (halves[0] ^ (halves[1] >> 29) ^ (halves[1] << 35)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (guint) (halves[0] ^ (halves[0] >> 32));
}

gboolean
muster_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (MusterId)) == 0;
}

int
muster_id_compare (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (MusterId));
}

MusterId *
muster_id_copy (const MusterId *id)
{
  return g_memdup2 (id, sizeof *id);
}
