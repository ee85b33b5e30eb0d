/* muster-party-text.c - from text to members and back.
 *
 * One pass over the text: at each place it looks for a separator, then for the words of a connector. What lies
 * between two of them is a member, its trailing "[uuid]" is taken out, and then its "TBC".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-party-private.h"

#include <string.h>

#include "muster-reading-private.h"
#include "muster-text.h"

/* The end of words at text, any white space standing for each space; NULL where they are not there. */
static const char *
match_words (const char *text, const char *words)
{
  for (; *words != '\0'; words++)
    {
      if (*words == ' ')
        {
          if (!g_ascii_isspace (*text))
            return NULL;
          while (g_ascii_isspace (*text))
            text++;
        }
      else if (g_ascii_tolower (*text++) != *words)
        {
          return NULL;
        }
    }
  return text;
}

static const struct {
  const char *words;
  MusterPartyConnector connector;
} connector_words[] = {
  { "supported by ", MUSTER_PARTY_SUPPORTED_BY },
  { "with support from ", MUSTER_PARTY_SUPPORTED_BY },
  { "chair of ", MUSTER_PARTY_CHAIR_OF },
};

/* The end of the separator at text, NULL where there is none. A slash without a space beside it is part of a name:
 * "CCG finance/planning leads" and "CHIN/QIST leads" are no pairs. */
static const char *
match_separator (const char *start, const char *text)
{
  gboolean spaced = text > start && g_ascii_isspace (text[-1]);

  if (*text == ';' || *text == '\n' || *text == '\r')
    return text + 1;
  if (*text == '/' && (spaced || g_ascii_isspace (text[1])))
    return text + 1;
  if (*text == '+' && spaced && g_ascii_isspace (text[1]))
    return text + 1;
  return NULL;
}

/* Whether words may part text at this place: at the start of a member; within one, after a space; and "chair of"
 * there after a comma only, as "Vice Chair of Integration" is one role. */
static gboolean
may_connect (const char *start, const char *at, MusterPartyConnector connector)
{
  const char *before = at;

  while (before > start && g_ascii_isspace (before[-1]))
    before--;
  if (before == start)
    return TRUE;
  return before < at && (connector == MUSTER_PARTY_SUPPORTED_BY || before[-1] == ',');
}

/* The end of the connector at this place, NULL where there is none. */
static const char *
match_connector (const char *start, const char *at, MusterPartyConnector *connector)
{
  for (guint i = 0; i < G_N_ELEMENTS (connector_words); i++)
    {
      const char *end = match_words (at, connector_words[i].words);

      if (end == NULL || !may_connect (start, at, connector_words[i].connector))
        continue;
      *connector = connector_words[i].connector;
      return end;
    }
  return NULL;
}

/* Where the commas and the last "and" that end a name begin: "Ann, supported by Bob", "Ann and supported by Bob". */
static const char *
chomp_joint (const char *name, const char *end)
{
  for (;;)
    {
      end = muster_reading_chomp (name, end);
      if (end > name && end[-1] == ',')
        end--;
      else if (end - name > 4 && g_ascii_isspace (end[-4]) && g_ascii_strncasecmp (end - 3, "and", 3) == 0)
        end -= 3;
      else
        return end;
    }
}

static const char *
skip_vacant (const char *folded)
{
  static const char *const phrases[] = {
    "vacant", "to be appointed", "to be identified", "to be recruited", NULL,
  };
  const char *after = muster_reading_skip_tbc (folded);

  return after != NULL ? after : muster_reading_skip_any (folded, phrases);
}

/* Whether text as a whole says that nobody is known yet, in brackets or not. */
static gboolean
is_vacant (const char *text)
{
  g_autofree char *folded = muster_text_fold (text);
  const char *at = folded + strspn (folded, "([-:,. ");

  at = skip_vacant (at);
  return at != NULL && at[strspn (at, ")]. ")] == '\0';
}

/* Cuts "(TBC)", "- TBC" and the like from the end of name. */
static gboolean
take_trailing_tbc (char *name)
{
  char *at = name + strlen (name);

  /* The longest phrases have three words. */
  for (guint words = 0; words < 3 && at > name; words++)
    {
      do
        at--;
      while (at > name && !(g_ascii_isspace (at[-1]) || strchr ("([-:,", at[-1]) != NULL));
      if (at > name && is_vacant (at))
        {
          while (at > name && (g_ascii_isspace (at[-1]) || strchr ("([-:,", at[-1]) != NULL))
            at--;
          *at = '\0';
          return TRUE;
        }
    }
  return FALSE;
}

