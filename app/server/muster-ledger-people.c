/* muster-ledger-people.c - people, what they may do, their devices and replicas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
grant_clear (gpointer data)
{
  g_free (((MusterGrant *) data)->role);
}

GArray *
muster_grants_new (void)
{
  GArray *grants = g_array_new (FALSE, FALSE, sizeof (MusterGrant));

  g_array_set_clear_func (grants, grant_clear);
  return grants;
}

static gboolean
refuse (GError **error, MusterErrorCode code, const char *sentence)
{
  g_set_error_literal (error, MUSTER_ERROR, (int) code, sentence);
  return FALSE;
}

/* ---- people ------------------------------------------------------------------------------------------------------ */

gboolean
muster_ledger_readd_person (MusterLedger *self, const char *name, const MusterId *person, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  g_autofree char *clean = NULL;

  g_return_val_if_fail (self->in_batch, FALSE);

  clean = muster_text_clean (name, TRUE, NULL, NULL);
  if (clean == NULL || *clean == '\0' || strlen (name) > MUSTER_WIRE_LINE || !g_utf8_validate (name, -1, NULL))
    return refuse (error, MUSTER_ERROR_INVALID, _("A person needs a name of at most 4,096 bytes."));
  statement = muster_ledger_prepare (self, "INSERT INTO person (person, name, grants_version) VALUES (?1, ?2, 1)",
                                     error);
  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, person);
  muster_statement_bind_text (statement, 2, clean);
  return muster_ledger_run (self, statement, error);
}

gboolean
muster_ledger_add_person (MusterLedger *self, const char *name, MusterId *person, GError **error)
{
  muster_id_new (person, self->clock, self->random);
  return muster_ledger_readd_person (self, name, person, error);
}

gboolean
muster_ledger_find_person (MusterLedger *self, const MusterId *person, gint64 *row, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT id FROM person WHERE person = ?1", error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, person);
  if (!muster_ledger_step (self, statement, &found, error))
    return FALSE;
  *row = found ? muster_statement_get_number (statement, 0) : 0;
  return TRUE;
}

/* ---- grants ------------------------------------------------------------------------------------------------------ */

gboolean
muster_ledger_read_grants (MusterLedger *self, gint64 person, gint64 version, GArray *grants, gint64 *now,
                           GError **error)
{
  g_autoptr(MusterStatement) current = muster_ledger_prepare (self, "SELECT grants_version FROM person WHERE id = ?1",
                                                              error);
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT scope, role FROM given WHERE person = ?1 AND since <= ?2 AND (until IS NULL"
                                 " OR until > ?2)"
                                 " ORDER BY id", error);
  gboolean row;

  if (current == NULL || statement == NULL)
    return FALSE;
  muster_statement_bind_number (current, 1, person);
  if (!muster_ledger_step (self, current, &row, error))
    return FALSE;
  if (now != NULL)
    *now = row ? muster_statement_get_number (current, 0) : 0;

  muster_statement_bind_number (statement, 1, person);
  muster_statement_bind_number (statement, 2, version != 0 ? version : row ? muster_statement_get_number (current, 0)
                                : 0);
  while (muster_ledger_step (self, statement, &row, error))
    {
      MusterGrant grant = { 0 };

      if (!row)
        return TRUE;
      if (!muster_ledger_column_id (statement, 0, &grant.scope))
        continue;
      grant.role = g_strdup (muster_statement_get_text (statement, 1));
      g_array_append_val (grants, grant);
    }
  return FALSE;
}

static gboolean
run_for (MusterLedger *self, const char *sql, gint64 person, const MusterId *scope, const char *role, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, person);
  if (scope != NULL)
    muster_ledger_bind_id (statement, 2, scope);
  if (role != NULL)
    muster_statement_bind_text (statement, 3, role);
  return muster_ledger_run (self, statement, error);
}

