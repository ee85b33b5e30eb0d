/* muster-team-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-team-map.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-label.h"
#include "muster-tone.h"
#include "muster-tooltip.h"

#define SIDE 5
#define SHAPE 10
/* In the list of a cell; the register has the rest. */
#define MOST_LISTED 20

struct _MusterTeamMap {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *grid;
  GtkWidget *cells[SIDE][SIDE]; /* [likelihood - 1][consequence - 1]; button or empty box */
  GtkWidget *unscored;
  MusterRiskMap map;
  GPtrArray *risks; /* MusterRecord */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (MusterTeamMap, muster_team_map, GTK_TYPE_WIDGET)

static guint open_signal;

typedef struct {
  MusterTeamMap *map;
  int likelihood, consequence;
} Cell;

static void
open_risk (MusterTeamMap *self, MusterRecord *risk)
{
  MusterId id = *muster_record_get_id (risk);

  g_signal_emit (self, open_signal, 0, &id, muster_record_get_kind (risk));
}

/* ---- what stands in a cell --------------------------------------------------------------------------------------- */

static GPtrArray *
find_risks (MusterTeamMap *self, int likelihood, int consequence)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->risks->len; i++)
    if (muster_record_get_number (self->risks->pdata[i], "likelihood") == likelihood
        && muster_record_get_number (self->risks->pdata[i], "impact") == consequence)
      g_ptr_array_add (found, g_object_ref (self->risks->pdata[i]));
  return found;
}

static void
on_risk_cb (GtkWidget *button, MusterTeamMap *self)
{
  g_autoptr(MusterRecord) risk = g_object_ref (g_object_get_data (G_OBJECT (button), "risk"));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
  open_risk (self, risk);
}

static GtkWidget *
make_choice (MusterTeamMap *self, MusterRecord *risk)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *title = muster_record_dup_title (risk);
  const char *code = muster_record_get_ref_code (risk);
  g_autofree char *text = g_strdup_printf ("%s%s%s", code != NULL ? code : "", code != NULL ? " " : "", title);
  GtkWidget *label = muster_label_new (text, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (button), "risk", g_object_ref (risk), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_risk_cb), self);
  return button;
}

static gboolean
unparent_later (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

static void
on_closed_cb (GtkPopover *popover)
{
  g_idle_add (unparent_later, g_object_ref (popover));
}

static void
list_risks (MusterTeamMap *self, GtkWidget *cell, GPtrArray *risks, guint n)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < MIN (risks->len, MOST_LISTED); i++)
    gtk_box_append (GTK_BOX (box), make_choice (self, risks->pdata[i]));
  if (n > MIN (risks->len, MOST_LISTED))
    {
      guint left = n - MIN (risks->len, MOST_LISTED);
      g_autofree char *more = g_strdup_printf (ngettext ("and %'u more", "and %'u more", left), left);

      gtk_box_append (GTK_BOX (box), gtk_label_new (more));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muster_tooltip_get (cell), -1);
  gtk_widget_set_parent (popover, cell);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_cell_cb (GtkWidget *button, Cell *cell)
{
  MusterTeamMap *self = cell->map;
  g_autoptr(GPtrArray) risks = find_risks (self, cell->likelihood, cell->consequence);
  guint n = self->map.cells[cell->likelihood - 1][cell->consequence - 1];

  if (n == 1 && risks->len == 1)
    open_risk (self, risks->pdata[0]);
  else
    list_risks (self, button, risks, n);
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static MusterTone
cell_tone (MusterTeamMap *self, int likelihood, int consequence)
{
  return muster_tone_of_band (muster_matrix_band (&self->map.bands, likelihood * consequence));
}

static void
draw_shape (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  Cell *cell = data;

  cairo_translate (cr, 0, (height - SHAPE) / 2.);
  muster_tone_draw (cell_tone (cell->map, cell->likelihood, cell->consequence), cr, SHAPE,
                    muster_tone_is_dark (GTK_WIDGET (area)));
}

static char *
name_cell (const Cell *cell, guint n)
{
  g_autofree char *risks = g_strdup_printf (ngettext ("%'u open risk", "%'u open risks", n), n);

  return g_strdup_printf (_("Likelihood %d %s, consequence %d %s: %s"), cell->likelihood,
                          muster_likelihood_label (cell->likelihood), cell->consequence,
                          muster_consequence_label (cell->consequence), risks);
}

static GtkWidget *
make_cell (Cell *cell, guint n)
{
  GtkWidget *button, *box, *shape;
  g_autofree char *name = name_cell (cell, n);
  g_autofree char *count = g_strdup_printf ("%'u", n);

  if (n == 0)
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (box, "team-map-empty");
      return box;
    }
  button = gtk_button_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  shape = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (shape), SHAPE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (shape), draw_shape, cell, NULL);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), shape);
  gtk_box_append (GTK_BOX (box), gtk_label_new (count));
  gtk_button_set_child (GTK_BUTTON (button), box);
  muster_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_cell_cb), cell);
  return button;
}

