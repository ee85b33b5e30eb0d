/* muster-risk-page-build.c - the page from top to bottom, and keeping the focus where it was when it is made anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-chip.h"
#include "muster-column.h"
#include "muster-conflict-row.h"
#include "muster-history-section.h"
#include "muster-info-row.h"
#include "muster-label.h"
#include "muster-line.h"
#include "muster-risk-words.h"
#include "muster-score-path.h"
#include "muster-sending-label.h"
#include "muster-words.h"
#include "muster-wrap-layout.h"
#include "muster-writing.h"

#define WIDTH 860

static GtkWidget *
make_wrap_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, muster_wrap_layout_new (6));
  return box;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

GtkWidget *
muster_risk_section_new (MusterRiskPage *self, const char *title, GtkWidget *content, const char *add,
                         const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *line = muster_line_new (6);
  GtkWidget *label = muster_label_new (title, "title-4");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  if (action != NULL)
    gtk_box_append (GTK_BOX (line),
                    muster_writing_limit (muster_button_new_labelled ("list-add-symbolic", add, action), self->store));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

/* ---- what it is -------------------------------------------------------------------------------------------------- */

static void
add_choice_chip (GtkWidget *chips, MusterRecord *risk, const char *name)
{
  const MusterField *field = muster_kind_get_field (muster_record_get_kind (risk), name);
  const char *nick = muster_record_get_text (risk, name);
  g_autofree char *display = muster_record_to_display (risk, name);
  g_autofree char *text = g_strconcat (muster_tone_arrow (field, nick), display, NULL);

  if (*display != '\0')
    gtk_box_append (GTK_BOX (chips), muster_chip_new (muster_tone_of_choice (field, nick), text));
}

static GtkWidget *
make_chips (MusterRiskPage *self)
{
  MusterRecord *risk = self->story->detail->record;
  guint32 today = muster_clock_today (muster_store_get_clock (self->store));
  GtkWidget *chips = make_wrap_box ();

  if (muster_record_is_archived (risk))
    gtk_box_append (GTK_BOX (chips), muster_chip_new (MUSTER_TONE_NONE, _("Archived")));
  add_choice_chip (chips, risk, "status");
  add_choice_chip (chips, risk, "band");
  add_choice_chip (chips, risk, "trend");
  if (!muster_record_is_archived (risk) && muster_rules_timing (risk, today) == MUSTER_TIMING_OVERDUE)
    gtk_box_append (GTK_BOX (chips), muster_chip_new (MUSTER_TONE_RED, _("Review overdue")));
  if (self->story->unchanged >= MUSTER_STUCK_FROM && !muster_risk_words_is_over (risk))
    gtk_box_append (GTK_BOX (chips), muster_chip_new (MUSTER_TONE_ORANGE, _("Stuck")));
  return chips;
}

/* "Owner Programme director · raised 1 March 2017 · next review 3 June 2017" */
static char *
describe_owner (MusterRecord *risk)
{
  static const char *const fields[] = { "owner", "category", "raised", "proximity", "next_review", "accepted_by" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const MusterField *field = muster_kind_get_field (muster_record_get_kind (risk), fields[i]);
      g_autofree char *display = muster_record_to_display (risk, fields[i]);

      if (*display != '\0')
        /* Translators: a field and what it says, as in "Risk owner: Programme director". */
        g_string_append_printf (words, _("%s%s: %s"), words->len > 0 ? " · " : "", muster_field_get_label (field),
                                display);
    }
  return g_string_free (words, FALSE);
}

