/* muster-engine-believe.c - whether an answer is one: PROTOCOL.md section 2.
 *
 * What stands between us and the endpoint (sign-in pages of hospital and hotel networks, proxies that inspect)
 * answers with status 200 and whatever it likes. Nothing of that may change a replica, and the person should hear
 * what it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A media type is compared without its spaces and in lower case; nothing else may be added or left out. */
static gboolean
is_type (const char *sent, const char *type)
{
  g_autoptr(GString) squeezed = g_string_new (NULL), wanted = g_string_new (type);

  for (const char *at = sent != NULL ? sent : ""; *at != '\0'; at++)
    if (*at != ' ' && *at != '\t')
      g_string_append_c (squeezed, g_ascii_tolower (*at));
  g_string_replace (wanted, " ", "", 0);
  return g_string_equal (squeezed, wanted);
}

static gboolean
is_problem_type (const char *sent)
{
  return is_type (sent, MUSTER_PROBLEM_TYPE) || is_type (sent, MUSTER_PROBLEM_TYPE ";charset=utf-8");
}

static gboolean
is_page_for_people (const MusterResponse *response)
{
  return response->media_type != NULL && g_ascii_strncasecmp (response->media_type, "text/", 5) == 0;
}

/* What answered, where it was not the endpoint. */
static char *
describe_stranger (const MusterResponse *response)
{
  if (response->status >= 300 && response->status < 400)
    return g_strdup (_ (
      "The network sent the request somewhere else, as sign-in pages do. Open a web page to sign in to this network, "
      "or check the address of the server."));
  if (response->status >= 500)
    return g_strdup_printf (
      _("The Muster server could not be reached: something in front of it answered with error %u."), response->status);
  if (response->status == 407 || response->status == 511)
    return g_strdup (
      _("This network wants you to sign in first. Open a web page to do so; Muster then goes on by itself."));
  if (response->status == 200 && is_page_for_people (response))
    return g_strdup (_("Something else than the Muster server answered with a web page, as sign-in pages do. Open a "
                        "web page to sign in to this "
                        "network; Muster then goes on by itself."));
  return g_strdup_printf (_("Something else than the Muster server answered (status %u). Check the address of the "
                             "server, and whether this network "
                             "lets it through."),
                          response->status);
}

static char *
judge_sender (const MusterId *server, const MusterResponse *response)
{
  MusterId sent;

  if (response->status == 0)
    return g_strdup (response->failure != NULL ? response->failure : _("The Muster server did not answer."));
  if (response->server == NULL || !muster_id_from_text (&sent, response->server))
    return describe_stranger (response);
  if (server != NULL && !muster_id_equal (&sent, server))
    return g_strdup (_("Another Muster server answers at this address than the one you joined. Nothing was exchanged "
                        "with it. Ask your administrator "
                        "for the right address."));
  return NULL;
}

/* Whoever reads it should know whose words they are: this program would not tell her to open a link. */
static void
quote (MusterProblemDocument *problem)
{
  g_autofree char *detail = problem->detail;

  problem->detail = detail != NULL ? g_strdup_printf (_("The server says: “%s”"), detail) : NULL;
}

void
muster_belief_judge (MusterBelief *belief, const MusterId *server, const MusterResponse *response)
{
  g_autoptr(GError) error = NULL;

  memset (belief, 0, sizeof *belief);
  belief->failure = judge_sender (server, response);
  if (belief->failure != NULL)
    return;

  if (response->status == 200 && is_type (response->media_type, MUSTER_MEDIA_TYPE) && response->body != NULL)
    return;
  if (response->status >= 400 && is_problem_type (response->media_type))
    belief->problem = muster_wire_parse_problem (response->body, &error);
  if (belief->problem != NULL && belief->problem->status == response->status)
    {
      quote (belief->problem);
      return;
    }
  g_clear_pointer (&belief->problem, muster_problem_document_free);
  belief->failure = describe_stranger (response);
}

void
muster_belief_clear (MusterBelief *belief)
{
  g_clear_pointer (&belief->problem, muster_problem_document_free);
  g_clear_pointer (&belief->failure, g_free);
}
