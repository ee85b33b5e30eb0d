/* muster-links-section.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-links-section.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-line-row.h"
#include "muster-line.h"
#include "muster-words.h"
#include "muster-writing.h"

/* A programme may have thousands of risks: the register shows them all, a page the first. */
#define MOST_ROWS 50

struct _MusterLinksSection {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  GtkWidget *box;
  GtkWidget *groups;
  GtkWidget *add; /* menu of what can be added */
  char *seen;     /* what is shown, to tell whether anything changed */
};

G_DEFINE_FINAL_TYPE (MusterLinksSection, muster_links_section, GTK_TYPE_WIDGET)

enum { OPEN_LINK, ADD, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
can_be_part (const MusterKind *part, const MusterKind *whole)
{
  const MusterField *parent = muster_kind_parent_field (part);

  return parent != NULL && (parent->refers & (G_GUINT64_CONSTANT (1) << whole->id)) != 0;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void
on_activated_cb (GtkListBox *list, GtkListBoxRow *row, MusterLinksSection *self)
{
  g_signal_emit (self, signals[OPEN_LINK], 0, g_object_get_data (G_OBJECT (row), "id"),
                 g_object_get_data (G_OBJECT (row), "kind"));
}

static void
on_add_cb (GtkWidget *button, MusterLinksSection *self)
{
  g_signal_emit (self, signals[ADD], 0, g_object_get_data (G_OBJECT (button), "kind"));
}

static GtkWidget *
make_row (const MusterBacklink *link)
{
  g_autofree char *title = muster_words_line (link->title, 160);
  g_autofree char *under = g_strjoin (link->ref_code != NULL && link->archived ? " · " : "",
                                      link->ref_code != NULL ? link->ref_code : "",
                                      link->archived ? _("archived") : "", NULL);
  GtkWidget *row = muster_line_row_new (title, under, -1, NULL, TRUE);

  g_object_set_data_full (G_OBJECT (row), "id", muster_id_copy (&link->id), g_free);
  g_object_set_data (G_OBJECT (row), "kind", (gpointer) link->kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, under, -1);
  return row;
}

static GtkWidget *
make_heading (MusterLinksSection *self, const MusterBacklink *link, guint n, gboolean may_add)
{
  GtkWidget *box = muster_line_new (6);
  gboolean part = link->field == muster_kind_parent_field (link->kind);
  const char *plural = muster_words_plural (link->kind);
  g_autofree char *number = muster_words_number (n);
  g_autofree char *text = part ? g_strdup_printf ("%s (%s)", plural, number)
                               : g_strdup_printf ("%s · %s (%s)", plural, muster_field_get_label (link->field), number);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  if (part && may_add)
    {
      g_autofree char *add = muster_words_add (link->kind);
      GtkWidget *button = muster_button_new_icon ("list-add-symbolic", add, NULL);

      g_object_set_data (G_OBJECT (button), "kind", (gpointer) link->kind);
      g_signal_connect (button, "clicked", G_CALLBACK (on_add_cb), self);
      gtk_box_append (GTK_BOX (box), muster_writing_limit (button, self->store));
    }
  return box;
}

static void
add_group (MusterLinksSection *self, GPtrArray *backlinks, guint first, guint n, gboolean may_add)
{
  MusterBacklink *link = g_ptr_array_index (backlinks, first);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muster_words_plural (link->kind), -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_activated_cb), self);
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (g_ptr_array_index (backlinks, first + i)));
  gtk_box_append (GTK_BOX (box), make_heading (self, link, n, may_add));
  gtk_box_append (GTK_BOX (box), list);
  if (n > MOST_ROWS)
    {
      g_autofree char *shown = muster_words_number (MOST_ROWS), *all = muster_words_number (n);
      g_autofree char *text = g_strdup_printf (ngettext ("The first %s of %s.", "The first %s of %s.", n), shown, all);
      GtkWidget *more = gtk_label_new (text);

      gtk_widget_add_css_class (more, "dim-label");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_box_append (GTK_BOX (self->groups), box);
}

static char *
describe (GPtrArray *backlinks, gboolean may_add)
{
  GString *seen = g_string_new (may_add ? "+" : "-");

  for (guint i = 0; i < backlinks->len; i++)
    {
      MusterBacklink *link = g_ptr_array_index (backlinks, i);
      MusterIdText id;

      g_string_append_printf (seen, "%s%s%s%d%s\n", muster_id_to_text (&link->id, id), link->field->name,
                              link->ref_code != NULL ? link->ref_code : "", link->archived, link->title);
    }
  return g_string_free (seen, FALSE);
}

void
muster_links_section_show (MusterLinksSection *self, GPtrArray *backlinks, gboolean may_add)
{
  g_autofree char *seen = describe (backlinks, may_add);
  GtkWidget *group;

  if (g_strcmp0 (seen, self->seen) == 0)
    return;
  g_free (self->seen);
  self->seen = g_steal_pointer (&seen);
  while ((group = gtk_widget_get_first_child (self->groups)) != NULL)
    gtk_box_remove (GTK_BOX (self->groups), group);
  for (guint first = 0, n; first < backlinks->len; first += n)
    {
      MusterBacklink *link = g_ptr_array_index (backlinks, first);

      for (n = 1; first + n < backlinks->len; n++)
        if (((MusterBacklink *) g_ptr_array_index (backlinks, first + n))->field != link->field)
          break;
      add_group (self, backlinks, first, n, may_add);
    }
  gtk_widget_set_visible (self->add, may_add);
}

/* ---- adding ------------------------------------------------------------------------------------------------------ */

static void
on_add_kind_cb (GSimpleAction *action, GVariant *parameter, MusterLinksSection *self)
{
  const MusterKind *kind = muster_kind_by_name (g_variant_get_string (parameter, NULL));

  if (kind != NULL)
    g_signal_emit (self, signals[ADD], 0, kind);
}

static GtkWidget *
make_add_button (MusterLinksSection *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("add", G_VARIANT_TYPE_STRING);

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);
      g_autofree char *label = g_strdup_printf (_("Add %s"), muster_words_article (kind));
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      if (!can_be_part (kind, self->kind))
        continue;
      g_menu_item_set_action_and_target (item, "links.add", "s", kind->name);
      g_menu_append_item (menu, item);
    }
  g_signal_connect (action, "activate", G_CALLBACK (on_add_kind_cb), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "links", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Add to this…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add to this…"), -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
muster_links_section_dispose (GObject *object)
{
  MusterLinksSection *self = MUSTER_LINKS_SECTION (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->seen, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_links_section_parent_class)->dispose (object);
}

static void
muster_links_section_class_init (MusterLinksSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_links_section_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[OPEN_LINK] = g_signal_new ("open-link", MUSTER_TYPE_LINKS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[ADD] = g_signal_new ("add", MUSTER_TYPE_LINKS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, G_TYPE_POINTER);
}

static void
muster_links_section_init (MusterLinksSection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  gtk_box_append (GTK_BOX (self->box), self->groups);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_links_section_new (MusterStore *store, const MusterKind *kind)
{
  MusterLinksSection *self = g_object_new (MUSTER_TYPE_LINKS_SECTION, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->add = muster_writing_limit (make_add_button (self), store);
  gtk_box_append (GTK_BOX (self->box), self->add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Linked records"), -1);
  return GTK_WIDGET (self);
}
