/* muster-ctl-file.c - commands on the replica as a whole: init, check, export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "muster-error.h"
#include "muster-example.h"
#include "muster-export.h"

/* ---- init ------------------------------------------------------------------------------------------------------- */

static guint
count_records (MusterReplica *replica)
{
  guint n = 0;

  for (int id = 0; id < MUSTER_N_KINDS; id++)
    n += muster_replica_count (replica, muster_kind_get (id));
  return n;
}

/* The folder of the default place is ours to make; any other is not. */
static gboolean
make_own_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int failure;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  failure = errno;
  g_set_error (error, MUSTER_CTL_ERROR, MUSTER_CTL_REPLICA, _("The folder %s cannot be made: %s"), folder,
               g_strerror (failure));
  return FALSE;
}

static gboolean
make_replica (MusterCtl *ctl, const char *path, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (!ctl->options.example)
    return muster_ctl_open (ctl, path, MUSTER_REPLICA_CREATE, error);
  if (muster_example_create (path, ctl->clock, muster_ctl_actor (ctl), &failure))
    return muster_ctl_open (ctl, path, MUSTER_REPLICA_READ, error);
  muster_ctl_refuse_replica (failure, error);
  return FALSE;
}

gboolean
muster_ctl_init (MusterCtl *ctl, char **arguments, GError **error)
{
  gboolean by_default = arguments[0] == NULL && ctl->options.replica == NULL;
  const char *path = arguments[0] != NULL ? arguments[0] : muster_ctl_path (ctl);
  g_autofree char *shown = g_filename_display_name (path);
  guint n;

  if (by_default && !make_own_folder (path, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("There is a file at %s already, and it is left as it is. Choose another name."), shown);
      return FALSE;
    }
  if (!make_replica (ctl, path, error))
    return FALSE;
  ctl->saved = TRUE;
  n = count_records (ctl->replica);
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:s, s:i}", "made", shown, "records", (int) n));
  else if (ctl->options.example)
    muster_ctl_print (ctl, _("Made %s with the example programme: %u records.\n"), shown, n);
  else
    muster_ctl_print (ctl, _("Made %s.\n"), shown);
  return TRUE;
}

/* ---- check ------------------------------------------------------------------------------------------------------ */

static void
print_sound (MusterCtl *ctl, guint n_records)
{
  g_autofree char *records = g_strdup_printf (ngettext ("%u record", "%u records", n_records), n_records);

  /* Translators: "1045 records" */
  muster_ctl_print (ctl, _("Sound: %s.\n"), records);
}

/* Where the log cannot be read nothing is changed, and the check says what is wrong with it. */
static gboolean
rebuild_tables (MusterCtl *ctl, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (muster_replica_rebuild (ctl->replica, &failure) || g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The faults, and what to do about them. */
static void
print_faults (MusterCtl *ctl, GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    muster_ctl_print (ctl, "%s\n", (char *) faults->pdata[i]);
  if (!ctl->options.rebuild)
    muster_ctl_print (ctl, "%s\n", _("Copy the file, then try “musterctl check --rebuild”: it makes all tables anew "
                                     "from the log."));
  else
    muster_ctl_print (ctl, "%s\n", _("The log itself is damaged, and the tables cannot mend it. Open a copy of the "
                                     "file that you kept elsewhere, or ask for help with this one."));
}

gboolean
muster_ctl_check (MusterCtl *ctl, char **arguments, GError **error)
{
  gboolean rebuild = ctl->options.rebuild;
  g_autoptr(GPtrArray) faults = NULL;
  json_t *list;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), rebuild ? 0 : MUSTER_REPLICA_READ, error))
    return FALSE;
  if (rebuild && !rebuild_tables (ctl, error))
    return FALSE;
  faults = muster_replica_check (ctl->replica, error);
  if (faults == NULL)
    return FALSE;
  ctl->status = faults->len > 0 ? MUSTER_CTL_FAULTS : MUSTER_CTL_OK;

  if (ctl->options.json)
    {
      list = json_array ();
      for (guint i = 0; i < faults->len; i++)
        json_array_append_new (list, json_string (faults->pdata[i]));
      muster_ctl_print_json (ctl, json_pack ("{s:b, s:o, s:i, s:i}", "sound", faults->len == 0, "faults", list,
                                             "records", (int) count_records (ctl->replica), "unsent",
                                             (int) muster_replica_count_outbox (ctl->replica)));
      return TRUE;
    }
  if (faults->len > 0)
    print_faults (ctl, faults);
  else
    print_sound (ctl, count_records (ctl->replica));
  return TRUE;
}

