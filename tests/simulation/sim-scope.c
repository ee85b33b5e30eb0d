/* sim-scope.c - people who may see and write some of it: what they are given and lose, and what must never reach them.
 *
 * Every text that somebody types names the record that it is of and who typed it. So each byte that goes to a person,
 * or lies in her file, tells whether she may have it; that is judged by the endpoint's log and no code of the product.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "checker.h"
#include "muster-db-private.h"
#include "muster-error.h"

#include <string.h>

static const char *const roles[] = { "reader", "editor", "steward" };

/* ---- places ------------------------------------------------------------------------------------------------------ */

static void
set_text (MusterRecord *record, const char *field, MusterValueType type, const char *text)
{
  g_autoptr(MusterValue) value = muster_value_new_text (type, text);

  muster_record_set (record, field, value);
}

/* The first desk makes two boroughs with a neighbourhood each, and sends them before anybody else joins. */
void
sim_make_places (Sim *self, SimNode *node)
{
  static const char *const names[SIM_PLACES] = { "Borough one", "Borough two", "Neighbourhood one",
                                                 "Neighbourhood two" };
  guint faults = self->faults, kills = self->kills;
  GError *error = NULL;

  for (guint i = 0; i < SIM_PLACES; i++)
    {
      gboolean area = i < 2;
      g_autoptr(MusterRecord) record =
        muster_replica_make_record (node->replica, muster_kind_get (area ? MUSTER_KIND_AREA : MUSTER_KIND_TEAM));
      g_autoptr(MusterCommit) commit = muster_commit_new (NULL);

      set_text (record, "name", MUSTER_VALUE_TEXT, names[i]);
      if (area)
        set_text (record, "level", MUSTER_VALUE_CHOICE, "borough");
      else
        {
          g_autoptr(MusterValue) within = muster_value_new_ref (&self->places[i - 2]);

          muster_record_set (record, "area", within);
        }
      muster_commit_add_edit (commit, NULL, record);
      self->places[i] = *muster_record_get_id (record);
      muster_replica_save (node->replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
      self->n_commits++;
      g_assert_no_error (error);
    }
  self->faults = self->kills = 0;
  muster_engine_nudge (node->engine);
  for (guint i = 0; i < 60 && !muster_engine_all_saved (node->engine); i++)
    sim_move_message (self, node);
  g_assert_true (muster_engine_all_saved (node->engine));
  self->faults = faults;
  self->kills = kills;
}

/* Mostly where she may write. */
MusterValue *
sim_pick_place (Sim *self, const SimNode *node)
{
  guint place = sim_chance (self, 60) ? node->index : sim_below (self, SIM_PLACES);

  return muster_value_new_ref (&self->places[place % SIM_PLACES]);
}

/* ---- grants ------------------------------------------------------------------------------------------------------ */

/* The first desk keeps the whole; the others have something to begin with. */
void
sim_first_grant (Sim *self, const SimNode *node, const MusterId **scope, const char **role)
{
  gboolean whole = !self->scoped || node->index == 0;

  *scope = whole ? NULL : &self->places[node->index % SIM_PLACES];
  *role = whole ? "editor" : roles[(self->seed + node->index) % G_N_ELEMENTS (roles)];
}

/* Somebody is given a role somewhere, or loses one. */
void
sim_change_grant (Sim *self)
{
  const SimPerson *person;
  const MusterId *place = &self->places[sim_below (self, SIM_PLACES)];
  const char *role = sim_chance (self, 40) ? NULL : roles[sim_below (self, G_N_ELEMENTS (roles))];
  GError *error = NULL;

  if (self->people->len < 2)
    return;
  person = &g_array_index (self->people, SimPerson, 1 + sim_below (self, self->people->len - 1));
  sim_tell (self, "%s is %s in %u", person->name, role != NULL ? role : "nobody", (guint) (place - self->places));
  muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
  if (!muster_ledger_grant (self->ledger, &person->id, place, role, &error))
    {
      /* A server that was put back may have forgotten her. */
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
}

/* ---- what may reach whom ----------------------------------------------------------------------------------------- */

char *
sim_taint (Sim *self, const SimNode *node, const MusterId *record)
{
  MusterIdText id;
  guint person = 0;

  if (!self->scoped)
    return g_strdup ("");
  while (!g_str_equal (g_array_index (self->people, SimPerson, person).name, node->person))
    person++;
  return g_strdup_printf (" t-%s-%u", muster_id_to_text (record, id) + 28, person);
}

/* Each record that is named in bytes by somebody else than the node's person is one that she may see now. */
void
sim_look_for_taint (Sim *self, const SimNode *node, const char *bytes, gsize n, const char *where, const char *file)
{
  CheckerView *view = NULL;

  for (gsize i = 0; i + 12 < n; i++)
    {
      char record[9];

      if (bytes[i] != 't' || bytes[i + 1] != '-' || bytes[i + 10] != '-' || !g_ascii_isxdigit (bytes[i + 9])
          || !g_ascii_isdigit (bytes[i + 11]))
        continue;
      memcpy (record, bytes + i + 2, 8);
      record[8] = '\0';
      if (g_str_equal (g_array_index (self->people, SimPerson, bytes[i + 11] - '0').name, node->person))
        continue;
      if (view == NULL)
        view = checker_view_new (self->ledger_path, node->person);
      if (!checker_view_sees (view, record) && (file == NULL || !checker_view_keeps (view, file, record)))
        g_error ("seed %" G_GUINT64_FORMAT ": node %u has what it may not see in %s: %.13s\n%s", self->seed,
                 node->index, where, bytes + i, self->story->str);
    }
  checker_view_free (view);
}

/* Somebody asks by hand, with her own token, for all of a place or a record that she has heard of. She must be told no
 * more than what she may see. */
void
sim_pry (Sim *self, const SimNode *node, const MusterRequest *request)
{
  g_autoptr(GRegex) cursor = NULL;
  g_autoptr(MusterRequest) asked = NULL;
  g_autoptr(MusterResponse) response = NULL;
  gboolean record = self->pool->len > 0 && sim_chance (self, 50);
  const MusterId *target = record ? &g_array_index (self->pool, MusterId, sim_below (self, self->pool->len))
                                  : &self->places[sim_below (self, SIM_PLACES)];
  g_autofree char *from_start = NULL;
  MusterIdText text;

  if (!g_str_equal (request->path, "/v1/pull") || strstr (request->query, "&until=") != NULL)
    return;
  cursor = g_regex_new ("after=[0-9]+&chain=[0-9a-f]+", 0, 0, NULL);
  from_start = g_regex_replace_literal (cursor, request->query, -1, 0, "after=0&chain=0000000000000000", 0, NULL);
  asked = muster_request_new (request->method, request->path);
  asked->authorization = g_strdup (request->authorization);
  asked->query = g_strdup_printf ("%s&%s=%s&until=%" G_GINT64_FORMAT, from_start, record ? "record" : "scope",
                                  muster_id_to_text (target, text), muster_ledger_get_head (self->ledger, NULL));
  response = muster_endpoint_admit (self->endpoint, asked);
  if (response == NULL)
    response = muster_endpoint_handle (self->endpoint, asked);
  sim_tell (self, "%u: somebody pries: %u", node->index, response->status);
  if (response->body != NULL)
    sim_look_for_taint (self, node, g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body),
                        "what was pried for", NULL);
}
