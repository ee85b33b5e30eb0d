/* muster-ctl-kept.c - commands on what was saved and does not count: refused and resend, for what the server did not
 * take; aside, for what it lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"

/* ---- what a save said -------------------------------------------------------------------------------------------- */

json_t *
muster_ctl_said_to_json (MusterCtl *ctl, const MusterCommit *commit)
{
  g_autoptr(GPtrArray) list = muster_replica_describe (ctl->replica, commit);
  json_t *changes = json_array ();

  for (guint i = 0; i < list->len; i++)
    {
      const MusterSaid *said = list->pdata[i];
      MusterIdText id;

      json_array_append_new (
        changes, json_pack ("{s:s, s:s, s:s?, s:s?, s:b, s:s, s:s, s:s, s:O?}", "id",
                            muster_id_to_text (&said->record, id), "kind", said->kind_name, "ref", said->ref_code,
                            "title", said->title, "here", said->here, "group", said->group, "label", said->label,
                            "display", said->display, "value", muster_commit_get_change (commit, i)->value));
    }
  return changes;
}

/* "  R-12 “Title”", with the id where nothing else leads there, and below it what was said of it. */
void
muster_ctl_print_said (MusterCtl *ctl, const MusterCommit *commit)
{
  g_autoptr(GPtrArray) list = muster_replica_describe (ctl->replica, commit);

  for (guint i = 0; i < list->len; i++)
    {
      const MusterSaid *said = list->pdata[i];
      const MusterSaid *above = i > 0 ? list->pdata[i - 1] : NULL;
      MusterIdText id;

      if (above == NULL || !muster_id_equal (&above->record, &said->record))
        {
          muster_ctl_print (ctl, "  %s%s“%s”", said->ref_code != NULL ? said->ref_code : "",
                            said->ref_code != NULL ? " " : "", said->title != NULL ? said->title : said->kind_name);
          if (!said->here)
            /* Translators: %s is the id of a record */
            muster_ctl_print (ctl, _(" (not on this computer: %s)"), muster_id_to_text (&said->record, id));
          g_string_append_c (ctl->out, '\n');
        }
      muster_ctl_print (ctl, "    %s%s", said->label, *said->display != '\0' ? ": " : "");
      muster_ctl_print_indented (ctl, said->display, 6);
    }
}

static gboolean
read_version (const char *text, const char *command, gint64 *version, GError **error)
{
  if (muster_version_from_text (text, version))
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("VERSION is one that “musterctl %s” lists, such as 412 or +7; “%s” is none."), command, text);
  return FALSE;
}

static gboolean
refuse_usage (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, message);
  return FALSE;
}

/* What a save said, as one of today. *version 0: all is so already. */
static gboolean
save_anew (MusterCtl *ctl, const MusterCommit *commit, const char *reason, gint64 *version, GError **error)
{
  g_autoptr(MusterCommit) renewed = muster_replica_renew (ctl->replica, commit, reason, error);

  *version = 0;
  if (renewed == NULL || !muster_replica_save (ctl->replica, renewed, MUSTER_ORIGIN_EDIT, version, NULL, error))
    return FALSE;
  ctl->saved = TRUE;
  return TRUE;
}

/* ---- refused ----------------------------------------------------------------------------------------------------- */

