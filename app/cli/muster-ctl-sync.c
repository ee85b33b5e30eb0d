/* muster-ctl-sync.c - commands that speak with the server: join, sync.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl-sync.h"

#include <glib/gi18n.h>

#include "muster-backup.h"
#include "muster-error.h"
#include "muster-outbox.h"
#include "muster-transport.h"
#include "muster-trust.h"

static MusterEngine *
make_engine (MusterCtl *ctl, gboolean joins)
{
  MusterTokens tokens = muster_ctl_tokens (ctl, joins);
  MusterEngine *engine;

  engine = muster_engine_new (ctl->replica, ctl->clock, ctl->random, &tokens);
  muster_engine_set_vanishing_limit (engine, MUSTER_VANISHING_LIMIT);
  return engine;
}

/* ---- join -------------------------------------------------------------------------------------------------------- */

static gboolean
join (MusterCtl *ctl, const char *address, const char *code, GError **error)
{
  const char *ca = ctl->options.ca;
  g_autoptr(MusterCourier) courier = muster_trust_open_courier (muster_ctl_path (ctl), address, ca, error);
  g_autofree char *bare = muster_transport_check_address (address, NULL);
  g_autofree char *host = g_utf8_make_valid (g_get_host_name (), -1);
  g_autoptr(MusterEngine) engine = NULL;
  g_autoptr(MusterRequest) request = NULL;
  g_autoptr(MusterResponse) response = NULL;

  if (courier == NULL || !muster_ctl_open (ctl, muster_ctl_path (ctl), 0, error))
    return FALSE;
  engine = make_engine (ctl, TRUE);
  request = muster_engine_make_enrolment (engine, code, host);
  if (request == NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, muster_engine_get_failure (engine));
      return FALSE;
    }
  response = muster_courier_call (courier, request);
  return muster_engine_take_enrolment (engine, bare, response, error)
         && muster_trust_keep (muster_ctl_path (ctl), ca, error);
}

gboolean
muster_ctl_join (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterSyncState) state = NULL;
  MusterIdText server;

  if (!join (ctl, arguments[0], arguments[1], error))
    return FALSE;
  ctl->saved = TRUE;
  state = muster_replica_get_sync_state (ctl->replica, error);
  if (state == NULL)
    return FALSE;
  if (ctl->options.json)
    muster_ctl_print_json (ctl, json_pack ("{s:s, s:s, s:s}", "address", state->address, "person", state->person_name,
                                           "server", muster_id_to_text (&state->server, server)));
  else
    muster_ctl_print (ctl, _("Joined %s as %s. “musterctl sync” sends and fetches.\n"), state->address,
                      state->person_name);
  return TRUE;
}

/* ---- sync -------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint      n_own, n_foreign, n_conflicts, n_merged, n_refused, n_gone;
  GPtrArray *numbers; /* Number, in the order they were told of */
} Counts;

/* A record that goes by another number than the one it was saved with. */
typedef struct {
  MusterId record;
  char    *was;
} Number;

static void
number_free (gpointer data)
{
  Number *self = data;

  g_free (self->was);
  g_free (self);
}

static void
note_number (Counts *counts, const MusterRenumbered *renumbered)
{
  Number *number;

  for (guint i = 0; i < counts->numbers->len; i++)
    if (muster_id_equal (&((Number *) counts->numbers->pdata[i])->record, &renumbered->record))
      return;
  number = g_new0 (Number, 1);
  number->record = renumbered->record;
  number->was = g_strdup (renumbered->was);
  g_ptr_array_add (counts->numbers, number);
}

/* How the file stands afterwards. */
typedef struct {
  guint    n_conflicts, n_unsent, n_refused, n_dismissed, n_aside;
  gboolean same; /* all was sent, and what came is what the endpoint has */
} State;

