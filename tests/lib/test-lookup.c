/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

#include <string.h>

struct _TestWorld {
  GPtrArray   *records; /* in the order in which they were made; settled ones */
  GHashTable  *names;   /* id to name */
  gboolean     shuffled;
  MusterLookup lookup;
};

/* ---- lookup ---------------------------------------------------------------------------------------------------- */

static int
find_index (TestWorld *self, const MusterId *id)
{
  for (guint i = 0; i < self->records->len; i++)
    if (muster_id_equal (muster_record_get_id (g_ptr_array_index (self->records, i)), id))
      return (int) i;
  return -1;
}

static MusterRecord *
look_get (gpointer data, const MusterId *id)
{
  TestWorld *self = data;
  int index = find_index (self, id);

  return index >= 0 ? g_object_ref (g_ptr_array_index (self->records, (guint) index)) : NULL;
}

static void
shuffle (GPtrArray *records)
{
  for (guint i = records->len; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      gpointer swap = records->pdata[i - 1];

      records->pdata[i - 1] = records->pdata[j];
      records->pdata[j] = swap;
    }
}

static gboolean
points_to (MusterRecord *record, const char *field, const MusterId *id)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (record, field), &n_ids);

  for (guint i = 0; i < n_ids; i++)
    if (muster_id_equal (&ids[i], id))
      return TRUE;
  return FALSE;
}

/* field NULL: all of the kind. */
static GPtrArray *
collect (TestWorld *self, const MusterId *id, MusterKindId kind, const char *field)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->records->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (self->records, i);

      if (muster_record_get_kind (record)->id == kind && !muster_record_is_archived (record)
          && (field == NULL || points_to (record, field, id)))
        g_ptr_array_add (found, g_object_ref (record));
    }
  if (self->shuffled)
    shuffle (found);
  return found;
}

static GPtrArray *
look_pointing (gpointer data, const MusterId *id, MusterKindId kind, const char *field)
{
  return collect (data, id, kind, field);
}

static GPtrArray *
look_all (gpointer data, MusterKindId kind)
{
  return collect (data, NULL, kind, NULL);
}

/* ---- texts ----------------------------------------------------------------------------------------------------- */

void
test_world_id (const char *name, MusterId *id)
{
  muster_id_from_name (id, name);
}

/* "@name" to "[uuid]". */
static char *
bind_names (const char *text)
{
  GString *bound = g_string_new (NULL);

  for (const char *c = text; *c != '\0';)
    if (*c == '@')
      {
        gsize length = strspn (c + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
        g_autofree char *name = g_strndup (c + 1, length);
        MusterIdText id_text;
        MusterId id;

        test_world_id (name, &id);
        g_string_append_printf (bound, "[%s]", muster_id_to_text (&id, id_text));
        c += length + 1;
      }
    else
      g_string_append_c (bound, *c++);
  return g_string_free (bound, FALSE);
}

static void
set_field (MusterRecord *record, const char *assignment)
{
  g_auto(GStrv) sides = g_strsplit (assignment, "=", 2);
  g_autofree char *text = NULL;
  const MusterField *field;
  MusterValue *value = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (sides[1]);
  field = muster_kind_get_field (muster_record_get_kind (record), g_strstrip (sides[0]));
  if (field == NULL)
    g_error ("a %s has no field “%s”", muster_record_get_kind (record)->name, sides[0]);
  text = bind_names (g_strstrip (sides[1]));
  muster_field_parse (field, text, &value, &error);
  g_assert_no_error (error);
  muster_record_set (record, field->name, value);
  g_clear_pointer (&value, muster_value_unref);
}

static void
set_fields (MusterRecord *record, const char *fields)
{
  g_auto(GStrv) assignments = g_strsplit (fields, "|", -1);

  for (guint i = 0; assignments[i] != NULL; i++)
    if (g_strstrip (assignments[i])[0] != '\0')
      set_field (record, assignments[i]);
}

/* ---- records --------------------------------------------------------------------------------------------------- */

MusterRecord *
test_world_get (TestWorld *self, const char *name)
{
  MusterId id;
  int index;

  test_world_id (name, &id);
  index = find_index (self, &id);
  if (index < 0)
    g_error ("no record is called “%s”", name);
  return g_ptr_array_index (self->records, (guint) index);
}

const char *
test_world_name_of (TestWorld *self, const MusterId *id)
{
  const char *name = g_hash_table_lookup (self->names, id);

  return name != NULL ? name : "?";
}

guint
test_world_n (TestWorld *self)
{
  return self->records->len;
}

MusterRecord *
test_world_nth (TestWorld *self, guint i)
{
  return g_ptr_array_index (self->records, i);
}

MusterRecord *
test_world_draft (TestWorld *self, const char *kind, const char *name, const char *fields)
{
  MusterRecord *record;
  MusterId id;

  test_world_id (name, &id);
  if (kind != NULL)
    {
      g_assert_nonnull (muster_kind_by_name (kind));
      record = muster_record_new (muster_kind_by_name (kind), &id);
    }
  else
    record = muster_record_copy (test_world_get (self, name));
  if (!g_hash_table_contains (self->names, &id))
    g_hash_table_insert (self->names, muster_id_copy (&id), g_strdup (name));
  set_fields (record, fields);
  return record;
}

void
test_world_put (TestWorld *self, MusterRecord *record)
{
  int index = find_index (self, muster_record_get_id (record));

  if (index >= 0)
    {
      g_object_unref (self->records->pdata[index]);
      self->records->pdata[index] = g_object_ref (record);
    }
  else
    g_ptr_array_add (self->records, g_object_ref (record));
}

void
test_world_set (TestWorld *self, const char *kind, const char *name, const char *fields)
{
  g_autoptr(MusterRecord) record = test_world_draft (self, kind, name, fields);

  test_world_put (self, record);
}

void
test_world_edit (TestWorld *self, const char *name, const char *fields)
{
  g_autoptr(MusterRecord) record = test_world_draft (self, NULL, name, fields);

  test_world_put (self, record);
}

void
test_world_archive (TestWorld *self, const char *name, gboolean archive)
{
  g_autoptr(MusterRecord) record = test_world_draft (self, NULL, name, "");

  muster_record_set_archived (record, archive);
  test_world_put (self, record);
}

/* ---- worlds ---------------------------------------------------------------------------------------------------- */

TestWorld *
test_world_new (void)
{
  TestWorld *self = g_new0 (TestWorld, 1);

  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, g_free);
  self->lookup = (MusterLookup) { look_get, look_pointing, look_all, self };
  return self;
}

