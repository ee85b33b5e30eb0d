/* muster-ctl-list.c - commands that show records: list, show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "muster-error.h"
#include "muster-naming.h"

/* ---- list ------------------------------------------------------------------------------------------------------- */

/* The names of what to show; they are those of the kind's table, "id", "ref" and "archived". */
static GPtrArray *
choose_fields (MusterCtl *ctl, const MusterKind *kind, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) given = g_strsplit (ctl->options.fields != NULL ? ctl->options.fields : "", ",", -1);

  for (guint i = 0; given[i] != NULL; i++)
    {
      const char *name = g_strstrip (given[i]);

      if (!g_str_equal (name, "id") && !g_str_equal (name, "ref") && !g_str_equal (name, "archived")
          && muster_kind_get_field (kind, name) == NULL)
        {
          g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("There is no field “%s” in %s. “musterctl kinds %s” lists them."), name, _(kind->article),
                       kind->name);
          return NULL;
        }
      g_ptr_array_add (names, g_strdup (name));
    }
  if (names->len > 0)
    return g_steal_pointer (&names);

  if (kind->ref_prefix != NULL)
    g_ptr_array_add (names, g_strdup ("ref"));
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & (MUSTER_FIELD_COLUMN | MUSTER_FIELD_TITLE)) != 0)
      g_ptr_array_add (names, g_strdup (kind->fields[i].name));
  if (ctl->options.archived)
    g_ptr_array_add (names, g_strdup ("archived"));
  return g_steal_pointer (&names);
}

static char *
show_cell (MusterRecord *record, const char *name)
{
  const char *code = muster_record_get_ref_code (record);
  MusterIdText id;

  if (g_str_equal (name, "id"))
    return g_strdup (muster_id_to_text (muster_record_get_id (record), id));
  if (g_str_equal (name, "ref"))
    return g_strdup (code != NULL ? code : "");
  if (g_str_equal (name, "archived"))
    return g_strdup (muster_record_is_archived (record) ? _("Archived") : "");
  return muster_record_to_display (record, name);
}

static const char *
head_of (const MusterKind *kind, const char *name)
{
  if (g_str_equal (name, "id"))
    return _("Id");
  if (g_str_equal (name, "ref"))
    return _("Code");
  if (g_str_equal (name, "archived"))
    return _("Archived");
  return muster_field_get_label (muster_kind_get_field (kind, name));
}

