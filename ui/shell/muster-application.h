/* muster-application.h - the one process: its command line, its windows, and leaving in good order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-clock.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_APPLICATION (muster_application_get_type ())
G_DECLARE_FINAL_TYPE (MusterApplication, muster_application, MUSTER, APPLICATION, AdwApplication)

/* settings may be NULL. login signs what is saved where they name nobody. */
MusterApplication *muster_application_new (MusterClock *clock, GSettings *settings, const char *login);

G_END_DECLS
