/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include <sqlite3.h>

void
world_init (Fixture *self, gconstpointer data)
{
  fixture_init (self, g_test_rand_int ());
  fixture_open (self, MUSTER_REPLICA_CREATE);
}

void
world_clear (Fixture *self, gconstpointer data)
{
  fixture_clear (self);
}

void
world_reopen (Fixture *self)
{
  fixture_close (self);
  fixture_open (self, 0);
}

/* ---- records ---------------------------------------------------------------------------------------------------- */

static void
set_fields (MusterRecord *record, va_list fields)
{
  const char *name;

  while ((name = va_arg (fields, const char *)) != NULL)
    {
      const char *text = va_arg (fields, const char *);
      const MusterField *field = muster_kind_get_field (muster_record_get_kind (record), name);
      g_autoptr (MusterValue) value = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (field);
      if (text != NULL)
        muster_field_parse (field, text, &value, &error);
      g_assert_no_error (error);
      muster_record_set (record, name, value);
    }
}

MusterRecord *
world_make (Fixture *self, MusterKindId kind, ...)
{
  MusterRecord *record = muster_replica_make_record (self->replica, muster_kind_get (kind));
  va_list fields;

  va_start (fields, kind);
  set_fields (record, fields);
  va_end (fields);
  return record;
}

MusterRecord *
world_change (MusterRecord *record, ...)
{
  MusterRecord *changed = muster_record_copy (record);
  va_list fields;

  va_start (fields, record);
  set_fields (changed, fields);
  va_end (fields);
  return changed;
}

MusterRecord *
world_get (Fixture *self, MusterRecord *record)
{
  g_autoptr (GError) error = NULL;
  MusterRecord *read = muster_replica_get (self->replica, muster_record_get_id (record), &error);

  g_assert_no_error (error);
  g_assert_nonnull (read);
  return read;
}

gint64
world_save (Fixture *self, MusterCommit *commit, MusterOrigin origin)
{
  g_autoptr (GError) error = NULL;
  gint64 version = -1;

  muster_replica_save (self->replica, commit, origin, &version, NULL, &error);
  g_assert_no_error (error);
  return version;
}

gint64
world_save_edit (Fixture *self, MusterRecord *base, MusterRecord *edited)
{
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_edit (commit, base, edited);
  return world_save (self, commit, MUSTER_ORIGIN_EDIT);
}

gint64
world_save_all (Fixture *self, GPtrArray *records, MusterOrigin origin)
{
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  for (guint i = 0; i < records->len; i++)
    muster_commit_add_edit (commit, NULL, records->pdata[i]);
  return world_save (self, commit, origin);
}

MusterRecord *
world_add (Fixture *self, MusterKindId kind, ...)
{
  g_autoptr (MusterRecord) record = muster_replica_make_record (self->replica, muster_kind_get (kind));
  va_list fields;

  va_start (fields, kind);
  set_fields (record, fields);
  va_end (fields);
  world_save_edit (self, NULL, record);
  return world_get (self, record);
}

MusterRecord *
world_edit (Fixture *self, MusterRecord *record, ...)
{
  g_autoptr (MusterRecord) base = world_get (self, record);
  g_autoptr (MusterRecord) edited = muster_record_copy (base);
  va_list fields;

  va_start (fields, record);
  set_fields (edited, fields);
  va_end (fields);
  world_save_edit (self, base, edited);
  return world_get (self, edited);
}

MusterRecord *
world_archive (Fixture *self, MusterRecord *record, gboolean archive)
{
  g_autoptr (MusterRecord) base = world_get (self, record);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_archive (commit, base, archive);
  world_save (self, commit, MUSTER_ORIGIN_EDIT);
  return world_get (self, base);
}

const char *
world_bind (MusterRecord *record)
{
  static char texts[8][MUSTER_ID_TEXT_LENGTH + 3];
  static guint next;
  char *text = texts[next++ % G_N_ELEMENTS (texts)];
  MusterIdText id;

  g_snprintf (text, sizeof texts[0], "[%s]", muster_id_to_text (muster_record_get_id (record), id));
  return text;
}

/* ---- what must hold --------------------------------------------------------------------------------------------- */

void
world_assert_text (Fixture *self, MusterRecord *record, const char *field, const char *text)
{
  g_autoptr (MusterRecord) read = world_get (self, record);
  g_autofree char *shown = muster_field_to_text (muster_kind_get_field (muster_record_get_kind (read), field),
                                                 muster_record_get (read, field));

  g_assert_cmpstr (shown, ==, text);
}

void
world_assert_number (Fixture *self, MusterRecord *record, const char *field, gint64 number)
{
  g_autoptr (MusterRecord) read = world_get (self, record);

  g_assert_cmpint (muster_record_get_number (read, field), ==, number);
}

static guint32
day_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterWhen) when = text != NULL ? muster_when_parse (text, &error) : NULL;

  g_assert_no_error (error);
  return when != NULL ? muster_when_get_days (when).earliest : 0;
}

void
world_assert_days (Fixture *self, MusterRecord *record, const char *field, const char *first, const char *last)
{
  g_autoptr (MusterRecord) read = world_get (self, record);
  MusterDays days = muster_record_get_days (read, field);

  g_assert_cmpuint (days.earliest, ==, day_of (first));
  g_assert_cmpuint (days.latest, ==, day_of (last));
}

void
world_assert_same (MusterRecord *a, MusterRecord *b)
{
  const MusterKind *kind = muster_record_get_kind (a);

  g_assert_true (kind == muster_record_get_kind (b));
  g_assert_true (muster_id_equal (muster_record_get_id (a), muster_record_get_id (b)));
  g_assert_cmpstr (muster_record_get_ref_code (a), ==, muster_record_get_ref_code (b));
  g_assert_cmpint (muster_record_is_archived (a), ==, muster_record_is_archived (b));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      MusterDays x = muster_record_get_days (a, field->name);
      MusterDays y = muster_record_get_days (b, field->name);

      if (!muster_value_equal (muster_record_get_at (a, i), muster_record_get_at (b, i)))
        {
          g_autofree char *left = muster_field_to_text (field, muster_record_get_at (a, i));
          g_autofree char *right = muster_field_to_text (field, muster_record_get_at (b, i));

          g_error ("%s.%s: “%s” is not “%s”", kind->name, field->name, left, right);
        }
      if (x.earliest != y.earliest || x.latest != y.latest)
        g_error ("%s.%s: days %u to %u are not %u to %u", kind->name, field->name, x.earliest, x.latest, y.earliest,
                 y.latest);
    }
}

guint
world_count_faults (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = muster_replica_check (self->replica, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const char *fault = faults->pdata[i];

      g_test_message ("%s", fault);
      g_assert_true (g_str_has_suffix (fault, ".") || strstr (fault, ": ") != NULL);
    }
  return faults->len;
}

void
world_assert_sound (Fixture *self)
{
  g_assert_cmpuint (world_count_faults (self), ==, 0);
}

void
world_run_raw (Fixture *self, const char *sql)
{
  sqlite3 *handle;
  char *message = NULL;

  fixture_close (self);
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  fixture_open (self, 0);
}
