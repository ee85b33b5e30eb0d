/* sim-wire.c - the wire between a replica and the endpoint, and all that goes wrong on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "muster-db-private.h"
#include "muster-ledger-private.h"
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

/* ---- earlier answers --------------------------------------------------------------------------------------------- */

static json_t *
read_body (GBytes *body)
{
  gsize size = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &size) : "";

  return json_loadb (text, size, 0, NULL);
}

static gboolean
goes_on_from (json_t *json, const char *query)
{
  g_autofree char *after =
    g_strdup_printf ("&after=%" JSON_INTEGER_FORMAT "&", json_integer_value (json_object_get (json, "after")));

  return query != NULL && strstr (query, after) != NULL;
}

/* Whether what came before could be for what is asked now. Which of two answers to where both agree is the newer nobody
 * can tell; who goes back too far, or to an epoch that is over, goes back again and loses nothing. */
static gboolean
fits (const MusterResponse *response, const char *query)
{
  json_t *json = read_body (response->body);
  const char *epoch = json_string_value (json_object_get (json, "epoch"));
  gboolean fit = g_strcmp0 (query, "/v1/common") == 0
                   ? json_object_get (json, "chain") != NULL
                   : epoch != NULL && goes_on_from (json, query) && strstr (query, epoch) != NULL;

  json_decref (json);
  return fit;
}

/* Some caches look at a part of a question only: any, or one that went on from the same place, perhaps long ago. */
static const MusterResponse *
pick_earlier (Sim *self, SimNode *node)
{
  guint start = sim_below (self, SIM_EARLIER);

  for (guint i = 0; i < SIM_EARLIER && sim_chance (self, 70); i++)
    {
      const MusterResponse *earlier = node->earlier[(start + i) % SIM_EARLIER];
      json_t *json = earlier != NULL ? read_body (earlier->body) : NULL;
      gboolean alike = json != NULL && goes_on_from (json, node->query);

      json_decref (json);
      if (alike)
        return earlier;
    }
  return node->earlier[start];
}

/* ---- bad networks ------------------------------------------------------------------------------------------------ */

/* What a bad network makes of an answer. */
static MusterResponse *
spoil (Sim *self, SimNode *node, MusterResponse *response)
{
  gsize size = response->body != NULL ? g_bytes_get_size (response->body) : 0;
  GBytes *body = response->body;
  const MusterResponse *earlier;

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
      earlier = pick_earlier (self, node);
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
  if (node->useless)
    muster_engine_work (node->engine); /* a page that it keeps for later counts as well */
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

/* Who does not know that the server was put back has to be told, whatever she asks or sends. */
static void
check_epoch (Sim *self, SimNode *node, const MusterRequest *request, const MusterResponse *response)
{
  gboolean pull = g_str_equal (request->path, "/v1/pull");
  json_t *json = pull ? NULL : read_body (request->body);
  const char *said = pull ? request->query : json_string_value (json_object_get (json, "epoch"));
  MusterIdText epoch;

  if ((pull || g_str_equal (request->path, "/v1/push")) && response->status == 200
      && strstr (said, muster_id_to_text (&self->ledger->epoch, epoch)) == NULL)
    g_error ("seed %" G_GUINT64_FORMAT ": node %u is answered as if the server had not been put back\n%s", self->seed,
             node->index, self->story->str);
  json_decref (json);
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
  if (response != NULL)
    check_epoch (self, node, request, response);
  if (self->scoped && sim_chance (self, 10))
    sim_pry (self, node, request);
  muster_request_free (request);
  if (self->scoped && response != NULL && response->body != NULL)
    sim_look_for_taint (self, node, g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body),
                        "an answer", NULL);
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
      node->query = g_strdup (request->query != NULL ? request->query : request->path);
      break;
    case MUSTER_ENGINE_WAIT:
      /* Whoever is asked thinks about it until she is next looked at. */
      if (muster_engine_get_state (node->engine) == MUSTER_ENGINE_HOLDING)
        {
          g_assert_cmpuint (muster_engine_get_vanishing (node->engine), >, 0);
          muster_engine_let_vanish (node->engine);
          break;
        }
      /* Whatever a clock is set to meanwhile, nobody asks anybody to wait for longer. */
      if (until != G_MAXINT64 && until > now + G_TIME_SPAN_HOUR)
        g_error ("seed %" G_GUINT64_FORMAT ": node %u waits for years\n%s", self->seed, node->index, self->story->str);
      /* Time passes for this one alone: clocks decide nothing. Or somebody sets its clock back. */
      if (sim_chance (self, 3))
        muster_clock_set (node->clock, now - 400 * G_TIME_SPAN_DAY);
      else if (until > now && until != G_MAXINT64)
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
