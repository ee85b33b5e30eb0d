/* muster-import-parts.c - what a row says of its record that is kept in records of their own: the scores of a risk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <string.h>

#include "muster-rules.h"

static MusterRecord *
make_part (const MusterImportReader *self, const MusterImportRow *row, const MusterPartMade *made)
{
  const MusterKind *kind = muster_kind_get (made->kind);
  MusterRecord *part = muster_replica_make_record (self->replica, kind);
  g_autoptr(MusterValue) whose = muster_value_new_ref (muster_record_get_id (row->edited));
  g_autoptr(MusterValue) choice = muster_value_new_text (MUSTER_VALUE_CHOICE, made->choice);
  g_autoptr(MusterWhen) today = muster_when_new_date (muster_clock_today (muster_replica_get_clock (self->replica)));
  g_autoptr(MusterValue) day = muster_value_new_when (today);

  muster_record_set (part, muster_kind_parent_field (kind)->name, whose);
  muster_record_set (part, made->choice_field, choice);
  muster_record_set (part, made->day, day);
  return part;
}

static MusterRecord *
get_part (const MusterImportReader *self, MusterImportRow *row, const MusterPartMade *made)
{
  MusterImportPart part = { made, NULL };

  for (guint i = 0; i < row->parts->len; i++)
    if (g_array_index (row->parts, MusterImportPart, i).made == made)
      return g_array_index (row->parts, MusterImportPart, i).record;
  part.record = make_part (self, row, made);
  g_array_append_val (row->parts, part);
  return part.record;
}

/* Of "15 High" the number, where there is one and no more: a whole one, and nothing before it that makes it another. */
static char *
dup_only_number (const char *cell)
{
  const char *digits = "0123456789";
  const char *from = strpbrk (cell, digits);
  gsize n = from != NULL ? strspn (from, digits) : 0;

  if (n == 0 || strpbrk (from + n, digits) != NULL || (from[n] != '\0' && strchr (".,%", from[n]) != NULL)
      || (from > cell && (strchr ("-.,<>/", from[-1]) != NULL || !g_ascii_isprint (from[-1]))))
    return NULL;
  return g_strndup (from, n);
}

static gboolean
parse_given (const MusterField *given, const char *cell, MusterValue **value, GError **error)
{
  g_autofree char *number = given->type == MUSTER_VALUE_INTEGER ? dup_only_number (cell) : NULL;

  return muster_field_parse (given, number != NULL ? number : cell, value, error);
}

gboolean
muster_import_read_part (const MusterImportReader *self, MusterImportRow *row, const MusterField *field,
                         const char *cell, GError **error)
{
  const MusterField *given = muster_kind_get_field (muster_kind_get (field->part->kind), field->given);
  g_autoptr(MusterValue) value = NULL;

  if (!parse_given (given, cell, &value, error))
    return FALSE;
  if (value != NULL)
    muster_record_set (get_part (self, row, field->part), field->given, value);
  return TRUE;
}

/* ---- what is known already --------------------------------------------------------------------------------------- */

/* What is computed is not stated as well. */
static void
drop_stated (const MusterImportReader *self, const MusterImportPart *part)
{
  muster_rules_derive (part->record, muster_replica_get_lookup (self->replica));
  if (muster_record_has (part->record, part->made->computed)
      && muster_record_get_number (part->record, part->made->computed)
           == muster_record_get_number (part->record, part->made->stated))
    muster_record_set (part->record, part->made->stated, NULL);
}

/* Whether the last one of its choice states the same. */
static gboolean
is_stated (const MusterImportReader *self, const MusterImportRow *row, const MusterImportPart *part)
{
  const MusterPartMade *made = part->made;
  g_autoptr(GPtrArray) there = muster_lookup_pointing (muster_replica_get_lookup (self->replica),
                                                       muster_record_get_id (row->edited), made->kind,
                                                       muster_kind_parent_field (muster_kind_get (made->kind))->name);

  for (guint i = there->len; i > 0; i--)
    if (muster_record_is_choice (there->pdata[i - 1], made->choice_field, made->choice))
      return muster_value_equal (muster_record_get (there->pdata[i - 1], made->stated),
                                 muster_record_get (part->record, made->stated));
  return FALSE;
}

static gboolean
says_something_new (const MusterImportReader *self, const MusterImportRow *row, const MusterImportPart *part)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const MusterField *field = &self->kind->fields[i];
      const MusterValue *value = field->part == part->made ? muster_record_get (part->record, field->given) : NULL;

      if (value != NULL && !muster_value_equal (muster_record_get_at (row->base, i), value)
          && (!g_str_equal (field->given, part->made->stated) || !is_stated (self, row, part)))
        return TRUE;
    }
  return FALSE;
}

void
muster_import_settle_parts (const MusterImportReader *self, MusterImportRow *row)
{
  for (guint i = 0; i < row->parts->len; i++)
    {
      const MusterImportPart *part = &g_array_index (row->parts, MusterImportPart, i);

      drop_stated (self, part);
      if (row->base != NULL && !says_something_new (self, row, part))
        g_array_remove_index (row->parts, i--);
    }
}
