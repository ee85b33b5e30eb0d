/* muster-server-people.c - commands on who may do what: invite, grant, withdraw, person, device, scope.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-server.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "muster-error.h"
#include "muster-invitation.h"
#include "muster-json.h"
#include "muster-ledger-admin.h"
#include "muster-text.h"

/* ---- what the options name --------------------------------------------------------------------------------------- */

/* By id or by name; *found FALSE: there is nobody of that name. */
static gboolean
find_person (MusterServer *server, const char *name, MusterId *person, gboolean *found, GError **error)
{
  g_autoptr(GPtrArray) people = muster_ledger_list_people (server->ledger, error);
  gboolean is_id = muster_id_from_text (person, name);
  guint hits = 0;
  MusterId given = *person;

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const MusterMember *member = people->pdata[i];

      if (is_id ? !muster_id_equal (&member->person, &given) : !g_str_equal (member->name, name))
        continue;
      *person = member->person;
      hits++;
    }
  *found = hits == 1;
  if (people == NULL || hits == 1 || (hits == 0 && !is_id))
    return people != NULL;
  g_set_error (error, MUSTER_ERROR, hits > 1 ? MUSTER_ERROR_INVALID : MUSTER_ERROR_NOT_FOUND,
               hits > 1 ? _("Several people are called “%s”. Give the id that “muster-server person list” shows.")
                        : _("There is no person with the id %s. “muster-server person list” shows all."), name);
  return FALSE;
}

static gboolean
find_known_person (MusterServer *server, MusterId *person, GError **error)
{
  gboolean found;

  if (server->options.person == NULL)
    return muster_server_refuse_usage (error, _("Say who, with “--person NAME”."));
  if (!find_person (server, server->options.person, person, &found, error))
    return FALSE;
  if (!found)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is nobody called “%s”. “muster-server person list” shows all."), server->options.person);
  return found;
}

static gboolean
check_role (MusterServer *server, GError **error)
{
  static const char *const roles[] = { "reader", "editor", "steward", NULL };

  if (server->options.role != NULL && g_strv_contains (roles, server->options.role))
    return TRUE;
  return muster_server_refuse_usage (error, _("Say what the person may do: “--role reader”, “editor” or “steward”."));
}

/* Whether text is the id of a scope, or the name of one that is not archived. */
static gboolean
is_named (const MusterScope *scope, const char *text)
{
  MusterId id;

  if (muster_id_from_text (&id, text))
    return muster_id_equal (&id, &scope->scope);
  return !scope->archived && *scope->name != '\0' && g_str_equal (scope->name, text);
}

static gboolean
choose_scope (GPtrArray *scopes, const char *text, MusterId *scope, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < scopes->len; i++)
    if (is_named (scopes->pdata[i], text))
      {
        *scope = ((MusterScope *) scopes->pdata[i])->scope;
        n++;
      }
  if (n == 0)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is no scope “%s”. “muster-server scope list” shows all."), text);
  else if (n > 1)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("%u scopes are called “%s”. Say which by its id, as “muster-server scope list” shows it."), n, text);
  return n == 1;
}

static gboolean
find_scope (MusterServer *server, MusterId *scope, GError **error)
{
  g_autoptr(GPtrArray) scopes = NULL;

  if (server->options.all == (server->options.scope != NULL))
    return muster_server_refuse_usage (error, _("Say where, with “--scope SCOPE” or “--all”."));
  if (server->options.all)
    {
      *scope = *muster_ledger_get_server (server->ledger);
      return TRUE;
    }
  scopes = muster_ledger_list_scopes (server->ledger, error);
  return scopes != NULL && choose_scope (scopes, server->options.scope, scope, error);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static gboolean
end_batch (MusterServer *server, gboolean ok, GError **error)
{
  if (ok && muster_ledger_commit (server->ledger, error))
    return TRUE;
  muster_ledger_rollback (server->ledger);
  return FALSE;
}

/* A slip of the keyboard is not to become somebody else. */
static gboolean
add_person (MusterServer *server, const char *name, MusterId *person, char **made, GError **error)
{
  g_autoptr(GPtrArray) people = muster_ledger_list_people (server->ledger, error);
  g_autofree char *key = muster_text_fold (name);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const MusterMember *member = people->pdata[i];
      g_autofree char *other = muster_text_fold (member->name);

      if (!g_str_equal (g_strstrip (key), g_strstrip (other)))
        continue;
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("There is a person called “%s”. Write the name that way if you mean that person, else give"
                     " another name."), member->name);
      return FALSE;
    }
  if (people == NULL || !muster_ledger_add_person (server->ledger, name, person, error))
    return FALSE;
  *made = g_strdup (name);
  return TRUE;
}

/* She is made, if need be: by a new name, which *made then is, or again under the id that she had before a backup was
 * put back. */
