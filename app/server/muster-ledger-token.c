/* muster-ledger-token.c - access and refresh tokens: PROTOCOL.md section 3. Of each only the SHA-256 is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ACCESS_SECONDS 900
#define GRACE          (60 * G_TIME_SPAN_SECOND)
/* Joining is repeated by a person, not by a program. */
#define RECEIPT        (10 * G_TIME_SPAN_MINUTE)
/* Used refresh tokens are remembered for so long, to tell a thief from a stranger. */
#define MEMORY         (30 * G_TIME_SPAN_DAY)
#define SECRET_LENGTH  32

void
muster_token_pair_clear (MusterTokenPair *self)
{
  g_clear_pointer (&self->access, g_free);
  g_clear_pointer (&self->refresh, g_free);
}

void
muster_session_free (MusterSession *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->grants, g_array_unref);
  g_free (self->person_name);
  g_free (self);
}

void
muster_ledger_hash_text (const char *text, guint8 hash[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n = 32;

  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, hash, &n);
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

/* Letters, digits, - and _, so that it can stand in a header. */
static char *
token_from_bytes (const char *prefix, const guint8 bytes[SECRET_LENGTH])
{
  g_autofree char *text = g_base64_encode (bytes, SECRET_LENGTH);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return g_strconcat (prefix, text, NULL);
}

/* The successor of a token is made from the token and a salt: who gives the token again gets the same, and what the
 * file holds is not enough to make it. */
static char *
token_from_salt (const char *prefix, const char *token, const guint8 salt[SECRET_LENGTH])
{
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) token, strlen (token));
  guint8 bytes[SECRET_LENGTH];
  gsize n = sizeof bytes;

  g_hmac_update (hmac, (const guchar *) prefix, (gssize) strlen (prefix));
  g_hmac_update (hmac, salt, SECRET_LENGTH);
  g_hmac_get_digest (hmac, bytes, &n);
  return token_from_bytes (prefix, bytes);
}

static void
make_successors (const char *token, const guint8 salt[SECRET_LENGTH], MusterTokenPair *pair)
{
  pair->access = token_from_salt ("a-", token, salt);
  pair->refresh = token_from_salt ("r-", token, salt);
}

static gboolean
keep_token (MusterLedger *self, gint64 device, const char *token, gint64 expires, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self,
                                                                "INSERT INTO token (hash, device, expires) VALUES"
                                                                " (?1, ?2, ?3)", error);
  guint8 hash[32];

  if (statement == NULL)
    return FALSE;
  muster_ledger_hash_text (token, hash);
  muster_statement_bind_blob (statement, 1, hash, sizeof hash);
  muster_statement_bind_number (statement, 2, device);
  if (expires != 0)
    muster_statement_bind_number (statement, 3, expires);
  return muster_ledger_run (self, statement, error);
}

static gboolean
keep_pair (MusterLedger *self, gint64 device, MusterTokenPair *pair, GError **error)
{
  MusterTime now = muster_clock_now (self->clock);

  pair->expires = ACCESS_SECONDS;
  return keep_token (self, device, pair->access, now + ACCESS_SECONDS * G_TIME_SPAN_SECOND, error)
         && keep_token (self, device, pair->refresh, 0, error);
}

gboolean
muster_ledger_issue (MusterLedger *self, gint64 device, MusterTokenPair *pair, GError **error)
{
  guint8 bytes[2][SECRET_LENGTH];

  muster_random_bytes (self->random, bytes, sizeof bytes);
  pair->access = token_from_bytes ("a-", bytes[0]);
  pair->refresh = token_from_bytes ("r-", bytes[1]);
  return keep_pair (self, device, pair, error);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  gint64   device, person, expires, used;
  gboolean revoked, has_salt;
  guint8   hash[32], salt[SECRET_LENGTH];
} TokenRow;

static gboolean
find_token (MusterLedger *self, const char *token, gboolean refresh, TokenRow *row, gboolean *found, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT t.device, d.person, t.expires, t.used, d.revoked IS NOT NULL, t.salt FROM"
                                 " token t"
                                 " JOIN device d ON d.id = t.device WHERE t.hash = ?1 AND (t.expires IS NULL) ="
                                 " ?2", error);
  const void *salt;
  gsize n;

  if (statement == NULL)
    return FALSE;
  muster_ledger_hash_text (token, row->hash);
  muster_statement_bind_blob (statement, 1, row->hash, sizeof row->hash);
  muster_statement_bind_number (statement, 2, refresh);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;

  row->device = muster_statement_get_number (statement, 0);
  row->person = muster_statement_get_number (statement, 1);
  row->expires = muster_statement_get_number (statement, 2);
  row->used = muster_statement_get_number (statement, 3);
  row->revoked = muster_statement_get_number (statement, 4) != 0;
  salt = muster_statement_get_blob (statement, 5, &n);
  row->has_salt = n == sizeof row->salt;
  if (row->has_salt)
    memcpy (row->salt, salt, n);
  return TRUE;
}