/* What the person has there already; NULL: nothing. */
static gboolean
role_in (MusterLedger *self, gint64 person, const MusterId *scope, char **role, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT role FROM given WHERE person = ?1 AND scope = ?2 AND until IS NULL", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, person);
  muster_ledger_bind_id (statement, 2, scope);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *role = row ? g_strdup (muster_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

gboolean
muster_ledger_grant_row (MusterLedger *self, gint64 person, const MusterId *scope, const char *role, GError **error)
{
  g_autofree char *before = NULL;

  if (!role_in (self, person, scope, &before, error))
    return FALSE;
  if (g_strcmp0 (before, role) == 0)
    return TRUE;
  if (!run_for (self, "UPDATE person SET grants_version = grants_version + 1 WHERE id = ?1", person, NULL, NULL, error)
      || !run_for (self, "UPDATE given SET until = (SELECT grants_version FROM person WHERE id = ?1)"
                         " WHERE person = ?1 AND scope = ?2 AND until IS NULL", person, scope, NULL, error))
    return FALSE;
  return role == NULL
         || run_for (self, "INSERT INTO given (person, scope, role, since)"
                           " VALUES (?1, ?2, ?3, (SELECT grants_version FROM person WHERE id ="
                           " ?1))", person, scope, role, error);
}

static gboolean
is_role (const char *role)
{
  return g_str_equal (role, "reader") || g_str_equal (role, "editor") || g_str_equal (role, "steward");
}

gboolean
muster_ledger_check_grant (MusterLedger *self, const MusterId *person, const char *role, gint64 *row, GError **error)
{
  if (role != NULL && !is_role (role))
    return refuse (error, MUSTER_ERROR_INVALID, _("A role is “reader”, “editor” or “steward”."));
  if (!muster_ledger_find_person (self, person, row, error))
    return FALSE;
  return *row != 0 || refuse (error, MUSTER_ERROR_NOT_FOUND, _("There is no such person on this server."));
}

gboolean
muster_ledger_grant (MusterLedger *self, const MusterId *person, const MusterId *scope, const char *role,
                     GError **error)
{
  gint64 row;

  g_return_val_if_fail (self->in_batch, FALSE);

  return muster_ledger_check_grant (self, person, role, &row, error)
         && muster_ledger_grant_row (self, row, scope != NULL ? scope : &self->server, role, error);
}

/* ---- replicas ---------------------------------------------------------------------------------------------------- */

gboolean
muster_ledger_find_replica (MusterLedger *self, const MusterId *id, MusterReplicaRow *replica, gboolean *found,
                            GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT r.id, r.person, r.last_n, r.schema, p.person FROM replica r JOIN person p ON"
                                 " p.id = r.person"
                                 " WHERE r.replica = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, id);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  replica->row = muster_statement_get_number (statement, 0);
  replica->person = muster_statement_get_number (statement, 1);
  replica->last_n = muster_statement_get_number (statement, 2);
  replica->schema = muster_statement_get_number (statement, 3);
  replica->id = *id;
  *found = muster_ledger_column_id (statement, 4, &replica->person_id);
  return TRUE;
}

/* One that is there goes on where it was. */
gboolean
muster_ledger_keep_replica (MusterLedger *self, const MusterId *id, gint64 person, gint64 was, gint64 schema,
                            GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO replica (replica, person, was, schema, last_n) VALUES (?1, ?2, ?3, ?4, 0)"
                                 " ON CONFLICT (replica) DO UPDATE SET schema = excluded.schema", error);
  MusterReplicaRow replica;
  gboolean found;

  if (statement == NULL || !muster_ledger_find_replica (self, id, &replica, &found, error))
    return FALSE;
  if (muster_id_is_nil (id) || (found && replica.person != person))
    return refuse (error, MUSTER_ERROR_EXISTS,
                   _("This file was joined by another person. Start a new file for yourself, and join with that."));
  muster_ledger_bind_id (statement, 1, id);
  muster_statement_bind_number (statement, 2, person);
  if (was != 0)
    muster_statement_bind_number (statement, 3, was);
  muster_statement_bind_number (statement, 4, schema);
  return muster_ledger_run (self, statement, error);
}

gboolean
muster_ledger_add_replica (MusterLedger *self, const MusterSession *session, const MusterId *replica,
                           const MusterId *was, GError **error)
{
  MusterReplicaRow old = { .schema = 1 };
  gboolean found;

  g_return_val_if_fail (self->in_batch, FALSE);

  if (!muster_ledger_find_replica (self, was, &old, &found, error))
    return FALSE;
  if (found && !muster_id_equal (&old.person_id, &session->person))
    return refuse (error, MUSTER_ERROR_NOT_FOUND,
                   _("The file that this one is a copy of is another person’s. Join again with a new code."));
  /* One that is not known was made after the backup that was put back. */
  if (!found && !muster_ledger_find_person (self, &session->person, &old.person, error))
    return FALSE;
  return muster_ledger_keep_replica (self, replica, old.person, old.row, old.schema, error);
}

/* ---- devices ----------------------------------------------------------------------------------------------------- */

gboolean
muster_ledger_add_device (MusterLedger *self, gint64 person, const char *name, gint64 *device, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO device (person, name, made) VALUES (?1, ?2, ?3) RETURNING id", error);
  /* It is shown on the administrator's terminal. */
  g_autofree char *clean = muster_text_clean (name, TRUE, NULL, NULL);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, person);
  muster_statement_bind_text (statement, 2, clean != NULL ? clean : "");
  muster_statement_bind_number (statement, 3, muster_clock_now (self->clock));
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *device = muster_statement_get_number (statement, 0);
  return TRUE;
}

gboolean
muster_ledger_revoke (MusterLedger *self, gint64 device, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "UPDATE device SET revoked = coalesce (revoked, ?2) WHERE id = ?1 RETURNING id",
                           error);
  gboolean row;

  g_return_val_if_fail (self->in_batch, FALSE);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, device);
  muster_statement_bind_number (statement, 2, muster_clock_now (self->clock));
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  return row || refuse (error, MUSTER_ERROR_NOT_FOUND, _("There is no such device."));
}

void
muster_device_free (MusterDevice *self)
{
  if (self == NULL)
    return;

  g_free (self->person_name);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
muster_ledger_list_devices (MusterLedger *self, GError **error)
{
  g_autoptr(GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_device_free);
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT d.id, p.person, p.name, d.name, d.made, d.revoked IS NOT NULL FROM device d"
                                 " JOIN person p ON p.id = d.person ORDER BY d.id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (muster_ledger_step (self, statement, &row, error))
    {
      MusterDevice *device;

      if (!row)
        return g_steal_pointer (&devices);
      device = g_new0 (MusterDevice, 1);
      g_ptr_array_add (devices, device);
      device->device = muster_statement_get_number (statement, 0);
      muster_ledger_column_id (statement, 1, &device->person);
      device->person_name = g_strdup (muster_statement_get_text (statement, 2));
      device->name = g_strdup (muster_statement_get_text (statement, 3));
      device->made = muster_statement_get_number (statement, 4);
      device->revoked = muster_statement_get_number (statement, 5) != 0;
    }
  return NULL;
}
