/* muster-ctl-agree.c - commands on what needs a person: conflicts, resolve; and outbox, on what is still to go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"
#include "muster-naming.h"
#include "muster-merge.h"
#include "muster-outbox.h"

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static json_t *
side_to_json (const MusterConflictSide *side)
{
  g_autofree char *at = side->at != 0 ? muster_ctl_iso_time (side->at) : NULL;

  return json_pack ("{s:o, s:s?, s:s?, s:O?, s:s?}", "version", muster_ctl_version_json (side->version), "actor",
                    side->actor, "at", at, "value", side->value, "display", side->display);
}

/* Both edits together, where that can be read; a new reference. */
static json_t *
suggest (const MusterConflict *conflict)
{
  return muster_merge_suggest (conflict->kind, conflict->group, conflict->before.value, conflict->current.value,
                               conflict->other.value);
}

static json_t *
conflict_to_json (const MusterConflict *conflict)
{
  MusterIdText id;

  return json_pack ("{s:s, s:s, s:s?, s:s?, s:s, s:s?, s:b, s:o, s:o, s:o, s:o?}", "id",
                    muster_id_to_text (&conflict->record, id), "kind", conflict->kind_name, "ref", conflict->ref_code,
                    "title", conflict->title, "group", conflict->group, "label", conflict->label, "archived",
                    conflict->archival.version != 0, "current", side_to_json (&conflict->current), "other",
                    side_to_json (&conflict->other), "before", side_to_json (&conflict->before), "both",
                    suggest (conflict));
}

static void
print_side (MusterCtl *ctl, const char *name, const MusterConflictSide *side)
{
  g_autofree char *version = side->version != 0 ? muster_version_to_text (side->version) : g_strdup ("");
  g_autofree char *at = side->at != 0 ? muster_ctl_time (side->at) : g_strdup ("");

  muster_ctl_print (ctl, "  %-8s ", name);
  muster_ctl_print_indented (ctl, side->display != NULL && *side->display != '\0' ? side->display : _("(nothing)"), 11);
  if (side->actor != NULL)
    muster_ctl_print (ctl, "           %s, %s (%s)\n", side->actor, at, version);
}

/* It is of a group with one text, so that it has one member. */
static void
print_suggestion (MusterCtl *ctl, const MusterConflict *conflict)
{
  g_autoptr(json_t) suggested = suggest (conflict);
  const char *text =
    suggested != NULL ? json_string_value (json_object_iter_value (json_object_iter (suggested))) : NULL;

  if (text == NULL)
    return;
  muster_ctl_print (ctl, "  %-8s ", _("both"));
  muster_ctl_print_indented (ctl, text, 11);
}

static void
print_conflict (MusterCtl *ctl, const MusterConflict *conflict)
{
  MusterIdText id;

  /* By what it is called in “resolve”. */
  if (conflict->kind == NULL)
    muster_ctl_print (ctl, "%s ", muster_id_to_text (&conflict->record, id));
  muster_ctl_print (ctl, "%s%s“%s”: %s (%s)\n", conflict->ref_code != NULL ? conflict->ref_code : "",
                    conflict->ref_code != NULL ? " " : "", conflict->title != NULL ? conflict->title : "",
                    conflict->label, conflict->group);
  print_side (ctl, _("current"), &conflict->current);
  print_side (ctl, _("other"), &conflict->other);
  print_side (ctl, _("before"), &conflict->before);
  print_suggestion (ctl, conflict);
}

gboolean
muster_ctl_conflicts (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  json_t *list;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  if (arguments[0] != NULL
      && (record = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error)) == NULL)
    return FALSE;
  conflicts = muster_replica_conflicts (ctl->replica, record != NULL ? muster_record_get_id (record) : NULL, error);
  if (conflicts == NULL)
    return FALSE;

  list = json_array ();
  for (guint i = 0; i < conflicts->len; i++)
    {
      json_array_append_new (list, conflict_to_json (conflicts->pdata[i]));
      if (!ctl->options.json)
        print_conflict (ctl, conflicts->pdata[i]);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}

/* ---- resolve ----------------------------------------------------------------------------------------------------- */

/* Whether text is the id of something in conflict that is of a kind this version does not know: no record can be made
 * of that, and it is settled all the same. */
static gboolean
is_unknown (MusterCtl *ctl, const char *text, MusterId *id)
{
  g_autoptr(GPtrArray) conflicts =
    muster_id_from_text (id, text) ? muster_replica_conflicts (ctl->replica, id, NULL) : NULL;

  return conflicts != NULL && conflicts->len > 0 && ((MusterConflict *) conflicts->pdata[0])->kind == NULL;
}

/* Those of one group, oldest first. */
static gboolean
find_conflicts (MusterCtl *ctl, const MusterId *id, const char *group, GPtrArray *found, GPtrArray **all,
                GError **error)
{
  *all = muster_replica_conflicts (ctl->replica, id, error);
  if (*all == NULL)
    return FALSE;
  for (guint i = 0; i < (*all)->len; i++)
    if (g_str_equal (((MusterConflict *) (*all)->pdata[i])->group, group))
      g_ptr_array_add (found, (*all)->pdata[i]);
  if (found->len > 0)
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
               _("No conflict about “%s” is open in this record. “musterctl conflicts” lists them."), group);
  return FALSE;
}

