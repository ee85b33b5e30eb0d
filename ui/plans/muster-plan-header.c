/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-header.h"

#include <glib/gi18n-lib.h>

#include "muster-chip.h"
#include "muster-label.h"
#include "muster-line.h"
#include "muster-plan-sections.h"
#include "muster-remarks.h"
#include "muster-tooltip.h"
#include "muster-wrap-layout.h"

struct _MusterPlanHeader {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *buttons;
  GtkWidget *line; /* RAG and words, as many in a line as there is room for */
  GtkWidget *rag;
  GtkWidget *words;
  GtkWidget *sections;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (MusterPlanHeader, muster_plan_header, GTK_TYPE_WIDGET)

GtkWidget *
muster_plan_header_get_rag (MusterPlanHeader *self)
{
  return self->rag;
}

void
muster_plan_header_add (MusterPlanHeader *self, GtkWidget *button)
{
  gtk_box_prepend (GTK_BOX (self->buttons), button);
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

static void
append (GString *words, char *part /* taken */)
{
  if (*part != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
dup_progress (MusterRecord *plan)
{
  if (!muster_record_has (plan, "progress"))
    return g_strdup (_("Nothing to measure yet"));
  return g_strdup_printf (_("%d%% complete"), (int) muster_record_get_number (plan, "progress"));
}

static char *
dup_milestone (MusterPlanView *view)
{
  MusterRecord *record;
  g_autofree char *title = NULL, *due = NULL;

  if (view->milestone < 0)
    return g_strdup ("");
  record = g_array_index (view->outline, MusterOutlineItem, view->milestone).record;
  title = muster_record_dup_title (record);
  due = muster_record_to_display (record, "due");
  /* Translators: the next milestone of a plan, and when it is due. */
  return g_strdup_printf (_("Next: %s, %s"), title, due);
}

/* The end alone says that a plan slips; a slip of its parts is said by its RAG. */
static char *
dup_slip (MusterRecord *plan)
{
  g_autofree char *slip = muster_slip_to_text (plan);

  return *slip != '\0' ? g_strdup_printf (_("End %s"), slip) : g_strdup ("");
}

static char *
dup_words (MusterPlanView *view)
{
  GString *words = g_string_new (NULL);

  append (words, muster_record_to_display (view->plan, "kind"));
  append (words, muster_record_to_display (view->plan, "status"));
  append (words, dup_progress (view->plan));
  if (view->n_overdue > 0)
    append (words, g_strdup_printf (ngettext ("%u overdue", "%u overdue", view->n_overdue), view->n_overdue));
  append (words, dup_slip (view->plan));
  append (words, dup_milestone (view));
  return g_string_free (words, FALSE);
}

static void
show_rag (MusterPlanHeader *self, MusterPlanView *view)
{
  g_autofree char *text = view->rag->overridden
                            ? g_strdup_printf (_("%s, by hand"), muster_rag_label (view->rag->shown))
                            : g_strdup (muster_rag_label (view->rag->shown));
  g_autofree char *name = g_strdup_printf (_("RAG %s: why?"), text);

  gtk_button_set_child (GTK_BUTTON (self->rag), muster_chip_new (muster_tone_of_rag (view->rag->shown), text));
  muster_tooltip_set (self->rag, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rag), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
muster_plan_header_show (MusterPlanHeader *self, MusterPlanView *view)
{
  g_autofree char *title = muster_record_dup_title (view->plan);
  g_autofree char *words = dup_words (view);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  muster_tooltip_set (self->title, title);
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 muster_record_get_number (view->plan, "progress") / 100.);
  gtk_widget_set_visible (self->bar, muster_record_has (view->plan, "progress"));
  show_rag (self, view);
  muster_plan_sections_show (MUSTER_PLAN_SECTIONS (self->sections), view);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_plan_header_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_PLAN_HEADER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_plan_header_parent_class)->dispose (object);
}

static void
muster_plan_header_class_init (MusterPlanHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_plan_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "planheader");
}

static void
build_title (MusterPlanHeader *self)
{
  GtkWidget *row = muster_line_new (9);

  self->title = gtk_label_new ("");
  muster_label_shorten (self->title);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "title-2");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), self->title);
  gtk_box_append (GTK_BOX (row), self->buttons);
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
muster_plan_header_init (MusterPlanHeader *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_title (self);
  /* The words have a line of their own where all of them do not fit beside the buttons. */
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->line, muster_wrap_layout_new (9));
  self->rag = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->rag), "plan.rag");
  gtk_widget_add_css_class (self->rag, "flat");
  gtk_widget_add_css_class (self->rag, "rag");
  gtk_widget_set_valign (self->rag, GTK_ALIGN_CENTER);
  self->words = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_box_append (GTK_BOX (self->line), self->rag);
  gtk_box_append (GTK_BOX (self->line), self->words);
  gtk_box_append (GTK_BOX (self->box), self->line);
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  gtk_box_append (GTK_BOX (self->box), self->bar);
}

GtkWidget *
muster_plan_header_new (MusterStore *store)
{
  MusterPlanHeader *self = g_object_new (MUSTER_TYPE_PLAN_HEADER, NULL);

  self->sections = muster_plan_sections_new (store);
  gtk_box_insert_child_after (GTK_BOX (self->line), self->sections, self->rag);
  return GTK_WIDGET (self);
}