static void
show_heading (MusterRiskPage *self)
{
  MusterRecord *risk = self->story->detail->record;
  const char *code = muster_record_get_ref_code (risk), *reason = muster_record_get_text (risk, "status_reason");
  const char *singular = muster_words_singular (muster_record_get_kind (risk));
  g_autofree char *title = muster_record_dup_title (risk);
  g_autofree char *over = code != NULL ? g_strdup_printf ("%s · %s", singular, code) : g_strdup (singular);
  g_autofree char *owner = describe_owner (risk);

  clear_box (self->heading);
  gtk_box_append (GTK_BOX (self->heading), muster_label_new (over, "dim-label"));
  gtk_box_append (GTK_BOX (self->heading), muster_label_new (title, "title-2"));
  gtk_box_append (GTK_BOX (self->heading), make_chips (self));
  if (*reason != '\0')
    {
      g_autofree char *status = muster_record_to_display (risk, "status");
      /* Translators: a status and the reason for it: "Closed: the lease was signed". */
      g_autofree char *text = g_strdup_printf (_("%s: %s"), status, reason);

      gtk_box_append (GTK_BOX (self->heading), muster_label_new (text, NULL));
    }
  if (*owner != '\0')
    gtk_box_append (GTK_BOX (self->heading), muster_label_new (owner, "dim-label"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
show_notices (MusterRiskPage *self)
{
  g_autoptr(GPtrArray) notices =
    muster_risk_words_notices (self->story, muster_clock_today (muster_store_get_clock (self->store)));
  GtkWidget *conflict = muster_conflict_row_new (GTK_WIDGET (self), self->story->detail->n_conflicts);

  clear_box (self->notices);
  if (conflict != NULL)
    gtk_box_append (GTK_BOX (self->notices), conflict);
  for (guint i = 0; i < notices->len; i++)
    gtk_box_append (GTK_BOX (self->notices), muster_info_row_new ("dialog-warning-symbolic", notices->pdata[i]));
  gtk_widget_set_visible (self->notices, conflict != NULL || notices->len > 0);
}

/* ---- cause, event, effect ---------------------------------------------------------------------------------------- */

static void
add_sentence (GtkWidget *box, MusterRecord *risk, const char *field, const char *heading)
{
  const char *text = muster_record_get_text (risk, field);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "risk-sentence");
  gtk_box_append (GTK_BOX (card), muster_label_new (heading, "caption-heading"));
  gtk_box_append (GTK_BOX (card), muster_label_new (*text != '\0' ? text : _("Not said yet"),
                                              *text != '\0' ? NULL : "dim-label"));
  gtk_box_append (GTK_BOX (box), card);
}

static GtkWidget *
make_sentence (MusterRiskPage *self)
{
  MusterRecord *risk = self->story->detail->record;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  /* Translators: the three parts of a risk, each heading over its text: because of its cause … */
  add_sentence (box, risk, "cause", _("Because"));
  /* Translators: … this may happen … */
  add_sentence (box, risk, "event", _("This may happen"));
  /* Translators: … and would lead to its effect. */
  add_sentence (box, risk, "effect", _("Which would lead to"));
  return muster_risk_section_new (self, _("Cause, event and effect"), box, NULL, NULL);
}

/* ---- scores ------------------------------------------------------------------------------------------------------ */

static void
add_score (GtkWidget *tiles, const MusterRiskStory *story, const char *name, const char *likelihood, const char *impact)
{
  MusterRecord *risk = story->detail->record;
  gint64 l = muster_record_get_number (risk, likelihood), c = muster_record_get_number (risk, impact);
  GtkWidget *tile = muster_column_new (3);
  g_autofree char *score = muster_risk_words_score (&story->bands, l * c);
  g_autofree char *of = g_strdup_printf (_("%d %s × %d %s"), (int) l, l > 0 ? muster_likelihood_label (l) : "", (int) c,
                                         c > 0 ? muster_consequence_label (c) : "");
  GtkWidget *value = l > 0 ? muster_chip_new (muster_tone_of_band (muster_matrix_band (&story->bands, l * c)), score)
                           : muster_label_new (_("Not scored"), "dim-label");

  gtk_widget_set_halign (value, GTK_ALIGN_START);
  gtk_widget_set_hexpand (tile, TRUE);
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "risk-score");
  gtk_box_append (GTK_BOX (tile), muster_label_new (name, "caption-heading"));
  gtk_box_append (GTK_BOX (tile), value);
  if (l > 0)
    gtk_box_append (GTK_BOX (tile), muster_label_new (of, "caption"));
  gtk_box_append (GTK_BOX (tiles), tile);
}

static GtkWidget *
make_scores (MusterRiskPage *self)
{
  MusterRiskStory *story = self->story;
  g_autofree char *words = muster_risk_words_path (story);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *tiles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (tiles), TRUE);
  add_score (tiles, story, _("Initial"), "initial_likelihood", "initial_impact");
  add_score (tiles, story, _("Current"), "likelihood", "impact");
  add_score (tiles, story, _("Target"), "target_likelihood", "target_impact");
  gtk_box_append (GTK_BOX (box), tiles);
  if (story->assessments->len > 0)
    gtk_box_append (GTK_BOX (box), muster_score_path_new (story, words));
  gtk_box_append (GTK_BOX (box), muster_label_new (words, NULL));
  return muster_risk_section_new (self, _("Scores"), box, NULL, NULL);
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/* A row is known by its record, whatever was made anew around it. */
static const MusterId *
focused_row (MusterRiskPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (; focus != NULL && focus != self->sections; focus = gtk_widget_get_parent (focus))
    if (g_object_get_data (G_OBJECT (focus), "id") != NULL)
      return g_object_get_data (G_OBJECT (focus), "id");
  return NULL;
}

static GtkWidget *
find_row (GtkWidget *within, const MusterId *id)
{
  const MusterId *here = g_object_get_data (G_OBJECT (within), "id");
  GtkWidget *found = here != NULL && muster_id_equal (here, id) ? within : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, id);
  return found;
}

