/* muster-ledger-invite.c - codes with which people join: PROTOCOL.md section 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- making and finding ------------------------------------------------------------------------------------------ */

/* 32 signs, none of which is taken for another when read aloud or off paper. */
static const char signs[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

#define CODE_LENGTH 12

/* The code as it was made: capitals, without what people put between. FALSE where it cannot be one. */
static gboolean
plain_code (const char *text, char code[CODE_LENGTH + 1])
{
  guint n = 0;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '-' || *c == ' ')
        continue;
      if (n == CODE_LENGTH || strchr (signs, g_ascii_toupper (*c)) == NULL)
        return FALSE;
      code[n++] = g_ascii_toupper (*c);
    }
  code[n] = '\0';
  return n == CODE_LENGTH;
}

char *
muster_ledger_invite (MusterLedger *self, const MusterId *person, const MusterId *scope, const char *role,
                      gint64 lifetime, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  char code[CODE_LENGTH + 1] = "";
  guint8 hash[32];
  gint64 row;

  g_return_val_if_fail (self->in_batch && role != NULL, NULL);
  G_STATIC_ASSERT (sizeof signs == 33);

  if (!muster_ledger_check_grant (self, person, role, &row, error))
    return NULL;
  statement = muster_ledger_prepare (self, "INSERT INTO invite (hash, person, scope, role, expires) VALUES (?1, ?2,"
                                           " ?3, ?4, ?5)", error);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < CODE_LENGTH; i++)
    code[i] = signs[muster_random_below (self->random, 32)];
  muster_ledger_hash_text (code, hash);
  muster_statement_bind_blob (statement, 1, hash, sizeof hash);
  muster_statement_bind_number (statement, 2, row);
  muster_ledger_bind_id (statement, 3, scope != NULL ? scope : &self->server);
  muster_statement_bind_text (statement, 4, role);
  muster_statement_bind_number (statement, 5, muster_clock_now (self->clock) + lifetime);
  if (!muster_ledger_run (self, statement, error))
    return NULL;
  return g_strdup_printf ("%.4s-%.4s-%.4s", code, code + 4, code + 8);
}

typedef struct {
  guint8   hash[32];
  gint64   person;
  MusterId scope;
  char    *role;
} Invite;

/* Who holds a code learns what became of it: to guess one takes longer than the world stands. */
static void
refuse_code (gboolean known, gboolean used, MusterTime expires, GError **error)
{
  g_autoptr(MusterClock) then = muster_clock_new_fixed (expires);
  g_autofree char *day = muster_day_to_text (muster_clock_today (then));

  if (!known)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                         _("This code is not known here. Type it as it stands in your invitation, or ask your"
                           " administrator for a new one."));
  else if (used)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                         _("This code was used already, and a code works once. Ask your administrator for a new"
                           " one."));
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 /* Translators: %s is a day, such as "21 November 2026" */
                 _("This code was good until %s. Ask your administrator for a new one."), day);
}

static gboolean
find_invite (MusterLedger *self, const char *text, Invite *invite, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT person, scope, role, device IS NOT NULL, expires FROM invite WHERE hash = ?1",
                           error);
  char code[CODE_LENGTH + 1] = "";
  gboolean known = FALSE, used;
  MusterTime expires;

  if (statement == NULL)
    return FALSE;
  if (plain_code (text, code))
    {
      muster_ledger_hash_text (code, invite->hash);
      muster_statement_bind_blob (statement, 1, invite->hash, sizeof invite->hash);
      if (!muster_ledger_step (self, statement, &known, error))
        return FALSE;
    }
  known = known && muster_ledger_column_id (statement, 1, &invite->scope);
  used = known && muster_statement_get_number (statement, 3) != 0;
  expires = known ? muster_statement_get_number (statement, 4) : 0;
  if (!known || used || expires <= muster_clock_now (self->clock))
    {
      refuse_code (known, used, expires, error);
      return FALSE;
    }
  invite->person = muster_statement_get_number (statement, 0);
  invite->role = g_strdup (muster_statement_get_text (statement, 2));
  return TRUE;
}

/* A file that was joined belongs to the person who joined it, whatever the server remembers of her. */
static gboolean
check_owner (MusterLedger *self, const Invite *invite, const MusterId *owner, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  MusterIdText id;
  const char *name;
  gboolean found;

  if (owner == NULL)
    return TRUE;
  statement = muster_ledger_prepare (self, "SELECT id, name FROM person WHERE person = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, owner);
  if (!muster_ledger_step (self, statement, &found, error))
    return FALSE;
  if (found && muster_statement_get_number (statement, 0) == invite->person)
    return TRUE;
  name = found ? muster_statement_get_text (statement, 1) : muster_id_to_text (owner, id);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
               _("This file belongs to another person: %s. Ask your administrator for a code for that person, or make a"
                 " file of your own. The code was not used up."), name);
  return FALSE;
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

static gboolean
use_invite (MusterLedger *self, const Invite *invite, gint64 device, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "UPDATE invite SET device = ?2 WHERE hash = ?1",
                                                                error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, invite->hash, sizeof invite->hash);
  muster_statement_bind_number (statement, 2, device);
  return muster_ledger_run (self, statement, error);
}

/* What tells the file that traded a code from all others. No header can have the line break: it is no access token. */
static char *
make_receipt (const MusterEnrolment *asked)
{
  char code[CODE_LENGTH + 1] = "";
  MusterIdText replica;

  plain_code (asked->code, code);
  return g_strconcat (code, "\n", muster_id_to_text (&asked->replica, replica), NULL);
}

static gboolean
trade (MusterLedger *self, const MusterEnrolment *asked, gint64 *device, GError **error)
{
  Invite invite = { 0 };
  gboolean ok;

  ok = find_invite (self, asked->code, &invite, error)
       && check_owner (self, &invite, asked->joined ? &asked->person : NULL, error)
       && muster_ledger_keep_replica (self, &asked->replica, invite.person, 0, asked->schema, error)
       && (!asked->has_ends || muster_ledger_end_device (self, invite.person, asked->ends, error))
       && muster_ledger_add_device (self, invite.person, asked->device, device, error)
       && use_invite (self, &invite, *device, error)
       && muster_ledger_grant_row (self, invite.person, &invite.scope, invite.role, error);
  g_free (invite.role);
  return ok;
}

MusterSession *
muster_ledger_enrol (MusterLedger *self, const MusterEnrolment *asked, MusterTokenPair *pair, GError **error)
{
  g_autofree char *receipt = make_receipt (asked);
  gint64 device;

  g_return_val_if_fail (self->in_batch, NULL);

  if (!muster_ledger_find_receipt (self, receipt, &device, error))
    return NULL;
  if (device == 0
      && (!trade (self, asked, &device, error) || !muster_ledger_keep_receipt (self, device, receipt, error)))
    return NULL;
  return muster_ledger_issue (self, device, pair, error) ? muster_ledger_authenticate (self, pair->access, error)
                                                         : NULL;
}
