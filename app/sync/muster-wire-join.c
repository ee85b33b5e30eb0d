/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-join.h"

#include "muster-wire-private.h"

#include <string.h>

/* ---- joining ----------------------------------------------------------------------------------------------------- */

GBytes *
muster_wire_print_enrolment (const MusterEnrolment *enrolment)
{
  g_autoptr(json_t) json =
    json_pack ("{s:s, s:s, s:o, s:I}", "code", enrolment->code, "device", enrolment->device, "replica",
               muster_wire_make_id (&enrolment->replica), "schema", (json_int_t) enrolment->schema);

  if (enrolment->joined)
    {
      json_object_set_new (json, "person", muster_wire_make_id (&enrolment->person));
      json_object_set_new (json, "server", muster_wire_make_id (&enrolment->server));
    }
  if (enrolment->has_ends)
    json_object_set_new (json, "ends", muster_wire_make_bytes (enrolment->ends, sizeof enrolment->ends));
  return muster_wire_print (json);
}

MusterEnrolment *
muster_wire_parse_enrolment (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterEnrolment) enrolment = g_new0 (MusterEnrolment, 1);
  const char *code = NULL, *device = "";

  if (json == NULL
      || !muster_wire_read_text (json, "code", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_NAME, &code, error)
      || !muster_wire_read_text (json, "device", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &device, error)
      || !muster_wire_read_id (json, "replica", &enrolment->replica, error)
      || !muster_wire_read_integer (json, "schema", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, &enrolment->schema, error)
      || !muster_wire_read_bytes (json, "ends", MUSTER_WIRE_OPTIONAL, enrolment->ends, sizeof enrolment->ends,
                                  &enrolment->has_ends, error))
    return NULL;
  enrolment->joined = json_object_get (json, "person") != NULL || json_object_get (json, "server") != NULL;
  if (enrolment->joined && (!muster_wire_read_id (json, "person", &enrolment->person, error)
                            || !muster_wire_read_id (json, "server", &enrolment->server, error)))
    return NULL;

  enrolment->code = g_strdup (code);
  enrolment->device = g_strdup (device);
  return g_steal_pointer (&enrolment);
}

void
muster_enrolment_free (MusterEnrolment *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->device);
  g_free (self);
}

GBytes *
muster_wire_print_enrolled (const MusterEnrolled *enrolled)
{
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (MusterGrant));
  g_autoptr(json_t) json = json_object ();

  json_object_set_new (json, "server", muster_wire_make_id (&enrolled->server));
  json_object_set_new (json, "epoch", muster_wire_make_id (&enrolled->epoch));
  json_object_set_new (json, "person", json_pack ("{s:o, s:s}", "id", muster_wire_make_id (&enrolled->person), "name",
                                                  enrolled->person_name));
  json_object_set_new (json, "access", json_string (enrolled->access));
  json_object_set_new (json, "refresh", json_string (enrolled->refresh));
  json_object_set_new (json, "expires", json_integer (enrolled->expires));
  json_object_set_new (json, "grants", muster_wire_make_grants (enrolled->grants_version,
                                                                enrolled->grants != NULL ? enrolled->grants : none));
  return muster_wire_print (json);
}

static gboolean
read_pair (json_t *json, char **access, char **refresh, gint64 *expires, GError **error)
{
  const char *access_text = NULL, *refresh_text = NULL;

  if (!muster_wire_read_text (json, "access", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &access_text, error)
      || !muster_wire_read_text (json, "refresh", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &refresh_text, error)
      || !muster_wire_read_integer (json, "expires", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, expires, error))
    return FALSE;
  /* They go into a header: nothing in them may end one. */
  if (!muster_wire_is_token (access_text))
    return muster_wire_refuse (error, "access");
  if (!muster_wire_is_token (refresh_text))
    return muster_wire_refuse (error, "refresh");

  *access = g_strdup (access_text);
  *refresh = g_strdup (refresh_text);
  return TRUE;
}

MusterEnrolled *
muster_wire_parse_enrolled (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterEnrolled) enrolled = g_new0 (MusterEnrolled, 1);
  json_t *person = json_object_get (json, "person");
  g_autoptr(MusterFeedPage) owner = muster_feed_page_new ();
  const char *name = NULL;

  if (json == NULL
      || !muster_wire_read_id (json, "server", &enrolled->server, error)
      || !muster_wire_read_id (json, "epoch", &enrolled->epoch, error)
      || !muster_wire_read_id (person, "id", &enrolled->person, error)
      || !muster_wire_read_text (person, "name", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &name, error)
      || !read_pair (json, &enrolled->access, &enrolled->refresh, &enrolled->expires, error)
      || !muster_wire_read_grants (json_object_get (json, "grants"), &enrolled->grants_version, owner->grants, error))
    return NULL;

  enrolled->person_name = g_strdup (name);
  enrolled->grants = g_array_ref (owner->grants);
  return g_steal_pointer (&enrolled);
}

void
muster_enrolled_free (MusterEnrolled *self)
{
  if (self == NULL)
    return;

  g_free (self->person_name);
  g_free (self->access);
  g_free (self->refresh);
  g_clear_pointer (&self->grants, g_array_unref);
  g_free (self);
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

GBytes *
muster_wire_print_refresh (const char *refresh)
{
  g_autoptr(json_t) json = json_pack ("{s:s}", "refresh", refresh);

  return muster_wire_print (json);
}

char *
muster_wire_parse_refresh (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  const char *refresh = NULL;

  if (json == NULL || !muster_wire_read_text (json, "refresh", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &refresh, error))
    return NULL;
  return g_strdup (refresh);
}

GBytes *
muster_wire_print_tokens (const MusterTokenPair *tokens)
{
  g_autoptr(json_t) json = json_pack ("{s:s, s:s, s:I}", "access", tokens->access, "refresh", tokens->refresh,
                                       "expires", (json_int_t) tokens->expires);

  return muster_wire_print (json);
}

MusterTokenPair *
muster_wire_parse_tokens (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterTokenPair) tokens = g_new0 (MusterTokenPair, 1);

  if (json == NULL || !read_pair (json, &tokens->access, &tokens->refresh, &tokens->expires, error))
    return NULL;
  return g_steal_pointer (&tokens);
}

void
muster_token_pair_free (MusterTokenPair *self)
{
  if (self == NULL)
    return;

  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}
