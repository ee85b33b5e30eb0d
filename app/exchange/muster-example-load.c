/* muster-example-load.c
 *
 * Two passes over all files: first every key gets its id, then each record is built, for records refer to others in
 * any order and file. Nothing is saved before all of it has been understood.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-example-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-json.h"

typedef struct {
  const char       *file;
  const char       *key;
  const MusterKind *kind;
  json_t           *fields; /* of a document */
  MusterId          id;
} Entry;

typedef struct {
  GPtrArray  *documents; /* json_t: what entries borrow from */
  GArray     *entries;   /* Entry */
  GHashTable *by_key;    /* key -> index in entries */
} Example;

static void
clear_example (Example *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Example, clear_example)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, message);
  return FALSE;
}

static const Entry *
find_entry (const Example *self, const char *key)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (self->by_key, key, NULL, &index))
    return NULL;
  return &g_array_index (self->entries, Entry, GPOINTER_TO_UINT (index));
}

/* ---- first pass: what there is ---------------------------------------------------------------------------------- */

static gboolean
add_entry (Example *self, const char *file, guint n, json_t *json, GError **error)
{
  const char *kind_name = json_string_value (json_object_get (json, "kind"));
  Entry entry = { .file = file, .key = json_string_value (json_object_get (json, "key")) };

  if (entry.key == NULL || *entry.key == '\0')
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s: record %u has no key."), file, n + 1);
      return FALSE;
    }
  if (find_entry (self, entry.key) != NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s, record “%s”: the key is taken already, in %s."),
                   file, entry.key, find_entry (self, entry.key)->file);
      return FALSE;
    }
  entry.kind = kind_name != NULL ? muster_kind_by_name (kind_name) : NULL;
  if (entry.kind == NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s, record “%s”: there is no kind “%s”."), file,
                   entry.key, kind_name != NULL ? kind_name : "");
      return FALSE;
    }
  entry.fields = json_object_get (json, "fields");
  if (!json_is_object (entry.fields))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s, record “%s”: it has no fields."), file, entry.key);
      return FALSE;
    }
  muster_example_id (&entry.id, entry.key);
  g_hash_table_insert (self->by_key, (gpointer) entry.key, GUINT_TO_POINTER (self->entries->len));
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static gboolean
add_file (Example *self, const MusterExampleFile *file, GError **error)
{
  json_t *document = muster_json_from_text (file->text, file->length, error);
  json_t *records, *record;
  gsize i;

  if (document == NULL)
    {
      g_prefix_error (error, "%s: ", file->name);
      return FALSE;
    }
  g_ptr_array_add (self->documents, document);
  records = json_object_get (document, "records");
  if (!json_is_array (records))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("%s: it has no list of records."), file->name);
      return FALSE;
    }
  json_array_foreach (records, i, record)
    if (!add_entry (self, file->name, i, record, error))
      return FALSE;
  return TRUE;
}

/* ---- second pass: what each says -------------------------------------------------------------------------------- */

/* Appends "[uuid]" for the record with that key. */
static gboolean
append_reference (const Example *self, const char *key, guint64 kinds, GString *text, GError **error)
{
  const Entry *entry = find_entry (self, key);
  MusterIdText id;

  if (entry == NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("there is no record “%s”."), key);
      return FALSE;
    }
  if ((kinds & (G_GUINT64_CONSTANT (1) << entry->kind->id)) == 0)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("it cannot point to “%s”, which is %s."), key,
                   _(entry->kind->article));
      return FALSE;
    }
  g_string_append_printf (text, "[%s]", muster_id_to_text (&entry->id, id));
  return TRUE;
}

