/* muster-register-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-row.h"

#include "muster-words.h"

#define PADDING_X 9
#define PADDING_Y 9
#define SHAPE 12
#define SHAPE_GAP 6
#define LINE_GAP 3

struct _MusterRegisterRow {
  GtkWidget parent_instance;
  MusterColumns *columns;
  MusterRow *row;      /* nullable */
  PangoLayout **cells; /* one a column, made when first drawn; NULL: not yet */
  MusterTone *tones;
  PangoLayout *lines[2]; /* of the compact form */
};

G_DEFINE_FINAL_TYPE (MusterRegisterRow, muster_register_row, GTK_TYPE_WIDGET)

/* What was laid out says something older. */
static void
drop_layouts (MusterRegisterRow *self)
{
  for (guint i = 0; i < muster_columns_get_max (self->columns); i++)
    g_clear_object (&self->cells[i]);
  g_clear_object (&self->lines[0]);
  g_clear_object (&self->lines[1]);
}

static MusterRecord *
get_record (MusterRegisterRow *self)
{
  return self->row != NULL ? muster_row_get_record (self->row) : NULL;
}

/* The name stands on the row of the list: that is what a screen reader reads. */
static void
update_name (MusterRegisterRow *self)
{
  MusterRecord *record = get_record (self);
  GtkWidget *list_row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = record != NULL ? muster_columns_describe (self->columns, record) : NULL;

  if (list_row != NULL && name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_record_cb (MusterRegisterRow *self)
{
  drop_layouts (self);
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_columns_changed_cb (MusterRegisterRow *self)
{
  drop_layouts (self);
  update_name (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
muster_register_row_set_row (MusterRegisterRow *self, MusterRow *row)
{
  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify::record", G_CALLBACK (on_record_cb), self, G_CONNECT_SWAPPED);
  on_record_cb (self);
}

/* ---- layouts ----------------------------------------------------------------------------------------------------- */

static PangoLayout *
make_layout (MusterRegisterRow *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
mark_overdue (PangoLayout *layout)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  const char *text = pango_layout_get_text (layout);
  const char *end = strstr (text, " · ");
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = end != NULL ? end - text : PANGO_ATTR_INDEX_TO_TEXT_END;
  pango_attr_list_insert (attributes, bold);
  pango_layout_set_attributes (layout, attributes);
}

static gboolean
is_shared (const MusterColumn *column)
{
  return column->field != NULL
         && (column->field->type == MUSTER_VALUE_CHOICE || column->field->type == MUSTER_VALUE_INTEGER
             || column->field->type == MUSTER_VALUE_PERCENT || column->field->type == MUSTER_VALUE_SCORE
             || column->field->type == MUSTER_VALUE_BOOLEAN);
}

static PangoLayout *
ensure_cell (MusterRegisterRow *self, guint i, MusterRecord *record)
{
  const MusterColumn *column = muster_columns_get (self->columns, i);
  g_auto(MusterCell) cell = { NULL };

  if (self->cells[i] != NULL)
    return self->cells[i];
  muster_columns_get_cell (self->columns, i, record, &cell);
  self->tones[i] = cell.tone;
  if (is_shared (column))
    return self->cells[i] = muster_columns_get_layout (self->columns, i, cell.text, GTK_WIDGET (self));
  self->cells[i] = make_layout (self, cell.text);
  if (column->numeric)
    pango_layout_set_alignment (self->cells[i], PANGO_ALIGN_RIGHT);
  if (cell.overdue)
    mark_overdue (self->cells[i]);
  return self->cells[i];
}

static void
ensure_lines (MusterRegisterRow *self, MusterRecord *record)
{
  const char *code = muster_record_get_ref_code (record);
  g_autofree char *title = NULL;
  g_autofree char *one_line = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr(PangoAttrList) small = NULL;

  if (self->lines[0] != NULL)
    return;
  title = muster_record_dup_title (record);
  if (muster_record_is_archived (record))
    {
      g_autofree char *plain = g_steal_pointer (&title);

      title = muster_columns_mark_archived (plain);
    }
  one_line = muster_words_line (title, 200);
  first = code != NULL ? g_strdup_printf ("%s  %s", code, one_line) : g_strdup (one_line);
  second = muster_columns_summarise (self->columns, record);
  small = pango_attr_list_new ();
  pango_attr_list_insert (small, pango_attr_scale_new (0.86));
  self->lines[0] = make_layout (self, first);
  self->lines[1] = make_layout (self, second);
  pango_layout_set_attributes (self->lines[1], small);
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void
draw_layout (GtkWidget *widget, GtkSnapshot *snapshot, PangoLayout *layout, int x, int y, int width,
             const GdkRGBA *color)
{
  if (width <= 0)
    return;
  pango_layout_set_width (layout, width * PANGO_SCALE);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_shape (GtkWidget *widget, GtkSnapshot *snapshot, MusterTone tone, int x, int y)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - SHAPE;
  muster_tone_snapshot (tone, snapshot, x, y, SHAPE, muster_tone_is_dark (widget));
}

static void
draw_cell (MusterRegisterRow *self, GtkSnapshot *snapshot, guint i, MusterRecord *record, const GdkRGBA *color)
{
  const MusterColumn *column = muster_columns_get (self->columns, i);
  PangoLayout *layout = ensure_cell (self, i, record);
  GtkWidget *widget = GTK_WIDGET (self);
  int x = column->x + PADDING_X, width = column->width - 2 * PADDING_X;
  int height = gtk_widget_get_height (widget), text_height;
  GdkRGBA dimmed = *color;

  if (*pango_layout_get_text (layout) == '\0')
    return;
  if (self->tones[i] != MUSTER_TONE_NONE)
    {
      draw_shape (widget, snapshot, self->tones[i], x, (height - SHAPE) / 2);
      x += SHAPE + SHAPE_GAP;
      width -= SHAPE + SHAPE_GAP;
    }
  if (column->field == NULL)
    dimmed.alpha *= 0.75f;
  /* First how wide, then how high: the other way round it would be laid out twice. */
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  draw_layout (widget, snapshot, layout, x, (height - text_height) / 2, width, &dimmed);
}

static void
draw_cells (MusterRegisterRow *self, GtkSnapshot *snapshot, MusterRecord *record, const GdkRGBA *color)
{
  for (guint i = 0; i < muster_columns_get_n (self->columns); i++)
    if (muster_columns_is_in_sight (self->columns, muster_columns_get (self->columns, i)))
      draw_cell (self, snapshot, i, record, color);
}

/* The first shape with its word, at the end of the first line. Returns where it begins. */
static int
draw_compact_tone (MusterRegisterRow *self, GtkSnapshot *snapshot, MusterRecord *record, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int x = gtk_widget_get_width (widget) - PADDING_X;

  for (guint i = 0; i < muster_columns_get_n (self->columns); i++)
    {
      const MusterColumn *column = muster_columns_get (self->columns, i);
      PangoLayout *layout;
      int width, height;

      if (column->field == NULL || column->field->type != MUSTER_VALUE_CHOICE)
        continue;
      layout = ensure_cell (self, i, record);
      if (self->tones[i] == MUSTER_TONE_NONE)
        continue;
      pango_layout_set_width (layout, -1);
      pango_layout_get_pixel_size (layout, &width, &height);
      x -= width;
      draw_layout (widget, snapshot, layout, x, PADDING_Y, width, color);
      x -= SHAPE + SHAPE_GAP;
      draw_shape (widget, snapshot, self->tones[i], x, PADDING_Y + (height - SHAPE) / 2);
      return x - 2 * SHAPE_GAP;
    }
  return x;
}

static void
draw_compact (MusterRegisterRow *self, GtkSnapshot *snapshot, MusterRecord *record, const GdkRGBA *color)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int end = draw_compact_tone (self, snapshot, record, color), height;
  GdkRGBA dimmed = *color;

  ensure_lines (self, record);
  dimmed.alpha *= 0.75f;
  draw_layout (widget, snapshot, self->lines[0], PADDING_X, PADDING_Y, end - PADDING_X, color);
  pango_layout_get_pixel_size (self->lines[0], NULL, &height);
  draw_layout (widget, snapshot, self->lines[1], PADDING_X, PADDING_Y + height + LINE_GAP,
               gtk_widget_get_width (widget) - 2 * PADDING_X, &dimmed);
}

static void
draw_placeholder (MusterRegisterRow *self, GtkSnapshot *snapshot, GdkRGBA *color)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)), width = gtk_widget_get_width (GTK_WIDGET (self));
  guint n = muster_columns_is_compact (self->columns) ? 1 : muster_columns_get_n (self->columns);

  color->alpha *= 0.08f;
  for (guint i = 0; i < n; i++)
    {
      const MusterColumn *column = muster_columns_get (self->columns, i);
      int room = (n == 1 ? width : column->width) - 2 * PADDING_X;
      int x = (n == 1 ? 0 : column->x) + PADDING_X;

      gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, height / 2.f - 4, room * 0.6f, 8));
    }
}

