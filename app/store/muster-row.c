/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-row-private.h"

struct _MusterRow {
  GObject           parent_instance;
  gint64            rowid;
  MusterRecord     *record; /* nullable: not loaded yet */
  MusterRecordList *list;   /* not owned; NULL: gone */
};

G_DEFINE_FINAL_TYPE (MusterRow, muster_row, G_TYPE_OBJECT)

enum { PROP_0, PROP_RECORD, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
muster_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RECORD)
    g_value_set_object (value, MUSTER_ROW (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
muster_row_dispose (GObject *object)
{
  MusterRow *self = MUSTER_ROW (object);

  if (self->list != NULL)
    muster_record_list_drop_row (self->list, self->rowid);
  self->list = NULL;
  g_clear_object (&self->record);
  G_OBJECT_CLASS (muster_row_parent_class)->dispose (object);
}

static void
muster_row_class_init (MusterRowClass *class)
{
  G_OBJECT_CLASS (class)->get_property = muster_row_get_property;
  G_OBJECT_CLASS (class)->dispose = muster_row_dispose;
  props[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, MUSTER_TYPE_RECORD,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (class), N_PROPS, props);
}

static void
muster_row_init (MusterRow *self)
{
}

MusterRecord *
muster_row_get_record (MusterRow *self)
{
  return self->record;
}

gint64
muster_row_get_rowid (MusterRow *self)
{
  return self->rowid;
}

void
muster_row_set_record (MusterRow *self, MusterRecord *record)
{
  if (g_set_object (&self->record, record))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
}

MusterRow *
muster_row_new (MusterRecordList *list, gint64 rowid)
{
  MusterRow *self = g_object_new (MUSTER_TYPE_ROW, NULL);

  self->list = list;
  self->rowid = rowid;
  return self;
}

void
muster_row_forget_list (MusterRow *self)
{
  self->list = NULL;
}

gint64 *
muster_row_key (MusterRow *self)
{
  return &self->rowid;
}
