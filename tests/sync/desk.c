/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define START G_GINT64_CONSTANT (1763683200000000)

/* ---- the office -------------------------------------------------------------------------------------------------- */

static void
open_ledger (Office *self)
{
  g_autoptr(GError) error = NULL;

  self->ledger = muster_ledger_open (self->path, MUSTER_LEDGER_CREATE, self->clock, self->random, &error);
  g_assert_no_error (error);
  self->endpoint = muster_endpoint_new (self->ledger, self->ledger, self->clock, self->random);
}

void
office_init (Office *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("muster-sync-XXXXXX", NULL);
  self->clock = muster_clock_new_fixed (START);
  self->random = muster_random_new_seeded ((guint64) g_test_rand_int ());
  self->path = g_build_filename (self->folder, "server.db", NULL);
  open_ledger (self);
}

void
office_clear (Office *self, gconstpointer data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  muster_endpoint_free (self->endpoint);
  muster_ledger_close (self->ledger);
  muster_clock_unref (self->clock);
  muster_random_free (self->random);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
office_grant (Office *self, const MusterId *person, const MusterId *scope, const char *role)
{
  g_autoptr(GError) error = NULL;

  muster_ledger_begin (self->ledger, &error);
  muster_ledger_grant (self->ledger, person, scope, role, &error);
  g_assert_no_error (error);
  muster_ledger_commit (self->ledger, &error);
}

void
office_later (Office *self, gint64 seconds)
{
  muster_clock_set (self->clock, muster_clock_now (self->clock) + seconds * G_TIME_SPAN_SECOND);
}

char *
office_copy (Office *self)
{
  g_autofree char *name = g_strdup_printf ("copy-%u.db", g_test_rand_int ());
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  muster_ledger_copy (self->ledger, path, &error);
  g_assert_no_error (error);
  return path;
}

void
office_put_back (Office *self, const char *path)
{
  muster_endpoint_free (self->endpoint);
  muster_ledger_close (self->ledger);
  g_free (self->path);
  self->path = g_strdup (path);
  open_ledger (self);
}

MusterResponse *
office_handle (Office *self, const MusterRequest *request)
{
  gboolean writes = muster_endpoint_writes (request);
  g_autoptr(GError) error = NULL;
  MusterResponse *response;

  if (writes)
    muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
  response = muster_endpoint_handle (self->endpoint, request);
  if (writes)
    muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
  return response;
}

/* ---- a desk ------------------------------------------------------------------------------------------------------ */

static char *
get_token (gpointer data, const char *name)
{
  Desk *self = data;

  return g_strdup (g_str_equal (name, "access") ? self->access : self->refresh);
}

static gboolean
set_tokens (gpointer data, const char *access, const char *refresh, GError **error)
{
  Desk *self = data;

  if (!self->keeps_tokens)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The keyring is full.");
      return FALSE;
    }
  g_free (self->access);
  g_free (self->refresh);
  self->access = g_strdup (access);
  self->refresh = g_strdup (refresh);
  return TRUE;
}

static void
page_applied (const MusterFeedPageResult *result, gpointer data)
{
  Desk *self = data;

  self->n_own += result->n_own;
  self->n_foreign += result->n_foreign;
  self->n_conflicts += result->n_conflicts;
  self->n_merged += result->n_merged;
  self->n_refused += result->n_refused;
}

static void
open_replica (Desk *self, const char *actor)
{
  const MusterTokens tokens = { get_token, set_tokens, self };
  g_autoptr(GError) error = NULL;

  self->replica =
    muster_replica_open (self->path, MUSTER_REPLICA_CREATE, self->office->clock, self->office->random, actor, &error);
  g_assert_no_error (error);
  self->engine = muster_engine_new (self->replica, self->office->clock, self->office->random, &tokens);
  muster_engine_set_applied_func (self->engine, page_applied, self);
}

static Desk *
desk_open (Office *office, const char *name)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *file = g_strconcat (name, ".muster", NULL);

  self->office = office;
  self->keeps_tokens = TRUE;
  self->asked = g_string_new (NULL);
  self->path = g_build_filename (office->folder, file, NULL);
  open_replica (self, name);
  return self;
}

