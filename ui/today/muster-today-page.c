/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-page.h"
#include "muster-today-head.h"
#include "muster-today-row.h"
#include "muster-today-section.h"
#include "muster-today-states.h"
#include "muster-today-tiles.h"

#define MAX_WIDTH 880
/* What a window shows of it without being scrolled, and no more: the first frame waits for these. */
#define ROWS_IN_VIEW 5
/* Later ones, and where others stood before: each has as many words as a heading. */
#define ROWS_A_FRAME 2
#define KEY_MINE "today-mine"
#define KEY_FOLDED "today-folded"

static void muster_today_page_page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterTodayPage, muster_today_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, muster_today_page_page_init))

static MusterTodaySection *
section_at (MusterTodayPage *self, guint part)
{
  return MUSTER_TODAY_SECTION (self->sections[part]);
}

static gboolean
is_mine (MusterTodayPage *self)
{
  return muster_today_head_is_mine (MUSTER_TODAY_HEAD (self->head));
}

static void
show_page (MusterTodayPage *self, GtkWidget *page)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), page);
}

/* ---- what is remembered ------------------------------------------------------------------------------------------ */

static void
remember_folded (MusterTodayPage *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) folded = NULL;

  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    if (muster_today_section_is_folded (section_at (self, i)))
      g_strv_builder_add (names, muster_today_section_get_name (i));
  folded = g_strv_builder_end (names);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, KEY_FOLDED, (const char *const *) folded);
}

static void
recall (MusterTodayPage *self)
{
  g_auto(GStrv) folded = self->settings != NULL ? g_settings_get_strv (self->settings, KEY_FOLDED) : NULL;
  gboolean mine = self->settings != NULL && g_settings_get_boolean (self->settings, KEY_MINE);

  muster_today_head_set_mine (MUSTER_TODAY_HEAD (self->head), mine);
  for (guint i = 0; folded != NULL && i < MUSTER_TODAY_N; i++)
    muster_today_section_set_folded (section_at (self, i),
                                     g_strv_contains ((const char *const *) folded, muster_today_section_get_name (i)));
}

/* ---- looks ------------------------------------------------------------------------------------------------------- */

static void
on_marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterTodayPage) self = data;
  g_autoptr(GError) error = NULL;

  /* A file that can only be read does without. */
  if (muster_store_write_finish (MUSTER_STORE (source), result, &error))
    muster_reading_ask (self->reading);
}

static void
mark_seen (MusterTodayPage *self)
{
  self->marked = TRUE;
  muster_store_mark_seen_async (self->store, &self->today->now, NULL, on_marked_cb, g_object_ref (self));
}

void
muster_today_page_see (MusterTodayPage *self)
{
  if (self->today == NULL || self->today->n[MUSTER_TODAY_CHANGED] == 0 || self->today->since != 0
      || !muster_today_page_may_write (self))
    return;
  mark_seen (self);
  muster_page_emit_toast (MUSTER_PAGE (self), _("Marked as seen"), FALSE);
}

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static void
show_welcome (MusterTodayPage *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = muster_today_make_welcome ();
      gtk_stack_add_child (GTK_STACK (self->stack), self->welcome);
    }
  show_page (self, self->welcome);
}

static void
show_failed (gpointer page, const char *message)
{
  MusterTodayPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  if (self->failed == NULL)
    {
      self->failed = muster_today_make_failed (G_CALLBACK (muster_reading_ask), self->reading);
      gtk_stack_add_child (GTK_STACK (self->stack), self->failed);
    }
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failed), plain);
  show_page (self, self->failed);
}

static void
fill (gpointer page, guint i)
{
  MusterTodayPage *self = page;
  gboolean first = gtk_stack_get_visible_child (GTK_STACK (self->stack)) != self->content;
  guint left = first ? ROWS_IN_VIEW : ROWS_A_FRAME;

  for (guint part = 0; part < MUSTER_TODAY_N && left > 0; part++)
    left -= muster_today_section_fill (section_at (self, part), left);
}

/* The first now, the others a few with each frame, from the top. */
static void
fill_all (MusterTodayPage *self)
{
  guint rest = 0;

  for (guint part = 0; part < MUSTER_TODAY_N; part++)
    rest += muster_today_section_count_rest (section_at (self, part));
  muster_steps_run (self->rows, (rest + ROWS_A_FRAME - 1) / ROWS_A_FRAME, 1);
}

static void
on_folded_cb (MusterTodayPage *self)
{
  remember_folded (self);
  fill_all (self);
}

