/* muster-sheet-paper.c - blocks (a heading, a row, the map) are measured once, set one below the other, and go to the
 * next page where they do not fit. A heading never stands alone at the foot of a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sheet-paper.h"

#include <glib/gi18n-lib.h>

#define FOOT 24       /* the line at the foot, with its space */
#define SHAPE 8
#define STATE_SHARE 4 /* one part of so many for the word at the end of a row */
#define CELL 22
#define MAP_WORDS 76

typedef enum { BLOCK_TEXT, BLOCK_FACTS, BLOCK_HEADING, BLOCK_ROW, BLOCK_MAP } BlockType;

typedef struct {
  BlockType type;
  PangoLayout *main, *under, *state; /* nullable but for main, which only the map has not */
  MusterTone tone;
  double above, height; /* space above it, unless it begins a page */
  guint page;
  double y;
} Block;

struct _MusterSheetPaper {
  MusterSheet *sheet;
  PangoContext *context;
  double width, height;
  GArray *blocks;
  guint n_pages;
};

static void
clear_block (gpointer data)
{
  Block *block = data;

  g_clear_object (&block->main);
  g_clear_object (&block->under);
  g_clear_object (&block->state);
}

/* ---- laying out -------------------------------------------------------------------------------------------------- */

static PangoLayout *
make_layout (MusterSheetPaper *self, const char *text, double size, gboolean bold, double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
layout_height (PangoLayout *layout)
{
  int height = 0;

  if (layout != NULL)
    pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Cuts the layout after the last line that ends within most; gives what stands behind, NULL: nothing. */
static char *
cut (PangoLayout *layout, double most)
{
  PangoLayoutIter *iter;
  PangoRectangle line;
  g_autofree char *text = NULL;
  char *rest;
  int index;

  if (layout == NULL || layout_height (layout) <= most)
    return NULL;
  iter = pango_layout_get_iter (layout);
  do
    pango_layout_iter_get_line_extents (iter, NULL, &line);
  while ((double) (line.y + line.height) / PANGO_SCALE <= most && pango_layout_iter_next_line (iter));
  index = pango_layout_iter_get_index (iter);
  pango_layout_iter_free (iter);
  /* Paper on which not one line fits loses what it loses. */
  if (index == 0)
    return NULL;
  text = g_strdup (pango_layout_get_text (layout));
  rest = g_strdup (text + index);
  text[index] = '\0';
  pango_layout_set_text (layout, text, -1);
  return rest;
}

/* What is too long for a page goes on on the next. */
static void
add_block (MusterSheetPaper *self, Block block, double above)
{
  /* What stands below it goes with its end. */
  g_autofree char *rest = cut (block.main, self->height - FOOT - layout_height (block.under));
  Block next = { .type = block.type };

  block.above = above;
  if (rest != NULL)
    {
      next.main = pango_layout_copy (block.main);
      next.under = g_steal_pointer (&block.under);
      pango_layout_set_text (next.main, rest, -1);
    }
  if (block.height == 0)
    block.height = MAX (layout_height (block.main) + layout_height (block.under), layout_height (block.state));
  g_array_append_val (self->blocks, block);
  if (rest != NULL)
    add_block (self, next, 0);
}

static void
add_text (MusterSheetPaper *self, const char *text, double size, gboolean bold, double above)
{
  if (text != NULL && text[0] != '\0')
    add_block (self, (Block){ .type = BLOCK_TEXT, .main = make_layout (self, text, size, bold, self->width) }, above);
}

/* All facts are one paragraph: "Population: 50,000 · Plan progress: 42%". */
static void
add_facts (MusterSheetPaper *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->sheet->facts->len; i++)
    {
      MusterSheetFact *fact = self->sheet->facts->pdata[i];

      g_string_append (text, i > 0 ? " · " : "");
      /* Translators: a fact on paper, as in "Population: 50,000". */
      g_string_append_printf (text, _("%s: %s"), fact->name, fact->value);
    }
  add_text (self, text->str, 10, FALSE, 6);
}

static void
add_row (MusterSheetPaper *self, const MusterSheetRow *row)
{
  double state_width = row->state != NULL ? self->width / STATE_SHARE : 0;
  double width = self->width - state_width - (row->state != NULL ? 12 : 0);
  g_autofree char *under = muster_sheet_row_dup_detail (row);
  Block block = { .type = BLOCK_ROW, .tone = row->tone };

  block.main = make_layout (self, row->title, 10, FALSE, width);
  if (under[0] != '\0')
    block.under = make_layout (self, under, 8.5, FALSE, width);
  if (row->state != NULL)
    block.state = make_layout (self, row->state, 9, TRUE, state_width - SHAPE - 4);
  add_block (self, block, 4);
}

static void
add_section (MusterSheetPaper *self, const MusterSheetSection *section)
{
  Block heading = { .type = BLOCK_HEADING, .main = make_layout (self, section->title, 12, TRUE, self->width) };

  heading.height = layout_height (heading.main) + 3;
  add_block (self, heading, 14);
  if (section->has_map)
    add_block (self, (Block){ .type = BLOCK_MAP, .height = 6 * CELL + 4 }, 6);
  if (section->rows->len == 0)
    add_text (self, section->none, 10, FALSE, 4);
  for (guint i = 0; i < section->rows->len; i++)
    add_row (self, section->rows->pdata[i]);
  if (section->n > section->rows->len)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %'u more", "and %'u more",
                                                         section->n - section->rows->len),
                                               section->n - section->rows->len);

      add_text (self, more, 9, FALSE, 4);
    }
}

