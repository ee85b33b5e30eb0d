/* muster-ctl-backup.c - backups of the replica: make one, list them, put one in the place of the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>

#include "muster-backup.h"
#include "muster-error.h"

static const char *const kinds[] = {
  [MUSTER_BACKUP_DAILY] = N_("daily"),
  [MUSTER_BACKUP_ASKED] = N_("asked for"),
  [MUSTER_BACKUP_ASIDE] = N_("put aside"),
};

static json_t *
to_json (const MusterBackup *backup)
{
  static const char *const nicks[] = {
    [MUSTER_BACKUP_DAILY] = "daily",
    [MUSTER_BACKUP_ASKED] = "asked",
    [MUSTER_BACKUP_ASIDE] = "aside",
  };
  g_autofree char *path = g_filename_display_name (backup->path);
  g_autofree char *at = muster_ctl_iso_time (backup->at);
  json_t *saves = backup->readable ? json_integer (backup->n_saves) : json_null ();
  json_t *unsent = backup->readable ? json_integer (backup->n_unsent) : json_null ();

  return json_pack ("{s:s, s:s, s:s, s:I, s:o, s:o}", "path", path, "kind", nicks[backup->kind], "at", at, "bytes",
                    (json_int_t) backup->size, "saves", saves, "unsent", unsent);
}

static gboolean
make (MusterCtl *ctl, GError **error)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autoptr(GError) failure = NULL;
  g_autofree char *shown = NULL;

  if (!muster_backup_make (muster_ctl_path (ctl), MUSTER_BACKUP_ASKED, ctl->clock, NULL, &made, &failure))
    {
      muster_ctl_refuse_replica (failure, error);
      return FALSE;
    }
  ctl->saved = TRUE;
  shown = g_filename_display_name (made->path);
  if (ctl->options.json)
    muster_ctl_print_json (ctl, to_json (made));
  else
    muster_ctl_print (ctl, ngettext ("Made %s, with %u save in its history.\n",
                                     "Made %s, with %u saves in its history.\n", made->n_saves), shown, made->n_saves);
  return TRUE;
}

static gboolean
list (MusterCtl *ctl, GError **error)
{
  g_autoptr(GPtrArray) backups = muster_backup_list (muster_ctl_path (ctl), NULL, error);
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();
  json_t *json;

  if (backups == NULL)
    return FALSE;
  json = json_array ();
  for (guint i = 0; i < backups->len; i++)
    {
      const MusterBackup *backup = backups->pdata[i];
      g_autofree char *name = g_path_get_basename (backup->path);
      g_autofree char *size = g_format_size ((guint64) backup->size);

      json_array_append_new (json, to_json (backup));
      muster_ctl_rows_add (rows, 5, g_filename_display_name (name), muster_ctl_time (backup->at),
                           g_strdup (_(kinds[backup->kind])), g_steal_pointer (&size),
                           backup->readable ? g_strdup_printf (ngettext ("%u save", "%u saves", backup->n_saves),
                                                               backup->n_saves)
                                            : g_strdup (_("cannot be read")));
    }
  muster_ctl_print_rows (ctl, rows, 5, json);
  return TRUE;
}

/* ---- restoring --------------------------------------------------------------------------------------------------- */

/* Of the list, else a file. */
static char *
find (MusterCtl *ctl, const char *name, GError **error)
{
  g_autoptr(GPtrArray) backups = muster_backup_list (muster_ctl_path (ctl), NULL, error);

  if (backups == NULL)
    return NULL;
  for (guint i = 0; i < backups->len; i++)
    {
      const MusterBackup *backup = backups->pdata[i];
      g_autofree char *base = g_path_get_basename (backup->path);

      if (g_str_equal (base, name))
        return g_strdup (backup->path);
    }
  if (g_file_test (name, G_FILE_TEST_EXISTS))
    return g_strdup (name);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
               _("There is no backup “%s”. “musterctl backup list” shows which there are."), name);
  return NULL;
}

static void
say_restored (MusterCtl *ctl, const char *aside, const MusterBackup *before)
{
  g_autofree char *shown = aside != NULL ? g_filename_display_name (aside) : NULL;

  if (ctl->options.json)
    {
      muster_ctl_print_json (ctl, json_pack ("{s:s?, s:i}", "aside", shown, "unsent",
                                             before != NULL ? (int) before->n_unsent : 0));
      return;
    }
  muster_ctl_print (ctl, _("Restored.\n"));
  if (shown != NULL)
    muster_ctl_print (ctl, _("What was there before is kept as %s.\n"), shown);
  if (before != NULL && before->joined && before->n_unsent > 0)
    muster_ctl_print (ctl, ngettext ("%u save in it was not sent to the server: it is in that file alone.\n",
                                     "%u saves in it were not sent to the server: they are in that file alone.\n",
                                     before->n_unsent), before->n_unsent);
}

static gboolean
restore (MusterCtl *ctl, const char *name, GError **error)
{
  const char *path = muster_ctl_path (ctl);
  g_autoptr(MusterBackup) before = muster_backup_look (path);
  g_autofree char *from = find (ctl, name, error);
  g_autofree char *aside = NULL;

  if (from == NULL || !muster_backup_restore (path, from, ctl->clock, &aside, error))
    return FALSE;
  ctl->saved = TRUE;
  say_restored (ctl, aside, before);
  return TRUE;
}

gboolean
muster_ctl_backup (MusterCtl *ctl, char **arguments, GError **error)
{
  const char *what = arguments[0];

  if (what == NULL)
    return make (ctl, error);
  if (g_str_equal (what, "list") && arguments[1] == NULL)
    return list (ctl, error);
  if (g_str_equal (what, "restore") && arguments[1] != NULL)
    return restore (ctl, arguments[1], error);
  g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE,
                       _("Use it as “musterctl backup”, “musterctl backup list” or “musterctl backup restore "
                         "BACKUP”."));
  return FALSE;
}