TestWorld *
test_world_new_from (const TestRow *rows)
{
  TestWorld *self = test_world_new ();

  for (guint i = 0; rows[i].kind != NULL; i++)
    test_world_set (self, rows[i].kind, rows[i].name, rows[i].fields);
  test_world_settle (self);
  return self;
}

void
test_world_free (TestWorld *self)
{
  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->names);
  g_free (self);
}

const MusterLookup *
test_world_lookup (TestWorld *self)
{
  return &self->lookup;
}

void
test_world_shuffle (TestWorld *self)
{
  self->shuffled = TRUE;
}

/* ---- settling -------------------------------------------------------------------------------------------------- */

static gboolean
set_days (MusterRecord *record, const MusterLookup *lookup)
{
  const MusterKind *kind = muster_record_get_kind (record);
  gboolean changed = FALSE;

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == MUSTER_VALUE_WHEN)
      {
        MusterDays before = muster_record_get_days (record, kind->fields[i].name);
        MusterDays days = muster_rules_resolve (record, kind->fields[i].name, lookup);

        changed |= before.earliest != days.earliest || before.latest != days.latest;
        muster_record_set_days_at (record, i, days);
      }
  return changed;
}

gboolean
test_world_refresh (TestWorld *self, const MusterId *id)
{
  MusterRecord *before = g_ptr_array_index (self->records, (guint) find_index (self, id));
  g_autoptr(MusterRecord) record = muster_record_copy (before);
  const MusterKind *kind = muster_record_get_kind (record);
  gboolean changed;

  muster_rules_derive (record, &self->lookup);
  changed = set_days (record, &self->lookup);
  for (guint i = 0; i < kind->n_fields; i++)
    changed |= !muster_value_equal (muster_record_get_at (before, i), muster_record_get_at (record, i));
  test_world_put (self, record);
  return changed;
}

/* From the last kind to the first: what derived values stand on comes before them. */
void
test_world_settle (TestWorld *self)
{
  for (guint kind = MUSTER_N_KINDS; kind > 0; kind--)
    for (guint i = 0; i < self->records->len; i++)
      {
        MusterRecord *record = g_ptr_array_index (self->records, i);

        if (muster_record_get_kind (record)->id == (MusterKindId) (kind - 1))
          test_world_refresh (self, muster_record_get_id (record));
      }
}

char *
test_world_text (TestWorld *self, const char *name, const char *field)
{
  MusterRecord *record = test_world_get (self, name);

  return muster_field_to_text (muster_kind_get_field (muster_record_get_kind (record), field),
                               muster_record_get (record, field));
}

static void
check_expected (TestWorld *world, const TestExpected *expected)
{
  for (guint i = 0; expected[i].name != NULL; i++)
    {
      g_autofree char *text = test_world_text (world, expected[i].name, expected[i].field);

      if (!g_str_equal (text, expected[i].expected))
        g_error ("%s.%s is “%s”, not “%s”", expected[i].name, expected[i].field, text, expected[i].expected);
    }
}

void
test_world_check (const TestRow *rows, const TestExpected *expected)
{
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  check_expected (world, expected);
  test_world_shuffle (world);
  test_world_settle (world);
  check_expected (world, expected);
}
