/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-score-path.h"

#include <glib/gi18n-lib.h>

#include "muster-tone.h"

#define HEIGHT 176
#define TOP 24
#define BOTTOM 26
#define SIDE 22
#define SHAPE 12
#define GAP 6
#define HIGHEST 25
#define MOST_POINTS 60

typedef struct {
  guint32 day; /* 0: not known */
  int score;
  gboolean is_target;
  MusterTone tone;
  float x, y; /* where it is drawn */
} Point;

struct _MusterScorePath {
  GtkWidget parent_instance;
  GArray *points; /* of Point, in order of time, the target last */
  MusterMatrix bands;
};

G_DEFINE_FINAL_TYPE (MusterScorePath, muster_score_path, GTK_TYPE_WIDGET)

static Point *
point_at (MusterScorePath *self, guint i)
{
  return &g_array_index (self->points, Point, i);
}

/* ---- placing ----------------------------------------------------------------------------------------------------- */

static gboolean
is_dated (MusterScorePath *self)
{
  for (guint i = 0; i < self->points->len; i++)
    if (point_at (self, i)->day == 0 || (i > 0 && point_at (self, i)->day < point_at (self, i - 1)->day))
      return FALSE;
  return self->points->len > 1 && point_at (self, 0)->day < point_at (self, self->points->len - 1)->day;
}

static void
place_points (MusterScorePath *self, int width, int height)
{
  gboolean dated = is_dated (self);
  guint n = self->points->len;
  float room = (float) MAX (width - 2 * SIDE, 1), deep = (float) (height - TOP - BOTTOM);

  for (guint i = 0; i < n; i++)
    {
      Point *point = point_at (self, i);
      float share = n > 1 ? (float) i / (float) (n - 1) : 0.5f;

      if (dated)
        share = (float) (point->day - point_at (self, 0)->day)
                / (float) (point_at (self, n - 1)->day - point_at (self, 0)->day);
      point->x = SIDE + share * room;
      point->y = TOP + deep * (1.f - (float) point->score / HIGHEST);
      if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
        point->x = (float) width - point->x;
    }
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void
draw_bands (MusterScorePath *self, GtkSnapshot *snapshot, int width, int height, gboolean dark)
{
  const int tops[] = { self->bands.low_to, self->bands.moderate_to, self->bands.high_to, HIGHEST };
  static const char *const nicks[] = { "low", "moderate", "high", "extreme" };
  float deep = (float) (height - TOP - BOTTOM), from = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tops); i++)
    {
      float to = (float) tops[i];
      GdkRGBA color;

      muster_tone_get_color (muster_tone_of_band (nicks[i]), dark, &color, NULL);
      color.alpha = 0.14f;
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (0, TOP + deep * (1.f - to / HIGHEST), (float) width,
                                                      deep * (to - from) / HIGHEST));
      from = to;
    }
}

static void
draw_line (MusterScorePath *self, GtkSnapshot *snapshot, int width, int height, const GdkRGBA *color)
{
  static const double dashes[] = { 4, 4 };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 2);
  for (guint i = 1; i < self->points->len; i++)
    {
      const Point *from = point_at (self, i - 1), *to = point_at (self, i);

      /* Where it is meant to go is no fact yet. */
      cairo_set_dash (cr, dashes, to->is_target ? G_N_ELEMENTS (dashes) : 0, 0);
      cairo_move_to (cr, from->x, from->y);
      cairo_line_to (cr, to->x, to->y);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
draw_text (MusterScorePath *self, GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* A number above its shape, unless it would lie on the one before. */
static void
draw_numbers (MusterScorePath *self, GtkSnapshot *snapshot, int width, const GdkRGBA *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  float last_x = -1000, last_y = 0;

  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = point_at (self, i);
      g_autofree char *text = g_strdup_printf ("%d", point->score);
      int wide, high;

      if (ABS (point->x - last_x) < 22 && ABS (point->y - last_y) < 18)
        continue;
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &wide, &high);
      draw_text (self, snapshot, layout, CLAMP (point->x - (float) wide / 2, 0, (float) (width - wide)),
                 point->y - SHAPE / 2.f - (float) high, color);
      last_x = point->x;
      last_y = point->y;
    }
}