static gboolean
list_refused (MusterCtl *ctl, GPtrArray *refused)
{
  json_t *list = json_array ();

  for (guint i = 0; i < refused->len; i++)
    {
      const MusterRefused *one = refused->pdata[i];
      g_autofree char *version = muster_version_to_text (one->version), *at = muster_ctl_iso_time (one->at);
      g_autofree char *day = muster_ctl_time (one->at);
      json_t *json = json_pack ("{s:s, s:s, s:s, s:s?, s:o}", "version", version, "at", at, "type", one->type, "detail",
                                one->detail, "changes", muster_ctl_said_to_json (ctl, one->commit));

      if (ctl->options.dismissed)
        json_object_set_new (json, "resent", json_boolean (one->resent));
      json_array_append_new (list, json);
      if (ctl->options.json)
        continue;
      muster_ctl_print (ctl, "%s  %s  ", version, day);
      muster_ctl_print_indented (ctl, one->resent ? _("Saved anew since.") : one->detail, 2);
      muster_ctl_print_said (ctl, one->commit);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}

static gboolean
dismiss (MusterCtl *ctl, const char *text, GError **error)
{
  gint64 version;

  if (!read_version (text, "refused", &version, error)
      || !muster_replica_dismiss_refused (ctl->replica, version, error))
    return FALSE;
  ctl->saved = TRUE;
  muster_ctl_print (ctl, _("Not shown any more, and not on the server. “musterctl refused --dismissed” lists it, and "
                           "“musterctl resend %s” saves it anew.\n"), text);
  return TRUE;
}

gboolean
muster_ctl_refused (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) refused = NULL;

  if (ctl->options.all && arguments[0] != NULL)
    return refuse_usage (error, _("--all takes no VERSION."));
  if (ctl->options.dismissed && (ctl->options.all || arguments[0] != NULL))
    return refuse_usage (error, _("--dismissed stands alone. “musterctl resend VERSION” saves one anew."));
  if (ctl->options.all)
    return muster_ctl_refused_to_all (ctl, error);
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), arguments[0] != NULL ? 0 : MUSTER_REPLICA_READ, error))
    return FALSE;
  if (arguments[0] != NULL)
    return dismiss (ctl, arguments[0], error);
  refused = ctl->options.dismissed ? muster_replica_dismissed (ctl->replica, error)
                                   : muster_replica_refused (ctl->replica, error);
  return refused != NULL && list_refused (ctl, refused);
}

/* ---- resend ------------------------------------------------------------------------------------------------------ */

static MusterCommit *
find_in (GPtrArray *refused, gint64 version)
{
  for (guint i = 0; refused != NULL && i < refused->len; i++)
    if (((MusterRefused *) refused->pdata[i])->version == version)
      return muster_commit_ref (((MusterRefused *) refused->pdata[i])->commit);
  return NULL;
}

/* One that is shown, or one that was dismissed. */
static MusterCommit *
find_refused (MusterCtl *ctl, gint64 version, const char *text, GError **error)
{
  g_autoptr(GPtrArray) shown = muster_replica_refused (ctl->replica, error), dismissed = NULL;
  MusterCommit *commit = find_in (shown, version);

  if (commit != NULL || shown == NULL)
    return commit;
  dismissed = muster_replica_dismissed (ctl->replica, error);
  commit = find_in (dismissed, version);
  if (commit == NULL && dismissed != NULL)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("The server has refused no save with the version %s. “musterctl refused” lists those it has."),
                 text);
  return commit;
}

gboolean
muster_ctl_resend (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterCommit) commit = NULL;
  gint64 refused, version = 0;

  if (!read_version (arguments[0], "refused", &refused, error)
      || !muster_ctl_open (ctl, muster_ctl_path (ctl), 0, error))
    return FALSE;
  commit = find_refused (ctl, refused, arguments[0], error);
  if (commit == NULL || !save_anew (ctl, commit, muster_commit_get_reason (commit), &version, error)
      || !muster_replica_mark_resent (ctl->replica, refused, version, error))
    return FALSE;
  ctl->saved = TRUE;
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:o}", "version", muster_ctl_version_json (version)));
  else if (version == 0)
    muster_ctl_print (ctl, _("All of it is so already. Nothing was saved, and it is not shown any more.\n"));
  else
    muster_ctl_print (ctl, _("Saved anew. “musterctl sync” sends it.\n"));
  return TRUE;
}

/* ---- aside ------------------------------------------------------------------------------------------------------- */