static gboolean
make_person (MusterServer *server, MusterId *person, char **made, GError **error)
{
  const char *name = server->options.name;
  g_autoptr(GPtrArray) people = NULL;
  gboolean found;

  if (name == NULL)
    {
      g_autofree char *clean = muster_text_clean (server->options.person, TRUE, NULL, error);

      return clean != NULL && find_person (server, clean, person, &found, error)
             && (found || add_person (server, clean, person, made, error));
    }
  if (!muster_id_from_text (person, server->options.person) || muster_id_is_nil (person))
    return muster_server_refuse_usage (error, _("“--name” goes with the id of a person: “--person ID --name NAME”."));
  people = muster_ledger_list_people (server->ledger, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const MusterMember *member = people->pdata[i];

      if (!muster_id_equal (&member->person, person))
        continue;
      if (g_str_equal (member->name, name))
        return TRUE;
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS, _("The person with the id %s is called “%s” here."),
                   server->options.person, member->name);
      return FALSE;
    }
  return people != NULL && muster_ledger_readd_person (server->ledger, name, person, error);
}

static char *
make_invite (MusterServer *server, const MusterId *scope, gint64 lifetime, char **made, GError **error)
{
  MusterId person;

  if (!make_person (server, &person, made, error))
    return NULL;
  return muster_ledger_invite (server->ledger, &person, scope, server->options.role, lifetime, error);
}

/* Before anything is written: an address that is none is no reason to use up a code. */
static gboolean
check_address (MusterServer *server, GError **error)
{
  const char *address = server->options.address;
  g_autofree char *link = address != NULL ? muster_invitation_print (address, "") : NULL;

  if (address == NULL || link != NULL)
    return TRUE;
  return muster_server_refuse_usage (error, _("“--address” takes where the person reaches this server, such as "
                                              "https://muster.example.nhs.uk"));
}

gboolean
muster_server_invite (MusterServer *server, char **arguments, GError **error)
{
  int hours = server->options.hours;
  gboolean given = hours != MUSTER_SERVER_NOT_GIVEN;
  gint64 lifetime = given ? hours * G_TIME_SPAN_HOUR : MUSTER_INVITE_LIFETIME;
  g_autofree char *code = NULL, *made = NULL, *link = NULL;
  MusterId scope;

  if (given && (hours < 1 || hours > 24 * 365))
    return muster_server_refuse_usage (error, _("“--hours” takes a number from 1 to 8760."));
  if (server->options.person == NULL || *server->options.person == '\0')
    return muster_server_refuse_usage (error, _("Say who, with “--person NAME”."));
  if (!check_role (server, error) || !check_address (server, error)
      || !muster_server_open (server, MUSTER_LEDGER_BESIDE, error) || !find_scope (server, &scope, error)
      || !muster_ledger_begin (server->ledger, error))
    return FALSE;
  code = make_invite (server, &scope, lifetime, &made, error);
  if (!end_batch (server, code != NULL, error))
    return FALSE;
  if (made != NULL)
    fprintf (stderr, _("muster-server: A new person was made: “%s”.\n"), made);
  link = server->options.address != NULL ? muster_invitation_print (server->options.address, code) : NULL;
  muster_server_print (server, "%s\n", link != NULL ? link : code);
  return TRUE;
}

