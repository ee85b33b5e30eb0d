/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-csv.h"
#include "muster-error.h"

#define WANTED G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE

char *
muster_import_file_dup_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name);
}

/* ---- on a thread of its own -------------------------------------------------------------------------------------- */

static gboolean
refuse_size (const char *name, GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("“%s” is too large to be shown here: a table may have 4 MB. Choose a part of it, or take all of it "
                 "with “musterctl import”."), name);
  return FALSE;
}

/* Asked before anything is read: what was chosen by mistake may be a film, or have no end. */
static gboolean
check_file (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, WANTED, G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is not a file that holds a table."), name);
      return FALSE;
    }
  return g_file_info_get_size (info) <= MUSTER_IMPORT_MAX_BYTES || refuse_size (name, error);
}

/* No more than can be shown, and a byte that says so: files grow. */
static gboolean
read_bytes (GFile *file, const char *name, GCancellable *cancellable, char **text, gsize *length, GError **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *bytes = g_malloc0 (MUSTER_IMPORT_MAX_BYTES + 2);

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, MUSTER_IMPORT_MAX_BYTES + 1, length, cancellable,
                                   error))
    return FALSE;
  if (*length > MUSTER_IMPORT_MAX_BYTES)
    return refuse_size (name, error);
  *text = g_steal_pointer (&bytes);
  return TRUE;
}

static gboolean
check_text (const char *text, gsize length, const char *name, GError **error)
{
  if (g_utf8_validate_len (text, length, NULL))
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("“%s” is not a table as text. In the spreadsheet, save the sheet as “CSV UTF-8” and choose that, or "
                 "copy its cells and paste them here."), name);
  return FALSE;
}

/* GIO speaks of calls and whole paths. */
static void
explain (const char *name, GError **error)
{
  g_autoptr(GError) failure = g_steal_pointer (error);

  if (failure->domain != G_IO_ERROR || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *error = g_steal_pointer (&failure);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("“%s” is not there any more. Look where it has gone, and choose it again."), name);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("You may not read “%s”. Ask whoever keeps it for a copy."), name);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” cannot be read: %s"), name, failure->message);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *name = muster_import_file_dup_name (source);
  g_autofree char *text = NULL;
  GError *error = NULL;
  gsize length, mark = strlen (MUSTER_CSV_BOM);

  if (check_file (source, name, cancellable, &error)
      && read_bytes (source, name, cancellable, &text, &length, &error) && check_text (text, length, name, &error))
    {
      g_task_return_pointer (task, g_strdup (g_str_has_prefix (text, MUSTER_CSV_BOM) ? text + mark : text), g_free);
      return;
    }
  explain (name, &error);
  g_task_return_error (task, error);
}

/* ---- for the window ---------------------------------------------------------------------------------------------- */

void
muster_import_file_read_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_import_file_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

char *
muster_import_file_read_finish (GFile *file, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
