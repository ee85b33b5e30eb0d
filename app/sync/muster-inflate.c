/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-inflate.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-wire.h"

/* Quick rather than small: most of what can be saved is saved by the first levels. */
#define LEVEL 6
/* Smaller requests go as they are. */
#define WORTH_PACKING 1024

static gboolean
refuse_gzip (GError **error)
{
  g_clear_error (error);
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("The body says that it is gzip, and is not, or not to its end."));
  return FALSE;
}

static gboolean
refuse_size (GError **error)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE, _("The body is too large once it is unpacked."));
  return FALSE;
}

/* Room is made as it is needed, so that a lie about the size costs nothing. */
static gboolean
inflate_all (GConverter *converter, const guint8 *in, gsize n_in, gsize max, GByteArray *out, GError **error)
{
  guint8 buffer[16384];

  for (;;)
    {
      gsize read = 0, written = 0;
      GConverterResult result = g_converter_convert (converter, in, n_in, buffer, sizeof buffer,
                                                     G_CONVERTER_INPUT_AT_END, &read, &written, error);

      if (result == G_CONVERTER_ERROR)
        return refuse_gzip (error);
      in += read;
      n_in -= read;
      if (written > max - out->len)
        return refuse_size (error);
      g_byte_array_append (out, buffer, written);
      if (result == G_CONVERTER_FINISHED)
        return n_in == 0 || refuse_gzip (error);
      if (read == 0 && written == 0)
        return refuse_gzip (error);
    }
}

GBytes *
muster_inflate (GBytes *packed, gsize max, guint ratio, GError **error)
{
  g_autoptr(GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  gsize n;
  const guint8 *in = g_bytes_get_data (packed, &n);

  if (n == 0)
    {
      refuse_gzip (error);
      return NULL;
    }
  if (n < max / ratio)
    max = n * ratio;
  if (!inflate_all (G_CONVERTER (decompressor), in, n, max, out, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
muster_deflate (GBytes *plain)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  gsize n, read = 0, written = 0;
  const guint8 *in = g_bytes_get_data (plain, &n);
  g_autofree guint8 *out = g_malloc (n + 1);
  gsize done = 0, used = 0;

  for (;;)
    {
      GConverterResult result = g_converter_convert (G_CONVERTER (compressor), in + done, n - done, out + used,
                                                     n - used, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);

      if (result == G_CONVERTER_ERROR)
        return NULL;
      done += read;
      used += written;
      if (result == G_CONVERTER_FINISHED)
        return used < n ? g_bytes_new_take (g_realloc (g_steal_pointer (&out), used), used) : NULL;
      if (used == n)
        return NULL;
    }
}

GBytes *
muster_deflate_request (GBytes *plain)
{
  gsize n = g_bytes_get_size (plain);
  g_autoptr(GBytes) packed = n >= WORTH_PACKING ? muster_deflate (plain) : NULL;

  return packed != NULL && n / MUSTER_WIRE_RATIO < g_bytes_get_size (packed) ? g_steal_pointer (&packed) : NULL;
}

gboolean
muster_request_fits (GBytes *plain)
{
  g_autoptr(GBytes) packed = NULL;

  if (g_bytes_get_size (plain) <= MUSTER_WIRE_SENT)
    return TRUE;
  if (g_bytes_get_size (plain) > MUSTER_WIRE_INFLATED)
    return FALSE;
  packed = muster_deflate_request (plain);
  return packed != NULL && g_bytes_get_size (packed) <= MUSTER_WIRE_SENT;
}
