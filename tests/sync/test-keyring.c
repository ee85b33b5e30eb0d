/* test-keyring.c - a keyring that is locked, asks, refuses, or dies in the midst: what becomes of the keys.
 *
 * The keyring is a peer on a bus of its own, which says what a case tells it to; libsecret is the real one. It keeps
 * the bus that it saw first for as long as the program runs, so each case is a program of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-keys.h"

#include <glib/gstdio.h>
#include <libglib-testing/dbus-queue.h>
#include <string.h>

#define SERVICE "org.freedesktop.secrets"
#define ROOT "/org/freedesktop/secrets"
#define ITEM ROOT "/collection/login/1"
#define PROMPT ROOT "/prompt/1"
#define SESSION ROOT "/session/1"
#define SECRET "{\"access\":\"a-1\",\"refresh\":\"r-1\"}"

static const char interfaces[] =
  "<node><interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s'/><arg type='v'/><arg type='v' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/>"
  "</method>"
  "<method name='Unlock'><arg type='ao'/><arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao'/><arg type='o'/><arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}'/><arg type='(oayays)'/><arg type='b'/><arg type='o' direction='out'/>"
  "<arg type='o' direction='out'/></method></interface>"
  "<interface name='org.freedesktop.Secret.Prompt'><method name='Prompt'><arg type='s'/></method>"
  "<method name='Dismiss'/></interface></node>";

typedef enum {
  OPEN,       /* has the key */
  EMPTY,
  LOCKED,     /* asks, and is unlocked */
  DISMISSED,  /* asks, and the person does not want to */
  DIES,       /* goes when it is asked for the secret */
  FAILS,      /* an error for each question but the session */
  BROKEN,     /* what it has is no key */
} Manner;

typedef struct {
  GtDBusQueue *queue;
  guint        name;
  char        *folder, *path, *file;
  Manner       manner;
  guint        n_prompts, n_stored; /* of the thread of the queue, read once that has answered */
} World;

/* ---- the keyring ------------------------------------------------------------------------------------------------- */

static void
emit_completed (GDBusMethodInvocation *invocation, gboolean dismissed)
{
  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (invocation),
                                 g_dbus_method_invocation_get_sender (invocation), PROMPT,
                                 "org.freedesktop.Secret.Prompt", "Completed",
                                 g_variant_new_parsed ("(%b, <@ao %@ao>)", dismissed,
                                                       dismissed ? g_variant_new_parsed ("@ao []")
                                                                 : g_variant_new_parsed ("[objectpath '" ITEM "']")),
                                 NULL);
}

/* Keys in the clear: the algorithm that libsecret falls back to. */
static GVariant *
open_session (World *self, GDBusMethodInvocation *invocation)
{
  const char *algorithm;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&sv)", &algorithm, NULL);
  return g_str_equal (algorithm, "plain") ? g_variant_new_parsed ("(<''>, objectpath '" SESSION "')") : NULL;
}

static GVariant *
make_secret (World *self)
{
  const char *text = self->manner == BROKEN ? "{\"access\": 1}" : SECRET;

  return g_variant_new_parsed ("({objectpath '" ITEM "': (objectpath '" SESSION "', @ay [], %@ay, 'text/plain')},)",
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
}

/* NULL: an error. */
static GVariant *
reply_to (World *self, GDBusMethodInvocation *invocation, const char *method)
{
  gboolean locked = self->manner == LOCKED || self->manner == DISMISSED;

  if (g_str_equal (method, "OpenSession"))
    return open_session (self, invocation);
  if (self->manner == FAILS)
    return NULL;
  if (g_str_equal (method, "SearchItems"))
    return g_variant_new_parsed (self->manner == EMPTY ? "(@ao [], @ao [])"
                                 : locked              ? "(@ao [], [objectpath '" ITEM "'])"
                                                       : "([objectpath '" ITEM "'], @ao [])");
  if (g_str_equal (method, "Unlock"))
    return g_variant_new_parsed ("(@ao [], objectpath '" PROMPT "')");
  if (g_str_equal (method, "GetSecrets"))
    return make_secret (self);
  if (g_str_equal (method, "ReadAlias"))
    return g_variant_new_parsed ("(objectpath '" ROOT "/collection/login',)");
  self->n_stored++;
  return g_variant_new_parsed ("(objectpath '" ITEM "', objectpath '/')");
}

static void
answer (World *self, GDBusMethodInvocation *invocation /* taken */)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *reply;

  if (g_str_equal (method, "Prompt"))
    {
      self->n_prompts++;
      emit_completed (invocation, self->manner == DISMISSED);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  if (self->manner == DIES && g_str_equal (method, "GetSecrets"))
    {
      /* Whoever asked is told by the bus that nobody answers any more. */
      g_dbus_connection_close_sync (g_dbus_method_invocation_get_connection (invocation), NULL, NULL);
      g_object_unref (invocation);
      return;
    }
  reply = reply_to (self, invocation, method);
  if (reply != NULL)
    g_dbus_method_invocation_return_value (invocation, reply);
  else
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.NotSupported", "No");
}

/* On the thread of the queue, for as long as it lasts. */
static void
serve (GtDBusQueue *queue, gpointer data)
{
  GDBusMethodInvocation *invocation;

  while (gt_dbus_queue_pop_message (queue, &invocation))
    answer (data, invocation);
}

static void
export (World *self, GDBusNodeInfo *info, const char *path, const char *interface)
{
  g_autoptr(GError) error = NULL;

  gt_dbus_queue_export_object (self->queue, path, g_dbus_node_info_lookup_interface (info, interface), &error);
  g_assert_no_error (error);
}

/* ---- a world ----------------------------------------------------------------------------------------------------- */

static void
init (World *self, gconstpointer manner)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, &error);

  g_assert_no_error (error);
  self->manner = GPOINTER_TO_UINT (manner);
  self->queue = gt_dbus_queue_new ();
  g_assert_true (gt_dbus_queue_connect (self->queue, &error));
  g_assert_no_error (error);
  gt_dbus_queue_own_name (self->queue, SERVICE);
  export (self, info, ROOT, "org.freedesktop.Secret.Service");
  export (self, info, ROOT "/collection/login", "org.freedesktop.Secret.Collection");
  export (self, info, ROOT "/aliases/default", "org.freedesktop.Secret.Collection");
  export (self, info, PROMPT, "org.freedesktop.Secret.Prompt");
  gt_dbus_queue_set_server_func (self->queue, serve, self);
  self->folder = g_dir_make_tmp ("muster-keyring-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.muster", NULL);
  self->file = g_strconcat (self->path, ".tokens", NULL);
}

