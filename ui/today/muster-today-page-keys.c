/* muster-today-page-keys.c - what letters do on Today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-page-private.h"

#include "muster-page.h"
#include "muster-today-head.h"
#include "muster-today-keys.h"
#include "muster-today-row.h"
#include "muster-writing.h"

static MusterTodayRow *
focused_row (MusterTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL ? (MusterTodayRow *) gtk_widget_get_ancestor (focus, MUSTER_TYPE_TODAY_ROW) : NULL;
}

gboolean
muster_today_page_may_write (MusterTodayPage *self)
{
  if (muster_store_can_write (self->store))
    return TRUE;
  muster_page_emit_toast (MUSTER_PAGE (self), muster_writing_why (), FALSE);
  return FALSE;
}

static gboolean
do_key (MusterTodayPage *self, guint key)
{
  MusterTodayRow *row = focused_row (self);
  MusterTodayHead *head = MUSTER_TODAY_HEAD (self->head);

  if (key == muster_today_keys_get (MUSTER_TODAY_KEY_SEEN))
    muster_today_page_see (self);
  else if (key == muster_today_keys_get (MUSTER_TODAY_KEY_MINE))
    muster_today_head_set_mine (head, !muster_today_head_is_mine (head));
  else
    {
      for (guint i = 0; row != NULL && i < MUSTER_DEED_N; i++)
        if (key == muster_today_keys_get (i))
          return !muster_today_page_may_write (self) || muster_today_row_do (row, i);
      return FALSE;
    }
  return TRUE;
}

/* Letters by themselves: nothing is typed on this page but in the form of a row. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterTodayPage *self)
{
  MusterTodayRow *row = focused_row (self);
  gboolean repeats = muster_held_key_repeats (&self->held, key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0
      || (row != NULL && muster_today_row_is_open (row)))
    return GDK_EVENT_PROPAGATE;
  /* What was done takes the row away; a key that is held must not do the same to the next. */
  if (repeats)
    return GDK_EVENT_STOP;
  if (!do_key (self, gdk_keyval_to_lower (key)))
    return GDK_EVENT_PROPAGATE;
  muster_held_key_remember (&self->held, row != NULL && !muster_today_row_is_open (row) ? key : 0);
  return GDK_EVENT_STOP;
}

static void
on_key_up_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterTodayPage *self)
{
  muster_held_key_release (&self->held, key);
}

void
muster_today_page_add_keys (MusterTodayPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_up_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
