/* muster-ctl-save.c - commands that save: add, set, archive, unarchive, restore, undo, redo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "muster-error.h"
#include "muster-naming.h"
#include "muster-number.h"

static gboolean
open_to_save (MusterCtl *ctl, GError **error)
{
  return muster_ctl_open (ctl, muster_ctl_path (ctl), 0, error);
}

/* ---- saying what was saved -------------------------------------------------------------------------------------- */

/* Reads the record again, for its number and what is computed. format has %s for its name. */
static gboolean
say_saved (MusterCtl *ctl, const char *format, const MusterId *id, gint64 version, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  g_autofree char *name = NULL;
  json_t *warnings;

  ctl->saved = TRUE;
  record = muster_replica_get (ctl->replica, id, error);
  if (record == NULL)
    return FALSE;
  if (ctl->options.json)
    {
      warnings = json_array ();
      for (guint i = 0; i < ctl->warnings->len; i++)
        json_array_append_new (warnings, json_string (ctl->warnings->pdata[i]));
      muster_ctl_print_json (ctl, json_pack ("{s:o, s:o, s:o}", "version", muster_ctl_version_json (version), "record",
                                             muster_record_to_json (record, TRUE), "warnings", warnings));
      return TRUE;
    }
  name = muster_ctl_name (record);
  muster_ctl_print (ctl, "%s %s\n", format, name);
  return TRUE;
}

/* ---- add, set --------------------------------------------------------------------------------------------------- */

/* Every problem is said, the first that forbids saving as the error. */
static gboolean
check (MusterCtl *ctl, MusterRecord *base, MusterRecord *edited, GError **error)
{
  guint32 today = muster_clock_today (ctl->clock);
  g_autoptr(GPtrArray) problems = muster_rules_check (base, edited, muster_replica_get_lookup (ctl->replica), today);
  g_autoptr(GString) errors = g_string_new (NULL);

  muster_rules_find_ahead (edited, muster_replica_get_lookup (ctl->replica), today, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const MusterProblem *problem = problems->pdata[i];

      if (problem->severity == MUSTER_SEVERITY_ERROR)
        g_string_append_printf (errors, "%s%s", errors->len > 0 ? "\n" : "", problem->message);
      else if (problem->severity == MUSTER_SEVERITY_WARNING)
        muster_ctl_warn (ctl, problem->message);
    }
  if (errors->len > 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, errors->str);
      return FALSE;
    }
  if (ctl->options.strict && ctl->warnings->len > 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("Nothing was saved, for --strict refuses warnings."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
save (MusterCtl *ctl, MusterRecord *base, MusterRecord *edited, GError **error)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (ctl->options.reason);
  gint64 version = 0;

  if (!check (ctl, base, edited, error))
    return FALSE;
  muster_commit_add_edit (commit, base, edited);
  if (!muster_replica_save (ctl->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, error))
    return FALSE;
  return say_saved (ctl, version != 0 ? _("Saved") : _("Nothing to change in"), muster_record_get_id (edited), version,
                    error);
}

gboolean
muster_ctl_add (MusterCtl *ctl, char **arguments, GError **error)
{
  const MusterKind *kind = muster_ctl_find_kind (arguments[0], error);
  g_autoptr(MusterRecord) record = NULL;

  if (kind == NULL || !open_to_save (ctl, error))
    return FALSE;
  record = muster_replica_make_record (ctl->replica, kind);
  return muster_ctl_assign (ctl, record, arguments + 1, error) && save (ctl, NULL, record, error);
}

static void
warn_of_archived (MusterCtl *ctl, MusterRecord *record)
{
  g_autofree char *name = muster_ctl_name (record);
  g_autofree char *message = NULL;

  if (!muster_record_is_archived (record))
    return;
  message = g_strdup_printf (_("%s is archived: lists leave it out. “musterctl unarchive” brings it back."), name);
  muster_ctl_warn (ctl, message);
}

gboolean
muster_ctl_set (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterRecord) base = NULL;
  g_autoptr(MusterRecord) edited = NULL;

  if (!open_to_save (ctl, error))
    return FALSE;
  base = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error);
  if (base == NULL)
    return FALSE;
  warn_of_archived (ctl, base);
  edited = muster_record_copy (base);
  return muster_ctl_assign (ctl, edited, arguments + 1, error) && save (ctl, base, edited, error);
}

/* ---- archive, unarchive, restore -------------------------------------------------------------------------------- */

