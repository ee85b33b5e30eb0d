/* test-background.c - the portal that lets a program go on without a window: what it is asked, and what it may answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bus-peer.h"
#include "muster-background.h"

#include <string.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"

static const char interfaces[] = "<node><interface name='" BACKGROUND "'>"
                                 "<method name='RequestBackground'><arg type='s'/><arg type='a{sv}'/>"
                                 "<arg type='o' direction='out'/></method></interface>"
                                 "<interface name='" REQUEST "'><method name='Close'/></interface></node>";

typedef struct {
  BusPeer               *peer;
  GtDBusQueue           *queue; /* of the peer */
  GDBusNodeInfo         *info;
  GCancellable          *cancellable;
  gboolean               answered;
  MusterBackgroundAnswer answer;
} World;

static void
init (World *self, gconstpointer absent)
{
  g_autoptr(GError) error = NULL;

  self->peer = bus_peer_new ();
  self->queue = bus_peer_get_queue (self->peer);
  self->info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  self->cancellable = g_cancellable_new ();
  if (absent != NULL)
    return;
  gt_dbus_queue_own_name (self->queue, PORTAL);
  bus_peer_export (self->peer, self->info, PORTAL_PATH, BACKGROUND);
}

static void
clear (World *self, gconstpointer absent)
{
  bus_peer_free (self->peer);
  g_dbus_node_info_unref (self->info);
  g_object_unref (self->cancellable);
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  World *self = data;

  g_assert_false (self->answered);
  self->answered = TRUE;
  self->answer = muster_background_ask_finish (result);
}

static void
ask (World *self)
{
  muster_background_ask_async (gt_dbus_queue_get_client_connection (self->queue), "It sends.", self->cancellable,
                               on_asked_cb, self);
}

static void
assert_answer (World *self, MusterBackgroundAnswer answer)
{
  while (!self->answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (self->answer, ==, answer);
}

/* Where the answer is waited for, as the portal's own rules have it. */
static char *
pop (World *self, GDBusMethodInvocation **invocation)
{
  g_autoptr(GVariant) options = NULL;
  g_autofree char *parent = NULL, *sender = NULL;
  const char *token = NULL, *reason = NULL;
  gboolean autostart = TRUE;

  *invocation = gt_dbus_queue_assert_pop_message (self->queue, PORTAL_PATH, BACKGROUND, "RequestBackground",
                                                  "(s@a{sv})", &parent, &options);
  g_assert_cmpstr (parent, ==, "");
  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_cmpstr (reason, ==, "It sends.");
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_false (autostart);
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  sender = g_strdelimit (g_strdup (g_dbus_method_invocation_get_sender (*invocation) + 1), ".", '_');
  return g_strconcat (PORTAL_PATH "/request/", sender, "/", token, NULL);
}

static void
respond (GDBusMethodInvocation *invocation, const char *path, GVariant *response)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (g_dbus_method_invocation_get_connection (invocation),
                                 g_dbus_method_invocation_get_sender (invocation), path, REQUEST, "Response", response,
                                 &error);
  g_assert_no_error (error);
}

static void
return_path (GDBusMethodInvocation *invocation, const char *path)
{
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

/* ---- cases ------------------------------------------------------------------------------------------------------- */

static void
test_answers (World *self, gconstpointer data)
{
  static const struct { const char *response; MusterBackgroundAnswer answer; } cases[] = {
    { "(uint32 0, {'background': <true>, 'autostart': <false>})", MUSTER_BACKGROUND_ALLOWED },
    { "(uint32 0, {'background': <false>})", MUSTER_BACKGROUND_REFUSED },
    { "(uint32 0, @a{sv} {})", MUSTER_BACKGROUND_REFUSED },
    { "(uint32 0, {'background': <'yes'>})", MUSTER_BACKGROUND_REFUSED },
    { "(uint32 1, {'background': <true>})", MUSTER_BACKGROUND_REFUSED },
    { "(uint32 2, @a{sv} {})", MUSTER_BACKGROUND_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDBusMethodInvocation) invocation = NULL;
      g_autofree char *path = NULL;

      self->answered = FALSE;
      ask (self);
      path = pop (self, &invocation);
      return_path (invocation, path);
      /* Something else on the way to it, and one answer too many after it, are nothing. */
      respond (invocation, path, g_variant_new ("(s)", "what"));
      respond (invocation, path, g_variant_new_parsed (cases[i].response));
      respond (invocation, path, g_variant_new_parsed ("(uint32 0, {'background': <true>})"));
      assert_answer (self, cases[i].answer);
    }
}

/* What nobody listens to yet is lost, as a bus has it. */
static gboolean
respond_again (gpointer invocation)
{
  respond (invocation, PORTAL_PATH "/request/own", g_variant_new_parsed ("(uint32 0, {'background': <false>})"));
  return G_SOURCE_CONTINUE;
}

/* The signal may come before the reply, or on a path of the portal's own. */
static void
test_paths (World *self, gconstpointer data)
{
  g_autoptr(GDBusMethodInvocation) early = NULL, old = NULL;
  g_autofree char *path = NULL, *unused = NULL;
  guint again;

  ask (self);
  path = pop (self, &early);
  respond (early, path, g_variant_new_parsed ("(uint32 0, {'background': <true>})"));
  assert_answer (self, MUSTER_BACKGROUND_ALLOWED);
  return_path (early, path);

  self->answered = FALSE;
  ask (self);
  unused = pop (self, &old);
  return_path (old, PORTAL_PATH "/request/own");
  again = g_timeout_add (10, respond_again, old);
  assert_answer (self, MUSTER_BACKGROUND_REFUSED);
  g_source_remove (again);
}

static void
test_absent (World *self, gconstpointer data)
{
  ask (self);
  assert_answer (self, MUSTER_BACKGROUND_UNKNOWN);
}

static void
test_fails (World *self, gconstpointer data)
{
  g_autoptr(GDBusMethodInvocation) invocation = NULL;
  g_autofree char *path = NULL;

  ask (self);
  path = pop (self, &invocation);
  g_dbus_method_invocation_return_dbus_error (invocation, PORTAL ".Error.NotAllowed", "No");
  assert_answer (self, MUSTER_BACKGROUND_UNKNOWN);
}

/* Nobody waits for it, and it is told that nobody does any more. */
static void
test_never (World *self, gconstpointer data)
{
  g_autoptr(GDBusMethodInvocation) invocation = NULL, closed = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  ask (self);
  path = pop (self, &invocation);
  bus_peer_export (self->peer, self->info, path, REQUEST);
  return_path (invocation, path);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (self->answered);
  g_cancellable_cancel (self->cancellable);
  assert_answer (self, MUSTER_BACKGROUND_UNKNOWN);
  closed = gt_dbus_queue_assert_pop_message (self->queue, path, REQUEST, "Close", "()", NULL);
  g_dbus_method_invocation_return_value (closed, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/background/answers", World, NULL, init, test_answers, clear);
  g_test_add ("/ui/background/paths", World, NULL, init, test_paths, clear);
  g_test_add ("/ui/background/absent", World, "absent", init, test_absent, clear);
  g_test_add ("/ui/background/fails", World, NULL, init, test_fails, clear);
  g_test_add ("/ui/background/never", World, NULL, init, test_never, clear);
  return g_test_run ();
}
