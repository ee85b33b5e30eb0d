/* forms-desk.h - a window with one form in it over a copy of the example, and what is done there by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-field-editor.h"
#include "muster-record-editor-private.h"
#include "replica-fixture.h"

typedef struct {
  Fixture fixture;
  MusterRecord *samples[MUSTER_N_KINDS]; /* from the example; NULL where it has none */
  MusterStore *store;
  GtkWidget *window;
  MusterRecordEditor *editor;            /* of one kind, in the window */
  guint n_saved;
} Desk;

void               desk_open       (Desk *self);
void               desk_close      (Desk *self);

/* An empty form of that kind. */
void               desk_show_kind  (Desk *self, const MusterKind *kind);
/* In which a record to be made could be saved as it is. */
void               desk_start      (Desk *self);
MusterFieldEditor *desk_editor_of  (Desk *self, const MusterField *field);
/* Whether it was saved, warnings or not. */
gboolean           desk_save       (Desk *self);
/* Waits for it. */
gboolean           desk_focus_comes (Desk *self, MusterFieldEditor *editor);

/* Into the control, as a person does; by itself where nobody types. */
void               desk_type       (MusterFieldEditor *editor, const char *text);
/* As it stands in the control. */
char              *desk_read       (MusterFieldEditor *editor);
/* The entry or the paragraphs in it; NULL where nobody types. */
GtkWidget         *desk_control    (MusterFieldEditor *editor);
/* What is said to be wrong; NULL: nothing. */
const char        *desk_message    (MusterFieldEditor *editor);
/* Whether it says that something is left out. */
gboolean           desk_leaves_out (MusterFieldEditor *editor);
