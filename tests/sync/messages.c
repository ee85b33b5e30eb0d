/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages.h"

#include "muster-error.h"
#include "muster-json.h"
#include "muster-wire-join.h"
#include "muster-wire-refused.h"

#include "fixtures.h"

/* One of whose commits is refused is refused here. */
static GBytes *
codec_push (GBytes *body, GError **error)
{
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, error);

  for (guint i = 0; push != NULL && i < push->entries->len; i++)
    if (muster_push_get_fault (push, i) != NULL)
      {
        g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, muster_push_get_fault (push, i)->detail);
        return NULL;
      }
  return push != NULL ? muster_wire_print_push (push) : NULL;
}

static GBytes *
codec_push_answer (GBytes *body, GError **error)
{
  MusterPushAnswer answer;

  return muster_wire_parse_push_answer (body, &answer, error) ? muster_wire_print_push_answer (&answer) : NULL;
}

static GBytes *
codec_page (GBytes *body, GError **error)
{
  g_autoptr(MusterFeedPage) page = muster_wire_parse_page (body, error);

  return page != NULL ? muster_wire_print_page (page) : NULL;
}

static GBytes *
codec_problem (GBytes *body, GError **error)
{
  g_autoptr(MusterProblemDocument) problem = muster_wire_parse_problem (body, error);

  return problem != NULL ? muster_wire_print_problem (problem) : NULL;
}

static GBytes *
codec_welcome (GBytes *body, GError **error)
{
  MusterWelcome welcome;

  return muster_wire_parse_welcome (body, &welcome, error) ? muster_wire_print_welcome (&welcome) : NULL;
}

static GBytes *
codec_enrolment (GBytes *body, GError **error)
{
  g_autoptr(MusterEnrolment) enrolment = muster_wire_parse_enrolment (body, error);

  return enrolment != NULL ? muster_wire_print_enrolment (enrolment) : NULL;
}

static GBytes *
codec_enrolled (GBytes *body, GError **error)
{
  g_autoptr(MusterEnrolled) enrolled = muster_wire_parse_enrolled (body, error);

  return enrolled != NULL ? muster_wire_print_enrolled (enrolled) : NULL;
}

static GBytes *
codec_tokens (GBytes *body, GError **error)
{
  g_autoptr(MusterTokenPair) tokens = muster_wire_parse_tokens (body, error);

  return tokens != NULL ? muster_wire_print_tokens (tokens) : NULL;
}

static GBytes *
codec_refresh (GBytes *body, GError **error)
{
  g_autofree char *refresh = muster_wire_parse_refresh (body, error);

  return refresh != NULL ? muster_wire_print_refresh (refresh) : NULL;
}

static GBytes *
codec_fork (GBytes *body, GError **error)
{
  MusterId replica, was;

  return muster_wire_parse_fork (body, &replica, &was, error) ? muster_wire_print_fork (&replica, &was) : NULL;
}

static GBytes *
codec_cursors (GBytes *body, GError **error)
{
  g_autoptr(GArray) cursors = muster_wire_parse_cursors (body, error);

  return cursors != NULL ? muster_wire_print_cursors (cursors) : NULL;
}

static GBytes *
codec_common (GBytes *body, GError **error)
{
  MusterId epoch;
  MusterCursor common;

  return muster_wire_parse_common (body, &epoch, &common, error) ? muster_wire_print_common (&epoch, &common) : NULL;
}

static GBytes *
codec_told (GBytes *body, GError **error)
{
  g_autoptr(MusterToldList) list = muster_wire_parse_told (body, error);

  return list != NULL ? muster_wire_print_told (list) : NULL;
}

