/* bare-serve.c - the files of a folder over HTTP, ready packed: what a fetch costs where the other side has nothing to
 * think about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-sync.h"
#include "muster-message.h"

#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

static enum MHD_Result
answer (void *folder, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
        const char *data, size_t *n_data, void **context)
{
  g_autofree char *path = g_strconcat (folder, url, NULL);
  struct MHD_Response *response;
  enum MHD_Result result;
  char *body;
  gsize n;

  if (*context == NULL)
    {
      *context = folder; /* the head; the answer comes with the end of the request */
      return MHD_YES;
    }
  if (strstr (url, "..") != NULL || !g_file_get_contents (path, &body, &n, NULL))
    return MHD_NO;
  response = MHD_create_response_from_buffer_with_free_callback (n, body, g_free);
  MHD_add_response_header (response, "Content-Type", MUSTER_MEDIA_TYPE);
  if (n > 1 && memcmp (body, "\x1f\x8b", 2) == 0)
    MHD_add_response_header (response, "Content-Encoding", "gzip");
  result = MHD_queue_response (connection, MHD_HTTP_OK, response);
  MHD_destroy_response (response);
  return result;
}

void
bench_serve (char **arguments)
{
  g_autofree char *certificate = NULL, *key = NULL;
  gboolean secure = arguments[1] != NULL;
  unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_ERROR_LOG | (secure ? MHD_USE_TLS : 0);
  struct MHD_OptionItem tls[] = { { MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
                                  { MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
                                  { MHD_OPTION_END, 0, NULL } };
  struct MHD_Daemon *daemon;

  if (secure
      && (!g_file_get_contents (arguments[1], &certificate, NULL, NULL)
          || !g_file_get_contents (arguments[2], &key, NULL, NULL)))
    g_error ("no certificate");
  tls[0].ptr_value = certificate;
  tls[1].ptr_value = key;
  if (!secure)
    tls[0].option = MHD_OPTION_END;
  daemon = MHD_start_daemon (flags, 0, NULL, NULL, answer, arguments[0], MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
  if (daemon == NULL)
    g_error ("the bare server does not start");
  printf ("%u\n", (unsigned) MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
  fflush (stdout);
  while (getchar () != EOF)
    continue;
  MHD_stop_daemon (daemon);
}
