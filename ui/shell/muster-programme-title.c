/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-title.h"

#include "muster-glance.h"
#include "muster-opening.h"
#include "muster-reading.h"
#include "muster-tooltip.h"

#include <glib/gi18n.h>

struct _MusterProgrammeTitle
{
  AdwBin parent_instance;

  GtkWidget *button;
  AdwWindowTitle *title;
  MusterReading *reading; /* nullable */
  char *file;             /* the name of the file; NULL: it goes without saying */
};

G_DEFINE_FINAL_TYPE (MusterProgrammeTitle, muster_programme_title, ADW_TYPE_BIN)

static void
show_name (MusterProgrammeTitle *self, const char *name)
{
  g_autofree char *said = NULL;

  /* Translators: %s is the name of the programme that is open */
  said = name != NULL ? g_strdup_printf (_("Programmes: %s is open"), name) : g_strdup (_("Programmes"));
  adw_window_title_set_subtitle (self->title, name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

/* ---- the name in it ---------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer widget)
{
  return widget;
}

static gpointer
read_name (MusterReplica *replica, gpointer data, GError **error)
{
  char *name = muster_glance_read_name (replica);

  return name != NULL ? name : g_strdup ("");
}

static void
take (gpointer widget, gpointer answer)
{
  MusterProgrammeTitle *self = widget;
  g_autofree char *name = answer;

  show_name (self, *name != '\0' ? name : self->file);
}

static const MusterReadingFuncs reading_funcs = { ask, NULL, read_name, g_free, take, NULL };

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_programme_title_dispose (GObject *object)
{
  MusterProgrammeTitle *self = MUSTER_PROGRAMME_TITLE (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->file, g_free);
  G_OBJECT_CLASS (muster_programme_title_parent_class)->dispose (object);
}

static void
muster_programme_title_class_init (MusterProgrammeTitleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_programme_title_dispose;
}

static void
muster_programme_title_init (MusterProgrammeTitle *self)
{
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Muster"), ""));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->title));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.programmes");
  muster_tooltip_set (self->button, _("Go to another programme (Ctrl+Shift+O)"));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "programme-title");
  adw_bin_set_child (ADW_BIN (self), self->button);
  show_name (self, NULL);
}

void
muster_programme_title_set_store (MusterProgrammeTitle *self, MusterStore *store, const char *name)
{
  g_autofree char *own = muster_opening_dup_default_path ();

  if (name != NULL)
    {
      show_name (self, name);
      return;
    }
  if (!g_str_equal (muster_store_get_path (store), own))
    self->file = g_filename_display_basename (muster_store_get_path (store));
  show_name (self, self->file);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  muster_reading_ask (self->reading);
}