/* What must stand on the same page as the block after it. */
static double
height_with_next (MusterSheetPaper *self, guint i)
{
  Block *block = &g_array_index (self->blocks, Block, i);
  double height = block->height;

  for (; block->type == BLOCK_HEADING && i + 1 < self->blocks->len; i++)
    {
      block = &g_array_index (self->blocks, Block, i + 1);
      height += block->above + block->height;
    }
  return height;
}

static void
break_pages (MusterSheetPaper *self)
{
  double y = 0, room = self->height - FOOT;

  self->n_pages = 1;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = &g_array_index (self->blocks, Block, i);

      if (y > 0 && y + block->above + height_with_next (self, i) > room)
        {
          self->n_pages++;
          y = 0;
        }
      y += y > 0 ? block->above : 0;
      block->page = self->n_pages - 1;
      block->y = y;
      y += block->height;
    }
}

MusterSheetPaper *
muster_sheet_paper_new (MusterSheet *sheet, PangoContext *context, double width, double height)
{
  MusterSheetPaper *self = g_new0 (MusterSheetPaper, 1);

  self->sheet = muster_sheet_ref (sheet);
  self->context = g_object_ref (context);
  self->width = width;
  self->height = height;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, clear_block);
  add_text (self, sheet->over, 9, FALSE, 0);
  add_text (self, sheet->title, 18, TRUE, 2);
  add_text (self, sheet->note, 10, FALSE, 2);
  if (sheet->facts->len > 0)
    add_facts (self);
  for (guint i = 0; i < sheet->sections->len; i++)
    add_section (self, sheet->sections->pdata[i]);
  break_pages (self);
  return self;
}

void
muster_sheet_paper_free (MusterSheetPaper *self)
{
  g_array_unref (self->blocks);
  g_object_unref (self->context);
  muster_sheet_unref (self->sheet);
  g_free (self);
}

