/* muster-rules.c - the words that all rules use: problems, states of records, the matrix.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-duty.h"
#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

/* ---- problems -------------------------------------------------------------------------------------------------- */

MusterProblem *
muster_problem_new (MusterSeverity severity, const char *rule, const char *field, char *message)
{
  MusterProblem *self = g_new0 (MusterProblem, 1);

  self->severity = severity;
  self->rule = rule;
  self->field = field;
  self->message = message;
  return self;
}

void
muster_problem_free (MusterProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->message);
  g_free (self->stated);
  g_free (self->computed);
  g_free (self);
}

/* ---- states ---------------------------------------------------------------------------------------------------- */

gboolean
muster_record_is_kind (MusterRecord *record, guint64 kinds)
{
  return (kinds & (G_GUINT64_CONSTANT (1) << muster_record_get_kind (record)->id)) != 0;
}

gboolean
muster_work_is_complete (MusterRecord *record)
{
  return muster_record_is_choice (record, "status", "complete");
}

gboolean
muster_work_is_dropped (MusterRecord *record)
{
  return muster_record_is_choice (record, "status", "cancelled")
         || muster_record_is_choice (record, "status", "superseded");
}

/* Work with a day on which it was done is not late, whatever its status still says; a check asks for the status. */
gboolean
muster_work_is_open (MusterRecord *record)
{
  return !muster_work_is_complete (record) && !muster_work_is_dropped (record) && !muster_record_has (record, "actual");
}

/* A draft counts: a risk that nobody has agreed to yet is still a risk. */
gboolean
muster_risk_is_open (MusterRecord *record)
{
  return muster_duty_is_open (record);
}

gboolean
muster_issue_is_open (MusterRecord *record)
{
  return muster_duty_is_open (record);
}

gboolean
muster_assumption_is_open (MusterRecord *record)
{
  return muster_duty_is_open (record);
}

gboolean
muster_escalation_is_open (MusterRecord *record)
{
  return muster_duty_is_open (record);
}

gboolean
muster_record_lacks_party (MusterRecord *record, const char *field)
{
  MusterParty *party = muster_value_get_party (muster_record_get (record, field));

  return party == NULL || muster_party_has_tbc (party);
}

/* ---- neighbours ------------------------------------------------------------------------------------------------ */

MusterRecord *
muster_lookup_ref (const MusterLookup *lookup, MusterRecord *record, const char *field)
{
  return muster_lookup_get (lookup, muster_record_get_ref (record, field));
}

static int
compare_records (gconstpointer a, gconstpointer b, gpointer data)
{
  MusterRecordCompare compare = (MusterRecordCompare) data;
  MusterRecord *x = *(MusterRecord *const *) a, *y = *(MusterRecord *const *) b;
  int order = compare (x, y);

  return order != 0 ? order : muster_id_compare (muster_record_get_id (x), muster_record_get_id (y));
}

/* What is equal goes by id. Ids begin with the time at which they were made, so this is the order in which people
 * worked wherever that matters, and it is the same on every replica whatever order its tables give. */
void
muster_records_sort (GPtrArray *records, MusterRecordCompare compare)
{
  g_ptr_array_sort_with_data (records, compare_records, (gpointer) compare);
}

/* ---- the risk matrix ------------------------------------------------------------------------------------------- */

const MusterMatrix muster_matrix_npsa = { 3, 6, 12 };

static int
threshold (MusterRecord *programme, const char *field, int otherwise)
{
  return muster_record_has (programme, field) ? (int) muster_record_get_number (programme, field) : otherwise;
}

/* Thresholds that do not ascend, as two people's merged edits may leave them, would hide a band: then NPSA's hold. */
MusterMatrix
muster_matrix_of (MusterRecord *programme)
{
  MusterMatrix matrix = muster_matrix_npsa;

  if (programme == NULL)
    return matrix;
  matrix.low_to = threshold (programme, "low_to", matrix.low_to);
  matrix.moderate_to = threshold (programme, "moderate_to", matrix.moderate_to);
  matrix.high_to = threshold (programme, "high_to", matrix.high_to);
  return matrix.low_to < matrix.moderate_to && matrix.moderate_to < matrix.high_to ? matrix : muster_matrix_npsa;
}

const char *
muster_matrix_band (const MusterMatrix *matrix, gint64 score)
{
  if (score <= 0)
    return NULL;
  if (score <= matrix->low_to)
    return "low";
  if (score <= matrix->moderate_to)
    return "moderate";
  return score <= matrix->high_to ? "high" : "extreme";
}

const char *
muster_band_label (const char *band)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_RISK), "band");
  const MusterChoice *choice = band != NULL ? muster_field_find_choice (field, band) : NULL;

  return choice != NULL ? _(choice->label) : "";
}