static State
read_state (MusterCtl *ctl, MusterEngine *engine)
{
  return (State) {
    .n_conflicts = muster_replica_count_conflicts (ctl->replica),
    .n_unsent = muster_replica_count_outbox (ctl->replica),
    .n_refused = muster_replica_count_refused (ctl->replica),
    .n_dismissed = muster_replica_count_dismissed (ctl->replica),
    .n_aside = muster_replica_count_aside (ctl->replica),
    .same = muster_engine_all_saved (engine),
  };
}

static void
count (const MusterFeedPageResult *result, gpointer data)
{
  Counts *counts = data;

  counts->n_own += result->n_own;
  counts->n_foreign += result->n_foreign;
  counts->n_conflicts += result->n_conflicts;
  counts->n_merged += result->n_merged;
  counts->n_refused += result->n_refused;
  counts->n_gone += result->n_gone;
  for (guint i = 0; result->renumbered != NULL && i < result->renumbered->len; i++)
    note_number (counts, result->renumbered->pdata[i]);
}

/* She has said that they may go; a copy of the file stays. */
static gboolean
let_vanish (MusterCtl *ctl, MusterEngine *engine, GError **error)
{
  g_autoptr(MusterBackup) made = NULL;
  g_autofree char *note = NULL;

  if (!muster_backup_make (muster_ctl_path (ctl), MUSTER_BACKUP_ASKED, ctl->clock, NULL, &made, error))
    return FALSE;
  note = g_strdup_printf (_("A backup was made first: %s"), made->path);
  muster_ctl_note (ctl, note);
  muster_engine_let_vanish (engine);
  return TRUE;
}

static gboolean
fail_held (MusterEngine *engine, GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_HELD,
               _("%s “musterctl sync --allow-vanishing” makes a backup and lets them go."),
               muster_engine_get_failure (engine));
  return FALSE;
}

/* Until there is nothing more to do, or a reason not to. */
static gboolean
exchange (MusterCtl *ctl, MusterEngine *engine, MusterCourier *courier, GError **error)
{
  MusterEngineStep step;
  MusterTime until;

  for (;;)
    {
      g_autoptr(MusterRequest) request = NULL;
      g_autoptr(MusterResponse) response = NULL;

      step = muster_engine_next (engine, &request, &until);
      if (step == MUSTER_ENGINE_WAIT && muster_engine_get_state (engine) == MUSTER_ENGINE_HOLDING)
        {
          if (!ctl->options.allow_vanishing)
            return fail_held (engine, error);
          if (!let_vanish (ctl, engine, error))
            return FALSE;
          continue;
        }
      if (step != MUSTER_ENGINE_SEND)
        break;
      muster_courier_send (courier, request);
      muster_engine_work (engine);
      response = muster_courier_receive (courier);
      muster_engine_answer (engine, response);
    }
  if (step == MUSTER_ENGINE_WAIT && muster_engine_get_state (engine) == MUSTER_ENGINE_IDLE)
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, step == MUSTER_ENGINE_STOP ? MUSTER_ERROR_INVALID : MUSTER_ERROR_FAILED,
                       muster_engine_get_failure (engine) != NULL ? muster_engine_get_failure (engine)
                                                                  : _("The server did not answer."));
  return FALSE;
}

/* What is here and not on the server; empty: nothing. */
static char *
describe_missing (const State *state)
{
  GString *text = g_string_new (NULL);

  if (state->n_unsent > 0)
    g_string_append_printf (text, ngettext ("%u save is still to be sent.\n", "%u saves are still to be sent.\n",
                                            state->n_unsent), state->n_unsent);
  if (state->n_refused > 0)
    g_string_append_printf (
      text, ngettext ("%u save is not on the server, which did not take it. “musterctl refused” says why.\n",
                      "%u saves are not on the server, which did not take them. “musterctl refused” says why.\n",
                      state->n_refused), state->n_refused);
  if (state->n_dismissed > 0)
    g_string_append_printf (
      text, ngettext ("%u more that it did not take was dismissed. “musterctl refused --dismissed” lists it.\n",
                      "%u more that it did not take were dismissed. “musterctl refused --dismissed” lists them.\n",
                      state->n_dismissed), state->n_dismissed);
  if (state->n_aside > 0)
    g_string_append_printf (
      text, ngettext ("%u save of others is not on the server since that was put back from a backup. It is set aside "
                      "here: “musterctl aside” lists it.\n",
                      "%u saves of others are not on the server since that was put back from a backup. They are set "
                      "aside here: “musterctl aside” lists them.\n", state->n_aside), state->n_aside);
  return g_string_free (text, FALSE);
}

