/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- text to JSON ------------------------------------------------------------------------------------------------ */

static const char *
too_deep (void)
{
  return _("The message cannot be used: it is nested too deep.");
}

static const char *
not_whole (void)
{
  return _("The message cannot be used: it has a number that is not a whole one.");
}

/* The parser's own limit is 2,048 levels, and it reads 1e2 and 1.0 as numbers. Both are looked for before anything is
 * built, in one pass that passes over strings; the parser then says what else is wrong. */
static const char *
scan (const char *text, gsize length, guint levels, gboolean any_number)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if ((c == '[' || c == '{') && ++depth > levels)
        return too_deep ();
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      else if (!any_number && (c == '.' || c == 'E' || (c == 'e' && i > 0 && g_ascii_isdigit (text[i - 1]))))
        return not_whole ();
    }
  return NULL;
}

/* At most as many calls deep as there may be levels. */
static const char *
look_through (json_t *json, guint levels)
{
  const char *key, *wrong = NULL;
  json_t *member;
  gsize i;

  if (json_is_integer (json) && !muster_wire_is_integer (json, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER, NULL))
    return _("The message cannot be used: it has a number that is too large.");
  if (json_is_real (json))
    return not_whole ();
  if ((json_is_array (json) || json_is_object (json)) && levels == 0)
    return too_deep ();
  json_array_foreach (json, i, member)
    if ((wrong = look_through (member, levels - 1)) != NULL)
      return wrong;
  json_object_foreach (json, key, member)
    if ((wrong = look_through (member, levels - 1)) != NULL)
      return wrong;
  return NULL;
}

gboolean
muster_wire_is_plain (json_t *json, guint levels, GError **error)
{
  const char *wrong = look_through (json, levels);

  if (wrong != NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, wrong);
  return wrong == NULL;
}

static json_t *
parse (GBytes *body, guint levels, gboolean any_number, GError **error)
{
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  const char *wrong = length <= MUSTER_WIRE_ANSWER ? NULL : _("The message cannot be used: it is too long.");
  g_autoptr(json_t) json = NULL;
  json_error_t problem;

  if (length == 0)
    wrong = _("The message cannot be used: it is empty.");
  if (wrong == NULL)
    wrong = scan (text, length, levels, any_number);
  if (wrong == NULL && (json = json_loadb (text, length, JSON_REJECT_DUPLICATES, &problem)) == NULL)
    {
      /* The parser's words name the place in English; they never repeat more than a few characters of the text. */
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("The message cannot be used: it is not whole, or not JSON (line %d, column %d)."), problem.line,
                   problem.column);
      return NULL;
    }
  if (wrong == NULL && !any_number)
    wrong = look_through (json, levels);
  if (wrong != NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, wrong);
      return NULL;
    }
  return g_steal_pointer (&json);
}

json_t *
muster_wire_parse (GBytes *body, GError **error)
{
  return parse (body, MUSTER_WIRE_DEPTH, FALSE, error);
}

/* Takes json. */
static json_t *
as_object (json_t *json, GError **error)
{
  if (json == NULL || json_is_object (json))
    return json;
  json_decref (json);
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("The message cannot be used: it is not an object."));
  return NULL;
}

json_t *
muster_wire_parse_object (GBytes *body, GError **error)
{
  return as_object (muster_wire_parse (body, error), error);
}

json_t *
muster_wire_parse_parts (GBytes *body, GError **error)
{
  return as_object (parse (body, MUSTER_WIRE_DEEPEST, TRUE, error), error);
}

GBytes *
muster_wire_print (const json_t *json)
{
  GString *text = g_string_sized_new (1024);

  muster_json_append (text, json, FALSE);
  return g_string_free_to_bytes (text);
}

/* ---- small messages ---------------------------------------------------------------------------------------------- */

GBytes *
muster_wire_print_push_answer (const MusterPushAnswer *answer)
{
  g_autoptr(json_t) json =
    json_pack ("{s:I, s:I}", "acked", (json_int_t) answer->acked, "head", (json_int_t) answer->head);

  if (answer->repeats != 0)
    json_object_set_new (json, "repeats", json_integer (answer->repeats));
  return muster_wire_print (json);
}

gboolean
muster_wire_parse_push_answer (GBytes *body, MusterPushAnswer *answer, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);

  answer->repeats = 0;
  return json != NULL
         && muster_wire_read_integer (json, "repeats", MUSTER_WIRE_OPTIONAL, 1, MUSTER_WIRE_VERSION, &answer->repeats,
                                      error)
         && muster_wire_read_integer (json, "acked", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &answer->acked,
                                   error)
         && muster_wire_read_integer (json, "head", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &answer->head, error);
}

GBytes *
muster_wire_print_problem (const MusterProblemDocument *problem)
{
  g_autoptr(json_t) json =
    json_pack ("{s:s, s:s*, s:i, s:s*, s:s*}", "type", problem->type, "title", problem->title, "status",
               (int) problem->status, "detail", problem->detail, "retry", problem->retry);

  if (problem->n != 0)
    json_object_set_new (json, "n", json_integer (problem->n));
  if (problem->expected != 0)
    json_object_set_new (json, "expected", json_integer (problem->expected));
  return muster_wire_print (json);
}

MusterProblemDocument *
muster_wire_parse_problem (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterProblemDocument) problem = g_new0 (MusterProblemDocument, 1);
  const char *type = NULL, *title = NULL, *detail = NULL, *retry = NULL;
  gint64 status = 0;

  if (json == NULL || !muster_wire_read_text (json, "type", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_NAME, &type, error)
      || !muster_wire_read_text (json, "title", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &title, error)
      || !muster_wire_read_text (json, "detail", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &detail, error)
      || !muster_wire_read_text (json, "retry", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_NAME, &retry, error)
      || !muster_wire_read_integer (json, "status", MUSTER_WIRE_REQUIRED, 100, 599, &status, error)
      || !muster_wire_read_integer (json, "n", MUSTER_WIRE_OPTIONAL, 0, MUSTER_WIRE_VERSION, &problem->n, error)
      || !muster_wire_read_integer (json, "expected", MUSTER_WIRE_OPTIONAL, 0, MUSTER_WIRE_VERSION, &problem->expected,
                                 error))
    return NULL;

  problem->type = g_strdup (type);
  problem->title = g_strdup (title);
  problem->detail = g_strdup (detail);
  problem->retry = g_strdup (retry);
  problem->status = (guint) status;
  return g_steal_pointer (&problem);
}

void
muster_problem_document_free (MusterProblemDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->retry);
  g_free (self);
}