static void
put_cell (MusterTeamMap *self, int likelihood, int consequence)
{
  GtkWidget **place = &self->cells[likelihood - 1][consequence - 1];
  Cell *cell = g_new0 (Cell, 1);

  *cell = (Cell){ self, likelihood, consequence };
  if (*place != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), *place);
  *place = make_cell (cell, self->map.cells[likelihood - 1][consequence - 1]);
  g_object_set_data_full (G_OBJECT (*place), "cell", cell, g_free);
  gtk_widget_set_hexpand (*place, TRUE);
  /* Almost certain is the top row. */
  gtk_grid_attach (GTK_GRID (self->grid), *place, consequence, SIDE - likelihood, 1, 1);
}

void
muster_team_map_show (MusterTeamMap *self, const MusterRiskMap *map, GPtrArray *risks)
{
  gboolean same = self->shown && memcmp (&self->map, map, sizeof *map) == 0;
  g_autofree char *unscored = g_strdup_printf (ngettext ("%'u open risk is not scored.",
                                                         "%'u open risks are not scored.", map->unscored),
                                               map->unscored);

  g_clear_pointer (&self->risks, g_ptr_array_unref);
  self->risks = g_ptr_array_ref (risks);
  if (same)
    return;
  self->map = *map;
  self->shown = TRUE;
  for (int likelihood = SIDE; likelihood >= 1; likelihood--)
    for (int consequence = 1; consequence <= SIDE; consequence++)
      put_cell (self, likelihood, consequence);
  gtk_label_set_text (GTK_LABEL (self->unscored), unscored);
  gtk_widget_set_visible (self->unscored, map->unscored > 0);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
muster_team_map_dispose (GObject *object)
{
  MusterTeamMap *self = MUSTER_TEAM_MAP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->risks, g_ptr_array_unref);
  G_OBJECT_CLASS (muster_team_map_parent_class)->dispose (object);
}

static void
muster_team_map_class_init (MusterTeamMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_team_map_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  open_signal = g_signal_new ("open-record", MUSTER_TYPE_TEAM_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
muster_team_map_init (MusterTeamMap *self)
{
  GtkWidget *across = make_caption (_("Consequence")), *upwards = make_caption (_("Likelihood"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->grid = gtk_grid_new ();
  self->unscored = make_caption ("");
  gtk_widget_set_halign (upwards, GTK_ALIGN_START);
  gtk_widget_set_halign (self->unscored, GTK_ALIGN_START);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 3);
  for (int i = 1; i <= SIDE; i++)
    {
      g_autofree char *digit = g_strdup_printf ("%d", i);

      gtk_grid_attach (GTK_GRID (self->grid), make_caption (digit), 0, SIDE - i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), make_caption (digit), i, SIDE, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->box), upwards);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_box_append (GTK_BOX (self->box), across);
  gtk_box_append (GTK_BOX (self->box), self->unscored);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "team-map");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Map of open risks, likelihood by consequence"), -1);
}

GtkWidget *
muster_team_map_new (void)
{
  return g_object_new (MUSTER_TYPE_TEAM_MAP, NULL);
}
