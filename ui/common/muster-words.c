/* muster-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-words.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "muster-number.h"
#include "muster-text.h"

#include <langinfo.h>

/* Of what was typed into a draft, so that a line or two tell of it. */
#define DRAFT_CHARS 60

const char *
muster_words_singular (const MusterKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->singular);
}

const char *
muster_words_plural (const MusterKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->plural);
}

const char *
muster_words_article (const MusterKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->article);
}

char *
muster_words_inside (const char *label)
{
  gunichar first = g_utf8_get_char (label);
  const char *rest = *label != '\0' ? g_utf8_next_char (label) : label;
  g_autoptr(GString) words = NULL;

  /* An abbreviation keeps its capitals. */
  if (g_unichar_isupper (g_utf8_get_char (rest)))
    return g_strdup (label);
  words = g_string_new (NULL);
  if (first != 0)
    g_string_append_unichar (words, g_unichar_tolower (first));
  g_string_append (words, rest);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
muster_words_add (const MusterKind *kind)
{
  g_autofree char *singular = muster_words_inside (muster_words_singular (kind));

  /* Translators: a button; %s is what it adds, as in "Add risk". */
  return g_strdup_printf (_("Add %s"), singular);
}

char *
muster_words_number (guint n)
{
  /* Where the system has no language of its own, ours is that of England. */
  return *nl_langinfo (THOUSEP) != '\0' ? g_strdup_printf ("%'u", n) : muster_integer_to_text (n);
}

char *
muster_words_count (const MusterKind *kind, guint n)
{
  g_autofree char *name = muster_words_inside (n == 1 ? muster_words_singular (kind) : muster_words_plural (kind));
  g_autofree char *number = muster_words_number (n);

  /* Translators: how many records a table has, as in "11 risks": the number, then the kind. */
  return g_strdup_printf (ngettext ("%1$s %2$s", "%1$s %2$s", n), number, name);
}

static char *
format_time (MusterTime at, const char *format)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) here = NULL;

  if (utc == NULL)
    return g_strdup ("");
  here = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  return g_date_time_format (here, format);
}

char *
muster_words_time (MusterTime at)
{
  /* Translators: a day and a time, as in "21 November 2026, 10:42". */
  return format_time (at, C_("date and time", "%-d %B %Y, %H:%M"));
}

char *
muster_words_hour (MusterTime at)
{
  return format_time (at, C_("time of day", "%H:%M"));
}

char *
muster_words_days (MusterDays days)
{
  g_autofree char *first = days.earliest != 0 ? muster_day_to_text (days.earliest) : NULL;
  g_autofree char *last = days.latest != 0 ? muster_day_to_text (days.latest) : NULL;

  if (first == NULL && last == NULL)
    return g_strdup ("");
  if (first == NULL)
    return g_strdup_printf (_("until %s"), last);
  if (last == NULL)
    return g_strdup_printf (_("from %s"), first);
  if (days.earliest == days.latest)
    return g_steal_pointer (&first);
  /* Translators: two days, as in "1 April 2017 to 30 June 2017". */
  return g_strdup_printf (_("%s to %s"), first, last);
}

char *
muster_words_stated (MusterRecord *record, const char *stated, const char *computed)
{
  gint64 said = muster_record_get_number (record, stated), sum = muster_record_get_number (record, computed);
  g_autofree char *said_text = muster_money_to_text (said), *sum_text = muster_money_to_text (sum);
  g_autofree char *apart = muster_money_to_text (ABS (said - sum));

  if (!muster_record_has (record, stated) && !muster_record_has (record, computed))
    return g_strdup ("");
  if (!muster_record_has (record, computed))
    return g_strdup_printf (_("%s stated, nothing to compute it from"), said_text);
  if (!muster_record_has (record, stated))
    return g_strdup_printf (_("%s computed, no total stated"), sum_text);
  if (said == sum)
    return g_strdup_printf (_("%s, as stated and as computed"), said_text);
  if (said > sum)
    return g_strdup_printf (_("%s stated, %s computed: the total says %s more than its parts"), said_text, sum_text,
                            apart);
  return g_strdup_printf (_("%s stated, %s computed: the total says %s less than its parts"), said_text, sum_text,
                          apart);
}

char *
muster_words_draft (const MusterDraft *draft)
{
  g_autofree char *words = *draft->title != '\0' ? muster_words_quote (draft->title, DRAFT_CHARS) : NULL;
  g_autofree char *place = draft->place != NULL ? muster_words_quote (draft->place, DRAFT_CHARS) : NULL;
  g_autofree char *quoted = words != NULL ? g_strdup_printf ("“%s”", words) : NULL;
  g_autofree char *time = muster_words_time (draft->at);
  const char *parts[] = { quoted, place, time };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Latin words in a window that runs to the right, as nearly all are, need no marks. */
static gboolean
may_run_otherwise (const char *text)
{
  gboolean other = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  for (; *text != '\0' && !other; text = g_utf8_next_char (text))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (text));

      other = script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_COMMON
              && script != G_UNICODE_SCRIPT_INHERITED;
    }
  return other;
}

char *
muster_words_quote (const char *text, guint max_chars)
{
  /* As a save would keep it, without marks that turn what stands around them. */
  g_autofree char *clean = muster_text_clean (text, TRUE, NULL, NULL);
  g_autofree char *line = muster_words_line (clean != NULL ? clean : "", max_chars);

  /* First strong isolate, and its end. */
  return may_run_otherwise (line) ? g_strconcat ("\u2068", line, "\u2069", NULL) : g_steal_pointer (&line);
}

char *
muster_words_labelled (MusterRecord *record, const char *field)
{
  const MusterField *described = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autofree char *text = described != NULL ? muster_record_to_display (record, field) : g_strdup ("");

  return text[0] != '\0' ? g_strdup_printf (_("%s: %s"), muster_field_get_label (described), text) : g_strdup ("");
}

char *
muster_words_labelled_all (MusterRecord *record, const char *const *fields)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *part = muster_words_labelled (record, fields[i]);

      if (part[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
muster_words_title (MusterRecord *record)
{
  const char *code = muster_record_get_ref_code (record);
  g_autofree char *title = muster_record_dup_title (record);

  return code != NULL ? g_strdup_printf ("%s %s", code, title) : g_steal_pointer (&title);
}

char *
muster_words_line (const char *text, guint max_chars)
{
  g_autofree char *clipped = muster_text_clip (text, max_chars);

  return g_strdelimit (g_steal_pointer (&clipped), "\r\n\t", ' ');
}