static void
say_state (MusterCtl *ctl, const State *state)
{
  g_autofree char *missing = describe_missing (state);

  if (state->n_conflicts > 0)
    muster_ctl_print (ctl, ngettext ("%u conflict is open. “musterctl conflicts” shows it.\n",
                                     "%u conflicts are open. “musterctl conflicts” shows them.\n",
                                     state->n_conflicts), state->n_conflicts);
  if (*missing != '\0')
    muster_ctl_print (ctl, "%s", missing);
  else if (state->same)
    muster_ctl_print (ctl, _("Everything you saved is on the server, and all that you may see there is here.\n"));
  else
    muster_ctl_print (ctl,
                      _("Everything you saved is on the server. Not all that is there has come yet; sync again.\n"));
}

/* Whoever wrote the old number down has to hear of the new one: the old is somebody else's. */
static json_t *
say_numbers (MusterCtl *ctl, const Counts *counts)
{
  json_t *list = json_array ();

  for (guint i = 0; i < counts->numbers->len; i++)
    {
      const Number *number = counts->numbers->pdata[i];
      g_autoptr(MusterRecord) record = muster_replica_get (ctl->replica, &number->record, NULL);
      g_autofree char *title = record != NULL ? muster_record_dup_title (record) : NULL;
      const char *code = record != NULL ? muster_record_get_ref_code (record) : NULL;
      MusterIdText id;

      if (code == NULL || g_str_equal (code, number->was))
        continue;
      json_array_append_new (list, json_pack ("{s:s, s:s, s:s, s:s}", "id", muster_id_to_text (&number->record, id),
                                              "was", number->was, "ref", code, "title", title));
      if (!ctl->options.json)
        muster_ctl_print (ctl, _("%s “%s” is now %s: somebody else had given that number first.\n"), number->was, title,
                          code);
    }
  return list;
}

static void
say_counts (MusterCtl *ctl, MusterEngine *engine, const Counts *counts)
{
  State state = read_state (ctl, engine);
  g_autoptr(json_t) numbers = NULL;

  if (ctl->options.json)
    {
      muster_ctl_print_json (
        ctl, json_pack ("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:o, s:b}", "sent", (int) counts->n_own,
                        "received", (int) counts->n_foreign, "merged", (int) counts->n_merged, "refused",
                        (int) counts->n_refused, "gone", (int) counts->n_gone, "conflicts", (int) state.n_conflicts,
                        "unsent", (int) state.n_unsent, "not_taken", (int) state.n_refused, "dismissed",
                        (int) state.n_dismissed, "aside", (int) state.n_aside, "renumbered",
                        say_numbers (ctl, counts), "saved",
                        state.same && state.n_refused + state.n_dismissed + state.n_aside == 0));
      return;
    }
  muster_ctl_print (ctl, _("Sent %u, received %u.\n"), counts->n_own, counts->n_foreign);
  numbers = say_numbers (ctl, counts);
  if (counts->n_refused > 0)
    muster_ctl_print (ctl, _("The server did not take %u.\n"), counts->n_refused);
  if (counts->n_gone > 0)
    muster_ctl_print (ctl, ngettext ("%u record is here no longer: it was moved, or your access to it was withdrawn.\n",
                                     "%u records are here no longer: they were moved, or your access to them was "
                                     "withdrawn.\n", counts->n_gone), counts->n_gone);
  say_state (ctl, &state);
}

