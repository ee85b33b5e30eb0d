/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-message.h"

MusterRequest *
muster_request_new (const char *method, const char *path)
{
  MusterRequest *self = g_new0 (MusterRequest, 1);

  self->method = g_intern_string (method);
  self->path = g_strdup (path);
  return self;
}

void
muster_request_free (MusterRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->query);
  g_free (self->authorization);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->address);
  if (self->prepared != NULL)
    self->free_prepared (self->prepared);
  g_free (self);
}

MusterResponse *
muster_response_new (guint status)
{
  MusterResponse *self = g_new0 (MusterResponse, 1);

  self->status = status;
  return self;
}

void
muster_response_free (MusterResponse *self)
{
  if (self == NULL)
    return;

  g_free (self->media_type);
  g_free (self->server);
  g_clear_pointer (&self->body, g_bytes_unref);
  muster_feed_page_free (self->page);
  g_free (self->failure);
  g_free (self);
}
