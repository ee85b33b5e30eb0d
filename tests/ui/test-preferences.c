/* test-preferences.c - settings that an administrator has locked, as files of hers and as a lock that comes and goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define G_SETTINGS_ENABLE_BACKEND
#include "muster-preferences.h"

#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

/* ---- a place for settings that can be locked --------------------------------------------------------------------- */

typedef struct {
  GSettingsBackend parent_instance;
  const char      *locked; /* a key; NULL: none */
} Locker;
typedef GSettingsBackendClass LockerClass;

GType locker_get_type (void);

G_DEFINE_TYPE (Locker, locker, G_TYPE_SETTINGS_BACKEND)

static GVariant *
locker_read (GSettingsBackend *backend, const char *key, const GVariantType *type, gboolean defaults)
{
  return NULL;
}

static gboolean
locker_get_writable (GSettingsBackend *backend, const char *key)
{
  return g_strcmp0 (((Locker *) backend)->locked, key) != 0;
}

static void
locker_class_init (LockerClass *class)
{
  class->read = locker_read;
  class->get_writable = locker_get_writable;
}

static void
locker_init (Locker *self)
{
}

static void
set_lock (Locker *self, const char *locked)
{
  self->locked = locked;
  g_settings_backend_writable_changed (G_SETTINGS_BACKEND (self), "/org/muster/Muster/work-offline");
}

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static GSettings *
open_settings (GSettingsBackend *backend)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSettingsSchemaSource) source =
    g_settings_schema_source_new_from_directory (MUSTER_TEST_SCHEMAS, NULL, FALSE, &error);
  g_autoptr(GSettingsSchema) schema = NULL;

  g_assert_no_error (error);
  schema = g_settings_schema_source_lookup (source, "org.muster.Muster", FALSE);
  return g_settings_new_full (schema, backend, NULL);
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (text == NULL || g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, text);
  return found;
}

/* The row of a setting: what holds its words and its switch. */
static GtkWidget *
find_row (MusterPreferences *preferences, const char *name)
{
  GtkWidget *label = find (GTK_WIDGET (preferences), GTK_TYPE_LABEL, name);

  g_assert_nonnull (label);
  return gtk_widget_get_parent (gtk_widget_get_parent (label));
}

static void
assert_row (MusterPreferences *preferences, const char *name, gboolean active, gboolean locked)
{
  GtkWidget *row = find_row (preferences, name);
  GtkWidget *toggle = find (row, GTK_TYPE_SWITCH, NULL);
  GtkWidget *lock = find (row, GTK_TYPE_LABEL, "Your administrator has set this");

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)) == active);
  g_assert_true (gtk_widget_get_sensitive (toggle) == !locked);
  g_assert_true (gtk_widget_get_visible (lock) == locked);
  /* Whoever goes about with the keyboard comes to the reason. */
  g_assert_true (gtk_widget_get_focusable (lock));
}

/* ---- cases ------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *folder, *file, *defaults, *locks;
} Site;

static void
site_init (Site *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("muster-settings-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "keyfile", NULL);
  self->defaults = g_build_filename (self->folder, "defaults", NULL);
  self->locks = g_build_filename (self->folder, "locks", NULL);
}

static void
site_clear (Site *self, gconstpointer data)
{
  g_unlink (self->file);
  g_unlink (self->defaults);
  g_unlink (self->locks);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->file);
  g_free (self->defaults);
  g_free (self->locks);
}

static GSettingsBackend *
open_site (Site *self)
{
  g_autoptr(GSettingsBackend) first = g_keyfile_settings_backend_new (self->file, "/", NULL);

  /* The public call knows no place for what an administrator sets but /etc. */
  return g_object_new (G_OBJECT_TYPE (first), "filename", self->file, "root-path", "/", "defaults-dir", self->folder,
                       NULL);
}

/* Files as an administrator writes them, read by GLib itself. */
static void
test_files (Site *self, gconstpointer data)
{
  g_autoptr(GSettingsBackend) backend = NULL;
  g_autoptr(GSettings) settings = NULL;
  MusterPreferences *preferences;
  GtkWidget *toggle;

  g_assert_true (g_file_set_contents (self->defaults, "[org/muster/Muster]\nwork-offline=true\nnotify-reviews=false\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (self->locks, "/org/muster/Muster/work-offline\n", -1, NULL));
  backend = open_site (self);
  settings = open_settings (backend);
  preferences = muster_preferences_new (settings);
  assert_row (preferences, "Work offline", TRUE, TRUE);
  assert_row (preferences, "Tell me about overdue reviews", FALSE, FALSE);
  assert_row (preferences, "Send when closing", TRUE, FALSE);
  /* What is not locked can be chosen, and is at once. */
  toggle = find (find_row (preferences, "Tell me about overdue reviews"), GTK_TYPE_SWITCH, NULL);
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "notify-reviews"));
  g_settings_set_boolean (settings, "send-on-close", FALSE);
  assert_row (preferences, "Send when closing", FALSE, FALSE);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
copy (const char *name, const char *to)
{
  g_autofree char *from = g_build_filename (MUSTER_TEST_ADMIN, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize) length, NULL));
}

/* Those that we give her. */
static void
test_example (Site *self, gconstpointer data)
{
  g_autoptr(GSettingsBackend) backend = NULL;
  g_autoptr(GSettings) settings = NULL;
  MusterPreferences *preferences;

  copy ("defaults", self->defaults);
  copy ("locks", self->locks);
  backend = open_site (self);
  settings = open_settings (backend);
  preferences = muster_preferences_new (settings);
  assert_row (preferences, "Tell me about overdue reviews", FALSE, TRUE);
  assert_row (preferences, "Work offline", FALSE, FALSE);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_lock_comes_and_goes (void)
{
  g_autoptr(GSettingsBackend) backend = g_object_new (locker_get_type (), NULL);
  g_autoptr(GSettings) settings = open_settings (backend);
  MusterPreferences *preferences = muster_preferences_new (settings);

  assert_row (preferences, "Work offline", FALSE, FALSE);
  set_lock ((Locker *) backend, "/org/muster/Muster/work-offline");
  assert_row (preferences, "Work offline", FALSE, TRUE);
  assert_row (preferences, "Send when closing", TRUE, FALSE);
  set_lock ((Locker *) backend, NULL);
  assert_row (preferences, "Work offline", FALSE, FALSE);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_no_settings (void)
{
  MusterPreferences *preferences = muster_preferences_new (NULL);

  g_assert_null (find (GTK_WIDGET (preferences), GTK_TYPE_SWITCH, NULL));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/preferences/files", Site, NULL, site_init, test_files, site_clear);
  g_test_add ("/ui/preferences/example", Site, NULL, site_init, test_example, site_clear);
  g_test_add_func ("/ui/preferences/lock-comes-and-goes", test_lock_comes_and_goes);
  g_test_add_func ("/ui/preferences/no-settings", test_no_settings);
  return g_test_run ();
}