guint
muster_sheet_paper_count_pages (MusterSheetPaper *self)
{
  return self->n_pages;
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void
show (cairo_t *cr, double x, double y, PangoLayout *layout)
{
  if (layout == NULL)
    return;
  cairo_move_to (cr, x, y);
  pango_cairo_update_layout (cr, layout);
  pango_cairo_show_layout (cr, layout);
}

static void
show_text (MusterSheetPaper *self, cairo_t *cr, double x, double y, double width, const char *text, gboolean centred)
{
  g_autoptr(PangoLayout) layout = make_layout (self, text, 8, FALSE, width);

  pango_layout_set_alignment (layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  show (cr, x, y + (CELL - layout_height (layout)) / 2, layout);
}

static void
draw_tone (cairo_t *cr, MusterTone tone, double x, double y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  muster_tone_draw (tone, cr, SHAPE, FALSE);
  cairo_restore (cr);
}

/* Likelihood upwards, consequence to the end; a cell says its score's band by shape and how many stand there. */
static void
draw_map (MusterSheetPaper *self, cairo_t *cr, double top)
{
  const MusterRiskMap *map = &self->sheet->map;

  for (int likelihood = 5; likelihood >= 1; likelihood--)
    {
      double y = top + (5 - likelihood) * CELL;
      g_autofree char *word = g_strdup_printf ("%d %s", likelihood, muster_likelihood_label (likelihood));

      show_text (self, cr, 0, y, MAP_WORDS, word, FALSE);
      for (int consequence = 1; consequence <= 5; consequence++)
        {
          double x = MAP_WORDS + (consequence - 1) * 2.5 * CELL;
          guint n = map->cells[likelihood - 1][consequence - 1];
          g_autofree char *count = g_strdup_printf ("%u", n);

          cairo_rectangle (cr, x, y, 2.5 * CELL, CELL);
          cairo_set_line_width (cr, 0.5);
          cairo_stroke (cr);
          if (n == 0)
            continue;
          draw_tone (cr, muster_tone_of_band (muster_matrix_band (&map->bands, likelihood * consequence)),
                     x + 8, y + (CELL - SHAPE) / 2.);
          cairo_set_source_rgb (cr, 0, 0, 0);
          show_text (self, cr, x + 12 + SHAPE, y, CELL, count, FALSE);
        }
    }
  for (int consequence = 1; consequence <= 5; consequence++)
    {
      g_autofree char *word = g_strdup_printf ("%d %s", consequence, muster_consequence_label (consequence));

      show_text (self, cr, MAP_WORDS + (consequence - 1) * 2.5 * CELL, top + 5 * CELL, 2.5 * CELL, word, TRUE);
    }
}

static void
draw_block (MusterSheetPaper *self, const Block *block, cairo_t *cr)
{
  double state_x = self->width - self->width / STATE_SHARE;

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (block->type == BLOCK_MAP)
    {
      draw_map (self, cr, block->y);
      return;
    }
  show (cr, 0, block->y, block->main);
  show (cr, 0, block->y + layout_height (block->main), block->under);
  show (cr, state_x + SHAPE + 4, block->y, block->state);
  if (block->state != NULL && block->tone != MUSTER_TONE_NONE)
    draw_tone (cr, block->tone, state_x, block->y + 2);
  if (block->type != BLOCK_HEADING)
    return;
  cairo_set_line_width (cr, 0.75);
  cairo_move_to (cr, 0, block->y + block->height);
  cairo_line_to (cr, self->width, block->y + block->height);
  cairo_stroke (cr);
}

static char *
make_foot (MusterSheetPaper *self, guint page)
{
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, self->n_pages);

  /* The title last: it is the one that may be cut short. */
  return muster_sheet_join (number, self->sheet->as_at, self->sheet->title, NULL);
}

void
muster_sheet_paper_draw (MusterSheetPaper *self, guint page, cairo_t *cr)
{
  g_autofree char *foot = make_foot (self, page);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      if (block->page == page)
        draw_block (self, block, cr);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  show_text (self, cr, 0, self->height - CELL, self->width, foot, FALSE);
}

char *
muster_sheet_paper_read (MusterSheetPaper *self, guint page)
{
  GString *text = g_string_new (NULL);
  g_autofree char *foot = make_foot (self, page);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);
      PangoLayout *layouts[] = { block->main, block->state, block->under };

      for (guint j = 0; block->page == page && j < G_N_ELEMENTS (layouts); j++)
        if (layouts[j] != NULL)
          g_string_append_printf (text, "%s\n", pango_layout_get_text (layouts[j]));
    }
  g_string_append (text, foot);
  return g_string_free (text, FALSE);
}
