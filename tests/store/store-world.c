/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-world.h"

#include "muster-store-private.h"

void
store_world_init (StoreWorld *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_init (&self->fixture, g_test_rand_int ());
  self->store = store_world_open (self, MUSTER_REPLICA_CREATE, &error);
  g_assert_no_error (error);
}

void
store_world_close (StoreWorld *self)
{
  if (self->store == NULL)
    return;
  muster_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE)) /* answers hold the store */
    ;
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

void
store_world_clear (StoreWorld *self, gconstpointer data)
{
  store_world_close (self);
  fixture_clear (&self->fixture);
}

/* ---- waiting ---------------------------------------------------------------------------------------------------- */

void
store_world_take (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
store_world_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gpointer
do_nothing (MusterReplica *replica, gpointer data, GError **error)
{
  return NULL;
}

void
store_world_settle (StoreWorld *self)
{
  /* A change is told, asked about, answered, and its rows are loaded: no more turns than that. */
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GAsyncResult) read = NULL;
      g_autoptr (GAsyncResult) written = NULL;

      while (g_main_context_iteration (NULL, FALSE))
        ;
      muster_store_run_write (self->store, NULL, do_nothing, NULL, NULL, NULL, NULL, store_world_take, &written);
      store_world_wait (&written);
      muster_store_read_async (self->store, do_nothing, NULL, NULL, NULL, NULL, store_world_take, &read);
      store_world_wait (&read);
    }
}

MusterStore *
store_world_open (StoreWorld *self, MusterReplicaFlags flags, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  muster_store_open_async (self->fixture.path, flags, self->fixture.clock, "Tester", NULL, store_world_take, &result);
  return muster_store_open_finish (store_world_wait (&result), error);
}

void
store_world_on_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  Answers *answers = data;

  answers->answered++;
  answers->saved += muster_store_save_finish (MUSTER_STORE (object), result, NULL, NULL);
}

void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

void
gate_wait (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

/* ---- records ---------------------------------------------------------------------------------------------------- */

void
store_world_save (StoreWorld *self, MusterCommit *commit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  muster_store_save_async (self->store, commit, NULL, store_world_take, &result);
  muster_store_save_finish (self->store, store_world_wait (&result), NULL, &error);
  g_assert_no_error (error);
}

static void
save_edit (StoreWorld *self, MusterRecord *base, MusterRecord *edited)
{
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_edit (commit, base, edited);
  store_world_save (self, commit);
}

static void
set_text (MusterRecord *record, const char *field, MusterValueType type, const char *text)
{
  g_autoptr (MusterValue) value = muster_value_new_text (type, text);

  muster_record_set (record, field, value);
}

MusterRecord *
store_world_add_area (StoreWorld *self, const char *name)
{
  MusterRecord *area = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_AREA));

  set_text (area, "name", MUSTER_VALUE_TEXT, name);
  set_text (area, "level", MUSTER_VALUE_CHOICE, "borough");
  save_edit (self, NULL, area);
  return area;
}

MusterCommit *
store_world_new_area (StoreWorld *self, const char *name)
{
  g_autoptr (MusterRecord) area = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_AREA));
  MusterCommit *commit = muster_commit_new (NULL);

  set_text (area, "name", MUSTER_VALUE_TEXT, name);
  set_text (area, "level", MUSTER_VALUE_CHOICE, "borough");
  muster_commit_add_edit (commit, NULL, area);
  return commit;
}

MusterRecord *
store_world_get (StoreWorld *self, MusterRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterDetail) detail = NULL;

  muster_store_get_detail_async (self->store, muster_record_get_id (record), NULL, store_world_take, &result);
  detail = muster_store_get_detail_finish (self->store, store_world_wait (&result), &error);
  g_assert_no_error (error);
  return g_object_ref (detail->record);
}

void
store_world_rename (StoreWorld *self, MusterRecord *area, const char *name)
{
  g_autoptr (MusterRecord) base = store_world_get (self, area);
  g_autoptr (MusterRecord) edited = muster_record_copy (base);

  set_text (edited, "name", MUSTER_VALUE_TEXT, name);
  save_edit (self, base, edited);
}

void
store_world_archive (StoreWorld *self, MusterRecord *area, gboolean archive)
{
  g_autoptr (MusterRecord) base = store_world_get (self, area);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_archive (commit, base, archive);
  store_world_save (self, commit);
}
