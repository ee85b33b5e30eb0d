/* muster-engine-vanish.c - when more would go than may without asking: it is held until a person has decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

/* What is held may be otherwise at the endpoint by then, and nobody need ask. */
#define LOOK_AGAIN (10 * G_TIME_SPAN_MINUTE)

/* "archived by others", "no longer yours to see" */
static char *
list_causes (const MusterVanishing *told)
{
  static const char *const causes[MUSTER_N_VANISHING_CAUSES] = {
    [MUSTER_VANISHING_ARCHIVED] = N_("archived by others"),
    [MUSTER_VANISHING_MOVED] = N_("moved to where you may not see them"),
    [MUSTER_VANISHING_ACCESS] = N_("no longer yours to see"),
    [MUSTER_VANISHING_REFUSED] = N_("not taken by the server"),
  };
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; told != NULL && i < MUSTER_N_VANISHING_CAUSES; i++)
    if (told->n_by[i] > 0 && causes[i] != NULL)
      g_ptr_array_add (parts, (char *) _(causes[i]));
  if (parts->len == 0)
    g_ptr_array_add (parts, (char *) _("archived or moved by others, or no longer yours to see"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

static void
say_of_page (MusterEngine *self, gboolean more)
{
  g_autofree char *causes = list_causes (self->held_told), *text = NULL;

  if (more)
    /* Translators: %s is "archived by others" or the like */
    text = g_strdup_printf (ngettext ("At least %u record would go from this computer: %s. Nothing of that has been "
                                      "changed.", "At least %u records would go from this computer: %s. Nothing of "
                                      "that has been changed.", self->held), self->held, causes);
  else
    /* Translators: %s is "archived by others" or the like */
    text = g_strdup_printf (ngettext ("%u record would go from this computer: %s. Nothing of that has been changed.",
                                      "%u records would go from this computer: %s. Nothing of that has been changed.",
                                      self->held), self->held, causes);
  muster_engine_fail (self, text);
}

static void
say_of_recovery (MusterEngine *self, gboolean put_back)
{
  g_autofree char *text = NULL;

  if (put_back)
    text = g_strdup_printf (ngettext ("The server was put back from a backup and does not know %u record that is here. "
                                      "It would go from this computer. Nothing has been changed.",
                                      "The server was put back from a backup and does not know %u records that are "
                                      "here. They would go from this computer. Nothing has been changed.", self->held),
                            self->held);
  else
    text = g_strdup_printf (ngettext ("The server and this computer no longer have the same. To fetch it anew, "
                                      "%u record would first go from this computer. Nothing has been changed.",
                                      "The server and this computer no longer have the same. To fetch it anew, "
                                      "%u records would first go from this computer. Nothing has been changed.",
                                      self->held), self->held);
  muster_engine_fail (self, text);
}

static gboolean
has_grant (GArray *grants, const MusterGrant *grant)
{
  for (guint i = 0; i < grants->len; i++)
    if (muster_id_equal (&g_array_index (grants, MusterGrant, i).scope, &grant->scope))
      return TRUE;
  return FALSE;
}

/* Why that goes which nobody archived: a page that takes a grant away tells of what went with it. */
static MusterVanishingCause
cause_of (MusterEngine *self, const MusterFeedPage *page, gboolean put_back)
{
  if (page == NULL)
    return put_back ? MUSTER_VANISHING_PUT_BACK : MUSTER_VANISHING_ANEW;
  for (guint i = 0; page->grants_version != 0 && self->who != NULL && i < self->who->grants->len; i++)
    if (!has_grant (page->grants, &g_array_index (self->who->grants, MusterGrant, i)))
      return MUSTER_VANISHING_ACCESS;
  return MUSTER_VANISHING_MOVED;
}

gboolean
muster_engine_hold (MusterEngine *self, const GError *error, const MusterFeedPage *page, gboolean put_back)
{
  if (!g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_HELD))
    return FALSE;
  self->held = muster_replica_count_held (self->replica);
  g_clear_pointer (&self->held_told, muster_vanishing_unref);
  self->held_told = muster_replica_describe_held (self->replica, cause_of (self, page, put_back),
                                                  page != NULL && page->more);
  self->held_at = muster_clock_now (self->clock);
  self->same = FALSE;
  if (page != NULL)
    say_of_page (self, page->more);
  else
    say_of_recovery (self, put_back);
  return TRUE;
}

static void
release (MusterEngine *self)
{
  self->held = 0;
  g_clear_pointer (&self->held_told, muster_vanishing_unref);
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

MusterVanishing *
muster_engine_get_vanishing_told (MusterEngine *self)
{
  return self->held_told;
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