static gboolean
set_archived (MusterCtl *ctl, const char *name, gboolean archive, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  g_autoptr(MusterCommit) commit = muster_commit_new (ctl->options.reason);
  gint64 version = 0;

  if (!open_to_save (ctl, error))
    return FALSE;
  record = muster_naming_find (ctl->replica, name, MUSTER_KINDS_ANY, error);
  if (record == NULL)
    return FALSE;
  if (muster_record_is_archived (record) != archive)
    {
      muster_commit_add_archive (commit, record, archive);
      if (!muster_replica_save (ctl->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, error))
        return FALSE;
    }
  return say_saved (ctl, version == 0 ? _("Nothing to change in") : archive ? _("Archived") : _("Brought back"),
                    muster_record_get_id (record), version, error);
}

gboolean
muster_ctl_archive (MusterCtl *ctl, char **arguments, GError **error)
{
  return set_archived (ctl, arguments[0], TRUE, error);
}

gboolean
muster_ctl_unarchive (MusterCtl *ctl, char **arguments, GError **error)
{
  return set_archived (ctl, arguments[0], FALSE, error);
}

/* VERSION is one at which the record changed. */
static gboolean
find_version (MusterCtl *ctl, MusterRecord *record, const char *text, gint64 *version, GError **error)
{
  g_autoptr(GPtrArray) entries = muster_replica_history (ctl->replica, muster_record_get_id (record), NULL, error);
  g_autofree char *name = muster_ctl_name (record);

  if (entries == NULL)
    return FALSE;
  if (!muster_version_from_text (text, version))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” is no version. VERSION is a number from “musterctl history”, such as 412 or +7."), text);
      return FALSE;
    }
  if (!muster_replica_resolve_version (ctl->replica, version, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (((const MusterHistoryEntry *) entries->pdata[i])->version == *version)
      return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
               _("%s has no version %s. “musterctl history” lists those that it has."), name, text);
  return FALSE;
}

gboolean
muster_ctl_restore (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  gint64 at = 0, version = 0;

  if (!open_to_save (ctl, error))
    return FALSE;
  record = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error);
  if (record == NULL || !find_version (ctl, record, arguments[1], &at, error)
      || !muster_replica_restore (ctl->replica, muster_record_get_id (record), at, &version, NULL, error))
    return FALSE;
  return say_saved (ctl, version != 0 ? _("Restored") : _("Nothing to change in"), muster_record_get_id (record),
                    version, error);
}

/* ---- undo, redo ------------------------------------------------------------------------------------------------- */

/* What the window says to whoever has a form open would make no sense here. */
static gboolean
refuse_step (const GError *failure, const char *what, GError **error)
{
  if (!g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_STALE))
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
               _("This cannot be taken back, for somebody has changed the same since: %s. Nothing was changed; "
                 "“musterctl history” shows who."), what != NULL ? what : "");
  return FALSE;
}

typedef gboolean (*StepFunc) (MusterReplica *replica, gint64 *version, GArray *changed, GError **error);

static gboolean
step (MusterCtl *ctl, gboolean redo, GError **error)
{
  StepFunc run = redo ? muster_replica_redo : muster_replica_undo;
  g_autoptr(GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autofree char *what = NULL;
  g_autoptr(GError) failure = NULL;
  gint64 version = 0;
  json_t *ids;

  if (!open_to_save (ctl, error))
    return FALSE;
  what = redo ? muster_replica_describe_redo (ctl->replica) : muster_replica_describe_undo (ctl->replica);
  if (!run (ctl->replica, &version, changed, &failure))
    return refuse_step (failure, what, error);
  ctl->saved = TRUE;

  if (!ctl->options.json)
    {
      muster_ctl_print (ctl, redo ? _("Done again: %s\n") : _("Undone: %s\n"), what != NULL ? what : "");
      return TRUE;
    }
  ids = json_array ();
  for (guint i = 0; i < changed->len; i++)
    {
      MusterIdText id;

      json_array_append_new (ids, json_string (muster_id_to_text (&g_array_index (changed, MusterId, i), id)));
    }
  muster_ctl_print_json (
    ctl, json_pack ("{s:o, s:s?, s:o}", "version", muster_ctl_version_json (version), "what", what, "changed", ids));
  return TRUE;
}

gboolean
muster_ctl_undo (MusterCtl *ctl, char **arguments, GError **error)
{
  return step (ctl, FALSE, error);
}

gboolean
muster_ctl_redo (MusterCtl *ctl, char **arguments, GError **error)
{
  return step (ctl, TRUE, error);
}
