/* test-sync-words.c - how it stands with the endpoint, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-sync-words.h"
#include "muster-vanish-words.h"

#define NOW   (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC) /* 22 November 2026, 12:00 */
#define SENT  "Everything that you saved is on the server."
#define MEANWHILE "You can work meanwhile, and close Muster: it goes on where it was."
#define KEPT  "Everything that you saved is kept on this computer. "

static void
test_page (void)
{
  static const struct {
    MusterSyncStatus status;
    guint            n_unsent;
    const char      *title, *more;
    guint            n_refused;
  } cases[] = {
    { { .phase = MUSTER_SYNC_ALONE }, 3, "On This Computer Only",
      "This file has not joined a server. Nothing leaves this computer, and nobody else sees what you save." },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE }, 0, "All Sent and Received", SENT },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE }, 1, "Sending", KEPT "1 save is to be sent." },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE }, 0, "All Sent and Received",
      "The server did not take 2 saves: they are kept on this computer, under Needs attention. All else that you saved "
      "is on the server.", .n_refused = 2 },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE }, 1, "Sending",
      "The server did not take 1 save: it is kept on this computer, under Needs attention. " KEPT "1 save is to be "
      "sent.", .n_refused = 1 },
    { { .phase = MUSTER_SYNC_RESTING }, 0, "All Sent and Received",
      SENT "\n\nThis computer has no keyring that would keep your key to the server: when you next open this file you "
           "will be asked for a new code." },
    { { .phase = MUSTER_SYNC_WORKING, .lasting = TRUE }, 2000, "Sending", KEPT "2,000 saves are to be sent." },
    { { .phase = MUSTER_SYNC_WORKING, .lasting = TRUE, .first = TRUE, .n_received = 12345 }, 0,
      "Fetching Your Programme",
      "Saves that have come: 12,345 so far. " MEANWHILE },
    { { .phase = MUSTER_SYNC_WORKING, .lasting = TRUE, .first = TRUE,
        .progress = { .n_done = 1000, .n_all = 100000, .bytes_left = 27 * 1000 * 1000, .seconds_left = -1 } }, 0,
      "Fetching Your Programme",
      "Saves that have come: 1,000 of 100,000. About 27.0 MB are still to come. " MEANWHILE },
    { { .phase = MUSTER_SYNC_WORKING, .lasting = TRUE,
        .progress = { .n_done = 1000, .n_all = 100000, .bytes_left = 27 * 1000 * 1000, .seconds_left = 100 } }, 2,
      "Fetching",
      "Saves that have come: 1,000 of 100,000. About 27.0 MB are still to come, in about 2 minutes. " MEANWHILE "\n\n"
      KEPT "2 saves are to be sent." },
    { { .phase = MUSTER_SYNC_OFFLINE, .lasting = TRUE, .failure = "There is no network.",
        .next_try = NOW + 5 * G_TIME_SPAN_MINUTE },
      4, "The Server Cannot Be Reached",
      "There is no network.\n\n" KEPT "4 saves are to be sent. It is tried again by itself, next at 12:05." },
    { { .phase = MUSTER_SYNC_OFFLINE, .lasting = TRUE, .failure = "There is no network." }, 0,
      "The Server Cannot Be Reached", "There is no network.\n\n" SENT " It is tried again now." },
    { { .phase = MUSTER_SYNC_OFFLINE, .lasting = TRUE, .failure = "The server has no room left.",
        .server_full = TRUE }, 1, "The Server Is Full",
      "The server has no room left.\n\n" KEPT "1 save is to be sent. It is tried again now." },
    { { .phase = MUSTER_SYNC_SWITCHED_OFF, .lasting = TRUE, .failure = "There is no network." }, 0, "Working Offline",
      SENT " Nothing is sent or fetched until you turn that off." },
    { { .phase = MUSTER_SYNC_SIGNED_OUT, .failure = "Your access was withdrawn." }, 1, "Sign In Again",
      "Your access was withdrawn.\n\n" KEPT "1 save is to be sent." },
    { { .phase = MUSTER_SYNC_SIGNED_OUT, .failure = "There is no key.", .first = TRUE }, 0, "Sign In Again",
      "There is no key. Not all of your programme is on this computer yet: what you see is a part of it. The rest goes "
      "on coming where it stopped." },
    { { .phase = MUSTER_SYNC_HOLDING, .lasting = TRUE, .failure = "400 records would go.", .n_vanishing = 400 }, 1,
      "Many Records Would Go",
      "400 records would go.\n\n" KEPT "1 save is to be sent. Was that meant? Ask whoever did it if you are not sure. "
      "Until you have decided you can go on working, and what you save is kept; nothing more is fetched." },
    { { .phase = MUSTER_SYNC_OUTDATED, .lasting = TRUE, .failure = "This Muster is too old." }, 0,
      "Muster Must Be Updated", "This Muster is too old.\n\n" SENT },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE, .ahead = 299 * G_USEC_PER_SEC }, 0, "All Sent and Received",
      SENT },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE, .ahead = 7 * G_TIME_SPAN_MINUTE }, 0, "All Sent and Received",
      SENT "\n\nThe clock of this computer is 7 minutes ahead of the server’s: dates and times that it writes are "
           "wrong, but nothing is lost by that." },
    { { .phase = MUSTER_SYNC_RESTING, .lasting = TRUE, .ahead = -3 * G_TIME_SPAN_HOUR }, 0, "All Sent and Received",
      SENT "\n\nThe clock of this computer is 3 hours behind the server’s: dates and times that it writes are "
           "wrong, but nothing is lost by that." },
  };
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = muster_sync_words_title (&cases[i].status, cases[i].n_unsent);
      g_autofree char *more = muster_sync_words_more (&cases[i].status, cases[i].n_unsent, cases[i].n_refused, clock);

      g_test_message ("case %u", i);
      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (more, ==, cases[i].more);
    }
}

