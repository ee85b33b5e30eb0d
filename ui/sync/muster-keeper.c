/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-keeper.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "muster-background.h"

#define KEY "muster-keeper"

/* Whatever the endpoint does, seconds; and when the session is about to end. */
#define LIMIT 30
#define LIMIT_IN_HASTE 3

struct _MusterKeeper {
  GObject       parent_instance;
  GApplication *application; /* borrowed: it owns this */
  GSettings    *settings;    /* nullable */
  GPtrArray    *kept;        /* of Kept; while it is not empty the application is held */
  gboolean      in_haste;
  gboolean      asked;       /* the desktop, whether this may go on */
  GCancellable *asking;
};

typedef struct {
  MusterKeeper *keeper; /* borrowed */
  MusterStore  *store;
  MusterSyncer *syncer;
  gboolean      settled; /* what the window asked for last is done */
  guint         limit;
} Kept;

G_DEFINE_FINAL_TYPE (MusterKeeper, muster_keeper, G_TYPE_OBJECT)

/* ---- the end of keeping ------------------------------------------------------------------------------------------ */

static void
close_file (MusterStore *store, MusterSyncer *syncer)
{
  if (syncer != NULL)
    muster_syncer_stop (syncer);
  muster_store_close (store);
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_clear_handle_id (&self->limit, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->syncer, self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_object_unref (self->syncer);
  g_object_unref (self->store);
  g_free (self);
}

static void
forget (Kept *self)
{
  MusterKeeper *keeper = self->keeper;

  g_ptr_array_remove (keeper->kept, self);
  if (keeper->kept->len > 0)
    return;
  g_cancellable_cancel (keeper->asking);
  g_application_release (keeper->application);
}

static void
end (Kept *self)
{
  close_file (self->store, self->syncer);
  forget (self);
}

static void
end_all (MusterKeeper *self)
{
  while (self->kept->len > 0)
    end (self->kept->pdata[0]);
}

static gboolean
on_limit_cb (gpointer data)
{
  Kept *self = data;

  self->limit = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

static void
set_limit (Kept *self)
{
  g_clear_handle_id (&self->limit, g_source_remove);
  self->limit = g_timeout_add_seconds (self->keeper->in_haste ? LIMIT_IN_HASTE : LIMIT, on_limit_cb, self);
}

/* ---- whether there is something to wait for ---------------------------------------------------------------------- */

static gboolean
may_be_sent (MusterSyncer *syncer)
{
  switch (muster_syncer_get_status (syncer)->phase)
    {
    case MUSTER_SYNC_STARTING:
    case MUSTER_SYNC_RESTING:
    case MUSTER_SYNC_WORKING:
      return TRUE;
    case MUSTER_SYNC_ALONE:
    case MUSTER_SYNC_OFFLINE:
    case MUSTER_SYNC_SWITCHED_OFF:
    case MUSTER_SYNC_SIGNED_OUT:
    case MUSTER_SYNC_HOLDING:
    case MUSTER_SYNC_OUTDATED:
    default:
      return FALSE;
    }
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterKeeper) self = data;

  /* Whoever is not wanted is ended by force, sooner or later: better in good order. */
  if (muster_background_ask_finish (result) == MUSTER_BACKGROUND_REFUSED)
    end_all (self);
}

static void
ask_desktop (MusterKeeper *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);

  if (self->asked || bus == NULL || !muster_background_is_asked_for ())
    return;
  self->asked = TRUE;
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  muster_background_ask_async (bus, _("Muster sends what you saved last, and then ends."), self->asking, on_asked_cb,
                               g_object_ref (self));
}

static void
look (Kept *self)
{
  guint n_unsent = 0;

  if (!self->settled)
    return;
  g_object_get (self->store, "n-unsent", &n_unsent, NULL);
  if (n_unsent == 0 || !may_be_sent (self->syncer))
    end (self);
  else
    ask_desktop (self->keeper);
}

/* From the main loop: the syncer tells of itself in the middle of what it does. */
static gboolean
look_soon (gpointer data)
{
  MusterKeeper *self = data;

  for (guint i = self->kept->len; i > 0; i--)
    look (self->kept->pdata[i - 1]);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (Kept *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, look_soon, g_object_ref (self->keeper), g_object_unref);
}

