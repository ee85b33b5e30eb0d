/* muster-ctl-today.c - what needs somebody today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"
#include "muster-today.h"

#include <glib/gi18n.h>

#include "muster-naming.h"

#define ITEM_LIMIT 20
#define CHANGE_CHARS 100

/* In JSON; promised in the manual page. */
static const char *const names[MUSTER_TODAY_N] = {
  "overdue", "due-soon", "reviews", "without-owner", "without-date", "changed",
};

static gboolean
ask (MusterCtl *ctl, MusterTodayQuestion *question, GError **error)
{
  const guint64 scopes = MUSTER_KINDS (PROGRAMME) | MUSTER_KINDS (AREA) | MUSTER_KINDS (TEAM);
  guint limit = ctl->options.limit != MUSTER_CTL_NO_LIMIT ? ctl->options.limit : ITEM_LIMIT;
  g_autoptr(MusterRecord) scope = NULL;

  question->mine = ctl->options.mine;
  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    question->limits[i] = limit;
  if (ctl->options.within == NULL)
    return TRUE;
  scope = muster_naming_find (ctl->replica, ctl->options.within, scopes, error);
  if (scope != NULL)
    question->scope = *muster_record_get_id (scope);
  return scope != NULL;
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

static void
print_changes (MusterCtl *ctl, GPtrArray *changes)
{
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const MusterHistoryEntry *entry = changes->pdata[i];
      g_autofree char *at = muster_ctl_time (entry->at);
      g_autofree char *change = muster_history_entry_describe (entry, CHANGE_CHARS);
      g_autofree char *line = g_strdup_printf ("    %s · %s · %s", at, entry->actor, change);

      g_strdelimit (line, "\r\n\t", ' ');
      muster_ctl_print (ctl, "%s\n", line);
    }
}

static void
print_item (MusterCtl *ctl, const MusterTodayItem *item, guint32 today)
{
  const MusterKind *kind = muster_record_get_kind (item->record);
  g_autofree char *name = muster_ctl_name (item->record);
  g_autofree char *day = muster_today_describe_day (item, today);
  g_autofree char *line = g_strdup_printf ("  %s %s%s%s%s%s", _(kind->singular), name, *day != '\0' ? " · " : "", day,
                                           *item->context != '\0' ? " · " : "", item->context);

  g_strdelimit (line, "\r\n\t", ' ');
  muster_ctl_print (ctl, "%s\n", line);
  print_changes (ctl, item->changes);
}

static void
print_part (MusterCtl *ctl, const MusterToday *today, MusterTodayPart part)
{
  GPtrArray *items = today->items[part];
  g_autofree char *heading = muster_today_describe_part (today, part);
  guint rest = today->n[part] - items->len;

  if (part == MUSTER_TODAY_CHANGED && today->seen.at == 0)
    {
      muster_ctl_print (ctl, "%s\n", _("Nobody has marked anything as seen yet; “musterctl today --seen” does."));
      return;
    }
  muster_ctl_print (ctl, "%s\n", heading);
  for (guint i = 0; i < items->len; i++)
    print_item (ctl, items->pdata[i], today->today);
  if (rest > 0)
    muster_ctl_print (ctl, ngettext ("  and %u more\n", "  and %u more\n", rest), rest);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static json_t *
changes_to_json (GPtrArray *changes)
{
  json_t *list = json_array ();

  for (guint i = 0; i < changes->len; i++)
    {
      const MusterHistoryEntry *entry = changes->pdata[i];
      g_autofree char *at = muster_ctl_iso_time (entry->at);

      json_array_append_new (list, json_pack ("{s:o, s:s, s:s, s:s, s:s, s:s, s:s}", "version",
                                              muster_ctl_version_json (entry->version), "at", at, "actor",
                                              entry->actor, "group", entry->group, "label", entry->label, "before",
                                              entry->before, "after", entry->after));
    }
  return list;
}

static json_t *
item_to_json (const MusterTodayItem *item)
{
  json_t *json = muster_record_to_json (item->record, TRUE);
  GDate date;
  char day[16];

  json_object_set_new (json, "context", json_string (item->context));
  if (item->changes != NULL)
    {
      json_object_set_new (json, "by_others", json_boolean (item->by_others));
      json_object_set_new (json, "changes", changes_to_json (item->changes));
    }
  if (item->day == 0)
    {
      json_object_set_new (json, "day", json_null ());
      return json;
    }
  g_date_clear (&date, 1);
  g_date_set_julian (&date, item->day);
  g_snprintf (day, sizeof day, "%04d-%02d-%02d", g_date_get_year (&date), (int) g_date_get_month (&date),
              g_date_get_day (&date));
  json_object_set_new (json, "day", json_string (day));
  return json;
}

static json_t *
today_to_json (const MusterToday *today)
{
  json_t *json = json_object ();

  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    {
      json_t *items = json_array ();

      for (guint j = 0; j < today->items[i]->len; j++)
        json_array_append_new (items, item_to_json (today->items[i]->pdata[j]));
      json_object_set_new (json, names[i], json_pack ("{s:i, s:o}", "count", today->n[i], "records", items));
    }
  return json;
}

gboolean
muster_ctl_today (MusterCtl *ctl, char **arguments, GError **error)
{
  MusterTodayQuestion question = { 0 };
  g_autoptr(MusterToday) today = NULL;

  if (!muster_ctl_open (ctl, muster_ctl_path (ctl), ctl->options.seen ? 0 : MUSTER_REPLICA_READ, error)
      || !ask (ctl, &question, error))
    return FALSE;
  today = muster_replica_read_today (ctl->replica, &question, error);
  if (today == NULL)
    return FALSE;
  if (ctl->options.json)
    muster_ctl_print_json (ctl, today_to_json (today));
  for (guint i = 0; !ctl->options.json && i < MUSTER_TODAY_N; i++)
    print_part (ctl, today, i);
  if (!ctl->options.seen)
    return TRUE;
  if (!muster_replica_mark_seen (ctl->replica, &today->now, error))
    return FALSE;
  ctl->saved = TRUE;
  return TRUE;
}