static void
show_today (gpointer page, gpointer answer)
{
  MusterTodayPage *self = page;
  gboolean had_keyboard = muster_focus_is_within (GTK_WIDGET (self));
  MusterToday *today = answer;

  g_clear_pointer (&self->today, muster_today_free);
  self->today = today;
  if (today->is_empty)
    {
      show_welcome (self);
      if (self->focus_due && gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      return;
    }
  muster_today_head_show (MUSTER_TODAY_HEAD (self->head), today,
                          muster_store_can_set_actor (self->store));
  muster_today_tiles_show (MUSTER_TODAY_TILES (self->tiles), today);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    muster_today_section_show (section_at (self, i), today);
  fill_all (self);
  show_page (self, self->content);
  /* The row that had it may have gone, with all others. */
  if ((self->focus_due && gtk_widget_get_mapped (GTK_WIDGET (self)))
      || (had_keyboard && !muster_focus_is_within (GTK_WIDGET (self))))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (today->seen.at == 0 && !self->marked)
    mark_seen (self);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static gpointer
read_today (MusterReplica *replica, gpointer question, GError **error)
{
  return muster_replica_read_today (replica, question, error);
}

static gpointer
ask (gpointer page)
{
  MusterTodayPage *self = page;
  MusterTodayQuestion *question = g_new0 (MusterTodayQuestion, 1);

  question->mine = is_mine (self);
  question->scope = self->scope;
  question->since = muster_today_section_get_since (section_at (self, MUSTER_TODAY_CHANGED));
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    question->limits[i] = muster_today_section_get_limit (section_at (self, i));
  self->day_read = muster_clock_today (muster_store_get_clock (self->store));
  return question;
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_today, (GDestroyNotify) muster_today_free, show_today, show_failed,
};

static void
on_switched_cb (MusterTodayPage *self)
{
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, KEY_MINE, is_mine (self));
  muster_reading_ask (self->reading);
}

/* What asked who one is goes once there is something of hers. */
static void
on_actor_cb (MusterTodayPage *self)
{
  self->focus_due = muster_focus_is_within (GTK_WIDGET (self));
  muster_reading_ask (self->reading);
}

/* A window that is open all day is open at midnight, too. */
static void
on_active_cb (MusterTodayPage *self)
{
  if (self->day_read != 0 && self->day_read != muster_clock_today (muster_store_get_clock (self->store)))
    muster_reading_ask (self->reading);
}

static void
on_beyond_cb (MusterTodayPage *self, MusterTodaySection *section)
{
  gboolean below = FALSE;

  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    if (below && muster_today_section_focus (section_at (self, i)))
      return;
    else
      below = below || section == section_at (self, i);
}

static void
on_above_cb (MusterTodayPage *self, MusterTodaySection *section)
{
  gboolean above = FALSE;

  for (guint i = MUSTER_TODAY_N; i-- > 0;)
    if (above && muster_today_section_focus_last (section_at (self, i)))
      return;
    else
      above = above || section == section_at (self, i);
  muster_today_head_focus (MUSTER_TODAY_HEAD (self->head));
}

static void
on_chosen_cb (MusterTodayPage *self, guint part)
{
  muster_today_section_go_to (section_at (self, part));
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static void
for_each_row (MusterTodayPage *self, void (*func) (MusterTodayRow *row))
{
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    muster_today_section_foreach (section_at (self, i), func);
}

static void
flush (MusterPage *page)
{
  for_each_row (MUSTER_TODAY_PAGE (page), muster_today_row_flush);
  muster_adder_flush (MUSTER_TODAY_PAGE (page)->adder);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for_each_row (MUSTER_TODAY_PAGE (widget), muster_today_row_save);
}

static void
set_scope (MusterPage *page, const MusterKind *kind, const MusterId *scope)
{
  MusterTodayPage *self = MUSTER_TODAY_PAGE (page);
  MusterId nil = { { 0 } };

  self->scope = scope != NULL ? *scope : nil;
  muster_reading_ask (self->reading);
}

static void
add (MusterPage *page)
{
  MusterTodayPage *self = MUSTER_TODAY_PAGE (page);
  g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_ACTION));
  g_autoptr(MusterValue) scope = muster_id_is_nil (&self->scope) ? NULL : muster_value_new_ref (&self->scope);

  muster_record_set (fresh, "scope", scope);
  muster_adder_add (self->adder, fresh, GTK_WIDGET (self));
}

static void
muster_today_page_page_init (MusterPageInterface *iface)
{
  iface->add = add;
  iface->set_scope = set_scope;
  iface->flush = flush;
}

