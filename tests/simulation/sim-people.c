/* sim-people.c - what people do: join, and edit a few records so that they meet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "muster-error.h"
#include "muster-json.h"
#include "muster-replica-private.h"

#define ANY_OF(sim, texts) texts[sim_below (sim, G_N_ELEMENTS (texts))]

static const char *const words[] = { "posts", "rooms", "late", "GP",   "“open”", "é",
                                     "£12",   "NULL",  "%s",   "CHIN", "review", "<b>" };
static const char *const numbers[] = { "One", "Two", "Three" };
static const char *const statuses[] = { "open", "treating", "accepted", "closed" };

static MusterValue *
random_title (Sim *self, SimNode *node, const MusterId *record)
{
  g_autofree char *taint = sim_taint (self, node, record);
  g_autofree char *text = g_strdup_printf ("%s %s%s", ANY_OF (self, words), ANY_OF (self, words), taint);

  return muster_value_new_text (MUSTER_VALUE_TEXT, text);
}

/* Three sentences of which an edit changes one or two, so that some edits merge and some do not. Each begins with a
 * word of its own, so that none is found again in another's place. */
static MusterValue *
random_cause (Sim *self, SimNode *node, const MusterId *record, const char *before)
{
  g_autofree char *taint = sim_taint (self, node, record);
  g_auto(GStrv) sentences = g_strsplit (*before != '\0' ? before : "One is so. Two is so. Three is so.", ". ", 3);
  g_autofree char *text = NULL;
  guint n = g_strv_length (sentences);

  for (guint times = 1 + sim_below (self, 2); times > 0; times--)
    {
      guint which = sim_below (self, n);
      char **sentence = &sentences[which];
      gboolean last = g_str_has_suffix (*sentence, ".");

      g_free (*sentence);
      *sentence = g_strdup_printf ("%s %s is %s%s%s", numbers[which], ANY_OF (self, words), ANY_OF (self, words), taint,
                                   last ? "." : "");
    }
  text = g_strjoinv (". ", sentences);
  return muster_value_new_text (MUSTER_VALUE_LONG_TEXT, text);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

/* The administrator puts everybody down on the first day. */
void
sim_list_people (Sim *self, const char *const *names, guint n)
{
  GError *error = NULL;

  muster_ledger_begin (self->ledger, &error);
  for (guint i = 0; i < n && error == NULL; i++)
    {
      SimPerson person = { .name = names[i] };

      muster_ledger_add_person (self->ledger, person.name, &person.id, &error);
      g_array_append_val (self->people, person);
    }
  g_assert_no_error (error);
  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
}

static const MusterId *
find_person (Sim *self, const char *name)
{
  guint i = 0;

  while (!g_str_equal (g_array_index (self->people, SimPerson, i).name, name))
    i++;
  return &g_array_index (self->people, SimPerson, i).id;
}

static char *
make_code (Sim *self, SimNode *node)
{
  const MusterId *scope;
  const char *role;
  GError *error = NULL;
  char *code;

  muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
  sim_first_grant (self, node, &scope, &role);
  code = muster_ledger_invite (self->ledger, find_person (self, node->person), scope, role, MUSTER_INVITE_LIFETIME,
                               &error);
  g_assert_no_error (error);
  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
  return code;
}

/* The administrator sends a code, and the person types it, until it is through. */
void
sim_join (Sim *self, SimNode *node)
{
  g_autofree char *code = make_code (self, node);
  g_autoptr(MusterRequest) request = muster_engine_make_enrolment (node->engine, code, "Laptop");
  g_autoptr(MusterResponse) response = NULL;
  GError *error = NULL;

  muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
  response = muster_endpoint_handle (self->endpoint, request);
  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
  muster_engine_take_enrolment (node->engine, "http://127.0.0.1:1", response, &error);
  g_assert_no_error (error);
  sim_tell (self, "%u joins", node->index);
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

/* Straight from the log: what can be sent is another question. */
void
sim_note_save (Sim *self, SimNode *node, gint64 version)
{
  GError *error = NULL;
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (node->replica->db, "SELECT id, n FROM log_commit WHERE version = ?1", &error);
  g_autoptr(MusterCommit) commit = NULL;
  MusterId id;
  MusterIdText text;
  gboolean row = FALSE;

  self->n_commits++;
  if (node->cut.taken)
    return; /* killed before she was told that it is saved */
  g_assert_no_error (error);
  muster_statement_bind_number (statement, 1, version);
  muster_statement_step (statement, &row, &error);
  g_assert_true (row && muster_statement_get_id (statement, 0, &id));
  muster_id_to_text (&id, text);
  commit = muster_replica_read_commit (node->replica, version, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autofree char *value = muster_json_to_text (change->value);
      MusterIdText record;

      g_ptr_array_add (
        self->saves,
        g_strdup_printf ("%s %u %s %s %s", text, i, muster_id_to_text (&change->record, record), change->group, value));
    }
  sim_tell (self, "%u saves %s (n %" G_GINT64_FORMAT ", %u changes)", node->index, text,
            muster_statement_get_number (statement, 1), muster_commit_get_n (commit));
}

static void
save (Sim *self, SimNode *node, MusterCommit *commit)
{
  GError *error = NULL;
  gint64 version;

  if (muster_commit_get_n (commit) == 0)
    return;
  if (!muster_replica_save (node->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, &error))
    {
      /* What the form would not take is not saved, and nobody was told that it was. */
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_error_free (error);
      return;
    }
  sim_note_save (self, node, version);
}

static MusterRecord *
pick (Sim *self, SimNode *node)
{
  GError *error = NULL;
  MusterRecord *record;

  if (self->pool->len == 0)
    return NULL;
  record = muster_replica_get (node->replica, &g_array_index (self->pool, MusterId, sim_below (self, self->pool->len)),
                               &error);
  g_assert_no_error (error);
  return record;
}

static void
add_risk (Sim *self, SimNode *node)
{
  g_autoptr(MusterRecord) record = muster_replica_make_record (node->replica, muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(MusterValue) title = random_title (self, node, muster_record_get_id (record));
  g_autoptr(MusterValue) status = muster_value_new_text (MUSTER_VALUE_CHOICE, "open");
  g_autoptr(MusterValue) place = self->scoped && !sim_chance (self, 10) ? sim_pick_place (self, node) : NULL;

  muster_record_set (record, "title", title);
  muster_record_set (record, "status", status);
  if (place != NULL)
    muster_record_set (record, "scope", place);
  muster_commit_add_edit (commit, NULL, record);
  g_array_append_val (self->pool, *muster_record_get_id (record));
  save (self, node, commit);
}

static void
add_assessment (Sim *self, SimNode *node, MusterRecord *risk)
{
  g_autoptr(MusterRecord) record = muster_replica_make_record (node->replica, muster_kind_get (MUSTER_KIND_ASSESSMENT));
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(MusterValue) about = muster_value_new_ref (muster_record_get_id (risk));
  g_autoptr(MusterValue) kind = muster_value_new_text (MUSTER_VALUE_CHOICE, "current");
  g_autoptr(MusterValue) likelihood = muster_value_new_number (MUSTER_VALUE_SCORE, 1 + sim_below (self, 5));
  g_autoptr(MusterValue) impact = muster_value_new_number (MUSTER_VALUE_SCORE, 1 + sim_below (self, 5));
  g_autoptr(MusterValue) rationale = random_cause (self, node, muster_record_get_id (record), "");

  muster_record_set (record, "risk", about);
  muster_record_set (record, "kind", kind);
  muster_record_set (record, "likelihood", likelihood);
  muster_record_set (record, "impact", impact);
  muster_record_set (record, "rationale", rationale);
  muster_commit_add_edit (commit, NULL, record);
  save (self, node, commit);
}

static void
change_risk (Sim *self, SimNode *node, MusterRecord *risk)
{
  g_autoptr(MusterRecord) edited = muster_record_copy (risk);
  g_autoptr(MusterCommit) commit = muster_commit_new (sim_chance (self, 20) ? "Agreed at the board" : NULL);
  guint what = sim_below (self, 8);
  g_autoptr(MusterValue) title = random_title (self, node, muster_record_get_id (risk));
  g_autoptr(MusterValue) cause =
    random_cause (self, node, muster_record_get_id (risk), muster_record_get_text (risk, "cause"));
  g_autoptr(MusterValue) status = muster_value_new_text (MUSTER_VALUE_CHOICE, ANY_OF (self, statuses));

  if (self->scoped && sim_chance (self, 15))
    {
      g_autoptr(MusterValue) place = sim_pick_place (self, node);

      muster_record_set (edited, "scope", place);
    }
  if (what < 3)
    muster_record_set (edited, "cause", cause);
  if (what == 3 || what == 4)
    muster_record_set (edited, "title", title);
  if (what == 4 || what == 5)
    {
      muster_record_set (edited, "status", status);
      muster_record_set (edited, "status_reason", title);
    }
  muster_commit_add_edit (commit, risk, edited);
  if (what >= 6)
    muster_commit_add_archive (commit, risk, !muster_record_is_archived (risk));
  save (self, node, commit);
}

/* To another place, out of the sight of some and into that of others. */
static void
move_risk (Sim *self, SimNode *node, MusterRecord *risk)
{
  g_autoptr(MusterRecord) edited = muster_record_copy (risk);
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(MusterValue) place = muster_value_new_ref (&self->places[sim_below (self, SIM_PLACES)]);

  muster_record_set (edited, "scope", place);
  muster_commit_add_edit (commit, risk, edited);
  save (self, node, commit);
}

static void
settle (Sim *self, SimNode *node)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (node->replica, NULL, &error);
  const MusterConflict *conflict;
  g_autoptr(MusterCommit) commit = NULL;

  g_assert_no_error (error);
  if (conflicts->len == 0)
    return;
  conflict = conflicts->pdata[sim_below (self, conflicts->len)];
  if (conflict->current.value == NULL || conflict->other.value == NULL)
    return;
  commit = muster_conflict_settle (conflict, sim_chance (self, 50) ? conflict->current.value : conflict->other.value);
  save (self, node, commit);
}

static void
take_back (Sim *self, SimNode *node)
{
  GError *error = NULL;
  gint64 version;

  if ((sim_chance (self, 70) ? muster_replica_undo : muster_replica_redo) (node->replica, &version, NULL, &error))
    {
      if (version != 0)
        sim_note_save (self, node, version);
      return;
    }
  g_assert_true (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND)
                 || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_STALE)
                 || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_INVALID));
  g_error_free (error);
}

