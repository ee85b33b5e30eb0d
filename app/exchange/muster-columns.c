/* muster-columns.c - what the columns of a table hold, by the names that they have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-cell-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-import.h"
#include "muster-text.h"

/* What people call the number that they quote, and what a record is about. */
#define REF_ALSO   N_("Number;Code;Ref;Ref no;Ref number;Reference;Reference number;No")
#define TITLE_ALSO N_("Title;Name")

/* How surely a name means a column: what is surer comes first, wherever it stands. */
typedef enum {
  NAME_EXACT, /* the name, the label, or as a table on the screen has it */
  NAME_KIND,  /* what the kind is called: its title */
  NAME_ALSO,  /* what others call it */
  N_SURENESS
} Sureness;

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* Letters and digits, and one space where there is anything else between them. */
static char *
fold_name (const char *name)
{
  g_autofree char *folded = muster_text_fold (name);
  GString *plain = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isalnum (letter))
        {
          gap = TRUE;
          continue;
        }
      if (gap && plain->len > 0)
        g_string_append_c (plain, ' ');
      gap = FALSE;
      g_string_append_unichar (plain, letter);
    }
  return g_string_free (plain, FALSE);
}

static gboolean
is_name (const char *name, const char *wanted)
{
  g_autofree char *folded = fold_name (name);

  return g_str_equal (folded, wanted);
}

/* In English and as it is translated. */
static gboolean
is_label (const char *label, const char *wanted)
{
  return is_name (label, wanted) || is_name (_(label), wanted);
}

static gboolean
is_listed (const char *names, const char *wanted)
{
  g_auto(GStrv) each = g_strsplit (names, ";", -1);

  for (guint i = 0; each[i] != NULL; i++)
    if (is_name (each[i], wanted))
      return TRUE;
  return FALSE;
}

static gboolean
is_also (const char *names, const char *wanted)
{
  return names != NULL && (is_listed (names, wanted) || is_listed (_(names), wanted));
}

/* ---- columns ---------------------------------------------------------------------------------------------------- */

static int
find_by_name (const MusterKind *kind, const char *name)
{
  if (g_str_equal (name, MUSTER_CELL_ID))
    return MUSTER_COLUMN_ID;
  if (g_str_equal (name, MUSTER_CELL_REF))
    return MUSTER_COLUMN_REF;
  if (g_str_equal (name, MUSTER_CELL_ARCHIVED))
    return MUSTER_COLUMN_ARCHIVED;
  return muster_kind_find_field (kind, name);
}

static int
find_exact (const MusterKind *kind, const char *name, const char *wanted)
{
  int index = find_by_name (kind, name);

  if (index != MUSTER_COLUMN_UNKNOWN)
    return index;
  if (is_label (MUSTER_CELL_ID_LABEL, wanted))
    return MUSTER_COLUMN_ID;
  if (is_label (MUSTER_CELL_REF_LABEL, wanted))
    return MUSTER_COLUMN_REF;
  if (is_label (MUSTER_CELL_ARCHIVED_LABEL, wanted))
    return MUSTER_COLUMN_ARCHIVED;
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_label (kind->fields[i].label, wanted))
      return (int) i;
  return is_label (N_("Number"), wanted) ? MUSTER_COLUMN_REF : MUSTER_COLUMN_UNKNOWN;
}

static int
get_title (const MusterKind *kind)
{
  return (int) (muster_kind_title_field (kind) - kind->fields);
}

static gboolean
is_taken (const GArray *columns, int column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, int, i) == column)
      return TRUE;
  return FALSE;
}

/* One that is there already is not meant. */
static int
find_also (const MusterKind *kind, const GArray *taken, const char *wanted)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (!is_taken (taken, (int) i)
        && (is_name (kind->fields[i].name, wanted) || is_also (kind->fields[i].also, wanted)))
      return (int) i;
  if (!is_taken (taken, get_title (kind)) && is_also (TITLE_ALSO, wanted))
    return get_title (kind);
  if (!is_taken (taken, MUSTER_COLUMN_REF) && (is_also (REF_ALSO, wanted) || g_str_equal (wanted, MUSTER_CELL_REF)))
    return MUSTER_COLUMN_REF;
  return MUSTER_COLUMN_UNKNOWN;
}

/* "Risk owner" of a risk is its owner, and "Risk ID" is what people quote. */
static int
find_of_kind (const MusterKind *kind, const GArray *taken, const char *wanted)
{
  g_autofree char *singular = fold_name (kind->singular);
  g_autofree char *prefix = g_strconcat (singular, " ", NULL);
  const char *rest = g_str_has_prefix (wanted, prefix) ? wanted + strlen (prefix) : NULL;
  int column;

  if (rest == NULL)
    return MUSTER_COLUMN_UNKNOWN;
  column = g_str_equal (rest, MUSTER_CELL_ID) ? MUSTER_COLUMN_REF : find_exact (kind, rest, rest);
  return column != MUSTER_COLUMN_UNKNOWN && !is_taken (taken, column) ? column : find_also (kind, taken, rest);
}

