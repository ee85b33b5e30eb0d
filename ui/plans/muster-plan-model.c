/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-model.h"

struct _MusterPlanModel {
  GObject parent_instance;
  GPtrArray *all;   /* MusterWork, as in the outline */
  GPtrArray *shown; /* the same, borrowed */
  GHashTable *by_id; /* id of its record -> MusterWork */
  GArray *ends;     /* guint: the index after the last that stands within */
  GArray *parents;  /* int */
  MusterWorkFilter filter;
  gpointer filter_data;
  guint n_matches;
};

static GType
get_item_type (GListModel *model)
{
  return MUSTER_TYPE_WORK;
}

static guint
get_n_items (GListModel *model)
{
  return MUSTER_PLAN_MODEL (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MusterPlanModel *self = MUSTER_PLAN_MODEL (model);

  return position < self->shown->len ? g_object_ref (self->shown->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterPlanModel, muster_plan_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
muster_plan_model_finalize (GObject *object)
{
  MusterPlanModel *self = MUSTER_PLAN_MODEL (object);

  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->all);
  g_array_unref (self->ends);
  g_array_unref (self->parents);
  G_OBJECT_CLASS (muster_plan_model_parent_class)->finalize (object);
}

static void
muster_plan_model_class_init (MusterPlanModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_plan_model_finalize;
}

static void
muster_plan_model_init (MusterPlanModel *self)
{
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new ();
  self->by_id = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, g_object_unref);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->parents = g_array_new (FALSE, FALSE, sizeof (int));
}

MusterPlanModel *
muster_plan_model_new (void)
{
  return g_object_new (MUSTER_TYPE_PLAN_MODEL, NULL);
}

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static GPtrArray *
list_unfolded (MusterPlanModel *self)
{
  GPtrArray *shown = g_ptr_array_sized_new (self->all->len);

  for (guint i = 0; i < self->all->len;)
    {
      MusterWork *work = self->all->pdata[i];

      g_ptr_array_add (shown, work);
      i = work->folded ? g_array_index (self->ends, guint, i) : i + 1;
    }
  return shown;
}

/* What matches, and what it stands within. */
static GPtrArray *
list_matching (MusterPlanModel *self)
{
  GPtrArray *shown = g_ptr_array_sized_new (self->all->len);
  g_autofree gboolean *wanted = g_new0 (gboolean, self->all->len + 1);

  self->n_matches = 0;
  for (guint i = self->all->len; i > 0; i--)
    {
      MusterWork *work = self->all->pdata[i - 1];
      gboolean matches = self->filter (work, self->filter_data);
      int parent = g_array_index (self->parents, int, i - 1);

      self->n_matches += matches;
      if (work->context != !matches)
        {
          work->context = !matches;
          muster_work_touch (work);
        }
      wanted[i - 1] |= matches;
      if (wanted[i - 1] && parent >= 0)
        wanted[parent] = TRUE;
    }
  for (guint i = 0; i < self->all->len; i++)
    if (wanted[i])
      g_ptr_array_add (shown, self->all->pdata[i]);
  return shown;
}

static void
clear_context (MusterPlanModel *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      MusterWork *work = self->all->pdata[i];

      if (!work->context)
        continue;
      work->context = FALSE;
      muster_work_touch (work);
    }
  self->n_matches = self->all->len;
}

/* Tells the one range that is another now. */
static void
show (MusterPlanModel *self)
{
  g_autoptr(GPtrArray) before = self->shown;
  guint first = 0, tail = 0;

  if (self->filter == NULL)
    clear_context (self);
  self->shown = self->filter != NULL ? list_matching (self) : list_unfolded (self);
  while (first < before->len && first < self->shown->len && before->pdata[first] == self->shown->pdata[first])
    first++;
  while (tail < before->len - first && tail < self->shown->len - first
         && before->pdata[before->len - tail - 1] == self->shown->pdata[self->shown->len - tail - 1])
    tail++;
  if (before->len - first - tail > 0 || self->shown->len - first - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first, before->len - first - tail,
                                self->shown->len - first - tail);
}

void
muster_plan_model_clear (MusterPlanModel *self)
{
  g_autoptr(GPtrArray) before = self->all; /* until the list has told that they are gone */

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  g_array_set_size (self->ends, 0);
  g_array_set_size (self->parents, 0);
  g_hash_table_remove_all (self->by_id);
  show (self);
}

void
muster_plan_model_fill (MusterPlanModel *self, MusterPlanView *view)
{
  g_autoptr(GPtrArray) before = self->all; /* until the list has told that they are gone */
  GHashTable *by_id = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, g_object_unref);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  g_array_set_size (self->ends, 0);
  g_array_set_size (self->parents, 0);
  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterOutlineItem *item = &g_array_index (view->outline, MusterOutlineItem, i);
      const MusterId *id = muster_record_get_id (item->record);
      MusterWork *known = g_hash_table_lookup (self->by_id, id);
      MusterWork *work = known != NULL ? g_object_ref (known) : muster_work_new ();

      muster_work_take (work, view, i);
      work->folded &= work->has_parts;
      g_ptr_array_add (self->all, work);
      g_hash_table_insert (by_id, muster_id_copy (id), g_object_ref (work));
      g_array_append_val (self->ends, item->end);
      g_array_append_val (self->parents, item->parent);
    }
  g_hash_table_unref (self->by_id);
  self->by_id = by_id;
  show (self);
}

void
muster_plan_model_set_filter (MusterPlanModel *self, MusterWorkFilter filter, gpointer data)
{
  self->filter = filter;
  self->filter_data = data;
  show (self);
}

/* ---- folding ----------------------------------------------------------------------------------------------------- */

static gboolean
set_folded (MusterWork *work, gboolean fold)
{
  if (!work->has_parts || work->folded == fold)
    return FALSE;
  work->folded = fold;
  muster_work_touch (work);
  return TRUE;
}

void
muster_plan_model_fold (MusterPlanModel *self, MusterWork *work, gboolean fold)
{
  if (set_folded (work, fold))
    show (self);
}

void
muster_plan_model_fold_all (MusterPlanModel *self, gboolean fold)
{
  for (guint i = 0; i < self->all->len; i++)
    set_folded (self->all->pdata[i], fold);
  show (self);
}

MusterWork *
muster_plan_model_nth (MusterPlanModel *self, guint index)
{
  return index < self->all->len ? self->all->pdata[index] : NULL;
}

guint
muster_plan_model_count (MusterPlanModel *self)
{
  return self->all->len;
}

guint
muster_plan_model_count_matches (MusterPlanModel *self)
{
  return self->n_matches;
}

guint
muster_plan_model_reveal (MusterPlanModel *self, const MusterId *id)
{
  MusterWork *work = g_hash_table_lookup (self->by_id, id);
  gboolean unfolded = FALSE;
  guint position;

  if (work == NULL)
    return G_MAXUINT;
  for (int up = g_array_index (self->parents, int, work->index); up >= 0; up = g_array_index (self->parents, int, up))
    unfolded |= set_folded (self->all->pdata[up], FALSE);
  if (unfolded)
    show (self);
  return g_ptr_array_find (self->shown, work, &position) ? position : G_MAXUINT;
}
