/* muster-ctl-find.c - the replica, and what is asked of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"
#include "muster-naming.h"

/* How long to wait for the lock of a replica that another program has, and how long between two tries. */
#define LOCK_WAIT (2 * G_USEC_PER_SEC)
#define LOCK_PAUSE (G_USEC_PER_SEC / 50)

/* ---- the replica ------------------------------------------------------------------------------------------------ */

const char *
muster_ctl_path (MusterCtl *ctl)
{
  if (ctl->options.replica == NULL)
    ctl->options.replica = g_build_filename (g_get_user_data_dir (), "muster", "programme.muster", NULL);
  return ctl->options.replica;
}

const char *
muster_ctl_actor (MusterCtl *ctl)
{
  const char *name = g_get_real_name ();

  if (ctl->options.actor != NULL && *ctl->options.actor != '\0')
    return ctl->options.actor;
  return *name != '\0' && !g_str_equal (name, "Unknown") ? name : g_get_user_name ();
}

void
muster_ctl_refuse_replica (const GError *failure, GError **error)
{
  if (g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_EXISTS) ||
      g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    g_propagate_error (error, g_error_copy (failure));
  else
    g_set_error_literal (error, MUSTER_CTL_ERROR,
                         g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE) ? MUSTER_CTL_IO
                                                                                         : MUSTER_CTL_REPLICA,
                         failure->message);
}

/* Another musterctl has it for the length of a save: one waits its turn. A window keeps it, and is told of at last. */
gboolean
muster_ctl_open (MusterCtl *ctl, const char *path, MusterReplicaFlags flags, GError **error)
{
  MusterTime until = muster_clock_now (ctl->clock) + LOCK_WAIT;
  g_autoptr(GError) failure = NULL;

  for (;;)
    {
      ctl->replica = muster_replica_open (path, flags, ctl->clock, ctl->random, muster_ctl_actor (ctl), &failure);
      if (!g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_BUSY) || muster_clock_now (ctl->clock) >= until)
        break;
      g_clear_error (&failure);
      g_usleep (LOCK_PAUSE);
    }
  if (ctl->replica == NULL)
    muster_ctl_refuse_replica (failure, error);
  return ctl->replica != NULL;
}

/* ---- kinds ------------------------------------------------------------------------------------------------------ */

const MusterKind *
muster_ctl_find_kind (const char *name, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (name);

  if (kind == NULL)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is no kind of record called “%s”. “musterctl kinds” lists them."), name);
  return kind;
}

/* ---- queries ---------------------------------------------------------------------------------------------------- */

static gboolean
add_sort (MusterQuery *query, const char *sort, GError **error)
{
  const MusterKind *kind = muster_query_get_kind (query);
  gboolean descending = *sort == '-';
  const char *name = sort + descending;
  const MusterField *field = muster_kind_get_field (kind, name);
  g_autoptr(GString) offered = g_string_new (NULL);

  if (field != NULL && (field->flags & MUSTER_FIELD_SORT) != 0)
    {
      muster_query_set_sort (query, name, descending);
      return TRUE;
    }
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & MUSTER_FIELD_SORT) != 0)
      g_string_append_printf (offered, "%s%s", offered->len > 0 ? ", " : "", kind->fields[i].name);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s cannot be sorted by “%s”. Sort by one of: %s."),
               _(kind->plural), name, offered->str);
  return FALSE;
}

static gboolean
add_where (MusterCtl *ctl, MusterQuery *query, const char *where, GError **error)
{
  const MusterKind *kind = muster_query_get_kind (query);
  const char *equals = strchr (where, '=');
  g_autofree char *name = g_strndup (where, equals != NULL ? (gsize) (equals - where) : strlen (where));
  const MusterField *field = muster_kind_get_field (kind, name);
  g_autoptr(MusterValue) value = NULL;

  if (equals == NULL || field == NULL
      || (field->type != MUSTER_VALUE_CHOICE && field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” cannot be looked for. Use FIELD=VALUE with a choice or a reference; “musterctl kinds %s” "
                     "lists them."), where, kind->name);
      return FALSE;
    }
  if (field->type != MUSTER_VALUE_CHOICE)
    {
      g_autoptr(MusterRecord) target = muster_naming_find (ctl->replica, equals + 1, field->refers, error);

      if (target == NULL)
        return FALSE;
      muster_query_add_ref (query, name, muster_record_get_id (target));
      return TRUE;
    }
  if (!muster_field_parse (field, equals + 1, &value, error))
    return FALSE;
  if (value != NULL)
    muster_query_add_choice (query, name, muster_value_get_text (value));
  return TRUE;
}

static gboolean
add_within (MusterCtl *ctl, MusterQuery *query, const char *text, GError **error)
{
  guint64 scopes = MUSTER_KINDS (PROGRAMME) | MUSTER_KINDS (AREA) | MUSTER_KINDS (TEAM);
  g_autoptr(MusterRecord) scope = muster_naming_find (ctl->replica, text, scopes, error);

  if (scope != NULL)
    muster_query_set_scope (query, muster_record_get_id (scope));
  return scope != NULL;
}

MusterQuery *
muster_ctl_query (MusterCtl *ctl, const MusterKind *kind, GError **error)
{
  g_autoptr(MusterQuery) query = muster_query_new (kind);

  /* Equal replicas give equal bytes. */
  muster_query_set_stable (query, TRUE);
  if (ctl->options.sort != NULL && !add_sort (query, ctl->options.sort, error))
    return NULL;
  if (ctl->options.filter != NULL)
    muster_query_set_text (query, ctl->options.filter);
  if (ctl->options.archived)
    muster_query_set_archived (query, MUSTER_ARCHIVED_SHOWN);
  for (guint i = 0; ctl->options.where != NULL && ctl->options.where[i] != NULL; i++)
    if (!add_where (ctl, query, ctl->options.where[i], error))
      return NULL;
  if (ctl->options.within != NULL && !add_within (ctl, query, ctl->options.within, error))
    return NULL;
  return g_steal_pointer (&query);
}
