/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-preferences.h"

#include "muster-column.h"
#include "muster-keeper.h"
#include "muster-label.h"
#include "muster-line.h"
#include "muster-review-notice.h"
#include "muster-syncing.h"

#include <glib/gi18n.h>

struct _MusterPreferences
{
  AdwWindow parent_instance;

  GSettings *settings; /* owned, nullable */
  GtkWidget *first;    /* what has the focus first */
};

G_DEFINE_FINAL_TYPE (MusterPreferences, muster_preferences, ADW_TYPE_WINDOW)

/* All are switches. A group begins where it is named. */
static const struct
{
  const char *group, *key, *label, *more;
} rows[] = {
  { N_("Reviews"), MUSTER_SETTING_REVIEWS, N_("Tell me about overdue _reviews"),
    N_("Once a day, by a notification that says how many there are, and no names.") },
  { N_("Sync"), MUSTER_SETTING_OFFLINE, N_("_Work offline"),
    N_("Nothing is sent to the server or fetched from it until you turn this off.") },
  { NULL, MUSTER_SETTING_SEND, N_("_Send when closing"),
    N_("What is not sent yet is sent after the window has gone, for half a minute at most.") },
};

/* ---- one setting ------------------------------------------------------------------------------------------------- */

/* Shown where the key cannot be set. */
static void
show_lock (GtkWidget *lock)
{
  GSettings *settings = g_object_get_data (G_OBJECT (lock), "settings");
  const char *key = g_object_get_data (G_OBJECT (lock), "key");

  gtk_widget_set_visible (lock, !g_settings_is_writable (settings, key));
}

/* A label that takes the focus: what is greyed does not, and somebody who reads by ear is to hear why. */
static GtkWidget *
make_lock (MusterPreferences *self, const char *key, const char *name)
{
  GtkWidget *lock = muster_label_new (_("Your administrator has set this"), "caption-heading");
  g_autofree char *signal = g_strconcat ("writable-changed::", key, NULL);
  /* Translators: %s is the name of a setting, such as "Work offline" */
  g_autofree char *spoken = g_strdup_printf (_("Your administrator has set this: %s"), name);

  gtk_label_set_selectable (GTK_LABEL (lock), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lock), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (lock), "settings", g_object_ref (self->settings), g_object_unref);
  g_object_set_data (G_OBJECT (lock), "key", (gpointer) key);
  g_signal_connect_object (self->settings, signal, G_CALLBACK (show_lock), lock, G_CONNECT_SWAPPED);
  show_lock (lock);
  return lock;
}

static void
on_clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *toggle)
{
  if (gtk_widget_is_sensitive (toggle))
    gtk_switch_set_active (GTK_SWITCH (toggle), !gtk_switch_get_active (GTK_SWITCH (toggle)));
}

static GtkWidget *
make_toggle (MusterPreferences *self, const char *key, GtkWidget *label, const char *more)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, more,
                                  -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), toggle);
  /* It is greyed where the key cannot be set. */
  g_settings_bind (self->settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  if (self->first == NULL)
    self->first = toggle;
  return toggle;
}

static GtkWidget *
make_row (MusterPreferences *self, guint i)
{
  GtkWidget *row = muster_line_new (12);
  GtkWidget *words = muster_column_new (3);
  GtkWidget *label = muster_label_new (_(rows[i].label), NULL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *toggle = NULL;

  gtk_label_set_use_underline (GTK_LABEL (label), TRUE);
  toggle = make_toggle (self, rows[i].key, label, _(rows[i].more));
  gtk_box_append (GTK_BOX (words), label);
  gtk_box_append (GTK_BOX (words), muster_label_new (_(rows[i].more), "dim-label"));
  gtk_box_append (GTK_BOX (words), make_lock (self, rows[i].key, gtk_label_get_text (GTK_LABEL (label))));
  gtk_widget_set_hexpand (words, TRUE);
  /* The words are as good a place to press as the switch. */
  g_signal_connect_object (click, "released", G_CALLBACK (on_clicked_cb), toggle, 0);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), toggle);
  gtk_widget_add_css_class (row, "setting");
  return row;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_group (MusterPreferences *self, guint *i)
{
  GtkWidget *group = muster_column_new (6);
  GtkWidget *card = muster_column_new (0);

  gtk_box_append (GTK_BOX (group), muster_label_new (_(rows[*i].group), "heading"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, _(rows[*i].group), -1);
  gtk_widget_add_css_class (card, "card");
  do
    {
      gtk_box_append (GTK_BOX (card), make_row (self, *i));
      (*i)++;
      if (*i < G_N_ELEMENTS (rows) && rows[*i].group == NULL)
        gtk_box_append (GTK_BOX (card), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
  while (*i < G_N_ELEMENTS (rows) && rows[*i].group == NULL);
  gtk_box_append (GTK_BOX (group), card);
  return group;
}

static GtkWidget *
make_content (MusterPreferences *self)
{
  GtkWidget *box = muster_column_new (24);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  if (self->settings == NULL)
    gtk_box_append (GTK_BOX (box), muster_label_new (_("The settings of Muster are not installed on this computer, so "
                                                       "there is nothing to choose here."), NULL));
  for (guint i = 0; self->settings != NULL && i < G_N_ELEMENTS (rows);)
    gtk_box_append (GTK_BOX (box), make_group (self, &i));
  return box;
}

static void
build (MusterPreferences *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_content (self));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_preferences_dispose (GObject *object)
{
  g_clear_object (&MUSTER_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (muster_preferences_parent_class)->dispose (object);
}

static void
muster_preferences_class_init (MusterPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_preferences_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
muster_preferences_init (MusterPreferences *self)
{
}

MusterPreferences *
muster_preferences_new (GSettings *settings)
{
  MusterPreferences *self = g_object_new (MUSTER_TYPE_PREFERENCES, "title", _("Preferences"), "modal", TRUE,
                                          "destroy-with-parent", TRUE, "default-width", 480, "default-height", 460,
                                          NULL);

  g_set_object (&self->settings, settings);
  build (self);
  return self;
}

void
muster_preferences_present (MusterPreferences *self, GtkWindow *parent)
{
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}
