/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline-row.h"

#include "muster-chip.h"
#include "muster-timeline.h"

#include <glib/gi18n-lib.h>

#define PADDING_X MUSTER_OUTLINE_PADDING
#define PADDING_Y 8
#define SHAPE 12
#define SHAPE_GAP (MUSTER_OUTLINE_SHAPE - SHAPE)
#define LINE_GAP 3
#define INDENT 20
#define ARROW 20 /* the triangle that folds, and the room that it has */
/* Deeper ones stand no further in, so that there is room for what they are called. */
#define MOST_INDENT 12

struct _MusterOutlineRow {
  GtkWidget parent_instance;
  MusterOutlineColumns *columns;
  MusterWork *work; /* nullable */
  PangoLayout *cells[MUSTER_OUTLINE_N_COLUMNS];
  PangoLayout *line; /* the second one of the compact form */
  int drop;          /* a MusterDropPlace while something is held above it, else -1 */
};

G_DEFINE_FINAL_TYPE (MusterOutlineRow, muster_outline_row, GTK_TYPE_WIDGET)

static void
drop_layouts (MusterOutlineRow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_clear_object (&self->cells[i]);
  g_clear_object (&self->line);
}

/* The name stands on the row of the list: that is what a screen reader reads. */
static void
update_name (MusterOutlineRow *self)
{
  GtkWidget *list_row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  if (list_row == NULL || self->work == NULL)
    return;
  name = muster_work_describe (self->work);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (self->work->has_parts)
    gtk_accessible_update_state (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_STATE_EXPANDED, !self->work->folded, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
on_work_cb (MusterOutlineRow *self)
{
  drop_layouts (self);
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_columns_cb (MusterOutlineRow *self)
{
  drop_layouts (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
muster_outline_row_set_work (MusterOutlineRow *self, MusterWork *work)
{
  if (self->work == work)
    return;
  if (self->work != NULL)
    g_signal_handlers_disconnect_by_data (self->work, self);
  g_set_object (&self->work, work);
  self->drop = -1;
  if (work != NULL)
    g_signal_connect_object (work, "changed", G_CALLBACK (on_work_cb), self, G_CONNECT_SWAPPED);
  on_work_cb (self);
}

MusterWork *
muster_outline_row_get_work (MusterOutlineRow *self)
{
  return self->work;
}

gboolean
muster_outline_row_find_place (GtkWidget *list_view, MusterWork *work, GtkWidget *on, GdkRectangle *place)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list_view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      graphene_rect_t bounds;

      if (!MUSTER_IS_OUTLINE_ROW (child) || MUSTER_OUTLINE_ROW (child)->work != work
          || !gtk_widget_compute_bounds (row, on, &bounds))
        continue;
      *place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                               (int) bounds.size.height };
      place->y = CLAMP (place->y, 0, gtk_widget_get_height (on));
      return TRUE;
    }
  return FALSE;
}

/* ---- what cells say ---------------------------------------------------------------------------------------------- */

static PangoLayout *
ensure_cell (MusterOutlineRow *self, MusterOutlineColumn column)
{
  if (self->cells[column] != NULL)
    return self->cells[column];
  self->cells[column] = muster_outline_columns_make_layout (column, self->work, GTK_WIDGET (self));
  /* Where it is narrow, the line below says what it is. */
  if (column == MUSTER_OUTLINE_TITLE && muster_outline_columns_is_compact (self->columns))
    {
      g_autofree char *title = muster_outline_columns_dup_text (column, self->work);

      pango_layout_set_text (self->cells[column], title, -1);
    }
  return self->cells[column];
}

static PangoLayout *
ensure_line (MusterOutlineRow *self)
{
  g_autofree char *text = NULL;
  g_autoptr(PangoAttrList) attributes = NULL;

  if (self->line != NULL)
    return self->line;
  text = muster_work_dup_line (self->work);
  self->line = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_ellipsize (self->line, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->line, TRUE);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
  pango_layout_set_attributes (self->line, attributes);
  return self->line;
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static int
title_start (MusterOutlineRow *self)
{
  int depth = (int) self->work->depth, x, width;

  if (muster_outline_columns_is_flat (self->columns))
    return PADDING_X - ARROW; /* nothing stands before the title */
  if (muster_outline_columns_is_compact (self->columns))
    return PADDING_X + INDENT * 2 / 3 * MIN (depth, 4);
  /* Two thirds of the column are for what it is called. */
  if (muster_outline_columns_get (self->columns, MUSTER_OUTLINE_TITLE, &x, &width))
    depth = MIN (depth, width / 3 / INDENT);
  return PADDING_X + INDENT * MIN (depth, MOST_INDENT);
}

/* x counts from where reading starts. */
static int
mirror (MusterOutlineRow *self, int x, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static void
draw_layout (MusterOutlineRow *self, GtkSnapshot *snapshot, PangoLayout *layout, int x, int y, int width,
             const GdkRGBA *color)
{
  if (width <= 0)
    return;
  pango_layout_set_width (layout, width * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (mirror (self, x, width), y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_arrow (MusterOutlineRow *self, GtkSnapshot *snapshot, int x, int middle, const GdkRGBA *color)
{
  int left = mirror (self, x, ARROW);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (left, middle - ARROW / 2, ARROW, ARROW));

  cairo_translate (cr, left + ARROW / 2, middle);
  if (!self->work->folded)
    cairo_rotate (cr, G_PI / 2);
  else if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    cairo_rotate (cr, G_PI);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.75);
  cairo_move_to (cr, -2.5, -4.5);
  cairo_line_to (cr, 2.5, 0);
  cairo_line_to (cr, -2.5, 4.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_shape (MusterOutlineRow *self, GtkSnapshot *snapshot, int x, int y)
{
  muster_tone_snapshot (muster_tone_of_rag (self->work->rag->shown), snapshot, mirror (self, x, SHAPE), y, SHAPE,
                        muster_tone_is_dark (GTK_WIDGET (self)));
}

static void
draw_cell (MusterOutlineRow *self, GtkSnapshot *snapshot, MusterOutlineColumn column, const GdkRGBA *color)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)), x, width, text_height;
  PangoLayout *layout;

  if (!muster_outline_columns_get (self->columns, column, &x, &width))
    return;
  if (column == MUSTER_OUTLINE_TIME)
    {
      muster_timeline_snapshot (GTK_WIDGET (self), snapshot, self->columns, self->work, x, width, height);
      return;
    }
  layout = ensure_cell (self, column);
  width -= 2 * PADDING_X;
  x += PADDING_X;
  if (column == MUSTER_OUTLINE_TITLE)
    {
      int start = title_start (self);

      if (self->work->has_parts)
        draw_arrow (self, snapshot, start - PADDING_X / 2, height / 2, color);
      width -= start - x + ARROW;
      x = start + ARROW;
    }
  else if (column == MUSTER_OUTLINE_RAG)
    {
      draw_shape (self, snapshot, x, (height - SHAPE) / 2);
      x += SHAPE + SHAPE_GAP;
      width -= SHAPE + SHAPE_GAP;
    }
  /* First how wide, then how high: the other way round it would be laid out twice. */
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  draw_layout (self, snapshot, layout, x, (height - text_height) / 2, width, color);
}

/* Title and RAG above, the rest below. */
static void
draw_compact (MusterOutlineRow *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  PangoLayout *title = ensure_cell (self, MUSTER_OUTLINE_TITLE), *rag = ensure_cell (self, MUSTER_OUTLINE_RAG);
  int start = title_start (self), end = gtk_widget_get_width (GTK_WIDGET (self)) - PADDING_X, width, height;
  GdkRGBA dimmed = *color;

  if (self->work->has_parts)
    draw_arrow (self, snapshot, start - PADDING_X / 2, gtk_widget_get_height (GTK_WIDGET (self)) / 2, color);
  start += ARROW;
  pango_layout_set_width (rag, -1);
  pango_layout_get_pixel_size (rag, &width, &height);
  draw_layout (self, snapshot, rag, end - width, PADDING_Y, width, color);
  draw_shape (self, snapshot, end - width - SHAPE - SHAPE_GAP, PADDING_Y + (height - SHAPE) / 2);
  draw_layout (self, snapshot, title, start, PADDING_Y, end - width - SHAPE - 3 * SHAPE_GAP - start, color);
  dimmed.alpha *= 0.75f;
  draw_layout (self, snapshot, ensure_line (self), start, PADDING_Y + height + LINE_GAP, end - start, &dimmed);
}

static void
draw_drop (MusterOutlineRow *self, GtkSnapshot *snapshot, GdkRGBA color)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int start = title_start (self);
  float y = self->drop == MUSTER_DROP_BEFORE ? 0 : height - 2;

  if (self->drop == MUSTER_DROP_WITHIN)
    {
      color.alpha *= 0.15f;
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, 0, width, height));
    }
  else
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (mirror (self, start, width - start), y, width - start, 2));
}