void
sim_edit (Sim *self, SimNode *node)
{
  g_autoptr(MusterRecord) risk = pick (self, node);
  guint what = sim_below (self, 100);

  if (risk == NULL || what < 8)
    add_risk (self, node);
  else if (what < 20)
    add_assessment (self, node, risk);
  else if (what < 26)
    take_back (self, node);
  else if (what < 40)
    settle (self, node);
  else if (what < 65 && self->scoped && node->index == 0) /* who may write everywhere */
    move_risk (self, node, risk);
  else
    change_risk (self, node, risk);
  muster_engine_nudge (node->engine);
}

/* ---- one thing from hand to hand --------------------------------------------------------------------------------- */

static void
exchange (Sim *self, SimNode *node)
{
  for (guint i = 0; node->online && i < 15; i++)
    sim_move_message (self, node);
}

static void
change_by_id (Sim *self, SimNode *node, const MusterId *id)
{
  GError *error = NULL;
  g_autoptr(MusterRecord) risk = muster_replica_get (node->replica, id, &error);

  g_assert_no_error (error);
  if (risk != NULL)
    change_risk (self, node, risk);
  muster_engine_nudge (node->engine);
  exchange (self, node);
}

void
sim_pass_on (Sim *self, SimNode *node)
{
  SimNode *other = &self->nodes[sim_below (self, self->n_nodes)];
  MusterId id;

  if (self->pool->len == 0)
    return;
  id = g_array_index (self->pool, MusterId, sim_below (self, self->pool->len));
  change_by_id (self, node, &id);
  muster_engine_nudge (other->engine);
  exchange (self, other);
  change_by_id (self, other, &id);
  muster_engine_nudge (node->engine);
  exchange (self, node);
  take_back (self, node);
  muster_engine_nudge (node->engine);
}
