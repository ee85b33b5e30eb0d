/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline-keys.h"

#include <glib/gi18n-lib.h>

/* Letters go to fields: the list has no search of its own that they could mean. */
static const MusterKey keys[] = {
  { "Return", N_("Update it"), NULL },
  { "n", N_("Note how it stands"), "outline.edit::status_note" },
  { "s", N_("Change its status"), "outline.edit::status" },
  { "p", N_("Say how much is done"), "outline.edit::percent" },
  { "f", N_("Change its forecast"), "outline.edit::forecast" },
  { "o", N_("Name its owner"), "outline.edit::owner" },
  { "b", N_("Rebaseline it"), "outline.edit::baseline" },
  { "r", N_("See why it is red, amber or green"), "outline.edit::rag" },
  { "F2", N_("Change its title"), "outline.edit::title" },
  { "<Control>Return", N_("Open all of its details"), "outline.open" },
  { "Insert", N_("Add after it"), "outline.add(false)" },
  { "<Shift>Insert", N_("Add within it"), "outline.add(true)" },
  { "<Alt>Up", N_("Move it up"), "outline.move(0)" },
  { "<Alt>Down", N_("Move it down"), "outline.move(1)" },
  /* Which of the two is inwards goes by the direction of reading. */
  { "<Control><Shift>Right", N_("Move it in"), NULL },
  { "<Control><Shift>Left", N_("Move it out"), NULL },
};

static void
add_key (GtkShortcutController *controller, const MusterKey *key)
{
  g_autoptr(GVariant) argument = NULL;
  g_autofree char *name = NULL;
  GtkShortcut *shortcut;

  g_action_parse_detailed_name (key->action, &name, &argument, NULL);
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key->accel), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

GtkEventController *
muster_outline_keys_new (void)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].action != NULL)
      add_key (GTK_SHORTCUT_CONTROLLER (controller), &keys[i]);
  return controller;
}

const MusterKey *
muster_outline_keys_list (guint *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}
