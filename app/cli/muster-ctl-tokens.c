/* muster-ctl-tokens.c - the keys to the server: in a file beside the replica that its owner alone can read.
 *
 * A keyring needs a session and somebody to unlock it; a command in a script has neither. It is asked alone for a
 * replica that joined in the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "muster-db.h"

/* Whoever reads it may be this person to the server. It is written anew, for its owner alone, with the next pair. */
static void
warn_of_readers (MusterCtl *ctl, const char *path)
{
  g_autofree char *warning = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || (info.st_mode & (S_IRWXG | S_IRWXO)) == 0)
    return;
  warning = g_strdup_printf (_("Others on this computer may read your key to the server. Take that right away: chmod "
                               "600 “%s”."), path);
  muster_ctl_warn (ctl, warning);
}

MusterTokens
muster_ctl_tokens (MusterCtl *ctl, gboolean joins)
{
  g_autofree char *file = muster_db_beside (muster_ctl_path (ctl), ".tokens");

  warn_of_readers (ctl, file);
  ctl->keys = muster_keys_new (muster_ctl_path (ctl));
  /* Where the keyring has none, or cannot be asked, the engine says that the key is lost. */
  if (joins || !muster_keys_load (ctl->keys, NULL, NULL))
    muster_keys_use_file (ctl->keys);
  return muster_keys_get_tokens (ctl->keys);
}
