/* main.c - makes what the app is handed (clock, settings, name of the person) and runs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-application.h"
#include "muster-settings.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Who signs a change where the settings do not say: the full name of the login, else its short one. */
static const char *
get_login (void)
{
  const char *name = g_get_real_name ();

  return name == NULL || *name == '\0' || g_str_equal (name, "Unknown") ? g_get_user_name () : name;
}

/* Catalogues lie where they were installed, or where gettext's own programs are told to look for them: so that a
 * translator, and the test of what is left to translate, need not install anything. */
static const char *
catalogues (void)
{
  const char *folder = g_getenv ("TEXTDOMAINDIR");

  return folder != NULL && *folder != '\0' ? folder : MUSTER_LOCALE_DIR;
}

int
main (int argc, char *argv[])
{
  g_autoptr(MusterClock) clock = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autoptr(MusterApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Muster"));

  clock = muster_clock_new_system ();
  settings = muster_settings_new ();
  application = muster_application_new (clock, settings, get_login ());

  return g_application_run (G_APPLICATION (application), argc, argv);
}
