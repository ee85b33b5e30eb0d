/* muster-import-source.h - a table as text: off the clipboard, out of a file, or typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-kind.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_IMPORT_SOURCE (muster_import_source_get_type ())
G_DECLARE_FINAL_TYPE (MusterImportSource, muster_import_source, MUSTER, IMPORT_SOURCE, GtkBox)

/* Signals: "loaded" (): a file has been read; "problem" (const char *message): it cannot be. */
GtkWidget  *muster_import_source_new            (const MusterKind *kind);
char       *muster_import_source_dup_text       (MusterImportSource *self);
/* Whether nothing is lost with it: it is blank, or as it is in the file or on the clipboard. */
gboolean    muster_import_source_is_kept        (MusterImportSource *self);
void        muster_import_source_clear          (MusterImportSource *self);
/* The name of the file, for people; NULL: it came from none. */
const char *muster_import_source_get_name       (MusterImportSource *self);
/* Shows the rows of it that could not be taken, which are nowhere else then. */
void        muster_import_source_keep_rest      (MusterImportSource *self, const char *rest);
/* While it is looked at, nobody writes into it. */
void        muster_import_source_set_busy       (MusterImportSource *self, gboolean busy);
/* What is wrong with the text: a screen reader says it when the text has the focus. NULL: nothing. */
void        muster_import_source_set_fault      (MusterImportSource *self, const char *message);
/* Puts the cursor into the text: where it was, or at the beginning of a line from 1 on. */
void        muster_import_source_focus          (MusterImportSource *self, guint line);
void        muster_import_source_choose_file    (MusterImportSource *self);
/* Takes what is on the clipboard, if it is a table of the kind and nothing is there yet. */
void        muster_import_source_take_clipboard (MusterImportSource *self);

G_END_DECLS
