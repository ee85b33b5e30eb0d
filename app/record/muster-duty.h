/* muster-duty.h - what people are asked for day by day, by kind: who answers for it, when it falls due, how it stands.
 *
 * The one table that says which fields these are; timing, Today and the quick edits of a row go by it. Constant; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record.h"

G_BEGIN_DECLS

/* Fields of the kind; NULL where it has none such. */
typedef struct {
  const MusterKind  *kind;
  const MusterField *due;    /* the day that it goes by, derived or not */
  gboolean           review; /* that day asks to look at it again, not to have it done */
  const MusterField *owner;
  const MusterField *status; /* how it stands, and the line that goes with it */
  const MusterField *note;
  const MusterField *percent; /* how far it is, judged with the status */
  const MusterField *move;   /* what is typed to put the day off, and the reason that goes with it */
  const MusterField *reason;
  const MusterField *done;   /* a day there says that it is done, whatever its status */
  const char *const *closed; /* nicks of status that end it; NULL-terminated */
  const MusterField *excused;      /* with excused_nick in that field it needs no day */
  const char        *excused_nick;
} MusterDuty;

/* NULL for kinds that ask nobody for anything. */
const MusterDuty *muster_duty_of (const MusterKind *kind);
/* Neither finished nor dropped nor closed; FALSE for kinds that ask nobody for anything. */
gboolean          muster_duty_is_open (MusterRecord *record);
/* Whether status offers to be complete. */
gboolean          muster_duty_can_complete (const MusterDuty *duty);

G_END_DECLS
