/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef struct _Handle Handle;

typedef struct {
  char      *path;     /* NULL: it has none any more */
  guint8    *bytes;
  gsize      length, room;
  Handle    *handles;  /* of connections that have it open */
  GPtrArray *shared;   /* regions of the shared memory of WAL */
} File;

struct _Handle {
  sqlite3_file base;
  File        *file;
  Handle      *next;     /* of the same file */
  int          lock;
  gboolean     maps;     /* has the shared memory */
  guint        shared, exclusive; /* bits of its locks there */
};

static GPtrArray *files; /* File, with a path each; few */

static File *
find (const char *path)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((File *) files->pdata[i])->path, path))
      return files->pdata[i];
  return NULL;
}

static File *
add (const char *path)
{
  File *file = g_new0 (File, 1);

  file->path = g_strdup (path);
  file->shared = g_ptr_array_new_with_free_func (g_free);
  if (path != NULL)
    g_ptr_array_add (files, file);
  return file;
}

static void
drop_when_unused (File *file)
{
  if (file->path != NULL || file->handles != NULL)
    return;
  g_ptr_array_unref (file->shared);
  g_free (file->bytes);
  g_free (file);
}

static void
take_path (File *file)
{
  g_ptr_array_remove_fast (files, file);
  g_clear_pointer (&file->path, g_free);
  drop_when_unused (file);
}

static void
make_room (File *file, gsize length)
{
  if (length > file->room)
    {
      file->room = MAX (length, 2 * file->room);
      file->bytes = g_realloc (file->bytes, file->room);
    }
  if (length > file->length)
    memset (file->bytes + file->length, 0, length - file->length);
}

/* ---- for the simulation ------------------------------------------------------------------------------------------ */

gboolean
sim_disk_has (const char *path)
{
  return find (path) != NULL;
}

const guint8 *
sim_disk_peek (const char *path, gsize *n)
{
  File *file = find (path);

  *n = file != NULL ? file->length : 0;
  return file != NULL ? file->bytes : NULL;
}

void
sim_disk_remove (const char *path)
{
  File *file = find (path);

  if (file != NULL)
    take_path (file);
}

void
sim_disk_clear (void)
{
  while (files->len > 0)
    take_path (files->pdata[0]);
}

void
sim_disk_put (const char *path, const guint8 *bytes, gsize n)
{
  File *file;

  sim_disk_remove (path);
  file = add (path);
  file->bytes = g_memdup2 (bytes, n);
  file->length = file->room = n;
}

void
sim_disk_copy (const char *from, const char *to)
{
  gsize n;
  const guint8 *bytes = sim_disk_peek (from, &n);

  sim_disk_put (to, bytes, n);
}

void
sim_disk_rename (const char *from, const char *to)
{
  File *file = find (from);

  g_assert_nonnull (file);
  sim_disk_remove (to);
  g_free (file->path);
  file->path = g_strdup (to);
}

void
sim_disk_save (void)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const File *file = files->pdata[i];
      int fd = open (file->path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);

      if (fd < 0 || write (fd, file->bytes, file->length) < (gssize) file->length)
        return;
      close (fd);
    }
}

/* ---- whose writing is watched ------------------------------------------------------------------------------------ */

static struct {
  const char *path; /* NULL: nobody is watched */
  guint       n;
  void      (*func) (gpointer data);
  gpointer    data;
} watched;

void
sim_disk_watch (const char *path, guint n, void (*func) (gpointer data), gpointer data)
{
  watched.path = path;
  watched.n = n;
  watched.func = func;
  watched.data = data;
}

void
sim_disk_unwatch (void)
{
  watched.path = NULL;
}

static void
about_to_write (const char *path)
{
  gsize length = watched.path != NULL && path != NULL ? strlen (watched.path) : 0;

  if (length == 0 || strncmp (path, watched.path, length) != 0 || (path[length] != '\0' && path[length] != '-'))
    return;
  if (--watched.n > 0)
    return;
  watched.path = NULL;
  watched.func (watched.data);
}

