/* sim-wire.c - the wire between a replica and the endpoint, and all that goes wrong on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "muster-db-private.h"
#include "muster-replica-private.h"

#include <string.h>

static MusterResponse *
copy_response (const MusterResponse *response)
{
  MusterResponse *copy = muster_response_new (response->status);

  copy->media_type = g_strdup (response->media_type);
  copy->server = g_strdup (response->server);
  copy->retry_after = response->retry_after;
  copy->body = response->body != NULL ? g_bytes_ref (response->body) : NULL;
  copy->failure = g_strdup (response->failure);
  return copy;
}

static MusterResponse *
no_answer (const char *why)
{
  MusterResponse *response = muster_response_new (0);

  response->failure = g_strdup (why);
  return response;
}

/* Pages of a few commits, so that there is always something between two. */
static void
limit_page (Sim *self, MusterRequest *request)
{
  char *query = request->query;

  if (self->limit == 0 || !g_str_equal (request->path, "/v1/pull"))
    return;
  request->query = g_strdup_printf ("%s&limit=%u", query, 1 + sim_below (self, self->limit));
  g_free (query);
}

/* The endpoint takes a request; with a crash, before or after what it wrote is on its disk. NULL: it died over it. */
static MusterResponse *
handle (Sim *self, const MusterRequest *request)
{
  gboolean writes = muster_endpoint_writes (request);
  gboolean dies = sim_chance (self, self->faults / 8);
  gboolean late = sim_chance (self, 50);
  gboolean cut = !dies && sim_chance (self, self->kills);
  MusterResponse *response = muster_endpoint_admit (self->endpoint, request);
  GError *error = NULL;

  if (response != NULL)
    return response;
  if (cut)
    sim_begin_ledger_cut (self);
  if (writes)
    {
      muster_ledger_begin (self->ledger, &error);
      g_assert_no_error (error);
    }
  response = muster_endpoint_handle (self->endpoint, request);
  g_assert_nonnull (response);
  if (writes && dies && !late)
    muster_ledger_rollback (self->ledger);
  else if (writes)
    {
      muster_ledger_commit (self->ledger, &error);
      g_assert_no_error (error);
    }
  if (cut && sim_end_ledger_cut (self))
    {
      muster_response_free (response);
      return NULL;
    }
  if (!dies)
    return response;
  sim_tell (self, "the endpoint dies %s", late ? "after writing" : "before writing");
  sim_close_ledger (self);
  sim_open_ledger (self);
  muster_response_free (response);
  return NULL;
}

/* Whether a page that came before could be one for what is asked now. */
static gboolean
fits (const MusterResponse *response, const char *query)
{
  gsize size = 0;
  const char *text = response->body != NULL ? g_bytes_get_data (response->body, &size) : "";
  json_t *json = json_loadb (text, size, 0, NULL);
  const char *epoch = json_string_value (json_object_get (json, "epoch"));
  g_autofree char *after =
    g_strdup_printf ("&after=%" JSON_INTEGER_FORMAT "&", json_integer_value (json_object_get (json, "after")));
  gboolean fit = query != NULL && epoch != NULL && strstr (query, epoch) != NULL && strstr (query, after) != NULL;

  json_decref (json);
  return fit;
}

/* What a bad network makes of an answer. */
static MusterResponse *
spoil (Sim *self, SimNode *node, MusterResponse *response)
{
  gsize size = response->body != NULL ? g_bytes_get_size (response->body) : 0;
  GBytes *body = response->body;
  MusterResponse *earlier;

  node->useless = TRUE;

  switch (sim_below (self, 10))
    {
    case 0:
      sim_tell (self, "%u: the answer is lost", node->index);
      muster_response_free (response);
      return no_answer ("The connection was cut.");
    case 1:
      if (size == 0)
        break;
      sim_tell (self, "%u: the answer is cut short", node->index);
      response->body = g_bytes_new_from_bytes (body, 0, sim_below (self, (guint) size));
      g_bytes_unref (body);
      return response;
    case 2:
      sim_tell (self, "%u: a portal answers", node->index);
      muster_response_free (response);
      response = muster_response_new (200);
      response->media_type = g_strdup ("text/html");
      response->body = g_bytes_new_static ("<html>Sign in to the guest network</html>", 41);
      return response;
    case 3:
    case 7:
    case 8:
    case 9:
      earlier = node->earlier[sim_below (self, SIM_EARLIER)];
      if (earlier == NULL)
        break;
      node->useless = !fits (earlier, node->query);
      sim_tell (self, "%u: an earlier answer comes again", node->index);
      muster_response_free (response);
      return copy_response (earlier);
    case 4:
      sim_tell (self, "%u: another server answers", node->index);
      g_free (response->server);
      response->server = g_strdup ("0198c5a0-ffff-7000-8000-0000000000ff");
      return response;
    case 5:
      sim_tell (self, "%u: the endpoint is busy", node->index);
      muster_response_free (response);
      response = muster_response_new (503);
      response->retry_after = 5;
      return response;
    default:
      break;
    }
  node->useless = FALSE;
  return response;
}