/* ---- export ----------------------------------------------------------------------------------------------------- */

static gboolean
choose_format (MusterCtl *ctl, gboolean *json, GError **error)
{
  const char *format = ctl->options.format;

  *json = format != NULL ? g_str_equal (format, "json") : ctl->options.json;
  if (format == NULL || *json || g_str_equal (format, "csv"))
    return TRUE;
  g_set_error (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, _("There is no format “%s”. Use “csv” or “json”."), format);
  return FALSE;
}

/* One query for kind, or for each kind there is where it is NULL. */
static GPtrArray *
make_queries (MusterCtl *ctl, const MusterKind *kind, GError **error)
{
  g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_query_free);

  for (int id = 0; id < MUSTER_N_KINDS; id++)
    {
      MusterQuery *query;

      if (kind != NULL && kind != muster_kind_get (id))
        continue;
      query = muster_ctl_query (ctl, muster_kind_get (id), error);
      if (query == NULL)
        return NULL;
      g_ptr_array_add (queries, query);
    }
  return g_steal_pointer (&queries);
}

static gboolean
write_export (MusterCtl *ctl, GPtrArray *queries, gboolean json, GOutputStream *out, GError **error)
{
  MusterExportFlags flags = (ctl->options.derived ? MUSTER_EXPORT_DERIVED : 0)
                            | (ctl->options.bom ? MUSTER_EXPORT_BOM : 0)
                            | (ctl->options.readable ? MUSTER_EXPORT_READABLE : 0);

  if (json)
    return muster_export_json (ctl->replica, (MusterQuery *const *) queries->pdata, queries->len, flags, out, NULL,
                               error);
  return muster_export_csv (ctl->replica, queries->pdata[0], flags, out, NULL, error);
}

/* The file has its new content whole, or the one it had before. */
static gboolean
export_to_file (MusterCtl *ctl, GPtrArray *queries, gboolean json, GError **error)
{
  g_autofree char *shown = g_filename_display_name (ctl->options.output);
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (ctl->options.output);
  g_autoptr(GCancellable) abandon = g_cancellable_new ();
  g_autoptr(GFileOutputStream) stream = NULL;
  gboolean existed = g_file_query_exists (file, NULL);

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  if (stream != NULL && write_export (ctl, queries, json, G_OUTPUT_STREAM (stream), error)
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
  g_prefix_error (error, _("%s cannot be written: "), shown);
  return FALSE;
}

gboolean
muster_ctl_export (MusterCtl *ctl, char **arguments, GError **error)
{
  const MusterKind *kind = arguments[0] != NULL ? muster_ctl_find_kind (arguments[0], error) : NULL;
  g_autoptr(GPtrArray) queries = NULL;
  g_autoptr(GOutputStream) out = NULL;
  gboolean json;

  if ((arguments[0] != NULL && kind == NULL) || !choose_format (ctl, &json, error))
    return FALSE;
  if (json && ctl->options.readable)
    {
      g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE,
                           _("--readable is for CSV. JSON is for programs."));
      return FALSE;
    }
  if (kind == NULL && !json)
    {
      g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE,
                           _("A CSV file holds records of one kind. Say which, or use “--format json”."));
      return FALSE;
    }
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  queries = make_queries (ctl, kind, error);
  if (queries == NULL)
    return FALSE;
  if (ctl->options.output != NULL)
    return export_to_file (ctl, queries, json, error);
  out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (write_export (ctl, queries, json, out, error))
    return TRUE;
  if (error != NULL && (*error)->domain == G_IO_ERROR)
    g_prefix_error (error, _("The output cannot be written: "));
  return FALSE;
}
