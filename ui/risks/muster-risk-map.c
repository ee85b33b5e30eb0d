/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-map.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-matrix-grid.h"
#include "muster-reading.h"
#include "muster-tooltip.h"
#include "muster-words.h"


typedef struct {
  const char *field; /* of the map */
  const char *label; /* N_() */
} Which;

static const Which whiches[] = {
  { "initial_likelihood", N_("Initial") },
  { "likelihood", N_("Current") },
  { "target_likelihood", N_("Target") },
};

#define CURRENT 1

struct _MusterRiskMap {
  GtkWidget parent_instance;
  MusterReading *reading;
  GtkWidget *box;
  GtkWidget *grid;
  GtkWidget *switches[G_N_ELEMENTS (whiches)];
  GtkWidget *said;
  GtkWidget *clear;
  MusterQuery *query;
  MusterMap counts;
  gboolean counted;    /* at least once */
  guint which;
  guint turn_source;   /* words beside or below */
};

G_DEFINE_FINAL_TYPE (MusterRiskMap, muster_risk_map, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- words ------------------------------------------------------------------------------------------------------- */

static guint
sum_cells (MusterRiskMap *self, guint32 cells)
{
  guint sum = 0;

  for (int i = 1; i <= 5; i++)
    for (int j = 1; j <= 5; j++)
      if (cells & MUSTER_CELL (i, j))
        sum += self->counts.cells[i - 1][j - 1];
  return sum;
}

static char *
say_all (MusterRiskMap *self)
{
  g_autofree char *on_map = muster_words_count (muster_kind_get (MUSTER_KIND_RISK), sum_cells (self, G_MAXUINT32));
  g_autofree char *nowhere = muster_words_number (self->counts.nowhere);

  if (self->counts.nowhere == 0)
    /* Translators: beside the map of risks; "11 risks" */
    return g_strdup_printf (_("%s on the map"), on_map);
  if (self->which == G_N_ELEMENTS (whiches) - 1)
    return g_strdup_printf (ngettext ("%s on the map, %s without a target", "%s on the map, %s without a target",
                                      self->counts.nowhere),
                            on_map, nowhere);
  return g_strdup_printf (ngettext ("%s on the map, %s not scored", "%s on the map, %s not scored",
                                    self->counts.nowhere),
                          on_map, nowhere);
}

static void
say (MusterRiskMap *self)
{
  MusterMatrixGrid *grid = MUSTER_MATRIX_GRID (self->grid);
  guint32 cells = muster_matrix_grid_get_cells (grid);
  g_autofree char *words = NULL;

  if (!self->counted)
    return;
  if (cells == 0)
    words = say_all (self);
  else
    {
      g_autofree char *count = muster_words_count (muster_kind_get (MUSTER_KIND_RISK), sum_cells (self, cells));
      g_autofree char *where = muster_matrix_grid_describe_cells (grid);

      /* Translators: how many, then which cells of the map: "Showing 4 risks at likelihood 4, consequence 4". */
      words = g_strdup_printf (_("Showing %s %s"), count, where);
    }
  gtk_label_set_text (GTK_LABEL (self->said), words);
  gtk_widget_set_visible (self->clear, cells != 0);
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterQuery *query;
  const char *field;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  muster_query_free (question->query);
  g_free (question);
}

static gpointer
read_counts (MusterReplica *replica, gpointer data, GError **error)
{
  Question *question = data;
  g_autofree MusterMap *map = g_new0 (MusterMap, 1);

  return muster_replica_count_cells (replica, question->query, question->field, map, error) ? g_steal_pointer (&map)
                                                                                            : NULL;
}

static gpointer
ask (gpointer widget)
{
  MusterRiskMap *self = widget;
  Question *question = g_new0 (Question, 1);

  question->query = muster_query_copy (self->query);
  question->field = whiches[self->which].field;
  return question;
}

static void
take (gpointer widget, gpointer answer)
{
  MusterRiskMap *self = widget;
  g_autofree MusterMap *map = answer;

  self->counts = *map;
  self->counted = TRUE;
  muster_matrix_grid_set_counts (MUSTER_MATRIX_GRID (self->grid), map);
  say (self);
}

static const MusterReadingFuncs reading_funcs = { ask, question_free, read_counts, g_free, take, NULL };

void
muster_risk_map_set_query (MusterRiskMap *self, const MusterQuery *query)
{
  const char *field;
  guint32 cells = muster_query_get_cells (query, &field);

  g_clear_pointer (&self->query, muster_query_free);
  self->query = muster_query_copy (query);
  for (guint i = 0; cells != 0 && i < G_N_ELEMENTS (whiches); i++)
    if (g_str_equal (whiches[i].field, field) && i != self->which)
      {
        self->which = i;
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->switches[i]), TRUE);
      }
  if (cells != muster_matrix_grid_get_cells (MUSTER_MATRIX_GRID (self->grid)))
    muster_matrix_grid_set_cells (MUSTER_MATRIX_GRID (self->grid), cells);
  say (self);
  muster_reading_ask (self->reading);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

