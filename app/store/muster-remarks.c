/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-remarks.h"

#include "muster-outline.h"
#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

/* Between two batches others are served by the reading thread. */
#define MOST_AT_ONCE 16

/* ---- what is said ------------------------------------------------------------------------------------------------ */

char *
muster_slip_to_text (MusterRecord *record)
{
  gboolean quarters = muster_kind_get_field (muster_record_get_kind (record), "slip_quarters") != NULL
                      && muster_record_has (record, "slip_quarters");
  int amount = (int) muster_record_get_number (record, quarters ? "slip_quarters" : "slip_days");
  int size = ABS (amount);

  if (amount == 0)
    return g_strdup ("");
  if (quarters)
    return amount > 0 ? g_strdup_printf (ngettext ("%d quarter late", "%d quarters late", size), size)
                      : g_strdup_printf (ngettext ("%d quarter early", "%d quarters early", size), size);
  return amount > 0 ? g_strdup_printf (ngettext ("%d day late", "%d days late", size), size)
                    : g_strdup_printf (ngettext ("%d day early", "%d days early", size), size);
}

static char *
say_rag (MusterReplica *self, MusterRecord *plan)
{
  g_autoptr(MusterRagResult) rag = muster_rules_rag (plan, &self->lookup, muster_clock_today (self->clock));

  return g_strdup (muster_rag_nick (rag->shown));
}

static char *
say_milestone (MusterReplica *self, MusterRecord *plan)
{
  g_autoptr(GPtrArray) work = muster_lookup_pointing (&self->lookup, muster_record_get_id (plan),
                                                      MUSTER_KIND_DELIVERABLE, "plan");
  g_autoptr(GArray) outline = muster_outline_new (work);
  int next = muster_outline_next_milestone (outline);
  g_autofree char *title = NULL, *due = NULL;

  if (next < 0)
    return g_strdup ("");
  title = muster_record_dup_title (g_array_index (outline, MusterOutlineItem, next).record);
  due = muster_record_to_display (g_array_index (outline, MusterOutlineItem, next).record, "due");
  /* Translators: when the next milestone of a plan is due, and what it is. */
  return g_strdup_printf (_("%s: %s"), due, title);
}

static char *
say_slip (MusterReplica *self, MusterRecord *plan)
{
  return muster_slip_to_text (plan);
}

static MusterField plan_fields[] = {
  { "rag", MUSTER_VALUE_CHOICE, MUSTER_FIELD_COLUMN, N_("RAG") },
  { "milestone", MUSTER_VALUE_TEXT, MUSTER_FIELD_COLUMN, N_("Next milestone") },
  { "slip", MUSTER_VALUE_TEXT, MUSTER_FIELD_COLUMN, N_("End slips") },
};

static char *(*const plan_remarks[]) (MusterReplica *self, MusterRecord *plan) = {
  say_rag, say_milestone, say_slip,
};
G_STATIC_ASSERT (G_N_ELEMENTS (plan_fields) == G_N_ELEMENTS (plan_remarks));

guint
muster_remarks_count (const MusterKind *kind)
{
  return kind->id == MUSTER_KIND_PLAN ? G_N_ELEMENTS (plan_fields) : 0;
}

const MusterField *
muster_remarks_field (const MusterKind *kind, guint i)
{
  g_return_val_if_fail (i < muster_remarks_count (kind), NULL);

  /* The terms are those that it may be overridden with. */
  plan_fields[0].choices = muster_kind_get_field (kind, "rag_override")->choices;
  return &plan_fields[i];
}

char **
muster_replica_read_remarks (MusterReplica *self, const MusterKind *kind, const MusterId *id)
{
  guint n = muster_remarks_count (kind);
  char **texts = g_new0 (char *, n + 1);
  g_autoptr(MusterRecord) record = NULL;

  muster_recent_begin (self);
  record = muster_replica_load_plain (self, id, NULL, NULL);
  for (guint i = 0; i < n; i++)
    texts[i] = record != NULL ? plan_remarks[i] (self, record) : g_strdup ("");
  muster_recent_end (self);
  return texts;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char   **texts; /* NULL: not known yet */
  gboolean stale; /* as they were before something changed */
  gboolean asked; /* waits, or is being read */
} Remark;

