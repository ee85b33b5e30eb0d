/* muster-matrix-grid.c - each cell is a toggle with a name of its own; one of them is in the tab order and the arrow
 * keys go from there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-matrix-grid.h"

#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-label.h"
#include "muster-tone.h"
#include "muster-tooltip.h"
#include "muster-words.h"

#define SIDE 5
#define SHAPE 11

struct _MusterMatrixGrid {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *grid;
  GtkWidget *said;
  GtkWidget *cells[SIDE][SIDE]; /* [likelihood - 1][consequence - 1] */
  MusterMatrix bands;
  int likelihood, consequence;
  gboolean is_map;
  guint32 cells_chosen; /* of a map */
  MusterMap counts;
  gboolean keep_quiet; /* cells are set, not chosen */
};

G_DEFINE_FINAL_TYPE (MusterMatrixGrid, muster_matrix_grid, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
band_nick (MusterMatrixGrid *self, int likelihood, int consequence)
{
  return muster_matrix_band (&self->bands, likelihood * consequence);
}

static const char *
band_label (MusterMatrixGrid *self, int likelihood, int consequence)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_RISK), "band");
  const MusterChoice *choice = muster_field_find_choice (field, band_nick (self, likelihood, consequence));

  return choice != NULL ? g_dgettext (GETTEXT_PACKAGE, choice->label) : "";
}

/* "Likelihood 4 Likely, consequence 3 Moderate, score 12 High" */
static char *
name_place (MusterMatrixGrid *self, int likelihood, int consequence)
{
  return g_strdup_printf (_("Likelihood %d %s, consequence %d %s, score %d %s"), likelihood,
                          muster_likelihood_label (likelihood), consequence, muster_consequence_label (consequence),
                          likelihood * consequence, band_label (self, likelihood, consequence));
}

static char *
name_cell (MusterMatrixGrid *self, int likelihood, int consequence)
{
  g_autofree char *place = name_place (self, likelihood, consequence);
  g_autofree char *count = NULL;

  if (!self->is_map)
    return g_steal_pointer (&place);
  count = muster_words_count (muster_kind_get (MUSTER_KIND_RISK), self->counts.cells[likelihood - 1][consequence - 1]);
  /* Translators: a cell of the map: how many risks, then where that is. */
  return g_strdup_printf (_("%s: %s"), count, place);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

/* A map begins where it is worst. */
static int
first_likelihood (MusterMatrixGrid *self)
{
  return self->likelihood != 0 ? self->likelihood : self->is_map ? SIDE : 1;
}

static int
first_consequence (MusterMatrixGrid *self)
{
  return self->consequence != 0 ? self->consequence : self->is_map ? SIDE : 1;
}

static void
update_focusable (MusterMatrixGrid *self)
{
  int likelihood = first_likelihood (self), consequence = first_consequence (self);

  for (int i = 1; i <= SIDE; i++)
    for (int j = 1; j <= SIDE; j++)
      gtk_widget_set_focusable (self->cells[i - 1][j - 1], i == likelihood && j == consequence);
}

static void
say (MusterMatrixGrid *self)
{
  g_autofree char *name = self->likelihood != 0 ? name_cell (self, self->likelihood, self->consequence)
                                                : g_strdup (_("Choose a cell"));

  gtk_label_set_text (GTK_LABEL (self->said), name);
}

static void
choose (MusterMatrixGrid *self, int likelihood, int consequence, gboolean tell)
{
  if (self->likelihood == likelihood && self->consequence == consequence)
    return;
  self->likelihood = likelihood;
  self->consequence = consequence;
  update_focusable (self);
  say (self);
  if (likelihood != 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cells[likelihood - 1][consequence - 1]), TRUE);
  if (tell)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static int
cell_likelihood (GtkWidget *cell)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "likelihood"));
}

static int
cell_consequence (GtkWidget *cell)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "consequence"));
}