const Message messages[] = {
  { "push-request", NULL, codec_push },
  { "push-answer", NULL, codec_push_answer },
  { "pull-answer", NULL, codec_page },
  { "well-known", NULL, codec_welcome },
  { "enrol-request", NULL, codec_enrolment },
  { "enrol-request again",
    "{\"code\":\"K7QF-2M9D-XR4T\",\"device\":\"Clinic laptop\",\"replica\":" ID ",\"schema\":3,\"person\":" ID2
    ",\"server\":" ID ",\"ends\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}",
    codec_enrolment },
  { "enrol-answer", NULL, codec_enrolled },
  { "refused-answer", NULL, codec_told },
  { "commit",
    "{\"replica\":" ID ",\"epoch\":" ID2 ",\"schema\":3," CURSOR ",\"commits\":[{\"n\":4,\"id\":" ID
    ",\"at\":-5,\"seen\":412,\"origin\":\"undo\","
    "\"undoes\":3,\"reason\":\"Agreed \\\"there\\\"\",\"changes\":[[\"risk\"," ID2
    ",\"status\",398,{\"status\":\"closed\"}],"
    "[\"risk\"," ID2 ",\"_exists\",-3,false],[\"risk\"," ID2 ",\"_ref\",0,\"R-12\",401],[\"hovercraft\"," ID
    ",\"lift\",1,"
    "{\"a\":[1,{\"b\":null}]}]]},{\"n\":5,\"id\":" ID2 ",\"at\":0,\"changes\":[[\"team\"," ID ",\"_later\",0,7]]}]}",
    codec_push },
  { "page",
    "{\"server\":" ID ",\"epoch\":" ID2 ",\"after\":7,\"commits\":["
    "{\"seq\":8,\"id\":" ID ",\"n\":2,\"received\":1,\"seen\":7,\"bases\":[0,7],\"outs\":{\"0\":{\"out\":\"same\"},"
    "\"12\":{\"out\":\"merged\",\"value\":{\"cause\":\"x\"}}}},"
    "{\"seq\":11,\"id\":" ID ",\"replica\":" ID2 ",\"n\":9,\"actor\":\"\",\"at\":3,\"received\":4,\"changes\":["
    "[3,\"risk\"," ID ",\"cause\",7,{\"cause\":\"a\"},{\"out\":\"merged\",\"value\":{},\"settles\":5}],"
    "[4,\"risk\"," ID ",\"title\",7,{\"title\":\"a\"},{\"settles\":5}]]}],"
    "\"cursor\":{\"seq\":12,\"chain\":\"00112233445566ff\"},\"more\":true,\"acked\":2,"
    "\"refused\":[{\"n\":3,\"id\":" ID2 ",\"problem\":{\"type\":\"not-allowed\",\"detail\":\"No.\"}}],"
    "\"grants\":{\"version\":2,\"list\":[{\"scope\":" ID ",\"role\":\"reader\"}]},\"came\":[" ID "],\"gone\":[" ID2
    "],\"time\":6}",
    codec_page },
  { "problem",
    "{\"type\":\"gap\",\"title\":\"t\",\"status\":409,\"detail\":\"d\",\"retry\":\"never\",\"n\":4,\"expected\":3}",
    codec_problem },
  { "tokens", "{\"access\":\"a\",\"refresh\":\"r\",\"expires\":900}", codec_tokens },
  { "refresh", "{\"refresh\":\"r\"}", codec_refresh },
  { "fork", "{\"replica\":" ID ",\"was\":" ID2 "}", codec_fork },
  { "cursors", "{\"cursors\":[{\"seq\":4,\"chain\":\"00112233445566ff\"},{\"seq\":1,\"chain\":\"ffffffffffffffff\"}]}",
    codec_cursors },
  { "common", "{\"epoch\":" ID ",\"seq\":0,\"chain\":\"0000000000000000\"}", codec_common },
};

const guint n_messages = G_N_ELEMENTS (messages);

GBytes *
message_load (guint i)
{
  return messages[i].text != NULL ? fixture_bytes (messages[i].text) : fixture_load (messages[i].name);
}

json_t *
message_parse (GBytes *body)
{
  json_error_t problem;

  return json_loadb (g_bytes_get_data (body, NULL), g_bytes_get_size (body), 0, &problem);
}

void
message_assert_refused (guint message, GBytes *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) again = messages[message].codec (body, &error);

  if (again != NULL)
    g_error ("%s took %.*s", messages[message].name, (int) g_bytes_get_size (body),
             (const char *) g_bytes_get_data (body, NULL));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}
