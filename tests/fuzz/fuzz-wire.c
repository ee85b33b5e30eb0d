/* fuzz-wire.c - every decoder of the protocol: what it takes, it says again, and that it takes too. The first byte
 * chooses the decoder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-wire-join.h"
#include "muster-wire-refused.h"
#include "muster-wire.h"

#include "fuzz.h"

/* Says a thing again; NULL: it was refused. */
typedef GBytes *(*Again) (GBytes *body);

static GBytes *
push (GBytes *body)
{
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, NULL);

  return push != NULL ? muster_wire_print_push (push) : NULL;
}

static GBytes *
push_answer (GBytes *body)
{
  MusterPushAnswer answer;

  return muster_wire_parse_push_answer (body, &answer, NULL) ? muster_wire_print_push_answer (&answer) : NULL;
}

static GBytes *
page (GBytes *body)
{
  g_autoptr(MusterFeedPage) page = muster_wire_parse_page (body, NULL);

  return page != NULL ? muster_wire_print_page (page) : NULL;
}

static GBytes *
problem (GBytes *body)
{
  g_autoptr(MusterProblemDocument) problem = muster_wire_parse_problem (body, NULL);

  return problem != NULL ? muster_wire_print_problem (problem) : NULL;
}

static GBytes *
enrolment (GBytes *body)
{
  g_autoptr(MusterEnrolment) enrolment = muster_wire_parse_enrolment (body, NULL);

  return enrolment != NULL ? muster_wire_print_enrolment (enrolment) : NULL;
}

static GBytes *
enrolled (GBytes *body)
{
  g_autoptr(MusterEnrolled) enrolled = muster_wire_parse_enrolled (body, NULL);

  return enrolled != NULL ? muster_wire_print_enrolled (enrolled) : NULL;
}

static GBytes *
tokens (GBytes *body)
{
  g_autoptr(MusterTokenPair) tokens = muster_wire_parse_tokens (body, NULL);

  return tokens != NULL ? muster_wire_print_tokens (tokens) : NULL;
}

static GBytes *
fork_request (GBytes *body)
{
  MusterId replica, was;

  return muster_wire_parse_fork (body, &replica, &was, NULL) ? muster_wire_print_fork (&replica, &was) : NULL;
}

static GBytes *
cursors (GBytes *body)
{
  g_autoptr(GArray) cursors = muster_wire_parse_cursors (body, NULL);

  return cursors != NULL ? muster_wire_print_cursors (cursors) : NULL;
}

static GBytes *
common (GBytes *body)
{
  MusterId epoch;
  MusterCursor cursor;

  return muster_wire_parse_common (body, &epoch, &cursor, NULL) ? muster_wire_print_common (&epoch, &cursor) : NULL;
}

static GBytes *
told (GBytes *body)
{
  g_autoptr(MusterToldList) list = muster_wire_parse_told (body, NULL);

  return list != NULL ? muster_wire_print_told (list) : NULL;
}

static const Again decoders[] = { push,   push_answer,  page,    problem, enrolment, enrolled,
                                  tokens, fork_request, cursors, common,  told };

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) once = NULL;
  g_autoptr(GBytes) twice = NULL;
  Again again;

  if (size == 0)
    return 0;
  again = decoders[data[0] % G_N_ELEMENTS (decoders)];
  body = g_bytes_new (data + 1, size - 1);
  once = again (body);
  if (once == NULL)
    return 0;
  twice = again (once);
  g_assert_nonnull (twice);
  g_assert_true (g_bytes_equal (once, twice));
  return 0;
}
