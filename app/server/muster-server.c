/* muster-server.c - the endpoint as a program: serving, and what an administrator does.
 *
 * Commands other than serve work on the same file beside a server that runs: they wait for its transactions and never
 * checkpoint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-server.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "muster-db.h"

static const MusterServerCommand commands[] = {
  { "serve", "", N_ ("Answer replicas, until told to stop"),
    "listen port port-file certificate key behind-proxy connections per-address deadline rate threads heartbeat grace",
    0, 0, muster_server_serve },
  { "init", "", N_ ("Make the data of a new server"), "", 0, 0, muster_server_init },
  { "invite", "", N_ ("Make a code with which a person joins"), "person name role scope all hours address", 0, 0,
    muster_server_invite },
  { "grant", "", N_ ("Give a person a role in a scope"), "person role scope all", 0, 0, muster_server_grant },
  { "withdraw", "", N_ ("Take a person's role in a scope away"), "person scope all", 0, 0, muster_server_withdraw },
  { "person list", "", N_ ("List people and what they may do"), "json", 0, 0, muster_server_list_people },
  { "device list", "", N_ ("List the devices that have joined"), "json", 0, 0, muster_server_list_devices },
  { "device revoke", "NUMBER", N_ ("Let a device in no more"), "", 1, 1, muster_server_revoke_device },
  { "scope list", "", N_ ("List what roles can be given in"), "json", 0, 0, muster_server_list_scopes },
  { "backup", "FILE", N_ ("Copy the data to a new file, while serving or not"), "", 1, 1, muster_server_back_up },
  { "restore", "FILE", N_ ("Put a backup in the place of the data"), "", 1, 1, muster_server_restore },
  { "verify", "", N_ ("Read the log and say whether it is as it was written"), "", 0, 0, muster_server_verify },
  { "export", "", N_ ("Write the whole log as JSON, one commit a line"), "output", 0, 0, muster_server_export },
};

/* ---- options ----------------------------------------------------------------------------------------------------- */

static const struct {
  GOptionEntry entry;
  gsize        offset;
} options[] = {
#define OPTION(member, name, letter, type, description, argument)                                                      \
  { { name, letter, 0, G_OPTION_ARG_##type, NULL, description, argument }, offsetof (MusterServerOptions, member) }
  OPTION (data, "data", 'd', FILENAME, N_ ("The data of the server; else server.muster in its folder"), N_ ("FILE")),
  OPTION (address, "address", 0, STRING, N_ ("Where the person reaches the server: prints all as one link"),
          N_ ("URL")),
  OPTION (all, "all", 0, NONE, N_ ("The whole server, instead of a scope"), NULL),
  OPTION (behind_proxy, "behind-proxy", 0, NONE, N_ ("Believe a proxy on this machine who asks (X-Real-IP)"), NULL),
  OPTION (certificate, "certificate", 0, FILENAME, N_ ("The certificate and its chain, PEM"), N_ ("FILE")),
  OPTION (connections, "connections", 0, INT, N_ ("At most so many connections; else 2048"), N_ ("NUMBER")),
  OPTION (deadline, "deadline", 0, INT, N_ ("Seconds that a request may take to come; else 60"), N_ ("NUMBER")),
  OPTION (grace, "grace", 0, INT, N_ ("Seconds for what is in flight when stopping; else 10"), N_ ("NUMBER")),
  OPTION (heartbeat, "heartbeat", 0, INT, N_ ("Seconds between signs of life on a stream; else 20"), N_ ("NUMBER")),
  OPTION (hours, "hours", 0, INT, N_ ("How long the code works; else 72"), N_ ("NUMBER")),
  OPTION (json, "json", 'j', NONE, N_ ("Write JSON instead of text"), NULL),
  OPTION (key, "key", 0, FILENAME, N_ ("The private key, PEM"), N_ ("FILE")),
  OPTION (listen, "listen", 'l', STRING, N_ ("The address to listen on; else 127.0.0.1"), N_ ("ADDRESS")),
  OPTION (name, "name", 0, STRING, N_ ("The name of a person whom a backup lacks, with her id as “--person”"),
          N_ ("NAME")),
  OPTION (output, "output", 'o', FILENAME, N_ ("The file to write; else the output"), N_ ("FILE")),
  OPTION (per_address, "per-address", 0, INT, N_ ("At most so many connections from one address; else 256"),
          N_ ("NUMBER")),
  OPTION (person, "person", 0, STRING, N_ ("A person, by name or id; to “invite” a new name makes one"), N_ ("NAME")),
  OPTION (port, "port", 'p', INT, N_ ("The port; 0 takes any that is free; else 8790"), N_ ("NUMBER")),
  OPTION (port_file, "port-file", 0, FILENAME, N_ ("A file to write the port to, once it is open"), N_ ("FILE")),
  OPTION (rate, "rate", 0, INT, N_ ("Requests a second of one device, on average; else 300"), N_ ("NUMBER")),
  OPTION (role, "role", 0, STRING, N_ ("“reader”, “editor” or “steward”"), N_ ("ROLE")),
  OPTION (scope, "scope", 0, STRING, N_ ("A scope, by the name or id that “scope list” shows"), N_ ("SCOPE")),
  OPTION (threads, "threads", 0, INT, N_ ("Threads that answer reads; else 2"), N_ ("NUMBER")),
#undef OPTION
};

static gboolean
in_list (const char *list, const char *name)
{
  g_auto(GStrv) names = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) names, name);
}

