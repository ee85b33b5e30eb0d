/* muster-columns.c - which columns there are, and how wide.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-columns-private.h"

#define PADDING 9
#define SHAPE 18
#define ARROW 20
#define MOST_LAYOUTS 1000

G_DEFINE_FINAL_TYPE (MusterColumns, muster_columns, G_TYPE_OBJECT)

enum { CHOSEN, CHANGED, SCROLLED, N_SIGNALS };
static guint signals[N_SIGNALS];

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
add_column (MusterColumns *self, const MusterField *field, int remark)
{
  MusterColumn column = { .field = field, .remark = remark };

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

/* Somebody takes the space that is left, and somebody tells what is archived. */
static void
settle (MusterColumns *self)
{
  MusterColumn *telling = NULL;
  gboolean expands = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      MusterColumn *column = &g_array_index (self->columns, MusterColumn, i);

      expands |= column->weight > 0;
      if (column->is_title || (telling == NULL && column->field != NULL))
        telling = column;
    }
  if (telling != NULL)
    telling->tells_archived = TRUE;
  if (!expands && self->columns->len > 0)
    g_array_index (self->columns, MusterColumn, self->columns->len - 1).weight = 1;
}

gboolean
muster_columns_can_show (const MusterField *field)
{
  return field->type != MUSTER_VALUE_LONG_TEXT && (field->flags & MUSTER_FIELD_QUIET) == 0;
}

gboolean
muster_columns_shows (MusterColumns *self, const MusterField *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (muster_columns_get (self, i)->field == field)
      return TRUE;
  return FALSE;
}

guint
muster_columns_get_max (MusterColumns *self)
{
  return self->kind->n_fields + muster_remarks_count (self->kind) + 1;
}

/* What it comes to stands beside what it is called. */
static void
put_field (MusterColumns *self, const MusterField *field)
{
  add_column (self, field, -1);
  for (guint i = 0; i < muster_remarks_count (self->kind) && (field->flags & MUSTER_FIELD_TITLE) != 0; i++)
    add_column (self, muster_remarks_field (self->kind, i), (int) i);
}

static void
put_usual (MusterColumns *self)
{
  static const MusterFieldFlags firsts[] = { MUSTER_FIELD_TITLE, MUSTER_FIELD_LEAD, MUSTER_FIELD_COLUMN };

  /* A window of usual width shows those that stand first without scrolling. */
  for (guint first = 0; first < G_N_ELEMENTS (firsts); first++)
    for (guint i = 0; i < self->kind->n_fields; i++)
      {
        const MusterField *field = &self->kind->fields[i];

        if ((field->flags & MUSTER_FIELD_COLUMN) != 0 && (field->flags & firsts[first]) != 0
            && !muster_columns_shows (self, field))
          put_field (self, field);
      }
}

static void
put_chosen (MusterColumns *self, const char *const *names)
{
  const MusterField *title = muster_kind_title_field (self->kind);

  if (title != NULL && (title->flags & MUSTER_FIELD_COLUMN) != 0 && !g_strv_contains (names, title->name))
    put_field (self, title);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const MusterField *field = muster_kind_get_field (self->kind, names[i]);

      if (field != NULL && muster_columns_can_show (field) && !muster_columns_shows (self, field))
        put_field (self, field);
    }
}

static void
put_columns (MusterColumns *self, const char *const *names)
{
  g_array_set_size (self->columns, 0);
  if (self->kind->ref_prefix != NULL)
    g_array_append_val (self->columns, ((MusterColumn){ .remark = -1, .chars = 6 }));
  if (names != NULL)
    put_chosen (self, names);
  else
    put_usual (self);
  settle (self);
}

void
muster_columns_choose (MusterColumns *self, const char *const *names)
{
  put_columns (self, names);
  self->ten_digits = 0;
  self->line_height = 0;
  self->width = 0;
  g_hash_table_remove_all (self->layouts);
  g_signal_emit (self, signals[CHOSEN], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

MusterColumns *
muster_columns_new (const MusterKind *kind)
{
  MusterColumns *self = g_object_new (MUSTER_TYPE_COLUMNS, NULL);

  self->kind = kind;
  put_columns (self, NULL);
  return self;
}

static void
muster_columns_finalize (GObject *object)
{
  MusterColumns *self = MUSTER_COLUMNS (object);

  g_array_unref (self->columns);
  g_clear_object (&self->remarks);
  g_hash_table_unref (self->layouts);
  G_OBJECT_CLASS (muster_columns_parent_class)->finalize (object);
}

static void
muster_columns_class_init (MusterColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_columns_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", MUSTER_TYPE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
  signals[SCROLLED] = g_signal_new ("scrolled", MUSTER_TYPE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", MUSTER_TYPE_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
muster_columns_init (MusterColumns *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (MusterColumn));
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->sight_to = G_MAXINT;
}

static void
on_remarks_cb (MusterColumns *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
muster_columns_take_remarks (MusterColumns *self, MusterRemarks *remarks)
{
  self->remarks = remarks;
  g_signal_connect_object (remarks, "changed", G_CALLBACK (on_remarks_cb), self, G_CONNECT_SWAPPED);
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

/* ---- widths ------------------------------------------------------------------------------------------------------ */

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

static int
measure_line (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = pango_font_metrics_get_height (metrics);

  if (height == 0)
    height = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);
  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (height);
}

/* Again where the font may have changed. All rows have the same: asking each would cost more than all else of a layout.
 * */
static void
measure_columns (MusterColumns *self, GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = NULL;
  int width;

  if (self->line_height != 0)
    return;
  layout = gtk_widget_create_pango_layout (widget, "0000000000");
  pango_layout_get_pixel_size (layout, &width, NULL);
  self->line_height = measure_line (widget);
  if (width == self->ten_digits)
    return;
  self->ten_digits = width;
  self->width = 0;
  g_hash_table_remove_all (self->layouts);
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
muster_columns_get_digits_width (MusterColumns *self, GtkWidget *widget, int digits)
{
  measure_columns (self, widget);
  return digits * self->ten_digits / 10;
}

int
muster_columns_get_min_width (MusterColumns *self, GtkWidget *widget)
{
  guint weights;

  measure_columns (self, widget);
  return sum_widths (self, &weights);
}

int
muster_columns_get_line_height (MusterColumns *self, GtkWidget *widget)
{
  measure_columns (self, widget);
  return self->line_height;
}

void
muster_columns_forget_font (MusterColumns *self)
{
  self->line_height = 0;
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

void
muster_columns_set_sight (MusterColumns *self, int from, int to)
{
  if (from == self->sight_from && to == self->sight_to)
    return;
  self->sight_from = from;
  self->sight_to = to;
  g_signal_emit (self, signals[SCROLLED], 0);
}

gboolean
muster_columns_is_in_sight (MusterColumns *self, const MusterColumn *column)
{
  return column->x + column->width > self->sight_from && column->x < self->sight_to;
}

PangoLayout *
muster_columns_get_layout (MusterColumns *self, guint i, const char *text, GtkWidget *widget)
{
  g_autofree char *key = g_strdup_printf ("%u %s", i, text);
  PangoLayout *layout = g_hash_table_lookup (self->layouts, key);

  if (layout != NULL)
    return g_object_ref (layout);
  if (g_hash_table_size (self->layouts) > MOST_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (muster_columns_get (self, i)->numeric)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  g_hash_table_insert (self->layouts, g_steal_pointer (&key), g_object_ref (layout));
  return layout;
}
