/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-template.h"

#include "muster-json.h"
#include "template-resources.h"

#include <glib/gi18n-lib.h>

/* ---- the file ---------------------------------------------------------------------------------------------------- */

/* NULL: there is none. The files are part of the program, and a test reads each of them. */
static json_t *
read_template (const char *plan_kind)
{
  g_autofree char *path = g_strdup_printf ("/org/muster/Muster/templates/%s.json", plan_kind);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (muster_template_get_resource (), path, 0, NULL);
  g_autoptr(GError) error = NULL;
  json_t *template;

  if (bytes == NULL)
    return NULL;
  template = muster_json_from_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (template == NULL)
    g_error ("%s: %s", path, error->message);
  return template;
}

static const char *
get_text (json_t *object, const char *key)
{
  return json_string_value (json_object_get (object, key));
}

/* ---- sections ---------------------------------------------------------------------------------------------------- */

static void
section_free (gpointer data)
{
  MusterSectionOfPlan *section = data;

  g_free (section->guide);
  g_free (section);
}

GPtrArray *
muster_template_list_sections (const char *plan_kind)
{
  g_autoptr(json_t) template = read_template (plan_kind);
  GPtrArray *sections;
  json_t *item;
  gsize i;

  if (template == NULL)
    return NULL;
  sections = g_ptr_array_new_with_free_func (section_free);
  json_array_foreach (json_object_get (template, "sections"), i, item)
    {
      MusterSectionOfPlan *section = g_new0 (MusterSectionOfPlan, 1);
      const char *field = get_text (item, "field"), *kind = get_text (item, "kind");

      section->field = field != NULL ? muster_kind_get_field (muster_kind_get (MUSTER_KIND_PLAN), field) : NULL;
      section->kind = kind != NULL ? muster_kind_by_name (kind) : NULL;
      section->by = section->kind != NULL ? muster_kind_get_field (section->kind, get_text (item, "by"))->name : NULL;
      section->guide = g_strdup (get_text (item, "guide"));
      g_ptr_array_add (sections, section);
    }
  return sections;
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

static void
set_text (MusterRecord *record, const char *name, const char *text)
{
  const MusterField *field = muster_kind_get_field (muster_record_get_kind (record), name);
  g_autoptr(MusterValue) value = NULL;
  g_autoptr(GError) error = NULL;

  if (!muster_field_parse (field, text, &value, &error))
    g_error ("%s", error->message);
  muster_record_set (record, name, value);
}

static void
set_ref (MusterRecord *record, const char *field, MusterRecord *target)
{
  g_autoptr(MusterValue) value = muster_value_new_ref (muster_record_get_id (target));

  muster_record_set (record, field, value);
}

void
muster_template_start (const char *plan_kind, MusterRecord *plan)
{
  g_autoptr(json_t) template = read_template (plan_kind);
  const char *name;
  json_t *text;

  json_object_foreach (json_object_get (template, "plan"), name, text)
    set_text (plan, name, json_string_value (text));
}

typedef struct {
  MusterRecord *plan;
  MusterMakeFunc make;
  gpointer data;
  GPtrArray *records;   /* MusterRecord, in their order */
  GPtrArray *whens;     /* the word for each, or NULL; borrowed from the template */
  MusterRecord *event;  /* what they are before or after; borrowed */
} Making;

static void
make_work (Making *self, json_t *work, MusterRecord *parent)
{
  json_t *item;
  gsize i;

  json_array_foreach (work, i, item)
    {
      MusterRecord *record = self->make (self->data, muster_kind_get (MUSTER_KIND_DELIVERABLE));
      g_autoptr(MusterValue) position = muster_value_new_number (MUSTER_VALUE_INTEGER, (gint64) (i + 1) * 10);

      set_text (record, "title", get_text (item, "title"));
      set_text (record, "type", get_text (item, "type"));
      set_text (record, "status", "not-started");
      set_ref (record, "plan", self->plan);
      if (parent != NULL)
        set_ref (record, "parent", parent);
      muster_record_set (record, "position", position);
      g_ptr_array_add (self->records, record);
      g_ptr_array_add (self->whens, (gpointer) get_text (item, "when"));
      if (json_is_true (json_object_get (item, "the_event")))
        self->event = record;
      make_work (self, json_object_get (item, "within"), record);
    }
}

/* A date that moves with the milestone once that has one. */
static void
set_when (MusterRecord *record, const char *word, MusterRecord *event)
{
  MusterWhenRelation relation = g_str_equal (word, "before")   ? MUSTER_WHEN_BEFORE
                                : g_str_equal (word, "during") ? MUSTER_WHEN_DURING
                                                               : MUSTER_WHEN_AFTER;
  g_autoptr(MusterWhen) when = muster_when_new_relative (relation, muster_record_get_text (event, "title"),
                                                         muster_record_get_id (event));
  g_autoptr(MusterValue) value = muster_value_new_when (when);

  muster_record_set (record, "baseline", value);
}

static void
make_dependencies (Making *self, json_t *names)
{
  json_t *name;
  gsize i;

  json_array_foreach (names, i, name)
    {
      MusterRecord *record = self->make (self->data, muster_kind_get (MUSTER_KIND_DEPENDENCY));

      set_text (record, "title", json_string_value (name));
      set_text (record, "external", json_string_value (name));
      set_ref (record, "from", self->plan);
      g_ptr_array_add (self->records, record);
      g_ptr_array_add (self->whens, NULL);
    }
}

void
muster_template_add (const char *plan_kind, MusterRecord *plan, MusterMakeFunc make, gpointer data,
                     MusterCommit *commit)
{
  g_autoptr(json_t) template = read_template (plan_kind);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) whens = g_ptr_array_new ();
  Making making = { plan, make, data, records, whens, NULL };

  make_work (&making, json_object_get (template, "work"), NULL);
  make_dependencies (&making, json_object_get (template, "dependencies"));
  for (guint i = 0; i < records->len; i++)
    {
      if (whens->pdata[i] != NULL && making.event != NULL)
        set_when (records->pdata[i], whens->pdata[i], making.event);
      muster_commit_add_edit (commit, NULL, records->pdata[i]);
    }
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

typedef struct {
  guint       packages, deliverables, milestones, gateways;
  const char *event; /* borrowed from the template */
} Counts;

static void
count_work (json_t *work, Counts *counts)
{
  json_t *item;
  gsize i;

  json_array_foreach (work, i, item)
    {
      const char *type = get_text (item, "type");

      counts->packages += g_str_equal (type, "package");
      counts->deliverables += g_str_equal (type, "deliverable");
      counts->milestones += g_str_equal (type, "milestone");
      counts->gateways += g_str_equal (type, "gateway");
      if (json_is_true (json_object_get (item, "the_event")))
        counts->event = get_text (item, "title");
      count_work (json_object_get (item, "within"), counts);
    }
}

char *
muster_template_describe (const char *plan_kind)
{
  g_autoptr(json_t) template = read_template (plan_kind);
  guint n = (guint) json_array_size (json_object_get (template, "dependencies"));
  g_autofree char *packages = NULL, *deliverables = NULL, *milestones = NULL, *gateways = NULL, *dependencies = NULL;
  Counts counts = { 0 };

  if (template == NULL)
    return NULL;
  count_work (json_object_get (template, "work"), &counts);
  packages = g_strdup_printf (ngettext ("%u work package", "%u work packages", counts.packages), counts.packages);
  deliverables = g_strdup_printf (ngettext ("%u deliverable", "%u deliverables", counts.deliverables),
                                  counts.deliverables);
  milestones = g_strdup_printf (ngettext ("%u milestone", "%u milestones", counts.milestones), counts.milestones);
  gateways = g_strdup_printf (ngettext ("%u gateway", "%u gateways", counts.gateways), counts.gateways);
  dependencies = g_strdup_printf (ngettext ("%u dependency", "%u dependencies", n), n);
  /* Translators: "7 work packages", "14 deliverables", "3 milestones", "1 gateway", "4 dependencies", a milestone */
  return g_strdup_printf (_("It begins with %s, %s, %s, %s and %s. None has a day yet: they stand before, during or "
                            "after “%s”, and have one as soon as that has. One undo takes all of it back."),
                          packages, deliverables, milestones, gateways, dependencies, counts.event);
}
