/* muster-sheet-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sheet-header.h"

#include "muster-chip.h"
#include "muster-column.h"
#include "muster-label.h"
#include "muster-wrap-layout.h"

static GtkWidget *
make_fact (const MusterSheetFact *fact)
{
  GtkWidget *box = muster_column_new (3);
  GtkWidget *name = muster_label_new (fact->name, "caption");
  GtkWidget *value = fact->tone != MUSTER_TONE_NONE ? muster_chip_new (fact->tone, fact->value)
                                                    : muster_label_new (fact->value, "heading");

  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_set_halign (value, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, name, NULL, -1);
  return box;
}

void
muster_sheet_header_fill (GtkWidget *box, MusterSheet *sheet)
{
  GtkWidget *facts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *old;

  while ((old = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), old);
  gtk_box_append (GTK_BOX (box), muster_label_new (sheet->over, "dim-label"));
  gtk_box_append (GTK_BOX (box), muster_label_new (sheet->title, "title-1"));
  if (sheet->note != NULL)
    gtk_box_append (GTK_BOX (box), muster_label_new (sheet->note, "body"));
  gtk_widget_set_layout_manager (facts, muster_wrap_layout_new (24));
  gtk_widget_set_margin_top (facts, 6);
  for (guint i = 0; i < sheet->facts->len; i++)
    gtk_box_append (GTK_BOX (facts), make_fact (sheet->facts->pdata[i]));
  gtk_box_append (GTK_BOX (box), facts);
}
