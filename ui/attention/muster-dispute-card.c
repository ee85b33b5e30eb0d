/* muster-dispute-card.c - one conflict: both sides, what was before, and the ways out of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include <glib/gi18n-lib.h>

#include "muster-abreast-layout.h"
#include "muster-compared-label.h"
#include "muster-label.h"
#include "muster-words.h"

#define COLUMN_GAP 12
/* As much of a value as the name of a button says. */
#define NAME_CHARS 80

static char *
describe_when (const MusterConflictSide *side, gboolean current)
{
  g_autofree char *time = side->at != 0 ? muster_words_time (side->at) : NULL;

  if (time == NULL)
    return g_strdup (current ? _("Counts now") : _("Came second"));
  /* Translators: when one side of a conflict was saved: "21 November 2026, 10:42" */
  return g_strdup_printf (current ? _("Counts now · saved %s") : _("Came second · saved %s"), time);
}

static char *
name_side (const MusterConflictSide *side, gboolean mine)
{
  if (mine)
    return g_strdup (_("Yours"));
  return g_strdup (side->actor != NULL ? side->actor : _("Somebody else"));
}

static GtkWidget *
make_frame (const char *title, const char *when)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  g_autofree char *name = when != NULL ? g_strdup_printf ("%s, %s", title, when) : g_strdup (title);

  gtk_widget_add_css_class (box, "attention-side");
  gtk_box_append (GTK_BOX (box), muster_label_new (title, "heading"));
  if (when != NULL)
    {
      GtkWidget *label = muster_label_new (when, "caption");

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}

static void
add_choice (MusterAttentionCard *self, GtkWidget *frame, const char *label, const char *who, const char *text,
            MusterCardAct act)
{
  g_autofree char *line = muster_words_line (*text != '\0' ? text : _("Nothing"), NAME_CHARS);
  /* Translators: the name of a button for those who hear it: "Use this: Posts not filled (Yours)" */
  g_autofree char *name = g_strdup_printf (_("%s: %s (%s)"), label, line, who);
  GtkWidget *button = muster_attention_card_make_button (self, label, name, act);

  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, TRUE);
  gtk_widget_set_margin_top (button, 3);
  gtk_box_append (GTK_BOX (frame), button);
}

static GtkWidget *
make_side (MusterAttentionCard *self, const MusterConflictSide *side, gboolean mine, const GArray *runs,
           gboolean current)
{
  g_autofree char *who = name_side (side, mine), *when = describe_when (side, current);
  GtkWidget *frame = make_frame (who, when);

  gtk_box_append (GTK_BOX (frame), muster_compared_label_new (side->display, runs));
  add_choice (self, frame, _("Use this"), who, side->display != NULL ? side->display : "",
              current ? MUSTER_CARD_CURRENT : MUSTER_CARD_OTHER);
  return frame;
}

static GtkWidget *
make_both (MusterAttentionCard *self, const char *text)
{
  GtkWidget *frame = make_frame (_("Both together"), NULL);

  gtk_box_append (GTK_BOX (frame), muster_compared_label_new (text, NULL));
  add_choice (self, frame, _("Use both"), _("Both together"), text, MUSTER_CARD_BOTH);
  return frame;
}

static char *
name_before (const MusterConflictSide *before)
{
  g_autofree char *time = before->at != 0 ? muster_words_time (before->at) : NULL;

  if (time == NULL || before->actor == NULL)
    return g_strdup (_("Before"));
  /* Translators: what stood there before two people changed it: a name, and "21 November 2026, 10:42" */
  return g_strdup_printf (_("Before · saved by %s on %s"), before->actor, time);
}

static void
add_before (MusterAttentionCard *self, const MusterDispute *dispute)
{
  const MusterConflictSide *before = &dispute->conflict->before;
  g_autofree char *name = name_before (before);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = muster_label_new (name, "caption-heading");
  GtkWidget *text = muster_compared_label_new (before->display, NULL);

  gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (self), box);
}

/* Neither side brings it back, so that it has to be told. */
static void
add_archival (MusterAttentionCard *self, const MusterConflict *conflict)
{
  const MusterConflictSide *archival = &conflict->archival;
  g_autofree char *time = archival->version != 0 ? muster_words_time (archival->at) : NULL;
  g_autofree char *text = NULL;

  if (time == NULL || g_str_equal (conflict->group, "_exists"))
    return;
  /* Translators: a name, and "21 November 2026, 10:42" */
  text = g_strdup_printf (_("%s archived it on %s. It stays archived, whichever you choose; its page can bring it "
                            "back."),
                          archival->actor, time);
  gtk_box_append (GTK_BOX (self), muster_label_new (text, NULL));
}

void
muster_dispute_card_fill (MusterAttentionCard *self, const MusterDispute *dispute)
{
  const MusterConflict *conflict = dispute->conflict;
  const char *kind = conflict->kind != NULL ? muster_words_singular (conflict->kind) : conflict->kind_name;
  /* Translators: the kind of a record and one of its fields, "Risk · Cause" */
  g_autofree char *what = g_strdup_printf (_("%s · %s"), kind, conflict->label);
  g_autofree char *name =
    g_strdup_printf ("%s%s%s, %s", conflict->ref_code != NULL ? conflict->ref_code : "",
                     conflict->ref_code != NULL ? " " : "", conflict->title, what);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = muster_label_new (what, "caption");
  const MusterKind *link = dispute->third != NULL ? conflict->kind : NULL;

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (head), muster_attention_card_make_title (self, conflict->ref_code, conflict->title,
                                                                    &conflict->record, link));
  gtk_box_append (GTK_BOX (head), caption);
  gtk_box_append (GTK_BOX (self), head);
  add_archival (self, conflict);
  gtk_widget_set_layout_manager (sides, muster_abreast_layout_new (COLUMN_GAP));
  /* The buttons of both stand at one height, which is not for the page to stretch. */
  gtk_widget_set_vexpand (sides, FALSE);
  gtk_box_append (GTK_BOX (sides), make_side (self, &conflict->current, dispute->current_mine, dispute->current_runs,
                                              TRUE));
  gtk_box_append (GTK_BOX (sides), make_side (self, &conflict->other, dispute->other_mine, dispute->other_runs,
                                              FALSE));
  if (dispute->both != NULL)
    gtk_box_append (GTK_BOX (sides), make_both (self, dispute->both));
  gtk_box_append (GTK_BOX (self), sides);
  add_before (self, dispute);
  if (dispute->third != NULL)
    gtk_box_append (GTK_BOX (self),
                    muster_attention_card_make_button (self, _("Write another…"), NULL, MUSTER_CARD_THIRD));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
