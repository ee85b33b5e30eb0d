/* muster-engine-push.c - sending: PROTOCOL.md section 5. A push changes nothing here; what became of it comes by pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-inflate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of values, before keys and ids are added and all is pressed together; the endpoint takes twice as much. */
#define BATCH_BYTES (512 * 1024)

static MusterEntry *
entry_at (GPtrArray *entries, guint i)
{
  return entries->pdata[i];
}

static void
cut (GPtrArray *entries, guint n)
{
  if (n < entries->len)
    g_ptr_array_remove_range (entries, n, entries->len - n);
}

/* As many as one push may have, at least one. */
static void
trim (GPtrArray *entries)
{
  guint n_changes = 0, n = 0;

  while (n < entries->len)
    {
      n_changes += muster_commit_get_n (entry_at (entries, n)->commit);
      if (n > 0 && n_changes > MUSTER_WIRE_CHANGES)
        break;
      n++;
    }
  cut (entries, n);
}

/* Its number without what it says: the endpoint refuses it and counts it, and what it said is kept here. */
static void
withhold (MusterEngine *self, MusterEntry *entry)
{
  const char *reason = muster_commit_get_reason (entry->commit);
  MusterCommit *empty = muster_commit_new (reason != NULL && strlen (reason) <= MUSTER_WIRE_LINE ? reason : NULL);

  self->withheld_n = entry->n;
  muster_commit_unref (entry->commit);
  entry->commit = empty;
}

/* What is too large together goes in parts, and what is too large by itself not at all. */
static GBytes *
print_what_fits (MusterEngine *self, MusterPush *push)
{
  GPtrArray *entries = push->entries;
  GBytes *body;

  if (entry_at (entries, 0)->n == self->withheld_n)
    {
      cut (entries, 1);
      withhold (self, entry_at (entries, 0));
    }
  for (body = muster_wire_print_push (push); !muster_request_fits (body); body = muster_wire_print_push (push))
    {
      g_bytes_unref (body);
      if (entries->len > 1)
        cut (entries, entries->len / 2);
      else
        withhold (self, entry_at (entries, 0));
    }
  return body;
}

MusterRequest *
muster_engine_make_push (MusterEngine *self)
{
  gint64 after = MAX (self->pushed_n, self->who->settled_n);
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GError) error = NULL;
  MusterPush push = { self->who->replica, self->who->epoch, self->who->schema, self->who->cursor, NULL, NULL };
  MusterRequest *request;

  if (after >= self->who->last_n || self->stuck_n == after + 1)
    return NULL;
  entries = muster_replica_read_unsent (self->replica, after, self->batch, BATCH_BYTES, &error);
  if (entries == NULL)
    {
      muster_engine_back_off (self, error->message);
      return NULL;
    }
  if (entries->len == 0)
    return NULL;

  trim (entries);
  push.entries = entries;
  request = muster_engine_request (self, MUSTER_ASK_PUSH, MUSTER_ENGINE_PUSHING, "POST", "/v1/push");
  request->body = print_what_fits (self, &push);
  self->sent_first = entry_at (entries, 0)->n;
  self->sent_last = entry_at (entries, entries->len - 1)->n;
  self->sent_count = entries->len;
  return request;
}

void
muster_engine_take_push (MusterEngine *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;
  MusterPushAnswer answer;

  if (!muster_wire_parse_push_answer (body, &answer, &error))
    {
      muster_engine_misread (self, error);
      return;
    }
  /* Whoever took all of it says so; more than we sent is what a copy of this file has sent. */
  if (answer.acked < self->sent_last)
    {
      muster_engine_back_off (self, _("The server says that it took less than it was sent. Muster sends it again."));
      return;
    }
  self->pushed_n = self->sent_last;
  self->repeated_n = MAX (self->repeated_n, answer.repeats);
  self->batch = MIN (2 * self->batch, MUSTER_WIRE_COMMITS);
  self->pull = TRUE;
  self->idle_pull = FALSE;
}

/* ---- what was not taken ------------------------------------------------------------------------------------------ */

static void
take_gap (MusterEngine *self, gint64 expected)
{
  g_autoptr(GError) error = NULL;
  gboolean has = TRUE;

  if (expected > 0 && expected <= self->sent_last && !muster_replica_has_own (self->replica, expected, &has, &error))
    muster_engine_back_off (self, error->message);
  else if (!has)
    /* A copy of this file was the first to send what it stood for: nothing can fill the gap. */
    muster_engine_fork (self);
  else if (expected > 0 && expected <= self->who->settled_n)
    /* It has forgotten what it had told everybody. */
    self->diverged = TRUE;
  else if (expected > 0 && expected < self->sent_first)
    self->pushed_n = expected - 1;
  else
    muster_engine_back_off (
      self, _("The server asks for something that this computer has just sent. Muster tries again later."));
}

/* One that is not taken as it is must not hold up what comes from others. */
static void
take_unfit (MusterEngine *self, const MusterProblemDocument *problem, const char *detail)
{
  gboolean for_itself = g_str_equal (problem->type, "malformed") || g_str_equal (problem->type, "too-large");

  if (self->sent_count > 1)
    {
      self->batch = MAX (self->sent_count / 2, 1);
      return;
    }
  if (for_itself && self->withheld_n != self->sent_first)
    {
      self->withheld_n = self->sent_first;
      return;
    }
  self->stuck_n = self->sent_first;
  self->pull = TRUE;
  muster_engine_fail (self, detail);
}

void
muster_engine_push_refused (MusterEngine *self, const MusterProblemDocument *problem)
{
  const char *detail = problem->detail != NULL ? problem->detail : _("The server did not take what was sent.");

  if (g_str_equal (problem->type, "gap"))
    take_gap (self, problem->expected);
  else if (g_str_equal (problem->type, "replica-forked") && problem->n > self->who->settled_n
           && problem->n <= self->sent_last)
    muster_engine_fork (self);
  else if (g_str_equal (problem->type, "replica-forked") || g_str_equal (problem->type, "diverged"))
    self->diverged = TRUE;
  else
    take_unfit (self, problem, detail);
}
