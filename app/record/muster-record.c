/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record.h"

#include "muster-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Long titles are cut where a title is made of a paragraph. */
#define TITLE_MAX_CHARS 120

typedef struct {
  MusterValue *value;
  MusterDays   days;      /* WHEN */
  char        *ref_title; /* REF, REFS; NULL: not looked up */
  gint64       version;   /* of its group, kept with the group's first field */
} Slot;

struct _MusterRecord {
  GObject           parent_instance;
  const MusterKind *kind;
  MusterId          id;
  gboolean          archived;
  gint64            exists_version;
  char             *ref_code; /* nullable */
  Slot             *slots;    /* one a field */
};

G_DEFINE_FINAL_TYPE (MusterRecord, muster_record, G_TYPE_OBJECT)

static guint
index_of (MusterRecord *self, const char *field)
{
  int index = muster_kind_find_field (self->kind, field);

  if (index < 0)
    g_error ("a %s has no field “%s”", self->kind->name, field);
  return (guint) index;
}

static void
muster_record_finalize (GObject *object)
{
  MusterRecord *self = MUSTER_RECORD (object);

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      muster_value_unref (self->slots[i].value);
      g_free (self->slots[i].ref_title);
    }
  g_free (self->slots);
  g_free (self->ref_code);
  G_OBJECT_CLASS (muster_record_parent_class)->finalize (object);
}

static void
muster_record_class_init (MusterRecordClass *class)
{
  G_OBJECT_CLASS (class)->finalize = muster_record_finalize;
}

static void
muster_record_init (MusterRecord *self)
{
}

MusterRecord *
muster_record_new (const MusterKind *kind, const MusterId *id)
{
  MusterRecord *self = g_object_new (MUSTER_TYPE_RECORD, NULL);

  self->kind = kind;
  self->id = *id;
  self->slots = g_new0 (Slot, kind->n_fields);
  return self;
}

MusterRecord *
muster_record_copy (MusterRecord *self)
{
  MusterRecord *copy = muster_record_new (self->kind, &self->id);

  copy->archived = self->archived;
  copy->exists_version = self->exists_version;
  copy->ref_code = g_strdup (self->ref_code);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      copy->slots[i] = self->slots[i];
      muster_value_ref (copy->slots[i].value);
      copy->slots[i].ref_title = g_strdup (self->slots[i].ref_title);
    }
  return copy;
}

const MusterKind *
muster_record_get_kind (MusterRecord *self)
{
  return self->kind;
}

const MusterId *
muster_record_get_id (MusterRecord *self)
{
  return &self->id;
}

gboolean
muster_record_is_archived (MusterRecord *self)
{
  return self->archived;
}

void
muster_record_set_archived (MusterRecord *self, gboolean archived)
{
  self->archived = archived;
}

const MusterValue *
muster_record_get_at (MusterRecord *self, guint index)
{
  g_return_val_if_fail (index < self->kind->n_fields, NULL);

  return self->slots[index].value;
}

const MusterValue *
muster_record_get (MusterRecord *self, const char *field)
{
  return self->slots[index_of (self, field)].value;
}

void
muster_record_take_at (MusterRecord *self, guint index, MusterValue *value)
{
  g_return_if_fail (index < self->kind->n_fields);
  g_return_if_fail (value == NULL || muster_value_get_value_type (value) == self->kind->fields[index].type);

  muster_value_unref (self->slots[index].value);
  self->slots[index].value = value;
}

void
muster_record_set_at (MusterRecord *self, guint index, MusterValue *value)
{
  muster_record_take_at (self, index, muster_value_ref (value));
}

void
muster_record_set (MusterRecord *self, const char *field, MusterValue *value)
{
  muster_record_set_at (self, index_of (self, field), value);
}

const char *
muster_record_get_text (MusterRecord *self, const char *field)
{
  const char *text = muster_value_get_text (muster_record_get (self, field));

  return text != NULL ? text : "";
}

gint64
muster_record_get_number (MusterRecord *self, const char *field)
{
  return muster_value_get_number (muster_record_get (self, field));
}

