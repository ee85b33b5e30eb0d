/* muster-revision-part.h - one record of what was refused or is in conflict, as a form to go over it.
 *
 * What is typed into it is kept as the draft of its record, like everything that is typed: after a crash it comes back
 * here and on the page of the record. What others make of the record meanwhile is told beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-attention.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REVISION_PART (muster_revision_part_get_type ())
G_DECLARE_FINAL_TYPE (MusterRevisionPart, muster_revision_part, MUSTER, REVISION_PART, GtkBox)

/* revision is copied. */
GtkWidget      *muster_revision_part_new           (MusterStore *store, const MusterRevision *revision);
const MusterId *muster_revision_part_get_id        (MusterRevisionPart *self);
/* Whether anything was written since it was opened. */
gboolean        muster_revision_part_is_changed    (MusterRevisionPart *self);
/* As it is written now (transfer full); what cannot be read becomes a MusterProblem in unread. */
MusterRevision *muster_revision_part_collect       (MusterRevisionPart *self, GPtrArray *unread);
/* Beside the fields and above them, where the keyboard goes; element type MusterProblem, NULL: all is well. */
void            muster_revision_part_show_problems (MusterRevisionPart *self, GPtrArray *problems);
void            muster_revision_part_show_message  (MusterRevisionPart *self, const char *message);
/* What the record is by now; NULL: it is not here. */
void            muster_revision_part_take_record   (MusterRevisionPart *self, MusterRecord *record);
/* What was written was saved, or is not wanted: its draft goes. */
void            muster_revision_part_finish        (MusterRevisionPart *self);
void            muster_revision_part_focus_first   (MusterRevisionPart *self);

G_END_DECLS
