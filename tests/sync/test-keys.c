/* test-keys.c - keys beside a replica, and where no keyring is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-keys.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *path, *file;
} Fixture;

static void
init (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("muster-keys-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.muster", NULL);
  self->file = g_strconcat (self->path, ".tokens", NULL);
}

static void
clear (Fixture *self, gconstpointer data)
{
  g_unlink (self->file);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->file);
}

static void
assert_has (MusterKeys *keys, const char *access, const char *refresh)
{
  MusterTokens tokens = muster_keys_get_tokens (keys);
  g_autofree char *a = tokens.get (tokens.data, "access"), *r = tokens.get (tokens.data, "refresh");

  g_assert_cmpstr (a, ==, access);
  g_assert_cmpstr (r, ==, refresh);
}

/* Two programs that have the replica open, one after the other, have the same keys. */
static void
test_file (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterKeys) first = muster_keys_new (self->path);
  g_autoptr(MusterKeys) second = NULL;
  MusterTokens tokens = muster_keys_get_tokens (first);
  g_autoptr(GError) error = NULL;
  GStatBuf info;

  muster_keys_use_file (first);
  g_assert_true (tokens.set (tokens.data, "a-1", "r-1", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (self->file, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  second = muster_keys_new (self->path);
  g_assert_true (muster_keys_load (second, NULL, &error));
  g_assert_true (muster_keys_are_lasting (second));
  assert_has (second, "a-1", "r-1");
  g_assert_true (tokens.set (tokens.data, "a-2", "r-2", &error));
  assert_has (second, "a-2", "r-2");
}

/* What somebody broke is no key, and adds nothing to a request. */
static void
test_broken (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "", "{", "[]", "{\"access\": 1, \"refresh\": null}", "{\"access\": \"a\\r\\nEvil: 1\", \"refresh\": \"r r\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(MusterKeys) keys = NULL;

      g_assert_true (g_file_set_contents (self->file, texts[i], -1, NULL));
      keys = muster_keys_new (self->path);
      assert_has (keys, NULL, NULL);
    }
}

/* They last as long as the program does, and nobody is kept from working. */
static void
test_no_keyring (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterKeys) keys = muster_keys_new (self->path);
  MusterTokens tokens = muster_keys_get_tokens (keys);
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_keys_load (keys, NULL, &error));
  g_clear_error (&error);
  assert_has (keys, NULL, NULL);
  g_assert_true (tokens.set (tokens.data, "a-1", "r-1", &error));
  g_assert_no_error (error);
  assert_has (keys, "a-1", "r-1");
  g_assert_false (muster_keys_are_lasting (keys));
  g_assert_false (g_file_test (self->file, G_FILE_TEST_EXISTS));
}

/* Who closes the file and opens it again goes on; another file has keys of its own. */
static void
test_shared (Fixture *self, gconstpointer data)
{
  g_autofree char *beside = g_strconcat (self->path, "-2", NULL);
  g_autoptr(MusterKeys) first = muster_keys_share (self->path);
  g_autoptr(MusterKeys) second = NULL, other = muster_keys_share (beside);
  MusterTokens tokens = muster_keys_get_tokens (first);

  g_assert_true (tokens.set (tokens.data, "a-1", "r-1", NULL));
  g_clear_pointer (&first, muster_keys_unref);
  second = muster_keys_share (self->path);
  assert_has (second, "a-1", "r-1");
  g_assert_false (muster_keys_are_lasting (second));
  assert_has (other, NULL, NULL);
  /* A script has joined meanwhile. */
  g_clear_pointer (&second, muster_keys_unref);
  g_assert_true (g_file_set_contents (self->file, "{\"access\": \"a-2\", \"refresh\": \"r-2\"}", -1, NULL));
  second = muster_keys_share (self->path);
  assert_has (second, "a-2", "r-2");
}

int
main (int argc, char **argv)
{
  /* A session without a bus has no keyring. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/keys/file", Fixture, NULL, init, test_file, clear);
  g_test_add ("/sync/keys/broken", Fixture, NULL, init, test_broken, clear);
  g_test_add ("/sync/keys/no-keyring", Fixture, NULL, init, test_no_keyring, clear);
  g_test_add ("/sync/keys/shared", Fixture, NULL, init, test_shared, clear);
  return g_test_run ();
}