struct _MusterRemarks {
  GObject parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  GHashTable *known;  /* MusterId -> Remark */
  GArray *wanted;     /* MusterId */
  guint ask_id;       /* 0: none is due */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (MusterRemarks, muster_remarks, G_TYPE_OBJECT)

static guint changed_signal;

static void
remark_free (gpointer data)
{
  Remark *remark = data;

  g_strfreev (remark->texts);
  g_free (remark);
}

typedef struct {
  const MusterKind *kind;
  GArray *ids;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_array_unref (ask->ids);
  g_free (ask);
}

static gpointer
read_remarks (MusterReplica *replica, gpointer data, GError **error)
{
  Ask *ask = data;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < ask->ids->len; i++)
    g_ptr_array_add (all, muster_replica_read_remarks (replica, ask->kind, &g_array_index (ask->ids, MusterId, i)));
  return all;
}

static void ask_later (MusterRemarks *self);

typedef struct {
  MusterRemarks *self; /* owned */
  GArray *ids;
} Asked;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  MusterRemarks *self = asked->self;
  g_autoptr(GPtrArray) all = muster_store_read_finish (MUSTER_STORE (source), result, NULL);
  gboolean differs = FALSE;

  self->reading = FALSE;
  for (guint i = 0; i < asked->ids->len; i++)
    {
      Remark *remark = g_hash_table_lookup (self->known, &g_array_index (asked->ids, MusterId, i));

      remark->asked = FALSE;
      if (all == NULL)
        continue;
      if (remark->texts == NULL || !g_strv_equal ((const char *const *) remark->texts, all->pdata[i]))
        {
          g_strfreev (remark->texts);
          remark->texts = g_steal_pointer (&all->pdata[i]);
          differs = TRUE;
        }
    }
  if (self->wanted->len > 0)
    ask_later (self);
  if (differs)
    g_signal_emit (self, changed_signal, 0);
  g_array_unref (asked->ids);
  g_free (asked);
  g_object_unref (self);
}

static gboolean
ask_now (gpointer data)
{
  MusterRemarks *self = data;
  guint n = MIN (self->wanted->len, MOST_AT_ONCE);
  Ask *ask = g_new0 (Ask, 1);
  Asked *asked = g_new0 (Asked, 1);

  self->ask_id = 0;
  self->reading = TRUE;
  ask->kind = self->kind;
  ask->ids = g_array_sized_new (FALSE, FALSE, sizeof (MusterId), n);
  g_array_append_vals (ask->ids, self->wanted->data, n);
  g_array_remove_range (self->wanted, 0, n);
  for (guint i = 0; i < n; i++)
    ((Remark *) g_hash_table_lookup (self->known, &g_array_index (ask->ids, MusterId, i)))->stale = FALSE;
  asked->self = g_object_ref (self);
  asked->ids = g_array_ref (ask->ids);
  muster_store_read_async (self->store, read_remarks, ask, ask_free, (GDestroyNotify) g_ptr_array_unref, NULL, on_read,
                           asked);
  return G_SOURCE_REMOVE;
}

/* After what is asked for by the rows themselves. */
static void
ask_later (MusterRemarks *self)
{
  if (self->ask_id == 0 && !self->reading)
    self->ask_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, ask_now, self, NULL);
}

const char *
muster_remarks_get (MusterRemarks *self, const MusterId *id, guint i)
{
  Remark *remark = g_hash_table_lookup (self->known, id);

  if (remark == NULL)
    {
      remark = g_new0 (Remark, 1);
      g_hash_table_insert (self->known, muster_id_copy (id), remark);
    }
  if ((remark->texts == NULL || remark->stale) && !remark->asked)
    {
      remark->asked = TRUE;
      g_array_append_vals (self->wanted, id, 1);
      ask_later (self);
    }
  return remark->texts != NULL ? remark->texts[i] : NULL;
}

/* What stands there is shown until the new one is known; only what is looked at again is read again. */
static void
on_store_changed (MusterRemarks *self)
{
  GHashTableIter iter;
  gpointer remark;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &remark))
    ((Remark *) remark)->stale = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_remarks_finalize (GObject *object)
{
  MusterRemarks *self = MUSTER_REMARKS (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_hash_table_unref (self->known);
  g_array_unref (self->wanted);
  g_object_unref (self->store);
  G_OBJECT_CLASS (muster_remarks_parent_class)->finalize (object);
}

static void
muster_remarks_class_init (MusterRemarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_remarks_finalize;
  changed_signal = g_signal_new ("changed", MUSTER_TYPE_REMARKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
}

static void
muster_remarks_init (MusterRemarks *self)
{
  self->known = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, remark_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (MusterId));
}

MusterRemarks *
muster_remarks_new (MusterStore *store, const MusterKind *kind)
{
  MusterRemarks *self = g_object_new (MUSTER_TYPE_REMARKS, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return self;
}
