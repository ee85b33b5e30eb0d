/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-query-private.h"

MusterQuery *
muster_query_new (const MusterKind *kind)
{
  MusterQuery *self = g_new0 (MusterQuery, 1);
  gboolean descending = kind->default_sort[0] == '-';

  self->kind = kind;
  self->text = g_strdup ("");
  self->filters = g_array_new (FALSE, TRUE, sizeof (MusterFilter));
  muster_query_set_sort (self, kind->default_sort + (descending ? 1 : 0), descending);
  return self;
}

MusterQuery *
muster_query_copy (const MusterQuery *self)
{
  MusterQuery *copy = g_new0 (MusterQuery, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->filters = g_array_copy (self->filters);
  return copy;
}

void
muster_query_free (MusterQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_array_unref (self->filters);
  g_free (self);
}

const MusterKind *
muster_query_get_kind (const MusterQuery *self)
{
  return self->kind;
}

void
muster_query_set_text (MusterQuery *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
}

const char *
muster_query_get_text (const MusterQuery *self)
{
  return self->text;
}

void
muster_query_set_archived (MusterQuery *self, MusterArchived archived)
{
  self->archived = archived;
}

MusterArchived
muster_query_get_archived (const MusterQuery *self)
{
  return self->archived;
}

void
muster_query_set_sort (MusterQuery *self, const char *field, gboolean descending)
{
  const MusterField *description = muster_kind_get_field (self->kind, field);

  g_return_if_fail (description != NULL && (description->flags & MUSTER_FIELD_SORT) != 0);

  self->sort = description;
  self->descending = descending;
}

void
muster_query_set_stable (MusterQuery *self, gboolean stable)
{
  self->stable = stable;
}

const char *
muster_query_get_sort (const MusterQuery *self, gboolean *descending)
{
  if (descending != NULL)
    *descending = self->descending;
  return self->sort->name;
}

static MusterFilter *
add_filter (MusterQuery *self, const char *field)
{
  const MusterField *description = muster_kind_get_field (self->kind, field);
  MusterFilter filter = { .field = description };

  g_assert (description != NULL);
  g_array_append_val (self->filters, filter);
  return &g_array_index (self->filters, MusterFilter, self->filters->len - 1);
}

void
muster_query_add_ref (MusterQuery *self, const char *field, const MusterId *id)
{
  add_filter (self, field)->id = *id;
}

void
muster_query_add_choice (MusterQuery *self, const char *field, const char *nick)
{
  add_filter (self, field)->terms = g_intern_string (nick);
}

/* No term holds it: texts are cleaned of control characters. */
#define SEPARATOR "\037"

char **
muster_filter_get_terms (const MusterFilter *filter)
{
  static const char *const nothing[] = { "", NULL };

  /* g_strsplit() makes no term of "". */
  return *filter->terms != '\0' ? g_strsplit (filter->terms, SEPARATOR, -1) : g_strdupv ((char **) nothing);
}

static int
find_choices (const MusterQuery *self, const char *field)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      const MusterFilter *filter = &g_array_index (self->filters, MusterFilter, i);

      if (filter->terms != NULL && g_str_equal (filter->field->name, field))
        return (int) i;
    }
  return -1;
}

void
muster_query_set_choices (MusterQuery *self, const char *field, const char *const *terms)
{
  g_autofree char *joined = g_strjoinv (SEPARATOR, (char **) terms);
  int old = find_choices (self, field);

  if (old >= 0)
    g_array_remove_index (self->filters, (guint) old);
  if (terms[0] != NULL)
    add_filter (self, field)->terms = g_intern_string (joined);
}

char **
muster_query_get_choices (const MusterQuery *self, const char *field)
{
  int i = find_choices (self, field);

  return i >= 0 ? muster_filter_get_terms (&g_array_index (self->filters, MusterFilter, i)) : NULL;
}

guint
muster_query_count_choices (const MusterQuery *self)
{
  guint count = 0;

  for (guint i = 0; i < self->filters->len; i++)
    count += g_array_index (self->filters, MusterFilter, i).terms != NULL;
  return count;
}

void
muster_query_set_cells (MusterQuery *self, const char *field, guint32 cells)
{
  const MusterField *description = muster_kind_get_field (self->kind, field);

  g_return_if_fail (description != NULL && (description->flags & MUSTER_FIELD_MAP) != 0);

  self->map = description;
  self->cells = cells;
}

void
muster_query_add_range (MusterQuery *self, const char *field, gint64 low, gint64 high)
{
  MusterFilter *filter = add_filter (self, field);

  filter->low = low;
  filter->high = high;
}

gboolean
muster_query_has_filter (const MusterQuery *self)
{
  return self->text[0] != '\0' || muster_query_has_choices (self);
}

gboolean
muster_query_has_choices (const MusterQuery *self)
{
  return self->filters->len > 0 || self->cells != 0;
}

guint32
muster_query_get_cells (const MusterQuery *self, const char **field)
{
  if (field != NULL)
    *field = self->cells != 0 ? self->map->name : NULL;
  return self->cells;
}

void
muster_query_clear_filters (MusterQuery *self)
{
  g_array_set_size (self->filters, 0);
  self->cells = 0;
}

void
muster_query_set_scope (MusterQuery *self, const MusterId *scope)
{
  self->scope = scope != NULL ? *scope : (MusterId) { 0 };
}
