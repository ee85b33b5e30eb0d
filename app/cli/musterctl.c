/* musterctl.c - the same replica without a window.
 *
 * The table of commands, and the one of options (muster-ctl-options.c), make the parsing and the help. Nothing is
 * global: what the commands share is made in main() and handed to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "muster-ctl.h"
#include "muster-error.h"
#include "muster-transport.h"

static const MusterCtlCommand commands[] = {
  { "init", "[FILE]", N_("Make a replica"), "example", 0, 1, TRUE, muster_ctl_init },
  { "kinds", "[KIND]", N_("Describe the kinds of records, or the fields of one"), "", 0, 1, FALSE, muster_ctl_kinds },
  { "list", "KIND", N_("List the records of a kind"), "sort filter where within archived fields limit", 1, 1, FALSE,
    muster_ctl_list },
  { "show", "RECORD", N_("Show a record, what points to it and what is wrong with it"), "", 1, 1, FALSE,
    muster_ctl_show },
  { "today", "", N_("List what is late, due or new"), "mine within limit seen", 0, 0, FALSE, muster_ctl_today },
  { "search", "TEXT…", N_("Find records by what is in them"), "kind limit", 1, -1, FALSE, muster_ctl_search },
  { "findings", "[RECORD]", N_("List what does not add up"), "", 0, 1, FALSE, muster_ctl_findings },
  { "history", "RECORD", N_("Show who changed what, and when"), "", 1, 1, FALSE, muster_ctl_history },
  { "add", "KIND FIELD=VALUE…", N_("Add a record"), "reason strict", 2, -1, FALSE, muster_ctl_add },
  { "set", "RECORD FIELD=VALUE…", N_("Change fields of a record"), "reason strict", 2, -1, FALSE, muster_ctl_set },
  { "archive", "RECORD", N_("Take a record out of the lists"), "reason", 1, 1, FALSE, muster_ctl_archive },
  { "unarchive", "RECORD", N_("Bring an archived record back"), "reason", 1, 1, FALSE, muster_ctl_unarchive },
  { "restore", "RECORD VERSION", N_("Put a record back to what it was"), "", 2, 2, FALSE, muster_ctl_restore },
  { "undo", "", N_("Take back the last save"), "", 0, 0, FALSE, muster_ctl_undo },
  { "redo", "", N_("Do again what was undone"), "", 0, 0, FALSE, muster_ctl_redo },
  { "export", "[KIND]", N_("Write records as CSV or JSON"),
    "format output readable derived bom sort filter where within archived", 0, 1, FALSE, muster_ctl_export },
  { "import", "KIND FILE", N_("Add and change records as a CSV file says"), "dry-run reason strict", 2, 2, TRUE,
    muster_ctl_import },
  { "join", "ADDRESS CODE", N_("Join the server at an address, with a code from its administrator"), "ca", 2, 2, FALSE,
    muster_ctl_join },
  { "sync", "", N_("Send what was saved and fetch what others did"), "allow-vanishing", 0, 0, FALSE,
    muster_ctl_sync },
  { "conflicts", "[RECORD]", N_("List what two people have set differently"), "", 0, 1, FALSE, muster_ctl_conflicts },
  { "resolve", "RECORD GROUP CHOICE", N_("Settle a conflict"), "", 3, -1, FALSE, muster_ctl_resolve,
    N_("GROUP is the name in brackets that “musterctl conflicts” shows. CHOICE is “current”, “other”, “both” where\n"
       "that shows a text with both edits in it, the version of one of several others, or the new content as\n"
       "FIELD=VALUE.") },
  { "outbox", "", N_("List the saves that are still to be sent"), "", 0, 0, FALSE, muster_ctl_outbox },
  { "refused", "[VERSION]", N_("List the saves that the server did not take"), "all dismissed", 0, 1, FALSE,
    muster_ctl_refused, N_("With VERSION, that one is not shown any more.") },
  { "resend", "VERSION", N_("Save anew what the server did not take"), "", 1, 1, FALSE, muster_ctl_resend },
  { "aside", "[keep|drop VERSION]", N_("List the saves of others that the server has lost"), "all", 0, 2, FALSE,
    muster_ctl_aside, N_("“keep” saves one anew as an edit of your own, “drop” lets it go; --all does so with all.") },
  { "departed", "[read]", N_("List what is no longer yours to see"), "", 0, 1, FALSE, muster_ctl_departed,
    N_("Its kinds and numbers, until “read” says that they were read of.") },
  { "duplicates", "[apart RECORD RECORD]", N_("List what two people may have added for one thing"), "", 0, 3, FALSE,
    muster_ctl_duplicates,
    N_("“apart” says that two are two: they are listed no more. “musterctl archive” takes one out of the lists.") },
  { "backup", "[list|restore BACKUP]", N_("Make a backup, list them, or put one in the place of the file"), "", 0, 2,
    FALSE, muster_ctl_backup,
    N_("BACKUP is the name of one that “musterctl backup list” shows, or the path of a file. What was in its place is\n"
       "kept beside it, under a name that “list” shows from then on.") },
  { "check", "", N_("Read everything and say whether it is sound"), "rebuild", 0, 0, FALSE, muster_ctl_check },
};

/* ---- help -------------------------------------------------------------------------------------------------------- */

