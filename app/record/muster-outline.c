/* muster-outline.c - see muster-outline.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline.h"

#include "muster-error.h"
#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

/* Between two numbers, so that something fits in later. */
#define STEP 10
#define MOST 1000000 /* as the field allows */
#define NO_NUMBER G_MAXINT64

static MusterOutlineItem *
at (GArray *outline, guint i)
{
  return &g_array_index (outline, MusterOutlineItem, i);
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

static gint64
number_of (MusterRecord *record)
{
  return muster_record_has (record, "position") ? muster_record_get_number (record, "position") : NO_NUMBER;
}

static guint32
day_of (MusterRecord *record)
{
  guint32 day = muster_rules_due_day (record);

  return day != 0 ? day : G_MAXUINT32;
}

/* By number where they have one, then by day: a plan that nobody put in order reads as a calendar does. */
static int
compare (MusterRecord *a, MusterRecord *b)
{
  gint64 x = number_of (a), y = number_of (b);

  if (x != y)
    return x < y ? -1 : 1;
  return (day_of (a) > day_of (b)) - (day_of (a) < day_of (b));
}

/* ---- the tree ---------------------------------------------------------------------------------------------------- */

static const char *
parent_field (MusterRecord *record)
{
  return muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE)) ? "parent" : "origin";
}

/* Where each stands among sorted; -1: at the top. */
static int *
find_parents (GPtrArray *sorted)
{
  g_autoptr(GHashTable) places = g_hash_table_new (muster_id_hash, muster_id_equal);
  int *parents = g_new (int, sorted->len);
  g_autofree guint8 *state = g_new0 (guint8, sorted->len); /* 1: on the way up now, 2: leads to the top */

  for (guint i = 0; i < sorted->len; i++)
    if (muster_record_is_kind (sorted->pdata[i], MUSTER_KINDS (DELIVERABLE)))
      g_hash_table_insert (places, (gpointer) muster_record_get_id (sorted->pdata[i]), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < sorted->len; i++)
    {
      const MusterId *id = muster_record_get_ref (sorted->pdata[i], parent_field (sorted->pdata[i]));

      parents[i] = id != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (places, id)) - 1 : -1;
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      int up = (int) i, again;

      for (; up >= 0 && state[up] == 0; up = parents[up])
        state[up] = 1;
      again = up >= 0 && state[up] == 1 ? up : -1; /* it was met on this way already */
      for (up = (int) i; up >= 0 && state[up] == 1; up = parents[up])
        state[up] = 2;
      if (again >= 0)
        parents[again] = -1;
    }
  return parents;
}

typedef struct {
  GPtrArray *sorted;
  int *parents, *first, *next; /* in the order of sorted */
} Tree;

static void
link_children (Tree *tree)
{
  guint n = tree->sorted->len;

  tree->first = g_new (int, n + 1); /* the last: those at the top */
  tree->next = g_new (int, n + 1);
  for (guint i = 0; i <= n; i++)
    tree->first[i] = tree->next[i] = -1;
  for (guint i = n; i > 0; i--)
    {
      guint parent = tree->parents[i - 1] >= 0 ? (guint) tree->parents[i - 1] : n;

      tree->next[i - 1] = tree->first[parent];
      tree->first[parent] = (int) i - 1;
    }
}

/* From the top, what stands within each right after it; without recursion, since depth is what people make of it. */
static void
read_out (Tree *tree, GArray *outline)
{
  g_autofree int *placed = g_new (int, tree->sorted->len + 1);
  int i = tree->first[tree->sorted->len];

  while (i >= 0)
    {
      int parent = tree->parents[i];
      MusterOutlineItem item = { .record = g_object_ref (tree->sorted->pdata[i]),
                                 .parent = parent >= 0 ? placed[parent] : -1 };

      item.depth = item.parent >= 0 ? at (outline, (guint) item.parent)->depth + 1 : 0;
      item.end = outline->len + 1;
      placed[i] = (int) outline->len;
      g_array_append_val (outline, item);
      if (tree->first[i] >= 0)
        {
          i = tree->first[i];
          continue;
        }
      while (i >= 0 && tree->next[i] < 0)
        {
          i = tree->parents[i];
          if (i >= 0)
            at (outline, (guint) placed[i])->end = outline->len;
        }
      i = i >= 0 ? tree->next[i] : -1;
    }
}

