/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sync-page.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-facts.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-outbox.h"
#include "muster-page.h"
#include "muster-reading.h"
#include "muster-sync-history.h"
#include "muster-sync-words.h"
#include "muster-tooltip.h"
#include "muster-vanish-panel.h"
#include "muster-words.h"

#define MAX_WIDTH 640
/* As many as one reads. */
#define UNSENT_SHOWN 50

struct _MusterSyncPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterSyncer *syncer;   /* nullable: the example, or a file that can only be read */
  MusterReading *reading; /* of what waits */
  GtkWidget *scrolled;
  GtkWidget *head, *title, *more;
  GtkWidget *vanish;      /* nullable: there is no syncer */
  GtkWidget *progress;    /* of much that is being fetched */
  GtkWidget *now, *pause, *join;
  GtkWidget *about;       /* the endpoint */
  GtkWidget *person, *address, *heard, *news, *offline;
  GtkWidget *box;
  GtkWidget *waiting;     /* the group of what waits */
  GtkWidget *history;
  GPtrArray *rows;        /* of it */
  gboolean joined;        /* else nothing waits: it stays here */
};

static void page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterSyncPage, muster_sync_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, page_init))

/* ---- the state --------------------------------------------------------------------------------------------------- */

static void
show_about (MusterSyncPage *self, const MusterSyncStatus *status)
{
  MusterClock *clock = muster_store_get_clock (self->store);
  g_autofree char *heard = status->last_heard != 0 ? muster_sync_words_when (status->last_heard, clock)
                                                   : g_strdup (_("Not yet"));

  gtk_widget_set_visible (self->about, status->address != NULL);
  gtk_label_set_label (GTK_LABEL (self->person), status->person != NULL ? status->person : "");
  gtk_label_set_label (GTK_LABEL (self->address), status->address != NULL ? status->address : "");
  gtk_label_set_label (GTK_LABEL (self->heard), heard);
  gtk_label_set_label (GTK_LABEL (self->news), status->live ? _("As they happen") : _("Asked for every minute"));
  muster_tooltip_set (self->offline, gtk_widget_get_sensitive (self->offline)
                                                ? _("Nothing is sent or fetched meanwhile")
                                                : _("Your administrator has set this"));
}

static void
show_progress (MusterSyncPage *self, const MusterSyncStatus *status)
{
  const MusterProgress *progress = &status->progress;
  gboolean fetching = status->phase == MUSTER_SYNC_WORKING && progress->n_all > 0;

  gtk_widget_set_visible (self->progress, fetching);
  gtk_widget_set_visible (self->pause, fetching);
  if (fetching)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                   (double) progress->n_done / (double) progress->n_all);
}

static void
show_words (MusterSyncPage *self)
{
  static const MusterSyncStatus alone = { .phase = MUSTER_SYNC_ALONE };
  const MusterSyncStatus *status = self->syncer != NULL ? muster_syncer_get_status (self->syncer) : &alone;
  gboolean joined = status->address != NULL;
  gboolean can_write = muster_store_can_write (self->store);
  g_autofree char *title = NULL, *more = NULL;
  guint n = 0, n_refused = 0;

  g_object_get (self->store, "n-unsent", &n, "n-refused", &n_refused, NULL);
  title = can_write ? muster_sync_words_title (status, n) : g_strdup (_("Open for Reading Only"));
  more = can_write ? muster_sync_words_more (status, n, n_refused, muster_store_get_clock (self->store))
                   : g_strdup (_("This file can be read but not changed, so nothing is sent or fetched."));
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->more), more);
  show_progress (self, status);
  gtk_widget_set_visible (self->now, joined && status->phase != MUSTER_SYNC_SWITCHED_OFF
                                       && status->phase != MUSTER_SYNC_SIGNED_OUT && status->n_vanishing == 0
                                       && !gtk_widget_get_visible (self->progress));
  gtk_widget_set_visible (self->join, can_write && (status->phase == MUSTER_SYNC_ALONE
                                                    || status->phase == MUSTER_SYNC_SIGNED_OUT));
  muster_button_set_label (self->join, status->phase == MUSTER_SYNC_SIGNED_OUT ? _("_Sign In Again…")
                                                                               : _("_Join Your Programme…"));
  show_about (self, status);
  gtk_widget_set_visible (self->waiting, joined && self->rows->len > 0);
  gtk_widget_set_visible (self->history, joined);
  if (joined != self->joined)
    {
      self->joined = joined;
      muster_reading_ask (self->reading);
    }
}