static char *
describe_commands (void)
{
  GString *text = g_string_new (_("Commands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-10s %s%*s %s\n", commands[i].name, commands[i].arguments,
                            20 - (int) muster_ctl_width (commands[i].arguments), "", _(commands[i].summary));
  g_string_append (text, _("\n“musterctl COMMAND --help” says more about a command.\n"
                           "RECORD is a code such as R-12, an id, or a title that no other record has.\n"
                           "A VALUE is what one would type into the form; “-” reads it from the input.\n"
                           "\n"
                           "Exit codes: 0 done, 1 refused, 2 used wrongly, 3 not found, 4 the replica cannot be\n"
                           "opened, 5 the disk, the output or the server fails, 6 check found faults, 7 many records\n"
                           "would go by a sync, and were not let.\n"));
  return g_string_free (text, FALSE);
}

static GOptionContext *
new_main_context (MusterCtl *ctl)
{
  GOptionEntry version[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &ctl->options.version, N_("Say which version this is"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_("COMMAND [ARGUMENT…]"));
  g_autofree char *description = describe_commands ();

  g_option_context_set_summary (context, _("Teams, mobilisation plans and risk registers, on this computer."));
  g_option_context_set_description (context, description);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, version, GETTEXT_PACKAGE);
  muster_ctl_add_options (ctl, context, "");
  return context;
}

static GOptionContext *
new_command_context (MusterCtl *ctl, const MusterCtlCommand *command)
{
  GOptionContext *context = g_option_context_new (command->arguments);

  g_option_context_set_summary (context, _(command->summary));
  if (command->details != NULL)
    g_option_context_set_description (context, _(command->details));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  muster_ctl_add_options (ctl, context, command->options);
  return context;
}

/* ---- running ---------------------------------------------------------------------------------------------------- */

GQuark
muster_ctl_error_quark (void)
{
  return g_quark_from_static_string ("muster-ctl-error");
}

static MusterCtlExit
exit_code_of (const GError *error)
{
  if (error->domain == MUSTER_CTL_ERROR)
    return error->code;
  if (error->domain == G_OPTION_ERROR)
    return MUSTER_CTL_USAGE;
  if (error->domain != MUSTER_ERROR)
    return MUSTER_CTL_IO;

  switch ((MusterErrorCode) error->code)
    {
    case MUSTER_ERROR_INVALID:
    case MUSTER_ERROR_STALE:
    case MUSTER_ERROR_EXISTS:
      return MUSTER_CTL_REFUSED;
    case MUSTER_ERROR_HELD:
      return MUSTER_CTL_HELD;
    case MUSTER_ERROR_NOT_FOUND:
      return MUSTER_CTL_NOT_FOUND;
    case MUSTER_ERROR_BUSY:
    case MUSTER_ERROR_READ_ONLY:
    case MUSTER_ERROR_CORRUPT:
    case MUSTER_ERROR_FOREIGN:
    case MUSTER_ERROR_NEWER:
      return MUSTER_CTL_REPLICA;
    case MUSTER_ERROR_FAILED:
    case MUSTER_ERROR_NO_SPACE:
    default:
      return MUSTER_CTL_IO;
    }
}

static const MusterCtlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static gboolean
refuse_usage (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_CTL_ERROR, MUSTER_CTL_USAGE, message);
  return FALSE;
}

/* Global options that stand behind the command win over the same before it, which GOptionContext then forgets. */
static gboolean
parse_command (MusterCtl *ctl, GOptionContext *context, char ***argv, GError **error)
{
  char *replica = ctl->options.replica;
  char *actor = ctl->options.actor;
  gboolean parsed = g_option_context_parse_strv (context, argv, error);

  if (ctl->options.replica != replica)
    g_free (replica);
  if (ctl->options.actor != actor)
    g_free (actor);
  return parsed;
}