/* What “other” or a version stands for; NULL with an error: none of them. */
static const MusterConflict *
choose (GPtrArray *conflicts, const char *choice, GError **error)
{
  gint64 version;

  if (g_str_equal (choice, "other") && conflicts->len == 1)
    return conflicts->pdata[0];
  for (guint i = 0; muster_version_from_text (choice, &version) && i < conflicts->len; i++)
    if (((MusterConflict *) conflicts->pdata[i])->other.version == version)
      return conflicts->pdata[i];
  if (g_str_equal (choice, "other"))
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                         _("There are several others. Say which by its version, as “musterctl conflicts” shows it."));
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("“%s” is neither “current”, “other”, “both”, a version of the other side, nor FIELD=VALUE."),
                 choice);
  return NULL;
}

static json_t *
make_both (GPtrArray *conflicts, GError **error)
{
  json_t *value = conflicts->len == 1 ? suggest (conflicts->pdata[0]) : NULL;

  if (value == NULL)
    g_set_error_literal (
      error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
      _("Both cannot be taken together here. Choose one, or write FIELD=VALUE with what it is to be."));
  return value;
}

/* A new reference; NULL with an error. */
static json_t *
make_value (MusterCtl *ctl, MusterRecord *record, GPtrArray *conflicts, char **choice, GError **error)
{
  const MusterConflict *chosen = conflicts->pdata[conflicts->len - 1];
  const char *group = chosen->group;
  g_autoptr(MusterRecord) edited = NULL;
  gboolean current = g_str_equal (choice[0], "current");
  json_t *value;

  if (strchr (choice[0], '=') != NULL && record == NULL)
    {
      g_set_error_literal (
        error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
        _("This Muster does not know what this is. Choose “current” or the other side, or update it."));
      return NULL;
    }
  if (strchr (choice[0], '=') != NULL && !g_str_equal (group, MUSTER_GROUP_EXISTS))
    {
      edited = muster_record_copy (record);
      return muster_ctl_assign (ctl, edited, choice, error) ? muster_group_to_json (edited, group) : NULL;
    }
  if (g_str_equal (choice[0], "both"))
    return make_both (conflicts, error);
  if (!current && (chosen = choose (conflicts, choice[0], error)) == NULL)
    return NULL;
  value = current ? chosen->current.value : chosen->other.value;
  if (value != NULL)
    return json_incref (value);
  return g_str_equal (group, MUSTER_GROUP_EXISTS) ? json_false () : json_object ();
}

gboolean
muster_ctl_resolve (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new (), all = NULL;
  g_autoptr(MusterRecord) record = NULL;
  g_autoptr(MusterCommit) commit = NULL;
  g_autoptr(json_t) value = NULL;
  g_autofree char *name = NULL;
  gint64 version = 0;
  MusterId id;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), 0, error))
    return FALSE;
  if (!is_unknown (ctl, arguments[0], &id))
    {
      record = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error);
      if (record == NULL)
        return FALSE;
      id = *muster_record_get_id (record);
    }
  if (!find_conflicts (ctl, &id, arguments[1], found, &all, error)
      || (value = make_value (ctl, record, found, arguments + 2, error)) == NULL)
    return FALSE;
  /* The last one: what settles it settles those before it. */
  commit = muster_conflict_settle (found->pdata[found->len - 1], value);
  if (!muster_replica_save (ctl->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, error))
    return FALSE;
  ctl->saved = TRUE;
  name = record != NULL ? muster_ctl_name (record) : g_strdup (arguments[0]);
  if (ctl->options.json)
    muster_ctl_print_json (
      ctl, json_pack ("{s:o, s:i}", "version", muster_ctl_version_json (version), "settled", (int) found->len));
  else
    muster_ctl_print (ctl, _("Settled in %s\n"), name);
  return TRUE;
}

/* ---- outbox ------------------------------------------------------------------------------------------------------ */

gboolean
muster_ctl_outbox (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) entries = NULL, rows = muster_ctl_rows_new ();
  json_t *list;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  entries = muster_replica_read_unsent (ctl->replica, 0, G_MAXINT32, G_MAXSIZE, error);
  if (entries == NULL)
    return FALSE;

  list = json_array ();
  for (guint i = 0; i < entries->len; i++)
    {
      const MusterEntry *entry = entries->pdata[i];
      const char *reason = muster_commit_get_reason (entry->commit);
      g_autofree char *what = muster_outbox_describe (ctl->replica, entry->commit);
      g_autofree char *at = muster_ctl_iso_time (entry->at);

      /* Of one that was refused nothing goes but its number: it is listed there. */
      if (muster_commit_get_n (entry->commit) == 0)
        continue;
      muster_ctl_rows_add (rows, 4, muster_version_to_text (MUSTER_VERSION_UNSENT + entry->n),
                           muster_ctl_time (entry->at), g_strdup (what), g_strdup (reason != NULL ? reason : ""));
      json_array_append_new (list, json_pack ("{s:o, s:s, s:s?, s:o}", "version",
                                              muster_ctl_version_json (MUSTER_VERSION_UNSENT + entry->n), "at", at,
                                              "reason", reason, "changes",
                                              muster_ctl_said_to_json (ctl, entry->commit)));
    }
  muster_ctl_print_rows (ctl, rows, 4, list);
  return TRUE;
}