Desk *
desk_new (Office *office, const char *name, const char *role)
{
  Desk *self = desk_open (office, name);
  g_autoptr(GError) error = NULL;

  muster_ledger_begin (office->ledger, &error);
  muster_ledger_add_person (office->ledger, name, &self->person, &error);
  muster_ledger_commit (office->ledger, &error);
  g_assert_no_error (error);
  if (role != NULL)
    desk_join (self, role);
  return self;
}

void
desk_join (Desk *self, const char *role)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterRequest) request = NULL;
  g_autoptr(MusterResponse) response = NULL;
  g_autofree char *code = NULL;

  muster_ledger_begin (self->office->ledger, &error);
  code = muster_ledger_invite (self->office->ledger, &self->person, NULL, role, MUSTER_INVITE_LIFETIME, &error);
  g_assert_no_error (error);
  muster_ledger_commit (self->office->ledger, &error);
  request = muster_engine_make_enrolment (self->engine, code, "a laptop");
  response = office_handle (self->office, request);
  muster_engine_take_enrolment (self->engine, "https://muster.example", response, &error);
  g_assert_no_error (error);
}

void
desk_free (Desk *self)
{
  if (self == NULL)
    return;

  muster_engine_free (self->engine);
  muster_replica_close (self->replica);
  g_string_free (self->asked, TRUE);
  g_free (self->path);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}

void
desk_reopen (Desk *self)
{
  muster_engine_free (self->engine);
  muster_replica_close (self->replica);
  open_replica (self, "nobody");
}

Desk *
desk_copy (Desk *self)
{
  Desk *copy = g_new0 (Desk, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) from = NULL, to = NULL;

  muster_engine_free (self->engine);
  muster_replica_close (self->replica);
  copy->office = self->office;
  copy->keeps_tokens = TRUE;
  copy->asked = g_string_new (NULL);
  copy->path = g_strconcat (self->path, ".copy", NULL);
  copy->access = g_strdup (self->access);
  copy->refresh = g_strdup (self->refresh);
  from = g_file_new_for_path (self->path);
  to = g_file_new_for_path (copy->path);
  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_replica (self, "nobody");
  open_replica (copy, "nobody");
  return copy;
}

/* ---- turns ------------------------------------------------------------------------------------------------------- */

static char
letter (const MusterRequest *request)
{
  if (strstr (request->path, "push") != NULL)
    return 'P';
  if (request->query != NULL
      && (strstr (request->query, "scope=") != NULL || strstr (request->query, "record=") != NULL))
    return 'f';
  return strstr (request->path, "pull") != NULL     ? 'g'
         : strstr (request->path, "token") != NULL  ? 't'
         : strstr (request->path, "common") != NULL ? 'c'
                                                    : 'r';
}

static MusterResponse *
carry (Desk *self, const MusterRequest *request)
{
  MusterResponse *response;

  self->n_requests++;
  g_string_append_c (self->asked, letter (request));
  if (self->deaf)
    return muster_response_new (0);
  response = self->gate != NULL ? self->gate (self, request, NULL) : NULL;
  if (response != NULL)
    return response;
  response = office_handle (self->office, request);
  return self->wire != NULL ? self->wire (self, request, response) : response;
}

void
desk_ask_anew (Desk *self)
{
  g_string_set_size (self->asked, 0);
  self->n_requests = 0;
}

MusterEngineStep
desk_turn (Desk *self)
{
  MusterTime until;

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(MusterRequest) request = NULL;
      g_autoptr(MusterResponse) response = NULL;
      MusterEngineStep step = muster_engine_next (self->engine, &request, &until);

      if (step != MUSTER_ENGINE_SEND)
        return step;
      response = carry (self, request);
      muster_engine_answer (self->engine, response);
    }
  g_error ("%s never comes to rest: %s", self->path, self->asked->str);
}

void
desk_sync (Desk *self)
{
  muster_engine_nudge (self->engine);
  for (guint i = 0; i < 60; i++)
    {
      desk_turn (self);
      if (muster_engine_get_state (self->engine) == MUSTER_ENGINE_IDLE)
        return;
      office_later (self->office, 60);
    }
  g_error ("%s does not become idle: %s", self->path, muster_engine_get_failure (self->engine));
}

