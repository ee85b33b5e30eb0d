/* test-power.c - people save and sync, and the power goes: what was said to be on a disk is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"
#include "power-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>

#define ROUNDS 8
#define RISKS 3

/* What somebody was told before an event. */
typedef struct {
  guint    event;
  gint     risk;   /* whose text with this number is in Ann's file; -1: the head of the ledger */
  gint64   number;
} Promise;

typedef struct {
  Office   office;
  Power   *power;
  Desk    *ann, *bob;
  MusterId risks[2 * RISKS]; /* Ann's, then Bob's */
  gint64   n;                /* texts so far */
  gint64   texts[2 * RISKS];
  GArray  *promises;
  char    *folder;           /* of images */
} Fixture;

static void
promise (Fixture *self, gint risk, gint64 number)
{
  Promise made = { self->power->events->len, risk, number };

  if (self->power->noting)
    g_array_append_val (self->promises, made);
}

/* ---- a day ------------------------------------------------------------------------------------------------------- */

static void
save (Fixture *self, Desk *desk, guint risk)
{
  g_autofree char *text = g_strdup_printf ("Text %" G_GINT64_FORMAT, ++self->n);

  desk_save (desk, &self->risks[risk], "title", text);
  self->texts[risk] = self->n;
  if (desk == self->ann)
    promise (self, (gint) risk, self->n);
}

/* The endpoint has answered a push: what it took is on its disk. */
static MusterResponse *
hear (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  Fixture *self = desk->wire_data;
  g_autoptr(GError) error = NULL;

  if (g_str_equal (request->path, "/v1/push") && response->status == 200)
    promise (self, -1, muster_ledger_get_head (self->office.ledger, &error));
  g_assert_no_error (error);
  return response;
}

static void
sync_both (Fixture *self)
{
  desk_sync (self->bob);
  desk_sync (self->ann);
  /* What came in with pages is as much hers as what she typed. */
  for (guint i = 0; i < RISKS; i++)
    promise (self, (gint) (RISKS + i), self->texts[RISKS + i]);
}

static void
live (Fixture *self)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      for (guint i = 0; i < RISKS; i++)
        save (self, self->ann, (guint) g_test_rand_int_range (0, RISKS));
      save (self, self->bob, RISKS + (guint) g_test_rand_int_range (0, RISKS));
      sync_both (self);
      /* Closing copies the log of writes into the file. */
      if (round % 3 == 1)
        desk_reopen (self->ann);
      if (round % 3 == 2)
        {
          g_autofree char *path = g_strdup (self->office.path);

          office_put_back (&self->office, path);
        }
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->power = power_install ();
  office_init (&self->office, NULL);
  self->folder = g_dir_make_tmp ("muster-power-XXXXXX", NULL);
  self->promises = g_array_new (FALSE, FALSE, sizeof (Promise));
  self->ann = desk_new (&self->office, "Ann", "editor");
  self->bob = desk_new (&self->office, "Bob", "editor");
  self->ann->wire = self->bob->wire = hear;
  self->ann->wire_data = self->bob->wire_data = self;
  for (guint i = 0; i < 2 * RISKS; i++)
    save (self, i < RISKS ? self->ann : self->bob, i);
  sync_both (self);
  power_begin (self->power);
  live (self);
  power_end (self->power);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  desk_free (self->ann);
  desk_free (self->bob);
  office_clear (&self->office, NULL);
  g_array_unref (self->promises);
  power_forget (self->power);
}

/* ---- after the power came back ----------------------------------------------------------------------------------- */

/* The highest number that was promised before event n. */
static gint64
promised (Fixture *self, gint risk, guint n)
{
  gint64 number = 0;

  for (guint i = 0; i < self->promises->len; i++)
    {
      const Promise *made = &g_array_index (self->promises, Promise, i);

      if (made->event <= n && made->risk == risk)
        number = MAX (number, made->number);
    }
  return number;
}

static gboolean
is_whole (const char *path)
{
  sqlite3 *db;
  sqlite3_stmt *statement = NULL;
  gboolean whole = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
                   && sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK
                   && sqlite3_step (statement) == SQLITE_ROW
                   && g_str_equal ((const char *) sqlite3_column_text (statement, 0), "ok");

  sqlite3_finalize (statement);
  sqlite3_close (db);
  return whole;
}

static char *
image_path (Fixture *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_build_filename (self->folder, name, NULL);
}