static void
clear (World *self, gconstpointer manner)
{
  /* Nothing of it ever comes to lie beside the file. */
  g_assert_false (g_file_test (self->file, G_FILE_TEST_EXISTS));
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->file);
}

typedef struct {
  gboolean done, loaded;
  GError  *error;
} Loading;

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Loading *loading = data;

  loading->loaded = muster_keys_load_finish (NULL, result, &loading->error);
  loading->done = TRUE;
}

/* As a syncer does: the main loop turns all the while. */
static MusterKeys *
load (World *self, Loading *loading)
{
  MusterKeys *keys = muster_keys_new (self->path);

  memset (loading, 0, sizeof *loading);
  muster_keys_load_async (keys, NULL, on_loaded_cb, loading);
  while (!loading->done)
    g_main_context_iteration (NULL, TRUE);
  return keys;
}

static void
assert_has (MusterKeys *keys, const char *access, const char *refresh)
{
  MusterTokens tokens = muster_keys_get_tokens (keys);
  g_autofree char *a = tokens.get (tokens.data, "access"), *r = tokens.get (tokens.data, "refresh");

  g_assert_cmpstr (a, ==, access);
  g_assert_cmpstr (r, ==, refresh);
}

/* ---- cases ------------------------------------------------------------------------------------------------------- */

static void
test_there (World *self, gconstpointer manner)
{
  Loading loading;
  g_autoptr(MusterKeys) keys = load (self, &loading);

  g_assert_no_error (loading.error);
  g_assert_true (loading.loaded);
  assert_has (keys, "a-1", "r-1");
  g_assert_true (muster_keys_are_lasting (keys));
  g_assert_cmpuint (self->n_prompts, ==, self->manner == LOCKED ? 1 : 0);
}

/* There is no key then, and the person is asked to sign in again: no failure, no wait, and what she gets by that is
 * good for as long as Muster runs, at the least. */
static void
test_not_there (World *self, gconstpointer manner)
{
  Loading loading;
  g_autoptr(MusterKeys) keys = load (self, &loading);
  MusterTokens tokens = muster_keys_get_tokens (keys);
  g_autoptr(GError) error = NULL;

  g_assert_true (loading.loaded == (loading.error == NULL));
  g_clear_error (&loading.error);
  assert_has (keys, NULL, NULL);
  g_assert_true (tokens.set (tokens.data, "a-2", "r-2", &error));
  g_assert_no_error (error);
  assert_has (keys, "a-2", "r-2");
  g_assert_true (muster_keys_are_lasting (keys) == (self->n_stored > 0));
}

/* ---- each in a program of its own, which takes its bus with it -------------------------------------------------- */

typedef struct {
  const char *name;
  Manner      manner;
  void      (*test) (World *self, gconstpointer manner);
} Case;

static const Case cases[] = {
  { "/sync/keyring/open", OPEN, test_there },           { "/sync/keyring/locked", LOCKED, test_there },
  { "/sync/keyring/empty", EMPTY, test_not_there },     { "/sync/keyring/dismissed", DISMISSED, test_not_there },
  { "/sync/keyring/dies", DIES, test_not_there },       { "/sync/keyring/fails", FAILS, test_not_there },
  { "/sync/keyring/broken", BROKEN, test_not_there },
};

static void
run (gconstpointer data)
{
  const Case *one = data;
  gconstpointer manner = GUINT_TO_POINTER (one->manner);
  World world = { 0 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  init (&world, manner);
  one->test (&world, manner);
  clear (&world, manner);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], run);
  return g_test_run ();
}
