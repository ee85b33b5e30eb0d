/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-events.h"

#include "muster-wire-join.h"

#include <string.h>

/* An event takes 40 bytes; whoever sends more without a line end has something else in mind. */
#define LINE_LIMIT 4096

struct _MusterEvents {
  MusterEventsFunc func;
  gpointer         data;
  GString         *line;
  gboolean         is_head; /* the event that is being read */
  gint64           seq;     /* of it; -1: none */
};

MusterEvents *
muster_events_new (MusterEventsFunc func, gpointer data)
{
  MusterEvents *self = g_new0 (MusterEvents, 1);

  self->func = func;
  self->data = data;
  self->line = g_string_new (NULL);
  self->seq = -1;
  return self;
}

void
muster_events_free (MusterEvents *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_free (self);
}

static gboolean
take_line (MusterEvents *self, const char *line)
{
  gint64 seq = self->seq;
  gboolean is_head = self->is_head;

  if (*line == '\0')
    {
      /* An empty line ends an event. */
      self->is_head = FALSE;
      self->seq = -1;
      return !is_head || seq < 0 || self->func (seq, self->data);
    }
  if (g_str_equal (line, "event: head") || g_str_equal (line, "event:head"))
    self->is_head = TRUE;
  else if (g_str_has_prefix (line, "data:") && !muster_wire_parse_head (line + strlen ("data:"), &self->seq))
    self->seq = -1;
  return TRUE;
}

gboolean
muster_events_take (MusterEvents *self, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (bytes[i] == '\n')
        {
          if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
            g_string_truncate (self->line, self->line->len - 1);
          if (!take_line (self, self->line->str))
            return FALSE;
          g_string_truncate (self->line, 0);
        }
      else if (bytes[i] == '\0' || self->line->len == LINE_LIMIT)
        return FALSE;
      else
        g_string_append_c (self->line, bytes[i]);
    }
  return TRUE;
}
