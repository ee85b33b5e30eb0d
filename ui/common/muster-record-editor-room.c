/* muster-record-editor-room.c - while there is no room on the disk nothing is taken that could not be kept.
 *
 * What was typed before stays as it is, and is written as soon as there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-editor-private.h"

#include <glib/gi18n-lib.h>

#include "muster-info-row.h"
#include "muster-room.h"

static gboolean
has_focus (MusterRecordEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->form);
}

static void
close_form (MusterRecordEditor *self)
{
  self->room_row = muster_info_row_new (
    "dialog-warning-symbolic",
    _("There is no room on the disk to keep what would be typed here. What you typed already stays. Free some space: "
      "this goes on by itself."));
  gtk_box_append (GTK_BOX (self->infos), self->room_row);
  gtk_widget_set_visible (self->infos, TRUE);
  self->had_focus = has_focus (self);
  /* Left in good order: an entry that is greyed under the caret complains. */
  if (self->had_focus)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (self->form, FALSE);
}

static void
open_form (MusterRecordEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_box_remove (GTK_BOX (self->infos), g_steal_pointer (&self->room_row));
  gtk_widget_set_visible (self->infos, gtk_widget_get_first_child (self->infos) != NULL);
  gtk_widget_set_sensitive (self->form, TRUE);
  if (self->roomless)
    muster_record_editor_hide_summary (self);
  self->roomless = FALSE;
  /* Where somebody has gone meanwhile she stays. */
  if (self->had_focus && gtk_widget_get_mapped (self->form) && root != NULL && gtk_root_get_focus (root) == NULL)
    muster_record_form_focus_last (MUSTER_RECORD_FORM (self->form));
}

static void
on_room_cb (MusterRecordEditor *self, GParamSpec *pspec, MusterRoom *room)
{
  gboolean full = muster_room_is_full (room);

  if (full == (self->room_row != NULL))
    return;
  if (full)
    close_form (self);
  else
    open_form (self);
}

void
muster_record_editor_watch_room (MusterRecordEditor *self)
{
  MusterRoom *room = muster_room_of (self->store);

  if (room == NULL)
    return;
  g_signal_connect_object (room, "notify::full", G_CALLBACK (on_room_cb), self, G_CONNECT_SWAPPED);
  on_room_cb (self, NULL, room);
}

void
muster_record_editor_look_for_room (MusterRecordEditor *self)
{
  MusterRoom *room = muster_room_of (self->store);

  if (room != NULL)
    muster_room_look (room);
}
