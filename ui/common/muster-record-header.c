/* muster-record-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-header.h"

#include <glib/gi18n-lib.h>

#include "muster-chip.h"
#include "muster-label.h"
#include "muster-words.h"
#include "muster-wrap-layout.h"

static void
add_chip (GtkWidget *chips, MusterTone tone, const char *text)
{
  gtk_box_append (GTK_BOX (chips), muster_chip_new (tone, text));
  gtk_widget_set_visible (chips, TRUE);
}

static void
add_rag (GtkWidget *box, GtkWidget *chips, MusterRagResult *rag)
{
  g_autofree char *shown = g_strdup_printf (_("RAG %s"), muster_rag_label (rag->shown));
  GtkWidget *expander, *reasons;

  add_chip (chips, muster_tone_of_rag (rag->shown), shown);
  if (rag->reasons == NULL || rag->reasons[0] == NULL)
    return;
  /* Translators: opens the reasons for a red, amber or green. */
  expander = gtk_expander_new (_("Why this RAG"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why this RAG"), -1);
  reasons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_margin_start (reasons, 18);
  gtk_widget_set_margin_top (reasons, 6);
  if (rag->overridden)
    {
      g_autofree char *text = g_strdup_printf (_("Set by hand. Computed: %s"), muster_rag_label (rag->computed));

      gtk_box_append (GTK_BOX (reasons), muster_label_new (text, "body"));
    }
  for (guint i = 0; rag->reasons[i] != NULL; i++)
    gtk_box_append (GTK_BOX (reasons), muster_label_new (rag->reasons[i], "body"));
  gtk_expander_set_child (GTK_EXPANDER (expander), reasons);
  gtk_box_append (GTK_BOX (box), expander);
}

static const char *
status_text (MusterRecord *record, char **display)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const MusterField *field = muster_kind_get_field (kind, "status");

  if (field == NULL || field->type != MUSTER_VALUE_CHOICE || !muster_record_has (record, "status"))
    return NULL;
  *display = muster_record_to_display (record, "status");
  return *display;
}

static void
add_timing (GtkWidget *chips, MusterRecord *record, guint32 today)
{
  MusterTiming timing = muster_rules_timing (record, today);
  g_autofree char *day = muster_day_to_text (muster_rules_due_day (record));
  g_autofree char *text = NULL;

  if (timing == MUSTER_TIMING_OVERDUE)
    text = g_strdup_printf (_("Overdue since %s"), day);
  else if (timing == MUSTER_TIMING_DUE_SOON)
    text = g_strdup_printf (_("Due %s"), day);
  if (text != NULL)
    add_chip (chips, timing == MUSTER_TIMING_OVERDUE ? MUSTER_TONE_RED : MUSTER_TONE_NONE, text);
}

GtkWidget *
muster_record_header_new (MusterDetail *detail, guint32 today, MusterOpenFunc open, gpointer data)
{
  MusterRecord *record = detail->record;
  const char *code = muster_record_get_ref_code (record);
  const char *singular = muster_words_singular (muster_record_get_kind (record));
  g_autofree char *title = muster_record_dup_title (record);
  g_autofree char *over = code != NULL ? g_strdup_printf ("%s · %s", singular, code) : g_strdup (singular);
  g_autofree char *status = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *facts = muster_facts_new (record, MUSTER_FACTS_DERIVED, open, data);
  GtkWidget *heading = muster_label_new (title, "title-2");

  gtk_widget_set_layout_manager (chips, muster_wrap_layout_new (6));
  gtk_widget_set_visible (chips, FALSE);
  gtk_box_append (GTK_BOX (box), muster_label_new (over, "dim-label"));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), chips);
  if (muster_record_is_archived (record))
    add_chip (chips, MUSTER_TONE_NONE, _("Archived"));
  if (status_text (record, &status) != NULL)
    add_chip (chips, MUSTER_TONE_NONE, status);
  if (detail->rag != NULL)
    add_rag (box, chips, detail->rag);
  if (!muster_record_is_archived (record))
    add_timing (chips, record, today);
  if (facts != NULL)
    {
      gtk_widget_set_margin_top (facts, 6);
      gtk_box_append (GTK_BOX (box), facts);
    }
  return box;
}
