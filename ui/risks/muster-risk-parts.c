/* muster-risk-parts.c - what stands around a risk, row by row; a row leads to the page of its own record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-page-private.h"

#include <glib/gi18n-lib.h>

#include "muster-chip.h"
#include "muster-line-row.h"
#include "muster-risk-words.h"
#include "muster-words.h"

#define TITLE_CHARS 240

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_activated_cb (GtkListBox *list, GtkListBoxRow *row, MusterRiskPage *self)
{
  MusterId id = *(const MusterId *) g_object_get_data (G_OBJECT (row), "id");

  muster_risk_page_open_link (self, &id);
}

static GtkWidget *
make_list (MusterRiskPage *self, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_activated_cb), self);
  return list;
}

/* chip is nullable. */
static void
add_row (GtkWidget *list, const MusterId *id, const char *title, const char *under, GtkWidget *chip,
         const char *chip_text)
{
  g_autofree char *line = muster_words_line (title, TITLE_CHARS);
  g_autofree char *more = chip_text != NULL ? g_strjoin (", ", chip_text, *under != '\0' ? under : NULL, NULL)
                                            : g_strdup (under);
  GtkWidget *row = muster_line_row_new (line, under, -1, chip, TRUE);

  g_object_set_data_full (G_OBJECT (row), "id", muster_id_copy (id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, more, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
append_part (GString *words, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
}

static char *
display_line (MusterRecord *record, const char *name)
{
  g_autofree char *display = muster_record_to_display (record, name);

  return muster_words_line (display, TITLE_CHARS);
}

static void
append_field (GString *words, MusterRecord *record, const char *name)
{
  g_autofree char *line = display_line (record, name);

  append_part (words, line);
}

/* A macro, so that the compiler sees the format. */
#define append_as(words, record, name, format)                                                                       \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *line = display_line (record, name);                                                             \
    g_autofree char *text = g_strdup_printf (format, line);                                                          \
                                                                                                                     \
    append_part (words, *line != '\0' ? text : NULL);                                                                \
  }                                                                                                                  \
  G_STMT_END

static GtkWidget *
make_none (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* ---- mitigations ------------------------------------------------------------------------------------------------- */

static char *
describe_mitigation (MusterRecord *mitigation)
{
  GString *words = g_string_new (NULL);

  append_field (words, mitigation, "kind");
  if (muster_record_has (mitigation, "owner"))
    append_field (words, mitigation, "owner");
  else
    append_part (words, _("nobody owns it"));
  append_as (words, mitigation, "due", _("due %s"));
  append_field (words, mitigation, "status");
  append_field (words, mitigation, "effectiveness");
  append_as (words, mitigation, "status_note", "“%s”");
  return g_string_free (words, FALSE);
}

GtkWidget *
muster_risk_mitigations_new (MusterRiskPage *self)
{
  GPtrArray *mitigations = self->story->mitigations;
  guint32 today = muster_clock_today (muster_store_get_clock (self->store));
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_MITIGATION);
  GtkWidget *content;

  if (mitigations->len == 0)
    content = make_none (_("Nothing is done about this risk yet."));
  else
    content = make_list (self, muster_words_plural (kind));
  for (guint i = 0; i < mitigations->len; i++)
    {
      MusterRecord *mitigation = mitigations->pdata[i];
      g_autofree char *title = muster_record_dup_title (mitigation);
      g_autofree char *under = describe_mitigation (mitigation);
      gboolean late = muster_rules_timing (mitigation, today) == MUSTER_TIMING_OVERDUE;

      add_row (content, muster_record_get_id (mitigation), title, under,
               late ? muster_chip_new (MUSTER_TONE_RED, _("Overdue")) : NULL, late ? _("Overdue") : NULL);
    }
  return muster_risk_section_new (self, muster_words_plural (kind), content, _("Add mitigation"),
                                  "risk.add-mitigation");
}

/* ---- escalations ------------------------------------------------------------------------------------------------- */

GtkWidget *
muster_risk_escalations_new (MusterRiskPage *self)
{
  GPtrArray *escalations = self->story->escalations;
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_ESCALATION);
  GtkWidget *content;

  if (escalations->len == 0)
    content = make_none (_("It was not handed to another body."));
  else
    content = make_list (self, muster_words_plural (kind));
  for (guint i = 0; i < escalations->len; i++)
    {
      MusterRecord *escalation = escalations->pdata[i];
      g_autofree char *title = muster_record_dup_title (escalation);
      g_autofree char *state = muster_record_to_display (escalation, "state");
      g_autoptr(GString) words = g_string_new (NULL);

      append_as (words, escalation, "from_body", _("from %s"));
      append_as (words, escalation, "to_body", _("to %s"));
      append_field (words, escalation, "on");
      append_as (words, escalation, "due", _("answer due %s"));
      append_as (words, escalation, "state_note", "“%s”");
      add_row (content, muster_record_get_id (escalation), title, words->str,
               *state != '\0' ? muster_chip_new (MUSTER_TONE_NONE, state) : NULL, *state != '\0' ? state : NULL);
    }
  return muster_risk_section_new (self, muster_words_plural (kind), content, NULL, NULL);
}

/* ---- assessments ------------------------------------------------------------------------------------------------- */

static char *
dup_assessed (MusterRecord *assessment, const char *of)
{
  if (!muster_record_has (assessment, "likelihood") && !muster_record_has (assessment, "impact"))
    /* Translators: an assessment of which only a score is known: which kind, and the score */
    return g_strdup_printf (_("%s: stated as %d"), of, (int) muster_record_get_number (assessment, "stated_score"));
  /* Translators: an assessment: which kind (initial, current, target), likelihood, consequence. */
  return g_strdup_printf (_("%s: likelihood %d, consequence %d"), of,
                          (int) muster_record_get_number (assessment, "likelihood"),
                          (int) muster_record_get_number (assessment, "impact"));
}

GtkWidget *
muster_risk_assessments_new (MusterRiskPage *self)
{
  GPtrArray *assessments = self->story->assessments;
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_ASSESSMENT);
  GtkWidget *content;

  if (assessments->len == 0)
    content = make_none (_("Nobody has scored this risk yet."));
  else
    content = make_list (self, muster_words_plural (kind));
  for (guint i = assessments->len; i > 0; i--)
    {
      MusterRecord *assessment = assessments->pdata[i - 1];
      int score = (int) muster_record_get_number (assessment, "score");
      g_autofree char *of = muster_record_to_display (assessment, "kind");
      g_autofree char *band = muster_risk_words_score (&self->story->bands, score);
      g_autofree char *title = dup_assessed (assessment, of);
      g_autofree char *rationale = muster_record_to_display (assessment, "rationale");
      g_autoptr(GString) words = g_string_new (NULL);

      append_field (words, assessment, "on");
      append_as (words, assessment, "target_date", _("to be reached by %s"));
      append_field (words, assessment, "by");
      append_part (words, rationale);
      add_row (content, muster_record_get_id (assessment), title, words->str,
               muster_chip_new (muster_tone_of_band (muster_matrix_band (&self->story->bands, score)), band), band);
    }
  return muster_risk_section_new (self, muster_words_plural (kind), content, _("Re-assess"), "risk.reassess");
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

static void
add_issue (GtkWidget *list, MusterRecord *issue)
{
  g_autofree char *title = muster_record_dup_title (issue);
  g_autoptr(GString) words = g_string_new (NULL);

  append_part (words, muster_words_singular (muster_record_get_kind (issue)));
  append_field (words, issue, "status");
  append_field (words, issue, "severity");
  add_row (list, muster_record_get_id (issue), title, words->str, NULL, NULL);
}

GtkWidget *
muster_risk_links_new (MusterRiskPage *self)
{
  GtkWidget *list = make_list (self, _("Linked to"));
  GtkWidget *content = list;

  for (guint i = 0; i < self->story->linked->len; i++)
    {
      MusterLinked *linked = self->story->linked->pdata[i];
      g_autofree char *title = muster_record_dup_title (linked->record);

      add_row (list, muster_record_get_id (linked->record), title, muster_field_get_label (linked->field), NULL, NULL);
    }
  for (guint i = 0; i < self->story->issues->len; i++)
    add_issue (list, self->story->issues->pdata[i]);
  if (gtk_widget_get_first_child (list) == NULL)
    {
      g_object_ref_sink (list);
      g_object_unref (list);
      content = make_none (_("It is linked to no plan, deliverable or measure."));
    }
  return muster_risk_section_new (self, _("Linked to"), content, NULL, NULL);
}
