/* muster-compared-label.h - a text that shows what it has more and less than another: underlined and struck through for
 * the eye, in words for the ear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-compare.h"

G_BEGIN_DECLS

/* text stands where runs (element MusterRun) is NULL; "" is shown as nothing. */
GtkWidget *muster_compared_label_new (const char *text, const GArray *runs);

G_END_DECLS
