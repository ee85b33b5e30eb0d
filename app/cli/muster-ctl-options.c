/* muster-ctl-options.c - every option there is, described once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ctl.h"

#include <glib/gi18n.h>

#include "muster-error.h"
#include "muster-text.h"

#define ACTOR_MAX_CHARS 100
#define REASON_MAX_CHARS 500

/* STRING is text, FILENAME is a name of a file, which need not be text. */
static const struct {
  GOptionEntry entry;
  gsize        offset; /* in MusterCtlOptions */
  gboolean     global;
} options[] = {
#define OPTION(name, letter, type, description, argument)                                                            \
  { { #name, letter, 0, G_OPTION_ARG_##type, NULL, description, argument }, offsetof (MusterCtlOptions, name) }
#define GLOBAL(name, letter, type, description, argument)                                                            \
  { { #name, letter, 0, G_OPTION_ARG_##type, NULL, description, argument }, offsetof (MusterCtlOptions, name), TRUE }
  GLOBAL (replica, 'r', FILENAME, N_("The replica; else programme.muster in the user's data folder"), N_("FILE")),
  GLOBAL (actor, 'a', STRING, N_("The name under which to save; else that of the user"), N_("NAME")),
  GLOBAL (json, 'j', NONE, N_("Write JSON instead of text"), NULL),
  OPTION (all, 0, NONE, N_("All; of refused saves those of others too, where you are a steward"), NULL),
  { { "allow-vanishing", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Let many records go, after a backup was made"), NULL },
    offsetof (MusterCtlOptions, allow_vanishing) },
  OPTION (archived, 0, NONE, N_("Archived records too"), NULL),
  OPTION (bom, 0, NONE, N_("Begin CSV with a byte order mark, for Excel"), NULL),
  OPTION (ca, 0, FILENAME, N_("The certificate of the authority that vouches for the server, PEM"), N_("FILE")),
  OPTION (derived, 0, NONE, N_("Computed fields too"), NULL),
  OPTION (dismissed, 0, NONE, N_("Those that are not shown any more"), NULL),
  { { "dry-run", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Say what would be saved, and save nothing"), NULL },
    offsetof (MusterCtlOptions, dry_run) },
  OPTION (example, 0, NONE, N_("With the example programme in it"), NULL),
  OPTION (fields, 0, STRING, N_("The fields to show, with commas between; “id” is one"), N_("FIELD,…")),
  OPTION (filter, 'f', STRING, N_("Only records that hold these words"), N_("TEXT")),
  OPTION (format, 0, STRING, N_("“csv” or “json”"), N_("FORMAT")),
  OPTION (kind, 'k', STRING, N_("Only records of this kind"), N_("KIND")),
  OPTION (limit, 'n', INT, N_("At most so many"), N_("NUMBER")),
  OPTION (mine, 0, NONE, N_("Only what names you as its owner or lead"), NULL),
  OPTION (output, 'o', FILENAME, N_("The file to write; else the output"), N_("FILE")),
  OPTION (readable, 0, NONE, N_("CSV for people: with labels and titles"), NULL),
  OPTION (reason, 0, STRING, N_("Why, in a few words, for the history"), N_("TEXT")),
  OPTION (rebuild, 0, NONE, N_("Before that, make the tables anew from the log"), NULL),
  OPTION (seen, 0, NONE, N_("Mark as seen what changed, so that it is not shown again"), NULL),
  OPTION (sort, 's', STRING, N_("The order; “-FIELD” is descending"), N_("FIELD")),
  OPTION (strict, 0, NONE, N_("Save nothing where there is a warning"), NULL),
  OPTION (where, 'w', STRING_ARRAY, N_("Only records whose choice or reference is this; may be repeated"),
          N_("FIELD=VALUE")),
  OPTION (within, 0, STRING, N_("Only what belongs to a programme, an area or a team"), N_("RECORD")),
#undef OPTION
#undef GLOBAL
};

static gboolean
in_list (const char *list, const char *name)
{
  g_auto(GStrv) names = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) names, name);
}

/* GOptionContext reads STRING in the character set of the locale; here text is UTF-8 unless it cannot be. */
static GOptionArg
raw_type (GOptionArg type)
{
  if (type == G_OPTION_ARG_STRING)
    return G_OPTION_ARG_FILENAME;
  return type == G_OPTION_ARG_STRING_ARRAY ? G_OPTION_ARG_FILENAME_ARRAY : type;
}

void
muster_ctl_add_options (MusterCtl *ctl, GOptionContext *context, const char *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      GOptionEntry entries[2] = { options[i].entry };

      if (!options[i].global && !in_list (names, entries[0].long_name))
        continue;
      entries[0].arg = raw_type (entries[0].arg);
      entries[0].arg_data = (char *) &ctl->options + options[i].offset;
      g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
    }
}

gboolean
muster_ctl_make_utf8 (char **text, GError **error)
{
  g_autofree char *given = g_steal_pointer (text);

  *text = g_utf8_validate (given, -1, NULL) ? g_strdup (given) : g_locale_to_utf8 (given, -1, NULL, NULL, NULL);
  if (*text != NULL)
    return TRUE;
  *text = g_utf8_make_valid (given, -1);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is not text in UTF-8."), *text);
  return FALSE;
}

static gboolean
make_options_utf8 (MusterCtl *ctl, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      char **text = G_STRUCT_MEMBER_P (&ctl->options, options[i].offset);

      if (options[i].entry.arg == G_OPTION_ARG_STRING && *text != NULL && !muster_ctl_make_utf8 (text, error))
        return FALSE;
    }
  for (guint i = 0; ctl->options.where != NULL && ctl->options.where[i] != NULL; i++)
    if (!muster_ctl_make_utf8 (&ctl->options.where[i], error))
      return FALSE;
  return TRUE;
}

/* What stands on one line of the history: as a title does, without control characters, and no longer than max. */
static gboolean
make_line (MusterCtl *ctl, const char *option, char **text, long max, GError **error)
{
  g_autofree char *clean = NULL;
  g_autofree char *warning = NULL;
  gboolean changed = FALSE;

  if (*text == NULL)
    return TRUE;
  clean = muster_text_clean (*text, TRUE, &changed, error);
  if (clean == NULL)
    {
      g_prefix_error (error, "--%s: ", option);
      return FALSE;
    }
  if (g_utf8_strlen (clean, -1) > max)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("--%s: This text is too long: it has %ld characters, and at most %ld are kept. Shorten it."),
                   option, g_utf8_strlen (clean, -1), max);
      return FALSE;
    }
  if (changed)
    {
      warning = g_strdup_printf (
        _("--%s: line breaks, control characters or marks that turn text round were left out."), option);
      muster_ctl_warn (ctl, warning);
    }
  g_free (*text);
  *text = g_steal_pointer (&clean);
  return TRUE;
}

gboolean
muster_ctl_read_options (MusterCtl *ctl, GError **error)
{
  if (ctl->options.limit < 1)
    {
      g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE,
                           _("--limit takes a whole number from 1 upwards."));
      return FALSE;
    }
  return make_options_utf8 (ctl, error) && make_line (ctl, "actor", &ctl->options.actor, ACTOR_MAX_CHARS, error)
         && make_line (ctl, "reason", &ctl->options.reason, REASON_MAX_CHARS, error);
}

void
muster_ctl_clear_options (MusterCtl *ctl)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      gpointer member = G_STRUCT_MEMBER_P (&ctl->options, options[i].offset);

      if (options[i].entry.arg == G_OPTION_ARG_STRING || options[i].entry.arg == G_OPTION_ARG_FILENAME)
        g_clear_pointer ((char **) member, g_free);
      else if (options[i].entry.arg == G_OPTION_ARG_STRING_ARRAY)
        g_clear_pointer ((char ***) member, g_strfreev);
    }
}
