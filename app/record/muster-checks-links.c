/* muster-checks-links.c - checks of what a record points to, and of circles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

/* Whom a party may mean. */
#define PARTY_KINDS                                                                                                  \
  (MUSTER_KINDS (PERSON) | MUSTER_KINDS (ROLE) | MUSTER_KINDS (POST) | MUSTER_KINDS (TEAM)                           \
   | MUSTER_KINDS (ORGANISATION) | MUSTER_KINDS (BODY))

/* ---- one reference --------------------------------------------------------------------------------------------- */

static void
check_target (MusterCheck *check, const MusterField *field, const MusterId *id, guint64 kinds)
{
  g_autoptr(MusterRecord) target = muster_lookup_get (check->lookup, id);
  const char *label = muster_field_get_label (field);
  MusterSeverity blame = muster_check_blame (check, field->name);

  if (muster_id_equal (id, muster_record_get_id (check->edited)))
    muster_check_report (check, blame, "REF_SELF", field->name,
                         g_strdup_printf (_("“%s” is the record itself. Choose another one or clear it."), label));
  else if (target == NULL)
    muster_check_report (check, blame, "REF_MISSING", field->name,
                         g_strdup_printf (_("“%s” points to a record that is not here. Choose another one or clear "
                                            "it."), label));
  else if (!muster_record_is_kind (target, kinds))
    /* Translators: the second %s is a kind of record with its article, such as "a risk" */
    muster_check_report (check, blame, "REF_KIND", field->name,
                         g_strdup_printf (_("“%s” cannot be %s. Choose a record of another kind."), label,
                                          _(muster_record_get_kind (target)->article)));
  else if (muster_record_is_archived (target) && muster_check_changes (check, field->name))
    {
      g_autofree char *title = muster_record_dup_title (target);

      muster_check_report (check, MUSTER_SEVERITY_WARNING, "REF_ARCHIVED", field->name,
                           g_strdup_printf (_("“%s” points to “%s”, which is archived. Bring that back or choose "
                                              "another one."), label, title));
    }
}

static void
check_party (MusterCheck *check, const MusterField *field, MusterParty *party)
{
  for (guint i = 0; i < muster_party_get_n (party); i++)
    if (muster_party_get_member (party, i)->record != NULL)
      check_target (check, field, muster_party_get_member (party, i)->record, PARTY_KINDS);
}

static void
check_references (MusterCheck *check)
{
  const MusterKind *kind = muster_record_get_kind (check->edited);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      const MusterValue *value = muster_record_get_at (check->edited, i);
      const MusterId *ids;
      guint n_ids;

      if (value == NULL || muster_field_is_derived (field))
        continue;
      if (field->type == MUSTER_VALUE_PARTY)
        check_party (check, field, muster_value_get_party (value));
      if (field->type == MUSTER_VALUE_WHEN && muster_when_get_event (muster_value_get_when (value)) != NULL)
        check_target (check, field, muster_when_get_event (muster_value_get_when (value)), MUSTER_KINDS_ANY);
      if (field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS)
        continue;
      ids = muster_value_get_ids (value, &n_ids);
      for (guint j = 0; j < n_ids; j++)
        check_target (check, field, &ids[j], field->refers);
    }
}

/* ---- circles --------------------------------------------------------------------------------------------------- */

/* Fields by which records stand within each other or come after each other. */
static const struct {
  MusterKindId kind;
  const char  *field;
} trees[] = {
  { MUSTER_KIND_AREA, "parent" },        { MUSTER_KIND_ORGANISATION, "parent" }, { MUSTER_KIND_WORKSTREAM, "parent" },
  { MUSTER_KIND_DELIVERABLE, "parent" }, { MUSTER_KIND_DECISION, "supersedes" },
};

/* Whether going up from start by field comes to id. Circles elsewhere end the walk. */
static gboolean
leads_to (MusterRecord *start, const char *field, const MusterId *id, const MusterLookup *lookup)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  g_autoptr(MusterRecord) record = g_object_ref (start);

  while (record != NULL && g_hash_table_add (seen, muster_id_copy (muster_record_get_id (record))))
    {
      MusterRecord *next;

      if (muster_id_equal (muster_record_get_id (record), id))
        return TRUE;
      next = muster_lookup_ref (lookup, record, field);
      g_object_unref (record);
      record = next;
    }
  return FALSE;
}

static void
check_trees (MusterCheck *check)
{
  const MusterId *id = muster_record_get_id (check->edited);

  for (guint i = 0; i < G_N_ELEMENTS (trees); i++)
    {
      g_autoptr(MusterRecord) parent = NULL;

      if (trees[i].kind != muster_record_get_kind (check->edited)->id)
        continue;
      parent = muster_lookup_ref (check->lookup, check->edited, trees[i].field);
      if (parent != NULL && muster_record_is_kind (parent, G_GUINT64_CONSTANT (1) << trees[i].kind)
          && !muster_id_equal (muster_record_get_id (parent), id)
          && leads_to (parent, trees[i].field, id, check->lookup))
        {
          g_autofree char *title = muster_record_dup_title (parent);

          muster_check_report (check, muster_check_blame (check, trees[i].field), "CYCLE", trees[i].field,
                               /* Translators: a title, then a field such as "Part of" */
                               g_strdup_printf (_("“%s” itself stands below this record. Choose another one for "
                                                  "“%s”."),
                                                title, muster_check_label (check, trees[i].field)));
        }
    }
}

