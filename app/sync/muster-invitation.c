/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-invitation.h"

#include <gio/gio.h>
#include <string.h>

/* What stands around an address in a sentence. */
#define AROUND "<>()[]\"'“”‘’,;"
/* PROTOCOL.md section 3: twelve signs in three groups. */
#define GROUPS 3
#define GROUP 4

/* Codes are read as the server does: whatever the case. */
static gboolean
is_code (const char *word, gsize length)
{
  if (length != GROUPS * GROUP + GROUPS - 1)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (i % (GROUP + 1) == GROUP ? word[i] != '-' : !g_ascii_isalnum (word[i]))
      return FALSE;
  return TRUE;
}

/* Those of https://[::1]:8790 belong to the address. */
static gboolean
is_bracket_of_number (const char *text, const char *c, gboolean *in_number)
{
  gboolean closes = *c == ']' && *in_number;
  gboolean opens = *c == '[' && c - text >= 3 && strncmp (c - 3, "://", 3) == 0;

  if (opens || closes)
    *in_number = opens;
  return opens || closes;
}

static gboolean
take_code (const char *word, char **code)
{
  gsize length = strlen (word);

  /* A full stop of the sentence. */
  if (length > 0 && word[length - 1] == '.')
    length--;
  if (!is_code (word, length))
    return FALSE;
  g_free (*code);
  *code = g_ascii_strup (word, (gssize) length);
  return TRUE;
}

static gboolean
take_address (const char *word, char **address)
{
  gsize length = strlen (word);

  if (!g_str_has_prefix (word, "https://") && !g_str_has_prefix (word, "http://"))
    return FALSE;
  while (length > 0 && (word[length - 1] == '.' || word[length - 1] == '/'))
    length--;
  g_free (*address);
  *address = g_strndup (word, length);
  return TRUE;
}

/* What is spoken in the clear stays on this computer. */
static gboolean
is_safe (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) number = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (host == NULL || *host == '\0')
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http")
             && (g_str_equal (host, "localhost") || (number != NULL && g_inet_address_get_is_loopback (number))));
}

char *
muster_invitation_print (const char *address, const char *code)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autofree char *bare = NULL;

  if (uri == NULL || !is_safe (uri) || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL
      || (*g_uri_get_path (uri) != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    return NULL;
  bare = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), "/",
                     NULL, code);
  return g_steal_pointer (&bare);
}

gboolean
muster_invitation_read (const char *text, char **address, char **code)
{
  g_autofree char *plain = g_strdup (text);
  g_auto(GStrv) words = NULL;
  gboolean has_address = FALSE, has_code = FALSE, in_number = FALSE;

  for (char *c = plain; *c != '\0'; c = g_utf8_next_char (c))
    if (is_bracket_of_number (plain, c, &in_number))
      continue;
    else if (g_unichar_isspace (g_utf8_get_char (c)) || g_utf8_strchr (AROUND, -1, g_utf8_get_char (c)) != NULL)
      memset (c, ' ', (gsize) (g_utf8_next_char (c) - c));
  words = g_strsplit_set (plain, " #", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!has_address)
        has_address = take_address (words[i], address);
      if (!has_code)
        has_code = take_code (words[i], code);
    }
  return has_address && has_code;
}
