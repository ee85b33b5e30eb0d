/* checker-sums.c - what the log as a whole must be: without a gap, with the sums that both sides keep, and with undos
 * that take back nothing but what their author had done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "checker-private.h"

#include <string.h>

#define SUM 16

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

void
checker_count (Checker *self, sqlite3 *db)
{
  GString *text = g_string_new (NULL);

  checker_query (
    db,
    "SELECT 'seq', max(seq), count(*) FROM log_commit HAVING max(seq) <> count(*)"
    " UNION ALL SELECT 'n', lower(hex(r.replica)), group_concat(t.n) FROM replica r"
    "  JOIN (SELECT replica, n FROM log_commit UNION ALL SELECT replica, n FROM refused) t ON t.replica = r.id"
    "  GROUP BY r.id HAVING count(*) <> max(t.n) OR count(DISTINCT t.n) <> count(*) OR max(t.n) <> r.last_n",
    text);
  if (text->len > 0)
    checker_fault (self, "numbers that leave a gap or come twice: %s", text->str);
  g_string_free (text, TRUE);
}

/* ---- the digest -------------------------------------------------------------------------------------------------- */

static void
add (guint8 sum[SUM], const guint8 part[SUM])
{
  guint carry = 0;

  for (int i = SUM - 1; i >= 0; i--)
    {
      carry += sum[i] + part[i];
      sum[i] = (guint8) carry;
      carry >>= 8;
    }
}

static char *
with_dashes (const char *id)
{
  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%s", id, id + 8, id + 12, id + 16, id + 20);
}

char *
checker_sum (Checker *self)
{
  static const char *const outs[] = { "", "same", "merged", "conflict" };
  guint8 sum[SUM] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const Checked *change = self->changes->pdata[i];
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_autofree char *record = with_dashes (change->record);
      g_autofree char *said = g_strdup_printf ("%" G_GINT64_FORMAT "/%u/%s/%s/%s/%s/%s", change->seq, change->i,
                                               change->kind, record, change->group, outs[change->outcome],
                                               checked_value (change));
      guint8 hash[32];
      gsize length = sizeof hash;

      g_checksum_update (checksum, (const guchar *) said, -1);
      g_checksum_get_digest (checksum, hash, &length);
      add (sum, hash);
    }
  for (guint i = 0; i < SUM; i++)
    g_string_append_printf (text, "%02x", sum[i]);
  return g_string_free (text, FALSE);
}

/* ---- undos ------------------------------------------------------------------------------------------------------- */

static Checked *
change_of (Checker *self, const Checked *undo, gint64 n)
{
  g_autofree char *key = g_strdup_printf ("%s %s", undo->record, undo->group);
  GPtrArray *changes = g_hash_table_lookup (self->groups, key);

  for (guint i = 0; i < changes->len; i++)
    {
      Checked *change = changes->pdata[i];

      if (change->n == n && g_str_equal (change->replica, undo->replica))
        return change;
    }
  return NULL;
}

void
checker_judge_undos (Checker *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Checked *undo = self->changes->pdata[i];
      Checked *done = undo->undoes != 0 ? change_of (self, undo, undo->undoes) : NULL;
      Checked *base = NULL;
      g_autofree char *key = g_strdup_printf ("%s %s", undo->record, undo->group);
      GPtrArray *changes = g_hash_table_lookup (self->groups, key);

      for (guint j = 0; j < changes->len; j++)
        if (((Checked *) changes->pdata[j])->seq == undo->base)
          base = changes->pdata[j];
      if (done != NULL && base != NULL && base != done && !g_str_equal (base->value, done->value)
          && !g_str_equal (checked_value (base), checked_value (done)))
        checker_fault (self, "commit %" G_GINT64_FORMAT " takes back %s and not what its author had done", undo->seq,
                       checked_value (base));
    }
}