static void
muster_register_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterRegisterRow *self = MUSTER_REGISTER_ROW (widget);
  MusterRecord *record = get_record (self);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (record == NULL)
    {
      draw_placeholder (self, snapshot, &color);
      return;
    }
  if (muster_record_is_archived (record))
    color.alpha *= 0.7f;
  if (muster_columns_is_compact (self->columns))
    draw_compact (self, snapshot, record, &color);
  else
    draw_cells (self, snapshot, record, &color);
}

/* ---- size -------------------------------------------------------------------------------------------------------- */

static void
muster_register_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  MusterRegisterRow *self = MUSTER_REGISTER_ROW (widget);
  gboolean compact = muster_columns_is_compact (self->columns);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = muster_columns_get_min_width (self->columns, widget);
      *minimum = compact ? 0 : *natural;
    }
  else
    {
      int line = muster_columns_get_line_height (self->columns, widget);

      *minimum = compact ? 2 * PADDING_Y + line + LINE_GAP + (line * 7 + 7) / 8 : 2 * PADDING_Y + line;
      *natural = *minimum;
    }
}

static void
muster_register_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRegisterRow *self = MUSTER_REGISTER_ROW (widget);

  if (!muster_columns_is_compact (self->columns))
    muster_columns_allocate (self->columns, widget, width);
}

static void
muster_register_row_dispose (GObject *object)
{
  MusterRegisterRow *self = MUSTER_REGISTER_ROW (object);

  g_clear_object (&self->row);
  if (self->columns != NULL)
    drop_layouts (self);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->tones, g_free);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (muster_register_row_parent_class)->dispose (object);
}

static void
muster_register_row_class_init (MusterRegisterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_register_row_dispose;
  widget_class->measure = muster_register_row_measure;
  widget_class->size_allocate = muster_register_row_size_allocate;
  widget_class->snapshot = muster_register_row_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_register_row_init (MusterRegisterRow *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
muster_register_row_new (MusterColumns *columns)
{
  MusterRegisterRow *self = g_object_new (MUSTER_TYPE_REGISTER_ROW, NULL);
  guint n = muster_columns_get_max (columns);

  self->columns = g_object_ref (columns);
  self->cells = g_new0 (PangoLayout *, n);
  self->tones = g_new0 (MusterTone, n);
  g_signal_connect_object (columns, "changed", G_CALLBACK (on_columns_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (columns, "scrolled", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
