/* test-bulk.c - one edit on many records is one save, taken back as one, or nothing at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "muster-bulk.h"

#define RISK(title_) MUSTER_KIND_RISK, "title", title_, "status", "open", NULL
#define MANY 2000

static const MusterKind *
risks (void)
{
  return muster_kind_get (MUSTER_KIND_RISK);
}

static MusterBulk *
bulk_of (Fixture *self, MusterRecord *const *records, guint n)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      gint64 rowid = muster_replica_get_rowid (self->replica, muster_record_get_id (records[i]));

      g_array_append_val (rowids, rowid);
    }
  return muster_bulk_new (risks (), rowids);
}

static void
set_text (MusterBulk *bulk, const char *field, const char *text)
{
  g_autoptr (MusterValue) value = NULL;
  g_autoptr (GError) error = NULL;

  muster_field_parse (muster_kind_get_field (risks (), field), text, &value, &error);
  g_assert_no_error (error);
  muster_bulk_set (bulk, field, value);
}

static gint64
save (Fixture *self, MusterBulk *bulk)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr (GError) error = NULL;
  gint64 version = -1;

  muster_replica_save_bulk (self->replica, bulk, &version, changed, &error);
  g_assert_no_error (error);
  return version;
}

static void
test_one_save_one_undo (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) first = world_add (self, RISK ("Rooms"));
  g_autoptr (MusterRecord) second = world_add (self, RISK ("Staff"));
  g_autoptr (MusterRecord) other = world_add (self, RISK ("Money"));
  MusterRecord *both[] = { first, second };
  g_autoptr (MusterBulk) bulk = bulk_of (self, both, 2);
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  set_text (bulk, "owner", "Locality Manager");
  set_text (bulk, "response", "Treat");
  g_assert_cmpint (save (self, bulk), >, 0);
  world_assert_text (self, first, "owner", "Locality Manager");
  world_assert_text (self, second, "owner", "Locality Manager");
  world_assert_text (self, other, "owner", "");
  label = muster_replica_describe_undo (self->replica);
  g_assert_nonnull (strstr (label, "2 records"));

  g_assert_true (muster_replica_undo (self->replica, NULL, NULL, &error));
  g_assert_no_error (error);
  world_assert_text (self, first, "owner", "");
  world_assert_text (self, second, "owner", "");
  world_assert_sound (self);
}

static void
test_archive_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) first = world_add (self, RISK ("Rooms"));
  g_autoptr (MusterRecord) second = world_add (self, RISK ("Staff"));
  MusterRecord *both[] = { first, second };
  g_autoptr (MusterBulk) away = bulk_of (self, both, 2);
  g_autoptr (MusterBulk) back = bulk_of (self, both, 2);
  g_autofree char *label = NULL;

  muster_bulk_set_archived (away, TRUE);
  muster_bulk_set_archived (back, FALSE);
  g_assert_cmpint (save (self, away), >, 0);
  g_assert_cmpuint (muster_replica_count (self->replica, risks ()), ==, 0);
  label = muster_replica_describe_undo (self->replica);
  g_assert_cmpstr (label, ==, "archiving 2 records");
  /* They are so already. */
  g_assert_cmpint (save (self, away), ==, 0);
  g_assert_cmpint (save (self, back), >, 0);
  g_assert_cmpuint (muster_replica_count (self->replica, risks ()), ==, 2);
}

static void
test_all_or_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) first = world_add (self, RISK ("Rooms"));
  g_autoptr (MusterRecord) second =
    world_add (self, MUSTER_KIND_RISK, "title", "Staff", "status", "open", "raised", "1 March 2026", NULL);
  MusterRecord *both[] = { first, second };
  g_autoptr (MusterBulk) bulk = bulk_of (self, both, 2);
  g_autoptr (GError) error = NULL;
  gint64 version;

  /* Closing asks for a reason. */
  set_text (bulk, "status", "Closed");
  g_assert_false (muster_replica_save_bulk (self->replica, bulk, &version, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“Rooms”"));
  world_assert_text (self, first, "status", "Open");
  world_assert_text (self, second, "status", "Open");
}

static void
test_two_thousand (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MusterBulk) bulk = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MANY; i++)
    g_ptr_array_add (made, world_make (self, RISK ("One of many")));
  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  bulk = bulk_of (self, (MusterRecord **) made->pdata, made->len);
  set_text (bulk, "owner", "Locality Manager");
  g_assert_cmpint (save (self, bulk), >, 0);
  world_assert_text (self, made->pdata[0], "owner", "Locality Manager");
  world_assert_text (self, made->pdata[MANY - 1], "owner", "Locality Manager");
  g_assert_true (muster_replica_undo (self->replica, NULL, NULL, &error));
  world_assert_text (self, made->pdata[MANY - 1], "owner", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/bulk/one-save-one-undo", test_one_save_one_undo);
  WORLD_ADD ("/bulk/archive-and-back", test_archive_and_back);
  WORLD_ADD ("/bulk/all-or-nothing", test_all_or_nothing);
  WORLD_ADD ("/bulk/two-thousand", test_two_thousand);
  return g_test_run ();
}