/* Cuts "TBC" from the start of name, and with it a remark that is no name: "TBC - director to decide". */
static gboolean
take_leading_tbc (char *name)
{
  gsize length = strcspn (name, " \t-:,(");
  g_autofree char *word = g_strndup (name, length);
  g_autofree char *folded = muster_text_fold (word);
  g_autofree char *rest = muster_text_fold (name + length);
  gboolean remark = *rest != '\0' && strchr ("-:,(", *rest) != NULL;

  if (remark ? !is_vacant (word) : muster_reading_skip_tbc (folded) == NULL)
    return FALSE;
  if (remark)
    name[0] = '\0';
  else
    memmove (name, name + length, strlen (name + length) + 1);
  g_strstrip (name);
  return TRUE;
}

/* Whether name says that nobody is known yet; what is left of it is who or what it is said of. */
static gboolean
take_tbc (char *name)
{
  if (is_vacant (name))
    {
      *name = '\0';
      return TRUE;
    }
  return take_trailing_tbc (name) || take_leading_tbc (name);
}

/* A text of nothing but separators is a name like any other: what was typed is kept. */
static void
add_verbatim (MusterParty *self)
{
  MusterPartyEntry *entry = g_new0 (MusterPartyEntry, 1);

  entry->public.name = g_strdup (self->text);
  g_ptr_array_add (self->entries, entry);
}

/* Reads one member from the raw text between two separators, which goes to the party's text without its ids. The place
 * for an id is before a comma, where it does not hide the comma: "Ann [uuid], chair of the board". */
static void
add_entry (MusterParty *self, GString *text, const char *start, const char *end, MusterPartyConnector connector)
{
  MusterPartyEntry *entry = g_new0 (MusterPartyEntry, 1);
  const char *first = muster_reading_skip_space (start, end);
  const char *joint = chomp_joint (first, end);
  char *name = g_strndup (first, joint - first);
  MusterId id;
  gboolean bound = muster_reading_take_ids (name, &id);
  gsize length = chomp_joint (name, name + strlen (name)) - name; /* "Ann, [uuid]" is taken, too */

  g_string_append_len (text, start, first - start);
  entry->end = text->len + length;
  if (bound)
    muster_party_entry_bind (entry, &id);
  g_string_append (text, name);
  g_string_append_len (text, joint, end - joint);

  name[length] = '\0';
  entry->public.connector = connector;
  entry->public.tbc = take_tbc (name);
  entry->public.name = name;
  if (*name != '\0' || entry->public.tbc)
    g_ptr_array_add (self->entries, entry);
  else
    muster_party_entry_free (entry);
}

void
muster_party_read_text (MusterParty *self, const char *trimmed)
{
  GString *text = g_string_sized_new (strlen (trimmed));
  MusterPartyConnector connector = MUSTER_PARTY_LEAD;
  MusterPartyConnector next = MUSTER_PARTY_LEAD;
  const char *start = trimmed;
  const char *at = trimmed;

  while (*at != '\0')
    {
      const char *after = match_separator (trimmed, at);

      next = MUSTER_PARTY_LEAD;
      if (after == NULL)
        after = match_connector (start, at, &next);
      if (after == NULL)
        {
          at++;
          continue;
        }
      add_entry (self, text, start, at, connector);
      g_string_append_len (text, at, after - at);
      connector = next;
      start = at = after;
    }
  add_entry (self, text, start, at, connector);
  self->text = g_string_free (text, FALSE);
  if (self->entries->len == 0)
    add_verbatim (self);
}

/* Appends a trimmed name without what would part it into several members. */
static void
append_name (GString *text, const char *trimmed)
{
  for (const char *at = trimmed; *at != '\0'; at++)
    {
      if (match_separator (trimmed, at) == NULL)
        {
          g_string_append_c (text, *at);
        }
      else if (*at == '/')
        {
          while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
            g_string_truncate (text, text->len - 1);
          g_string_append_c (text, '/');
          while (g_ascii_isspace (at[1]))
            at++;
        }
      else
        {
          g_string_append_c (text, *at == ';' ? ',' : *at == '+' ? '&' : ' ');
        }
    }
}

char *
muster_party_make_text (const MusterPartyMember *members, guint n_members)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_members; i++)
    {
      const MusterPartyMember *member = &members[i];
      g_autofree char *name = muster_reading_trim (member->name);

      if (member->connector == MUSTER_PARTY_SUPPORTED_BY)
        g_string_append (text, i > 0 ? " supported by " : "supported by ");
      else
        g_string_append (text, i > 0 ? " / " : "");
      if (member->connector == MUSTER_PARTY_CHAIR_OF)
        g_string_append (text, "Chair of ");
      append_name (text, name);
      if (*name == '\0')
        g_string_append (text, "TBC");
      else if (member->tbc)
        g_string_append (text, " (TBC)");
    }
  return g_string_free (text, FALSE);
}
