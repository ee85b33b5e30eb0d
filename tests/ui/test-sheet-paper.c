/* test-sheet-paper.c - what is printed: all of it, once, on pages that it fits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-sheet-paper.h"

#include <string.h>

/* A4 within margins of 20 mm, in points. */
#define WIDTH 482.0
#define HEIGHT 729.0

/* Sizes are points, so a dot is one. */
static GObject *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  pango_cairo_context_set_resolution (context, 72);
  return G_OBJECT (context);
}

static MusterSheet *
make_sheet (guint n_sections, guint n_rows, const char *title)
{
  MusterSheet *sheet = muster_sheet_new (g_strdup ("Team · T-1"), g_strdup (title), NULL,
                                         G_GINT64_CONSTANT (1795255320000000));

  muster_sheet_add_fact (sheet, "Population", g_strdup ("about 50,000"), MUSTER_TONE_NONE);
  for (guint i = 0; i < n_sections; i++)
    {
      g_autofree char *heading = g_strdup_printf ("Section <%u>", i);
      MusterSheetSection *section = muster_sheet_add_section (sheet, 0, heading, "None yet", NULL);

      for (guint j = 0; j < n_rows; j++)
        {
          MusterSheetRow *row = muster_sheet_add_row (section, NULL, g_strdup_printf ("Row %u of %u", j, i),
                                                      g_strdup ("Due 3 March 2027 · Clinical Director"));

          muster_sheet_row_set_state (row, MUSTER_TONE_RED, "Overdue");
        }
    }
  return sheet;
}

static guint
count_in (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

static char *
read_all (MusterSheetPaper *paper)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < muster_sheet_paper_count_pages (paper); i++)
    {
      g_autofree char *text = muster_sheet_paper_read (paper, i);

      g_string_append (all, text);
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static void
test_everything_once (void)
{
  g_autoptr(GObject) context = make_context ();
  g_autoptr(MusterSheet) sheet = make_sheet (5, 40, "Barnet Hub 1");
  g_autoptr(MusterSheetPaper) paper = muster_sheet_paper_new (sheet, PANGO_CONTEXT (context), WIDTH, HEIGHT);
  g_autofree char *all = read_all (paper);
  guint n_pages = muster_sheet_paper_count_pages (paper);

  g_assert_cmpuint (n_pages, >, 1);
  g_assert_cmpuint (count_in (all, "Row "), ==, 5 * 40);
  g_assert_cmpuint (count_in (all, "Overdue\n"), ==, 5 * 40);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *heading = g_strdup_printf ("Section <%u>", i);
      g_autofree char *last = g_strdup_printf ("Row 39 of %u\n", i);

      g_assert_cmpuint (count_in (all, heading), >=, 1);
      g_assert_cmpuint (count_in (all, last), ==, 1);
    }
  /* Whoever finds a page alone knows what it is of, and of when. */
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = muster_sheet_paper_read (paper, i);

      g_assert_nonnull (strstr (text, "Barnet Hub 1"));
      g_assert_nonnull (strstr (text, "2026"));
    }
}

/* Whether anything but white is in rows first to last of a picture. */
static gboolean
has_ink (cairo_surface_t *surface, int first, int last)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = first; y < last; y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface) * 4; x++)
      if (data[y * stride + x] != 0xff)
        return TRUE;
  return FALSE;
}

/* Drawn upon a sheet that is larger than the page: nothing lies beyond its foot. */
static void
assert_within_the_page (MusterSheetPaper *paper)
{
  for (guint i = 0; i < muster_sheet_paper_count_pages (paper); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) WIDTH, (int) HEIGHT + 200);
      cairo_t *cr = cairo_create (surface);

      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      muster_sheet_paper_draw (paper, i, cr);
      cairo_surface_flush (surface);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      g_assert_true (has_ink (surface, 0, (int) HEIGHT));
      g_assert_false (has_ink (surface, (int) HEIGHT + 2, (int) HEIGHT + 200));
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_within_the_page (void)
{
  g_autoptr(GObject) context = make_context ();
  g_autofree char *endless = g_strnfill (500, 'M');
  g_autoptr(MusterSheet) sheet = make_sheet (3, 30, endless);
  g_autoptr(MusterSheetPaper) paper = muster_sheet_paper_new (sheet, PANGO_CONTEXT (context), WIDTH, HEIGHT);

  assert_within_the_page (paper);
}

/* Minutes of a meeting, in one row: nothing of it is lost between pages. */
static void
test_more_than_a_page (void)
{
  g_autoptr(GObject) context = make_context ();
  g_autoptr(MusterSheet) sheet = make_sheet (1, 3, "Board");
  g_autoptr(MusterSheetPaper) paper = NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (words, "w%u,%s", i, i % 40 == 0 ? "\n" : " ");
  muster_sheet_add_row (sheet->sections->pdata[0], NULL, g_strdup (words->str), g_strdup ("Chair"));
  paper = muster_sheet_paper_new (sheet, PANGO_CONTEXT (context), WIDTH, HEIGHT);
  all = read_all (paper);
  g_assert_cmpuint (muster_sheet_paper_count_pages (paper), >, 2);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *word = g_strdup_printf ("w%u,", i);

      g_assert_cmpuint (count_in (all, word), ==, 1);
    }
  assert_within_the_page (paper);
}

/* A text that just fits a page, or just does not, with a line below it. */
static void
test_about_a_page (void)
{
  g_autoptr(GObject) context = make_context ();
  g_autoptr(GString) lines = g_string_new ("First");

  for (guint n = 2; n < 80; n++)
    {
      g_autoptr(MusterSheet) sheet = make_sheet (1, 0, "Board");
      g_autoptr(MusterSheetPaper) paper = NULL;

      g_string_append_printf (lines, "\nLine %u", n);
      muster_sheet_add_row (sheet->sections->pdata[0], NULL, g_strdup (lines->str),
                            g_strdup ("Chair\nDeputy\nClerk\nTreasurer\nGuests"));
      paper = muster_sheet_paper_new (sheet, PANGO_CONTEXT (context), WIDTH, HEIGHT);
      assert_within_the_page (paper);
    }
}

static void
test_nothing_to_say (void)
{
  g_autoptr(GObject) context = make_context ();
  g_autoptr(MusterSheet) sheet = make_sheet (2, 0, "A team with nothing in it");
  g_autoptr(MusterSheetPaper) paper = muster_sheet_paper_new (sheet, PANGO_CONTEXT (context), WIDTH, HEIGHT);
  g_autofree char *all = read_all (paper);

  g_assert_cmpuint (muster_sheet_paper_count_pages (paper), ==, 1);
  g_assert_cmpuint (count_in (all, "None yet"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-paper/everything-once", test_everything_once);
  g_test_add_func ("/sheet-paper/within-the-page", test_within_the_page);
  g_test_add_func ("/sheet-paper/more-than-a-page", test_more_than_a_page);
  g_test_add_func ("/sheet-paper/about-a-page", test_about_a_page);
  g_test_add_func ("/sheet-paper/nothing-to-say", test_nothing_to_say);
  return g_test_run ();
}
