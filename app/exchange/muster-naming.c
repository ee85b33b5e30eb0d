/* muster-naming.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-naming.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-text.h"

/* How many records a title is looked for among, and how many a message names. */
#define MAX_HITS 500
#define MAX_NAMED 10

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
find_by_title (MusterReplica *replica, const char *text, guint64 kinds, GError **error)
{
  g_autoptr(GPtrArray) hits = muster_replica_search (replica, text, NULL, MAX_HITS, error);
  g_autoptr(GPtrArray) exact = NULL;

  if (hits == NULL)
    return NULL;
  exact = pick_exact (hits, text, kinds);
  if (exact->len == 1)
    {
      const MusterHit *hit = exact->pdata[0];

      return muster_replica_get (replica, &hit->id, error);
    }
  if (exact->len == 0)
    refuse_unknown (text, hits, kinds, error);
  else
    refuse_ambiguous (text, exact, error);
  return NULL;
}

MusterRecord *
muster_naming_find (MusterReplica *replica, const char *text, guint64 kinds, GError **error)
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
  record = muster_replica_get_by_code (replica, code, &failure);
  if (record == NULL && failure != NULL && !g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (record == NULL)
    return find_by_title (replica, text, kinds, error);
  if (!is_among (muster_record_get_kind (record), kinds))
    {
      g_autofree char *wanted = describe_kinds (kinds);

      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s is %s. What is needed here is %s."), code,
                   _(muster_record_get_kind (record)->article), wanted);
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* ---- in a cell or an argument ----------------------------------------------------------------------------------- */

gboolean
muster_naming_parse (MusterReplica *replica, const MusterField *field, const char *text, MusterValue **value,
                     GError **error)
{
  g_auto(GStrv) names = field->type == MUSTER_VALUE_REFS ? g_strsplit_set (text, ";\n", -1)
                                                         : g_strsplit (text, "\n", 1);
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr(MusterRecord) record = NULL;
      MusterIdText id;

      if (*g_strstrip (names[i]) == '\0')
        continue;
      record = muster_naming_find (replica, names[i], field->refers, error);
      if (record == NULL)
        {
          g_prefix_error (error, "%s: ", muster_field_get_label (field));
          return FALSE;
        }
      g_string_append_printf (ids, "[%s]", muster_id_to_text (muster_record_get_id (record), id));
    }
  return muster_field_parse (field, ids->str, value, error);
}
