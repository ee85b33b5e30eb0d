/* muster-ctl-import.c - the command that takes records from a CSV file: import.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>

#include "muster-error.h"
#include "muster-import.h"

/* How many problems a message lists; a file with more has one that is in every row. */
#define MAX_LISTED 100

static MusterImport *
read_file (MusterCtl *ctl, const MusterKind *kind, const char *path, const char *shown, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) failure = NULL;
  MusterImport *import;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  import = muster_import_read (ctl->replica, kind, NULL, text, length, 0, NULL, error);
  if (import == NULL)
    g_prefix_error (error, "“%s”: ", shown);
  return import;
}

static gboolean
refuse (const MusterImport *import, const char *shown, GError **error)
{
  g_autoptr(GString) list = g_string_new (NULL);

  g_string_append_printf (list, ngettext ("“%s” has %u problem, and nothing was saved:",
                                          "“%s” has %u problems, and nothing was saved:", import->problems->len), shown,
                          import->problems->len);
  for (guint i = 0; i < import->problems->len && i < MAX_LISTED; i++)
    g_string_append_printf (list, "\n%s", ((MusterImportProblem *) import->problems->pdata[i])->message);
  if (import->problems->len > MAX_LISTED)
    g_string_append_printf (list, _("\nand %u more."), import->problems->len - MAX_LISTED);
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, list->str);
  return FALSE;
}

static gboolean
check (MusterCtl *ctl, const MusterImport *import, const char *shown, GError **error)
{
  if (import->problems->len > 0)
    return refuse (import, shown, error);
  for (guint i = 0; i < import->warnings->len; i++)
    muster_ctl_warn (ctl, ((MusterImportProblem *) import->warnings->pdata[i])->message);
  if (!ctl->options.strict || ctl->warnings->len == 0)
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("Nothing was saved, for --strict refuses warnings."));
  return FALSE;
}

static json_t *
make_array (const GPtrArray *texts)
{
  json_t *array = json_array ();

  for (guint i = 0; i < texts->len; i++)
    json_array_append_new (array, json_string (texts->pdata[i]));
  return array;
}

static void
say_computed (MusterCtl *ctl, const MusterImport *import)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < import->computed->len; i++)
    g_string_append_printf (names, i > 0 ? ", “%s”" : "“%s”", (char *) import->computed->pdata[i]);
  if (names->len > 0)
    muster_ctl_print (ctl, _("Worked out here, and so not taken from the table: %s.\n"), names->str);
}

static void
say_numbers (MusterCtl *ctl, const MusterImport *import)
{
  if (import->numbers != NULL)
    muster_ctl_print (ctl, _("“%s” has the numbers of another register. Each is kept as the source of its record, and "
                             "found there when the table comes again.\n"), import->numbers);
}

static void
say_imported (MusterCtl *ctl, const MusterImport *import, gint64 version, guint n_saves)
{

  if (!ctl->options.json)
    {
      muster_ctl_print (ctl,
                        ctl->options.dry_run ? _("Nothing was saved. To add: %u, to change: %u, as they were: %u.\n")
                                             : _("Added: %u, changed: %u, as they were: %u.\n"),
                        import->n_added, import->n_changed, import->n_unchanged);
      say_computed (ctl, import);
      say_numbers (ctl, import);
      if (n_saves > 1)
        muster_ctl_print (
          ctl,
          ngettext ("It was too much for one save and became %u; “musterctl undo” takes back one at a time.\n",
                    "It was too much for one save and became %u; “musterctl undo” takes back one at a time.\n",
                    n_saves),
          n_saves);
      return;
    }
  muster_ctl_print_json (ctl,
                         json_pack ("{s:I, s:i, s:i, s:i, s:i, s:o, s:o}", "version", (json_int_t) version, "saves",
                                    (int) n_saves, "added", (int) import->n_added, "changed", (int) import->n_changed,
                                    "unchanged", (int) import->n_unchanged, "computed",
                                    make_array (import->computed), "warnings", make_array (ctl->warnings)));
}

/* In one save, so that one undo takes all of it back, unless it is too much for that. */
static gboolean
save (MusterCtl *ctl, const MusterImport *import, const char *name, gint64 *version, guint *n_saves, GError **error)
{
  g_autofree char *reason = ctl->options.reason != NULL ? g_strdup (ctl->options.reason)
                                                        : g_strdup_printf (_("Imported from %s"), name);
  g_autoptr(GPtrArray) commits = muster_import_commits (import, reason);

  if (!muster_replica_save_all (ctl->replica, commits, version, NULL, error))
    return FALSE;
  *n_saves = commits->len;
  ctl->saved = TRUE;
  return TRUE;
}

gboolean
muster_ctl_import (MusterCtl *ctl, char **arguments, GError **error)
{
  const MusterKind *kind = muster_ctl_find_kind (arguments[0], error);
  g_autofree char *name = g_path_get_basename (arguments[1]);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr(MusterImport) import = NULL;
  gint64 version = 0;
  guint n_saves = 0;

  if (kind == NULL
      || !muster_ctl_open (ctl, muster_ctl_path (ctl), ctl->options.dry_run ? MUSTER_REPLICA_READ : 0, error))
    return FALSE;
  import = read_file (ctl, kind, arguments[1], shown, error);
  if (import == NULL || !check (ctl, import, shown, error)
      || (!ctl->options.dry_run && !save (ctl, import, shown, &version, &n_saves, error)))
    return FALSE;
  say_imported (ctl, import, version, n_saves);
  return TRUE;
}