static char *
say_reports (const char *to, const char *from)
{
  return g_strdup_printf (_("“%s” already reports to “%s”, itself or through others. Remove that line first, or choose "
                            "another body."), to, from);
}

static char *
say_waits (const char *to, const char *from)
{
  return g_strdup_printf (_("“%s” already waits for “%s”, itself or through others, so neither can go first. Remove "
                            "one of the dependencies."), to, from);
}

/* Records that are the lines between others. A circle of bodies that report to each other leaves nobody in charge; one
 * of work that waits for each other never starts, but plans hold those, so it is said and saved. */
typedef struct {
  MusterKindId   kind;
  const char    *from, *to;
  const char    *type, *nick; /* only lines of this type; NULL: all */
  MusterSeverity severity;
  char        *(*say) (const char *to, const char *from);
} Graph;

static const Graph graphs[] = {
  { MUSTER_KIND_BODY_LINK, "from", "to", "link", "reports-to", MUSTER_SEVERITY_ERROR, say_reports },
  { MUSTER_KIND_DEPENDENCY, "from", "to", NULL, NULL, MUSTER_SEVERITY_WARNING, say_waits },
};

static gboolean
is_line (const Graph *graph, MusterRecord *record)
{
  return graph->type == NULL || muster_record_is_choice (record, graph->type, graph->nick);
}

/* Whether the lines lead from start to id without the line that is being saved. */
static gboolean
reaches (const Graph *graph, MusterCheck *check, const MusterId *start, const MusterId *id)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (MusterId));

  g_array_append_vals (queue, start, 1);
  for (guint i = 0; i < queue->len; i++)
    {
      MusterId at = g_array_index (queue, MusterId, i);
      g_autoptr(GPtrArray) lines = NULL;

      if (muster_id_equal (&at, id))
        return TRUE;
      if (!g_hash_table_add (seen, muster_id_copy (&at)))
        continue;
      lines = muster_lookup_pointing (check->lookup, &at, graph->kind, graph->from);
      for (guint j = 0; j < lines->len; j++)
        {
          MusterRecord *line = g_ptr_array_index (lines, j);
          const MusterId *next = muster_record_get_ref (line, graph->to);

          if (next != NULL && is_line (graph, line)
              && !muster_id_equal (muster_record_get_id (line), muster_record_get_id (check->edited)))
            g_array_append_vals (queue, next, 1);
        }
    }
  return FALSE;
}

static char *
title_of (MusterCheck *check, const MusterId *id)
{
  g_autoptr(MusterRecord) record = muster_lookup_get (check->lookup, id);

  return record != NULL ? muster_record_dup_title (record) : g_strdup ("?");
}

static void
check_graph (MusterCheck *check, const Graph *graph)
{
  const MusterId *from = muster_record_get_ref (check->edited, graph->from);
  const MusterId *to = muster_record_get_ref (check->edited, graph->to);

  if (from == NULL || to == NULL)
    return;
  if (muster_id_equal (from, to))
    muster_check_report (check, MUSTER_SEVERITY_ERROR, "CYCLE", graph->to,
                         g_strdup_printf (_("“%s” and “%s” are the same record. Choose another one."),
                                          muster_check_label (check, graph->from),
                                          muster_check_label (check, graph->to)));
  else if (is_line (graph, check->edited) && reaches (graph, check, to, from))
    {
      g_autofree char *a = title_of (check, to), *b = title_of (check, from);
      MusterSeverity blame = muster_check_blame_group (check, graph->to, graph->from);

      muster_check_report (check, MAX (blame, graph->severity), "CYCLE", graph->to,
                           graph->say (a, b));
    }
}

void
muster_check_links (MusterCheck *check)
{
  check_references (check);
  check_trees (check);
  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    if (graphs[i].kind == muster_record_get_kind (check->edited)->id)
      check_graph (check, &graphs[i]);
}

/* ---- archiving ------------------------------------------------------------------------------------------------- */

static guint
count_pointing (MusterCheck *check, const MusterKind *kind, GHashTable *seen)
{
  const guint64 bit = G_GUINT64_CONSTANT (1) << muster_record_get_kind (check->edited)->id;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      g_autoptr(GPtrArray) found = NULL;

      if ((field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS) || !(field->refers & bit))
        continue;
      found = muster_lookup_pointing (check->lookup, muster_record_get_id (check->edited), kind->id, field->name);
      for (guint j = 0; j < found->len; j++)
        g_hash_table_add (seen, muster_id_copy (muster_record_get_id (g_ptr_array_index (found, j))));
    }
  return g_hash_table_size (seen);
}

/* Removing what others hang on asks first (domain 2.4). */
void
muster_check_archive (MusterCheck *check)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  g_autofree char *title = muster_record_dup_title (check->edited);
  guint count = 0;

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    count = count_pointing (check, muster_kind_get ((MusterKindId) i), seen);
  if (count > 0)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "ARCHIVE", NULL,
                         g_strdup_printf (ngettext ("%u other record points to “%s”. It stays, and shows that this one "
                                                    "is archived.",
                                                    "%u other records point to “%s”. They stay, and show that this one "
                                                    "is archived.",
                                                    count),
                                          count, title));
}
