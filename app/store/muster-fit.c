/* muster-fit.c - whether a save can be sent: what is too large for that would hold up all that is saved after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands around the changes, the reason among it. */
#define AROUND (16 * 1024)
/* As the transport packs. */
#define LEVEL 4

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
write_change (GOutputStream *stream, const MusterChange *change, const char *text)
{
  MusterIdText id;
  g_autofree char *head = g_strdup_printf ("[\"%s\",\"%s\",\"%s\",%" G_GINT64_FORMAT ",", change->kind,
                                           muster_id_to_text (&change->record, id), change->group, change->base);

  return g_output_stream_write_all (stream, head, strlen (head), NULL, NULL, NULL)
         && g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
}

static gsize
packed_size (const MusterCommit *commit, GPtrArray *texts)
{
  g_autoptr(GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (packed, G_CONVERTER (compressor));
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < texts->len; i++)
    ok = write_change (stream, muster_commit_get_change (commit, i), texts->pdata[i]);
  ok = ok && g_output_stream_close (stream, NULL, NULL);
  return ok ? g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (packed)) : G_MAXSIZE;
}

/* Most saves are small; only for a large one is it worth to look how far it shrinks. */
static gboolean
travels (const MusterCommit *commit, GPtrArray *texts, gsize plain)
{
  gsize packed;

  if (plain <= MUSTER_COMMIT_SENT - AROUND)
    return TRUE;
  if (plain > MUSTER_COMMIT_PLAIN - AROUND)
    return FALSE;
  packed = packed_size (commit, texts);
  return packed <= MUSTER_COMMIT_SENT - AROUND && plain / MUSTER_COMMIT_RATIO < packed;
}

gboolean
muster_commit_check_size (const MusterCommit *commit, GPtrArray *texts, GError **error)
{
  const char *reason = muster_commit_get_reason (commit);
  gsize plain = 0;

  if (reason != NULL && strlen (reason) > MUSTER_COMMIT_REASON)
    return refuse (error, _("The reason is too long to be sent to others. Nothing was saved; give a shorter one."));
  if (texts->len > MUSTER_COMMIT_CHANGES)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("This makes %u changes at once, and no more than %u can be sent to others in one save. Nothing was"
                     " saved; do it in smaller steps."), texts->len, MUSTER_COMMIT_CHANGES);
      return FALSE;
    }
  for (guint i = 0; i < texts->len; i++)
    {
      if (strlen (texts->pdata[i]) > MUSTER_COMMIT_VALUE)
        return refuse (error, _("A text is longer than can be sent to others. Nothing was saved; shorten it, or put it"
                                " into a document and give its address."));
      plain += muster_change_get_size (muster_commit_get_change (commit, i), texts->pdata[i]);
    }
  return travels (commit, texts, plain)
         || refuse (error, _("This is more than can be sent to others in one save. Nothing was saved; do it in smaller"
                             " steps."));
}