/* What she may do in scope, NULL: nothing; and her name. */
static gboolean
find_role (MusterServer *server, const MusterId *person, const MusterId *scope, char **name, char **role,
           GError **error)
{
  g_autoptr(GPtrArray) people = muster_ledger_list_people (server->ledger, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const MusterMember *member = people->pdata[i];

      if (!muster_id_equal (&member->person, person))
        continue;
      *name = g_strdup (member->name);
      for (guint k = 0; k < member->grants->len; k++)
        {
          const MusterGrant *grant = &g_array_index (member->grants, MusterGrant, k);

          if (muster_id_equal (&grant->scope, scope))
            *role = g_strdup (grant->role);
        }
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_grant (MusterServer *server, const char *role, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *was = NULL;
  MusterId person, scope;

  if (!muster_server_open (server, MUSTER_LEDGER_BESIDE, error) || !find_scope (server, &scope, error)
      || !muster_ledger_begin (server->ledger, error)
      || !end_batch (server, find_known_person (server, &person, error)
                               && find_role (server, &person, &scope, &name, &was, error)
                               && muster_ledger_grant (server->ledger, &person, &scope, role, error), error))
    return FALSE;
  if (g_strcmp0 (was, role) == 0)
    muster_server_print (server, role != NULL ? _("“%s” has that role there already. Nothing was changed.\n")
                                              : _("“%s” has no role there. Nothing was changed.\n"), name);
  else if (role == NULL)
    muster_server_print (server, _("“%s” is no longer %s there.\n"), name, was);
  else
    muster_server_print (server, _("“%s” is now %s there.\n"), name, role);
  return TRUE;
}

gboolean
muster_server_grant (MusterServer *server, char **arguments, GError **error)
{
  return check_role (server, error) && set_grant (server, server->options.role, error);
}

gboolean
muster_server_withdraw (MusterServer *server, char **arguments, GError **error)
{
  return set_grant (server, NULL, error);
}

/* What is about to be done to it. */
static gboolean
tell_device (MusterServer *server, gint64 number, GError **error)
{
  g_autoptr(GPtrArray) devices = muster_ledger_list_devices (server->ledger, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const MusterDevice *device = devices->pdata[i];

      if (device->device == number)
        muster_server_print (server,
                             device->revoked ? _("“%s” of %s was let in no more already. Nothing was changed.\n")
                                             : _("“%s” of %s is let in no more.\n"), device->name, device->person_name);
    }
  return devices != NULL;
}

gboolean
muster_server_revoke_device (MusterServer *server, char **arguments, GError **error)
{
  guint64 device;

  if (!g_ascii_string_to_unsigned (arguments[0], 10, 1, G_MAXINT64, &device, NULL))
    return muster_server_refuse_usage (error,
                                       _ ("A device is named by the number that “muster-server device list” shows."));
  return muster_server_open (server, MUSTER_LEDGER_BESIDE, error) && tell_device (server, device, error)
         && muster_ledger_begin (server->ledger, error)
         && end_batch (server, muster_ledger_revoke (server->ledger, device, error), error);
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */

static char *
format_time (MusterTime time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
}

/* Takes list. */
static void
print_list (MusterServer *server, json_t *list)
{
  char *text = json_dumps (list, JSON_COMPACT | JSON_SORT_KEYS);

  muster_server_print (server, "%s\n", text);
  free (text);
  json_decref (list);
}

gboolean
muster_server_list_devices (MusterServer *server, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) devices = NULL;
  json_t *list;

  if (!muster_server_open (server, MUSTER_LEDGER_READ, error))
    return FALSE;
  devices = muster_ledger_list_devices (server->ledger, error);
  if (devices == NULL)
    return FALSE;
  list = json_array ();
  for (guint i = 0; i < devices->len; i++)
    {
      const MusterDevice *device = devices->pdata[i];
      g_autofree char *made = format_time (device->made);

      json_array_append_new (list, json_pack ("{s:I, s:s, s:s, s:s, s:b}", "device", (json_int_t) device->device,
                                              "person", device->person_name, "name", device->name, "joined", made,
                                              "revoked", device->revoked));
      if (!server->options.json)
        muster_server_print (server, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\n", device->device, device->person_name,
                             device->name, made, device->revoked ? _ ("revoked") : "");
    }
  if (server->options.json)
    print_list (server, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}

static const char *
name_of_scope (GPtrArray *scopes, const MusterId *scope)
{
  for (guint i = 0; i < scopes->len; i++)
    {
      const MusterScope *known = scopes->pdata[i];

      if (muster_id_equal (&known->scope, scope))
        return g_str_equal (known->kind, "server") ? _("everything") : known->name;
    }
  return _("not there any more");
}

gboolean
muster_server_list_people (MusterServer *server, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) scopes = NULL;
  json_t *list;
  MusterIdText id, scope;

  if (!muster_server_open (server, MUSTER_LEDGER_READ, error))
    return FALSE;
  people = muster_ledger_list_people (server->ledger, error);
  scopes = people != NULL ? muster_ledger_list_scopes (server->ledger, error) : NULL;
  if (scopes == NULL)
    return FALSE;
  list = json_array ();
  for (guint i = 0; i < people->len; i++)
    {
      const MusterMember *member = people->pdata[i];
      json_t *grants = json_array ();
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint k = 0; k < member->grants->len; k++)
        {
          const MusterGrant *grant = &g_array_index (member->grants, MusterGrant, k);

          muster_id_to_text (&grant->scope, scope);
          json_array_append_new (grants, json_pack ("{s:s, s:s, s:s}", "scope", scope, "name",
                                                    name_of_scope (scopes, &grant->scope), "role", grant->role));
          g_string_append_printf (text, "\t%s %s (%s)", grant->role, scope, name_of_scope (scopes, &grant->scope));
        }
      muster_id_to_text (&member->person, id);
      json_array_append_new (list, json_pack ("{s:s, s:s, s:o}", "person", id, "name", member->name, "grants", grants));
      if (!server->options.json)
        muster_server_print (server, "%s\t%s%s\n", id, member->name, text->str);
    }
  if (server->options.json)
    print_list (server, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}

gboolean
muster_server_list_scopes (MusterServer *server, char **arguments, GError **error)
{
  g_autoptr(GPtrArray) scopes = NULL;
  json_t *list;
  MusterIdText id;

  if (!muster_server_open (server, MUSTER_LEDGER_READ, error))
    return FALSE;
  scopes = muster_ledger_list_scopes (server->ledger, error);
  if (scopes == NULL)
    return FALSE;
  list = json_array ();
  for (guint i = 0; i < scopes->len; i++)
    {
      const MusterScope *scope = scopes->pdata[i];

      muster_id_to_text (&scope->scope, id);
      json_array_append_new (list, json_pack ("{s:s, s:s, s:s, s:b}", "scope", id, "kind", scope->kind, "name",
                                              scope->name, "archived", scope->archived));
      if (!server->options.json)
        muster_server_print (server, "%s\t%s\t%s%s\n", id, scope->kind, scope->name,
                             scope->archived ? _ (" (archived)") : "");
    }
  if (server->options.json)
    print_list (server, g_steal_pointer (&list));
  json_decref (list);
  return TRUE;
}
