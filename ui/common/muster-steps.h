/* muster-steps.h - what a page makes of many parts, a part at a time: the first before its first frame, each of the
 * others with a frame of its own, so that none waits for more than a person sees and no key for more than one part.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _MusterSteps MusterSteps;

typedef void (*MusterStepFunc) (gpointer owner, guint i);

/* owner is not held; it frees these before it goes. */
MusterSteps *muster_steps_new  (GtkWidget *owner, MusterStepFunc step);
void         muster_steps_free (MusterSteps *self);
/* Calls step for 0 to at_once - 1 now and for the others up to n - 1 while owner is to be seen, from the frame after
 * that which shows the first; what was left of a run before is not called any more. at_once may be G_MAXUINT: all of
 * them. */
void         muster_steps_run  (MusterSteps *self, guint n, guint at_once);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSteps, muster_steps_free)

G_END_DECLS