/* Opens the replica, and what it takes to speak with its server. */
static gboolean
open_engine (MusterCtl *ctl, MusterEngine **engine, MusterCourier **courier, GError **error)
{
  g_autoptr(MusterSyncState) state = NULL;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), 0, error))
    return FALSE;
  state = muster_replica_get_sync_state (ctl->replica, error);
  if (state == NULL)
    return FALSE;
  if (!state->enrolled)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("This file has not joined a server. “musterctl join ADDRESS CODE” does so."));
      return FALSE;
    }
  *courier = muster_trust_open_courier (muster_ctl_path (ctl), state->address, NULL, error);
  if (*courier == NULL)
    return FALSE;
  *engine = make_engine (ctl, FALSE);
  return TRUE;
}

gboolean
muster_ctl_sync (MusterCtl *ctl, char **arguments, GError **error)
{
  g_autoptr(MusterCourier) courier = NULL;
  g_autoptr(MusterEngine) engine = NULL;
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (number_free);
  Counts counts = { .numbers = numbers };

  if (!open_engine (ctl, &engine, &courier, error))
    return FALSE;
  muster_engine_set_applied_func (engine, count, &counts);
  if (!exchange (ctl, engine, courier, error))
    return FALSE;
  ctl->saved = TRUE;
  if (muster_engine_get_failure (engine) != NULL)
    muster_ctl_warn (ctl, muster_engine_get_failure (engine));
  say_counts (ctl, engine, &counts);
  return TRUE;
}

/* ---- what others were refused ------------------------------------------------------------------------------------ */

static void
add_told (MusterCtl *ctl, const MusterToldList *list, GPtrArray *rows, json_t *json)
{
  for (guint i = 0; i < list->told->len; i++)
    {
      const MusterTold *told = list->told->pdata[i];
      const char *reason = muster_commit_get_reason (told->entry->commit);
      g_autofree char *what = muster_outbox_describe (ctl->replica, told->entry->commit);
      g_autofree char *at = muster_ctl_iso_time (told->entry->received);

      muster_ctl_rows_add (rows, 4, g_strdup (told->entry->actor), muster_ctl_time (told->entry->received),
                           g_strdup (what), g_strdup (told->refusal->detail));
      json_array_append_new (json, json_pack ("{s:s, s:s, s:s?, s:s, s:s, s:o}", "actor", told->entry->actor, "at", at,
                                              "reason", reason, "type", told->refusal->type, "detail",
                                              told->refusal->detail, "changes",
                                              muster_ctl_said_to_json (ctl, told->entry->commit)));
    }
}

/* Syncs first: that brings a token that is good, and what was refused last. */
gboolean
muster_ctl_refused_to_all (MusterCtl *ctl, GError **error)
{
  g_autoptr(MusterCourier) courier = NULL;
  g_autoptr(MusterEngine) engine = NULL;
  g_autoptr(GPtrArray) rows = muster_ctl_rows_new ();
  g_autoptr(json_t) json = json_array ();
  gboolean more = TRUE;
  gint64 after = 0;

  if (!open_engine (ctl, &engine, &courier, error) || !exchange (ctl, engine, courier, error))
    return FALSE;
  ctl->saved = TRUE;
  while (more)
    {
      g_autoptr(MusterRequest) request = muster_engine_make_refused (engine, after);
      g_autoptr(MusterResponse) response = muster_courier_call (courier, request);
      g_autoptr(MusterToldList) list = muster_engine_take_refused (engine, response, error);

      if (list == NULL)
        return FALSE;
      add_told (ctl, list, rows, json);
      /* Who says that there is more and gives nothing would be asked for ever. */
      more = list->more && list->after > after;
      after = list->after;
    }
  muster_ctl_print_rows (ctl, rows, 4, g_steal_pointer (&json));
  return TRUE;
}
