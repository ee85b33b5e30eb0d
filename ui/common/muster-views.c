/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-views.h"

#define COLUMNS "register-columns"
#define FILTERS "register-filters"

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, MUSTER_APPLICATION_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* ---- columns ----------------------------------------------------------------------------------------------------- */

char **
muster_views_get_columns (const MusterKind *kind)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GVariant) all = settings != NULL ? g_settings_get_value (settings, COLUMNS) : NULL;
  char **columns = NULL;

  if (all == NULL || !g_variant_lookup (all, kind->name, "^as", &columns))
    return NULL;
  return columns;
}

void
muster_views_set_columns (const MusterKind *kind, const char *const *columns)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GVariant) all = settings != NULL ? g_settings_get_value (settings, COLUMNS) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (all == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@as}", &name, &value))
    {
      if (!g_str_equal (name, kind->name))
        g_variant_builder_add (&builder, "{s@as}", name, value);
      g_variant_unref (value);
    }
  if (columns != NULL)
    g_variant_builder_add (&builder, "{s^as}", kind->name, columns);
  g_settings_set_value (settings, COLUMNS, g_variant_builder_end (&builder));
}

/* ---- filters ----------------------------------------------------------------------------------------------------- */

char **
muster_views_list_filters (const MusterKind *kind)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GVariant) all = settings != NULL ? g_settings_get_value (settings, FILTERS) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *of, *name;
  GVariantIter iter;

  if (all != NULL)
    g_variant_iter_init (&iter, all);
  while (all != NULL && g_variant_iter_next (&iter, "(&s&s@a{sv})", &of, &name, NULL))
    if (g_str_equal (of, kind->name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* All of them, with filter under name in the place of the one that was called old; NULL: none in its place. */
static GVariant *
replace (GVariant *all, const MusterKind *kind, const char *old, const char *name, GVariant *filter)
{
  g_autoptr(GVariant) kept = filter != NULL ? g_variant_ref_sink (filter) : NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *value;
  const char *of, *called;
  gboolean placed = kept == NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssa{sv})"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "(&s&s@a{sv})", &of, &called, &value))
    {
      gboolean same = g_str_equal (of, kind->name) && g_str_equal (called, old);

      if (!same)
        g_variant_builder_add (&builder, "(ss@a{sv})", of, called, value);
      else if (kept != NULL)
        g_variant_builder_add (&builder, "(ss@a{sv})", of, name, kept);
      placed |= same;
      g_variant_unref (value);
    }
  if (!placed)
    g_variant_builder_add (&builder, "(ss@a{sv})", kind->name, name, kept);
  return g_variant_builder_end (&builder);
}

static void
put (const MusterKind *kind, const char *old, const char *name, GVariant *filter)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GVariant) all = settings != NULL ? g_settings_get_value (settings, FILTERS) : NULL;

  if (all != NULL)
    g_settings_set_value (settings, FILTERS, replace (all, kind, old, name, filter));
}

GVariant *
muster_views_get_filter (const MusterKind *kind, const char *name)
{
  g_autoptr(GSettings) settings = open_settings ();
  g_autoptr(GVariant) all = settings != NULL ? g_settings_get_value (settings, FILTERS) : NULL;
  GVariant *value, *found = NULL;
  const char *of, *called;
  GVariantIter iter;

  if (all == NULL)
    return NULL;
  g_variant_iter_init (&iter, all);
  while (found == NULL && g_variant_iter_next (&iter, "(&s&s@a{sv})", &of, &called, &value))
    {
      if (g_str_equal (of, kind->name) && g_str_equal (called, name))
        found = g_variant_ref (value);
      g_variant_unref (value);
    }
  return found;
}

void
muster_views_put_filter (const MusterKind *kind, const char *name, GVariant *filter)
{
  put (kind, name, name, filter);
}

gboolean
muster_views_rename_filter (const MusterKind *kind, const char *from, const char *to)
{
  g_autoptr(GVariant) filter = muster_views_get_filter (kind, from);
  g_autoptr(GVariant) other = muster_views_get_filter (kind, to);

  if (filter == NULL || other != NULL)
    return FALSE;
  put (kind, from, to, filter);
  return TRUE;
}

void
muster_views_drop_filter (const MusterKind *kind, const char *name)
{
  put (kind, name, NULL, NULL);
}
