/* muster-help-text.h - one page of help, from Mallard to widgets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a page is called, and what its index lists; parsed once, then only read. */
typedef struct {
  char      *title;
  GPtrArray *topics; /* char *: ids of the pages that the index lists, in its order */
  GtkWidget *body;   /* floating */
} MusterHelpText;

/* xml: a Mallard page of the elements page, info, title, p, section, list, steps, item, note, em, key, keyseq, gui and
 * link. Another is an error that names it. "activate-link" of the labels in body has the id of the page that a link
 * leads to. */
MusterHelpText *muster_help_text_parse (const char *xml, gssize length, GError **error);
void            muster_help_text_free  (MusterHelpText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHelpText, muster_help_text_free)

G_END_DECLS