/* As muster_plan_sums() does for the whole: leaves count, and what stands within a deliverable takes its place. */
static void
roll_up (GArray *outline)
{
  g_autofree MusterSums *sums = g_new0 (MusterSums, outline->len + 1);
  g_autofree gboolean *is_whole = g_new0 (gboolean, outline->len + 1);

  for (guint i = outline->len; i > 0; i--)
    {
      MusterOutlineItem *item = at (outline, i - 1);
      gboolean dropped = muster_work_is_dropped (item->record);

      if (!dropped && !is_whole[i - 1])
        {
          sums[i - 1].weights += muster_work_weight (item->record);
          sums[i - 1].done += muster_work_weight (item->record) * muster_work_percent (item->record);
        }
      item->percent = is_whole[i - 1] ? muster_sums_progress (sums[i - 1])
                      : dropped       ? -1
                                      : (int) muster_work_percent (item->record);
      if (item->parent < 0)
        continue;
      sums[item->parent].weights += sums[i - 1].weights;
      sums[item->parent].done += sums[i - 1].done;
      is_whole[item->parent] |= !dropped && muster_record_is_kind (item->record, MUSTER_KINDS (DELIVERABLE));
    }
}

static void
clear_item (gpointer item)
{
  g_clear_object (&((MusterOutlineItem *) item)->record);
}

GArray *
muster_outline_new (GPtrArray *work)
{
  GArray *outline = g_array_sized_new (FALSE, TRUE, sizeof (MusterOutlineItem), work->len);
  Tree tree = { .sorted = g_ptr_array_copy (work, NULL, NULL) };

  g_ptr_array_set_free_func (tree.sorted, NULL);
  g_array_set_clear_func (outline, clear_item);
  muster_records_sort (tree.sorted, compare);
  tree.parents = find_parents (tree.sorted);
  link_children (&tree);
  read_out (&tree, outline);
  roll_up (outline);
  g_ptr_array_unref (tree.sorted);
  g_free (tree.parents);
  g_free (tree.first);
  g_free (tree.next);
  return outline;
}

int
muster_outline_next (GArray *outline, guint item)
{
  guint end = at (outline, item)->end;

  return end < outline->len && at (outline, end)->parent == at (outline, item)->parent ? (int) end : -1;
}

int
muster_outline_before (GArray *outline, guint item)
{
  int parent = at (outline, item)->parent;

  for (int i = (int) item - 1; i > parent; i--)
    if (at (outline, (guint) i)->parent == parent)
      return i;
  return -1;
}

/* ---- at a glance ------------------------------------------------------------------------------------------------- */

static gboolean
is_milestone (MusterRecord *record)
{
  return muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE))
         && (muster_record_is_choice (record, "type", "milestone")
             || muster_record_is_choice (record, "type", "gateway"));
}

int
muster_outline_next_milestone (GArray *outline)
{
  guint32 first = G_MAXUINT32;
  int next = -1;

  for (guint i = 0; i < outline->len; i++)
    {
      MusterRecord *record = at (outline, i)->record;

      if (!is_milestone (record) || !muster_work_is_open (record) || day_of (record) >= first)
        continue;
      first = day_of (record);
      next = (int) i;
    }
  return next;
}

void
muster_outline_count (GArray *outline, guint *n_open, guint *n_complete)
{
  *n_open = *n_complete = 0;
  for (guint i = 0; i < outline->len; i++)
    {
      *n_open += muster_work_is_open (at (outline, i)->record);
      *n_complete += muster_work_is_complete (at (outline, i)->record);
    }
}

/* ---- placing ----------------------------------------------------------------------------------------------------- */

/* A number between two; 0: there is none. -1 stands for the top of the row, NO_NUMBER for its end. */
static gint64
number_between (gint64 low, gint64 high)
{
  if (low == NO_NUMBER || high <= low)
    return 0;
  if (high == NO_NUMBER)
    return low <= MOST - STEP ? MAX (low, 0) + STEP : 0;
  return high - low > 1 ? low + (high - low) / 2 : 0;
}

/* Those within parent but without item, in their order; element type guint. */
static GArray *
list_siblings (GArray *outline, int parent, int without)
{
  GArray *siblings = g_array_new (FALSE, FALSE, sizeof (guint));
  guint end = parent >= 0 ? at (outline, (guint) parent)->end : outline->len;

  for (guint i = (guint) (parent + 1); i < end; i = at (outline, i)->end)
    if ((int) i != without)
      g_array_append_val (siblings, i);
  return siblings;
}

static gint64
number_at (GArray *outline, GArray *siblings, guint place)
{
  gint64 low = place > 0 ? number_of (at (outline, g_array_index (siblings, guint, place - 1))->record) : -1;
  gint64 high = place < siblings->len ? number_of (at (outline, g_array_index (siblings, guint, place))->record)
                                      : NO_NUMBER;

  return number_between (low, high);
}

