/* muster-revision-dialog.h - something is written once more: a third beside two sides of a conflict, or what was
 * refused. One form for each record in question.
 *
 * It stays until what was written is saved, for nobody else has it: whoever shows it saves, and says how that went.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-attention.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REVISION_DIALOG (muster_revision_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterRevisionDialog, muster_revision_dialog, MUSTER, REVISION_DIALOG, AdwWindow)

/* Translated. */
typedef struct {
  const char *title;
  const char *why;   /* above the forms; NULL: nothing */
  const char *use;   /* the button, with a mnemonic */
  const char *stays; /* what is there still when it is discarded */
} MusterRevisionWords;

/* Signal "written" (GPtrArray *revisions, element MusterRevision), once it is without fault, as far as can be told.
 * words and revisions are copied. */
MusterRevisionDialog *muster_revision_dialog_new  (MusterStore *store, GPtrArray *revisions,
                                                   const MusterRevisionWords *words);
/* It is saved: the dialog closes. */
void                  muster_revision_dialog_done (MusterRevisionDialog *self);
/* It is not. */
void                  muster_revision_dialog_fail (MusterRevisionDialog *self, const GError *error);

G_END_DECLS