static gboolean
has_focus_within (MusterRiskPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->sections);
}

static GtkWidget *(*const sections[]) (MusterRiskPage *self) = {
  make_sentence, make_scores, muster_risk_mitigations_new, muster_risk_escalations_new, muster_risk_links_new,
  muster_risk_assessments_new,
};

static void
show_section (gpointer page, guint i)
{
  MusterRiskPage *self = page;

  if (i < G_N_ELEMENTS (sections))
    gtk_box_append (GTK_BOX (self->sections), sections[i] (self));
  else
    muster_history_section_show (MUSTER_HISTORY_SECTION (self->history),
                                 muster_record_get_id (self->story->detail->record));
}

/* What is there already changes in one go; a page that is opened shows what is above first. */
static void
show_sections (MusterRiskPage *self, gboolean first)
{
  clear_box (self->sections);
  muster_steps_run (self->steps, G_N_ELEMENTS (sections) + 1, first ? 1 : G_MAXUINT);
}

/* Steps that cannot be taken are not offered. */
static void
show_buttons (MusterRiskPage *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      const char *action = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));

      gtk_widget_set_visible (button, muster_risk_page_suits (self, strchr (action, '.') + 1));
    }
}

void
muster_risk_page_show_story (MusterRiskPage *self, gboolean first)
{
  const MusterId *row = focused_row (self);
  MusterId id = row != NULL ? *row : (MusterId){ { 0 } };
  gboolean inside = has_focus_within (self);
  GtkWidget *again;

  /* Where the focus would go by itself, GTK would choose. */
  if (inside)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  show_heading (self);
  muster_sending_label_show (MUSTER_SENDING_LABEL (self->sending),
                             muster_record_get_id (self->story->detail->record));
  show_buttons (self);
  show_notices (self);
  show_sections (self, first && !inside);
  if (inside && row != NULL && (again = find_row (self->sections, &id)) != NULL)
    gtk_widget_grab_focus (again);
  if (first)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static GtkWidget *
make_buttons (MusterRiskPage *self)
{
  GtkWidget *box = make_wrap_box ();
  GtkWidget *reassess = muster_button_new (_("_Re-assess…"), "risk.reassess");

  gtk_widget_add_css_class (reassess, "suggested-action");
  gtk_box_append (GTK_BOX (box), reassess);
  for (guint i = 0; i < MUSTER_N_RISK_STEPS; i++)
    {
      g_autofree char *action = g_strconcat ("risk.", muster_risk_step_get_name (i), NULL);

      gtk_box_append (GTK_BOX (box), muster_button_new (muster_risk_step_get_label (i), action));
    }
  gtk_box_append (GTK_BOX (box), muster_button_new (_("E_scalate…"), "risk.escalate"));
  gtk_box_append (GTK_BOX (box), muster_button_new (_("_Edit details"), "risk.edit"));
  for (GtkWidget *button = gtk_widget_get_first_child (box); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    muster_writing_limit (button, self->store);
  return box;
}

static GtkWidget *
make_content (MusterRiskPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 30);
  self->heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->buttons = make_buttons (self);
  self->notices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  self->history = muster_history_section_new (self->store);
  self->sending = muster_sending_label_new (self->store);
  gtk_box_append (GTK_BOX (head), self->heading);
  gtk_box_append (GTK_BOX (head), self->sending);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->buttons);
  gtk_box_append (GTK_BOX (box), self->notices);
  gtk_box_append (GTK_BOX (box), self->sections);
  gtk_box_append (GTK_BOX (box), self->history);
  g_signal_connect_swapped (self->history, "restore", G_CALLBACK (muster_risk_page_restore), self);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

void
muster_risk_page_build (MusterRiskPage *self)
{
  GtkWidget *viewport;

  self->steps = muster_steps_new (GTK_WIDGET (self), show_section);
  self->stack = gtk_stack_new ();
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), make_content (self));
  /* Long texts are as high as they are long. */
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  self->missing = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->missing), "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->missing), _("This Risk Could Not Be Read"));
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "risk");
  gtk_stack_add_named (GTK_STACK (self->stack), self->missing, "missing");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}
