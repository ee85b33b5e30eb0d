/* muster-ctl-alike.c - commands on what may need a person: duplicates, of what two may have added for one thing; and
 * departed, on records that may not be seen any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>

#include "muster-alike.h"
#include "muster-error.h"
#include "muster-naming.h"
#include "muster-needs.h"

static gboolean
refuse_usage (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, message);
  return FALSE;
}

/* ---- duplicates -------------------------------------------------------------------------------------------------- */

static json_t *
side_to_json (const MusterAlikeSide *side)
{
  g_autofree char *title = muster_record_dup_title (side->record), *at = muster_ctl_iso_time (side->made_at);
  json_t *links = json_array ();
  MusterIdText id;

  for (guint i = 0; i < side->only->len; i++)
    {
      const MusterBacklink *link = side->only->pdata[i];

      json_array_append_new (links, json_pack ("{s:s, s:s, s:s?, s:s}", "id", muster_id_to_text (&link->id, id), "kind",
                                               link->kind->name, "ref", link->ref_code, "title", link->title));
    }
  return json_pack ("{s:s, s:s?, s:s, s:s, s:s, s:o}", "id",
                    muster_id_to_text (muster_record_get_id (side->record), id), "ref",
                    muster_record_get_ref_code (side->record), "title", title, "actor", side->made_by, "at", at, "only",
                    links);
}

static json_t *
alike_to_json (const MusterAlike *alike)
{
  json_t *differ = json_array ();

  for (guint i = 0; i < alike->differ->len; i++)
    {
      const MusterAlikeField *field = alike->differ->pdata[i];

      json_array_append_new (differ, json_pack ("{s:s, s:s, s:s}", "label", field->label, "first", field->sides[0],
                                                "second", field->sides[1]));
    }
  return json_pack ("{s:s, s:o, s:o, s:o}", "kind", muster_record_get_kind (alike->sides[0].record)->name, "first",
                    side_to_json (&alike->sides[0]), "second", side_to_json (&alike->sides[1]), "differ", differ);
}

static void
print_side (MusterCtl *ctl, const MusterAlike *alike, guint i)
{
  const MusterAlikeSide *side = &alike->sides[i];
  g_autofree char *title = muster_record_dup_title (side->record), *at = muster_ctl_time (side->made_at);
  const char *code = muster_record_get_ref_code (side->record);
  MusterIdText id;

  /* Without a number it is found by its id: the other has the same title. */
  muster_ctl_print (ctl, "%s%s “%s”  %s, %s\n", i > 0 ? "  " : "",
                    code != NULL ? code : muster_id_to_text (muster_record_get_id (side->record), id), title,
                    side->made_by, at);
  for (guint j = 0; j < alike->differ->len; j++)
    {
      const MusterAlikeField *field = alike->differ->pdata[j];
      const char *value = field->sides[i];

      muster_ctl_print (ctl, "      %s: ", field->label);
      muster_ctl_print_indented (ctl, *value != '\0' ? value : _("(nothing)"), 8);
    }
  if (side->only->len > 0)
    muster_ctl_print (ctl, ngettext ("      %u record points to this one alone.\n",
                                     "      %u records point to this one alone.\n", side->only->len), side->only->len);
}

static gboolean
list_alike (MusterCtl *ctl, GError **error)
{
  guint n;
  g_autoptr(GPtrArray) list = muster_replica_alike (ctl->replica, G_MAXUINT, &n, error);
  json_t *all;

  if (list == NULL)
    return FALSE;
  all = json_array ();
  for (guint i = 0; i < list->len; i++)
    {
      json_array_append_new (all, alike_to_json (list->pdata[i]));
      for (guint side = 0; !ctl->options.json && side < 2; side++)
        print_side (ctl, list->pdata[i], side);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&all));
  json_decref (all);
  return TRUE;
}

static gboolean
set_apart (MusterCtl *ctl, char **names, GError **error)
{
  g_autoptr(MusterRecord) one = muster_naming_find (ctl->replica, names[0], MUSTER_KINDS_ANY, error);
  g_autoptr(MusterRecord) two = one != NULL ? muster_naming_find (ctl->replica, names[1], MUSTER_KINDS_ANY, error)
                                            : NULL;

  if (two == NULL)
    return FALSE;
  if (muster_id_equal (muster_record_get_id (one), muster_record_get_id (two)))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("These are one record. Name two that “musterctl duplicates” lists."));
      return FALSE;
    }
  if (!muster_replica_set_apart (ctl->replica, muster_record_get_id (one), muster_record_get_id (two), error))
    return FALSE;
  ctl->saved = TRUE;
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:b}", "apart", TRUE));
  else
    muster_ctl_print (ctl, _("They are two, and are not listed any more on this computer.\n"));
  return TRUE;
}

