/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-merge.h"

/* The field of a group that is one long text and nothing else, NULL: it is none. */
static const MusterField *
only_long_text (const MusterKind *kind, const char *group)
{
  const MusterField *found = NULL;

  if (kind == NULL || (kind->flags & MUSTER_KIND_APPEND_ONLY) != 0)
    return NULL;
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&kind->fields[i]), group) && !muster_field_is_derived (&kind->fields[i]))
      {
        if (found != NULL)
          return NULL;
        found = &kind->fields[i];
      }
  return found != NULL && found->type == MUSTER_VALUE_LONG_TEXT ? found : NULL;
}

/* The text of the field in a value that holds nothing else; a member that a newer version added is not ours to merge.
 * */
static const char *
sole_text (json_t *value, const MusterField *field)
{
  json_t *text = json_object_get (value, field->name);

  if (value == NULL || (json_is_object (value) && json_object_size (value) == 0))
    return "";
  return json_object_size (value) == 1 && json_is_string (text) ? json_string_value (text) : NULL;
}

/* NULL where there is nothing to take; *by_sentence tells what the merge went by. */
static json_t *
merge_long_text (const MusterField *field, json_t *base, json_t *head, json_t *value, gboolean *by_sentence)
{
  const char *before = sole_text (base, field), *theirs = sole_text (head, field), *ours = sole_text (value, field);
  g_autofree char *merged = NULL;

  *by_sentence = FALSE;
  if (before == NULL || theirs == NULL || ours == NULL)
    return NULL;
  *by_sentence = muster_merge_text (before, ours, theirs, &merged);
  if (merged == NULL)
    return NULL;
  return *merged != '\0' ? json_pack ("{s:s}", field->name, merged) : json_object ();
}

MusterMerge
muster_merge_group (const MusterKind *kind, const char *group, json_t *base, json_t *head, gboolean base_is_head,
                    json_t *value)
{
  MusterMerge merge = { MUSTER_OUTCOME_CONFLICT, NULL };
  const MusterField *field = only_long_text (kind, group);
  g_autoptr(json_t) merged = NULL;
  gboolean by_sentence;

  if (head != NULL && json_equal (value, head))
    merge.outcome = MUSTER_OUTCOME_SAME;
  else if (base_is_head)
    merge.outcome = MUSTER_OUTCOME_HEAD;
  else if (field != NULL && (merged = merge_long_text (field, base, head, value, &by_sentence)) != NULL && by_sentence)
    merge = (MusterMerge) { MUSTER_OUTCOME_MERGED, g_steal_pointer (&merged) };
  return merge;
}

json_t *
muster_merge_suggest (const MusterKind *kind, const char *group, json_t *before, json_t *one, json_t *other)
{
  const MusterField *field = only_long_text (kind, group);
  gboolean by_sentence;

  return field != NULL ? merge_long_text (field, before, one, other, &by_sentence) : NULL;
}