/* The button that had the keyboard may be of no use any more: another has it then. */
static void
show_status (MusterSyncPage *self)
{
  gboolean within = muster_focus_is_within (self->head);

  if (self->vanish != NULL)
    muster_vanish_panel_update (MUSTER_VANISH_PANEL (self->vanish));
  show_words (self);
  if (within && !muster_focus_is_within (self->head))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_went_cb (MusterSyncPage *self, const char *text)
{
  muster_page_emit_toast (MUSTER_PAGE (self), text, FALSE);
}

static void
on_vanishing_cb (MusterSyncPage *self, const MusterVanishingRecord *record)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), &record->id, record->kind);
}

static void
on_kept_cb (MusterSyncPage *self)
{
  muster_page_emit_toast (MUSTER_PAGE (self), _("Nothing goes. You can decide here at any time"), FALSE);
}

static void
on_changed_cb (MusterSyncPage *self)
{
  show_status (self);
}

/* ---- what waits -------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  if (!MUSTER_SYNC_PAGE (page)->joined)
    return NULL;
  return g_memdup2 (&(guint){ UNSENT_SHOWN }, sizeof (guint));
}

static gpointer
read_unsent (MusterReplica *replica, gpointer question, GError **error)
{
  return muster_outbox_read (replica, *(guint *) question, error);
}

static void
on_row_cb (GtkWidget *row, MusterSyncPage *self)
{
  const MusterUnsent *unsent = g_object_get_data (G_OBJECT (row), "unsent");

  muster_page_emit_open_record (MUSTER_PAGE (self), &unsent->record, unsent->kind);
}

static void
add_row (MusterSyncPage *self, MusterUnsent *unsent)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = muster_words_time (unsent->at);
  g_autofree char *what = muster_words_line (unsent->what, 300);
  g_autofree char *title = g_markup_escape_text (what, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when, -1);
  if (unsent->kind != NULL)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "unsent", unsent);
      g_signal_connect (row, "activated", G_CALLBACK (on_row_cb), self);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->waiting), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (MusterSyncPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->waiting), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_unsent (gpointer page, gpointer answer)
{
  MusterSyncPage *self = page;
  GPtrArray *list = answer;
  g_autofree char *title = NULL, *number = NULL;
  guint n = 0;

  g_object_get (self->store, "n-unsent", &n, NULL);
  number = muster_words_number (MAX (n, list->len));
  title = g_strdup_printf (ngettext ("%s save to send", "%s saves to send", MAX (n, list->len)), number);
  clear_rows (self);
  for (guint i = 0; i < list->len; i++)
    add_row (self, list->pdata[i]);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->waiting), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->waiting),
                                         n > list->len ? _("These go first") : NULL);
  gtk_widget_set_visible (self->waiting, self->joined && list->len > 0);
  g_object_set_data_full (G_OBJECT (self->waiting), "unsent", list, (GDestroyNotify) g_ptr_array_unref);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_unsent, (GDestroyNotify) g_ptr_array_unref, show_unsent, NULL,
};

static void
on_unsent_cb (MusterSyncPage *self)
{
  show_status (self);
  muster_reading_ask (self->reading);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_head (MusterSyncPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "title-1");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  self->more = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->more), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->more), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->more), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->more), 0);
  self->progress = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fetched"), -1);
  self->pause = muster_button_new (_("_Pause"), "win.work-offline");
  muster_tooltip_set (self->pause, _("Go on later: what has come stays, and “Work offline” is turned on"));
  gtk_widget_add_css_class (self->pause, "pill");
  self->now = muster_button_new (_("_Sync Now"), "win.sync-now");
  muster_tooltip_set (self->now, _("Send and fetch now (F5)"));
  gtk_widget_add_css_class (self->now, "pill");
  self->join = muster_button_new (_("_Join Your Programme…"), "win.join");
  gtk_widget_add_css_class (self->join, "pill");
  gtk_widget_add_css_class (self->join, "suggested-action");
  gtk_box_append (GTK_BOX (buttons), self->now);
  gtk_box_append (GTK_BOX (buttons), self->pause);
  gtk_box_append (GTK_BOX (buttons), self->join);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

/* Each on a line for itself: three abreast would not fit a narrow window with large text. */
static GtkWidget *
add_fact (GtkWidget *grid, const char *name)
{
  GtkWidget *value = muster_facts_text ("");

  muster_facts_add (grid, name, value, TRUE);
  return value;
}