/* What is to be shown may still be read. */
static gboolean
muster_today_page_grab_focus (GtkWidget *widget)
{
  MusterTodayPage *self = MUSTER_TODAY_PAGE (widget);

  self->focus_due = self->today == NULL;
  if (self->focus_due)
    return TRUE;
  if (self->today->is_empty)
    return muster_focus_first (self->welcome);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    if (muster_today_section_focus_row (section_at (self, i)))
      return TRUE;
  muster_today_head_focus (MUSTER_TODAY_HEAD (self->head));
  return TRUE;
}

static void
muster_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (muster_today_page_parent_class)->map (widget);
  on_active_cb (MUSTER_TODAY_PAGE (widget));
}

static void
muster_today_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (muster_today_page_parent_class)->root (widget);
  /* Not before: until now a scope may come, which asks for itself. */
  if (MUSTER_TODAY_PAGE (widget)->day_read == 0)
    muster_reading_ask (MUSTER_TODAY_PAGE (widget)->reading);
  if (GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (on_active_cb), widget,
                             G_CONNECT_SWAPPED);
}

static void
muster_today_page_dispose (GObject *object)
{
  MusterTodayPage *self = MUSTER_TODAY_PAGE (object);

  g_clear_pointer (&self->rows, muster_steps_free);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->today, muster_today_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->reading);
  g_clear_object (&self->adder);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_today_page_parent_class)->dispose (object);
}

static void
muster_today_page_class_init (MusterTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_today_page_dispose;
  widget_class->grab_focus = muster_today_page_grab_focus;
  widget_class->focus = muster_focus_next;
  widget_class->map = muster_today_page_map;
  widget_class->root = muster_today_page_root;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
}

static GtkWidget *
make_column (MusterTodayPage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (column, "today");
  self->head = muster_today_head_new ();
  gtk_box_append (GTK_BOX (column), self->head);
  self->tiles = muster_today_tiles_new ();
  gtk_box_append (GTK_BOX (column), self->tiles);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    {
      self->sections[i] = muster_today_section_new (self->store, i);
      g_signal_connect_swapped (self->sections[i], "more", G_CALLBACK (muster_reading_ask), self->reading);
      g_signal_connect_swapped (self->sections[i], "folded", G_CALLBACK (on_folded_cb), self);
      g_signal_connect_swapped (self->sections[i], "above", G_CALLBACK (on_above_cb), self);
      g_signal_connect_swapped (self->sections[i], "beyond", G_CALLBACK (on_beyond_cb), self);
      g_signal_connect_swapped (self->sections[i], "seen", G_CALLBACK (muster_today_page_see), self);
      gtk_box_append (GTK_BOX (column), self->sections[i]);
    }
  return column;
}

static void
build (MusterTodayPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *nothing = adw_bin_new ();

  self->content = gtk_scrolled_window_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_column (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->content), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->content), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  self->stack = gtk_stack_new ();
  /* What is read in a moment need not be announced. */
  gtk_stack_add_child (GTK_STACK (self->stack), nothing);
  gtk_stack_add_child (GTK_STACK (self->stack), self->content);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  g_signal_connect_swapped (self->tiles, "chosen", G_CALLBACK (on_chosen_cb), self);
}

static void
muster_today_page_init (MusterTodayPage *self)
{
  muster_today_page_add_keys (self);
}

gboolean
muster_today_page_is_read (MusterTodayPage *self)
{
  return self->today != NULL;
}

void
muster_today_page_ask_first (MusterTodayQuestion *question)
{
  g_autoptr(GSettings) settings = muster_today_open_settings ();

  question->mine = settings != NULL && g_settings_get_boolean (settings, KEY_MINE);
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    question->limits[i] = MUSTER_TODAY_FIRST_ROWS;
}

GtkWidget *
muster_today_page_new (MusterStore *store)
{
  MusterTodayPage *self = g_object_new (MUSTER_TYPE_TODAY_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  self->rows = muster_steps_new (GTK_WIDGET (self), fill);
  self->adder = muster_adder_new (store);
  g_signal_connect_object (self->adder, "toast", G_CALLBACK (muster_page_emit_toast), self, G_CONNECT_SWAPPED);
  self->settings = muster_today_open_settings ();
  build (self);
  recall (self);
  g_signal_connect_swapped (self->head, "switched", G_CALLBACK (on_switched_cb), self);
  g_signal_connect_object (store, "notify::actor", G_CALLBACK (on_actor_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Today"), -1);
  return GTK_WIDGET (self);
}
