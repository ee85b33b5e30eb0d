/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-row.h"

#include "muster-button.h"
#include "muster-column.h"
#include "muster-error.h"
#include "muster-label.h"
#include "muster-line.h"
#include "muster-opening.h"
#include "muster-programmes.h"
#include "muster-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MusterProgrammeRow
{
  GtkListBoxRow parent_instance;

  char *path;
  MusterProgrammeStanding standing;
  gboolean faulty, missing;
  char *problem; /* owned, nullable */
  char *words;   /* folded */
  GtkWidget *title, *who, *state, *stands, *place;
  GtkWidget *apart, *drop;
};

G_DEFINE_FINAL_TYPE (MusterProgrammeRow, muster_programme_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  OPEN_APART,
  DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- words ------------------------------------------------------------------------------------------------------- */

static void
set_line (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/* Where what Muster made itself lies is nothing that one needs to know, as long as it can be read. */
static void
show_place (MusterProgrammeRow *self, gboolean readable)
{
  g_autofree char *own = muster_opening_dup_default_path ();
  g_autofree char *usual = g_path_get_dirname (own);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *place = muster_programmes_place (self->path);

  set_line (self->place, readable && g_str_equal (usual, folder) ? NULL : place);
}

static const char *
describe_standing (MusterProgrammeRow *self, const MusterGlance *glance)
{
  switch (self->standing)
    {
    case MUSTER_PROGRAMME_HERE:
      return _("Open in this window");
    case MUSTER_PROGRAMME_THERE:
      return _("Open in another window");
    case MUSTER_PROGRAMME_SENDING:
      return _("Closed, and what was saved last is being sent");
    case MUSTER_PROGRAMME_CLOSED:
    default:
      return glance != NULL && glance->in_use ? _("In use by another program") : NULL;
    }
}

static const char *
name_fault (const GError *error)
{
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    return _("Missing");
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT))
    return _("Damaged");
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NEWER))
    return _("Newer than this Muster");
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_FOREIGN))
    return _("Not a Muster file");
  return _("Cannot be read");
}

