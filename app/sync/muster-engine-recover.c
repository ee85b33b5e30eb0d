/* muster-engine-recover.c - when histories part: PROTOCOL.md section 12, and digests that differ, section 10.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A server that has us go back again and again must not be followed again and again. */
#define RECOVERIES 3

/* FALSE: enough until later, and then once more. */
static gboolean
may_recover (MusterEngine *self)
{
  if (self->recovered < RECOVERIES)
    return TRUE;
  self->recovered = RECOVERIES - 1;
  muster_engine_back_off (self, _("The server and this computer do not agree on what they have in common. Nothing "
                                   "is lost; Muster tries again later."));
  return FALSE;
}

/* What was sent since has to be sent again. */
static void
start_again (MusterEngine *self)
{
  self->recovered++;
  self->pushed_n = self->reached_n = 0;
  self->stuck_n = self->withheld_n = 0;
  self->pull = TRUE;
  self->idle_pull = FALSE;
}

/* ---- a copy of this file goes on elsewhere ----------------------------------------------------------------------- */

void
muster_engine_fork (MusterEngine *self)
{
  self->fork = TRUE;
  muster_id_new (&self->fork_id, self->clock, self->random);
}

MusterRequest *
muster_engine_make_fork (MusterEngine *self)
{
  MusterRequest *request;

  if (!may_recover (self))
    return NULL;
  request = muster_engine_request (self, MUSTER_ASK_FORK, MUSTER_ENGINE_FORKING, "POST", "/v1/replica");
  request->body = muster_wire_print_fork (&self->fork_id, &self->who->replica);
  return request;
}

void
muster_engine_take_fork (MusterEngine *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;

  if (!muster_wire_parse_done (body, &error))
    {
      muster_engine_misread (self, error);
      return;
    }
  if (!muster_replica_fork (self->replica, &self->fork_id, &error))
    {
      muster_engine_back_off (self, error->message);
      return;
    }
  self->fork = FALSE;
  self->repeated_n = 0;
  start_again (self);
}

/* ---- a server that was put back to before it knew us ------------------------------------------------------------- */

MusterRequest *
muster_engine_make_register (MusterEngine *self)
{
  MusterRequest *request =
    muster_engine_request (self, MUSTER_ASK_REGISTER, MUSTER_ENGINE_RECONCILING, "POST", "/v1/replica");

  request->body = muster_wire_print_fork (&self->who->replica, &self->who->replica);
  return request;
}

void
muster_engine_take_register (MusterEngine *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;

  if (!muster_wire_parse_done (body, &error))
    {
      muster_engine_misread (self, error);
      return;
    }
  self->unknown = FALSE;
  self->pull = TRUE;
  self->idle_pull = FALSE;
}

/* ---- a server that was put back ---------------------------------------------------------------------------------- */

MusterRequest *
muster_engine_make_common (MusterEngine *self)
{
  g_autoptr(GError) error = NULL;
  MusterRequest *request;

  if (!may_recover (self))
    return NULL;
  g_clear_pointer (&self->cursors, g_array_unref);
  self->cursors = muster_replica_list_cursors (self->replica, MUSTER_WIRE_CURSORS, &error);
  if (self->cursors == NULL)
    {
      muster_engine_back_off (self, error->message);
      return NULL;
    }
  request = muster_engine_request (self, MUSTER_ASK_COMMON, MUSTER_ENGINE_RECONCILING, "POST", "/v1/common");
  request->body = muster_wire_print_cursors (self->cursors);
  return request;
}

/* Seq 0 is common to all; else it has to be one that we asked about, with its chain. */
static gboolean
was_asked (MusterEngine *self, const MusterCursor *common)
{
  for (guint i = 0; i < self->cursors->len; i++)
    {
      const MusterCursor *cursor = &g_array_index (self->cursors, MusterCursor, i);

      if (cursor->seq == common->seq)
        return memcmp (cursor->chain, common->chain, sizeof common->chain) == 0;
    }
  return common->seq == 0;
}

/* common NULL: to nothing, as the endpoint has not lost anything. */
static gboolean
rewind_to (MusterEngine *self, const MusterId *epoch, const MusterCursor *common)
{
  MusterFeedPageResult result = { .changed = g_array_new (FALSE, FALSE, sizeof (MusterId)) };
  g_autoptr(GError) error = NULL;
  gboolean ok = common != NULL ? muster_replica_rewind (self->replica, epoch, common, result.changed, &error)
                               : muster_replica_empty (self->replica, epoch, result.changed, &error);

  if (!ok && !muster_engine_hold (self, error, NULL, common != NULL))
    muster_engine_back_off (self, error->message);
  else if (ok)
    {
      self->diverged = self->same = FALSE;
      start_again (self);
      if (self->applied != NULL)
        self->applied (&result, self->applied_data);
    }
  muster_feed_page_result_clear (&result);
  return ok;
}

void
muster_engine_take_common (MusterEngine *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;
  MusterCursor common;
  MusterId epoch;

  if (!muster_wire_parse_common (body, &epoch, &common, &error))
    muster_engine_misread (self, error);
  else if (!was_asked (self, &common))
    muster_engine_back_off (
      self, _("The server named something in common that this computer does not have. It was not used."));
  else
    rewind_to (self, &epoch, &common);
}

void
muster_engine_fetch_anew (MusterEngine *self)
{
  if (may_recover (self))
    rewind_to (self, &self->who->epoch, NULL);
}

/* ---- digests that differ ----------------------------------------------------------------------------------------- */

void
muster_engine_mend (MusterEngine *self, const char *contradiction)
{
  g_autoptr(GError) error = NULL;
  gboolean sound;

  self->pull = TRUE;
  self->idle_pull = FALSE;
  if (self->mended == 0 && contradiction == NULL)
    {
      if (!muster_replica_recompute_digest (self->replica, &sound, &error))
        {
          muster_engine_back_off (self, error->message);
          return;
        }
      self->mended = 1;
      /* The sum was wrong and the log right: the next answer tells. */
      if (!sound)
        return;
    }
  if (self->mended < 2)
    {
      guint before = self->mended;

      self->mended = 2;
      if (rewind_to (self, &self->who->epoch, NULL))
        muster_engine_fail (self, _("This computer had something else than the server. It fetches everything anew; "
                                     "what you have not sent yet is kept."));
      else if (self->held > 0)
        self->mended = before;
      return;
    }
  self->mended = 0;
  muster_engine_back_off (self, contradiction != NULL ? contradiction
                                                      : _("This computer and the server do not have the same, even "
                                                           "after everything was fetched anew. Nothing is lost; tell "
                                                           "your administrator."));
}