/* ---- keeping ----------------------------------------------------------------------------------------------------- */

static gboolean
do_nothing (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  return TRUE;
}

static void
on_settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterKeeper) self = data;

  muster_store_write_finish (MUSTER_STORE (source), result, NULL);
  for (guint i = 0; i < self->kept->len; i++)
    {
      Kept *kept = self->kept->pdata[i];

      if (kept->store == MUSTER_STORE (source))
        kept->settled = TRUE;
    }
  look_soon (self);
}

/* A save may still be under way: how much is unsent is known after it. */
static void
keep (MusterKeeper *self, MusterStore *store, MusterSyncer *syncer)
{
  Kept *kept = g_new0 (Kept, 1);

  if (self->kept->len == 0)
    {
      g_application_hold (self->application);
      self->asked = FALSE;
    }
  kept->keeper = self;
  kept->store = g_object_ref (store);
  kept->syncer = g_object_ref (syncer);
  g_ptr_array_add (self->kept, kept);
  set_limit (kept);
  g_signal_connect_swapped (syncer, "changed", G_CALLBACK (on_changed_cb), kept);
  g_signal_connect_swapped (store, "notify::n-unsent", G_CALLBACK (on_changed_cb), kept);
  muster_store_write_async (store, do_nothing, NULL, NULL, NULL, on_settled_cb, g_object_ref (self));
}

void
muster_keeper_take (MusterKeeper *self, MusterStore *store, MusterSyncer *syncer)
{
  gboolean wanted = self != NULL
                    && (self->settings == NULL || g_settings_get_boolean (self->settings, MUSTER_SETTING_SEND));

  if (wanted && syncer != NULL && may_be_sent (syncer))
    keep (self, store, syncer);
  else
    close_file (store, syncer);
}

/* Whatever links lead to it. */
static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf one, other;

  return g_str_equal (a, b)
         || (g_stat (a, &one) == 0 && g_stat (b, &other) == 0 && one.st_ino == other.st_ino
             && one.st_dev == other.st_dev);
}

static Kept *
find (MusterKeeper *self, const char *path)
{
  for (guint i = 0; self != NULL && i < self->kept->len; i++)
    if (is_same_file (muster_store_get_path (((Kept *) self->kept->pdata[i])->store), path))
      return self->kept->pdata[i];
  return NULL;
}

gboolean
muster_keeper_has (MusterKeeper *self, const char *path)
{
  return find (self, path) != NULL;
}

gboolean
muster_keeper_give_back (MusterKeeper *self, const char *path, MusterStore **store, MusterSyncer **syncer)
{
  Kept *kept = find (self, path);

  if (kept == NULL)
    return FALSE;
  *store = g_object_ref (kept->store);
  *syncer = g_object_ref (kept->syncer);
  forget (kept);
  return TRUE;
}

void
muster_keeper_hurry (MusterKeeper *self)
{
  if (self->in_haste)
    end_all (self);
  self->in_haste = TRUE;
  for (guint i = 0; i < self->kept->len; i++)
    set_limit (self->kept->pdata[i]);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_keeper_finalize (GObject *object)
{
  MusterKeeper *self = MUSTER_KEEPER (object);

  g_ptr_array_unref (self->kept);
  g_clear_object (&self->settings);
  g_clear_object (&self->asking);
  G_OBJECT_CLASS (muster_keeper_parent_class)->finalize (object);
}

static void
muster_keeper_class_init (MusterKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_keeper_finalize;
}

static void
muster_keeper_init (MusterKeeper *self)
{
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->asking = g_cancellable_new ();
}

void
muster_keeper_install (GApplication *application, GSettings *settings)
{
  MusterKeeper *self = g_object_new (MUSTER_TYPE_KEEPER, NULL);

  self->application = application;
  g_set_object (&self->settings, settings);
  g_object_set_data_full (G_OBJECT (application), KEY, self, g_object_unref);
}

MusterKeeper *
muster_keeper_of (GApplication *application)
{
  return application != NULL ? g_object_get_data (G_OBJECT (application), KEY) : NULL;
}
