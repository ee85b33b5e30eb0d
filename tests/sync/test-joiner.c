/* test-joiner.c - a file for what is joined: its name, and that none is left where nothing came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-joiner.h"

#include "liar.h"
#include "muster-error.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_names (void)
{
  g_autofree char *long_host = g_strnfill (240, 'a');
  g_autofree char *long_address = g_strconcat ("https://", long_host, ".nhs.uk", NULL);
  const struct {
    const char *address, *first, *third;
  } cases[] = {
    { "https://muster.example.nhs.uk", "muster-example-nhs-uk", "muster-example-nhs-uk-3" },
    { "https://muster.example.nhs.uk:8443", "muster-example-nhs-uk-8443", "muster-example-nhs-uk-8443-3" },
    { "http://127.0.0.1:8790", "127-0-0-1-8790", "127-0-0-1-8790-3" },
    { "http://[::1]:8790", "1-8790", "1-8790-3" },
    { "https://München.example", "munchen-example", "munchen-example-3" },
    { "https://../../etc/passwd", "etc-passwd", "etc-passwd-3" },
    { "https://例え", "server", "server-3" },
    { "", "server", "server-3" },
  };
  g_autofree char *shortened = muster_joiner_name_file (long_address, 1000);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = muster_joiner_name_file (cases[i].address, 1);
      g_autofree char *third = muster_joiner_name_file (cases[i].address, 3);

      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (third, ==, cases[i].third);
    }
  g_assert_cmpuint (strlen (shortened), <, 120);
  g_assert_true (g_str_has_suffix (shortened, "a-1000"));
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

typedef struct {
  Liar         *liar;
  MusterClock  *clock;
  MusterJoiner *joiner;
  char         *folder, *first;
  GAsyncResult *result;
} Fixture;

static void
init (Fixture *self, gconstpointer data)
{
  self->liar = liar_new (NULL);
  self->clock = muster_clock_new_system ();
  self->folder = g_dir_make_tmp ("muster-joiner-XXXXXX", NULL);
  self->first = g_build_filename (self->folder, "programme.muster", NULL);
  self->joiner = muster_joiner_new (self->first, self->clock, "Ann");
}

static guint
count_files (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
clear (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->joiner);
  g_unlink (self->first);
  g_assert_cmpuint (count_files (self), ==, 0);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->first);
  muster_clock_unref (self->clock);
  liar_free (self->liar);
}

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static void
assert_fails (Fixture *self, const char *address, const char *words)
{
  g_autoptr(GError) error = NULL;
  char *path;

  muster_joiner_join_async (self->joiner, address, "K7QF-2M9D-XR4T", NULL, NULL, on_tried_cb, self);
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  path = muster_joiner_join_finish (self->joiner, self->result, &error);
  g_clear_object (&self->result);
  g_assert_null (path);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, words));
}

static void
tell_page (Fixture *self)
{
  const char *page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 7\r\n\r\nWelcome";

  liar_tell (self->liar, LIAR_CLOSE, page, strlen (page));
}

/* The file that was made is the same at the next try: its id was sent. */
static void
test_nothing_is_left (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  GStatBuf first, second;

  assert_fails (self, "muster.example", "address of a server");
  g_assert_cmpuint (count_files (self), ==, 0);
  tell_page (self);
  assert_fails (self, liar_address (self->liar), "web page");
  g_assert_cmpint (g_stat (self->first, &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);
  tell_page (self);
  assert_fails (self, liar_address (self->liar), "web page");
  g_assert_cmpint (g_stat (self->first, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);
  g_clear_object (&self->joiner);
  g_assert_cmpuint (count_files (self), ==, 0);
}

/* What is there already is left as it is, and another address has another file. */
static void
test_beside (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  Liar *other = liar_new (NULL);

  g_assert_true (g_file_set_contents (self->first, "mine", -1, NULL));
  tell_page (self);
  assert_fails (self, liar_address (self->liar), "web page");
  {
    g_autofree char *name = muster_joiner_name_file (liar_address (self->liar), 1);
    g_autofree char *path = g_strdup_printf ("%s/%s.muster", self->folder, name);

    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    liar_tell (other, LIAR_CLOSE, "", 0);
    assert_fails (self, liar_address (other), "127.0.0.1");
    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  liar_free (other);
  g_clear_object (&self->joiner);
  g_assert_cmpuint (count_files (self), ==, 1);
  g_assert_true (g_file_get_contents (self->first, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* At whatever moment it is given up, nothing is left and nobody waits for an answer. */
static void
test_given_up (Fixture *self, gconstpointer data)
{
  for (guint delay = 0; delay < 200; delay += 10)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      gint64 began = g_get_monotonic_time ();

      liar_tell (self->liar, LIAR_STAY, "", 0);
      self->joiner = self->joiner != NULL ? self->joiner : muster_joiner_new (self->first, self->clock, "Ann");
      muster_joiner_join_async (self->joiner, liar_address (self->liar), "K7QF-2M9D-XR4T", NULL, cancellable,
                                on_tried_cb, self);
      g_clear_object (&self->joiner);
      g_timeout_add (delay, cancel, cancellable);
      while (self->result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (g_task_propagate_pointer (G_TASK (self->result), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_object (&self->result);
      while (count_files (self) > 0 && g_get_monotonic_time () - began < 10 * G_TIME_SPAN_SECOND)
        g_main_context_iteration (NULL, FALSE);
      g_assert_cmpuint (count_files (self), ==, 0);
    }
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (self->first, "programme.muster", NULL);

  g_assert_true (g_file_set_contents (self->first, "mine", -1, NULL));
  g_clear_object (&self->joiner);
  self->joiner = muster_joiner_new (inside, self->clock, "Ann");
  assert_fails (self, liar_address (self->liar), "cannot be made");
}

int
main (int argc, char **argv)
{
  /* A session without a bus has no keyring. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/joiner/names", test_names);
  g_test_add ("/sync/joiner/nothing-is-left", Fixture, NULL, init, test_nothing_is_left, clear);
  g_test_add ("/sync/joiner/beside", Fixture, NULL, init, test_beside, clear);
  g_test_add ("/sync/joiner/given-up", Fixture, NULL, init, test_given_up, clear);
  g_test_add ("/sync/joiner/no-folder", Fixture, NULL, init, test_no_folder, clear);
  return g_test_run ();
}
