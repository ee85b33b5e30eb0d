/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rag-reasons.h"

#include <glib/gi18n-lib.h>

#include "muster-chip.h"
#include "muster-writing.h"

static void
add_text (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_chip (GtkWidget *box, MusterRag rag, const char *text)
{
  GtkWidget *chip = muster_chip_new (muster_tone_of_rag (rag), text);

  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), chip);
}

gboolean
muster_rag_may_be_overridden (MusterRecord *record)
{
  return muster_kind_get_field (muster_record_get_kind (record), "rag_override") != NULL;
}

GtkWidget *
muster_rag_reasons_new (MusterRecord *record, const MusterRagResult *rag, gboolean may_write)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (rag->overridden)
    {
      g_autofree char *until = muster_record_to_display (record, "rag_expires");
      g_autofree char *why = g_strdup_printf (_("%s Until %s."), muster_record_get_text (record, "rag_reason"), until);

      /* Translators: "Green, set by hand" */
      g_autofree char *shown = g_strdup_printf (_("%s, set by hand"), muster_rag_label (rag->shown));
      /* Translators: "Red, as computed" */
      g_autofree char *computed = g_strdup_printf (_("%s, as computed"), muster_rag_label (rag->computed));

      add_chip (box, rag->shown, shown);
      add_text (box, why);
      add_chip (box, rag->computed, computed);
    }
  else
    add_chip (box, rag->shown, muster_rag_label (rag->shown));
  for (char **reason = rag->reasons; *reason != NULL; reason++)
    add_text (box, *reason);
  if (!muster_rag_may_be_overridden (record))
    add_text (box, _("The RAG of an action follows from its dates and its status, and is not set by hand. That of a "
                     "plan, a deliverable or a milestone can be."));
  else if (!may_write)
    add_text (box, muster_writing_why ());
  return box;
}
