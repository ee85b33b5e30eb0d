/* muster-twin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-twin.h"

#include "muster-focus.h"
#include "muster-twin-layout.h"

struct _MusterTwin {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (MusterTwin, muster_twin, GTK_TYPE_BOX)

static void
muster_twin_class_init (MusterTwinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_next;
}

static void
muster_twin_init (MusterTwin *self)
{
}

GtkWidget *
muster_twin_new (int gap, int chars)
{
  GtkWidget *self = g_object_new (MUSTER_TYPE_TWIN, NULL);

  gtk_widget_set_layout_manager (self, muster_twin_layout_new (gap, chars));
  return self;
}
