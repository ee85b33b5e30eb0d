/* muster-tone.h - what a RAG or a band looks like: a shape and a colour, always beside its word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-kind.h"
#include "muster-rules.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_TONE_NONE,
  MUSTER_TONE_RED,    /* diamond */
  MUSTER_TONE_ORANGE, /* triangle */
  MUSTER_TONE_YELLOW, /* square */
  MUSTER_TONE_GREEN,  /* disc */
  MUSTER_TONE_BLUE,   /* disc with a tick */
  MUSTER_TONE_GREY,   /* ring */
} MusterTone;

/* For scales that end in "extreme" or "critical" and for RAG; NONE for other choices. */
MusterTone  muster_tone_of_choice (const MusterField *field, const char *nick);
MusterTone  muster_tone_of_band   (const char *nick);
MusterTone  muster_tone_of_rag    (MusterRag rag);
/* An arrow before the word of a trend; "" for other choices. */
const char *muster_tone_arrow     (const MusterField *field, const char *nick);

/* Fills a square of size at the origin. */
void        muster_tone_draw      (MusterTone tone, cairo_t *cr, double size, gboolean dark);
/* Fills a square of size at x, y. dark: the background is dark. */
void        muster_tone_snapshot  (MusterTone tone, GtkSnapshot *snapshot, float x, float y, float size, gboolean dark);
void        muster_tone_get_color (MusterTone tone, gboolean dark, GdkRGBA *fill, GdkRGBA *edge);
/* Whether a widget stands on a dark background, by its text. */
gboolean    muster_tone_is_dark   (GtkWidget *widget);

G_END_DECLS
