/* muster-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sheet.h"

#include "muster-words.h"

#include <glib/gi18n-lib.h>

static void
free_row (gpointer data)
{
  MusterSheetRow *row = data;

  g_free (row->title);
  g_free (row->detail);
  g_free (row->state);
  g_free (row);
}

static void
free_section (gpointer data)
{
  MusterSheetSection *section = data;

  g_free (section->title);
  g_free (section->none);
  g_ptr_array_unref (section->rows);
  g_free (section);
}

static void
free_fact (gpointer data)
{
  MusterSheetFact *fact = data;

  g_free (fact->name);
  g_free (fact->value);
  g_free (fact);
}

MusterSheet *
muster_sheet_new (char *over, char *title, char *note, MusterTime at)
{
  MusterSheet *self = g_new0 (MusterSheet, 1);
  g_autofree char *time = muster_words_time (at);

  g_atomic_ref_count_init (&self->refs);
  self->over = over;
  self->title = title;
  self->note = note;
  /* Translators: when what is on a page was read: a day and a time. */
  self->as_at = g_strdup_printf (_("As at %s"), time);
  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->sections = g_ptr_array_new_with_free_func (free_section);
  return self;
}

MusterSheet *
muster_sheet_ref (MusterSheet *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_sheet_unref (MusterSheet *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->over);
  g_free (self->title);
  g_free (self->note);
  g_free (self->as_at);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

void
muster_sheet_add_fact (MusterSheet *self, const char *name, char *value, MusterTone tone)
{
  MusterSheetFact *fact = g_new0 (MusterSheetFact, 1);

  fact->name = g_strdup (name);
  fact->value = value;
  fact->tone = tone;
  g_ptr_array_add (self->facts, fact);
}

MusterSheetSection *
muster_sheet_add_section (MusterSheet *self, int part, const char *title, const char *none, const MusterKind *adds)
{
  MusterSheetSection *section = g_new0 (MusterSheetSection, 1);

  section->part = part;
  section->title = g_strdup (title);
  section->none = g_strdup (none);
  section->adds = adds;
  section->rows = g_ptr_array_new_with_free_func (free_row);
  g_ptr_array_add (self->sections, section);
  return section;
}

MusterSheetRow *
muster_sheet_add_row (MusterSheetSection *section, MusterRecord *record, char *title, char *detail)
{
  MusterSheetRow *row = g_new0 (MusterSheetRow, 1);

  if (record != NULL)
    {
      row->id = *muster_record_get_id (record);
      row->kind = muster_record_get_kind (record);
    }
  row->title = title;
  row->detail = detail;
  row->percent = -1;
  g_ptr_array_add (section->rows, row);
  return row;
}

void
muster_sheet_row_set_state (MusterSheetRow *row, MusterTone tone, const char *state)
{
  g_free (row->state);
  row->state = g_strdup (state);
  row->tone = tone;
}

void
muster_sheet_row_set_timing (MusterSheetRow *row, MusterRecord *record, guint32 today)
{
  switch (muster_rules_timing (record, today))
    {
    case MUSTER_TIMING_OVERDUE:
      muster_sheet_row_set_state (row, MUSTER_TONE_RED, _("Overdue"));
      break;
    case MUSTER_TIMING_DUE_SOON:
      muster_sheet_row_set_state (row, MUSTER_TONE_YELLOW, _("Due soon"));
      break;
    case MUSTER_TIMING_NONE:
    default:
      break;
    }
}

void
muster_sheet_row_set_rag (MusterSheetRow *row, const MusterRagResult *rag)
{
  muster_sheet_row_set_state (row, muster_tone_of_rag (rag->shown), muster_rag_label (rag->shown));
}

void
muster_sheet_row_set_score (MusterSheetRow *row, MusterRecord *risk)
{
  g_autofree char *band = muster_record_to_display (risk, "band");
  gint64 score = muster_record_get_number (risk, "score");
  g_autofree char *state = score > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", score, band)
                                     : g_strdup (_("Not scored"));

  muster_sheet_row_set_state (row, muster_tone_of_band (muster_record_get_text (risk, "band")), state);
}

char *
muster_sheet_row_dup_detail (const MusterSheetRow *row)
{
  g_autofree char *done = row->percent >= 0 ? g_strdup_printf (_("%d%% done"), row->percent) : g_strdup ("");

  return muster_sheet_join (done, row->detail, NULL);
}

char *
muster_sheet_row_describe (const MusterSheetRow *row)
{
  g_autofree char *detail = muster_sheet_row_dup_detail (row);

  return g_strdup_printf ("%s%s%s%s%s", row->title, row->state != NULL ? ", " : "",
                          row->state != NULL ? row->state : "", detail[0] != '\0' ? ", " : "", detail);
}

char *
muster_sheet_join (const char *first, ...)
{
  GString *text = g_string_new (NULL);
  va_list rest;

  va_start (rest, first);
  for (const char *part = first; part != NULL; part = va_arg (rest, const char *))
    if (part[0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  va_end (rest);
  return g_string_free (text, FALSE);
}
