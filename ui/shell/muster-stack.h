/* muster-stack.h - showing one page of a GtkStack, to eyes and ears alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.8 goes on telling screen readers about the pages that do not show; this hides them. */
void muster_stack_show (GtkStack *stack, GtkWidget *page);

G_END_DECLS
