/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-vfs.h"

#include <sqlite3.h>
#include <string.h>

static Power power;
static sqlite3_vfs layer;
static sqlite3_vfs *below;

/* What SQLite allocates for a file: ours, then that of the layer below. */
typedef struct {
  sqlite3_file  base;
  gint          file; /* -1: of no interest */
  sqlite3_file *real;
} LayerFile;

#define REAL(file) (((LayerFile *) (file))->real)

/* ---- notes ------------------------------------------------------------------------------------------------------- */

static guint
find_file (const char *path)
{
  PowerFile *file;

  for (guint i = 0; i < power.files->len; i++)
    if (g_str_equal (((PowerFile *) power.files->pdata[i])->path, path))
      return i;
  file = g_new0 (PowerFile, 1);
  file->path = g_strdup (path);
  g_ptr_array_add (power.files, file);
  return power.files->len - 1;
}

static void
note (PowerKind kind, gint file, gint64 offset, const void *data, gsize n)
{
  PowerEvent event = { kind, (guint) file, offset, data != NULL ? g_bytes_new (data, n) : NULL };

  if (power.noting && file >= 0)
    g_array_append_val (power.events, event);
  else
    g_clear_pointer (&event.data, g_bytes_unref);
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static int
layer_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
layer_read (sqlite3_file *file, void *data, int n, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), data, n, offset);
}

static int
layer_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 offset)
{
  int code = REAL (file)->pMethods->xWrite (REAL (file), data, n, offset);

  if (code == SQLITE_OK)
    note (POWER_WRITE, ((LayerFile *) file)->file, offset, data, (gsize) n);
  return code;
}

static int
layer_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = REAL (file)->pMethods->xTruncate (REAL (file), size);

  if (code == SQLITE_OK)
    note (POWER_TRUNCATE, ((LayerFile *) file)->file, size, NULL, 0);
  return code;
}

static int
layer_sync (sqlite3_file *file, int flags)
{
  int code = REAL (file)->pMethods->xSync (REAL (file), flags);

  if (code == SQLITE_OK)
    note (POWER_SYNC, ((LayerFile *) file)->file, 0, NULL, 0);
  return code;
}

static int
layer_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
layer_lock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xLock (REAL (file), lock);
}

static int
layer_unlock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), lock);
}

static int
layer_check_lock (sqlite3_file *file, int *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
layer_control (sqlite3_file *file, int op, void *data)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, data);
}

static int
layer_sector (sqlite3_file *file)
{
  return 512;
}

/* A disk that promises nothing. */
static int
layer_traits (sqlite3_file *file)
{
  return 0;
}

static int
layer_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, memory);
}

static int
layer_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
layer_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
layer_shm_unmap (sqlite3_file *file, int remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

/* Without memory maps: each write passes here. */
static const sqlite3_io_methods methods = {
  2, layer_close, layer_read, layer_write, layer_truncate, layer_sync, layer_size, layer_lock, layer_unlock,
  layer_check_lock, layer_control, layer_sector, layer_traits, layer_shm_map, layer_shm_lock,
  layer_shm_barrier, layer_shm_unmap, NULL, NULL,
};

static int
layer_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
  LayerFile *self = (LayerFile *) file;
  int code;

  self->real = (sqlite3_file *) (self + 1);
  self->file = -1;
  if (!power.ended && path != NULL && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0)
    self->file = (gint) find_file (path);
  code = below->xOpen (below, path, self->real, flags, out);
  file->pMethods = code == SQLITE_OK ? &methods : NULL;
  return code;
}

static int
layer_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  int code = below->xDelete (below, path, sync_folder);

  if (code == SQLITE_OK && power.noting)
    {
      note (POWER_DELETE, (gint) find_file (path), 0, NULL, 0);
      if (sync_folder)
        note (POWER_SYNC, (gint) find_file (path), 0, NULL, 0);
    }
  return code;
}

/* ---- beginning and end ------------------------------------------------------------------------------------------- */

static void
file_free (gpointer data)
{
  PowerFile *file = data;

  g_clear_pointer (&file->base, g_bytes_unref);
  g_free (file->path);
  g_free (file);
}

static void
event_clear (gpointer data)
{
  g_clear_pointer (&((PowerEvent *) data)->data, g_bytes_unref);
}

Power *
power_install (void)
{
  if (below == NULL)
    {
      below = sqlite3_vfs_find (NULL);
      layer = *below;
      layer.zName = "power";
      layer.szOsFile = (int) sizeof (LayerFile) + below->szOsFile;
      layer.pNext = NULL;
      layer.xOpen = layer_open;
      layer.xDelete = layer_delete;
      g_assert_cmpint (sqlite3_vfs_register (&layer, TRUE), ==, SQLITE_OK);
      power.files = g_ptr_array_new_with_free_func (file_free);
      power.events = g_array_new (FALSE, FALSE, sizeof (PowerEvent));
      g_array_set_clear_func (power.events, event_clear);
    }
  return &power;
}

void
power_begin (Power *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      PowerFile *file = self->files->pdata[i];
      char *text;
      gsize n;

      g_clear_pointer (&file->base, g_bytes_unref);
      if (g_file_get_contents (file->path, &text, &n, NULL))
        file->base = g_bytes_new_take (text, n);
    }
  self->noting = TRUE;
}

void
power_end (Power *self)
{
  self->noting = FALSE;
  self->ended = TRUE;
}

void
power_forget (Power *self)
{
  self->noting = self->ended = FALSE;
  g_array_set_size (self->events, 0);
  g_ptr_array_set_size (self->files, 0);
}
