/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-trust.h"

#include "muster-db.h"

#include <glib/gi18n-lib.h>

MusterCourier *
muster_trust_open_courier (const char *path, const char *address, const char *authority, GError **error)
{
  g_autofree char *kept = muster_db_beside (path, ".authority");

  if (authority == NULL && g_file_test (kept, G_FILE_TEST_EXISTS))
    authority = kept;
  return muster_courier_new (address, authority, error);
}

gboolean
muster_trust_keep (const char *path, const char *authority, GError **error)
{
  g_autofree char *kept = muster_db_beside (path, ".authority"), *text = NULL;
  gsize length;

  if (authority == NULL)
    return TRUE;
  if (g_file_get_contents (authority, &text, &length, error)
      && g_file_set_contents_full (kept, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return TRUE;
  g_prefix_error (error, _("The authority that vouches for the server cannot be kept: "));
  return FALSE;
}
