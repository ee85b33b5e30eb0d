/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-keys.h"

#include <glib/gi18n-lib.h>

static const MusterKey keys[MUSTER_TODAY_N_KEYS] = {
  [MUSTER_DEED_COMPLETE] = { "c", N_("Complete it, or reviewed") },
  [MUSTER_DEED_POSTPONE] = { "p", N_("Postpone it") },
  [MUSTER_DEED_NOTE] = { "n", N_("Note how it stands") },
  [MUSTER_DEED_OWNER] = { "o", N_("Name an owner") },
  [MUSTER_TODAY_KEY_SEEN] = { "s", N_("Mark what changed as seen") },
  [MUSTER_TODAY_KEY_MINE] = { "m", N_("Mine or everyone's") },
};

/* Letters of ASCII are their own key values. */
guint
muster_today_keys_get (guint what)
{
  return (guint) keys[what].accel[0];
}

const MusterKey *
muster_today_keys_list (guint *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}
