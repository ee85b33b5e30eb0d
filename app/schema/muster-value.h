/* muster-value.h - one value of one field.
 *
 * Values are immutable, reference counted and may be shared between threads. NULL stands for "nothing
 * was entered" everywhere; there is no empty value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-id.h"
#include "muster-party.h"
#include "muster-population.h"
#include "muster-when.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_VALUE_TEXT,       /* one line */
  MUSTER_VALUE_LONG_TEXT,  /* paragraphs; a conflict is looked at by sentence */
  MUSTER_VALUE_INTEGER,
  MUSTER_VALUE_DECIMAL,    /* thousandths: 600 is 0.6 WTE */
  MUSTER_VALUE_BOOLEAN,    /* 0 or 1 */
  MUSTER_VALUE_MONEY,      /* pence */
  MUSTER_VALUE_PERCENT,    /* 0 to 100 */
  MUSTER_VALUE_SCORE,      /* 1 to 5, NPSA likelihood or consequence */
  MUSTER_VALUE_CHOICE,     /* the nick of one of the field's choices; unknown nicks from a newer version are kept */
  MUSTER_VALUE_WHEN,
  MUSTER_VALUE_PARTY,
  MUSTER_VALUE_POPULATION,
  MUSTER_VALUE_REF,        /* one record */
  MUSTER_VALUE_REFS,       /* several records, in the order given */
  MUSTER_VALUE_LIST,       /* several short texts: aliases, practices, sites */
} MusterValueType;

typedef struct _MusterValue MusterValue;

/* Texts are taken as they are: clean them first (muster_text_clean). "" gives NULL, as do empty lists. */
MusterValue            *muster_value_new_text       (MusterValueType type, const char *text);
MusterValue            *muster_value_new_number     (MusterValueType type, gint64 number);
MusterValue            *muster_value_new_when       (MusterWhen *when);             /* takes a reference */
MusterValue            *muster_value_new_party      (MusterParty *party);           /* takes a reference */
MusterValue            *muster_value_new_population (MusterPopulation *population); /* takes a reference */
MusterValue            *muster_value_new_ref        (const MusterId *id);
MusterValue            *muster_value_new_refs       (const MusterId *ids, guint n_ids);
MusterValue            *muster_value_new_list       (const char *const *texts);     /* NULL-terminated */

MusterValue            *muster_value_ref            (MusterValue *self);
void                    muster_value_unref          (MusterValue *self);

MusterValueType         muster_value_get_value_type (const MusterValue *self);
/* Each getter is for the types named and a programmer error for others; all take NULL for "nothing". */
const char             *muster_value_get_text       (const MusterValue *self); /* TEXT, LONG_TEXT, CHOICE; NULL */
gint64                  muster_value_get_number     (const MusterValue *self); /* numbers; 0 for NULL */
MusterWhen             *muster_value_get_when       (const MusterValue *self);
MusterParty            *muster_value_get_party      (const MusterValue *self);
MusterPopulation       *muster_value_get_population (const MusterValue *self);
/* REF and REFS: the ids and how many. */
const MusterId         *muster_value_get_ids        (const MusterValue *self, guint *n_ids);
const char *const      *muster_value_get_list       (const MusterValue *self); /* NULL for NULL */

/* NULLs are equal to each other only. */
gboolean                muster_value_equal          (const MusterValue *a, const MusterValue *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterValue, muster_value_unref)

G_END_DECLS
