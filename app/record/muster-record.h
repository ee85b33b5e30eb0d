/* muster-record.h - one record of any kind, as read from a replica or being made.
 *
 * A record is built (new or copy, then set) by one owner and from then on only read; once handed to a list, a
 * view or another thread nobody changes it. To edit, copy, set, and give base and copy to a MusterCommit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "muster-kind.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD (muster_record_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecord, muster_record, MUSTER, RECORD, GObject)

MusterRecord      *muster_record_new           (const MusterKind *kind, const MusterId *id);
/* A copy to edit. It has the versions, reference titles and resolved days of the original. */
MusterRecord      *muster_record_copy          (MusterRecord *self);

const MusterKind  *muster_record_get_kind      (MusterRecord *self);
const MusterId    *muster_record_get_id        (MusterRecord *self);
gboolean           muster_record_is_archived   (MusterRecord *self);
void               muster_record_set_archived  (MusterRecord *self, gboolean archived);

/* field is a name of the kind's table; another name is a programmer error. NULL: nothing entered. */
const MusterValue *muster_record_get           (MusterRecord *self, const char *field);
const MusterValue *muster_record_get_at        (MusterRecord *self, guint index);
void               muster_record_set           (MusterRecord *self, const char *field,
                                                MusterValue *value); /* refs value */
void               muster_record_set_at        (MusterRecord *self, guint index, MusterValue *value);
void               muster_record_take_at       (MusterRecord *self, guint index, MusterValue *value); /* takes it */

/* Shorthands; "" and 0 for nothing. */
const char        *muster_record_get_text      (MusterRecord *self, const char *field); /* TEXT, LONG_TEXT, CHOICE */
gint64             muster_record_get_number    (MusterRecord *self, const char *field);
gboolean           muster_record_has           (MusterRecord *self, const char *field);
gboolean           muster_record_is_choice     (MusterRecord *self, const char *field, const char *nick);
const MusterId    *muster_record_get_ref       (MusterRecord *self, const char *field); /* NULL: none */

/* What people call it: its title, else something made of its other fields, else "Untitled risk". */
char              *muster_record_dup_title     (MusterRecord *self);
/* "R-12" with kinds that have such numbers, else NULL. */
const char        *muster_record_get_ref_code  (MusterRecord *self);
void               muster_record_set_ref_code  (MusterRecord *self, const char *code);

/* First and last day of a WHEN field beside its plan or milestone, as the replica resolved them; {0, 0} when undated.
 * */
MusterDays         muster_record_get_days      (MusterRecord *self, const char *field);
void               muster_record_set_days_at   (MusterRecord *self, guint index, MusterDays days);

/* The titles of the records that a REF or REFS field points to, ", " between; "" when nothing is set or when the
 * reader did not look them up. Owned by the record. */
const char        *muster_record_get_ref_title (MusterRecord *self, const char *field);
void               muster_record_set_ref_title (MusterRecord *self, const char *field, const char *title);

/* Which commit of this replica last set the group: the base of an edit. 0: never set. */
gint64             muster_record_get_version   (MusterRecord *self, const char *group);
void               muster_record_set_version   (MusterRecord *self, const char *group, gint64 version);

/* The same text that the table shows for a field, references by their titles. Translated; "" for nothing. */
char              *muster_record_to_display    (MusterRecord *self, const char *field);

G_END_DECLS