static void
muster_outline_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterOutlineRow *self = MUSTER_OUTLINE_ROW (widget);
  GdkRGBA color;

  if (self->work == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->work->context)
    color.alpha *= 0.7f;
  if (muster_outline_columns_is_compact (self->columns))
    draw_compact (self, snapshot, &color);
  else
    for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
      draw_cell (self, snapshot, i, &color);
  if (self->drop >= 0)
    draw_drop (self, snapshot, color);
}

static void
muster_outline_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  MusterOutlineRow *self = MUSTER_OUTLINE_ROW (widget);
  g_autoptr(PangoLayout) layout = NULL;
  int line;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  layout = gtk_widget_create_pango_layout (widget, "X");
  pango_layout_get_pixel_size (layout, NULL, &line);
  *minimum = 2 * PADDING_Y + line;
  if (muster_outline_columns_is_compact (self->columns))
    *minimum += LINE_GAP + (line * 7 + 7) / 8;
  *natural = *minimum;
}

/* ---- pointing ---------------------------------------------------------------------------------------------------- */

static gboolean
is_on_arrow (MusterOutlineRow *self, int x)
{
  int start = title_start (self);

  return self->work->has_parts && x >= start - PADDING_X && x < start + ARROW;
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double at_x, double y, MusterOutlineRow *self)
{
  int x = mirror (self, (int) at_x, 0);
  MusterOutlineColumn column = muster_outline_columns_at (self->columns, x);

  if (self->work == NULL)
    return;
  if (is_on_arrow (self, x))
    muster_outline_columns_emit_fold (self->columns, self->work);
  else if (n_press == 2)
    muster_outline_columns_emit_edit (self->columns, self->work,
                                      column < MUSTER_OUTLINE_N_COLUMNS ? muster_outline_columns_get_field (column)
                                                                        : NULL);
  else
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* What is cut where the pointer is: in the compact form, either line; else a cell. */
static PangoLayout *
layout_at (MusterOutlineRow *self, int x, int y)
{
  MusterOutlineColumn column = muster_outline_columns_at (self->columns, mirror (self, x, 0));

  if (muster_outline_columns_is_compact (self->columns))
    return y * 2 < gtk_widget_get_height (GTK_WIDGET (self)) ? self->cells[MUSTER_OUTLINE_TITLE] : self->line;
  return column < MUSTER_OUTLINE_N_COLUMNS ? self->cells[column] : NULL;
}

static gboolean
on_query_cb (MusterOutlineRow *self, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  PangoLayout *layout = by_keyboard ? self->cells[MUSTER_OUTLINE_TITLE] : layout_at (self, x, y);

  if (layout == NULL || !pango_layout_is_ellipsized (layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, pango_layout_get_text (layout));
  return TRUE;
}

static GdkContentProvider *
on_prepare_cb (GtkDragSource *source, double x, double y, MusterOutlineRow *self)
{
  return self->work != NULL ? gdk_content_provider_new_typed (MUSTER_TYPE_WORK, self->work) : NULL;
}

static void
on_drag_begin_cb (GtkDragSource *source, GdkDrag *drag, MusterOutlineRow *self)
{
  g_autofree char *line = muster_outline_columns_dup_text (MUSTER_OUTLINE_TITLE, self->work);

  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), muster_chip_new (MUSTER_TONE_NONE, line));
}

