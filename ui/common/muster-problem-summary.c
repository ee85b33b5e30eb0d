/* muster-problem-summary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-problem-summary.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-label.h"
#include "muster-tone.h"

#define BAR 4

struct _MusterProblemSummary {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *heading;
  GtkWidget *lines;
  GtkWidget *buttons;
  char *first;   /* the field that is wrong first; nullable */
  gboolean serious;
  gboolean focus_wanted; /* once it has its place, so that it is scrolled to */
};

G_DEFINE_FINAL_TYPE (MusterProblemSummary, muster_problem_summary, GTK_TYPE_WIDGET)

enum { GO_TO_FIELD, SAVE_ANYWAY, GO_BACK, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
go_to_field (MusterProblemSummary *self, const char *field)
{
  gboolean there = FALSE;

  g_signal_emit (self, signals[GO_TO_FIELD], 0, field, &there);
  return there;
}

static void
on_line_cb (GtkWidget *button, MusterProblemSummary *self)
{
  go_to_field (self, g_object_get_data (G_OBJECT (button), "field"));
}

static void
on_save_anyway_cb (MusterProblemSummary *self)
{
  g_signal_emit (self, signals[SAVE_ANYWAY], 0);
}

static void
on_go_back_cb (MusterProblemSummary *self)
{
  g_signal_emit (self, signals[GO_BACK], 0);
}

static void
add_line (MusterProblemSummary *self, const char *text, const char *field)
{
  GtkWidget *button;

  if (field == NULL)
    {
      gtk_box_append (GTK_BOX (self->lines), muster_label_new (text, NULL));
      return;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), muster_label_new (text, NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "problem");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Goes to the field"), -1);
  g_object_set_data_full (G_OBJECT (button), "field", g_strdup (field), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_line_cb), self);
  gtk_box_append (GTK_BOX (self->lines), button);
}

static void
begin (MusterProblemSummary *self, const char *heading, gboolean serious)
{
  GtkWidget *line;

  while ((line = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), line);
  self->serious = serious;
  g_clear_pointer (&self->first, g_free);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_widget_set_visible (self->buttons, !serious);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
muster_problem_summary_show (MusterProblemSummary *self, const MusterKind *kind, GPtrArray *problems)
{
  gboolean errors = FALSE;

  for (guint i = 0; i < problems->len; i++)
    errors |= ((MusterProblem *) g_ptr_array_index (problems, i))->severity == MUSTER_SEVERITY_ERROR;
  begin (self, errors ? _("There is a problem") : _("Check this before you save"), errors);
  for (guint i = 0; i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == (errors ? MUSTER_SEVERITY_ERROR : MUSTER_SEVERITY_WARNING))
        {
          if (errors && problem->field != NULL && gtk_widget_get_first_child (self->lines) == NULL)
            self->first = g_strdup (problem->field);
          add_line (self, problem->message, problem->field);
        }
    }
}

void
muster_problem_summary_show_message (MusterProblemSummary *self, const char *message)
{
  begin (self, _("There is a problem"), TRUE);
  add_line (self, message, NULL);
}

void
muster_problem_summary_hide (MusterProblemSummary *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
muster_problem_summary_focus (MusterProblemSummary *self)
{
  self->focus_wanted = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
take_focus (gpointer data)
{
  g_autoptr(MusterProblemSummary) self = data;

  /* The form may have gone meanwhile. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && (self->first == NULL || !go_to_field (self, self->first)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
muster_problem_summary_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MusterProblemSummary *self = MUSTER_PROBLEM_SUMMARY (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->focus_wanted)
    g_idle_add_once (take_focus, g_object_ref (self));
  self->focus_wanted = FALSE;
}

static GtkSizeRequestMode
muster_problem_summary_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
muster_problem_summary_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                                int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MUSTER_PROBLEM_SUMMARY (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
muster_problem_summary_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterProblemSummary *self = MUSTER_PROBLEM_SUMMARY (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect frame;
  GdkRGBA color, faint;

  muster_tone_get_color (self->serious ? MUSTER_TONE_RED : MUSTER_TONE_YELLOW, muster_tone_is_dark (widget), &color,
                         NULL);
  faint = color;
  faint.alpha = 0.1f;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), 9);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &faint, &frame.bounds);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (rtl ? width - BAR : 0, 0, BAR, height));
  gtk_snapshot_pop (snapshot);
  if (gtk_widget_has_focus (widget))
    gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 2, 2, 2, 2 },
                                (GdkRGBA[4]){ color, color, color, color });
  gtk_widget_snapshot_child (widget, self->box, snapshot);
}

static void
muster_problem_summary_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_PROBLEM_SUMMARY (object)->first, g_free);
  g_clear_pointer (&MUSTER_PROBLEM_SUMMARY (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_problem_summary_parent_class)->dispose (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MUSTER_TYPE_PROBLEM_SUMMARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_problem_summary_class_init (MusterProblemSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_problem_summary_dispose;
  widget_class->snapshot = muster_problem_summary_snapshot;
  widget_class->size_allocate = muster_problem_summary_size_allocate;
  widget_class->get_request_mode = muster_problem_summary_get_request_mode;
  widget_class->measure = muster_problem_summary_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  signals[GO_TO_FIELD] = g_signal_new ("go-to-field", MUSTER_TYPE_PROBLEM_SUMMARY, G_SIGNAL_RUN_LAST, 0,
                                       g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                       G_TYPE_STRING);
  signals[SAVE_ANYWAY] = new_signal ("save-anyway");
  signals[GO_BACK] = new_signal ("go-back");
}

static GtkWidget *
make_button (MusterProblemSummary *self, const char *label, GCallback callback)
{
  GtkWidget *button = muster_button_new (label, NULL);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

static void
muster_problem_summary_init (MusterProblemSummary *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = muster_label_new ("", NULL);
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* It takes the focus where no field can, so that a screen reader begins where the person must. */
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_widget_set_margin_start (self->box, 12 + BAR);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 12);
  make_button (self, _("_Go back"), G_CALLBACK (on_go_back_cb));
  make_button (self, _("Save _anyway"), G_CALLBACK (on_save_anyway_cb));
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), self->lines);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_problem_summary_new (void)
{
  return g_object_new (MUSTER_TYPE_PROBLEM_SUMMARY, "visible", FALSE, NULL);
}
