/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* ---- the ledger -------------------------------------------------------------------------------------------------- */

static void
open_ledger (World *self)
{
  g_autoptr(GError) error = NULL;

  self->ledger =
    muster_ledger_open (self->path, self->folder != NULL ? MUSTER_LEDGER_CREATE : 0, self->clock, self->random, &error);
  g_assert_no_error (error);
  self->endpoint = muster_endpoint_new (self->ledger, self->ledger, self->clock, self->random);
}

static void
close_ledger (World *self)
{
  g_clear_pointer (&self->endpoint, muster_endpoint_free);
  g_clear_pointer (&self->ledger, muster_ledger_close);
}

void
world_init (World *self, gconstpointer data)
{
  self->clock = muster_clock_new_fixed (WORLD_START);
  self->random = muster_random_new_seeded ((guint64) g_test_rand_int ());
  if (g_strcmp0 (data, "file") == 0)
    {
      self->folder = g_dir_make_tmp ("muster-server-XXXXXX", NULL);
      self->path = g_build_filename (self->folder, "server.db", NULL);
    }
  else
    self->path = g_strdup (":memory:");
  open_ledger (self);
}

void
world_clear (World *self, gconstpointer data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  close_ledger (self);
  muster_clock_unref (self->clock);
  muster_random_free (self->random);
  dir = self->folder != NULL ? g_dir_open (self->folder, 0, NULL) : NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
world_later (World *self, gint64 seconds)
{
  muster_clock_set (self->clock, muster_clock_now (self->clock) + seconds * G_TIME_SPAN_SECOND);
}

void
world_run_raw (World *self, const char *sql)
{
  char *message = NULL;
  sqlite3 *handle;

  close_ledger (self);
  g_assert_cmpint (sqlite3_open (self->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_changes (handle), >, 0);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  open_ledger (self);
}

void
world_id (World *self, const char *name, MusterId *id)
{
  if (g_str_equal (name, "server"))
    *id = *muster_ledger_get_server (self->ledger);
  else
    muster_id_from_name (id, name);
}

guint
world_count_faults (World *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faults = muster_ledger_verify (self->ledger, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) faults->pdata[i]);
  return faults->len;
}

void
world_assert_sound (World *self)
{
  g_assert_cmpuint (world_count_faults (self), ==, 0);
}

/* ---- people ------------------------------------------------------------------------------------------------------ */

static void
begin (World *self)
{
  g_autoptr(GError) error = NULL;

  muster_ledger_begin (self->ledger, &error);
  g_assert_no_error (error);
}

static void
commit (World *self)
{
  g_autoptr(GError) error = NULL;

  muster_ledger_commit (self->ledger, &error);
  g_assert_no_error (error);
}

void
world_grant (World *self, const MusterId *person, const char *scope, const char *role)
{
  g_autoptr(GError) error = NULL;
  MusterId id;

  world_id (self, scope, &id);
  begin (self);
  muster_ledger_grant (self->ledger, person, &id, role, &error);
  g_assert_no_error (error);
  commit (self);
}

char *
world_invite (World *self, MusterId *person, const char *name, const char *scope, const char *role)
{
  g_autoptr(GError) error = NULL;
  MusterId id;
  char *code;

  world_id (self, scope, &id);
  begin (self);
  if (muster_id_is_nil (person))
    muster_ledger_add_person (self->ledger, name, person, &error);
  g_assert_no_error (error);
  code = muster_ledger_invite (self->ledger, person, &id, role, MUSTER_INVITE_LIFETIME, &error);
  g_assert_no_error (error);
  commit (self);
  return code;
}

void
member_join (Member *self, World *world, const char *name, const char *scope, const char *role)
{
  g_autoptr(GError) error = NULL;
  MusterTokenPair pair = { 0 };
  g_autofree char *code = NULL;
  MusterEnrolment asked = { .device = (char *) "a laptop", .schema = 1 };

  memset (self, 0, sizeof *self);
  self->world = world;
  code = world_invite (world, &self->person, name, scope, role);
  muster_id_new (&self->replica, world->clock, world->random);
  asked.code = code;
  asked.replica = self->replica;
  begin (world);
  self->session = muster_ledger_enrol (world->ledger, &asked, &pair, &error);
  g_assert_no_error (error);
  commit (world);
  self->access = pair.access;
  self->refresh = pair.refresh;
}

void
member_clear (Member *self)
{
  muster_session_free (self->session);
  g_free (self->access);
  g_free (self->refresh);
}

/* ---- saying ------------------------------------------------------------------------------------------------------ */

/* @name becomes the id of that name. */
static json_t *
value_from_text (World *world, const char *text)
{
  g_autoptr(GString) json = g_string_new (NULL);
  json_t *value;

  for (const char *c = text; *c != '\0'; c++)
    {
      g_autofree char *name = NULL;
      MusterIdText written;
      MusterId id;
      gsize n = *c == '@' ? strspn (c + 1, "abcdefghijklmnopqrstuvwxyz0123456789") : 0;

      if (n == 0)
        {
          g_string_append_c (json, *c);
          continue;
        }
      name = g_strndup (c + 1, n);
      world_id (world, name, &id);
      g_string_append (json, muster_id_to_text (&id, written));
      c += n;
    }
  value = json_loads (json->str, JSON_DECODE_ANY, NULL);
  g_assert_nonnull (value);
  return value;
}

static void
add_line (Member *self, MusterCommit *said, const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 5);
  const char *settles;
  MusterChange *change;
  MusterId record;
  gint64 base;

  g_assert_cmpuint (g_strv_length (words), ==, 5);
  world_id (self->world, words[1], &record);
  base = g_ascii_strtoll (words[3], NULL, 10);
  settles = strchr (words[3], '!');
  muster_commit_add_change (said, words[0], &record, words[2], base < 0 ? MUSTER_VERSION_UNSENT - base : base,
                            value_from_text (self->world, words[4]));
  change = muster_commit_edit_change (said, muster_commit_get_n (said) - 1);
  change->settles = settles != NULL ? g_ascii_strtoll (settles + 1, NULL, 10) : 0;
}