/* The first and the last day, and between them those that have room. */
static void
draw_days (MusterScorePath *self, GtkSnapshot *snapshot, int width, int height, const GdkRGBA *color)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autoptr(PangoAttrList) small = pango_attr_list_new ();
  float taken_to = -GAP, taken_from = (float) width + GAP;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint n = self->points->len;

  pango_attr_list_insert (small, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, small);
  for (guint k = 0; k < n; k++)
    {
      guint i = k == 0 ? 0 : k == 1 ? n - 1 : k - 1;
      const Point *point = point_at (self, i);
      g_autofree char *text = point->day != 0 ? muster_day_to_text (point->day) : NULL;
      int wide, high;
      float x;

      if (text == NULL)
        continue;
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &wide, &high);
      x = CLAMP (point->x - (float) wide / 2, 0, MAX ((float) (width - wide), 0));
      if (x < taken_to + GAP || x + (float) wide > taken_from - GAP)
        continue;
      if (k == 1 ? !rtl : (k == 0 && rtl))
        taken_from = x;
      else if (!rtl || k > 1 || k == 1)
        taken_to = x + (float) wide;
      draw_text (self, snapshot, layout, x, (float) (height - high), color);
    }
}

static void
muster_score_path_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterScorePath *self = MUSTER_SCORE_PATH (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean dark = muster_tone_is_dark (widget);
  GskRoundedRect frame;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  place_points (self, width, height);
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, TOP, (float) width, (float) (height - TOP - BOTTOM)),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  draw_bands (self, snapshot, width, height, dark);
  gtk_snapshot_pop (snapshot);
  draw_line (self, snapshot, width, height, &color);
  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = point_at (self, i);

      muster_tone_snapshot (point->tone, snapshot, point->x - SHAPE / 2.f, point->y - SHAPE / 2.f, SHAPE, dark);
    }
  draw_numbers (self, snapshot, width, &color);
  draw_days (self, snapshot, width, height, &color);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_score_path_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : HEIGHT;
}

static void
muster_score_path_finalize (GObject *object)
{
  g_array_unref (MUSTER_SCORE_PATH (object)->points);
  G_OBJECT_CLASS (muster_score_path_parent_class)->finalize (object);
}

static void
muster_score_path_class_init (MusterScorePathClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = muster_score_path_finalize;
  widget_class->measure = muster_score_path_measure;
  widget_class->snapshot = muster_score_path_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
muster_score_path_init (MusterScorePath *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
}

static void
add_point (MusterScorePath *self, MusterRecord *assessment, guint32 day)
{
  int score = (int) muster_record_get_number (assessment, "score");
  Point point = { day, score, muster_record_is_choice (assessment, "kind", "target"),
                  muster_tone_of_band (muster_matrix_band (&self->bands, score)), 0, 0 };

  g_array_append_val (self->points, point);
}

GtkWidget *
muster_score_path_new (const MusterRiskStory *story, const char *words)
{
  MusterScorePath *self = g_object_new (MUSTER_TYPE_SCORE_PATH, NULL);
  MusterRecord *target = NULL;

  self->bands = story->bands;
  for (guint i = 0; i < story->assessments->len; i++)
    {
      MusterRecord *assessment = story->assessments->pdata[i];

      if (muster_record_is_choice (assessment, "kind", "target"))
        target = assessment;
      else
        add_point (self, assessment, muster_record_get_days (assessment, "on").earliest);
    }
  /* Of very many the latest: they could not be told apart. */
  if (self->points->len > MOST_POINTS)
    g_array_remove_range (self->points, 0, self->points->len - MOST_POINTS);
  if (target != NULL)
    add_point (self, target, muster_record_get_days (target, "target_date").latest);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return GTK_WIDGET (self);
}