static guint32
cell_bit (GtkWidget *cell)
{
  return MUSTER_CELL (cell_likelihood (cell), cell_consequence (cell));
}

static void
stand_at (MusterMatrixGrid *self, int likelihood, int consequence)
{
  self->likelihood = likelihood;
  self->consequence = consequence;
  update_focusable (self);
}

static void
on_map_toggled_cb (GtkToggleButton *cell, MusterMatrixGrid *self)
{
  guint32 bit = cell_bit (GTK_WIDGET (cell));

  if (self->keep_quiet)
    return;
  self->cells_chosen = gtk_toggle_button_get_active (cell) ? self->cells_chosen | bit : self->cells_chosen & ~bit;
  stand_at (self, cell_likelihood (GTK_WIDGET (cell)), cell_consequence (GTK_WIDGET (cell)));
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
let_go (MusterMatrixGrid *self)
{
  if (!self->is_map || self->cells_chosen == 0)
    return FALSE;
  muster_matrix_grid_set_cells (self, 0);
  g_signal_emit (self, signals[CHOSEN], 0);
  return TRUE;
}

static void
on_toggled_cb (GtkToggleButton *cell, MusterMatrixGrid *self)
{
  if (gtk_toggle_button_get_active (cell))
    choose (self, cell_likelihood (GTK_WIDGET (cell)), cell_consequence (GTK_WIDGET (cell)), TRUE);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterMatrixGrid *self)
{
  int likelihood = first_likelihood (self), consequence = first_consequence (self);
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      likelihood++;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      likelihood--;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      consequence += forward;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      consequence -= forward;
      break;
    case GDK_KEY_Escape:
      return let_go (self);
    default:
      return FALSE;
    }
  likelihood = CLAMP (likelihood, 1, SIDE);
  consequence = CLAMP (consequence, 1, SIDE);
  if (self->is_map)
    stand_at (self, likelihood, consequence);
  else
    choose (self, likelihood, consequence, TRUE);
  gtk_widget_grab_focus (self->cells[likelihood - 1][consequence - 1]);
  return TRUE;
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static void
draw_shape (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GtkWidget *cell = data;
  MusterMatrixGrid *self = MUSTER_MATRIX_GRID (gtk_widget_get_ancestor (cell, MUSTER_TYPE_MATRIX_GRID));
  MusterTone tone = muster_tone_of_band (band_nick (self, cell_likelihood (cell), cell_consequence (cell)));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  muster_tone_snapshot (tone, snapshot, 0, 0, MIN (width, height), muster_tone_is_dark (GTK_WIDGET (area)));
  node = gtk_snapshot_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
}

static GtkWidget *
make_cell (MusterMatrixGrid *self, int likelihood, int consequence)
{
  GtkWidget *cell = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *shape = gtk_drawing_area_new ();
  g_autofree char *score = g_strdup_printf ("%d", likelihood * consequence);
  GtkWidget *number = gtk_label_new (score);

  g_object_set_data (G_OBJECT (cell), "likelihood", GINT_TO_POINTER (likelihood));
  g_object_set_data (G_OBJECT (cell), "consequence", GINT_TO_POINTER (consequence));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (shape), draw_shape, cell, NULL);
  gtk_widget_set_valign (shape, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), shape);
  gtk_box_append (GTK_BOX (box), number);
  gtk_button_set_child (GTK_BUTTON (cell), box);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_add_css_class (cell, "matrix-cell");
  g_object_set_data (G_OBJECT (cell), "number", number);
  g_signal_connect (cell, "toggled", self->is_map ? G_CALLBACK (on_map_toggled_cb) : G_CALLBACK (on_toggled_cb), self);
  return cell;
}