/* ---- saying ------------------------------------------------------------------------------------------------------ */

static gint64
save (Desk *self, MusterCommit *commit)
{
  g_autoptr(GError) error = NULL;
  gint64 version;

  muster_replica_save (self->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, &error);
  g_assert_no_error (error);
  return version;
}

gint64
desk_save (Desk *self, MusterId *id, const char *field, const char *text)
{
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_RISK);
  g_autoptr(MusterRecord) base = muster_id_is_nil (id) ? NULL : muster_replica_get (self->replica, id, NULL);
  g_autoptr(MusterRecord) edited =
    base != NULL ? muster_record_copy (base) : muster_replica_make_record (self->replica, kind);
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  MusterValue *value;

  muster_field_parse (muster_kind_get_field (kind, field), text, &value, &error);
  g_assert_no_error (error);
  muster_record_take_at (edited, (guint) muster_kind_find_field (kind, field), value);
  if (base == NULL)
    {
      muster_field_parse (muster_kind_get_field (kind, "status"), "Open", &value, &error);
      muster_record_take_at (edited, (guint) muster_kind_find_field (kind, "status"), value);
      if (!g_str_equal (field, "title"))
        {
          muster_field_parse (muster_kind_get_field (kind, "title"), "A risk", &value, &error);
          muster_record_take_at (edited, (guint) muster_kind_find_field (kind, "title"), value);
        }
    }
  g_assert_no_error (error);
  *id = *muster_record_get_id (edited);
  muster_commit_add_edit (commit, base, edited);
  return save (self, commit);
}

void
desk_add_team (Desk *self, const char *name, MusterId *team, MusterId *risk)
{
  g_autoptr(MusterRecord) record = muster_replica_make_record (self->replica, muster_kind_get (MUSTER_KIND_TEAM));
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *reference = NULL;
  MusterValue *value;
  MusterIdText id;

  *team = *muster_record_get_id (record);
  muster_field_parse (muster_kind_get_field (muster_kind_get (MUSTER_KIND_TEAM), "name"), name, &value, &error);
  g_assert_no_error (error);
  muster_record_take_at (record, (guint) muster_kind_find_field (muster_kind_get (MUSTER_KIND_TEAM), "name"), value);
  muster_commit_add_edit (commit, NULL, record);
  muster_replica_save (self->replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
  g_assert_no_error (error);
  reference = g_strdup_printf ("[%s]", muster_id_to_text (team, id));
  desk_save (self, risk, "title", name);
  desk_save (self, risk, "scope", reference);
}

void
desk_archive (Desk *self, const MusterId *id, gboolean archive)
{
  g_autoptr(MusterRecord) record = muster_replica_get (self->replica, id, NULL);
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_archive (commit, record, archive);
  save (self, commit);
}

char *
desk_read (Desk *self, const MusterId *id, const char *field)
{
  g_autoptr(MusterRecord) record = muster_replica_get (self->replica, id, NULL);

  if (record == NULL)
    return g_strdup ("-");
  if (g_str_equal (field, "ref"))
    return g_strdup (muster_record_get_ref_code (record));
  if (g_str_equal (field, "archived"))
    return g_strdup (muster_record_is_archived (record) ? "yes" : "no");
  return muster_field_to_text (muster_kind_get_field (muster_record_get_kind (record), field),
                               muster_record_get (record, field));
}

void
desk_assert (Desk *self, const MusterId *id, const char *field, const char *text)
{
  g_autofree char *is = desk_read (self, id, field);

  g_assert_cmpstr (is, ==, text);
}

void
desk_assert_equal (Desk *self, Desk *other)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *dump = muster_replica_dump (self->replica, &error), *other_dump = NULL;

  g_assert_no_error (error);
  other_dump = muster_replica_dump (other->replica, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, other_dump);
  g_assert_true (muster_engine_all_saved (self->engine));
  g_assert_true (muster_engine_all_saved (other->engine));
}