static int
find_column (const MusterKind *kind, const GArray *taken, const char *name, Sureness sureness)
{
  g_autofree char *wanted = fold_name (name);
  int column;

  switch (sureness)
    {
    case NAME_EXACT:
      return *wanted != '\0' ? find_exact (kind, name, wanted) : MUSTER_COLUMN_UNKNOWN;
    case NAME_KIND:
      return is_label (kind->singular, wanted) && !is_taken (taken, get_title (kind)) ? get_title (kind)
                                                                                     : MUSTER_COLUMN_UNKNOWN;
    case NAME_ALSO:
    case N_SURENESS:
    default:
      column = *wanted != '\0' ? find_also (kind, taken, wanted) : MUSTER_COLUMN_UNKNOWN;
      return column != MUSTER_COLUMN_UNKNOWN ? column : find_of_kind (kind, taken, wanted);
    }
}

static gboolean
is_computed (const MusterKind *kind, int column)
{
  return column >= 0 && muster_field_is_derived (&kind->fields[column]) && kind->fields[column].given == NULL;
}

/* What means another column is not needed where there is that one. */
static gboolean
is_needless (const MusterKind *kind, const GArray *columns, int column)
{
  const MusterField *field = column >= 0 ? &kind->fields[column] : NULL;

  return field != NULL && field->given != NULL && field->part == NULL
         && is_taken (columns, muster_kind_find_field (kind, field->given));
}

/* ---- the header ------------------------------------------------------------------------------------------------- */

static gboolean
refuse_second (const MusterCsvRow *row, guint i, GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("Line %u, column %u: there is a column “%s” already. Take one of them out."), row->line, i + 1,
               row->cells[i]);
  return FALSE;
}

static gboolean
find_columns (const MusterKind *kind, const MusterCsvRow *row, GArray *columns, Sureness sureness, GError **error)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      int column;

      if (g_array_index (columns, int, i) != MUSTER_COLUMN_UNKNOWN)
        continue;
      column = find_column (kind, columns, row->cells[i], sureness);
      if (column != MUSTER_COLUMN_UNKNOWN && is_taken (columns, column))
        return refuse_second (row, i, error);
      g_array_index (columns, int, i) = column;
    }
  return TRUE;
}

static GArray *
make_unknown (guint n)
{
  GArray *columns = g_array_sized_new (FALSE, FALSE, sizeof (int), n);

  for (guint i = 0; i < n; i++)
    {
      int unknown = MUSTER_COLUMN_UNKNOWN;

      g_array_append_val (columns, unknown);
    }
  return columns;
}

static void
pass_over (GArray *columns, guint i, GPtrArray *names, const char *name)
{
  g_array_index (columns, int, i) = MUSTER_COLUMN_PASS;
  if (*name != '\0')
    g_ptr_array_add (names, g_strdup (name));
}

static gboolean
refuse_unknown (const MusterKind *kind, const MusterCsvRow *row, guint i, GError **error)
{
  g_autofree char *names = muster_import_describe_columns (kind);

  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("Line %u, column %u: there is no field “%s” in %s. Mend the name, or take the column out. %s"),
               row->line, i + 1, row->cells[i], _(kind->article), names);
  return FALSE;
}

GArray *
muster_column_read_header (const MusterKind *kind, const MusterCsvRow *row, GPtrArray *unknown, GPtrArray *computed,
                           GError **error)
{
  g_autoptr(GArray) columns = make_unknown (row->n_cells);

  for (Sureness sureness = 0; sureness < N_SURENESS; sureness++)
    if (!find_columns (kind, row, columns, sureness, error))
      return NULL;
  for (guint i = 0; i < row->n_cells; i++)
    {
      int column = g_array_index (columns, int, i);

      if (column == MUSTER_COLUMN_UNKNOWN && unknown == NULL && !refuse_unknown (kind, row, i, error))
        return NULL;
      if (column == MUSTER_COLUMN_UNKNOWN)
        pass_over (columns, i, unknown, row->cells[i]);
      else if (is_computed (kind, column) || is_needless (kind, columns, column))
        pass_over (columns, i, computed, row->cells[i]);
    }
  return g_steal_pointer (&columns);
}

GArray *
muster_column_read_names (const MusterKind *kind, const MusterCsvRow *row, GError **error)
{
  g_autoptr(GArray) columns = make_unknown (row->n_cells);

  for (guint i = 0; i < row->n_cells; i++)
    {
      int column = find_by_name (kind, row->cells[i]);

      if (column == MUSTER_COLUMN_UNKNOWN)
        {
          refuse_unknown (kind, row, i, error);
          return NULL;
        }
      if (is_taken (columns, column))
        {
          refuse_second (row, i, error);
          return NULL;
        }
      g_array_index (columns, int, i) = column;
    }
  for (guint i = 0; i < row->n_cells; i++)
    {
      int column = g_array_index (columns, int, i);

      if (column >= 0 && muster_field_is_derived (&kind->fields[column]))
        g_array_index (columns, int, i) = MUSTER_COLUMN_PASS;
    }
  return g_steal_pointer (&columns);
}

char *
muster_import_describe_columns (const MusterKind *kind)
{
  g_autoptr(GString) names = g_string_new (kind->ref_prefix != NULL ? _("Number") : NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    if (!is_computed (kind, (int) i))
      g_string_append_printf (names, names->len > 0 ? ", %s" : "%s", muster_field_get_label (&kind->fields[i]));
  /* Translators: then names of columns */
  return g_strdup_printf (_("A column can be called: %s."), names->str);
}
