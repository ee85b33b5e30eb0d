/* power-image.c - the files as a disk may have them after the power went.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-vfs.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECTOR 512

/* NULL: the file is not there. */
typedef struct {
  GByteArray *content;
} Image;

static void
put (Image *self, gint64 offset, const guint8 *data, gsize n)
{
  guint end = (guint) offset + (guint) n;

  if (self->content == NULL)
    self->content = g_byte_array_new ();
  if (self->content->len < end)
    {
      guint was = self->content->len;

      g_byte_array_set_size (self->content, end);
      memset (self->content->data + was, 0, end - was);
    }
  memcpy (self->content->data + offset, data, n);
}

/* Sectors lie where they lie on the disk, not where the write begins. */
static void
put_torn (Image *self, gint64 offset, const guint8 *data, gsize n)
{
  gsize at = 0;

  while (at < n)
    {
      gsize part = MIN (n - at, SECTOR - (gsize) (offset + (gint64) at) % SECTOR);

      if (g_test_rand_bit ())
        put (self, offset + (gint64) at, data + at, part);
      at += part;
    }
}

static void
shrink (Image *self, gint64 size)
{
  if (self->content != NULL && self->content->len > size)
    g_byte_array_set_size (self->content, (guint) size);
}

static void
apply (Image *self, const PowerEvent *event, gboolean torn)
{
  gsize n;
  const guint8 *data = event->data != NULL ? g_bytes_get_data (event->data, &n) : NULL;

  if (event->kind == POWER_WRITE && torn)
    put_torn (self, event->offset, data, n);
  else if (event->kind == POWER_WRITE)
    put (self, event->offset, data, n);
  else if (event->kind == POWER_TRUNCATE)
    shrink (self, event->offset);
  else if (event->kind == POWER_DELETE)
    g_clear_pointer (&self->content, g_byte_array_unref);
}

static gboolean
is_kept (PowerLoss loss)
{
  return loss == POWER_ALL || loss == POWER_TORN || (loss == POWER_SOME && g_test_rand_bit ());
}

/* Where the last sync of the file before n is; -1: there was none. */
static gint
last_sync (Power *self, guint file, guint n)
{
  gint last = -1;

  for (guint i = 0; i < n; i++)
    {
      const PowerEvent *event = &g_array_index (self->events, PowerEvent, i);

      if (event->file == file && event->kind == POWER_SYNC)
        last = (gint) i;
    }
  return last;
}

static void
write_image (const Image *image, const char *path, const char *folder)
{
  g_autofree char *name = g_path_get_basename (path), *to = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_remove (to);
  if (image->content != NULL)
    g_file_set_contents_full (to, (const char *) image->content->data, image->content->len,
                              G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

void
power_make_image (Power *self, guint n, PowerLoss loss, const char *lies, const char *folder)
{
  for (guint f = 0; f < self->files->len; f++)
    {
      const PowerFile *file = self->files->pdata[f];
      gint synced = lies != NULL && g_str_has_suffix (file->path, lies) ? -1 : last_sync (self, f, n);
      Image image = { NULL };

      if (file->base != NULL)
        put (&image, 0, g_bytes_get_data (file->base, NULL), g_bytes_get_size (file->base));
      for (guint i = 0; i < n; i++)
        {
          const PowerEvent *event = &g_array_index (self->events, PowerEvent, i);

          if (event->file == f && ((gint) i <= synced || is_kept (loss)))
            apply (&image, event, (gint) i > synced && loss == POWER_TORN);
        }
      write_image (&image, file->path, folder);
      g_clear_pointer (&image.content, g_byte_array_unref);
    }
}
