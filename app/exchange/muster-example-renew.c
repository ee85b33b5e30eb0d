/* muster-example-renew.c - a fresh copy of the example in the place of an earlier one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-example.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "muster-error.h"

/* Nobody has that many looks at the example. */
#define MOST_KEPT 1000

static const char *const endings[] = { "", "-wal", "-shm" };

/* The lock that whoever writes the file holds (muster-db.h). Gives its descriptor, -1 where somebody has it. */
static int
take_lock (const char *path, GError **error)
{
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autofree char *name = g_path_get_basename (path);
  int fd = g_open (lock, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  int failure = errno;

  if (fd < 0)
    {
      g_set_error (error, MUSTER_ERROR,
                   failure == ENOSPC || failure == EDQUOT ? MUSTER_ERROR_NO_SPACE : MUSTER_ERROR_READ_ONLY,
                   _("The example programme cannot be put at %s: %s"), path, g_strerror (failure));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY,
               _("“%s” is open in another window or program. Close it there, then try again."), name);
  return -1;
}

/* Whether nothing would be missed: the example as it was made is one save. What cannot be read may hold anything. */
static gboolean
is_untouched (const char *path, MusterClock *clock, const char *actor)
{
  g_autoptr(MusterRandom) random = muster_random_new_system ();
  g_autoptr(MusterReplica) replica = muster_replica_open (path, MUSTER_REPLICA_READ, clock, random, actor, NULL);
  g_autoptr(GPtrArray) drafts = replica != NULL ? muster_replica_list_drafts (replica, NULL) : NULL;

  return drafts != NULL && drafts->len == 0 && muster_replica_count_outbox (replica) == 1;
}

static void
discard (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/* "example.muster" as "example-1.muster", with the first number that is free. */
static char *
find_free_name (const char *path)
{
  const char *dot = g_str_has_suffix (path, ".muster") ? strrchr (path, '.') : path + strlen (path);

  for (guint number = 1; number < MOST_KEPT; number++)
    {
      g_autofree char *name = g_strdup_printf ("%.*s-%u%s", (int) (dot - path), path, number, dot);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
  return NULL;
}

/* What SQLite has not moved into the file yet goes first: a file with the log of another would be damaged. */
static gboolean
put_aside (const char *path, char **kept, GError **error)
{
  g_autofree char *aside = find_free_name (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *aside_wal = aside != NULL ? g_strconcat (aside, "-wal", NULL) : NULL;

  errno = EEXIST;
  if (aside == NULL || (g_rename (wal, aside_wal) != 0 && errno != ENOENT) || g_rename (path, aside) != 0)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY,
                   _("The earlier copy of the example at %s cannot be put aside: %s"), path, g_strerror (errno));
      if (aside_wal != NULL)
        g_rename (aside_wal, wal);
      return FALSE;
    }
  g_unlink (shm);
  *kept = g_steal_pointer (&aside);
  return TRUE;
}

gboolean
muster_example_renew (const char *path, MusterClock *clock, const char *actor, char **kept, GError **error)
{
  int lock = take_lock (path, error);
  gboolean made = lock >= 0;

  *kept = NULL;
  if (made && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (is_untouched (path, clock, actor))
        discard (path);
      else
        made = put_aside (path, kept, error);
    }
  made = made && muster_example_create (path, clock, actor, error);
  if (lock >= 0)
    close (lock);
  return made;
}