/* ---- reading and writing ----------------------------------------------------------------------------------------- */

static int
close_file (sqlite3_file *base)
{
  Handle *self = (Handle *) base, **link = &self->file->handles;

  while (*link != self)
    link = &(*link)->next;
  *link = self->next;
  drop_when_unused (self->file);
  return SQLITE_OK;
}

static int
read_file (sqlite3_file *base, void *bytes, int n, sqlite3_int64 at)
{
  const File *file = ((Handle *) base)->file;
  gsize there = (gsize) at < file->length ? MIN ((gsize) n, file->length - (gsize) at) : 0;

  if (there > 0)
    memcpy (bytes, file->bytes + at, there);
  if (there == (gsize) n)
    return SQLITE_OK;
  memset ((guint8 *) bytes + there, 0, (gsize) n - there);
  return SQLITE_IOERR_SHORT_READ;
}

static int
write_file (sqlite3_file *base, const void *bytes, int n, sqlite3_int64 at)
{
  File *file = ((Handle *) base)->file;
  gsize end = (gsize) at + (gsize) n;

  about_to_write (file->path);
  make_room (file, end);
  memcpy (file->bytes + at, bytes, (gsize) n);
  file->length = MAX (file->length, end);
  return SQLITE_OK;
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 length)
{
  File *file = ((Handle *) base)->file;

  about_to_write (file->path);
  make_room (file, (gsize) length);
  file->length = (gsize) length;
  return SQLITE_OK;
}

static int
sync_file (sqlite3_file *base, int flags)
{
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = (sqlite3_int64) ((Handle *) base)->file->length;
  return SQLITE_OK;
}

/* ---- locks ------------------------------------------------------------------------------------------------------- */

/* The highest that another connection has. */
static int
lock_of_others (const Handle *self)
{
  int highest = SQLITE_LOCK_NONE;

  for (const Handle *other = self->file->handles; other != NULL; other = other->next)
    if (other != self)
      highest = MAX (highest, other->lock);
  return highest;
}

static int
lock_file (sqlite3_file *base, int lock)
{
  Handle *self = (Handle *) base;
  int others = lock_of_others (self);

  if (self->lock >= lock)
    return SQLITE_OK;
  if (others >= SQLITE_LOCK_PENDING || (lock >= SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED))
    return SQLITE_BUSY;
  if (lock == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED)
    return SQLITE_BUSY;
  self->lock = lock;
  return SQLITE_OK;
}

static int
unlock_file (sqlite3_file *base, int lock)
{
  ((Handle *) base)->lock = MIN (((Handle *) base)->lock, lock);
  return SQLITE_OK;
}

static int
check_reserved (sqlite3_file *base, int *reserved)
{
  const Handle *self = (const Handle *) base;

  *reserved = MAX (lock_of_others (self), self->lock) >= SQLITE_LOCK_RESERVED;
  return SQLITE_OK;
}

static int
control_file (sqlite3_file *base, int what, void *data)
{
  return SQLITE_NOTFOUND;
}

static int
sector_size (sqlite3_file *base)
{
  return 4096;
}

static int
characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

/* ---- the shared memory of WAL ------------------------------------------------------------------------------------ */

static int
map_shared (sqlite3_file *base, int region, int size, int extend, void volatile **memory)
{
  Handle *self = (Handle *) base;
  GPtrArray *regions = self->file->shared;

  self->maps = TRUE;
  while (extend && regions->len <= (guint) region)
    g_ptr_array_add (regions, g_malloc0 ((gsize) size));
  *memory = (guint) region < regions->len ? regions->pdata[region] : NULL;
  return SQLITE_OK;
}