MusterEntry *
member_say (Member *self, const char *lines)
{
  g_auto(GStrv) each = g_strsplit (lines, "\n", -1);
  MusterEntry *entry = muster_entry_new ();

  muster_id_new (&entry->id, self->world->clock, self->world->random);
  entry->replica = self->replica;
  entry->n = ++self->n;
  entry->at = muster_clock_now (self->world->clock);
  entry->seen = self->seen;
  entry->origin = g_strdup ("edit");
  entry->commit = muster_commit_new (NULL);
  for (guint i = 0; each[i] != NULL; i++)
    add_line (self, entry->commit, each[i]);
  return entry;
}

void
member_give (Member *self, GPtrArray *entries, MusterTaken *taken)
{
  MusterPush push = { self->replica, *muster_ledger_get_epoch (self->world->ledger), 1, { 0 }, entries };
  g_autoptr(GError) error = NULL;

  g_ptr_array_set_free_func (entries, (GDestroyNotify) muster_entry_free);
  begin (self->world);
  muster_ledger_take (self->world->ledger, self->session, &push, taken, &error);
  g_assert_no_error (error);
  commit (self->world);
}

gint64
member_push (Member *self, const char *lines)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  MusterEntry *entry = member_say (self, lines);
  MusterTaken taken;

  g_ptr_array_add (entries, entry);
  member_give (self, entries, &taken);
  g_assert_cmpstr (taken.problem, ==, NULL);
  g_assert_cmpint (taken.acked, ==, self->n);
  return entry->seq;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

void
member_ask (Member *self, MusterPull *pull)
{
  memset (pull, 0, sizeof *pull);
  pull->replica = self->replica;
  pull->epoch = *muster_ledger_get_epoch (self->world->ledger);
}

MusterFeedPage *
member_pull (Member *self, const MusterPull *pull)
{
  g_autoptr(GError) error = NULL;
  MusterFeedPage *page = muster_ledger_read (self->world->ledger, self->session, pull, &error);

  g_assert_no_error (error);
  return page;
}

static void
describe (GString *view, const MusterEntry *entry)
{
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);
      g_autofree char *value =
        change->value != NULL ? muster_json_to_text (change->merged != NULL ? change->merged : change->value) : NULL;

      g_string_append_printf (view, "%" G_GINT64_FORMAT ".%u %s %s%s%s\n", entry->seq, change->index, change->group,
                              muster_outcome_to_name (change->outcome),
                              change->outcome != MUSTER_OUTCOME_HEAD ? " " : "", value);
    }
}

char *
member_view (Member *self, guint limit)
{
  g_autoptr(GString) view = g_string_new (NULL);
  gboolean more = TRUE;
  MusterPull pull;

  member_ask (self, &pull);
  pull.limit = limit;
  while (more)
    {
      g_autoptr(MusterFeedPage) page = member_pull (self, &pull);

      g_assert_cmpuint (page->entries->len, <=, limit > 0 ? limit : 1000);
      for (guint i = 0; i < page->entries->len; i++)
        {
          const MusterEntry *entry = page->entries->pdata[i];

          if (entry->stub)
            g_string_append_printf (view, "%" G_GINT64_FORMAT " own %" G_GINT64_FORMAT "\n", entry->seq, entry->n);
          describe (view, entry);
        }
      g_assert_true (!page->more || page->cursor.seq > pull.after.seq);
      pull.after = page->cursor;
      more = page->more;
    }
  return g_string_free (g_steal_pointer (&view), FALSE);
}

char *
member_outcome (Member *self, gint64 n, guint i)
{
  g_autoptr(MusterFeedPage) page = NULL;
  MusterPull pull;

  member_ask (self, &pull);
  page = member_pull (self, &pull);
  for (guint j = 0; j < page->refused->len; j++)
    if (((MusterRefusal *) page->refused->pdata[j])->n == n)
      return g_strconcat ("refused ", ((MusterRefusal *) page->refused->pdata[j])->type, NULL);
  for (guint j = 0; j < page->entries->len; j++)
    {
      const MusterEntry *entry = page->entries->pdata[j];

      if (!entry->stub || entry->n != n)
        continue;
      for (guint k = 0; k < muster_commit_get_n (entry->commit); k++)
        {
          const MusterChange *change = muster_commit_get_change (entry->commit, k);
          g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;

          if (change->index == i && change->outcome != MUSTER_OUTCOME_HEAD)
            return g_strconcat (muster_outcome_to_name (change->outcome), merged != NULL ? " " : NULL, merged, NULL);
        }
      return g_strdup ("head");
    }
  return g_strdup ("unknown");
}

/* ---- one editor -------------------------------------------------------------------------------------------------- */

void
solo_init (Solo *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
}

void
solo_clear (Solo *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->ana);
  world_clear (&self->world, data);
}