MusterSession *
muster_ledger_authenticate (MusterLedger *self, const char *access, GError **error)
{
  g_autoptr(MusterSession) session = g_new0 (MusterSession, 1);
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT person, name FROM person WHERE id = ?1",
                                                                error);
  gboolean found, row;
  TokenRow token;

  if (statement == NULL || !find_token (self, access, FALSE, &token, &found, error))
    return NULL;
  if (!found)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("The server does not know this sign-in."));
      return NULL;
    }

  muster_statement_bind_number (statement, 1, token.person);
  if (!muster_ledger_step (self, statement, &row, error) || !row
      || !muster_ledger_column_id (statement, 0, &session->person))
    return NULL;
  session->person_name = g_strdup (muster_statement_get_text (statement, 1));
  session->device = token.device;
  session->revoked = token.revoked;
  session->expired = muster_clock_now (self->clock) >= token.expires;
  session->grants = muster_grants_new ();
  if (!muster_ledger_read_grants (self, token.person, 0, session->grants, &session->grants_version, error))
    return NULL;
  return g_steal_pointer (&session);
}

/* ---- joining twice ----------------------------------------------------------------------------------------------- */

gboolean
muster_ledger_find_receipt (MusterLedger *self, const char *receipt, gint64 *device, GError **error)
{
  gboolean found;
  TokenRow row;

  if (!find_token (self, receipt, FALSE, &row, &found, error))
    return FALSE;
  *device = found && !row.revoked && muster_clock_now (self->clock) < row.expires ? row.device : 0;
  return TRUE;
}

gboolean
muster_ledger_keep_receipt (MusterLedger *self, gint64 device, const char *receipt, GError **error)
{
  return keep_token (self, device, receipt, muster_clock_now (self->clock) + RECEIPT, error);
}

/* ---- ending ------------------------------------------------------------------------------------------------------ */

gboolean
muster_ledger_end_device (MusterLedger *self, gint64 person, const guint8 hash[32], GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self,
                           "UPDATE device SET revoked = coalesce (revoked, ?3) WHERE person = ?1"
                           " AND id IN (SELECT device FROM token WHERE hash = ?2)",
                           error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, person);
  muster_statement_bind_blob (statement, 2, hash, 32);
  muster_statement_bind_number (statement, 3, muster_clock_now (self->clock));
  return muster_ledger_run (self, statement, error);
}

/* ---- refreshing -------------------------------------------------------------------------------------------------- */

static gboolean
mark_used (MusterLedger *self, TokenRow *token, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self,
                                                                "UPDATE token SET used = ?2, salt = ?3 WHERE hash ="
                                                                " ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_random_bytes (self->random, token->salt, sizeof token->salt);
  muster_statement_bind_blob (statement, 1, token->hash, sizeof token->hash);
  muster_statement_bind_number (statement, 2, muster_clock_now (self->clock));
  muster_statement_bind_blob (statement, 3, token->salt, sizeof token->salt);
  return muster_ledger_run (self, statement, error);
}

static gboolean
forget_old (MusterLedger *self, gint64 device, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "DELETE FROM token WHERE device = ?1 AND coalesce (expires, used) < ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, device);
  muster_statement_bind_number (statement, 2, muster_clock_now (self->clock) - MEMORY);
  return muster_ledger_run (self, statement, error);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                       _("This computer is no longer signed in. Ask your administrator for a new code; nothing is"
                         " lost."));
  return FALSE;
}

gboolean
muster_ledger_refresh (MusterLedger *self, const char *refresh, MusterTokenPair *pair, GError **error)
{
  MusterTime now = muster_clock_now (self->clock);
  gboolean found;
  TokenRow token;

  g_return_val_if_fail (self->in_batch, FALSE);

  if (!find_token (self, refresh, TRUE, &token, &found, error))
    return FALSE;
  if (!found || token.revoked)
    return refuse (error);

  if (!token.has_salt)
    {
      if (!mark_used (self, &token, error) || !forget_old (self, token.device, error))
        return FALSE;
      make_successors (refresh, token.salt, pair);
      return keep_pair (self, token.device, pair, error);
    }
  if (now - token.used <= GRACE)
    {
      make_successors (refresh, token.salt, pair);
      pair->expires = MAX (1, ACCESS_SECONDS - (now - token.used) / G_TIME_SPAN_SECOND);
      return TRUE;
    }
  /* Two hold what only one was given. */
  return muster_ledger_revoke (self, token.device, error) && refuse (error);
}
