/* muster-background.h - asks the desktop whether Muster may go on for a while without a window. Main thread.
 *
 * In a sandbox what has no window is ended after a time, unless the desktop was asked: by the portal
 * org.freedesktop.portal.Background. Nothing here waits for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  MUSTER_BACKGROUND_UNKNOWN, /* there is nobody to ask, or no answer */
  MUSTER_BACKGROUND_ALLOWED,
  MUSTER_BACKGROUND_REFUSED,
} MusterBackgroundAnswer;

/* Whether it has to be asked for here. */
gboolean               muster_background_is_asked_for (void);

/* reason: a sentence that the desktop may show. */
void                   muster_background_ask_async    (GDBusConnection *bus, const char *reason,
                                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                                       gpointer user_data);
MusterBackgroundAnswer muster_background_ask_finish   (GAsyncResult *result);

G_END_DECLS