static void
emit_chosen (MusterRiskMap *self)
{
  say (self);
  g_signal_emit (self, signals[CHOSEN], 0, whiches[self->which].field,
                 muster_matrix_grid_get_cells (MUSTER_MATRIX_GRID (self->grid)));
}

static void
on_switched_cb (GtkToggleButton *button, MusterRiskMap *self)
{
  guint which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "which"));

  if (!gtk_toggle_button_get_active (button) || which == self->which)
    return;
  self->which = which;
  if (muster_matrix_grid_get_cells (MUSTER_MATRIX_GRID (self->grid)) != 0)
    emit_chosen (self);
  else
    muster_reading_ask (self->reading);
}

static void
on_clear_cb (MusterRiskMap *self)
{
  muster_matrix_grid_set_cells (MUSTER_MATRIX_GRID (self->grid), 0);
  /* The button goes; whoever used it is not to lose the way. */
  gtk_widget_grab_focus (self->grid);
  emit_chosen (self);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterRiskMap *self)
{
  if (key != GDK_KEY_Escape || muster_matrix_grid_get_cells (MUSTER_MATRIX_GRID (self->grid)) == 0)
    return FALSE;
  on_clear_cb (self);
  return TRUE;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_switch (MusterRiskMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (whiches); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(whiches[i].label));
      /* Translators: which scores the map shows: "Initial scores". */
      g_autofree char *name = g_strdup_printf (_("%s scores"), _(whiches[i].label));

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      muster_tooltip_set (button, name);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                   i > 0 ? GTK_TOGGLE_BUTTON (self->switches[0]) : NULL);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == self->which);
      g_object_set_data (G_OBJECT (button), "which", GUINT_TO_POINTER (i));
      g_signal_connect (button, "toggled", G_CALLBACK (on_switched_cb), self);
      self->switches[i] = button;
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_words (MusterRiskMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->said = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE, "xalign", 0.f,
                             NULL);
  self->clear = muster_button_new (_("Show _all cells"), NULL);
  gtk_widget_set_halign (self->clear, GTK_ALIGN_START);
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_cb), self);
  gtk_widget_add_css_class (self->said, "heading");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), make_switch (self));
  gtk_box_append (GTK_BOX (box), self->said);
  gtk_box_append (GTK_BOX (box), self->clear);
  return box;
}

/* How wide the grid and what stands around it is at least. */
static int
measure_grid (MusterRiskMap *self)
{
  int minimum;

  gtk_widget_measure (self->grid, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum + gtk_widget_get_margin_start (self->box) + gtk_widget_get_margin_end (self->box);
}

/* Where there is room for both, however large the letters are, the words stand beside the map, else below it. */
static gboolean
has_room_beside (MusterRiskMap *self, int width)
{
  int words;

  gtk_widget_measure (gtk_widget_get_last_child (self->box), GTK_ORIENTATION_HORIZONTAL, -1, &words, NULL, NULL, NULL);
  return width >= measure_grid (self) + gtk_box_get_spacing (GTK_BOX (self->box)) + words;
}

static gboolean
on_turn_cb (gpointer data)
{
  MusterRiskMap *self = data;
  gboolean beside = has_room_beside (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->turn_source = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  return G_SOURCE_REMOVE;
}

static void
muster_risk_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterRiskMap *self = MUSTER_RISK_MAP (widget);
  gboolean beside = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->box)) == GTK_ORIENTATION_HORIZONTAL;

  /* It cannot take another form while it is given its place. */
  if (beside != has_room_beside (self, width) && self->turn_source == 0)
    self->turn_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_turn_cb, self, NULL);
  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

/* It is not what makes its neighbours wide: where there is little room the words go below. */
static void
muster_risk_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  MusterRiskMap *self = MUSTER_RISK_MAP (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  else
    *minimum = *natural = measure_grid (self);
}

static void
muster_risk_map_dispose (GObject *object)
{
  MusterRiskMap *self = MUSTER_RISK_MAP (object);

  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->query, muster_query_free);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (muster_risk_map_parent_class)->dispose (object);
}

static void
muster_risk_map_class_init (MusterRiskMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_risk_map_dispose;
  widget_class->measure = muster_risk_map_measure;
  widget_class->size_allocate = muster_risk_map_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", MUSTER_TYPE_RISK_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
muster_risk_map_init (MusterRiskMap *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->which = CURRENT;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->grid = muster_matrix_grid_new_map (&muster_matrix_npsa);
  gtk_widget_set_valign (self->grid, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->box, 9);
  gtk_widget_set_margin_end (self->box, 9);
  gtk_widget_set_margin_bottom (self->box, 9);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_box_append (GTK_BOX (self->box), make_words (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (self->grid, "chosen", G_CALLBACK (emit_chosen), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Risk map"), -1);
}

GtkWidget *
muster_risk_map_new (MusterStore *store)
{
  MusterRiskMap *self = g_object_new (MUSTER_TYPE_RISK_MAP, NULL);

  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  return GTK_WIDGET (self);
}
