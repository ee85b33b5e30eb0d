/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-sections.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-column.h"
#include "muster-line.h"
#include "muster-template.h"
#include "muster-words.h"
#include "muster-writing.h"

struct _MusterPlanSections {
  GtkWidget parent_instance;
  GtkWidget *button;
  GtkWidget *list;
  GtkWidget *edit;
};

G_DEFINE_FINAL_TYPE (MusterPlanSections, muster_plan_sections, GTK_TYPE_WIDGET)

static gboolean
is_written (const MusterSectionOfPlan *section, MusterPlanView *view)
{
  if (section->field != NULL)
    return muster_record_has (view->plan, section->field->name);
  switch ((int) section->kind->id)
    {
    case MUSTER_KIND_RISK:
      return view->n_risks > 0;
    case MUSTER_KIND_DEPENDENCY:
      return view->n_dependencies > 0;
    default:
      return view->outline->len > 0;
    }
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 42);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* A word beside the mark, and the guide only where something is still to be said. */
static GtkWidget *
make_row (const MusterSectionOfPlan *section, gboolean written)
{
  GtkWidget *row = muster_line_new (9);
  GtkWidget *words = muster_column_new (0);
  GtkWidget *mark = gtk_image_new_from_icon_name (written ? "object-select-symbolic" : "document-edit-symbolic");
  const char *name = section->field != NULL ? muster_field_get_label (section->field)
                                            : muster_words_plural (section->kind);
  g_autofree char *text = written ? g_strdup (name)
                                  /* Translators: a section of a plan: "Investment: still to write" */
                                  : g_strdup_printf (_("%s: still to write"), name);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), make_label (text, written ? NULL : "heading"));
  if (!written)
    gtk_box_append (GTK_BOX (words), make_label (section->guide, "caption"));
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

void
muster_plan_sections_show (MusterPlanSections *self, MusterPlanView *view)
{
  g_autoptr(GPtrArray) sections = muster_template_list_sections (muster_record_get_text (view->plan, "kind"));
  g_autofree char *text = NULL;
  GtkWidget *child;
  guint written = 0;

  gtk_widget_set_visible (GTK_WIDGET (self), sections != NULL);
  if (sections == NULL)
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < sections->len; i++)
    {
      gboolean done = is_written (sections->pdata[i], view);

      written += done;
      gtk_box_append (GTK_BOX (self->list), make_row (sections->pdata[i], done));
    }
  text = g_strdup_printf (_("%u of %u sections"), written, sections->len);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
muster_plan_sections_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_PLAN_SECTIONS (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_plan_sections_parent_class)->dispose (object);
}

static void
muster_plan_sections_class_init (MusterPlanSectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_plan_sections_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_plan_sections_init (MusterPlanSections *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->edit = muster_button_new (_("_Write them"), "plan.details");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->edit);
  gtk_widget_add_css_class (box, "lane-head");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
muster_plan_sections_new (MusterStore *store)
{
  MusterPlanSections *self = g_object_new (MUSTER_TYPE_PLAN_SECTIONS, NULL);

  muster_writing_limit (self->edit, store);
  return GTK_WIDGET (self);
}