/* Writes "[uuid]" for each "[@key]". */
static gboolean
append_bound_text (const Example *self, const char *given, GString *text, GError **error)
{
  const char *mark;

  while ((mark = strstr (given, "[@")) != NULL)
    {
      const char *end = strchr (mark, ']');
      g_autofree char *key = NULL;

      if (end == NULL)
        return refuse (error, _("a key begins with “[@” and does not end."));
      key = g_strndup (mark + 2, end - mark - 2);
      g_string_append_len (text, given, mark - given);
      if (!append_reference (self, key, MUSTER_KINDS_ANY, text, error))
        return FALSE;
      given = end + 1;
    }
  g_string_append (text, given);
  return TRUE;
}

static gboolean
append_item (const Example *self, const MusterField *field, json_t *item, GString *text, GError **error)
{
  const char *given = json_string_value (item);

  if (given == NULL)
    return refuse (error, _("what is given is no text."));
  if (*given == '\0')
    return refuse (error, _("what is given is empty; leave the field out instead."));
  if (text->len > 0)
    g_string_append_c (text, '\n');

  switch (field->type)
    {
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return append_reference (self, given, field->refers, text, error);
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_WHEN:
      return append_bound_text (self, given, text, error);
    case MUSTER_VALUE_LIST:
      if (strpbrk (given, "\r\n") != NULL)
        return refuse (error, _("a text of a list has more than one line."));
      break;
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_POPULATION:
      break;
    default:
      g_assert_not_reached ();
    }
  if (strstr (given, "[@") != NULL)
    return refuse (error, _("a key binds only names and milestones."));
  g_string_append (text, given);
  return TRUE;
}

static gboolean
set_field (const Example *self, MusterRecord *record, const char *name, json_t *json, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (record);
  int index = muster_kind_find_field (kind, name);
  g_autoptr(GString) text = g_string_new (NULL);
  MusterValue *value = NULL;
  gboolean several;
  json_t *item;
  gsize i;

  if (index < 0)
    return refuse (error, _("there is no such field."));
  if (muster_field_is_derived (&kind->fields[index]))
    return refuse (error, _("it is computed, and never given."));

  several = kind->fields[index].type == MUSTER_VALUE_REFS || kind->fields[index].type == MUSTER_VALUE_LIST;
  if (several && json_is_array (json))
    {
      json_array_foreach (json, i, item)
        if (!append_item (self, &kind->fields[index], item, text, error))
          return FALSE;
    }
  else if (!append_item (self, &kind->fields[index], json, text, error))
    {
      return FALSE;
    }
  if (!muster_field_parse (&kind->fields[index], text->str, &value, error))
    return FALSE;
  muster_record_take_at (record, index, value);
  return TRUE;
}

static gboolean
add_record (const Example *self, const Entry *entry, MusterCommit *commit, GError **error)
{
  g_autoptr(MusterRecord) record = muster_record_new (entry->kind, &entry->id);
  const char *name;
  json_t *value;

  json_object_foreach (entry->fields, name, value)
    {
      if (!set_field (self, record, name, value, error))
        {
          g_prefix_error (error, _("%s, record “%s”, field “%s”: "), entry->file, entry->key, name);
          return FALSE;
        }
    }
  muster_commit_add_edit (commit, NULL, record);
  return TRUE;
}

gboolean
muster_example_load_files (MusterReplica *replica, const MusterExampleFile *files, guint n_files, GError **error)
{
  g_auto(Example) example = {
    .documents = g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref),
    .entries = g_array_new (FALSE, FALSE, sizeof (Entry)),
    .by_key = g_hash_table_new (g_str_hash, g_str_equal),
  };
  g_autoptr(MusterCommit) commit = muster_commit_new (_("Example programme"));

  for (guint i = 0; i < n_files; i++)
    if (!add_file (&example, &files[i], error))
      return FALSE;
  for (guint i = 0; i < example.entries->len; i++)
    if (!add_record (&example, &g_array_index (example.entries, Entry, i), commit, error))
      return FALSE;
  return muster_replica_save (replica, commit, MUSTER_ORIGIN_LOAD, NULL, NULL, error);
}
