/* muster-question.h - a question that stands over a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows a dialog whose answers have been added. Their names are then without the underscores of their keys, which
 * libadwaita 1.2 leaves in them for those who listen. */
void muster_question_present (GtkWidget *dialog);

G_END_DECLS
