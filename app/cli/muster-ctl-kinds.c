/* muster-ctl-kinds.c - the command that says what can be kept: "kinds".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>

static const char *const type_names[] = {
  [MUSTER_VALUE_TEXT] = "text",
  [MUSTER_VALUE_LONG_TEXT] = "long-text",
  [MUSTER_VALUE_INTEGER] = "integer",
  [MUSTER_VALUE_DECIMAL] = "decimal",
  [MUSTER_VALUE_BOOLEAN] = "boolean",
  [MUSTER_VALUE_MONEY] = "money",
  [MUSTER_VALUE_PERCENT] = "percent",
  [MUSTER_VALUE_SCORE] = "score",
  [MUSTER_VALUE_CHOICE] = "choice",
  [MUSTER_VALUE_WHEN] = "when",
  [MUSTER_VALUE_PARTY] = "party",
  [MUSTER_VALUE_POPULATION] = "population",
  [MUSTER_VALUE_REF] = "ref",
  [MUSTER_VALUE_REFS] = "refs",
  [MUSTER_VALUE_LIST] = "list",
};

static const struct {
  MusterFieldFlags flag;
  const char      *name;
} flag_names[] = {
  { MUSTER_FIELD_REQUIRED, "required" }, { MUSTER_FIELD_TITLE, "title" }, { MUSTER_FIELD_SORT, "sort" },
  { MUSTER_FIELD_PARENT, "parent" },     { MUSTER_FIELD_DERIVED, "derived" },
};

/* What may stand in the field, beyond its type: choices, or kinds. */
static GPtrArray *
list_terms (const MusterField *field)
{
  GPtrArray *terms = g_ptr_array_new ();

  for (const MusterChoice *choice = field->choices; choice != NULL && choice->nick != NULL; choice++)
    g_ptr_array_add (terms, (gpointer) choice->nick);
  for (int id = 0; field->refers != MUSTER_KINDS_ANY && id < MUSTER_N_KINDS; id++)
    if ((field->refers & (G_GUINT64_CONSTANT (1) << id)) != 0)
      g_ptr_array_add (terms, (gpointer) muster_kind_get (id)->name);
  return terms;
}

static json_t *
field_to_json (const MusterField *field)
{
  g_autoptr(GPtrArray) terms = list_terms (field);
  json_t *flags = json_array ();
  json_t *values = json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
    if ((field->flags & flag_names[i].flag) != 0)
      json_array_append_new (flags, json_string (flag_names[i].name));
  for (guint i = 0; i < terms->len; i++)
    json_array_append_new (values, json_string (terms->pdata[i]));
  return json_pack ("{s:s, s:s, s:s, s:s, s:o, s:o}", "name", field->name, "type", type_names[field->type], "label",
                    muster_field_get_label (field), "group", muster_field_get_group (field), "flags", flags, "values",
                    values);
}

static char *
describe_field (const MusterField *field)
{
  g_autoptr(GPtrArray) terms = list_terms (field);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flag_names); i++)
    if ((field->flags & flag_names[i].flag) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", flag_names[i].name);
  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " | " : text->len > 0 ? "; " : "", (char *) terms->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
print_fields (MusterCtl *ctl, const MusterKind *kind)
{
  json_t *list = json_array ();

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      g_autofree char *more = describe_field (field);

      json_array_append_new (list, field_to_json (field));
      if (!ctl->options.json)
        muster_ctl_print (ctl, "%-20s %-10s  %s%s%s\n", field->name, type_names[field->type],
                          muster_field_get_label (field), *more != '\0' ? ": " : "", more);
    }
  if (ctl->options.json)
    muster_ctl_print_json (ctl, g_steal_pointer (&list));
  json_decref (list);
}

static void
print_kinds (MusterCtl *ctl)
{
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();
  json_t *list = json_array ();

  muster_ctl_rows_add (rows, 4, g_strdup (_("Kind")), g_strdup (_("Code")), g_strdup (_("Section")),
                       g_strdup (_("Name")));
  for (int id = 0; id < MUSTER_N_KINDS; id++)
    {
      const MusterKind *kind = muster_kind_get (id);
      const char *section = muster_section_get_label (kind->section);
      const char *prefix = kind->ref_prefix != NULL ? kind->ref_prefix : "";

      muster_ctl_rows_add (rows, 4, g_strdup (kind->name), g_strdup (prefix), g_strdup (section),
                           g_strdup (_(kind->plural)));
      json_array_append_new (list,
                             json_pack ("{s:s, s:s, s:s, s:s, s:s}", "name", kind->name, "code", prefix, "section",
                                        section, "singular", _(kind->singular), "plural", _(kind->plural)));
    }
  muster_ctl_print_rows (ctl, rows, 4, list);
}

gboolean
muster_ctl_kinds (MusterCtl *ctl, char **arguments, GError **error)
{
  const MusterKind *kind;

  if (arguments[0] == NULL)
    {
      print_kinds (ctl);
      return TRUE;
    }
  kind = muster_ctl_find_kind (arguments[0], error);
  if (kind != NULL)
    print_fields (ctl, kind);
  return kind != NULL;
}