static void
add_options (MusterServer *server, GOptionContext *context, const char *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      GOptionEntry entries[2] = { options[i].entry };

      if (i > 0 && !in_list (names, entries[0].long_name))
        continue;
      entries[0].arg_data = (char *) &server->options + options[i].offset;
      g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
    }
}

static void
clear_options (MusterServer *server)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].entry.arg == G_OPTION_ARG_STRING || options[i].entry.arg == G_OPTION_ARG_FILENAME)
      g_clear_pointer ((char **) (gpointer) ((char *) &server->options + options[i].offset), g_free);
}

/* ---- help -------------------------------------------------------------------------------------------------------- */

static GOptionContext *
new_main_context (MusterServer *server)
{
  GOptionEntry version[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &server->options.version, N_("Say which version this is"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_("COMMAND [ARGUMENT…]"));
  g_autoptr(GString) text = g_string_new (_("Commands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-13s %-7s %s\n", commands[i].name, commands[i].arguments, _(commands[i].summary));
  g_string_append (text, _("\n“muster-server COMMAND --help” says more about a command.\n"
                           "\n"
                           "Exit codes: 0 done, 1 refused, 2 used wrongly, 3 not found, 4 the data cannot be opened,\n"
                           "5 the disk, the network or the output fails, 6 verify found faults.\n"));
  g_option_context_set_summary (context, _("The one place through which replicas of Muster agree."));
  g_option_context_set_description (context, text->str);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, version, GETTEXT_PACKAGE);
  add_options (server, context, "");
  return context;
}

static GOptionContext *
new_command_context (MusterServer *server, const MusterServerCommand *command)
{
  GOptionContext *context = g_option_context_new (command->arguments);

  g_option_context_set_summary (context, _(command->summary));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  add_options (server, context, command->options);
  return context;
}

/* ---- running ----------------------------------------------------------------------------------------------------- */

GQuark
muster_server_error_quark (void)
{
  return g_quark_from_static_string ("muster-server-error");
}

gboolean
muster_server_refuse_usage (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_USAGE, message);
  return FALSE;
}

static MusterServerExit
exit_code_of (const GError *error)
{
  if (error->domain == MUSTER_SERVER_ERROR)
    return error->code;
  if (error->domain == G_OPTION_ERROR)
    return MUSTER_SERVER_USAGE;
  if (error->domain != MUSTER_ERROR)
    return MUSTER_SERVER_IO;

  switch ((MusterErrorCode) error->code)
    {
    case MUSTER_ERROR_INVALID:
    case MUSTER_ERROR_STALE:
    case MUSTER_ERROR_HELD:
    case MUSTER_ERROR_EXISTS:
      return MUSTER_SERVER_REFUSED;
    case MUSTER_ERROR_NOT_FOUND:
      return MUSTER_SERVER_NOT_FOUND;
    case MUSTER_ERROR_BUSY:
    case MUSTER_ERROR_READ_ONLY:
    case MUSTER_ERROR_CORRUPT:
    case MUSTER_ERROR_FOREIGN:
    case MUSTER_ERROR_NEWER:
      return MUSTER_SERVER_DATA;
    case MUSTER_ERROR_FAILED:
    case MUSTER_ERROR_NO_SPACE:
    default:
      return MUSTER_SERVER_IO;
    }
}

void
muster_server_print (MusterServer *server, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (server->out, format, arguments);
  va_end (arguments);
}

const char *
muster_server_path (MusterServer *server)
{
  const char *state = g_getenv ("STATE_DIRECTORY");

  if (server->options.data == NULL)
    server->options.data = state != NULL ? g_build_filename (state, "server.muster", NULL)
                                         : g_build_filename (g_get_user_data_dir (), "muster", "server.muster", NULL);
  if (server->path == NULL)
    server->path = muster_db_resolve (server->options.data);
  return server->path;
}

