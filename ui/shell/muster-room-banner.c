/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-room-banner.h"

#include "muster-room.h"

#include <glib/gi18n.h>

static void
on_full_cb (MusterBanner *banner, GParamSpec *pspec, MusterRoom *room)
{
  if (muster_room_is_full (room))
    muster_banner_show (banner,
                        _("The disk, or your share of it, is full, so nothing new can be typed or saved. All that was "
                          "saved is safe. Free some space, by emptying the wastebasket for instance: Muster goes on by "
                          "itself."),
                        _("Look Again"));
  else
    muster_banner_hide (banner);
}

GtkWidget *
muster_room_banner_new (MusterStore *store)
{
  GtkWidget *self = g_object_new (MUSTER_TYPE_BANNER, NULL);
  MusterRoom *room = muster_room_of (store);

  if (room == NULL)
    return self;
  g_signal_connect_object (room, "notify::full", G_CALLBACK (on_full_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "clicked", G_CALLBACK (muster_room_look), room, G_CONNECT_SWAPPED);
  on_full_cb (MUSTER_BANNER (self), NULL, room);
  return self;
}