gboolean
muster_record_has (MusterRecord *self, const char *field)
{
  return muster_record_get (self, field) != NULL;
}

gboolean
muster_record_is_choice (MusterRecord *self, const char *field, const char *nick)
{
  return g_str_equal (muster_record_get_text (self, field), nick);
}

const MusterId *
muster_record_get_ref (MusterRecord *self, const char *field)
{
  return muster_value_get_ids (muster_record_get (self, field), NULL);
}

/* Records without a title of their own are called by what they say of another: "Current: 3 × 4 = 12". */
static char *
made_up_title (MusterRecord *self)
{
  g_autoptr(GString) title = g_string_new (NULL);

  for (guint i = 0; i < self->kind->n_fields && title->len < 60; i++)
    {
      const MusterField *field = &self->kind->fields[i];
      g_autofree char *text = NULL;

      if (!(field->flags & MUSTER_FIELD_COLUMN))
        continue;
      text = muster_record_to_display (self, field->name);
      if (text[0] != '\0')
        g_string_append_printf (title, "%s%s", title->len > 0 ? " · " : "", text);
    }
  return title->len > 0 ? muster_text_clip (title->str, TITLE_MAX_CHARS) : NULL;
}

char *
muster_record_dup_title (MusterRecord *self)
{
  const MusterField *field = muster_kind_title_field (self->kind);
  const MusterValue *value = field != NULL ? muster_record_get (self, field->name) : NULL;
  char *made_up;

  if (value != NULL)
    {
      g_autofree char *line = muster_text_clean (muster_value_get_text (value), TRUE, NULL, NULL);

      return muster_text_clip (line != NULL ? line : "", TITLE_MAX_CHARS);
    }

  made_up = made_up_title (self);
  /* Translators: a record that has no title yet, such as "Untitled (Risk)" */
  return made_up != NULL ? made_up : g_strdup_printf (_("Untitled (%s)"), _(self->kind->singular));
}

const char *
muster_record_get_ref_code (MusterRecord *self)
{
  return self->ref_code;
}

void
muster_record_set_ref_code (MusterRecord *self, const char *code)
{
  g_free (self->ref_code);
  self->ref_code = g_strdup (code);
}

MusterDays
muster_record_get_days (MusterRecord *self, const char *field)
{
  return self->slots[index_of (self, field)].days;
}

void
muster_record_set_days_at (MusterRecord *self, guint index, MusterDays days)
{
  g_return_if_fail (index < self->kind->n_fields);

  self->slots[index].days = days;
}

const char *
muster_record_get_ref_title (MusterRecord *self, const char *field)
{
  const char *title = self->slots[index_of (self, field)].ref_title;

  return title != NULL ? title : "";
}

void
muster_record_set_ref_title (MusterRecord *self, const char *field, const char *title)
{
  Slot *slot = &self->slots[index_of (self, field)];

  g_free (slot->ref_title);
  slot->ref_title = g_strdup (title);
}

/* NULL for _exists and for groups of a newer version. */
static Slot *
group_slot (MusterRecord *self, const char *group)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&self->kind->fields[i]), group))
      return &self->slots[i];
  return NULL;
}

gint64
muster_record_get_version (MusterRecord *self, const char *group)
{
  Slot *slot;

  if (g_str_equal (group, "_exists"))
    return self->exists_version;
  slot = group_slot (self, group);
  return slot != NULL ? slot->version : 0;
}

void
muster_record_set_version (MusterRecord *self, const char *group, gint64 version)
{
  Slot *slot;

  if (g_str_equal (group, "_exists"))
    {
      self->exists_version = version;
      return;
    }
  slot = group_slot (self, group);
  if (slot != NULL)
    slot->version = version;
}

char *
muster_record_to_display (MusterRecord *self, const char *field)
{
  guint index = index_of (self, field);
  const MusterField *description = &self->kind->fields[index];

  if (description->type == MUSTER_VALUE_REF || description->type == MUSTER_VALUE_REFS)
    return g_strdup (muster_record_get_ref_title (self, field));
  return muster_field_to_display (description, self->slots[index].value);
}
