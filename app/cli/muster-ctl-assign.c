/* muster-ctl-assign.c - FIELD=VALUE arguments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "muster-error.h"
#include "muster-naming.h"
#include "muster-text.h"

/* Read whole, up to a little more than a text can hold: the check of the length then says what is wrong. */
static char *
read_input (GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char buffer[65536];
  gssize n;

  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) != 0 && text->len <= MUSTER_TEXT_MAX_BYTES)
    {
      if (n > 0)
        g_string_append_len (text, buffer, n);
      else if (errno != EINTR)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The input cannot be read: %s"),
                       g_strerror (errno));
          return NULL;
        }
    }
  if (memchr (text->str, '\0', text->len) != NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("The input holds a zero byte: it is no text."));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
find_assigned (const MusterKind *kind, const char *name, GError **error)
{
  int index = muster_kind_find_field (kind, name);

  if (index < 0)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("There is no field “%s” in %s. “musterctl kinds %s” lists them."), name, _(kind->article),
                 kind->name);
  else if (muster_field_is_derived (&kind->fields[index]))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” is computed from other records, and cannot be set."), name);
      return -1;
    }
  return index;
}

/* Warns where cleaning would take more than white space away. Errors are for the parser to find again. */
static void
warn_of_cleaning (MusterCtl *ctl, const MusterField *field, const char *text)
{
  g_autofree char *message = NULL;

  if (!muster_field_leaves_out (field, text))
    return;
  message = g_strdup_printf (_("%s: line breaks, control characters or marks that turn text round were left out."),
                             muster_field_get_label (field));
  muster_ctl_warn (ctl, message);
}

static gboolean
assign (MusterCtl *ctl, MusterRecord *record, const char *name, const char *text, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (record);
  int index = find_assigned (kind, name, error);
  const MusterField *field;
  MusterValue *value = NULL;
  gboolean parsed;

  if (index < 0)
    return FALSE;
  field = &kind->fields[index];
  warn_of_cleaning (ctl, field, text);
  parsed = field->type == MUSTER_VALUE_REF || field->type == MUSTER_VALUE_REFS
             ? muster_naming_parse (ctl->replica, field, text, &value, error)
             : muster_field_parse (field, text, &value, error);
  if (parsed)
    muster_record_take_at (record, index, value);
  return parsed;
}

gboolean
muster_ctl_assign (MusterCtl *ctl, MusterRecord *record, char **assignments, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean input_read = FALSE;

  for (guint i = 0; assignments[i] != NULL; i++)
    {
      const char *equals = strchr (assignments[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *input = NULL;

      if (equals == NULL || equals == assignments[i])
        {
          g_set_error (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, _("“%s” does not have the form FIELD=VALUE."),
                       assignments[i]);
          return FALSE;
        }
      name = g_strndup (assignments[i], equals - assignments[i]);
      if (!g_hash_table_add (seen, g_strdup (name)))
        {
          g_set_error (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, _("“%s” is given twice. Say once what it is to be."),
                       name);
          return FALSE;
        }
      if (g_str_equal (equals + 1, "-"))
        {
          if (input_read)
            {
              g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE,
                                   _("Only one value can come from the input."));
              return FALSE;
            }
          input = read_input (error);
          if (input == NULL)
            return FALSE;
          input_read = TRUE;
        }
      if (!assign (ctl, record, name, input != NULL ? input : equals + 1, error))
        return FALSE;
    }
  return TRUE;
}
