/* muster-ctl-tokens.c - the keys to the server, in a file beside the replica that its owner alone can read.
 *
 * A keyring needs a session and somebody to unlock it; a command in a script has neither.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "muster-db.h"

/* Beside the file itself, where a link leads to it. */
char *
muster_ctl_beside (MusterCtl *ctl, const char *ending)
{
  g_autofree char *file = muster_db_resolve (muster_ctl_path (ctl));

  return g_strconcat (file, ending, NULL);
}

static char *
path_of (gpointer data)
{
  return muster_ctl_beside (data, ".tokens");
}

/* It goes into a head of a request: a file that somebody broke must not add lines to that. */
static gboolean
is_key (const char *text)
{
  while (text != NULL && g_ascii_isgraph (*text))
    text++;
  return text != NULL && *text == '\0';
}

static char *
get (gpointer data, const char *name)
{
  const char *key;
  g_autofree char *path = path_of (data), *text = NULL;
  g_autoptr(json_t) json = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, NULL))
    json = muster_json_from_text (text, length, NULL);
  key = json_string_value (json_object_get (json, name));
  return is_key (key) ? g_strdup (key) : NULL;
}

static gboolean
set (gpointer data, const char *access, const char *refresh, GError **error)
{
  g_autoptr(json_t) json = json_pack ("{s:s, s:s}", "access", access, "refresh", refresh);
  g_autofree char *path = path_of (data), *text = muster_json_to_text (json);

  if (g_file_set_contents_full (path, text, (gssize) strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  g_prefix_error (error, _("The key to the server cannot be kept: "));
  return FALSE;
}

/* Whoever reads it may be this person to the server. It is written anew, for its owner alone, with the next pair. */
static void
warn_of_readers (MusterCtl *ctl)
{
  g_autofree char *path = path_of (ctl), *warning = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || (info.st_mode & (S_IRWXG | S_IRWXO)) == 0)
    return;
  warning = g_strdup_printf (_("Others on this computer may read your key to the server. Take that right away: chmod "
                               "600 “%s”."), path);
  muster_ctl_warn (ctl, warning);
}

MusterTokens
muster_ctl_tokens (MusterCtl *ctl)
{
  warn_of_readers (ctl);
  return (MusterTokens) { get, set, ctl };
}
