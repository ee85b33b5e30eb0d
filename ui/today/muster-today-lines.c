/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-lines.h"

#include <glib/gi18n-lib.h>

#include "muster-duty.h"
#include "muster-words.h"

#define NOTE_CHARS 140
#define CHANGE_CHARS 140
#define MOST_SAVES 3

/* "Milestone" rather than the name of the kind, where the record says what it is. */
static char *
dup_what (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  gboolean typed = muster_kind_get_field (kind, "type") != NULL;
  g_autofree char *type = typed ? muster_record_to_display (record, "type") : NULL;

  return type != NULL && *type != '\0' ? g_steal_pointer (&type) : g_strdup (muster_words_singular (kind));
}

static void
add_words (GString *text, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

static void
add_field (GString *text, MusterRecord *record, const MusterField *field)
{
  g_autofree char *words = field != NULL ? muster_record_to_display (record, field->name) : NULL;

  if (words != NULL)
    add_words (text, words);
}

/* "Milestone · In progress · Camden plan · PCN lead" */
static char *
describe (const MusterTodayItem *item)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (item->record));
  GString *text = g_string_new (NULL);
  g_autofree char *what = dup_what (item->record);

  add_words (text, what);
  if (muster_record_is_archived (item->record))
    add_words (text, _("Archived"));
  add_field (text, item->record, duty != NULL ? duty->status : NULL);
  add_words (text, item->context);
  if (duty != NULL && duty->owner != NULL && !muster_record_has (item->record, duty->owner->name))
    add_words (text, _("No owner"));
  else
    add_field (text, item->record, duty != NULL ? duty->owner : NULL);
  return g_string_free (text, FALSE);
}

static char *
dup_note (MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));
  gboolean noted = duty != NULL && duty->note != NULL;
  g_autofree char *note = noted ? muster_record_to_display (record, duty->note->name) : NULL;

  return muster_words_line (noted ? note : "", NOTE_CHARS);
}

static char *
dup_title (MusterRecord *record)
{
  g_autofree char *title = muster_record_dup_title (record);
  const char *code = muster_record_get_ref_code (record);

  return code != NULL ? g_strdup_printf ("%s  %s", code, title) : g_steal_pointer (&title);
}

/* Takes text. before: what a pause is in speech. */
static void
add_line (MusterTodayLines *self, const char *style, const char *before, char *text)
{
  g_ptr_array_add (self->texts, text);
  g_ptr_array_add (self->styles, (gpointer) style);
  g_string_append_printf (self->spoken, "%s%s", before, text);
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */

/* One save; returns how many entries it took. */
static guint
add_save (MusterTodayLines *self, GPtrArray *changes, guint first)
{
  const MusterHistoryEntry *head = changes->pdata[first];
  g_autofree char *time = muster_words_time (head->at);
  guint n = 0;

  add_line (self, "caption-heading", ". ", g_strdup_printf ("%s · %s", head->actor, time));
  for (; first + n < changes->len; n++)
    {
      const MusterHistoryEntry *entry = changes->pdata[first + n];

      if (entry->version != head->version)
        break;
      add_line (self, "caption", ". ", muster_history_entry_describe (entry, CHANGE_CHARS));
    }
  return n;
}

static guint
count_saves (GPtrArray *changes, guint first)
{
  guint n = 0;

  for (guint i = first; i < changes->len; i++)
    n += i == first || ((MusterHistoryEntry *) changes->pdata[i])->version
                         != ((MusterHistoryEntry *) changes->pdata[i - 1])->version;
  return n;
}

static void
add_changes (MusterTodayLines *self, GPtrArray *changes)
{
  guint i = 0, rest;

  for (guint saves = 0; changes != NULL && i < changes->len && saves < MOST_SAVES; saves++)
    i += add_save (self, changes, i);
  rest = changes != NULL ? count_saves (changes, i) : 0;
  if (rest > 0)
    add_line (self, "caption", ". ",
              g_strdup_printf (ngettext ("and %u earlier save", "and %u earlier saves", rest), rest));
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

MusterTodayLines *
muster_today_lines_read (const MusterTodayItem *item, guint32 today)
{
  MusterTodayLines *self = g_new0 (MusterTodayLines, 1);
  g_autofree char *what = describe (item);
  g_autofree char *note = dup_note (item->record);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->styles = g_ptr_array_new ();
  self->spoken = g_string_new (NULL);
  self->day = muster_today_describe_day (item, today);
  add_line (self, NULL, "", dup_title (item->record));
  /* "Overdue since 9 March 2017 · Action · In progress" */
  add_line (self, "caption", ", ", g_strdup_printf ("%s%s%s", self->day, *self->day != '\0' ? " · " : "", what));
  if (*note != '\0')
    add_line (self, "dim-label", ": ", g_steal_pointer (&note));
  add_changes (self, item->changes);
  return self;
}

void
muster_today_lines_free (MusterTodayLines *self)
{
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->styles);
  g_string_free (self->spoken, TRUE);
  g_free (self->day);
  g_free (self);
}
