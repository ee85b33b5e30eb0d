/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-place.h"

#include <string.h>

gboolean
muster_kind_is_place (const MusterKind *kind)
{
  return kind->id == MUSTER_KIND_TEAM || kind->id == MUSTER_KIND_AREA || kind->id == MUSTER_KIND_PROGRAMME;
}

gboolean
muster_kind_is_directory (const MusterKind *kind)
{
  return ((G_GUINT64_CONSTANT (1) << kind->id)
          & (MUSTER_KINDS (ORGANISATION) | MUSTER_KINDS (AREA) | MUSTER_KINDS (PROGRAMME) | MUSTER_KINDS (BODY)
             | MUSTER_KINDS (PERSON)))
         != 0;
}

/* ---- what a record belongs to ------------------------------------------------------------------------------------ */

/* An area is a part of another without being shown with it, so its field is no parent field of the kind. */
static const MusterField *
part_of (const MusterKind *kind)
{
  return kind->id == MUSTER_KIND_AREA ? muster_kind_get_field (kind, "parent") : muster_kind_parent_field (kind);
}

/* After what it is a part of, in the order in which they count. */
static const char *const belongs_to[] = { "scope", "team", "area", "plan", "workstream", "programme" };

G_STATIC_ASSERT (G_N_ELEMENTS (belongs_to) + 1 <= MUSTER_PLACE_FIELDS);

guint
muster_kind_place_fields (const MusterKind *kind, const MusterField *fields[MUSTER_PLACE_FIELDS])
{
  const MusterField *parent = part_of (kind);
  guint n = 0;

  if (parent != NULL)
    fields[n++] = parent;
  for (guint i = 0; i < G_N_ELEMENTS (belongs_to); i++)
    {
      const MusterField *field = muster_kind_get_field (kind, belongs_to[i]);

      if (field != NULL && field != parent && field->type == MUSTER_VALUE_REF)
        fields[n++] = field;
    }
  return n;
}

void
muster_place_references (const MusterKind *kind, const char *group, json_t *value, MusterPlaceFunc func, gpointer data)
{
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (kind, fields);

  for (guint rank = 0; rank < n; rank++)
    {
      const char *text;
      MusterId target;

      if (!g_str_equal (muster_field_get_group (fields[rank]), group))
        continue;
      text = json_string_value (json_object_get (value, fields[rank]->name));
      func (rank, text != NULL && muster_id_from_text (&target, text) ? &target : NULL, data);
    }
}