static void
deliver (Sim *self, SimNode *node, MusterResponse *response)
{
  int changes;

  muster_engine_work (node->engine); /* what is done now follows from the answer alone */
  changes = sqlite3_total_changes (node->replica->db->handle);
  node->waiting = FALSE;
  muster_engine_answer (node->engine, response);
  /* But when the endpoint was last heard of. */
  if (node->useless && sqlite3_total_changes (node->replica->db->handle) > changes + 1)
    g_error ("seed %" G_GUINT64_FORMAT ": node %u believes what is no answer\n%s", self->seed, node->index,
             self->story->str);
  node->useless = FALSE;
  if (response->status == 200)
    {
      MusterResponse **earlier = &node->earlier[sim_below (self, SIM_EARLIER)];

      g_clear_pointer (earlier, muster_response_free);
      *earlier = copy_response (response);
    }
  muster_response_free (response);
}

static void
arrive (Sim *self, SimNode *node)
{
  MusterRequest *request = g_steal_pointer (&node->sent);
  MusterResponse *response;

  if (sim_chance (self, self->faults / 3))
    {
      sim_tell (self, "%u: %s is lost", node->index, request->path);
      node->reply = no_answer ("The connection could not be made.");
      muster_request_free (request);
      return;
    }
  response = handle (self, request);
  if (response != NULL && sim_chance (self, self->faults / 4))
    {
      sim_tell (self, "%u: %s comes twice", node->index, request->path);
      muster_response_free (response);
      response = handle (self, request);
    }
  sim_tell (self, "%u: %s %s is answered with %u", node->index, request->path,
            request->query != NULL ? request->query : "", response != NULL ? response->status : 0);
  muster_request_free (request);
  if (self->scoped && response != NULL && response->body != NULL)
    sim_look_for_taint (self, node, g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body),
                        "an answer");
  node->reply = response != NULL ? response : no_answer ("The connection was cut.");
  if (sim_chance (self, self->faults))
    node->reply = spoil (self, node, node->reply);
}

static void
ask (Sim *self, SimNode *node)
{
  MusterRequest *request = NULL;
  MusterTime until = 0;
  MusterTime now = muster_clock_now (node->clock);

  switch (muster_engine_next (node->engine, &request, &until))
    {
    case MUSTER_ENGINE_SEND:
      g_assert_nonnull (request);
      node->waiting = TRUE;
      node->n_asked++;
      node->sent = request;
      limit_page (self, request);
      g_free (node->query);
      node->query = g_strdup (request->query);
      break;
    case MUSTER_ENGINE_WAIT:
      /* Time passes for this one alone: clocks decide nothing. */
      if (until > now && until < now + G_TIME_SPAN_HOUR)
        muster_clock_set (node->clock, until);
      break;
    case MUSTER_ENGINE_STOP:
      if (muster_engine_get_state (node->engine) != MUSTER_ENGINE_NEEDS_AUTH)
        g_error ("seed %" G_GUINT64_FORMAT ": node %u stops: %s\n%s", self->seed, node->index,
                 muster_engine_get_failure (node->engine), self->story->str);
      sim_join (self, node);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Gets the node's sync on by one step: a question, its arrival, the delivery of its answer. */
void
sim_move_message (Sim *self, SimNode *node)
{
  if (node->reply != NULL)
    deliver (self, node, g_steal_pointer (&node->reply));
  else if (node->sent != NULL)
    arrive (self, node);
  else
    ask (self, node);
}