static gint64
text_number (MusterReplica *replica, const MusterId *risk)
{
  Desk reader = { .replica = replica };
  g_autofree char *text = desk_read (&reader, risk, "title");

  return g_str_has_prefix (text, "Text ") ? g_ascii_strtoll (text + 5, NULL, 10) : 0;
}

/* What is wrong with Ann's file; NULL: nothing. */
static char *
judge_replica (Fixture *self, guint n)
{
  g_autofree char *path = image_path (self, self->ann->path);
  g_autoptr(GError) error = NULL;
  MusterReplica *replica = muster_replica_open (path, 0, self->office.clock, self->office.random, "Ann", &error);
  g_autoptr(GPtrArray) faults = replica != NULL ? muster_replica_check (replica, &error) : NULL;
  char *wrong = NULL;

  if (faults == NULL)
    wrong = g_strdup (error->message);
  else if (faults->len > 0)
    wrong = g_strdup (faults->pdata[0]);
  for (guint i = 0; wrong == NULL && i < 2 * RISKS; i++)
    if (text_number (replica, &self->risks[i]) < promised (self, (gint) i, n))
      wrong = g_strdup_printf ("text %" G_GINT64_FORMAT " of risk %u was saved, and is gone",
                               promised (self, (gint) i, n), i);
  g_clear_pointer (&replica, muster_replica_close);
  return wrong != NULL || is_whole (path) ? wrong : g_strdup ("the replica's file is damaged");
}

static char *
judge_ledger (Fixture *self, guint n)
{
  g_autofree char *path = image_path (self, self->office.path);
  g_autoptr(GError) error = NULL;
  MusterLedger *ledger = muster_ledger_open (path, 0, self->office.clock, self->office.random, &error);
  g_autoptr(GPtrArray) faults = ledger != NULL ? muster_ledger_verify (ledger, &error) : NULL;
  gint64 head = faults != NULL ? muster_ledger_get_head (ledger, &error) : 0;
  char *wrong = NULL;

  if (error != NULL)
    wrong = g_strdup (error->message);
  else if (faults->len > 0)
    wrong = g_strdup (faults->pdata[0]);
  else if (head < promised (self, -1, n))
    wrong = g_strdup_printf ("%" G_GINT64_FORMAT " commits were acknowledged, %" G_GINT64_FORMAT " are there",
                             promised (self, -1, n), head);
  g_clear_pointer (&ledger, muster_ledger_close);
  return wrong != NULL || is_whole (path) ? wrong : g_strdup ("the ledger's file is damaged");
}

/* What is wrong after the power went before event n. */
static char *
judge (Fixture *self, guint n, PowerLoss loss, const char *lies)
{
  char *wrong;

  power_make_image (self->power, n, loss, lies, self->folder);
  wrong = judge_replica (self, n);
  return wrong != NULL ? wrong : judge_ledger (self, n);
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */

static guint
count_images (void)
{
  const char *given = g_getenv ("MUSTER_IMAGES");

  return given != NULL ? (guint) atoi (given) : 60;
}

static void
test_images (Fixture *self, gconstpointer data)
{
  guint n_images = count_images (), n_events = self->power->events->len;

  g_assert_cmpuint (n_events, >, 500);
  g_assert_cmpuint (self->promises->len, >, ROUNDS * RISKS);
  for (guint i = 0; i < n_images; i++)
    {
      guint n = (guint) g_test_rand_int_range (0, (gint32) n_events + 1);
      g_autofree char *wrong = judge (self, n, (PowerLoss) (i % 4), NULL);

      if (wrong != NULL)
        g_error ("image %u, before event %u of %u, loss %u: %s", i, n, n_events, i % 4, wrong);
    }
  g_test_message ("%u images of %u events", n_images, n_events);
}

/* On a disk that says it has synced and has not, the same judges find what is lost: they can. */
static void
test_lying_disk (Fixture *self, gconstpointer data)
{
  static const char *const lies[] = { ".muster-wal", "server.db-wal" };
  guint n_events = self->power->events->len;

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      guint found = 0;

      for (guint at = 1; at <= 8; at++)
        {
          g_autofree char *wrong = judge (self, n_events * at / 8, POWER_NOTHING, lies[i]);

          found += wrong != NULL;
        }
      g_assert_cmpuint (found, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/power/images", Fixture, NULL, set_up, test_images, tear_down);
  g_test_add ("/power/lying-disk", Fixture, NULL, set_up, test_lying_disk, tear_down);
  return g_test_run ();
}
