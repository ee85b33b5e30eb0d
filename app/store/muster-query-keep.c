/* muster-query-keep.c - a filter as something to keep: words, choices, cells and order, by the names that never change.
 *
 * Where a newer version kept what this one does not know, that part is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-query-private.h"

GVariant *
muster_query_keep (const MusterQuery *self)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_auto(GVariantBuilder) choices = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sas)"));

  for (guint i = 0; i < self->filters->len; i++)
    {
      const MusterFilter *filter = &g_array_index (self->filters, MusterFilter, i);
      g_auto(GStrv) terms = filter->terms != NULL ? muster_filter_get_terms (filter) : NULL;

      if (terms != NULL)
        g_variant_builder_add (&choices, "(s^as)", filter->field->name, terms);
    }
  g_variant_dict_insert (&dict, "text", "s", self->text);
  g_variant_dict_insert (&dict, "sort", "s", self->sort->name);
  g_variant_dict_insert (&dict, "descending", "b", self->descending);
  g_variant_dict_insert (&dict, "archived", "b", self->archived == MUSTER_ARCHIVED_SHOWN);
  g_variant_dict_insert_value (&dict, "choices", g_variant_builder_end (&choices));
  if (self->cells != 0)
    g_variant_dict_insert (&dict, "cells", "(su)", self->map->name, self->cells);
  return g_variant_dict_end (&dict);
}

static void
recall_choices (MusterQuery *self, GVariantDict *dict)
{
  g_autoptr(GVariantIter) iter = NULL;
  const char *name;
  char **terms;

  if (!g_variant_dict_lookup (dict, "choices", "a(sas)", &iter))
    return;
  while (g_variant_iter_next (iter, "(&s^as)", &name, &terms))
    {
      const MusterField *field = muster_kind_get_field (self->kind, name);

      if (field != NULL && (field->type == MUSTER_VALUE_CHOICE || field->type == MUSTER_VALUE_PARTY))
        muster_query_set_choices (self, name, (const char *const *) terms);
      g_strfreev (terms);
    }
}

void
muster_query_recall (MusterQuery *self, GVariant *kept)
{
  g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT (kept);
  const char *text = "", *sort = NULL, *map = NULL;
  gboolean descending = FALSE, archived = FALSE;
  const MusterField *field;
  guint32 cells;

  muster_query_clear_filters (self);
  g_variant_dict_lookup (&dict, "text", "&s", &text);
  muster_query_set_text (self, text);
  g_variant_dict_lookup (&dict, "archived", "b", &archived);
  muster_query_set_archived (self, archived ? MUSTER_ARCHIVED_SHOWN : MUSTER_ARCHIVED_HIDDEN);
  g_variant_dict_lookup (&dict, "descending", "b", &descending);
  g_variant_dict_lookup (&dict, "sort", "&s", &sort);
  field = sort != NULL ? muster_kind_get_field (self->kind, sort) : NULL;
  if (field != NULL && (field->flags & MUSTER_FIELD_SORT) != 0)
    muster_query_set_sort (self, sort, descending);
  recall_choices (self, &dict);
  if (!g_variant_dict_lookup (&dict, "cells", "(&su)", &map, &cells))
    return;
  field = muster_kind_get_field (self->kind, map);
  if (field != NULL && (field->flags & MUSTER_FIELD_MAP) != 0)
    muster_query_set_cells (self, map, cells & (MUSTER_CELL (5, 5) | (MUSTER_CELL (5, 5) - 1)));
}