gboolean
muster_ctl_duplicates (MusterCtl *ctl, char **arguments, GError **error)
{
  gboolean apart = arguments[0] != NULL;

  if (apart && (!g_str_equal (arguments[0], "apart") || arguments[1] == NULL || arguments[2] == NULL))
    return refuse_usage (error, _("Use it as “musterctl duplicates” or “musterctl duplicates apart RECORD RECORD”."));
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), apart ? 0 : MUSTER_REPLICA_READ, error))
    return FALSE;
  return apart ? set_apart (ctl, arguments + 1, error) : list_alike (ctl, error);
}

/* ---- departed ---------------------------------------------------------------------------------------------------- */

static json_t *
kind_to_json (const MusterDepartedKind *departed)
{
  json_t *codes = json_array ();

  for (guint i = 0; i < departed->codes->len; i++)
    json_array_append_new (codes, json_string (departed->codes->pdata[i]));
  return json_pack ("{s:s, s:i, s:o}", "kind", departed->kind->name, "records", (int) departed->n, "refs", codes);
}

static json_t *
departure_to_json (const MusterDeparture *departure)
{
  g_autofree char *at = muster_ctl_iso_time (departure->at);
  json_t *kinds = json_array ();

  for (guint i = 0; i < departure->kinds->len; i++)
    json_array_append_new (kinds, kind_to_json (departure->kinds->pdata[i]));
  return json_pack ("{s:s, s:i, s:o}", "at", at, "records", (int) departure->n, "kinds", kinds);
}

static void
print_departure (MusterCtl *ctl, const MusterDeparture *departure)
{
  g_autofree char *at = muster_ctl_time (departure->at);

  muster_ctl_print (ctl, "%s  ", at);
  muster_ctl_print (ctl, ngettext ("%u record is no longer yours to see.\n", "%u records are no longer yours to see.\n",
                                   departure->n), departure->n);
  for (guint i = 0; i < departure->kinds->len; i++)
    {
      const MusterDepartedKind *departed = departure->kinds->pdata[i];

      muster_ctl_print (ctl, "  %-12s %u", departed->kind->name, departed->n);
      for (guint j = 0; j < departed->codes->len; j++)
        muster_ctl_print (ctl, "%s%s", j > 0 ? ", " : "  ", (const char *) departed->codes->pdata[j]);
      g_string_append (ctl->out, departed->codes->len > 0 && departed->n > departed->codes->len ? ", …\n" : "\n");
    }
}

static gboolean
list_departed (MusterCtl *ctl, GPtrArray *list)
{
  json_t *all = json_array ();

  for (guint i = 0; i < list->len; i++)
    {
      json_array_append_new (all, departure_to_json (list->pdata[i]));
      if (!ctl->options.json)
        print_departure (ctl, list->pdata[i]);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&all));
  json_decref (all);
  return TRUE;
}

static gboolean
mark_read (MusterCtl *ctl, GPtrArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const MusterDeparture *departure = list->pdata[i];

      if (!muster_replica_mark_departed_read (ctl->replica, departure->at, departure->n, error))
        return FALSE;
      ctl->saved = TRUE;
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:i}", "read", (int) list->len));
  else
    muster_ctl_print (ctl, _("Not listed any more.\n"));
  return TRUE;
}

gboolean
muster_ctl_departed (MusterCtl *ctl, char **arguments, GError **error)
{
  gboolean read = arguments[0] != NULL;
  g_autoptr(GPtrArray) list = NULL;

  if (read && !g_str_equal (arguments[0], "read"))
    return refuse_usage (error, _("Use it as “musterctl departed” or “musterctl departed read”."));
  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), read ? 0 : MUSTER_REPLICA_READ, error))
    return FALSE;
  list = muster_replica_departed (ctl->replica, error);
  if (list == NULL)
    return FALSE;
  return read ? mark_read (ctl, list, error) : list_departed (ctl, list);
}
