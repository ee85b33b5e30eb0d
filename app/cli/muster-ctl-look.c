/* muster-ctl-look.c - commands that look across records or back in time: search, findings, history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>

#include "muster-naming.h"

#define SEARCH_LIMIT 50

/* ---- search ----------------------------------------------------------------------------------------------------- */

static void
print_hits (MusterCtl *ctl, GPtrArray *hits)
{
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();
  json_t *list = json_array ();

  for (guint i = 0; i < hits->len; i++)
    {
      const MusterHit *hit = hits->pdata[i];
      g_autoptr(GString) context = g_string_new (hit->context);
      MusterIdText id;

      /* The marks round the match are for a window. */
      g_string_replace (context, "\001", "", 0);
      g_string_replace (context, "\002", "", 0);
      muster_ctl_rows_add (rows, 4, g_strdup (hit->ref_code != NULL ? hit->ref_code : ""),
                           g_strdup (_(hit->kind->singular)), g_strdup (hit->title), g_strdup (context->str));
      json_array_append_new (list, json_pack ("{s:s, s:s, s:s?, s:s, s:s, s:b}", "id", muster_id_to_text (&hit->id, id),
                                              "kind", hit->kind->name, "ref", hit->ref_code, "title",
                                              hit->title, "context", context->str, "archived", hit->archived));
    }
  muster_ctl_print_rows (ctl, rows, 4, list);
}

gboolean
muster_ctl_search (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *text = g_strjoinv (" ", arguments);
  guint limit = ctl->options.limit != MUSTER_CTL_NO_LIMIT ? ctl->options.limit : SEARCH_LIMIT;
  const MusterKind *kind = NULL;
  g_autoptr(GPtrArray) hits = NULL;

  if (ctl->options.kind != NULL && (kind = muster_ctl_find_kind (ctl->options.kind, error)) == NULL)
    return FALSE;
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  hits = muster_replica_search (ctl->replica, text, kind, limit, error);
  if (hits == NULL)
    return FALSE;
  print_hits (ctl, hits);
  if (hits->len == 0)
    muster_ctl_note (ctl, _("Nothing holds all these words."));
  return TRUE;
}

/* ---- findings --------------------------------------------------------------------------------------------------- */

json_t *
muster_ctl_problem_to_json (const MusterProblem *problem)
{
  static const char *const severities[] = { "error", "warning", "note" };

  return json_pack ("{s:s, s:s, s:s?, s:s, s:s?, s:s?}", "severity", severities[problem->severity], "rule",
                    problem->rule, "field", problem->field, "message", problem->message, "stated", problem->stated,
                    "computed", problem->computed);
}

static void
print_findings (MusterCtl *ctl, GPtrArray *findings)
{
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();
  json_t *list = json_array ();

  for (guint i = 0; i < findings->len; i++)
    {
      const MusterFinding *finding = findings->pdata[i];
      json_t *json = muster_ctl_problem_to_json (finding->problem);
      MusterIdText id;

      muster_ctl_rows_add (rows, 4, g_strdup (finding->problem->rule), g_strdup (_(finding->kind->singular)),
                           g_strdup (finding->title), g_strdup (finding->problem->message));
      json_object_set_new (json, "id", json_string (muster_id_to_text (&finding->record, id)));
      json_object_set_new (json, "kind", json_string (finding->kind->name));
      json_object_set_new (json, "title", json_string (finding->title));
      json_array_append_new (list, json);
    }
  muster_ctl_print_rows (ctl, rows, 4, list);
}

gboolean
muster_ctl_findings (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  g_autoptr(GPtrArray) findings = NULL;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  if (arguments[0] != NULL
      && (record = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error)) == NULL)
    return FALSE;
  findings = muster_replica_findings (ctl->replica, record != NULL ? muster_record_get_id (record) : NULL, error);
  if (findings == NULL)
    return FALSE;
  print_findings (ctl, findings);
  if (findings->len == 0)
    muster_ctl_note (ctl, _("Everything adds up."));
  return TRUE;
}

/* ---- history ---------------------------------------------------------------------------------------------------- */

static const char *const origins[] = {
  [MUSTER_ORIGIN_EDIT] = "edit", [MUSTER_ORIGIN_LOAD] = "load", [MUSTER_ORIGIN_UNDO] = "undo",
  [MUSTER_ORIGIN_REDO] = "redo",
};

static json_t *
entry_to_json (const MusterHistoryEntry *entry)
{
  g_autofree char *at = muster_ctl_iso_time (entry->at);

  return json_pack ("{s:o, s:s, s:s, s:s?, s:s, s:s, s:s, s:s, s:s}", "version",
                    muster_ctl_version_json (entry->version), "at", at, "actor", entry->actor, "reason", entry->reason,
                    "origin", origins[entry->origin], "group", entry->group, "label", entry->label, "before",
                    entry->before, "after", entry->after);
}

/* Whoever wrote it: a line break in a name would pass for another save. */
static char *
one_line (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n\t", ' ');
}

/* "12  21 November 2026 14:05  Jo Bloggs: because of this" and below it what changed. */
static void
print_entry (MusterCtl *ctl, const MusterHistoryEntry *entry, gint64 version_above)
{
  g_autofree char *at = muster_ctl_time (entry->at);
  g_autofree char *version = muster_version_to_text (entry->version);
  g_autofree char *actor = one_line (entry->actor);
  g_autofree char *reason = one_line (entry->reason);
  g_autofree char *change = NULL;

  if (entry->version != version_above)
    muster_ctl_print (ctl, "%s  %s  %s%s%s\n", version, at, actor, *reason != '\0' ? ": " : "", reason);
  if (*entry->before == '\0')
    change = *entry->after == '\0' ? g_strdup (entry->label) : g_strdup_printf ("%s: %s", entry->label, entry->after);
  else
    change = g_strdup_printf (_("%s: %s → %s"), entry->label, entry->before,
                              *entry->after != '\0' ? entry->after : _("nothing"));
  g_string_append (ctl->out, "    ");
  muster_ctl_print_indented (ctl, change, 4);
}

/* Of what never came to be, or is here no longer, an id alone leads to what is kept. NULL: there is a record, or
 * nothing. */
static GPtrArray *
find_kept (MusterCtl *ctl, const char *text, GError **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  MusterId id;

  if (!muster_id_from_text (&id, text) || muster_replica_get_rowid (ctl->replica, &id) != 0)
    return NULL;
  entries = muster_replica_history (ctl->replica, &id, NULL, error);
  return entries != NULL && entries->len > 0 ? g_steal_pointer (&entries) : NULL;
}

static GPtrArray *
find_history (MusterCtl *ctl, const char *text, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GPtrArray) kept = find_kept (ctl, text, &local);
  g_autoptr(MusterRecord) record = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (kept != NULL)
    return g_steal_pointer (&kept);
  record = muster_naming_find (ctl->replica, text, MUSTER_KINDS_ANY, error);
  return record != NULL ? muster_replica_history (ctl->replica, muster_record_get_id (record), NULL, error) : NULL;
}

gboolean
muster_ctl_history (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) entries = NULL;
  json_t *list;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  entries = find_history (ctl, arguments[0], error);
  if (entries == NULL)
    return FALSE;
  list = json_array ();
  for (guint i = 0; i < entries->len; i++)
    {
      const MusterHistoryEntry *above = i > 0 ? entries->pdata[i - 1] : NULL;

      json_array_append_new (list, entry_to_json (entries->pdata[i]));
      if (!ctl->options.json)
        print_entry (ctl, entries->pdata[i], above != NULL ? above->version : 0);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}
