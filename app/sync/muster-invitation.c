/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-invitation.h"

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

gboolean
muster_invitation_read (const char *text, char **address, char **code)
{
  g_autofree char *plain = g_strdup (text);
  g_auto(GStrv) words = NULL;
  gboolean has_address = FALSE, has_code = FALSE;

  for (char *c = plain; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isspace (g_utf8_get_char (c)) || g_utf8_strchr (AROUND, -1, g_utf8_get_char (c)) != NULL)
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
