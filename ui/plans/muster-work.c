/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-work.h"

#include "muster-remarks.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (MusterWork, muster_work, G_TYPE_OBJECT)

static guint changed_signal;

static void
muster_work_finalize (GObject *object)
{
  MusterWork *self = MUSTER_WORK (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->rag, muster_rag_result_free);
  G_OBJECT_CLASS (muster_work_parent_class)->finalize (object);
}

static void
muster_work_class_init (MusterWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_work_finalize;
  changed_signal = g_signal_new ("changed", MUSTER_TYPE_WORK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_work_init (MusterWork *self)
{
}

MusterWork *
muster_work_new (void)
{
  return g_object_new (MUSTER_TYPE_WORK, NULL);
}

void
muster_work_touch (MusterWork *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
muster_work_take (MusterWork *self, MusterPlanView *view, guint index)
{
  MusterOutlineItem *item = &g_array_index (view->outline, MusterOutlineItem, index);

  g_set_object (&self->record, item->record);
  muster_rag_result_free (self->rag);
  self->rag = g_steal_pointer (&view->rags->pdata[index]);
  self->timing = muster_rules_timing (item->record, view->today);
  self->index = index;
  self->depth = item->depth;
  self->percent = item->percent;
  self->has_parts = item->end > index + 1;
  muster_work_touch (self);
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

char *
muster_work_dup_type (MusterRecord *record)
{
  if (muster_record_get_kind (record)->id == MUSTER_KIND_ACTION)
    return g_strdup (_("Action"));
  if (muster_record_is_choice (record, "type", "milestone") || muster_record_is_choice (record, "type", "gateway"))
    return muster_record_to_display (record, "type");
  return g_strdup ("");
}

char *
muster_work_dup_due (MusterWork *self)
{
  g_autofree char *due = muster_record_to_display (self->record, "due");

  /* What has parts is as late as they are. */
  if (*due == '\0')
    return g_strdup (self->has_parts ? "" : _("No date"));
  /* Translators: a date that has passed, in a table. */
  return self->timing == MUSTER_TIMING_OVERDUE ? g_strdup_printf (_("Overdue · %s"), due) : g_steal_pointer (&due);
}

char *
muster_work_dup_state (MusterWork *self)
{
  g_autofree char *status = muster_record_to_display (self->record, "status");

  if (self->percent <= 0 || muster_record_is_choice (self->record, "status", "complete"))
    return g_steal_pointer (&status);
  if (*status == '\0')
    return g_strdup_printf (_("%d%%"), self->percent);
  return g_strdup_printf (_("%s · %d%%"), status, self->percent);
}

char *
muster_work_dup_owner (MusterWork *self)
{
  g_autofree char *owner = muster_record_to_display (self->record, "owner");

  return *owner != '\0' ? g_steal_pointer (&owner) : g_strdup (self->has_parts ? "" : _("Nobody named"));
}

static void
append_after (GString *words, const char *separator, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? separator : "", part);
}

static void
append (GString *words, const char *part)
{
  append_after (words, ", ", part);
}

char *
muster_work_dup_line (MusterWork *self)
{
  GString *words = g_string_new (NULL);
  g_autofree char *type = muster_work_dup_type (self->record);
  g_autofree char *due = muster_work_dup_due (self);
  g_autofree char *state = muster_work_dup_state (self);
  g_autofree char *owner = muster_work_dup_owner (self);

  append_after (words, " · ", type);
  append_after (words, " · ", due);
  append_after (words, " · ", state);
  append_after (words, " · ", owner);
  return g_string_free (words, FALSE);
}

static char *
dup_kind (MusterRecord *record)
{
  g_autofree char *type = NULL;

  if (muster_record_get_kind (record)->id != MUSTER_KIND_DELIVERABLE)
    return g_strdup (_("action"));
  type = muster_record_to_display (record, "type");
  return *type != '\0' ? g_utf8_strdown (type, -1) : g_strdup (_("deliverable"));
}

char *
muster_work_describe (MusterWork *self)
{
  GString *words = g_string_new (NULL);
  g_autofree char *title = muster_record_dup_title (self->record);
  g_autofree char *kind = dup_kind (self->record);
  g_autofree char *level = g_strdup_printf (_("level %u"), self->depth + 1);
  g_autofree char *rag = g_strdup_printf (_("RAG %s"), muster_rag_label (self->rag->shown));
  g_autofree char *state = muster_work_dup_state (self);
  g_autofree char *due = muster_work_dup_due (self);
  g_autofree char *slip = muster_slip_to_text (self->record);
  g_autofree char *owner = muster_work_dup_owner (self);

  append (words, title);
  append (words, kind);
  append (words, level);
  append (words, rag);
  append (words, self->rag->overridden ? _("overridden") : NULL);
  append (words, state);
  append (words, due);
  append (words, slip);
  append (words, owner);
  append (words, muster_record_get_text (self->record, "status_note"));
  append (words, self->has_parts ? (self->folded ? _("folded") : _("unfolded")) : NULL);
  return g_string_free (words, FALSE);
}
