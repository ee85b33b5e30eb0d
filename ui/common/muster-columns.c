/* muster-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-columns.h"

#include <glib/gi18n-lib.h>

#include "muster-words.h"

#define PADDING 9
#define SHAPE 18
#define ARROW 20
#define CELL_MAX_CHARS 160

struct _MusterColumns {
  GObject parent_instance;
  const MusterKind *kind;
  GArray *columns; /* MusterColumn */
  gboolean compact;
  guint32 today;
  int ten_digits; /* their width, which tells the font; 0: not measured */
  int width;      /* shared out last */
};

G_DEFINE_FINAL_TYPE (MusterColumns, muster_columns, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
muster_cell_clear (MusterCell *cell)
{
  g_clear_pointer (&cell->text, g_free);
}

static guint
value_chars (const MusterField *field, guint *weight)
{
  *weight = 0;
  switch (field->type)
    {
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_BOOLEAN:
      return 6;
    case MUSTER_VALUE_MONEY:
      return 11;
    case MUSTER_VALUE_SCORE:
    case MUSTER_VALUE_POPULATION:
      return 14;
    case MUSTER_VALUE_WHEN:
      return 16;
    case MUSTER_VALUE_CHOICE:
      return 6;
    case MUSTER_VALUE_LONG_TEXT:
      *weight = 3;
      return 24;
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
    case MUSTER_VALUE_LIST:
    default:
      *weight = 1;
      return 14;
    }
}

static void
add_column (MusterColumns *self, const MusterField *field)
{
  MusterColumn column = { .field = field };

  column.is_title = (field->flags & MUSTER_FIELD_TITLE) != 0;
  column.chars = value_chars (field, &column.weight);
  if (column.is_title)
    {
      column.chars = MAX (column.chars, 30);
      column.weight = 4;
    }
  column.numeric = field->type == MUSTER_VALUE_INTEGER || field->type == MUSTER_VALUE_DECIMAL
                   || field->type == MUSTER_VALUE_MONEY || field->type == MUSTER_VALUE_PERCENT
                   || field->type == MUSTER_VALUE_POPULATION;
  g_array_append_val (self->columns, column);
}

MusterColumns *
muster_columns_new (const MusterKind *kind)
{
  MusterColumns *self = g_object_new (MUSTER_TYPE_COLUMNS, NULL);
  gboolean expands = FALSE;

  self->kind = kind;
  if (kind->ref_prefix != NULL)
    g_array_append_val (self->columns, ((MusterColumn){ .chars = 6 }));
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & MUSTER_FIELD_COLUMN)
      add_column (self, &kind->fields[i]);
  for (guint i = 0; i < self->columns->len; i++)
    expands |= g_array_index (self->columns, MusterColumn, i).weight > 0;
  if (!expands && self->columns->len > 0)
    g_array_index (self->columns, MusterColumn, self->columns->len - 1).weight = 1;
  return self;
}

static void
muster_columns_finalize (GObject *object)
{
  MusterColumns *self = MUSTER_COLUMNS (object);

  g_array_unref (self->columns);
  G_OBJECT_CLASS (muster_columns_parent_class)->finalize (object);
}

static void
muster_columns_class_init (MusterColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_columns_finalize;
  signals[CHANGED] = g_signal_new ("changed", MUSTER_TYPE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
muster_columns_init (MusterColumns *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (MusterColumn));
}

const MusterKind *
muster_columns_get_kind (MusterColumns *self)
{
  return self->kind;
}

guint
muster_columns_get_n (MusterColumns *self)
{
  return self->columns->len;
}

const MusterColumn *
muster_columns_get (MusterColumns *self, guint i)
{
  return &g_array_index (self->columns, MusterColumn, i);
}

void
muster_columns_set_compact (MusterColumns *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
muster_columns_is_compact (MusterColumns *self)
{
  return self->compact;
}

void
muster_columns_set_today (MusterColumns *self, guint32 today)
{
  if (self->today == today)
    return;
  self->today = today;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- widths ------------------------------------------------------------------------------------------------------- */

static int
measure_text (PangoLayout *layout, const char *text)
{
  int width;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
measure_choices (PangoLayout *layout, const MusterField *field)
{
  int most = 0;

  for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
    {
      g_autofree char *text = g_strconcat (muster_tone_arrow (field, choice->nick),
                                           g_dgettext (GETTEXT_PACKAGE, choice->label), NULL);
      int shape = muster_tone_of_choice (field, choice->nick) != MUSTER_TONE_NONE ? SHAPE : 0;

      most = MAX (most, measure_text (layout, text) + shape);
    }
  return most;
}

static void
measure_column (MusterColumn *column, PangoLayout *layout, int digit)
{
  const MusterField *field = column->field;
  int label;

  column->least = (int) column->chars * digit;
  if (field != NULL)
    {
      label = measure_text (layout, muster_field_get_label (field)) + (field->flags & MUSTER_FIELD_SORT ? ARROW : 0);
      /* Names and terms may be long: from here on they end in an ellipsis. */
      column->least = MAX (column->least, MIN (label, 13 * digit));
      if (field->type == MUSTER_VALUE_CHOICE)
        column->least = MAX (column->least, MIN (measure_choices (layout, field), 17 * digit));
    }
  column->least += 2 * PADDING;
}

/* Again where the font has changed. */
static void
measure_columns (MusterColumns *self, GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0000000000");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width == self->ten_digits)
    return;
  self->ten_digits = width;
  self->width = 0;
  for (guint i = 0; i < self->columns->len; i++)
    measure_column (&g_array_index (self->columns, MusterColumn, i), layout, (width + 9) / 10);
}

static int
sum_widths (MusterColumns *self, guint *weights)
{
  int sum = 0;

  *weights = 0;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const MusterColumn *column = muster_columns_get (self, i);

      sum += column->least;
      *weights += column->weight;
    }
  return sum;
}

int
muster_columns_get_min_width (MusterColumns *self, GtkWidget *widget)
{
  guint weights;

  measure_columns (self, widget);
  return sum_widths (self, &weights);
}

void
muster_columns_allocate (MusterColumns *self, GtkWidget *widget, int width)
{
  guint weights;
  int x = 0, spare;

  if (self->ten_digits == 0)
    measure_columns (self, widget);
  if (width == self->width)
    return;
  self->width = width;
  spare = MAX (width - sum_widths (self, &weights), 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      MusterColumn *column = &g_array_index (self->columns, MusterColumn, i);
      int share = weights > 0 ? (int) ((gint64) spare * column->weight / weights) : 0;

      column->x = x;
      column->width = column->least + share;
      x += column->width;
      spare -= share;
      weights -= column->weight;
    }
}

/* ---- cells -------------------------------------------------------------------------------------------------------- */

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

static char *
display_line (MusterRecord *record, const MusterField *field)
{
  g_autofree char *display = muster_record_to_display (record, field->name);

  return muster_words_line (display, CELL_MAX_CHARS);
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
  text = display_line (record, field);
  if (field->type == MUSTER_VALUE_CHOICE && *text != '\0')
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
  else if (column->is_title && muster_record_is_archived (record))
    cell->text = g_strdup_printf (_("%s (archived)"), text);
  else
    cell->text = g_steal_pointer (&text);
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
  if (muster_record_is_archived (record) && !said_title)
    append_part (words, ", ", _("archived"));
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