static gboolean
list_aside (MusterCtl *ctl, GPtrArray *aside)
{
  json_t *list = json_array ();

  for (guint i = 0; i < aside->len; i++)
    {
      const MusterEntry *entry = aside->pdata[i];
      const char *reason = muster_commit_get_reason (entry->commit);
      g_autofree char *at = muster_ctl_iso_time (entry->at), *day = muster_ctl_time (entry->at);
      g_autofree char *version = muster_version_to_text (entry->seq);

      json_array_append_new (list, json_pack ("{s:s, s:s, s:s, s:s?, s:o}", "version", version, "actor", entry->actor,
                                              "at", at, "reason", reason, "changes",
                                              muster_ctl_said_to_json (ctl, entry->commit)));
      if (ctl->options.json)
        continue;
      muster_ctl_print (ctl, "%s  %s  %s%s%s\n", version, day, entry->actor, reason != NULL ? ": " : "",
                        reason != NULL ? reason : "");
      muster_ctl_print_said (ctl, entry->commit);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}

/* Whose it was, for the history; it is the save of whoever saves it anew. */
static char *
name_author (const MusterEntry *entry)
{
  const char *reason = muster_commit_get_reason (entry->commit);
  g_autofree char *day = muster_ctl_time (entry->at);

  if (reason == NULL)
    /* Translators: a name, and "21 November 2026 14:05" */
    return g_strdup_printf (_("What %s saved on %s, saved anew"), entry->actor, day);
  return g_strdup_printf (_("What %s saved on %s, saved anew: %s"), entry->actor, day, reason);
}

static gboolean
keep (MusterCtl *ctl, const MusterEntry *entry, GError **error)
{
  g_autofree char *reason = name_author (entry);
  gint64 version;

  return save_anew (ctl, entry->commit, reason, &version, error)
         && muster_replica_drop_aside (ctl->replica, entry->seq, error);
}

/* One that cannot be saved must not hold back the others: it stays where it is, and is told of. */
static guint
keep_or_drop (MusterCtl *ctl, GPtrArray *chosen, gboolean drop)
{
  guint n = 0;

  for (guint i = 0; i < chosen->len; i++)
    {
      const MusterEntry *entry = chosen->pdata[i];
      g_autofree char *version = muster_version_to_text (entry->seq), *said = NULL;
      g_autoptr(GError) failure = NULL;

      if (drop ? muster_replica_drop_aside (ctl->replica, entry->seq, &failure) : keep (ctl, entry, &failure))
        {
          ctl->saved = TRUE;
          n++;
          continue;
        }
      said = g_strdup_printf ("%s: %s", version, failure->message);
      muster_ctl_warn (ctl, said);
      ctl->status = MUSTER_CTL_REFUSED;
    }
  return n;
}

/* Borrowed from aside: that of the version, or all. */
static GPtrArray *
choose_aside (GPtrArray *aside, const char *text, GError **error)
{
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  gint64 version = 0;

  if (text != NULL && !read_version (text, "aside", &version, error))
    return NULL;
  for (guint i = 0; i < aside->len; i++)
    if (text == NULL || ((MusterEntry *) aside->pdata[i])->seq == version)
      g_ptr_array_add (chosen, aside->pdata[i]);
  if (chosen->len > 0)
    return g_steal_pointer (&chosen);
  if (text == NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("Nothing is set aside."));
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("No save %s is set aside. “musterctl aside” lists those that are."), text);
  return NULL;
}

static gboolean
settle_aside (MusterCtl *ctl, GPtrArray *aside, const char *text, gboolean drop, GError **error)
{
  g_autoptr(GPtrArray) chosen = choose_aside (aside, text, error);
  guint n;

  if (chosen == NULL)
    return FALSE;
  n = keep_or_drop (ctl, chosen, drop);
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:i, s:i}", drop ? "dropped" : "kept", (int) n, "aside",
                                           (int) muster_replica_count_aside (ctl->replica)));
  else if (drop)
    muster_ctl_print (ctl, ngettext ("%u save dropped.\n", "%u saves dropped.\n", n), n);
  else
    muster_ctl_print (ctl, ngettext ("%u save is now yours. “musterctl sync” sends it.\n",
                                     "%u saves are now yours. “musterctl sync” sends them.\n", n), n);
  return TRUE;
}

gboolean
muster_ctl_aside (MusterCtl *ctl, char **arguments, GError **error)
{
  const char *what = arguments[0], *version = what != NULL ? arguments[1] : NULL;
  gboolean drop = g_strcmp0 (what, "drop") == 0;
  g_autoptr(GPtrArray) aside = NULL;

  if (what != NULL && !drop && !g_str_equal (what, "keep"))
    return refuse_usage (error, _("Use it as “musterctl aside”, “musterctl aside keep VERSION” or “musterctl aside "
                                  "drop VERSION”; --all in place of VERSION means all."));
  if ((what != NULL && (version == NULL) != ctl->options.all) || (what == NULL && ctl->options.all))
    return refuse_usage (error, _("“keep” and “drop” take either a VERSION or --all."));
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), what != NULL ? 0 : MUSTER_REPLICA_READ, error))
    return FALSE;
  aside = muster_replica_set_aside (ctl->replica, error);
  if (aside == NULL)
    return FALSE;
  return what == NULL ? list_aside (ctl, aside) : settle_aside (ctl, aside, version, drop, error);
}