void
muster_server_refuse_data (MusterServer *server, GError *failure, GError **error)
{
  if (!g_error_matches (failure, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return;
    }
  g_error_free (failure);
  g_set_error (
    error, MUSTER_SERVER_ERROR, MUSTER_SERVER_DATA,
    _ ("There are no data of a server at %s. “muster-server init” makes them; “--data FILE” says where they are."),
    muster_server_path (server));
}

gboolean
muster_server_open (MusterServer *server, MusterLedgerFlags flags, GError **error)
{
  GError *failure = NULL;

  server->ledger = muster_ledger_open (muster_server_path (server), flags, server->clock, server->random, &failure);
  if (server->ledger != NULL)
    return TRUE;
  muster_server_refuse_data (server, failure, error);
  return FALSE;
}

/* One word or two. Leaves the last of them first in argv. */
static const MusterServerCommand *
find_command (char **argv)
{
  g_autofree char *two = argv[1] != NULL ? g_strdup_printf ("%s %s", argv[0], argv[1]) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, argv[0]))
        return &commands[i];
      if (two != NULL && g_str_equal (commands[i].name, two))
        return &commands[i];
    }
  return NULL;
}

static void
drop_first (char **argv)
{
  g_free (argv[0]);
  memmove (argv, argv + 1, g_strv_length (argv + 1) * sizeof (char *) + sizeof (char *));
}

static gboolean
run_command (MusterServer *server, const MusterServerCommand *command, char ***argv, GError **error)
{
  g_autoptr(GOptionContext) context = new_command_context (server, command);
  g_autofree char *program = g_strdup_printf ("muster-server %s", command->name);
  g_autofree char *data = NULL;
  char *before = server->options.data;
  gboolean parsed;
  int n;

  g_set_prgname (program);
  parsed = g_option_context_parse_strv (context, argv, error);
  if (server->options.data != before)
    data = before; /* given twice: the later one counts */
  if (!parsed)
    return FALSE;
  g_set_prgname ("muster-server");
  n = g_strv_length (*argv) - 1;
  if (n >= command->min && n <= command->max)
    return command->run (server, *argv + 1, error);
  g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_USAGE, _("Use it as “muster-server %s%s%s”."), command->name,
               *command->arguments != '\0' ? " " : "", command->arguments);
  return FALSE;
}

/* “device” alone is no command, but the first word of some. */
static gboolean
refuse_command (const char *word, GError **error)
{
  g_autofree char *start = g_strconcat (word, " ", NULL);
  g_autoptr(GString) whole = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i].name, start))
      g_string_append_printf (whole, "%s“%s”", whole->len > 0 ? ", " : "", commands[i].name);
  if (whole->len > 0)
    g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_USAGE,
                 _("“%s” needs a second word: %s. “muster-server --help” says what each does."), word, whole->str);
  else
    g_set_error (error, MUSTER_SERVER_ERROR, MUSTER_SERVER_USAGE,
                 _("There is no command “%s”. “muster-server --help” lists them."), word);
  return FALSE;
}

static gboolean
run (MusterServer *server, char ***argv, GError **error)
{
  g_autoptr(GOptionContext) context = new_main_context (server);
  const MusterServerCommand *command;

  if (!g_option_context_parse_strv (context, argv, error))
    return FALSE;
  if (server->options.version)
    {
      muster_server_print (server, "muster-server %s\n", MUSTER_VERSION);
      return TRUE;
    }
  if ((*argv)[0] == NULL || (*argv)[1] == NULL)
    return muster_server_refuse_usage (error, _("Which command? “muster-server --help” lists them."));
  drop_first (*argv);
  command = find_command (*argv);
  if (command == NULL)
    return refuse_command ((*argv)[0], error);
  if (strchr (command->name, ' ') != NULL)
    drop_first (*argv);
  return run_command (server, command, argv, error);
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) arguments = g_strdupv (argv);
  g_autoptr(GError) error = NULL;
  MusterServer server = { 0 };
  MusterServerExit status;

  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, MUSTER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("muster-server");

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].entry.arg == G_OPTION_ARG_INT)
      *(int *) (gpointer) ((char *) &server.options + options[i].offset) = MUSTER_SERVER_NOT_GIVEN;
  server.clock = muster_clock_new_system ();
  server.random = muster_random_new_system ();
  server.out = g_string_new (NULL);
  if (run (&server, &arguments, &error) && (fputs (server.out->str, stdout) < 0 || fflush (stdout) != 0))
    g_set_error_literal (&error, MUSTER_SERVER_ERROR, MUSTER_SERVER_IO, _("The output cannot be written."));
  status = error != NULL ? exit_code_of (error) : server.status;
  if (error != NULL)
    fprintf (stderr, "muster-server: %s\n", error->message);

  clear_options (&server);
  g_free (server.path);
  g_clear_pointer (&server.ledger, muster_ledger_close);
  g_string_free (server.out, TRUE);
  muster_random_free (server.random);
  muster_clock_unref (server.clock);
  return status;
}
