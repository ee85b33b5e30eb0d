/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-review-notice.h"

#include <glib/gi18n-lib.h>

#include "muster-today.h"
#include "muster-words.h"

#define KEY_DAY "reviews-notified"
#define KEY_ACTOR "actor-name"
#define NAME "reviews"

/* How long what others did may take to come before it is looked at what there is, and how often it is asked whether
 * another day has begun: seconds. */
#define PATIENCE 10
#define DAY_CHECK 900

struct _MusterReviewNotice {
  GObject       parent_instance;
  GApplication *application;
  MusterStore  *store;
  MusterSyncer *syncer;   /* nullable */
  GSettings    *settings;
  GCancellable *cancellable;
  guint         patience; /* 0: it has ended */
  guint         day_check;
  guint32       day;      /* of the last look; 0: none */
  guint         n_told;   /* what stands on the screen; 0: nothing does */
  gboolean      reading, again;
};

G_DEFINE_FINAL_TYPE (MusterReviewNotice, muster_review_notice, G_TYPE_OBJECT)

/* ---- telling ----------------------------------------------------------------------------------------------------- */

static void
send (MusterReviewNotice *self, guint n, GNotificationPriority priority)
{
  g_autofree char *number = muster_words_number (n);
  g_autofree char *title = g_strdup_printf (ngettext ("%s review is overdue", "%s reviews are overdue", n), number);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, _("Today shows what is to be looked at again."));
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action_and_target (notification, "app." MUSTER_ACTION_SHOW_TODAY, "s",
                                                muster_store_get_path (self->store));
  g_application_send_notification (self->application, NAME, notification);
  self->n_told = n;
}

/* What a Muster told that was ended by force still stands at the first look. */
static void
withdraw (MusterReviewNotice *self)
{
  if (self->n_told > 0 || self->day == 0)
    g_application_withdraw_notification (self->application, NAME);
  self->n_told = 0;
}

static gboolean
is_wanted (MusterReviewNotice *self)
{
  return g_settings_get_boolean (self->settings, MUSTER_SETTING_REVIEWS);
}

/* Once a day, also after another start. What cannot be remembered would be told each time. */
static gboolean
may_tell (MusterReviewNotice *self, guint32 today)
{
  if (g_settings_get_uint (self->settings, KEY_DAY) == today || !g_settings_is_writable (self->settings, KEY_DAY))
    return FALSE;
  return g_settings_set_uint (self->settings, KEY_DAY, today);
}

static void
take_count (MusterReviewNotice *self, guint n)
{
  guint32 today = muster_clock_today (muster_store_get_clock (self->store));

  if (n == 0 || !is_wanted (self))
    withdraw (self);
  else if (may_tell (self, today))
    send (self, n, G_NOTIFICATION_PRIORITY_NORMAL);
  /* What was told stays true, without a word. */
  else if (self->n_told > 0 && self->n_told != n)
    send (self, n, G_NOTIFICATION_PRIORITY_LOW);
  self->day = today;
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */

static gpointer
count (MusterReplica *replica, gpointer mine, GError **error)
{
  guint n = 0;

  return muster_replica_count_late_reviews (replica, GPOINTER_TO_INT (mine), &n, error)
           ? g_memdup2 (&n, sizeof n)
           : NULL;
}

static void look (MusterReviewNotice *self);

static void
on_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterReviewNotice) self = data;
  g_autofree guint *n = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (n != NULL)
    take_count (self, *n);
  if (self->again)
    look (self);
}

/* Somebody who said who she is, or whom the endpoint knows, hears of what is hers. */
static gboolean
is_somebody (MusterReviewNotice *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, KEY_ACTOR);

  return *name != '\0' || !muster_store_can_set_actor (self->store);
}

static gboolean
is_catching_up (MusterReviewNotice *self)
{
  MusterSyncPhase phase = self->syncer != NULL ? muster_syncer_get_status (self->syncer)->phase : MUSTER_SYNC_ALONE;

  return self->patience != 0 && (phase == MUSTER_SYNC_STARTING || phase == MUSTER_SYNC_WORKING);
}

static void
look (MusterReviewNotice *self)
{
  if (is_catching_up (self))
    return;
  self->again = self->reading;
  if (self->reading)
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  self->reading = TRUE;
  muster_store_read_async (self->store, count, GINT_TO_POINTER (is_somebody (self)), NULL, g_free, self->cancellable,
                           on_counted_cb, g_object_ref (self));
}

/* What is told is of the day; once it has begun, whatever changes may make it untrue. */
static void
on_changed_cb (MusterReviewNotice *self)
{
  if (self->day == 0 || self->n_told > 0)
    look (self);
}

static void
on_setting_cb (MusterReviewNotice *self)
{
  if (self->day != 0)
    look (self);
}

static gboolean
on_patience_cb (gpointer data)
{
  MusterReviewNotice *self = data;

  self->patience = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_day_check_cb (gpointer data)
{
  MusterReviewNotice *self = data;

  if (self->day != muster_clock_today (muster_store_get_clock (self->store)))
    look (self);
  return G_SOURCE_CONTINUE;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_review_notice_dispose (GObject *object)
{
  MusterReviewNotice *self = MUSTER_REVIEW_NOTICE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->day_check, g_source_remove);
  if (self->application != NULL)
    withdraw (self);
  g_clear_object (&self->application);
  g_clear_object (&self->syncer);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (muster_review_notice_parent_class)->dispose (object);
}

static void
muster_review_notice_finalize (GObject *object)
{
  g_object_unref (MUSTER_REVIEW_NOTICE (object)->cancellable);
  G_OBJECT_CLASS (muster_review_notice_parent_class)->finalize (object);
}

static void
muster_review_notice_class_init (MusterReviewNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_review_notice_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_review_notice_finalize;
}

static void
muster_review_notice_init (MusterReviewNotice *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
follow (MusterReviewNotice *self, gpointer what, const char *signal, GCallback callback)
{
  g_signal_connect_object (what, signal, callback, self, G_CONNECT_SWAPPED);
}

MusterReviewNotice *
muster_review_notice_new (GApplication *application, MusterStore *store, MusterSyncer *syncer, GSettings *settings)
{
  MusterReviewNotice *self = g_object_new (MUSTER_TYPE_REVIEW_NOTICE, NULL);

  g_set_object (&self->application, application);
  g_set_object (&self->store, store);
  g_set_object (&self->syncer, syncer);
  g_set_object (&self->settings, settings);
  follow (self, store, "changed", G_CALLBACK (on_changed_cb));
  follow (self, store, "notify::actor", G_CALLBACK (on_setting_cb));
  follow (self, settings, "changed::" MUSTER_SETTING_REVIEWS, G_CALLBACK (on_setting_cb));
  follow (self, settings, "changed::" KEY_ACTOR, G_CALLBACK (on_setting_cb));
  if (syncer != NULL)
    follow (self, syncer, "changed", G_CALLBACK (on_changed_cb));
  self->patience = g_timeout_add_seconds (syncer != NULL ? PATIENCE : 1, on_patience_cb, self);
  self->day_check = g_timeout_add_seconds (DAY_CHECK, on_day_check_cb, self);
  return self;
}