static void
test_when (void)
{
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (NOW);
  g_autofree char *today = muster_sync_words_when (NOW - G_TIME_SPAN_HOUR, clock);
  g_autofree char *before = muster_sync_words_when (NOW - G_TIME_SPAN_DAY, clock);

  g_assert_cmpstr (today, ==, "11:00");
  g_assert_cmpstr (before, ==, "21 November 2026, 12:00");
}

static void
test_history (void)
{
  static const struct {
    MusterSyncRun run;
    const char   *when, *what;
  } cases[] = {
    { { .began = NOW, .ended = NOW, .n_sent = 1, .n_bytes = 300 }, "12:00", "1 save sent" },
    { { .began = NOW - G_TIME_SPAN_HOUR, .ended = NOW, .n_received = 12000, .n_bytes = 3100000 }, "11:00 to 12:00",
      "12,000 saves fetched · 3.1\302\240MB" },
    { { .began = NOW, .ended = NOW, .n_sent = 2, .n_received = 1, .n_conflicts = 1, .n_refused = 1, .n_left = 3 },
      "12:00", "2 saves sent · 1 save fetched · 1 conflict · 1 refused · 3 records out of sight" },
    { { .began = NOW, .ended = NOW, .n_bytes = 5000, .failure = (char *) "There is no network." }, "12:00", "" },
  };
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *when = muster_sync_words_span (cases[i].run.began, cases[i].run.ended, clock);
      g_autofree char *what = muster_sync_words_run (&cases[i].run);

      g_assert_cmpstr (when, ==, cases[i].when);
      g_assert_cmpstr (what, ==, cases[i].what);
    }
}

static void
test_vanishing (void)
{
  MusterVanishingKind kinds[] = { { muster_kind_get (MUSTER_KIND_RISK), 1200 },
                                  { muster_kind_get (MUSTER_KIND_TEAM), 1 } };
  MusterVanishingActor actors[] = {
    { (char *) "Dee", 90, NOW }, { (char *) "Ann", 5, NOW }, { (char *) "Bob", 4, NOW }, { (char *) "Cat", 3, NOW },
    { (char *) "Eve", 2, NOW }, { (char *) "Flo", 1, NOW },
  };
  MusterVanishing told = { .n = 1201, .n_by = { [MUSTER_VANISHING_ARCHIVED] = 1201 } };
  g_autofree char *all = NULL, *one = NULL, *six = NULL, *causes = NULL, *went = NULL, *more = NULL;

  told.kinds = g_ptr_array_new ();
  told.actors = g_ptr_array_new ();
  g_ptr_array_add (told.kinds, &kinds[0]);
  g_ptr_array_add (told.kinds, &kinds[1]);
  all = muster_vanish_words_kinds (&told);
  g_assert_cmpstr (all, ==, "1,200 risks, 1 team");
  g_assert_null (muster_vanish_words_actors (&told));
  g_assert_null (muster_vanish_words_causes (&told));
  g_ptr_array_add (told.actors, &actors[0]);
  one = muster_vanish_words_actors (&told);
  g_assert_cmpstr (one, ==, "Dee, 22 November 2026, 12:00");
  for (guint i = 1; i < G_N_ELEMENTS (actors); i++)
    g_ptr_array_add (told.actors, &actors[i]);
  six = muster_vanish_words_actors (&told);
  g_assert_true (g_str_has_prefix (six, "Dee: 90, last on 22 November 2026, 12:00\nAnn: 5, "));
  g_assert_true (g_str_has_suffix (six, "\n2 others: 3"));
  told.n_by[MUSTER_VANISHING_ARCHIVED] = 1200;
  told.n_by[MUSTER_VANISHING_ACCESS] = 1;
  causes = muster_vanish_words_causes (&told);
  g_assert_cmpstr (causes, ==, "Archived: 1,200\nNo longer yours to see: 1");
  went = muster_vanish_words_went (1201, FALSE);
  g_assert_cmpstr (went, ==, "1,201 records went. A backup was made first");
  more = muster_vanish_words_went (1, TRUE);
  g_assert_cmpstr (more, ==, "1 record and others went. A backup was made first");
  g_ptr_array_unref (told.kinds);
  g_ptr_array_unref (told.actors);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sync-words/page", test_page);
  g_test_add_func ("/ui/sync-words/when", test_when);
  g_test_add_func ("/ui/sync-words/history", test_history);
  g_test_add_func ("/ui/sync-words/vanishing", test_vanishing);
  return g_test_run ();
}
