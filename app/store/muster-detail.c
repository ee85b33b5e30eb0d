/* muster-detail.c - what a page on one record shows, and findings over all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

void
muster_detail_free (MusterDetail *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->record);
  g_clear_pointer (&self->backlinks, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  muster_rag_result_free (self->rag);
  g_free (self);
}

static gboolean
has_rag (const MusterKind *kind)
{
  return kind->id == MUSTER_KIND_PLAN || kind->id == MUSTER_KIND_DELIVERABLE || kind->id == MUSTER_KIND_ACTION;
}

static gboolean
has_rollup (const MusterKind *kind)
{
  return kind->id == MUSTER_KIND_TEAM || kind->id == MUSTER_KIND_AREA || kind->id == MUSTER_KIND_PROGRAMME;
}

static guint
count_conflicts (MusterReplica *self, const MusterId *id)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT count(*) FROM open_conflict WHERE record = ?1", NULL);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  return muster_statement_step (statement, &row, NULL) && row ? (guint) muster_statement_get_number (statement, 0) : 0;
}

MusterDetail *
muster_replica_get_detail (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterDetail) detail = g_new0 (MusterDetail, 1);
  guint32 today = muster_clock_today (self->clock);
  const MusterKind *kind;

  detail->record = muster_replica_get (self, id, &local);
  if (detail->record == NULL)
    {
      if (local == NULL)
        g_set_error_literal (&local, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("This record is not on this computer."));
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  kind = muster_record_get_kind (detail->record);
  detail->backlinks = muster_replica_backlinks (self, id, error);
  if (detail->backlinks == NULL)
    return NULL;
  detail->findings = muster_rules_findings (detail->record, &self->lookup);
  muster_rules_find_ahead (detail->record, &self->lookup, today, detail->findings);
  detail->gaps = muster_rules_gaps (detail->record);
  detail->n_conflicts = count_conflicts (self, id);
  if (has_rag (kind))
    detail->rag = muster_rules_rag (detail->record, &self->lookup, today);
  detail->has_rollup = has_rollup (kind);
  if (detail->has_rollup)
    muster_rules_rollup (detail->record, &self->lookup, today, &detail->rollup);
  return g_steal_pointer (&detail);
}

/* ---- findings over all ------------------------------------------------------------------------------------------- */

void
muster_finding_free (MusterFinding *self)
{
  g_free (self->title);
  muster_problem_free (self->problem);
  g_free (self);
}

static void
add_finding (GPtrArray *findings, MusterRecord *about, MusterProblem *problem)
{
  MusterFinding *finding = g_new0 (MusterFinding, 1);

  finding->record = *muster_record_get_id (about);
  finding->kind = muster_record_get_kind (about);
  finding->title = muster_record_dup_title (about);
  finding->problem = problem;
  g_ptr_array_add (findings, finding);
}

static void
add_computed (MusterReplica *self, MusterRecord *record, GPtrArray *findings)
{
  g_autoptr(GPtrArray) problems = muster_rules_findings (record, &self->lookup);

  muster_rules_find_ahead (record, &self->lookup, muster_clock_today (self->clock), problems);
  g_ptr_array_set_free_func (problems, NULL);
  for (guint i = 0; i < problems->len; i++)
    add_finding (findings, record, problems->pdata[i]);
}

static MusterSeverity
recorded_severity (MusterRecord *finding)
{
  return muster_record_is_choice (finding, "severity", "error") ? MUSTER_SEVERITY_ERROR
         : muster_record_is_choice (finding, "severity", "warning") ? MUSTER_SEVERITY_WARNING : MUSTER_SEVERITY_NOTE;
}

/* A finding that somebody wrote down, as long as nobody settled it. */
static void
add_recorded (MusterReplica *self, MusterRecord *finding, GPtrArray *findings)
{
  const char *resolution = muster_record_get_text (finding, "resolution");
  g_autoptr(MusterRecord) about = muster_lookup_get (&self->lookup, muster_record_get_ref (finding, "about"));
  MusterProblem *problem;

  if (about == NULL || (resolution[0] != '\0' && !g_str_equal (resolution, "open")))
    return;
  problem = muster_problem_new (recorded_severity (finding), g_intern_string (muster_record_get_text (finding, "rule")),
                                NULL, muster_record_dup_title (finding));
  problem->stated = g_strdup (muster_record_get_text (finding, "stated"));
  problem->computed = g_strdup (muster_record_get_text (finding, "computed"));
  add_finding (findings, about, problem);
}

GPtrArray *
muster_replica_findings (MusterReplica *self, const MusterId *id, GError **error)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_finding_free);
  g_autoptr(GPtrArray) recorded = NULL;

  if (id != NULL)
    {
      g_autoptr(MusterRecord) record = muster_lookup_get (&self->lookup, id);

      if (record != NULL)
        add_computed (self, record, findings);
      recorded = muster_lookup_pointing (&self->lookup, id, MUSTER_KIND_FINDING, "about");
    }
  else
    {
      for (guint i = 0; i < MUSTER_N_KINDS; i++)
        {
          g_autoptr(GPtrArray) records = muster_lookup_all (&self->lookup, i);

          for (guint j = 0; j < records->len; j++)
            add_computed (self, records->pdata[j], findings);
        }
      recorded = muster_lookup_all (&self->lookup, MUSTER_KIND_FINDING);
    }
  for (guint i = 0; i < recorded->len; i++)
    add_recorded (self, recorded->pdata[i], findings);
  return findings;
}
