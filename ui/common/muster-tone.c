/* muster-tone.c - data colours of the NHS palette; every shape has an edge that keeps 3:1 to its background.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-tone.h"

typedef struct {
  guint32 fill, edge;           /* on light */
  guint32 dark_fill, dark_edge; /* on dark */
} Paint;

static const Paint paints[] = {
  [MUSTER_TONE_NONE] = { 0x768692, 0x4c6272, 0xaeb7bd, 0xaeb7bd },
  [MUSTER_TONE_RED] = { 0xd5281b, 0x9c1a10, 0xf66151, 0xff9d92 },
  [MUSTER_TONE_ORANGE] = { 0xed8b00, 0x804400, 0xff9f2e, 0xffc27a },
  [MUSTER_TONE_YELLOW] = { 0xffb81c, 0x8a6100, 0xffd24d, 0xffe59a },
  [MUSTER_TONE_GREEN] = { 0x007f3b, 0x005a2a, 0x3fc46f, 0x8fe0ab },
  [MUSTER_TONE_BLUE] = { 0x005eb8, 0x003087, 0x62a0ea, 0xa8cbf5 },
  [MUSTER_TONE_GREY] = { 0x768692, 0x4c6272, 0xaeb7bd, 0xaeb7bd },
};

typedef struct {
  const char *nick;
  MusterTone tone;
} NickTone;

static const NickTone bands[] = {
  { "extreme", MUSTER_TONE_RED }, { "critical", MUSTER_TONE_RED }, { "high", MUSTER_TONE_ORANGE },
  { "moderate", MUSTER_TONE_YELLOW }, { "medium", MUSTER_TONE_YELLOW }, { "low", MUSTER_TONE_GREEN },
};

static const NickTone rags[] = {
  { "red", MUSTER_TONE_RED }, { "amber", MUSTER_TONE_ORANGE }, { "green", MUSTER_TONE_GREEN },
  { "blue", MUSTER_TONE_BLUE }, { "grey", MUSTER_TONE_GREY },
};

static MusterTone
find_tone (const NickTone *tones, gsize n, const char *nick)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (tones[i].nick, nick) == 0)
      return tones[i].tone;
  return MUSTER_TONE_NONE;
}

MusterTone
muster_tone_of_band (const char *nick)
{
  return find_tone (bands, G_N_ELEMENTS (bands), nick);
}

MusterTone
muster_tone_of_choice (const MusterField *field, const char *nick)
{
  if (field->choices == NULL || nick == NULL)
    return MUSTER_TONE_NONE;
  if (muster_field_find_choice (field, "extreme") != NULL || muster_field_find_choice (field, "critical") != NULL)
    return muster_tone_of_band (nick);
  if (muster_field_find_choice (field, "amber") != NULL)
    return find_tone (rags, G_N_ELEMENTS (rags), nick);
  return MUSTER_TONE_NONE;
}

MusterTone
muster_tone_of_rag (MusterRag rag)
{
  return find_tone (rags, G_N_ELEMENTS (rags), muster_rag_nick (rag));
}

const char *
muster_tone_arrow (const MusterField *field, const char *nick)
{
  if (nick == NULL || field->choices == NULL || muster_field_find_choice (field, "same") == NULL)
    return "";
  if (strcmp (nick, "up") == 0)
    return "↑ ";
  if (strcmp (nick, "down") == 0)
    return "↓ ";
  return strcmp (nick, "same") == 0 ? "→ " : "";
}

static void
unpack (guint32 hex, GdkRGBA *color)
{
  color->red = ((hex >> 16) & 0xff) / 255.f;
  color->green = ((hex >> 8) & 0xff) / 255.f;
  color->blue = (hex & 0xff) / 255.f;
  color->alpha = 1.f;
}

void
muster_tone_get_color (MusterTone tone, gboolean dark, GdkRGBA *fill, GdkRGBA *edge)
{
  const Paint *paint = &paints[tone];

  if (fill != NULL)
    unpack (dark ? paint->dark_fill : paint->fill, fill);
  if (edge != NULL)
    unpack (dark ? paint->dark_edge : paint->edge, edge);
}

gboolean
muster_tone_is_dark (GtkWidget *widget)
{
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  return 0.299f * text.red + 0.587f * text.green + 0.114f * text.blue > 0.5f;
}

static void
trace_shape (cairo_t *cr, MusterTone tone, double size)
{
  double inset = 0.75, far = size - inset;

  switch (tone)
    {
    case MUSTER_TONE_RED:
      cairo_move_to (cr, size / 2, 0);
      cairo_line_to (cr, size, size / 2);
      cairo_line_to (cr, size / 2, size);
      cairo_line_to (cr, 0, size / 2);
      cairo_close_path (cr);
      break;
    case MUSTER_TONE_ORANGE:
      cairo_move_to (cr, size / 2, inset);
      cairo_line_to (cr, far, far);
      cairo_line_to (cr, inset, far);
      cairo_close_path (cr);
      break;
    case MUSTER_TONE_YELLOW:
      cairo_rectangle (cr, 1.25, 1.25, size - 2.5, size - 2.5);
      break;
    case MUSTER_TONE_GREEN:
    case MUSTER_TONE_BLUE:
    case MUSTER_TONE_GREY:
    case MUSTER_TONE_NONE:
    default:
      cairo_arc (cr, size / 2, size / 2, size / 2 - inset, 0, 2 * G_PI);
      break;
    }
}

void
muster_tone_draw (MusterTone tone, cairo_t *cr, double size, gboolean dark)
{
  GdkRGBA fill, edge;

  muster_tone_get_color (tone, dark, &fill, &edge);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 1);
  trace_shape (cr, tone, size);
  if (tone != MUSTER_TONE_GREY && tone != MUSTER_TONE_NONE)
    {
      gdk_cairo_set_source_rgba (cr, &fill);
      cairo_fill_preserve (cr);
    }
  else
    cairo_set_line_width (cr, 1.75);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_stroke (cr);
  if (tone == MUSTER_TONE_BLUE)
    {
      cairo_set_line_width (cr, 1.5);
      cairo_set_source_rgb (cr, dark ? 0 : 1, dark ? 0 : 1, dark ? 0 : 1);
      cairo_move_to (cr, size * 0.27, size * 0.53);
      cairo_line_to (cr, size * 0.44, size * 0.69);
      cairo_line_to (cr, size * 0.73, size * 0.35);
      cairo_stroke (cr);
    }
}

void
muster_tone_snapshot (MusterTone tone, GtkSnapshot *snapshot, float x, float y, float size, gboolean dark)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x - 1, y - 1, size + 2, size + 2));

  cairo_translate (cr, x, y);
  muster_tone_draw (tone, cr, size, dark);
  cairo_destroy (cr);
}
