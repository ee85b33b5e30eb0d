/* muster-engine-pull.c - receiving: the news, and what has become ours. PROTOCOL.md sections 8 and 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static GString *
query_new (MusterEngine *self, const MusterCursor *after, gint64 grants_version)
{
  GString *query = g_string_new (NULL);
  MusterIdText text;

  g_string_append_printf (query, "replica=%s", muster_id_to_text (&self->who->replica, text));
  g_string_append_printf (query, "&epoch=%s", muster_id_to_text (&self->who->epoch, text));
  g_string_append_printf (query, "&after=%" G_GINT64_FORMAT "&chain=", after->seq);
  for (guint i = 0; i < sizeof after->chain; i++)
    g_string_append_printf (query, "%02x", after->chain[i]);
  g_string_append_printf (query, "&grants=%" G_GINT64_FORMAT "&n=%" G_GINT64_FORMAT "&schema=%" G_GINT64_FORMAT,
                          grants_version, self->who->settled_n, self->who->schema);
  return query;
}

MusterRequest *
muster_engine_make_pull (MusterEngine *self, gboolean may_wait)
{
  MusterRequest *request = muster_engine_request (self, MUSTER_ASK_PULL, MUSTER_ENGINE_PULLING, "GET", "/v1/pull");
  GString *query = query_new (self, &self->who->cursor, self->who->grants_version);
  gint64 bases = MAX (self->who->rewound_n, self->repeated_n);

  if (bases > self->who->settled_n)
    g_string_append_printf (query, "&bases=%" G_GINT64_FORMAT, bases);
  memset (&self->fill, 0, sizeof self->fill);
  self->asked_after = self->who->cursor.seq;
  if (may_wait && self->wait > 0)
    {
      g_string_append_printf (query, "&wait=%u", self->wait);
      request->wait = self->wait;
    }
  request->query = g_string_free (query, FALSE);
  return request;
}

MusterRequest *
muster_engine_make_fill (MusterEngine *self)
{
  g_autoptr(GError) error = NULL;
  MusterRequest *request;
  MusterCursor after = { 0 };
  MusterIdText text;
  GString *query;

  if (self->fill_waits)
    return NULL;
  if (!muster_replica_next_fill (self->replica, &self->fill, &error))
    {
      if (error != NULL)
        muster_engine_back_off (self, error->message);
      return NULL;
    }

  request = muster_engine_request (self, MUSTER_ASK_FILL, MUSTER_ENGINE_FILLING, "GET", "/v1/pull");
  after.seq = self->asked_after = self->fill.after;
  query = query_new (self, &after, self->who->grants_version);
  g_string_append_printf (query, "&%s=%s&until=%" G_GINT64_FORMAT, self->fill.is_record ? "record" : "scope",
                          muster_id_to_text (&self->fill.target, text), self->fill.until);
  request->query = g_string_free (query, FALSE);
  return request;
}

/* ---- asking ahead ------------------------------------------------------------------------------------------------ */

/* A page takes the endpoint as long to read as it takes us to apply it. Only where it is known what will be asked once
 * it is applied: more news, and nothing to be said before. */
static gboolean
may_ask_ahead (MusterEngine *self, const MusterFeedPage *page)
{
  return page->more && self->fill.id == 0 && self->who->settled_n >= self->who->last_n;
}

MusterRequest *
muster_engine_make_ahead (MusterEngine *self)
{
  const MusterFeedPage *page = self->page;
  MusterRequest *request;
  GString *query;

  if (page == NULL || !may_ask_ahead (self, page))
    return NULL;
  request = muster_engine_request (self, MUSTER_ASK_PULL, MUSTER_ENGINE_PULLING, "GET", "/v1/pull");
  query = query_new (self, &page->cursor,
                     page->grants_version != 0 ? page->grants_version : self->who->grants_version);
  self->asked_after = page->cursor.seq;
  request->query = g_string_free (query, FALSE);
  return request;
}

gboolean
muster_engine_goes_on (MusterEngine *self)
{
  return self->fill.id != 0 || self->asked_after == self->who->cursor.seq;
}

