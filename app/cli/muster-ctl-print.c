/* muster-ctl-print.c - saying it: text for people, JSON for programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "muster-text.h"

/* What a cell of a table shows at most, but for the last of a row. */
#define CELL_CHARS 48

void
muster_ctl_warn (MusterCtl *ctl, const char *message)
{
  g_autofree char *harmless = muster_ctl_make_harmless (message);

  g_ptr_array_add (ctl->warnings, g_strdup (message));
  fprintf (stderr, _("musterctl: warning: %s\n"), harmless);
}

void
muster_ctl_note (MusterCtl *ctl, const char *message)
{
  if (!ctl->options.json)
    fprintf (stderr, "musterctl: %s\n", message);
}

void
muster_ctl_print (MusterCtl *ctl, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (ctl->out, format, arguments);
  va_end (arguments);
}

json_t *
muster_ctl_version_json (gint64 version)
{
  g_autofree char *text = muster_version_to_text (version);

  return version != 0 ? json_string (text) : json_null ();
}

void
muster_ctl_print_json (MusterCtl *ctl, json_t *json)
{
  g_autoptr(json_t) taken = json;
  json_t *item;
  gsize i;

  if (!json_is_array (json))
    {
      g_autofree char *text = muster_json_to_text (json);

      muster_ctl_print (ctl, "%s\n", text);
      return;
    }
  g_string_append_c (ctl->out, '[');
  json_array_foreach (json, i, item)
    {
      g_autofree char *text = muster_json_to_text (item);

      muster_ctl_print (ctl, "%s\n%s", i > 0 ? "," : "", text);
    }
  g_string_append (ctl->out, "\n]\n");
}

char *
muster_ctl_make_harmless (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *harmless = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (harmless, g_unichar_iscntrl (c) && c != '\n' && c != '\t' ? 0xfffd : c);
    }
  return g_string_free (harmless, FALSE);
}

guint
muster_ctl_width (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static char *
make_line (const char *text)
{
  return g_strdelimit (g_strdup (text), "\n\t", ' ');
}

static char *
make_cell (const char *text)
{
  g_autofree char *line = make_line (text);

  return muster_text_clip (line, CELL_CHARS);
}

GPtrArray *
muster_ctl_rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

void
muster_ctl_rows_add (GPtrArray *rows, guint n, ...)
{
  char **row = g_new0 (char *, n + 1);
  va_list texts;

  va_start (texts, n);
  for (guint i = 0; i < n; i++)
    row[i] = va_arg (texts, char *);
  va_end (texts);
  g_ptr_array_add (rows, row);
}

static void
print_row (MusterCtl *ctl, char **row, const guint *widths, guint n)
{
  guint gap = 0; /* written before the next cell that is not empty, so that no line ends in spaces */

  for (guint column = 0; column < n; column++)
    {
      if (*row[column] != '\0')
        {
          muster_ctl_print (ctl, "%*s%s", gap, "", row[column]);
          gap = 0;
        }
      gap += widths[column] - muster_ctl_width (row[column]) + 2;
    }
  g_string_append_c (ctl->out, '\n');
}

void
muster_ctl_print_rows (MusterCtl *ctl, GPtrArray *rows, guint n, json_t *list)
{
  g_autofree guint *widths = g_new0 (guint, n);

  if (ctl->options.json)
    {
      muster_ctl_print_json (ctl, list);
      return;
    }
  json_decref (list);
  for (guint i = 0; i < rows->len; i++)
    for (guint column = 0; column < n; column++)
      {
        char **cell = (char **) rows->pdata[i] + column;
        g_autofree char *given = *cell;

        *cell = column + 1 < n ? make_cell (given) : make_line (given);
        widths[column] = MAX (widths[column], muster_ctl_width (*cell));
      }
  for (guint i = 0; i < rows->len; i++)
    print_row (ctl, rows->pdata[i], widths, n);
}

void
muster_ctl_print_indented (MusterCtl *ctl, const char *text, guint indent)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    muster_ctl_print (ctl, "%*s%s\n", i > 0 && *lines[i] != '\0' ? indent : 0, "", lines[i]);
}

char *
muster_ctl_name (MusterRecord *record)
{
  g_autofree char *title = muster_record_dup_title (record);
  g_autofree char *shown = make_cell (title);
  const char *code = muster_record_get_ref_code (record);

  return code != NULL ? g_strdup_printf ("%s “%s”", code, shown) : g_strdup_printf ("“%s”", shown);
}

static GDateTime *
in_london (MusterTime time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr(GTimeZone) london = g_time_zone_new_identifier ("Europe/London");

  return london != NULL ? g_date_time_to_timezone (utc, london) : g_steal_pointer (&utc);
}

char *
muster_ctl_time (MusterTime time)
{
  g_autoptr(GDateTime) there = in_london (time);
  g_autofree char *day = NULL;
  GDate date;
  int year, month, day_of_month;

  g_date_time_get_ymd (there, &year, &month, &day_of_month);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day_of_month, month, year);
  day = muster_day_to_text (g_date_get_julian (&date));
  return g_strdup_printf ("%s %02d:%02d", day, g_date_time_get_hour (there), g_date_time_get_minute (there));
}

char *
muster_ctl_iso_time (MusterTime time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format_iso8601 (utc);
}