static GtkWidget *
make_caption (const char *text, float xalign)
{
  GtkWidget *label = muster_label_new (text, "caption");

  /* No word is longer than 13. Where there is no room for it, it ends in “…”: no word breaks, and the cells say all. */
  g_object_set (label, "xalign", xalign, "justify", xalign == 0 ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER,
                "width-chars", 7, "max-width-chars", 13, "wrap-mode", PANGO_WRAP_WORD, "lines", 2, NULL);
  muster_label_shorten (label);
  return label;
}

/* Almost certain is the top row, and what is read first. All columns are as wide as the widest. */
static void
fill_grid (MusterMatrixGrid *self)
{
  g_autoptr(GtkSizeGroup) across = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  for (int i = SIDE; i >= 1; i--)
    {
      g_autofree char *row = g_strdup_printf ("%d %s", i, muster_likelihood_label (i));

      gtk_grid_attach (GTK_GRID (self->grid), make_caption (row, 0), 0, SIDE - i + 1, 1, 1);
      for (int j = 1; j <= SIDE; j++)
        {
          GtkWidget *cell = make_cell (self, i, j), *first = self->cells[SIDE - 1][0];

          if (!self->is_map && first != NULL)
            gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (cell), GTK_TOGGLE_BUTTON (first));
          self->cells[i - 1][j - 1] = cell;
          gtk_grid_attach (GTK_GRID (self->grid), cell, j, SIDE - i + 1, 1, 1);
        }
    }
  for (int j = 1; j <= SIDE; j++)
    {
      g_autofree char *column = g_strdup_printf ("%d %s", j, muster_consequence_label (j));

      gtk_grid_attach (GTK_GRID (self->grid), make_caption (column, 0.5), j, SIDE + 1, 1, 1);
      gtk_size_group_add_widget (across, gtk_grid_get_child_at (GTK_GRID (self->grid), j, SIDE + 1));
    }
}

/* Bands come with words, shapes and these tints. */
static void
tint (MusterMatrixGrid *self, GtkWidget *cell)
{
  static const char *const bands[] = { "low", "moderate", "high", "extreme" };
  const char *band = band_nick (self, cell_likelihood (cell), cell_consequence (cell));

  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    if (g_strcmp0 (bands[i], band) == 0)
      gtk_widget_add_css_class (cell, bands[i]);
    else
      gtk_widget_remove_css_class (cell, bands[i]);
}

void
muster_matrix_grid_set_bands (MusterMatrixGrid *self, const MusterMatrix *bands)
{
  self->bands = *bands;
  for (int i = 1; i <= SIDE; i++)
    for (int j = 1; j <= SIDE; j++)
      {
        g_autofree char *name = name_cell (self, i, j);

        gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i - 1][j - 1]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        name, -1);
        muster_tooltip_set (self->cells[i - 1][j - 1], name);
        tint (self, self->cells[i - 1][j - 1]);
        gtk_widget_queue_draw (self->cells[i - 1][j - 1]);
      }
  say (self);
}

void
muster_matrix_grid_set_counts (MusterMatrixGrid *self, const MusterMap *counts)
{
  self->counts = *counts;
  for (int i = 1; i <= SIDE; i++)
    for (int j = 1; j <= SIDE; j++)
      {
        GtkWidget *cell = self->cells[i - 1][j - 1];
        guint n = counts->cells[i - 1][j - 1];
        g_autofree char *name = name_cell (self, i, j);
        g_autofree char *number = n > 0 ? g_strdup_printf ("%'u", n) : g_strdup ("–");

        gtk_label_set_text (GTK_LABEL (g_object_get_data (G_OBJECT (cell), "number")), number);
        if (n == 0)
          gtk_widget_add_css_class (cell, "empty");
        else
          gtk_widget_remove_css_class (cell, "empty");
        gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
        muster_tooltip_set (cell, name);
      }
}

guint32
muster_matrix_grid_get_cells (MusterMatrixGrid *self)
{
  return self->cells_chosen;
}