gint64
muster_outline_number (GArray *outline, int parent, int after)
{
  g_autoptr(GArray) siblings = list_siblings (outline, parent, -1);
  guint place = siblings->len;

  for (guint i = 0; i < siblings->len; i++)
    if ((int) g_array_index (siblings, guint, i) == after)
      place = i + 1;
  return number_at (outline, siblings, place);
}

static void
set_number (MusterRecord *record, gint64 number)
{
  g_autoptr(MusterValue) value = muster_value_new_number (MUSTER_VALUE_INTEGER, number);

  muster_record_set (record, "position", value);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
set_parent (GArray *outline, MusterOutlineItem *item, int parent, MusterRecord *edited, GError **error)
{
  const char *field = parent_field (item->record);
  MusterRecord *target = parent >= 0 ? at (outline, (guint) parent)->record : NULL;
  g_autoptr(MusterValue) value = target != NULL ? muster_value_new_ref (muster_record_get_id (target)) : NULL;

  if (parent == item->parent)
    return TRUE;
  if (target != NULL && !muster_record_is_kind (target, MUSTER_KINDS (DELIVERABLE)))
    return refuse (error, _("Nothing stands within an action. Choose a deliverable or a work package."));
  /* It would forget the risk or the meeting that it comes from. */
  if (g_str_equal (field, "origin") && item->parent < 0 && muster_record_has (edited, field))
    return refuse (error, _("This action comes from something outside the plan, so it stays at the top."));
  muster_record_set (edited, field, value);
  return TRUE;
}

static void
number_anew (GArray *outline, GArray *siblings, guint place, guint item, MusterRecord *edited, MusterCommit *commit)
{
  gint64 step = siblings->len < MOST / STEP - 1 ? STEP : 1, number = step;

  for (guint i = 0; i <= siblings->len; i++, number += step)
    {
      MusterRecord *record = i < siblings->len ? at (outline, g_array_index (siblings, guint, i))->record : NULL;
      g_autoptr(MusterRecord) numbered = NULL;

      if (i == place)
        {
          set_number (edited, number);
          number += step;
        }
      if (record == NULL || number_of (record) == number)
        continue;
      numbered = muster_record_copy (record);
      set_number (numbered, number);
      muster_commit_add_edit (commit, record, numbered);
    }
}

gboolean
muster_outline_place (GArray *outline, guint i, int parent, int before, MusterCommit *commit, GError **error)
{
  MusterOutlineItem *item = at (outline, i);
  g_autoptr(MusterRecord) edited = muster_record_copy (item->record);
  g_autoptr(GArray) siblings = NULL;
  guint place;
  gint64 number;

  if (parent >= (int) i && parent < (int) item->end)
    return refuse (error, _("Nothing can stand within itself. Choose another place."));
  if (!set_parent (outline, item, parent, edited, error))
    return FALSE;
  siblings = list_siblings (outline, parent, (int) i);
  for (place = 0; place < siblings->len && (int) g_array_index (siblings, guint, place) != before; place++)
    ;
  number = number_at (outline, siblings, place);
  if (number != 0)
    set_number (edited, number);
  else
    number_anew (outline, siblings, place, i, edited, commit);
  muster_commit_add_edit (commit, item->record, edited);
  return TRUE;
}

gboolean
muster_outline_move (GArray *outline, guint i, MusterOutlineMove move, MusterCommit *commit, GError **error)
{
  int parent = at (outline, i)->parent, above = muster_outline_before (outline, i);
  int below = muster_outline_next (outline, i);

  switch (move)
    {
    case MUSTER_OUTLINE_UP:
      if (above < 0)
        return refuse (error, _("It is the first already."));
      return muster_outline_place (outline, i, parent, above, commit, error);
    case MUSTER_OUTLINE_DOWN:
      if (below < 0)
        return refuse (error, _("It is the last already."));
      return muster_outline_place (outline, i, parent, muster_outline_next (outline, (guint) below), commit, error);
    case MUSTER_OUTLINE_IN:
      if (above < 0)
        return refuse (error, _("There is nothing above it to stand within."));
      return muster_outline_place (outline, i, above, -1, commit, error);
    case MUSTER_OUTLINE_OUT:
    default:
      if (parent < 0)
        return refuse (error, _("It stands at the top already."));
      return muster_outline_place (outline, i, at (outline, (guint) parent)->parent,
                                   muster_outline_next (outline, (guint) parent), commit, error);
    }
}