/* argv begins with the name of the command. */
static gboolean
run_command (MusterCtl *ctl, const MusterCtlCommand *command, char ***argv, GError **error)
{
  g_autoptr(GOptionContext) context = new_command_context (ctl, command);
  g_autofree char *program = g_strdup_printf ("musterctl %s", command->name);
  int n;

  g_set_prgname (program);
  if (!parse_command (ctl, context, argv, error))
    return FALSE;
  g_set_prgname ("musterctl");

  n = g_strv_length (*argv) - 1;
  if (n > 0 && g_str_equal ((*argv)[1], "--"))
    {
      char *dashes = (*argv)[1];

      memmove (*argv + 1, *argv + 2, n * sizeof (char *));
      g_free (dashes);
      n--;
    }
  if (n < command->min || (command->max >= 0 && n > command->max))
    {
      g_autofree char *usage = g_strdup_printf (_("Use it as “musterctl %s%s%s”."), command->name,
                                                *command->arguments != '\0' ? " " : "", command->arguments);

      return refuse_usage (error, usage);
    }
  for (int i = 1; i <= n && !command->takes_file; i++)
    if (!muster_ctl_make_utf8 (&(*argv)[i], error))
      return FALSE;
  return muster_ctl_read_options (ctl, error) && command->run (ctl, *argv + 1, error);
}

static gboolean
run (MusterCtl *ctl, char ***argv, GError **error)
{
  g_autoptr(GOptionContext) context = new_main_context (ctl);
  const MusterCtlCommand *command;
  char *program;

  if (!g_option_context_parse_strv (context, argv, error))
    return FALSE;
  if (ctl->options.version)
    {
      muster_ctl_print (ctl, "musterctl %s\n", MUSTER_VERSION);
      return TRUE;
    }
  if ((*argv)[0] == NULL || (*argv)[1] == NULL)
    return refuse_usage (error, _("Which command? “musterctl --help” lists them."));
  command = find_command ((*argv)[1]);
  if (command == NULL)
    {
      g_autofree char *message = g_strdup_printf (_("There is no command “%s”. “musterctl --help” lists them."),
                                                  (*argv)[1]);

      return refuse_usage (error, message);
    }
  program = (*argv)[0];
  memmove (*argv, *argv + 1, g_strv_length (*argv) * sizeof (char *));
  g_free (program);
  return run_command (ctl, command, argv, error);
}

/* ---- main ------------------------------------------------------------------------------------------------------- */

/* A standard stream that is closed would lend its number to the replica, and output would be written into it. */
static void
keep_standard_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) == -1 && errno == EBADF)
      /* The wrong way round, so that its use fails as that of the closed one would. */
      (void) !open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static gboolean
print_out (MusterCtl *ctl, GError **error)
{
  g_autoptr(GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autofree char *text = muster_ctl_make_harmless (ctl->out->str);

  if (*text == '\0' || g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, error))
    return TRUE;
  g_prefix_error (error, ctl->saved ? _("It is saved, but the output cannot be written: ")
                                    : _("The output cannot be written: "));
  return FALSE;
}

static void
init_ctl (MusterCtl *ctl)
{
  ctl->options.limit = MUSTER_CTL_NO_LIMIT;
  ctl->clock = muster_clock_new_system ();
  ctl->random = muster_random_new_system ();
  ctl->out = g_string_new (NULL);
  ctl->warnings = g_ptr_array_new_with_free_func (g_free);
}

static void
clear_ctl (MusterCtl *ctl)
{
  muster_ctl_clear_options (ctl);
  g_clear_pointer (&ctl->keys, muster_keys_unref);
  g_clear_pointer (&ctl->replica, muster_replica_close);
  g_clear_pointer (&ctl->warnings, g_ptr_array_unref);
  g_string_free (g_steal_pointer (&ctl->out), TRUE);
  g_clear_pointer (&ctl->random, muster_random_free);
  g_clear_pointer (&ctl->clock, muster_clock_unref);
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) arguments = g_strdupv (argv);
  g_autoptr(GError) error = NULL;
  MusterCtl ctl = { 0 };
  MusterCtlExit status;

  keep_standard_streams ();
  muster_transport_prepare ();
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, MUSTER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("musterctl");

  init_ctl (&ctl);
  if (run (&ctl, &arguments, &error))
    print_out (&ctl, &error);
  status = error != NULL ? exit_code_of (error) : ctl.status;
  if (error != NULL)
    {
      g_autofree char *message = muster_ctl_make_harmless (error->message);

      fprintf (stderr, "musterctl: %s\n", message);
    }
  clear_ctl (&ctl);
  return status;
}
