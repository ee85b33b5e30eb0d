/* test-people.c - codes, tokens and devices: PROTOCOL.md section 3. The clock is the test's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

/* ---- helpers ----------------------------------------------------------------------------------------------------- */

static void
assert_access (Solo *self, const char *access, gboolean expired, gboolean revoked)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterSession) session = muster_ledger_authenticate (self->world.ledger, access, &error);

  g_assert_no_error (error);
  g_assert_cmpint (session->expired, ==, expired);
  g_assert_cmpint (session->revoked, ==, revoked);
}

/* FALSE: refused. */
static gboolean
refresh (Solo *self, const char *token, MusterTokenPair *pair)
{
  g_autoptr(GError) error = NULL;
  gboolean ok;

  memset (pair, 0, sizeof *pair);
  muster_ledger_begin (self->world.ledger, NULL);
  ok = muster_ledger_refresh (self->world.ledger, token, pair, &error);
  g_assert_true (ok || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND));
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  return ok;
}

static void
hash_token (const char *token, guint8 hash[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n = 32;

  g_checksum_update (checksum, (const guchar *) token, (gssize) strlen (token));
  g_checksum_get_digest (checksum, hash, &n);
}

/* -1: joined; else the code of the error. ends: a token of the device that the file was before; NULL: none. */
static int
enrol_anew (Solo *self, const char *code, const MusterId *replica, const char *ends, MusterSession **session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterSession) joined = NULL;
  MusterTokenPair pair = { 0 };
  MusterEnrolment asked = { .code = (char *) code, .device = (char *) "a laptop", .schema = 1 };

  muster_id_new (&asked.replica, self->world.clock, self->world.random);
  if (replica != NULL)
    asked.replica = *replica;
  asked.has_ends = ends != NULL;
  if (ends != NULL)
    hash_token (ends, asked.ends);
  muster_ledger_begin (self->world.ledger, NULL);
  joined = muster_ledger_enrol (self->world.ledger, &asked, &pair, &error);
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  muster_token_pair_clear (&pair);
  if (session != NULL)
    *session = g_steal_pointer (&joined);
  return error != NULL ? error->code : -1;
}

static int
enrol (Solo *self, const char *code, const MusterId *replica, MusterSession **session)
{
  return enrol_anew (self, code, replica, NULL, session);
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */

static void
test_code_once (Solo *self, gconstpointer data)
{
  MusterId person = { 0 };
  g_autofree char *code = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autofree char *spoken = g_ascii_strdown (code, -1);
  g_autoptr(MusterSession) session = NULL;

  g_assert_cmpuint (strlen (code), ==, 14);
  g_strdelimit (spoken, "-", ' ');
  g_assert_cmpint (enrol (self, spoken, NULL, &session), ==, -1);
  g_assert_cmpstr (session->person_name, ==, "Ben");
  g_assert_cmpuint (session->grants->len, ==, 1);
  g_assert_cmpint (enrol (self, code, NULL, NULL), ==, MUSTER_ERROR_NOT_FOUND);
}

static guint
count_devices (Solo *self)
{
  g_autoptr(GPtrArray) devices = muster_ledger_list_devices (self->world.ledger, NULL);

  return devices->len;
}

/* The answer may have been lost: for ten minutes the same file is given tokens again, as the same device. */
static void
test_code_repeated (Solo *self, gconstpointer data)
{
  MusterId person = { 0 }, replica;
  g_autofree char *code = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autofree char *spoken = g_ascii_strdown (code, -1);
  guint n = count_devices (self);
  g_autoptr(MusterSession) first = NULL, second = NULL;

  muster_id_new (&replica, self->world.clock, self->world.random);
  g_assert_cmpint (enrol (self, code, &replica, &first), ==, -1);
  world_later (&self->world, 599);
  g_assert_cmpint (enrol (self, spoken, &replica, &second), ==, -1);
  g_assert_cmpint (second->device, ==, first->device);
  g_assert_cmpuint (second->grants->len, ==, 1);
  g_assert_cmpuint (count_devices (self), ==, n + 1);
  g_assert_cmpint (enrol (self, code, NULL, NULL), ==, MUSTER_ERROR_NOT_FOUND);
  world_later (&self->world, 1);
  g_assert_cmpint (enrol (self, code, &replica, NULL), ==, MUSTER_ERROR_NOT_FOUND);
}

static void
test_code_repeated_revoked (Solo *self, gconstpointer data)
{
  MusterId person = { 0 }, replica;
  g_autofree char *code = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autoptr(MusterSession) session = NULL;

  muster_id_new (&replica, self->world.clock, self->world.random);
  g_assert_cmpint (enrol (self, code, &replica, &session), ==, -1);
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_revoke (self->world.ledger, session->device, NULL));
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  g_assert_cmpint (enrol (self, code, &replica, NULL), ==, MUSTER_ERROR_NOT_FOUND);
}

