/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-json.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- groups and records ------------------------------------------------------------------------------------------ */

json_t *
muster_group_to_json (MusterRecord *record, const char *group)
{
  const MusterKind *kind = muster_record_get_kind (record);
  json_t *json = json_object ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      const MusterValue *value = muster_record_get_at (record, i);

      if (value != NULL && !muster_field_is_derived (field) && g_str_equal (muster_field_get_group (field), group))
        json_object_set_new (json, field->name, muster_value_to_json (value));
    }
  return json;
}

gboolean
muster_group_from_json (MusterRecord *record, const char *group, json_t *json, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      MusterValue *value;

      if (muster_field_is_derived (field) || !g_str_equal (muster_field_get_group (field), group))
        continue;
      if (!muster_value_from_json (field, json_object_get (json, field->name), &value, error))
        return FALSE;
      muster_record_take_at (record, i, value);
    }
  return TRUE;
}

json_t *
muster_record_to_json (MusterRecord *record, gboolean with_derived)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const char *code = muster_record_get_ref_code (record);
  json_t *fields = json_object ();
  MusterIdText id;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterValue *value = muster_record_get_at (record, i);

      if (value != NULL && (with_derived || !muster_field_is_derived (&kind->fields[i])))
        json_object_set_new (fields, kind->fields[i].name, muster_value_to_json (value));
    }
  return json_pack ("{s:s, s:o, s:s*, s:b, s:o}", "kind", kind->name, "id",
                    json_string (muster_id_to_text (muster_record_get_id (record), id)), "ref", code, "archived",
                    muster_record_is_archived (record), "fields", fields);
}

MusterRecord *
muster_record_from_json (json_t *json, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (json_string_value (json_object_get (json, "kind")));
  json_t *fields = json_object_get (json, "fields");
  const char *id_text = json_string_value (json_object_get (json, "id"));
  g_autoptr(MusterRecord) record = NULL;
  MusterId id;

  if (kind == NULL || id_text == NULL || !muster_id_from_text (&id, id_text) || !json_is_object (fields))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("This is not a record: its kind, its id or its fields are missing."));
      return NULL;
    }

  record = muster_record_new (kind, &id);
  muster_record_set_ref_code (record, json_string_value (json_object_get (json, "ref")));
  muster_record_set_archived (record, json_is_true (json_object_get (json, "archived")));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      MusterValue *value;

      if (!muster_value_from_json (&kind->fields[i], json_object_get (fields, kind->fields[i].name), &value, error))
        return NULL;
      muster_record_take_at (record, i, value);
    }
  return g_steal_pointer (&record);
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

/* jansson's own limit is 2,048 levels; our documents have four. Brackets inside strings are passed over. */
static gboolean
too_deep (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > 64)
        return TRUE;
      else if (!in_string && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

json_t *
muster_json_from_text (const char *text, gsize length, GError **error)
{
  json_error_t problem;
  json_t *json = NULL;

  if (too_deep (text, length))
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("This JSON is nested more than 64 levels deep."));
  else
    json = json_loadb (text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);

  if (json == NULL && error != NULL && *error == NULL)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("This is not JSON that can be read: line %d, column %d: %s"), problem.line, problem.column,
                 problem.text);
  return json;
}
