/* muster-kept-card.c - a save that does not count: why, what it said, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-words.h"

static char *
describe_when (const MusterKept *kept)
{
  g_autofree char *time = muster_words_time (kept->at);

  if (kept->actor == NULL)
    return g_strdup_printf (_("You saved this on %s"), time);
  /* Translators: a name, and "21 November 2026, 10:42" */
  return g_strdup_printf (_("%s saved this on %s"), kept->actor, time);
}

/* Why it does not count; NULL: nobody said. */
static char *
describe_reason (const MusterKept *kept)
{
  /* Translators: %s is a sentence of the server: "You may not change this." */
  return kept->again ? g_strdup_printf (_("Refused again: %s"), kept->reason) : g_strdup (kept->reason);
}

static void
add_said (MusterAttentionCard *self, GtkWidget *box, const MusterSaid *said, const MusterSaid *above)
{
  g_autofree char *text = *said->display != '\0' ? g_strdup_printf (_("%s: %s"), said->label, said->display)
                                                 : g_strdup (said->label);
  GtkWidget *line = muster_label_new (text, NULL);

  if (above == NULL || !muster_id_equal (&above->record, &said->record))
    {
      const char *title = said->title != NULL ? said->title : said->kind_name;

      gtk_box_append (GTK_BOX (box), muster_attention_card_make_title (self, said->ref_code, title, &said->record,
                                                                       said->here ? said->kind : NULL));
    }
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
make_content (MusterAttentionCard *self, const MusterKept *kept)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const MusterSaid *above = NULL;

  gtk_widget_add_css_class (box, "attention-side");
  for (guint i = 0; i < kept->said->len; i++)
    {
      add_said (self, box, kept->said->pdata[i], above);
      above = kept->said->pdata[i];
    }
  if (kept->n_said > kept->said->len)
    {
      guint more = kept->n_said - kept->said->len;
      g_autofree char *number = muster_words_number (more);
      g_autofree char *text = g_strdup_printf (ngettext ("and %s more change", "and %s more changes", more), number);

      gtk_box_append (GTK_BOX (box), muster_label_new (text, "dim-label"));
    }
  return box;
}

static void
add_button (MusterAttentionCard *self, GtkWidget *row, const char *label, MusterCardAct act)
{
  gtk_box_append (GTK_BOX (row), muster_attention_card_make_button (self, label, NULL, act));
}

static void
add_buttons (MusterAttentionCard *self, GtkWidget *row, MusterAttentionPart part, gboolean revisable)
{
  if (part == MUSTER_ATTENTION_ASIDE)
    {
      add_button (self, row, _("Keep"), MUSTER_CARD_KEEP);
      add_button (self, row, _("Copy as text"), MUSTER_CARD_COPY);
      add_button (self, row, _("Drop…"), MUSTER_CARD_DROP);
      return;
    }
  if (revisable)
    add_button (self, row, _("Edit and send again…"), MUSTER_CARD_EDIT);
  add_button (self, row, _("Send again"), MUSTER_CARD_RESEND);
  add_button (self, row, _("Copy as text"), MUSTER_CARD_COPY);
  if (part == MUSTER_ATTENTION_REFUSED)
    add_button (self, row, _("Put away"), MUSTER_CARD_AWAY);
  else
    add_button (self, row, _("Bring back"), MUSTER_CARD_RECALL);
}

void
muster_kept_card_fill (MusterAttentionCard *self, const MusterKept *kept, MusterAttentionPart part)
{
  GtkWidget *row = muster_attention_card_make_row ();
  g_autofree char *when = describe_when (kept), *reason = describe_reason (kept);
  GtkWidget *caption = muster_label_new (when, "caption");
  g_autofree char *name = reason != NULL ? g_strdup_printf ("%s. %s", when, reason) : g_strdup (when);

  gtk_widget_add_css_class (caption, "dim-label");
  if (reason != NULL)
    gtk_box_append (GTK_BOX (self), muster_label_new (reason, NULL));
  gtk_box_append (GTK_BOX (self), caption);
  gtk_box_append (GTK_BOX (self), make_content (self, kept));
  add_buttons (self, row, part, kept->revisable);
  gtk_box_append (GTK_BOX (self), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