static void
test_code_wrong (Solo *self, gconstpointer data)
{
  static const char *const wrong[] = {
    "", "K7QF-2M9D", "K7QF-2M9D-XR4T", "K7QF-2M9D-XR4T-K7QF", "K7QF-2M9D-XR4!", "'; DROP TABLE invite"
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (enrol (self, wrong[i], NULL, NULL), ==, MUSTER_ERROR_NOT_FOUND);
}

static void
test_code_too_old (Solo *self, gconstpointer data)
{
  MusterId person = { 0 };
  g_autofree char *in_time = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autofree char *late = world_invite (&self->world, &person, "Ben", "server", "reader");

  world_later (&self->world, 72 * 3600 - 1);
  g_assert_cmpint (enrol (self, in_time, NULL, NULL), ==, -1);
  world_later (&self->world, 1);
  g_assert_cmpint (enrol (self, late, NULL, NULL), ==, MUSTER_ERROR_NOT_FOUND);
}

/* A replica goes on where it was with a new code, and stays its person's. */
static void
test_join_again (Solo *self, gconstpointer data)
{
  MusterId ben = { 0 };
  g_autofree char *code = world_invite (&self->world, &self->ana.person, NULL, "server", "editor");
  g_autofree char *other = world_invite (&self->world, &ben, "Ben", "server", "editor");
  g_autoptr(MusterSession) session = NULL;

  member_push (&self->ana, "team t _exists 0 true");
  g_assert_cmpint (enrol (self, other, &self->ana.replica, NULL), ==, MUSTER_ERROR_EXISTS);
  /* The code was not used up by that. */
  g_assert_cmpint (enrol (self, other, NULL, NULL), ==, -1);
  g_assert_cmpint (enrol (self, code, &self->ana.replica, &session), ==, -1);
  g_assert_cmpint (session->grants_version, ==, self->ana.session->grants_version);
  member_push (&self->ana, "team t name 0 {\"name\":\"Hub\"}");
  member_assert_outcome (&self->ana, 2, 0, "head");
}

/* The key that a file still has names the device that it was; nobody ends another person's. */
static void
test_join_ends (Solo *self, gconstpointer data)
{
  MusterId ben = { 0 };
  g_autofree char *code = world_invite (&self->world, &self->ana.person, NULL, "server", "editor");
  g_autofree char *other = world_invite (&self->world, &ben, "Ben", "server", "editor");
  g_autoptr(MusterSession) session = NULL;
  MusterTokenPair pair = { 0 };

  g_assert_cmpint (enrol_anew (self, other, NULL, self->ana.refresh, NULL), ==, -1);
  assert_access (self, self->ana.access, FALSE, FALSE);
  g_assert_cmpint (enrol_anew (self, "K7QF-2M9D-XR4T", &self->ana.replica, self->ana.refresh, NULL), ==,
                   MUSTER_ERROR_NOT_FOUND);
  assert_access (self, self->ana.access, FALSE, FALSE);
  g_assert_cmpint (enrol_anew (self, code, &self->ana.replica, self->ana.refresh, &session), ==, -1);
  assert_access (self, self->ana.access, FALSE, TRUE);
  g_assert_false (refresh (self, self->ana.refresh, &pair));
  g_assert_false (session->revoked);
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

static void
test_expiry (Solo *self, gconstpointer data)
{
  assert_access (self, self->ana.access, FALSE, FALSE);
  world_later (&self->world, 899);
  assert_access (self, self->ana.access, FALSE, FALSE);
  world_later (&self->world, 1);
  assert_access (self, self->ana.access, TRUE, FALSE);
}

static void
test_unknown (Solo *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  MusterTokenPair pair;

  g_assert_null (muster_ledger_authenticate (self->world.ledger, "a-nobody", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_false (refresh (self, "r-nobody", &pair));
  /* One is not good for the other. */
  g_assert_false (refresh (self, self->ana.access, &pair));
  g_clear_error (&error);
  g_assert_null (muster_ledger_authenticate (self->world.ledger, self->ana.refresh, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static void
test_rotation (Solo *self, gconstpointer data)
{
  MusterTokenPair first, again, second;

  world_later (&self->world, 1000);
  g_assert_true (refresh (self, self->ana.refresh, &first));
  assert_access (self, first.access, FALSE, FALSE);
  g_assert_cmpint (first.expires, ==, 900);
  g_assert_cmpstr (first.refresh, !=, self->ana.refresh);

  /* The answer was lost: the same pair, for a minute. */
  world_later (&self->world, 60);
  g_assert_true (refresh (self, self->ana.refresh, &again));
  g_assert_cmpstr (again.access, ==, first.access);
  g_assert_cmpstr (again.refresh, ==, first.refresh);
  g_assert_cmpint (again.expires, ==, 840);

  g_assert_true (refresh (self, first.refresh, &second));
  g_assert_cmpstr (second.access, !=, first.access);
  assert_access (self, second.access, FALSE, FALSE);
  muster_token_pair_clear (&first);
  muster_token_pair_clear (&again);
  muster_token_pair_clear (&second);
}

static void
test_reuse_revokes (Solo *self, gconstpointer data)
{
  MusterTokenPair first, stolen;

  g_assert_true (refresh (self, self->ana.refresh, &first));
  world_later (&self->world, 61);
  g_assert_false (refresh (self, self->ana.refresh, &stolen));
  assert_access (self, first.access, FALSE, TRUE);
  g_assert_false (refresh (self, first.refresh, &stolen));
  muster_token_pair_clear (&first);
}

static void
test_revoke (Solo *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) devices = muster_ledger_list_devices (self->world.ledger, &error);
  MusterTokenPair pair;

  g_assert_cmpuint (devices->len, ==, 1);
  g_assert_cmpstr (((MusterDevice *) devices->pdata[0])->person_name, ==, "Ana");
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_revoke (self->world.ledger, self->ana.session->device, &error));
  g_assert_false (muster_ledger_revoke (self->world.ledger, 99, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  assert_access (self, self->ana.access, FALSE, TRUE);
  g_assert_false (refresh (self, self->ana.refresh, &pair));
}

/* A year of rotations leaves a handful of rows, and a client that was away for 400 days still gets in. */
static void
test_old_tokens_go (Solo *self, gconstpointer data)
{
  g_autofree char *token = g_strdup (self->ana.refresh);
  MusterTokenPair pair = { 0 };

  for (guint i = 0; i < 40; i++)
    {
      world_later (&self->world, 10 * 24 * 3600);
      g_assert_true (refresh (self, token, &pair));
      g_free (token);
      token = g_strdup (pair.refresh);
      muster_token_pair_clear (&pair);
    }
  world_later (&self->world, 400 * 24 * 3600);
  g_assert_true (refresh (self, token, &pair));
  muster_token_pair_clear (&pair);
  /* The oldest is not known any more: it lets nobody in, and throws nobody out. */
  g_assert_false (refresh (self, self->ana.refresh, &pair));
}

/* ---- grants ------------------------------------------------------------------------------------------------------ */

static void
test_roles (Solo *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterSession) session = NULL;
  MusterId nobody;

  muster_id_from_name (&nobody, "nobody");
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_false (muster_ledger_grant (self->world.ledger, &self->ana.person, NULL, "owner", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (muster_ledger_grant (self->world.ledger, &nobody, NULL, "reader", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  muster_ledger_rollback (self->world.ledger);

  /* Another role in the same scope takes the place of the first. */
  world_grant (&self->world, &self->ana.person, "server", "reader");
  session = muster_ledger_authenticate (self->world.ledger, self->ana.access, NULL);
  g_assert_cmpuint (session->grants->len, ==, 1);
  g_assert_cmpstr (g_array_index (session->grants, MusterGrant, 0).role, ==, "reader");
  g_assert_cmpint (session->grants_version, ==, self->ana.session->grants_version + 1);
  member_push (&self->ana, "team t _exists 0 true");
  member_assert_outcome (&self->ana, 1, 0, "refused not-allowed");
  world_grant (&self->world, &self->ana.person, "server", "steward");
  member_push (&self->ana, "team t _exists 0 true");
  member_assert_outcome (&self->ana, 2, 0, "head");
}

/* Codes and tokens are nowhere in the file. */
static void
test_only_hashes (Solo *self, gconstpointer data)
{
  MusterId person = { 0 };
  g_autofree char *code = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autofree char *copy = g_build_filename (self->world.folder, "copy.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  MusterTokenPair pair;
  gsize n;

  g_assert_true (refresh (self, self->ana.refresh, &pair));
  muster_ledger_copy (self->world.ledger, copy, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (copy, &bytes, &n, NULL));
  g_assert_nonnull (memmem (bytes, n, "Ben", 3));
  for (const char *const *secret =
         (const char *const[]){ self->ana.access, self->ana.refresh, pair.access, pair.refresh, NULL };
       *secret != NULL; secret++)
    g_assert_null (memmem (bytes, n, *secret, strlen (*secret)));
  g_assert_null (memmem (bytes, n, code, 4));
  muster_token_pair_clear (&pair);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/people/" path, Solo, NULL, solo_init, func, solo_clear)
  ADD ("code-once", test_code_once);
  ADD ("code-repeated", test_code_repeated);
  ADD ("code-repeated-revoked", test_code_repeated_revoked);
  ADD ("code-wrong", test_code_wrong);
  ADD ("code-too-old", test_code_too_old);
  ADD ("join-again", test_join_again);
  ADD ("join-ends", test_join_ends);
  ADD ("expiry", test_expiry);
  ADD ("unknown", test_unknown);
  ADD ("rotation", test_rotation);
  ADD ("reuse-revokes", test_reuse_revokes);
  ADD ("revoke", test_revoke);
  ADD ("old-tokens-go", test_old_tokens_go);
  ADD ("roles", test_roles);
  g_test_add ("/server/people/only-hashes", Solo, "file", solo_init, test_only_hashes, solo_clear);
  return g_test_run ();
}
