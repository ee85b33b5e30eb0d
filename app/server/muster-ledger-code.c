/* muster-ledger-code.c - numbers that people quote are given once: PROTOCOL.md section 6.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

/* "R-12" is the prefix "R-" and 12. What does not end in a number is all prefix, with 0. */
static char *
split (const char *code, gint64 *number)
{
  gsize length = strlen (code), at = length;

  while (at > 0 && g_ascii_isdigit (code[at - 1]) && length - at < 15)
    at--;
  /* R-012 is another text than R-12, and nobody's number. */
  if (at == length || (code[at] == '0' && at + 1 < length))
    {
      *number = 0;
      return g_strdup (code);
    }
  *number = g_ascii_strtoll (code + at, NULL, 10);
  return g_strndup (code, at);
}

static gboolean
find_holder (MusterLedger *self, const char *prefix, gint64 number, MusterId *holder, gboolean *found, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT record FROM code WHERE prefix = ?1 AND number = ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, prefix);
  muster_statement_bind_number (statement, 2, number);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  *found = *found && muster_ledger_column_id (statement, 0, holder);
  return TRUE;
}

static gboolean
find_next (MusterLedger *self, const char *prefix, char **next, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT coalesce (max (number), 0) + 1 FROM code WHERE prefix = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, prefix);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *next = g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, muster_statement_get_number (statement, 0));
  return TRUE;
}

/* What is no number of the kind would never be found again, and one that is far above the others would be where all
 * that come after it begin. */
gboolean
muster_ledger_code_fits (MusterLedger *self, const MusterKind *kind, const char *code, gboolean *fits, GError **error)
{
  g_autofree char *prefix = NULL, *own = NULL, *next = NULL, *none = NULL;
  gint64 number, first;

  *fits = TRUE;
  if (kind == NULL || kind->ref_prefix == NULL)
    return TRUE;
  prefix = split (code, &number);
  own = g_strconcat (kind->ref_prefix, "-", NULL);
  *fits = number > 0 && g_str_equal (prefix, own);
  if (!*fits)
    return TRUE;
  if (!find_next (self, own, &next, error))
    return FALSE;
  none = split (next, &first);
  *fits = number - first <= MUSTER_CODE_AHEAD;
  return TRUE;
}

gboolean
muster_ledger_check_code (MusterLedger *self, const char *code, const MusterId *record, gboolean *taken, char **next,
                          GError **error)
{
  g_autofree char *prefix = NULL, *numbered = NULL;
  MusterId holder;
  gint64 number;

  prefix = split (code, &number);
  if (!find_holder (self, prefix, number, &holder, taken, error))
    return FALSE;
  *taken = *taken && !muster_id_equal (&holder, record);
  if (!*taken)
    return TRUE;
  numbered = number == 0 ? g_strconcat (prefix, "-", NULL) : g_strdup (prefix);
  return find_next (self, numbered, next, error);
}

gboolean
muster_ledger_keep_code (MusterLedger *self, const char *code, const MusterId *record, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO code (prefix, number, record) VALUES (?1, ?2, ?3) ON CONFLICT DO"
                                 " NOTHING", error);
  g_autofree char *prefix = NULL;
  gint64 number;

  if (statement == NULL)
    return FALSE;
  prefix = split (code, &number);
  muster_statement_bind_text (statement, 1, prefix);
  muster_statement_bind_number (statement, 2, number);
  muster_ledger_bind_id (statement, 3, record);
  return muster_ledger_run (self, statement, error);
}
