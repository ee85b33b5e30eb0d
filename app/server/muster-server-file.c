/* muster-server-file.c - commands on the data as a whole: init, backup, restore, verify, export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-server.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "muster-db.h"
#include "muster-error.h"
#include "muster-ledger-admin.h"

gboolean
muster_server_init (MusterServer *server, char **arguments, GError **error)
{
  const char *path = muster_server_path (server);
  g_autofree char *folder = g_path_get_dirname (path);
  MusterIdText id;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("There is a file at %s already, and it is left as it is. Choose another name."), path);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_DATA, _ ("The folder %s cannot be made: %s"), folder,
                   g_strerror (errno));
      return FALSE;
    }
  if (!muster_server_open (server, MUSTER_LEDGER_CREATE, error))
    return FALSE;
  muster_server_print (server, _("Made %s, the data of server %s.\n"), path,
                       muster_id_to_text (muster_ledger_get_server (server->ledger), id));
  return TRUE;
}

gboolean
muster_server_back_up (MusterServer *server, char **arguments, GError **error)
{
  if (!muster_server_open (server, MUSTER_LEDGER_READ, error) ||
      !muster_ledger_copy (server->ledger, arguments[0], error))
    return FALSE;
  muster_server_print (server, _("Copied to %s.\n"), arguments[0]);
  return TRUE;
}

/* ---- restore ----------------------------------------------------------------------------------------------------- */

/* What SQLite and the lock leave beside a file that is no more. */
static void
remove_copy (const char *copy)
{
  static const char *const parts[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *file = g_strconcat (copy, parts[i], NULL);

      g_unlink (file);
    }
}

/* A copy of the backup, of its own epoch, beside the data. *kept: it has the people of what it replaces. */
static gboolean
prepare_copy (MusterServer *server, const char *backup, const char *copy, gboolean *kept, GError **error)
{
  g_autoptr(MusterLedger) from = NULL, to = NULL;

  if (!g_file_test (backup, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("There is no backup “%s”. Nothing was changed."),
                   backup);
      return FALSE;
    }
  from = muster_ledger_open (backup, MUSTER_LEDGER_READ, server->clock, server->random, error);
  if (from == NULL || !muster_ledger_copy (from, copy, error))
    return FALSE;
  to = muster_ledger_open (copy, 0, server->clock, server->random, error);
  *kept = to != NULL && muster_ledger_carry_people (to, muster_server_path (server), NULL);
  return to != NULL && muster_ledger_begin (to, error) && muster_ledger_renew_epoch (to, error) &&
         muster_ledger_commit (to, error);
}

static gboolean
move_file (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_IO, _ ("%s cannot be moved to %s: %s"), from, to,
               g_strerror (errno));
  return FALSE;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

/* The data that are there are kept under a name of their own, damaged or not, with what SQLite has beside them. That
 * goes aside too where the data themselves are lost: it does not belong to what comes in their place. *aside is left
 * alone where there is nothing. */
static gboolean
set_aside (MusterServer *server, const char *path, char **aside, GError **error)
{
  static const char *const parts[] = { "", "-wal", "-shm" };
  gint64 now = muster_clock_now (server->clock) / G_USEC_PER_SEC;
  g_autofree char *name = g_strdup_printf ("%s.before-restore-%" G_GINT64_FORMAT, path, now);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (name, parts[i], NULL);

      if (!g_file_test (from, G_FILE_TEST_EXISTS))
        continue;
      if (!move_file (from, to, error))
        return FALSE;
      found = TRUE;
    }
  if (found)
    *aside = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
put_in_place (MusterServer *server, const char *copy, const char *path, char **aside, GError **error)
{
  if (!set_aside (server, path, aside, error) || !move_file (copy, path, error))
    return FALSE;
  sync_folder (path);
  return TRUE;
}

gboolean
muster_server_restore (MusterServer *server, char **arguments, GError **error)
{
  const char *path = muster_server_path (server);
  g_autofree char *copy = g_strconcat (path, ".restoring", NULL);
  g_autofree char *aside = NULL;
  gboolean kept = FALSE;
  int lock = muster_db_lock (path, error); /* a server that runs has it */
  gboolean restored;

  if (lock < 0)
    return FALSE;
  remove_copy (copy);
  restored = prepare_copy (server, arguments[0], copy, &kept, error)
             && put_in_place (server, copy, path, &aside, error);
  remove_copy (copy);
  close (lock);
  if (restored)
    muster_server_print (server, _ ("Put %s in place. Replicas give back what it lacks when they next sync.\n"),
                         arguments[0]);
  if (restored)
    muster_server_print (server, "%s\n",
                         kept ? _("Who may do what, and which devices are in, is as it was until now.")
                              : _("Who may do what is as it was when the backup was made, for nothing later could be"
                                  " read: devices that were revoked since are in again, and rights that were withdrawn"
                                  " are back. Look at “device list” and “person list” before you serve."));
  if (aside != NULL)
    muster_server_print (server, _("What was there before is in %s, with what SQLite has beside it (-wal, -shm). Delete"
                                   " it once all have synced.\n"), aside);
  return restored;
}

/* ---- verify, export ---------------------------------------------------------------------------------------------- */

gboolean
muster_server_verify (MusterServer *server, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) faults = NULL;
  gint64 head;

  if (!muster_server_open (server, MUSTER_LEDGER_READ, error))
    return FALSE;
  faults = muster_ledger_verify (server->ledger, error);
  if (faults == NULL)
    return FALSE;
  for (guint i = 0; i < faults->len; i++)
    muster_server_print (server, "%s\n", (const char *) faults->pdata[i]);
  server->status = faults->len > 0 ? MUSTER_SERVER_FAULTS : MUSTER_SERVER_OK;
  head = muster_ledger_get_head (server->ledger, error);
  if (faults->len == 0)
    muster_server_print (server, _("Sound, up to commit %" G_GINT64_FORMAT ".\n"), head);
  return TRUE;
}

/* The file has its new content whole, or the one it had before. */
static gboolean
export_to_file (MusterServer *server, const char *path, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GCancellable) abandon = g_cancellable_new ();
  gboolean existed = g_file_query_exists (file, NULL);
  g_autoptr(GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);

  if (stream != NULL && muster_ledger_export (server->ledger, G_OUTPUT_STREAM (stream), error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return TRUE;
  if (stream != NULL && !g_output_stream_is_closed (G_OUTPUT_STREAM (stream)))
    {
      g_cancellable_cancel (abandon);
      g_output_stream_close (G_OUTPUT_STREAM (stream), abandon, NULL);
    }
  /* Where there was none it is written in place. */
  if (stream != NULL && !existed)
    g_file_delete (file, NULL, NULL);
  return FALSE;
}

gboolean
muster_server_export (MusterServer *server, char **arguments, GError **error)
{
  g_autoptr(GOutputStream) out = NULL;
  g_autoptr(GOutputStream) buffered = NULL;

  if (!muster_server_open (server, MUSTER_LEDGER_READ, error))
    return FALSE;
  if (server->options.output != NULL)
    return export_to_file (server, server->options.output, error);
  out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  buffered = g_buffered_output_stream_new (out);
  return muster_ledger_export (server->ledger, buffered, error) && g_output_stream_flush (buffered, NULL, error);
}
