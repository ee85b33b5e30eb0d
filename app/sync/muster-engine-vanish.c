/* muster-engine-vanish.c - when more would go than may without asking: it is held until a person has decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

/* What is held may be otherwise at the endpoint by then, and nobody need ask. */
#define LOOK_AGAIN (10 * G_TIME_SPAN_MINUTE)

static void
say (MusterEngine *self, gboolean all, gboolean more)
{
  g_autofree char *text = NULL;

  if (all)
    text = g_strdup_printf (ngettext ("The server and this computer no longer have the same. To fetch it anew, "
                                      "%u record would first go from this computer. Nothing has been changed.",
                                      "The server and this computer no longer have the same. To fetch it anew, "
                                      "%u records would first go from this computer. Nothing has been changed.",
                                      self->held), self->held);
  else if (more)
    text = g_strdup_printf (ngettext ("At least %u record would go from this computer: archived or moved by others, or "
                                      "no longer yours to see. Nothing of that has been changed.",
                                      "At least %u records would go from this computer: archived or moved by others, "
                                      "or no longer yours to see. Nothing of that has been changed.", self->held),
                            self->held);
  else
    text = g_strdup_printf (ngettext ("%u record would go from this computer: archived or moved by others, or no "
                                      "longer yours to see. Nothing of that has been changed.",
                                      "%u records would go from this computer: archived or moved by others, or no "
                                      "longer yours to see. Nothing of that has been changed.", self->held),
                            self->held);
  muster_engine_fail (self, text);
}

gboolean
muster_engine_hold (MusterEngine *self, const GError *error, const MusterFeedPage *page)
{
  if (!g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_HELD))
    return FALSE;
  self->held = muster_replica_count_held (self->replica);
  self->held_at = muster_clock_now (self->clock);
  self->same = FALSE;
  say (self, page == NULL, page != NULL && page->more);
  return TRUE;
}

static void
release (MusterEngine *self)
{
  self->held = 0;
  self->pull = TRUE;
  self->idle_pull = FALSE;
}

gboolean
muster_engine_is_held (MusterEngine *self)
{
  if (self->held > 0 && ABS (muster_clock_now (self->clock) - self->held_at) >= LOOK_AGAIN)
    release (self);
  return self->held > 0;
}

MusterEngineStep
muster_engine_rest_held (MusterEngine *self, MusterTime *until)
{
  self->state = MUSTER_ENGINE_HOLDING;
  self->failures = self->fruitless = 0;
  *until = self->held_at + LOOK_AGAIN;
  return MUSTER_ENGINE_WAIT;
}

/* What was agreed to was what came then. Sums say nothing while something is still to be filled. */
void
muster_engine_caught_up (MusterEngine *self)
{
  MusterFill open;

  if (!self->may_vanish || muster_replica_next_fill (self->replica, &open, NULL))
    return;
  self->may_vanish = FALSE;
  muster_replica_limit_vanishing (self->replica, self->vanishing_limit);
}

void
muster_engine_set_vanishing_limit (MusterEngine *self, guint limit)
{
  self->vanishing_limit = limit;
  if (!self->may_vanish)
    muster_replica_limit_vanishing (self->replica, limit);
}

guint
muster_engine_get_vanishing (MusterEngine *self)
{
  return self->held;
}

void
muster_engine_let_vanish (MusterEngine *self)
{
  if (self->held == 0)
    return;
  self->may_vanish = TRUE;
  muster_replica_limit_vanishing (self->replica, 0);
  muster_engine_fail (self, NULL);
  release (self);
}
