/* muster-ctl-find.c - the replica, and the records that people name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"
#include "muster-text.h"

/* How many records a title is looked for among, and how many a message names. */
#define MAX_HITS 500
#define MAX_NAMED 10

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

static gboolean
is_among (const MusterKind *kind, guint64 kinds)
{
  return (kinds & (G_GUINT64_CONSTANT (1) << kind->id)) != 0;
}

/* "a team or an area"; "a record" where it is any. */
static char *
describe_kinds (guint64 kinds)
{
  GString *text = g_string_new (kinds == MUSTER_KINDS_ANY ? _("a record") : NULL);

  for (int id = 0; kinds != MUSTER_KINDS_ANY && id < MUSTER_N_KINDS; id++)
    if (is_among (muster_kind_get (id), kinds))
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(" or ") : "", _(muster_kind_get (id)->article));
  return g_string_free (text, FALSE);
}

/* ---- by code, id or title --------------------------------------------------------------------------------------- */

static void
name_hit (GString *text, const MusterHit *hit)
{
  MusterIdText id;

  g_string_append_printf (text, "\n  %s “%s” (%s)%s",
                          hit->ref_code != NULL ? hit->ref_code : muster_id_to_text (&hit->id, id), hit->title,
                          _(hit->kind->singular), hit->archived ? _(", archived") : "");
}

/* Those of hits that have exactly this title, without archived ones where there are others. */
static GPtrArray *
pick_exact (GPtrArray *hits, const char *title, guint64 kinds)
{
  g_autoptr(GPtrArray) live = g_ptr_array_new ();
  g_autoptr(GPtrArray) archived = g_ptr_array_new ();
  g_autofree char *wanted = muster_text_fold (title);

  for (guint i = 0; i < hits->len; i++)
    {
      MusterHit *hit = hits->pdata[i];
      g_autofree char *found = muster_text_fold (hit->title);

      if (is_among (hit->kind, kinds) && g_str_equal (found, wanted))
        g_ptr_array_add (hit->archived ? archived : live, hit);
    }
  return live->len > 0 ? g_steal_pointer (&live) : g_steal_pointer (&archived);
}

static void
refuse_unknown (const char *text, GPtrArray *hits, guint64 kinds, GError **error)
{
  g_autoptr(GString) near = g_string_new (NULL);
  g_autofree char *wanted = describe_kinds (kinds);
  guint named = 0;

  for (guint i = 0; i < hits->len && named < MAX_NAMED; i++)
    {
      const MusterHit *hit = hits->pdata[i];

      if (is_among (hit->kind, kinds))
        {
          name_hit (near, hit);
          named++;
        }
    }
  if (kinds == MUSTER_KINDS_ANY)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is no record called “%s”. Give a code, an id or a whole title.%s%s"), text,
                 named > 0 ? _(" These hold the words:") : "", near->str);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is nothing called “%s” that is %s. Give a code, an id or a whole title.%s%s"), text, wanted,
                 named > 0 ? _(" These hold the words:") : "", near->str);
}

static void
refuse_ambiguous (const char *text, GPtrArray *exact, GError **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < exact->len && i < MAX_NAMED; i++)
    name_hit (names, exact->pdata[i]);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("%u records are called “%s”. Say which, by its code or id:%s"), exact->len, text, names->str);
}

static MusterRecord *
find_by_title (MusterCtl *ctl, const char *text, guint64 kinds, GError **error)
{
  g_autoptr(GPtrArray) hits = muster_replica_search (ctl->replica, text, NULL, MAX_HITS, error);
  g_autoptr(GPtrArray) exact = NULL;

  if (hits == NULL)
    return NULL;
  exact = pick_exact (hits, text, kinds);
  if (exact->len == 1)
    {
      const MusterHit *hit = exact->pdata[0];

      return muster_replica_get (ctl->replica, &hit->id, error);
    }
  if (exact->len == 0)
    refuse_unknown (text, hits, kinds, error);
  else
    refuse_ambiguous (text, exact, error);
  return NULL;
}

MusterRecord *
muster_ctl_find (MusterCtl *ctl, const char *text, guint64 kinds, GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(MusterRecord) record = NULL;
  g_autofree char *code = g_strdup (text);
  gsize length = strlen (code);

  if (length > 2 && code[0] == '[' && code[length - 1] == ']')
    {
      code[length - 1] = '\0';
      memmove (code, code + 1, length - 1);
    }
  record = muster_replica_get_by_code (ctl->replica, code, &failure);
  if (record == NULL && failure != NULL && !g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (record == NULL)
    return find_by_title (ctl, text, kinds, error);
  if (!is_among (muster_record_get_kind (record), kinds))
    {
      g_autofree char *wanted = describe_kinds (kinds);

      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s is %s. What is needed here is %s."), code,
                   _(muster_record_get_kind (record)->article), wanted);
      return NULL;
    }
  return g_steal_pointer (&record);
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
      g_autoptr(MusterRecord) target = muster_ctl_find (ctl, equals + 1, field->refers, error);

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
  g_autoptr(MusterRecord) scope = muster_ctl_find (ctl, text, scopes, error);

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
