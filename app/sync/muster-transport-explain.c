/* muster-transport-explain.c - why nothing came, in words for whoever sits before it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-transport-private.h"

#include <glib/gi18n-lib.h>

/* The first that applies: what a person can do about it differs. */
static const struct {
  GTlsCertificateFlags flag;
  const char          *says; /* N_(), with the host */
} certificate_faults[] = {
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_("The certificate of %s is not valid yet. Is the date of this computer right?") },
  { G_TLS_CERTIFICATE_EXPIRED,
    N_("The certificate of %s has expired, or the date of this computer is wrong. Tell your administrator.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_("What answers at %s has the certificate of something else. Nothing was sent. This network may want you to "
        "sign in first.") },
  { G_TLS_CERTIFICATE_REVOKED, N_("The certificate of %s was withdrawn. Nothing was sent. Tell your administrator.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_ (
      "The certificate of %s is not from an authority that this computer trusts. Nothing was sent. Where your network "
      "inspects what is sent, ask your administrator to install its certificate.") },
};

static char *
explain_certificate (MusterTransport *self, SoupMessage *message)
{
  GTlsCertificateFlags flags = message != NULL ? soup_message_get_tls_peer_certificate_errors (message) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (certificate_faults); i++)
    if ((flags & certificate_faults[i].flag) != 0)
      {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        return g_strdup_printf (_(certificate_faults[i].says), self->host);
#pragma GCC diagnostic pop
      }
  return g_strdup_printf (_("A safe connection to %s could not be made. Nothing was sent."), self->host);
}

char *
muster_transport_explain (MusterTransport *self, SoupMessage *message, const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return explain_certificate (self, message);
  if (error->domain == G_RESOLVER_ERROR)
    return g_strdup_printf (_("The server %s was not found. Check its address, and whether this computer is "
                              "offline."), self->host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup_printf (_("The server %s does not answer at present. It may be stopped for a while, or have "
                              "another address: ask your administrator."), self->host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup_printf (_("The server %s took too long to answer. The network may be slow: try again in a "
                              "while."), self->host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    return g_strdup_printf (_("The server %s cannot be reached. This computer may be offline."), self->host);
  if (error->domain == G_IO_ERROR && error->code >= G_IO_ERROR_PROXY_FAILED
      && error->code <= G_IO_ERROR_PROXY_NOT_ALLOWED)
    return g_strdup (_("The proxy of this network did not let Muster through. Ask the people who run the network."));
  if (g_str_has_prefix (self->address, "http:"))
    return g_strdup_printf (_("The connection to %s broke off. Where the server wants a safe connection, its address "
                              "begins with https://."), self->host);
  return g_strdup_printf (_("The connection to %s broke off."), self->host);
}