static GtkWidget *
make_offline (void)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = muster_label_new (NULL, NULL);

  gtk_label_set_text_with_mnemonic (GTK_LABEL (label), _("Work _offline: nothing is sent or fetched"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), check);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "win.work-offline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Work offline"), -1);
  return check;
}

static void
make_about (MusterSyncPage *self)
{
  GtkWidget *grid = muster_facts_grid ();

  self->about = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->offline = make_offline ();
  self->address = add_fact (grid, _("Server"));
  self->person = add_fact (grid, _("Joined as"));
  self->heard = add_fact (grid, _("Last heard from it"));
  self->news = add_fact (grid, _("News of others"));
  gtk_box_append (GTK_BOX (self->about), self->offline);
  gtk_box_append (GTK_BOX (self->about), grid);
}

static void
build (MusterSyncPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->box = box;
  make_about (self);
  self->waiting = adw_preferences_group_new ();
  gtk_widget_set_visible (self->waiting, FALSE);
  self->head = make_head (self);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), self->about);
  gtk_box_append (GTK_BOX (box), self->waiting);
  gtk_widget_add_css_class (box, "sync");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static gboolean
muster_sync_page_grab_focus (GtkWidget *widget)
{
  MusterSyncPage *self = MUSTER_SYNC_PAGE (widget);

  if (self->vanish != NULL && gtk_widget_get_visible (self->vanish))
    return muster_vanish_panel_focus (MUSTER_VANISH_PANEL (self->vanish));
  if (gtk_widget_get_visible (self->join))
    return gtk_widget_grab_focus (self->join);
  if (gtk_widget_get_visible (self->now))
    return gtk_widget_grab_focus (self->now);
  if (gtk_widget_get_visible (self->pause))
    return gtk_widget_grab_focus (self->pause);
  return muster_focus_first (self->scrolled);
}

static void
page_init (MusterPageInterface *iface)
{
}

static void
muster_sync_page_dispose (GObject *object)
{
  MusterSyncPage *self = MUSTER_SYNC_PAGE (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->reading);
  g_clear_object (&self->syncer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_sync_page_parent_class)->dispose (object);
}

static void
muster_sync_page_class_init (MusterSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_sync_page_dispose;
  widget_class->grab_focus = muster_sync_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
muster_sync_page_init (MusterSyncPage *self)
{
  self->rows = g_ptr_array_new ();
  build (self);
}

GtkWidget *
muster_sync_page_new (MusterStore *store)
{
  MusterSyncPage *self = g_object_new (MUSTER_TYPE_SYNC_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->syncer = muster_syncer_of (store);
  if (self->syncer != NULL)
    {
      g_object_ref (self->syncer);
      self->vanish = muster_vanish_panel_new (store, self->syncer);
      g_signal_connect_object (self->vanish, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->vanish, "went", G_CALLBACK (on_went_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->vanish, "open", G_CALLBACK (on_vanishing_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->head), self->vanish);
      g_signal_connect_object (self->syncer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->history = muster_sync_history_new (store, self->syncer);
  gtk_box_append (GTK_BOX (self->box), self->history);
  g_signal_connect_object (store, "notify::n-unsent", G_CALLBACK (on_unsent_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::n-refused", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  show_status (self);
  return GTK_WIDGET (self);
}
