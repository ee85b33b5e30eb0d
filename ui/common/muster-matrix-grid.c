/* muster-matrix-grid.c - each cell is a toggle with a name of its own; one of them is in the tab order and the arrow
 * keys go from there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-matrix-grid.h"

#include <glib/gi18n-lib.h>

#include "muster-tone.h"

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
name_cell (MusterMatrixGrid *self, int likelihood, int consequence)
{
  return g_strdup_printf (_("Likelihood %d %s, consequence %d %s, score %d %s"), likelihood,
                          muster_likelihood_label (likelihood), consequence, muster_consequence_label (consequence),
                          likelihood * consequence, band_label (self, likelihood, consequence));
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

static void
update_focusable (MusterMatrixGrid *self)
{
  int likelihood = self->likelihood != 0 ? self->likelihood : 1;
  int consequence = self->consequence != 0 ? self->consequence : 1;

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

static void
on_toggled_cb (GtkToggleButton *cell, MusterMatrixGrid *self)
{
  if (gtk_toggle_button_get_active (cell))
    choose (self, cell_likelihood (GTK_WIDGET (cell)), cell_consequence (GTK_WIDGET (cell)), TRUE);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterMatrixGrid *self)
{
  int likelihood = self->likelihood != 0 ? self->likelihood : 1;
  int consequence = self->consequence != 0 ? self->consequence : 1;
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
    default:
      return FALSE;
    }
  likelihood = CLAMP (likelihood, 1, SIDE);
  consequence = CLAMP (consequence, 1, SIDE);
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

  g_object_set_data (G_OBJECT (cell), "likelihood", GINT_TO_POINTER (likelihood));
  g_object_set_data (G_OBJECT (cell), "consequence", GINT_TO_POINTER (consequence));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (shape), draw_shape, cell, NULL);
  gtk_widget_set_valign (shape, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), shape);
  gtk_box_append (GTK_BOX (box), gtk_label_new (score));
  gtk_button_set_child (GTK_BUTTON (cell), box);
  gtk_widget_set_hexpand (cell, TRUE);
  g_signal_connect (cell, "toggled", G_CALLBACK (on_toggled_cb), self);
  return cell;
}

static GtkWidget *
make_caption (const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), xalign == 0 ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_width_chars (GTK_LABEL (label), 7);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 11);
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
fill_grid (MusterMatrixGrid *self)
{
  for (int i = 1; i <= SIDE; i++)
    {
      g_autofree char *row = g_strdup_printf ("%d %s", i, muster_likelihood_label (i));
      g_autofree char *column = g_strdup_printf ("%d %s", i, muster_consequence_label (i));

      /* Almost certain is the top row. */
      gtk_grid_attach (GTK_GRID (self->grid), make_caption (row, 0), 0, SIDE - i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), make_caption (column, 0.5), i, SIDE + 1, 1, 1);
      for (int j = 1; j <= SIDE; j++)
        {
          self->cells[i - 1][j - 1] = make_cell (self, i, j);
          gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->cells[i - 1][j - 1]),
                                       i + j > 2 ? GTK_TOGGLE_BUTTON (self->cells[0][0]) : NULL);
          gtk_grid_attach (GTK_GRID (self->grid), self->cells[i - 1][j - 1], j, SIDE - i + 1, 1, 1);
        }
    }
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
        gtk_widget_set_tooltip_text (self->cells[i - 1][j - 1], name);
        gtk_widget_queue_draw (self->cells[i - 1][j - 1]);
      }
  say (self);
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

  return gtk_widget_grab_focus (
    self->cells[MAX (self->likelihood, 1) - 1][MAX (self->consequence, 1) - 1]);
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
  fill_grid (self);
  update_focusable (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (self->grid, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Likelihood by consequence"), -1);
}

GtkWidget *
muster_matrix_grid_new (const MusterMatrix *bands)
{
  MusterMatrixGrid *self = g_object_new (MUSTER_TYPE_MATRIX_GRID, NULL);

  muster_matrix_grid_set_bands (self, bands);
  return GTK_WIDGET (self);
}