static void
set_drop (MusterOutlineRow *self, int drop)
{
  if (self->drop == drop)
    return;
  self->drop = drop;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* On the middle of a row: within it; nearer to its ends: before and after. */
static GdkDragAction
on_motion_cb (GtkDropTarget *target, double x, double y, MusterOutlineRow *self)
{
  double part = y / MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  gboolean holds = self->work != NULL && muster_record_get_kind (self->work->record)->id == MUSTER_KIND_DELIVERABLE;

  set_drop (self, part < (holds ? 0.3 : 0.5) ? MUSTER_DROP_BEFORE
                  : part > 0.7 || !holds     ? MUSTER_DROP_AFTER : MUSTER_DROP_WITHIN);
  return GDK_ACTION_MOVE;
}

static void
on_leave_cb (MusterOutlineRow *self)
{
  set_drop (self, -1);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, MusterOutlineRow *self)
{
  MusterWork *what = g_value_get_object (value);
  int drop = self->drop;

  set_drop (self, -1);
  if (what == NULL || self->work == NULL || what == self->work || drop < 0)
    return FALSE;
  muster_outline_columns_emit_drop (self->columns, what, self->work, (MusterDropPlace) drop);
  return TRUE;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_outline_row_dispose (GObject *object)
{
  MusterOutlineRow *self = MUSTER_OUTLINE_ROW (object);

  g_clear_object (&self->work);
  drop_layouts (self);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (muster_outline_row_parent_class)->dispose (object);
}

static void
muster_outline_row_class_init (MusterOutlineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_outline_row_dispose;
  widget_class->measure = muster_outline_row_measure;
  widget_class->snapshot = muster_outline_row_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
muster_outline_row_init (MusterOutlineRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (MUSTER_TYPE_WORK, GDK_ACTION_MOVE);

  self->drop = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_cb), NULL);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
muster_outline_row_new (MusterOutlineColumns *columns)
{
  MusterOutlineRow *self = g_object_new (MUSTER_TYPE_OUTLINE_ROW, NULL);

  self->columns = g_object_ref (columns);
  g_signal_connect_object (columns, "changed", G_CALLBACK (on_columns_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
