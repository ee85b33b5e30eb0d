/* test-fit.c - a save that could never be sent is refused when it is made; at each limit, and one over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "world.h"

/* Of a kind that nobody knows yet: nothing but the size is looked at. */
static void
add (Fixture *self, MusterCommit *commit, char *text)
{
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  muster_commit_add_change (commit, "hovercraft", &id, "lift", 0, json_pack ("{s:s}", "lift", text));
  g_free (text);
}

/* Text that does not shrink to less than half. */
static char *
noise (Fixture *self, gsize length)
{
  char *text = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = "0123456789abcdef"[muster_random_below (self->random, 16)];
  text[length] = '\0';
  return text;
}

/* pattern NULL: it is saved. */
static void
assert_save (Fixture *self, MusterCommit *commit, const char *pattern)
{
  guint unsent = muster_replica_count_outbox (self->replica);
  g_autoptr (GError) error = NULL;
  gboolean saved = muster_replica_save (self->replica, commit, MUSTER_ORIGIN_LOAD, NULL, NULL, &error);

  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, unsent + (pattern == NULL));
  if (pattern == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (saved);
      return;
    }
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_false (saved);
  if (!g_pattern_match_simple (pattern, error->message))
    g_error ("“%s” is not “%s”", error->message, pattern);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  for (guint over = 0; over < 2; over++)
    {
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

      for (guint i = 0; i < MUSTER_COMMIT_CHANGES + over; i++)
        add (self, commit, g_strdup_printf ("%u", i));
      assert_save (self, commit, over == 0 ? NULL : "*20001 changes*20000*Nothing was saved*");
    }
}

/* The numbers that new records are given count too. */
static void
test_numbers (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) risk = world_make (self, MUSTER_KIND_RISK, "title", "One", NULL);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  muster_commit_add_edit (commit, NULL, risk);
  while (muster_commit_get_n (commit) < MUSTER_COMMIT_CHANGES)
    add (self, commit, g_strdup ("up"));
  assert_save (self, commit, "*20001 changes*");
}

static void
test_value (Fixture *self, gconstpointer data)
{
  gsize longest = MUSTER_COMMIT_VALUE - strlen ("{\"lift\":\"\"}");

  for (guint over = 0; over < 2; over++)
    {
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
      g_autofree char *half = noise (self, (longest + over) / 2);
      g_autoptr (GString) text = g_string_new (half);

      g_string_append (text, half);
      while (text->len < longest + over)
        g_string_append_c (text, 'x');
      add (self, commit, g_strdup (text->str));
      assert_save (self, commit, over == 0 ? NULL : "A text is longer*Nothing was saved*");
    }
}

static void
test_reason (Fixture *self, gconstpointer data)
{
  for (guint over = 0; over < 2; over++)
    {
      g_autofree char *reason = g_strnfill (MUSTER_COMMIT_REASON + over, 'r');
      g_autoptr (MusterCommit) commit = muster_commit_new (reason);

      add (self, commit, g_strdup ("up"));
      assert_save (self, commit, over == 0 ? NULL : "The reason is too long*Nothing was saved*");
    }
}

/* What counts is what it takes packed, what it takes before, and how much it shrinks. */
static void
test_all (Fixture *self, gconstpointer data)
{
  static const struct {
    guint    n;
    gsize    length;
    gboolean repeats;
    gboolean fits;
  } cases[] = {
    { 9, 100 * 1024, FALSE, TRUE },   /* under the limit as it is */
    { 17, 100 * 1024, FALSE, TRUE },  /* 1.7 MB that shrink to half */
    { 21, 100 * 1024, FALSE, FALSE }, /* 2.1 MB that do not shrink enough */
    { 9, 100 * 1024, TRUE, TRUE },    /* nothing but x, and so little that it may go as it is */
    { 21, 100 * 1024, TRUE, FALSE },  /* so much that it would have to be packed, to less than may be unpacked */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

      for (guint j = 0; j < cases[i].n; j++)
        add (self, commit, cases[i].repeats ? g_strnfill (cases[i].length, 'x') : noise (self, cases[i].length));
      g_test_message ("%u of %" G_GSIZE_FORMAT, cases[i].n, cases[i].length);
      assert_save (self, commit, cases[i].fits ? NULL : "*more than can be sent*Nothing was saved*");
    }
}

/* ---- several saves that are one ---------------------------------------------------------------------------------- */

/* They point to each other, so neither could be saved alone. */
static void
test_together (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) team = world_make (self, MUSTER_KIND_TEAM, "name", "Hub", NULL);
  g_autoptr (MusterRecord) risk =
    world_make (self, MUSTER_KIND_RISK, "title", "One", "status", "open", "scope", world_bind (team), NULL);
  g_autoptr (GPtrArray) commits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_commit_unref);
  g_autoptr (GError) error = NULL;
  gint64 version = 7;

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (commits, muster_commit_new (NULL));
      muster_commit_add_edit (commits->pdata[i], NULL, i == 0 ? risk : team);
    }
  g_assert_false (muster_replica_save (self->replica, commits->pdata[0], MUSTER_ORIGIN_EDIT, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_clear_error (&error);
  g_ptr_array_set_size (commits, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (commits, muster_commit_new (NULL));
      muster_commit_add_edit (commits->pdata[i], NULL, i == 0 ? risk : team);
    }
  g_assert_true (muster_replica_save_all (self->replica, commits, &version, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version, ==, MUSTER_VERSION_UNSENT + 2);
  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, 2);
  world_assert_text (self, risk, "title", "One");
  world_assert_sound (self);
  /* Each can be taken back by itself. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (muster_replica_undo (self->replica, NULL, NULL, &error));
      g_assert_no_error (error);
    }
  world_assert_sound (self);
}

static void
test_all_or_none (Fixture *self, gconstpointer data)
{
  g_autoptr (MusterRecord) good = world_make (self, MUSTER_KIND_RISK, "title", "One", "status", "open", NULL);
  g_autoptr (MusterRecord) bad = world_make (self, MUSTER_KIND_RISK, "status", "open", NULL);
  g_autoptr (GPtrArray) commits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_commit_unref);
  g_autoptr (GError) error = NULL;
  gint64 version = 7;

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (commits, muster_commit_new (NULL));
      muster_commit_add_edit (commits->pdata[i], NULL, i == 0 ? good : bad);
    }
  g_assert_false (muster_replica_save_all (self->replica, commits, &version, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_cmpint (version, ==, 0);
  g_assert_cmpuint (muster_replica_count_outbox (self->replica), ==, 0);
  g_assert_cmpuint (muster_replica_count (self->replica, muster_kind_get (MUSTER_KIND_RISK)), ==, 0);
  world_assert_sound (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/fit/changes", test_changes);
  WORLD_ADD ("/store/fit/numbers", test_numbers);
  WORLD_ADD ("/store/fit/value", test_value);
  WORLD_ADD ("/store/fit/reason", test_reason);
  WORLD_ADD ("/store/fit/all", test_all);
  WORLD_ADD ("/store/fit/together", test_together);
  WORLD_ADD ("/store/fit/all-or-none", test_all_or_none);
  return g_test_run ();
}