void
muster_matrix_grid_set_cells (MusterMatrixGrid *self, guint32 cells)
{
  self->cells_chosen = cells;
  self->keep_quiet = TRUE;
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cells[i][j]), (cells & cell_bit (self->cells[i][j])) != 0);
  self->keep_quiet = FALSE;
}

/* More than that are no longer said one by one. */
#define MOST_SAID 3

char *
muster_matrix_grid_describe_cells (MusterMatrixGrid *self)
{
  GString *words = g_string_new (NULL);
  guint n = 0, said = 0;

  for (guint32 cells = self->cells_chosen; cells != 0; cells &= cells - 1)
    n++;
  if (n > MOST_SAID)
    {
      /* Translators: in "Showing 7 risks in 4 cells of the map". */
      g_string_printf (words, ngettext ("in %u cell of the map", "in %u cells of the map", n), n);
      return g_string_free (words, FALSE);
    }
  for (int i = SIDE; i >= 1; i--)
    for (int j = SIDE; j >= 1; j--)
      if (self->cells_chosen & MUSTER_CELL (i, j))
        {
          said++;
          /* Translators: between the cells of the map that are chosen; then between the last two. */
          g_string_append (words, said == 1 ? "" : said == n ? _(" and ") : _("; "));
          /* Translators: a cell of the map, in "Showing 4 risks at likelihood 4, consequence 4". */
          g_string_append_printf (words, _("at likelihood %d, consequence %d"), i, j);
        }
  return g_string_free (words, FALSE);
}

void
muster_matrix_grid_set (MusterMatrixGrid *self, int likelihood, int consequence)
{
  choose (self, likelihood, consequence, FALSE);
}

int
muster_matrix_grid_get (MusterMatrixGrid *self, int *consequence)
{
  *consequence = self->consequence;
  return self->likelihood;
}

static gboolean
muster_matrix_grid_grab_focus (GtkWidget *widget)
{
  MusterMatrixGrid *self = MUSTER_MATRIX_GRID (widget);

  return gtk_widget_grab_focus (self->cells[first_likelihood (self) - 1][first_consequence (self) - 1]);
}

static void
muster_matrix_grid_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_MATRIX_GRID (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_matrix_grid_parent_class)->dispose (object);
}

static void
muster_matrix_grid_class_init (MusterMatrixGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_matrix_grid_dispose;
  widget_class->grab_focus = muster_matrix_grid_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", MUSTER_TYPE_MATRIX_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
muster_matrix_grid_init (MusterMatrixGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->grid = gtk_grid_new ();
  self->said = gtk_label_new ("");
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 6);
  gtk_label_set_wrap (GTK_LABEL (self->said), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->said), 0);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_box_append (GTK_BOX (self->box), self->said);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->grid, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Likelihood by consequence"), -1);
}

static GtkWidget *
make (const MusterMatrix *bands, gboolean is_map)
{
  MusterMatrixGrid *self = g_object_new (MUSTER_TYPE_MATRIX_GRID, NULL);

  self->is_map = is_map;
  fill_grid (self);
  update_focusable (self);
  muster_matrix_grid_set_bands (self, bands);
  /* Whoever has the map says more: how many are shown, and how to see all. */
  gtk_widget_set_visible (self->said, !is_map);
  return GTK_WIDGET (self);
}

GtkWidget *
muster_matrix_grid_new (const MusterMatrix *bands)
{
  return make (bands, FALSE);
}

GtkWidget *
muster_matrix_grid_new_map (const MusterMatrix *bands)
{
  static const MusterMap nothing;
  GtkWidget *self = make (bands, TRUE);

  gtk_widget_add_css_class (self, "map");
  gtk_grid_set_row_spacing (GTK_GRID (MUSTER_MATRIX_GRID (self)->grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (MUSTER_MATRIX_GRID (self)->grid), 3);
  muster_matrix_grid_set_counts (MUSTER_MATRIX_GRID (self), &nothing);
  return self;
}
