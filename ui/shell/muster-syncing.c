/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-syncing.h"

#include "muster-hints.h"
#include "muster-opening.h"

#define KEY_VANISHING "vanishing-limit"

void
muster_syncing_install (GActionMap *window, GSettings *settings)
{
  g_autoptr(GAction) action = settings != NULL ? g_settings_create_action (settings, MUSTER_SETTING_OFFLINE) : NULL;

  if (action != NULL)
    g_action_map_add_action (window, action);
}

static void
on_offline_cb (GSettings *settings, const char *key, MusterSyncer *syncer)
{
  muster_syncer_set_paused (syncer, g_settings_get_boolean (settings, MUSTER_SETTING_OFFLINE));
}

static void
on_vanishing_cb (GSettings *settings, const char *key, MusterSyncer *syncer)
{
  muster_syncer_set_vanishing_limit (syncer, g_settings_get_uint (settings, KEY_VANISHING));
}

MusterSyncer *
muster_syncing_start (MusterStore *store, MusterClock *clock, GSettings *settings)
{
  g_autofree char *example = muster_opening_dup_example_path ();
  MusterSyncer *syncer = muster_syncer_of (store);

  if (syncer != NULL)
    return g_object_ref (syncer);
  if (!muster_store_can_write (store) || g_str_equal (muster_store_get_path (store), example))
    return NULL;
  syncer = muster_syncer_new (store, clock,
                              settings != NULL && g_settings_get_boolean (settings, MUSTER_SETTING_OFFLINE));
  muster_hints_follow (syncer, NULL);
  if (settings == NULL)
    return syncer;
  on_vanishing_cb (settings, KEY_VANISHING, syncer);
  g_signal_connect_object (settings, "changed::" KEY_VANISHING, G_CALLBACK (on_vanishing_cb), syncer, 0);
  g_signal_connect_object (settings, "changed::" MUSTER_SETTING_OFFLINE, G_CALLBACK (on_offline_cb), syncer, 0);
  return syncer;
}