/* Whether any record has something there. */
static gboolean
is_used (GPtrArray *records, const char *name)
{
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *cell = show_cell (records->pdata[i], name);

      if (*cell != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
print_records (MusterCtl *ctl, const MusterKind *kind, GPtrArray *records, GPtrArray *names)
{
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();

  /* What was not asked for by name and nobody has filled in would only take room. */
  for (guint i = names->len; i-- > 0 && ctl->options.fields == NULL;)
    if (!is_used (records, names->pdata[i]))
      g_ptr_array_remove_index (names, i);

  for (guint i = 0; i <= records->len; i++)
    {
      g_autoptr(GStrvBuilder) row = g_strv_builder_new ();

      for (guint column = 0; column < names->len; column++)
        {
          g_autofree char *cell = i == 0 ? g_strdup (head_of (kind, names->pdata[column]))
                                         : show_cell (records->pdata[i - 1], names->pdata[column]);

          g_strv_builder_add (row, cell);
        }
      g_ptr_array_add (rows, g_strv_builder_end (row));
    }
  muster_ctl_print_rows (ctl, rows, names->len, NULL);
}

/* The records of the query, at most --limit. */
static GPtrArray *
load_records (MusterCtl *ctl, const MusterQuery *query, GError **error)
{
  g_autoptr(GArray) rowids = muster_replica_query (ctl->replica, query, error);
  g_autoptr(GPtrArray) records = NULL;
  guint n;

  if (rowids == NULL)
    return NULL;
  n = MIN (rowids->len, (guint) ctl->options.limit);
  records = muster_replica_load (ctl->replica, muster_query_get_kind (query), (gpointer) rowids->data, n, error);
  if (records == NULL)
    return NULL;
  /* Another program may have taken some out since. */
  for (guint i = records->len; i-- > 0;)
    if (records->pdata[i] == NULL)
      g_ptr_array_remove_index (records, i);
  return g_steal_pointer (&records);
}

gboolean
muster_ctl_list (MusterCtl *ctl, char **arguments, GError **error)
{
  const MusterKind *kind = muster_ctl_find_kind (arguments[0], error);
  g_autoptr(GPtrArray) names = kind != NULL ? choose_fields (ctl, kind, error) : NULL;
  g_autoptr(MusterQuery) query = NULL;
  g_autoptr(GPtrArray) records = NULL;
  json_t *list;

  if (names == NULL || !muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  query = muster_ctl_query (ctl, kind, error);
  records = query != NULL ? load_records (ctl, query, error) : NULL;
  if (records == NULL)
    return FALSE;

  if (!ctl->options.json)
    {
      if (records->len > 0)
        print_records (ctl, kind, records, names);
      else
        muster_ctl_note (ctl, _("There are no such records."));
      return TRUE;
    }
  list = json_array ();
  for (guint i = 0; i < records->len; i++)
    json_array_append_new (list, muster_record_to_json (records->pdata[i], TRUE));
  muster_ctl_print_json (ctl, list);
  return TRUE;
}

/* ---- show ------------------------------------------------------------------------------------------------------- */

#define LABEL_WIDTH 24

static void
print_labelled (MusterCtl *ctl, const char *label, const char *text)
{
  guint width = muster_ctl_width (label);

  muster_ctl_print (ctl, "%s%*s", label, width < LABEL_WIDTH ? LABEL_WIDTH - width : 1, "");
  muster_ctl_print_indented (ctl, text, LABEL_WIDTH);
}

static void
print_fields (MusterCtl *ctl, MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = muster_record_to_display (record, kind->fields[i].name);

      if (*text != '\0')
        print_labelled (ctl, muster_field_get_label (&kind->fields[i]), text);
    }
}

static void
print_problems (MusterCtl *ctl, const char *heading, GPtrArray *problems)
{
  if (problems->len > 0)
    muster_ctl_print (ctl, "\n%s\n", heading);
  for (guint i = 0; i < problems->len; i++)
    {
      const MusterProblem *problem = problems->pdata[i];

      g_string_append (ctl->out, "  ");
      muster_ctl_print_indented (ctl, problem->message, 2);
    }
}

static void
print_backlinks (MusterCtl *ctl, GPtrArray *backlinks)
{
  if (backlinks->len > 0)
    muster_ctl_print (ctl, "\n%s\n", _("What points here"));
  for (guint i = 0; i < backlinks->len; i++)
    {
      const MusterBacklink *link = backlinks->pdata[i];

      muster_ctl_print (ctl, "  %s (%s): %s%s", _(link->kind->singular), muster_field_get_label (link->field),
                        link->ref_code != NULL ? link->ref_code : "", link->ref_code != NULL ? " " : "");
      muster_ctl_print_indented (ctl, link->title, 4);
    }
}

static void
print_detail (MusterCtl *ctl, const MusterDetail *detail)
{
  const MusterKind *kind = muster_record_get_kind (detail->record);
  g_autofree char *name = muster_ctl_name (detail->record);
  MusterIdText id;

  muster_ctl_print (ctl, "%s %s%s\n", _(kind->singular), name,
                    muster_record_is_archived (detail->record) ? _(", archived") : "");
  print_labelled (ctl, _("Id"), muster_id_to_text (muster_record_get_id (detail->record), id));
  print_fields (ctl, detail->record);
  if (detail->rag != NULL)
    {
      g_autofree char *reasons = g_strjoinv ("\n", detail->rag->reasons);
      g_autofree char *text = g_strjoin (*reasons != '\0' ? "\n" : NULL, muster_rag_label (detail->rag->shown), reasons,
                                         NULL);

      print_labelled (ctl, _("RAG"), text);
    }
  print_problems (ctl, _("Findings"), detail->findings);
  print_problems (ctl, _("Still to fill in"), detail->gaps);
  print_backlinks (ctl, detail->backlinks);
}

static json_t *
problems_to_json (GPtrArray *problems)
{
  json_t *list = json_array ();

  for (guint i = 0; i < problems->len; i++)
    json_array_append_new (list, muster_ctl_problem_to_json (problems->pdata[i]));
  return list;
}

static json_t *
backlinks_to_json (GPtrArray *backlinks)
{
  json_t *list = json_array ();

  for (guint i = 0; i < backlinks->len; i++)
    {
      const MusterBacklink *link = backlinks->pdata[i];
      MusterIdText id;

      json_array_append_new (list,
                             json_pack ("{s:s, s:s, s:s, s:s?, s:s, s:b}", "id", muster_id_to_text (&link->id, id),
                                        "kind", link->kind->name, "field", link->field->name, "ref", link->ref_code,
                                        "title", link->title, "archived", link->archived));
    }
  return list;
}

static json_t *
rag_to_json (const MusterRagResult *rag)
{
  json_t *reasons;

  if (rag == NULL)
    return json_null ();
  reasons = json_array ();
  for (char **reason = rag->reasons; *reason != NULL; reason++)
    json_array_append_new (reasons, json_string (*reason));
  return json_pack ("{s:s, s:s, s:b, s:o}", "shown", muster_rag_nick (rag->shown), "computed",
                    muster_rag_nick (rag->computed), "overridden", rag->overridden, "reasons", reasons);
}

gboolean
muster_ctl_show (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  g_autoptr(MusterDetail) detail = NULL;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), MUSTER_REPLICA_READ, error))
    return FALSE;
  record = muster_naming_find (ctl->replica, arguments[0], MUSTER_KINDS_ANY, error);
  detail = record != NULL ? muster_replica_get_detail (ctl->replica, muster_record_get_id (record), error) : NULL;
  if (detail == NULL)
    return FALSE;
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:o, s:o, s:o, s:o, s:o}", "record",
                                           muster_record_to_json (detail->record, TRUE), "rag",
                                           rag_to_json (detail->rag), "findings", problems_to_json (detail->findings),
                                           "gaps", problems_to_json (detail->gaps), "backlinks",
                                           backlinks_to_json (detail->backlinks)));
  else
    print_detail (ctl, detail);
  return TRUE;
}