static int
lock_shared (sqlite3_file *base, int first, int n, int flags)
{
  Handle *self = (Handle *) base;
  guint bits = (1u << (first + n)) - (1u << first);

  if (flags & SQLITE_SHM_UNLOCK)
    {
      self->shared &= ~bits;
      self->exclusive &= ~bits;
      return SQLITE_OK;
    }
  for (const Handle *other = self->file->handles; other != NULL; other = other->next)
    if (other != self && ((other->exclusive | (flags & SQLITE_SHM_EXCLUSIVE ? other->shared : 0)) & bits) != 0)
      return SQLITE_BUSY;
  if (flags & SQLITE_SHM_EXCLUSIVE)
    self->exclusive |= bits;
  else
    self->shared |= bits;
  return SQLITE_OK;
}

static void
end_of_shared (sqlite3_file *base)
{
}

/* The first who comes after the last has gone makes it anew. */
static int
unmap_shared (sqlite3_file *base, int remove)
{
  Handle *self = (Handle *) base;

  self->maps = FALSE;
  self->shared = self->exclusive = 0;
  for (const Handle *other = self->file->handles; other != NULL; other = other->next)
    if (other->maps)
      return SQLITE_OK;
  g_ptr_array_set_size (self->file->shared, 0);
  return SQLITE_OK;
}

/* ---- the folder -------------------------------------------------------------------------------------------------- */

static const sqlite3_io_methods methods = {
  2,
  close_file,
  read_file,
  write_file,
  truncate_file,
  sync_file,
  file_size,
  lock_file,
  unlock_file,
  check_reserved,
  control_file,
  sector_size,
  characteristics,
  map_shared,
  lock_shared,
  end_of_shared,
  unmap_shared,
};

/* Databases are there when somebody made an empty file at their path. */
static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *opened)
{
  Handle *self = (Handle *) base;
  File *file = path != NULL ? find (path) : NULL;

  memset (self, 0, sizeof *self);
  if (file == NULL && path != NULL && !(flags & SQLITE_OPEN_CREATE) && access (path, F_OK) != 0)
    return SQLITE_CANTOPEN;
  self->file = file != NULL ? file : add (path);
  self->next = self->file->handles;
  self->file->handles = self;
  base->pMethods = &methods;
  if (opened != NULL)
    *opened = flags;
  return SQLITE_OK;
}

static int
delete_file (sqlite3_vfs *vfs, const char *path, int sync)
{
  if (!sim_disk_has (path))
    return SQLITE_IOERR_DELETE_NOENT;
  about_to_write (path);
  sim_disk_remove (path);
  return SQLITE_OK;
}

static int
is_there (sqlite3_vfs *vfs, const char *path, int flags, int *there)
{
  gsize n;

  sim_disk_peek (path, &n);
  *there = n > 0 || (sim_disk_has (path) && flags != SQLITE_ACCESS_EXISTS); /* what is empty counts for nothing */
  return SQLITE_OK;
}

static int
full_path (sqlite3_vfs *vfs, const char *path, int n, char *full)
{
  return g_strlcpy (full, path, (gsize) n) < (gsize) n ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* SQLite salts the WAL; the same each time. */
static int
no_randomness (sqlite3_vfs *vfs, int n, char *bytes)
{
  memset (bytes, 7, (gsize) n);
  return n;
}

static int
no_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
no_time (sqlite3_vfs *vfs, double *day)
{
  *day = 2461000.5;
  return SQLITE_OK;
}

void
sim_disk_install (void)
{
  static sqlite3_vfs vfs = {
    .iVersion = 1,
    .szOsFile = sizeof (Handle),
    .mxPathname = 512,
    .zName = "simulation",
    .xOpen = open_file,
    .xDelete = delete_file,
    .xAccess = is_there,
    .xFullPathname = full_path,
    .xRandomness = no_randomness,
    .xSleep = no_sleep,
    .xCurrentTime = no_time,
  };

  files = g_ptr_array_new ();
  if (sqlite3_vfs_register (&vfs, TRUE) != SQLITE_OK)
    g_assert_not_reached ();
}