/* All of it, for those who hear it and for the filter. */
static void
name_row (MusterProgrammeRow *self)
{
  GtkWidget *const labels[] = { self->title, self->stands, self->who, self->state, self->place };
  g_autoptr(GString) name = g_string_new (NULL);
  const char *buttons[] = { _("Open %s in a new window"), _("Take %s from the list") };
  GtkWidget *const widgets[] = { self->apart, self->drop };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (gtk_widget_get_visible (labels[i]))
      g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", gtk_label_get_text (GTK_LABEL (labels[i])));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  g_free (self->words);
  self->words = muster_text_fold (name->str);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autoptr(GString) text = g_string_new (buttons[i]);

      g_string_replace (text, "%s", gtk_label_get_text (GTK_LABEL (self->title)), 1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widgets[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
    }
}

static void
show_glance (MusterProgrammeRow *self, const MusterGlance *glance, MusterClock *clock)
{
  g_autofree char *who = muster_programmes_who (glance);
  g_autofree char *state = muster_programmes_state (glance, clock);

  set_line (self->who, who);
  set_line (self->state, state);
  set_line (self->stands, describe_standing (self, glance));
  gtk_widget_remove_css_class (self->stands, "error");
  if (glance->in_use && self->standing == MUSTER_PROGRAMME_CLOSED)
    self->problem = g_strdup_printf (_("“%s” is open in another program. Close it there, then try again."),
                                     gtk_label_get_text (GTK_LABEL (self->title)));
}

static void
show_fault (MusterProgrammeRow *self, const GError *error)
{
  self->missing = g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  self->problem = self->missing
                    ? g_strdup_printf (_("There is no file “%s” any more, or its disk is not connected. Connect the "
                                         "disk, or take it from the list."),
                                       gtk_label_get_text (GTK_LABEL (self->title)))
                    : g_strdup (error->message);
  set_line (self->who, NULL);
  set_line (self->state, self->missing ? NULL : error->message);
  set_line (self->stands, name_fault (error));
  gtk_widget_add_css_class (self->stands, "error");
}

void
muster_programme_row_show (MusterProgrammeRow *self, const MusterGlance *glance, const GError *error,
                           MusterClock *clock)
{
  g_autofree char *title = muster_programmes_title (self->path, glance);

  g_clear_pointer (&self->problem, g_free);
  self->faulty = glance == NULL;
  self->missing = FALSE;
  set_line (self->title, title);
  show_place (self, glance != NULL);
  if (glance != NULL)
    show_glance (self, glance, clock);
  else
    show_fault (self, error);
  gtk_widget_set_visible (self->drop, self->missing);
  gtk_widget_set_visible (self->apart, glance != NULL && self->standing != MUSTER_PROGRAMME_HERE
                                         && self->standing != MUSTER_PROGRAMME_THERE);
  name_row (self);
}

/* ---- for the list ------------------------------------------------------------------------------------------------ */

const char *
muster_programme_row_get_path (MusterProgrammeRow *self)
{
  return self->path;
}

MusterProgrammeStanding
muster_programme_row_get_standing (MusterProgrammeRow *self)
{
  return self->standing;
}

const char *
muster_programme_row_get_problem (MusterProgrammeRow *self)
{
  return self->problem;
}

gboolean
muster_programme_row_is_missing (MusterProgrammeRow *self)
{
  return self->missing;
}

static int
get_rank (MusterProgrammeRow *self)
{
  return self->standing == MUSTER_PROGRAMME_HERE ? 0 : self->faulty ? 2 : 1;
}

int
muster_programme_row_compare (MusterProgrammeRow *self, MusterProgrammeRow *other)
{
  int order = get_rank (self) - get_rank (other);

  if (order == 0)
    order = g_utf8_collate (gtk_label_get_text (GTK_LABEL (self->title)),
                            gtk_label_get_text (GTK_LABEL (other->title)));
  return order != 0 ? order : strcmp (self->path, other->path);
}

gboolean
muster_programme_row_matches (MusterProgrammeRow *self, const char *text)
{
  g_autofree char *folded = muster_text_fold (text);
  g_auto(GStrv) typed = g_strsplit (folded, " ", -1);

  for (guint i = 0; typed[i] != NULL; i++)
    if (strstr (self->words, typed[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
on_apart_cb (MusterProgrammeRow *self)
{
  g_signal_emit (self, signals[OPEN_APART], 0);
}

static void
on_drop_cb (MusterProgrammeRow *self)
{
  g_signal_emit (self, signals[DROP], 0);
}

static void
muster_programme_row_finalize (GObject *object)
{
  MusterProgrammeRow *self = MUSTER_PROGRAMME_ROW (object);

  g_free (self->path);
  g_free (self->problem);
  g_free (self->words);
  G_OBJECT_CLASS (muster_programme_row_parent_class)->finalize (object);
}

static void
muster_programme_row_class_init (MusterProgrammeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_programme_row_finalize;
  signals[OPEN_APART] = g_signal_new ("open-apart", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[DROP] = g_signal_new ("drop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static GtkWidget *
add_label (GtkWidget *column, const char *first_style, const char *second_style)
{
  GtkWidget *label = muster_label_new (NULL, first_style);

  if (second_style != NULL)
    gtk_widget_add_css_class (label, second_style);
  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
muster_programme_row_init (MusterProgrammeRow *self)
{
  GtkWidget *line = muster_line_new (12);
  GtkWidget *column = muster_column_new (2);

  self->title = add_label (column, "heading", NULL);
  self->stands = add_label (column, "caption-heading", NULL);
  self->who = add_label (column, "dim-label", NULL);
  self->state = add_label (column, "caption", "dim-label");
  self->place = add_label (column, "caption", "dim-label");
  self->apart = muster_button_new_icon ("window-new-symbolic", _("Open in a new window"), NULL);
  self->drop = muster_button_new_icon ("list-remove-symbolic", _("Take from the list"), NULL);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (self->apart, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->drop, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->apart, FALSE);
  gtk_widget_set_visible (self->drop, FALSE);
  g_signal_connect_swapped (self->apart, "clicked", G_CALLBACK (on_apart_cb), self);
  g_signal_connect_swapped (self->drop, "clicked", G_CALLBACK (on_drop_cb), self);
  gtk_box_append (GTK_BOX (line), column);
  gtk_box_append (GTK_BOX (line), self->apart);
  gtk_box_append (GTK_BOX (line), self->drop);
  gtk_widget_add_css_class (line, "section-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
}

/* Until it was looked at. */
GtkWidget *
muster_programme_row_new (const char *path, MusterProgrammeStanding standing)
{
  MusterProgrammeRow *self = g_object_new (MUSTER_TYPE_PROGRAMME_ROW, NULL);
  g_autofree char *title = muster_programmes_title (path, NULL);

  self->path = g_strdup (path);
  self->standing = standing;
  set_line (self->title, title);
  set_line (self->state, _("One moment…"));
  set_line (self->stands, describe_standing (self, NULL));
  name_row (self);
  return GTK_WIDGET (self);
}
