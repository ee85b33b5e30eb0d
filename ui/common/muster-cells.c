/* muster-cells.c - what stands in a cell, and what a row says when it is read out or has no columns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-columns-private.h"

#include <glib/gi18n-lib.h>

#include "muster-words.h"

#define CELL_MAX_CHARS 160

void
muster_cell_clear (MusterCell *cell)
{
  g_clear_pointer (&cell->text, g_free);
}

/* The column that shows the day that is overdue: the one whose last day it is; the derived one first. */
static const MusterField *
find_due_field (MusterColumns *self, MusterRecord *record)
{
  guint32 due = muster_rules_due_day (record);
  const MusterField *found = NULL;

  if (due == 0)
    return NULL;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const MusterField *field = muster_columns_get (self, i)->field;

      if (field == NULL || field->type != MUSTER_VALUE_WHEN
          || muster_record_get_days (record, field->name).latest != due)
        continue;
      if (found == NULL || (field->flags & MUSTER_FIELD_DERIVED))
        found = field;
    }
  return found;
}

static gboolean
is_overdue (MusterColumns *self, MusterRecord *record)
{
  return self->today != 0 && !muster_record_is_archived (record)
         && muster_rules_timing (record, self->today) == MUSTER_TIMING_OVERDUE;
}

/* Until it is known a remark says nothing. */
static const char *
get_remark (MusterColumns *self, const MusterColumn *column, MusterRecord *record)
{
  const MusterId *id = muster_record_get_id (record);
  const char *text = self->remarks != NULL ? muster_remarks_get (self->remarks, id, (guint) column->remark) : NULL;

  return text != NULL ? text : "";
}

static char *
display_remark (MusterColumns *self, const MusterColumn *column, MusterRecord *record)
{
  const char *text = get_remark (self, column, record);
  const MusterChoice *choice = column->field->choices != NULL ? muster_field_find_choice (column->field, text) : NULL;

  return g_strdup (choice != NULL ? g_dgettext (GETTEXT_PACKAGE, choice->label) : text);
}

static char *
display_line (MusterColumns *self, const MusterColumn *column, MusterRecord *record)
{
  g_autofree char *display = column->remark >= 0 ? display_remark (self, column, record)
                                                 : muster_record_to_display (record, column->field->name);

  return muster_words_line (display, CELL_MAX_CHARS);
}

char *
muster_columns_mark_archived (const char *title)
{
  /* Translators: before the title of a record, in a table: what comes last may be cut off. */
  return *title != '\0' ? g_strdup_printf (_("Archived · %s"), title) : g_strdup (_("Archived"));
}

void
muster_columns_get_cell (MusterColumns *self, guint i, MusterRecord *record, MusterCell *cell)
{
  const MusterColumn *column = muster_columns_get (self, i);
  const MusterField *field = column->field;
  g_autofree char *text = NULL;

  *cell = (MusterCell){ NULL };
  if (field == NULL)
    {
      cell->text = g_strdup (muster_record_get_ref_code (record));
      cell->text = cell->text != NULL ? cell->text : g_strdup ("");
      return;
    }
  text = display_line (self, column, record);
  if (column->remark >= 0)
    {
      cell->tone = muster_tone_of_choice (field, get_remark (self, column, record));
      cell->text = g_steal_pointer (&text);
    }
  else if (field->type == MUSTER_VALUE_CHOICE && *text != '\0')
    {
      const char *nick = muster_record_get_text (record, field->name);

      cell->tone = muster_tone_of_choice (field, nick);
      cell->text = g_strconcat (muster_tone_arrow (field, nick), text, NULL);
    }
  else if (field->type == MUSTER_VALUE_WHEN && is_overdue (self, record) && find_due_field (self, record) == field)
    {
      cell->overdue = TRUE;
      /* Translators: a date that has passed, in a table. */
      cell->text = g_strdup_printf (_("Overdue · %s"), text);
    }
  else
    cell->text = g_steal_pointer (&text);
  if (column->tells_archived && muster_record_is_archived (record))
    {
      g_autofree char *plain = g_steal_pointer (&cell->text);

      cell->text = muster_columns_mark_archived (plain);
    }
}

static void
append_part (GString *words, const char *separator, const char *part)
{
  if (*part == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, separator);
  g_string_append (words, part);
}

char *
muster_columns_describe (MusterColumns *self, MusterRecord *record)
{
  GString *words = g_string_new (NULL);
  gboolean said_overdue = FALSE, said_title = FALSE;
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const MusterColumn *column = muster_columns_get (self, i);
      g_auto(MusterCell) cell = { NULL };
      g_autofree char *labelled = NULL;

      muster_columns_get_cell (self, i, record, &cell);
      said_overdue |= cell.overdue;
      said_title |= column->is_title && *cell.text != '\0';
      if (*cell.text != '\0' && column->field != NULL && !column->is_title)
        labelled = g_strdup_printf ("%s %s", muster_field_get_label (column->field), cell.text);
      append_part (words, ", ", labelled != NULL ? labelled : cell.text);
    }
  if (!said_title)
    {
      title = muster_record_dup_title (record);
      append_part (words, ", ", title);
    }
  if (!said_overdue && is_overdue (self, record))
    append_part (words, ", ", _("overdue"));
  return g_string_free (words, FALSE);
}

char *
muster_columns_summarise (MusterColumns *self, MusterRecord *record)
{
  GString *words = g_string_new (NULL);
  gboolean said_overdue = FALSE;
  guint parts = 0, numbers = 0;

  for (guint i = 0; i < self->columns->len && parts < 5; i++)
    {
      const MusterColumn *column = muster_columns_get (self, i);
      g_auto(MusterCell) cell = { NULL };
      g_autofree char *labelled = NULL;

      if (column->field == NULL || column->is_title)
        continue;
      muster_columns_get_cell (self, i, record, &cell);
      /* One number tells; a row of them without their columns does not. */
      if (*cell.text == '\0' || cell.tone != MUSTER_TONE_NONE || (column->numeric && numbers++ > 0))
        continue;
      said_overdue |= cell.overdue;
      if (column->numeric || column->field->type == MUSTER_VALUE_BOOLEAN)
        labelled = g_strdup_printf ("%s %s", muster_field_get_label (column->field), cell.text);
      append_part (words, " · ", labelled != NULL ? labelled : cell.text);
      parts++;
    }
  if (!said_overdue && is_overdue (self, record))
    g_string_prepend (words, words->len > 0 ? _("Overdue · ") : _("Overdue"));
  return g_string_free (words, FALSE);
}
