/* muster-left-card.c - records that may not be seen any more: how many, which, and when they went.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-words.h"

/* "9 actions: and 7 more". */
static char *
describe_kind (const MusterDepartedKind *departed)
{
  g_autofree char *count = muster_words_count (departed->kind, departed->n);
  guint more = departed->n - departed->codes->len;
  g_autofree char *number = muster_words_number (more), *codes = NULL;

  if (departed->codes->len == 0)
    return g_steal_pointer (&count);
  g_ptr_array_add (departed->codes, NULL);
  /* Translators: between the parts of a list: "R-3, R-4, R-9" */
  codes = g_strjoinv (_(", "), (char **) departed->codes->pdata);
  g_ptr_array_set_size (departed->codes, (int) departed->codes->len - 1);
  if (more == 0)
    /* Translators: "3 risks, R-9" */
    return g_strdup_printf (_("%s: %s"), count, codes);
  /* Translators: "20 actions: A-1, A-4", and how many more of them there are */
  return g_strdup_printf (ngettext ("%s: %s and %s more", "%s: %s and %s more", more), count, codes, number);
}

void
muster_left_card_fill (MusterAttentionCard *self, const MusterDeparture *departure)
{
  g_autofree char *number = muster_words_number (departure->n), *time = muster_words_time (departure->at);
  g_autofree char *title = g_strdup_printf (ngettext ("%s record is no longer yours to see",
                                                      "%s records are no longer yours to see", departure->n), number);
  /* Translators: "21 November 2026, 10:42" */
  g_autofree char *when = g_strdup_printf (_("Gone from this computer on %s"), time);
  g_autofree char *name = g_strdup_printf ("%s, %s", title, when);
  /* Translators: the name of a button for those who hear it: "I have read this: 3 records are no longer yours …" */
  g_autofree char *button = g_strdup_printf (_("%s: %s"), _("I have read this"), title);
  GtkWidget *caption = muster_label_new (when, "caption");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (box, "attention-side");
  for (guint i = 0; i < departure->kinds->len; i++)
    {
      g_autofree char *line = describe_kind (departure->kinds->pdata[i]);

      gtk_box_append (GTK_BOX (box), muster_label_new (line, NULL));
    }
  gtk_box_append (GTK_BOX (self), muster_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (self), caption);
  gtk_box_append (GTK_BOX (self), box);
  gtk_box_append (GTK_BOX (self), muster_attention_card_make_button (self, _("I have read this"), button,
                                                                     MUSTER_CARD_READ));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