/* ---- a page ------------------------------------------------------------------------------------------------------ */

static const char *
judge_page (MusterEngine *self, const MusterFeedPage *page)
{
  if (!muster_id_equal (&page->server, &self->who->server))
    return _("An answer of another server came. It was not used.");
  if (!muster_id_equal (&page->epoch, &self->who->epoch) || page->after != self->asked_after)
    return _("An old answer came in place of a new one, as some networks keep them. It was not used.");
  return NULL;
}

static gboolean
has_scope (const GArray *grants, const MusterId *scope)
{
  for (guint i = 0; i < grants->len; i++)
    if (muster_id_equal (&g_array_index (grants, MusterGrant, i).scope, scope))
      return TRUE;
  return FALSE;
}

/* An endpoint that was put back does not know that we had a scope, and cannot tell what has to go with it. */
static gboolean
forgot_a_scope (MusterEngine *self, const MusterFeedPage *page)
{
  const MusterSyncState *who = self->who;

  if (page->grants_version == 0 || who->cursor.seq == 0
      || (who->grants_version != 0 && page->grants_version > who->grants_version))
    return FALSE;
  for (guint i = 0; i < who->grants->len; i++)
    if (!has_scope (page->grants, &g_array_index (who->grants, MusterGrant, i).scope))
      return TRUE;
  return FALSE;
}

static void
page_applied (MusterEngine *self, const MusterFeedPage *page, const MusterFeedPageResult *result)
{
  gboolean news = self->fill.id == 0;

  muster_engine_fail (self, NULL);
  if (self->applied != NULL)
    self->applied (result, self->applied_data);
  if (!news)
    {
      /* The digest comes with the news once nothing is left to be filled. */
      self->pull = TRUE;
      return;
    }

  if (page->grants_version != 0 || page->gone->len > 0)
    self->fill_waits = FALSE;
  /* A server that was put back has forgotten some. That it has more than we pushed says nothing of ours: a copy of this
   * file may have pushed them, and where pages are short none has told of it yet. */
  self->pushed_n = MIN (self->pushed_n, page->acked);
  self->pull = page->more;
  self->idle_pull = !page->more;
  if (page->grants_version != 0 || page->came->len > 0)
    self->pull = TRUE;
  self->same = page->has_digest && !result->differs;
  if (self->same)
    {
      self->mended = self->recovered = 0;
      muster_engine_caught_up (self);
    }
  else if (page->has_digest)
    muster_engine_mend (self, NULL);
}

static void
page_refused (MusterEngine *self, const MusterFeedPage *page, const GError *error)
{
  if (muster_engine_hold (self, error, page, FALSE))
    return;
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    muster_engine_fork (self);
  else if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_INVALID))
    muster_engine_mend (self, error->message);
  else
    muster_engine_back_off (self, error->message);
}

static void
apply_page (MusterEngine *self, const MusterFeedPage *page)
{
  g_autoptr(GError) error = NULL;
  MusterFeedPageResult result = { 0 };

  if (muster_replica_apply_page (self->replica, page, &self->fill, &result, &error))
    page_applied (self, page, &result);
  else
    page_refused (self, page, error);
  muster_feed_page_result_clear (&result);
}

void
muster_engine_work (MusterEngine *self)
{
  g_autoptr(MusterFeedPage) page = g_steal_pointer (&self->page);

  if (page != NULL)
    apply_page (self, page);
}

void
muster_engine_take_page (MusterEngine *self, MusterResponse *response)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterFeedPage) page = g_steal_pointer (&response->page);
  const char *wrong;

  if (page == NULL)
    page = muster_wire_parse_page (response->body, &error);
  wrong = page != NULL ? judge_page (self, page) : NULL;
  if (page == NULL)
    muster_engine_misread (self, error);
  else if (wrong != NULL)
    muster_engine_back_off (self, wrong);
  else if (forgot_a_scope (self, page))
    muster_engine_fetch_anew (self);
  else if (may_ask_ahead (self, page))
    self->page = g_steal_pointer (&page);
  else
    apply_page (self, page);
}
