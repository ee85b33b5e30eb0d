/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sync-words.h"

#include <glib/gi18n-lib.h>

#include "muster-words.h"

/* How far the clock of a computer may be off before it is said, minutes. */
#define CLOCK_MAY_DIFFER 5

char *
muster_sync_words_when (MusterTime at, MusterClock *clock)
{
  g_autoptr(MusterClock) then = muster_clock_new_fixed (at);

  return muster_clock_today (then) == muster_clock_today (clock) ? muster_words_hour (at) : muster_words_time (at);
}

char *
muster_sync_words_span (MusterTime from, MusterTime to, MusterClock *clock)
{
  g_autofree char *began = muster_sync_words_when (from, clock);
  g_autofree char *ended = muster_sync_words_when (to, clock);

  /* Translators: two times, "10:42 to 11:15" */
  return to - from < G_TIME_SPAN_MINUTE ? g_strdup (ended) : g_strdup_printf (_("%s to %s"), began, ended);
}

/* Keeps what was made of a number, where there was one. */
static void
add_part (GPtrArray *parts, guint n, char *text /* taken */)
{
  if (n > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

char *
muster_sync_words_run (const MusterSyncRun *run)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sent = muster_words_number (run->n_sent), *received = muster_words_number (run->n_received);
  g_autofree char *left = muster_words_number (run->n_left);

  add_part (parts, run->n_sent, g_strdup_printf (ngettext ("%s save sent", "%s saves sent", run->n_sent), sent));
  add_part (parts, run->n_received,
            g_strdup_printf (ngettext ("%s save fetched", "%s saves fetched", run->n_received), received));
  add_part (parts, run->n_conflicts,
            g_strdup_printf (ngettext ("%u conflict", "%u conflicts", run->n_conflicts), run->n_conflicts));
  add_part (parts, run->n_refused, g_strdup_printf (ngettext ("%u refused", "%u refused", run->n_refused),
                                                    run->n_refused));
  add_part (parts, run->n_left,
            g_strdup_printf (ngettext ("%s record out of sight", "%s records out of sight", run->n_left), left));
  /* Less says nothing of the line. */
  if (run->n_bytes >= 1000 && parts->len > 0)
    g_ptr_array_add (parts, g_format_size (run->n_bytes));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* "4 to send"; NULL: nothing is. */
static char *
describe_unsent (guint n)
{
  g_autofree char *number = muster_words_number (n);

  return n == 0 ? NULL : g_strdup_printf (ngettext ("%s to send", "%s to send", n), number);
}

/* ---- short ------------------------------------------------------------------------------------------------------- */

static char *
describe_rest (const MusterSyncStatus *status, MusterClock *clock)
{
  g_autofree char *when = muster_sync_words_when (status->last_heard, clock);

  /* Translators: %s is "10:42" today, and "21 November 2026, 10:42" on later days. */
  return g_strdup_printf (_("All sent · last synced %s"), when);
}

/* Less than a page is fetched before one could read that it is. */
static gboolean
is_fetching (const MusterSyncStatus *status)
{
  return status->first || status->progress.n_all > 0;
}

static char *
describe_fetched (const MusterSyncStatus *status)
{
  const MusterProgress *progress = &status->progress;
  g_autofree char *came = muster_words_number ((guint) status->n_received);
  g_autofree char *done = muster_words_number ((guint) progress->n_done);
  g_autofree char *all = muster_words_number ((guint) progress->n_all);

  /* Translators: both are numbers of saves: what has been fetched, and what there is */
  return progress->n_all > 0 ? g_strdup_printf (_("%s of %s"), done, all) : g_strdup_printf (_("%s so far"), came);
}

static char *
describe_work (const MusterSyncStatus *status, guint n_unsent, MusterClock *clock)
{
  g_autofree char *number = muster_words_number (n_unsent);
  g_autofree char *fetched = describe_fetched (status);

  if (is_fetching (status))
    /* Translators: while what is on the server is fetched; %s is "1,200 of 10,000" or "1,200 so far" */
    return g_strdup_printf (status->first ? _("Fetching your programme · %s") : _("Fetching · %s"), fetched);
  if (n_unsent > 0)
    return g_strdup_printf (ngettext ("Saved here · sending %s", "Saved here · sending %s", n_unsent), number);
  /* It asks every minute, which is no news. */
  return status->last_heard != 0 ? describe_rest (status, clock) : g_strdup (_("Asking the server…"));
}

static char *
describe_trouble (const MusterSyncStatus *status, MusterClock *clock)
{
  g_autofree char *when = NULL, *vanishing = NULL;

  switch ((int) status->phase)
    {
    case MUSTER_SYNC_SWITCHED_OFF:
      return g_strdup (_("working offline"));
    case MUSTER_SYNC_SIGNED_OUT:
      return g_strdup (_("sign in again"));
    case MUSTER_SYNC_HOLDING:
      vanishing = muster_words_number (status->n_vanishing);
      return g_strdup_printf (ngettext ("%s record would go from this computer",
                                        "%s records would go from this computer", status->n_vanishing), vanishing);
    case MUSTER_SYNC_OUTDATED:
      return g_strdup (_("Muster must be updated"));
    default:
      when = muster_sync_words_when (status->offline_since, clock);
      return g_strdup_printf (status->server_full ? _("the server is full since %s") : _("offline since %s"), when);
    }
}

char *
muster_sync_words_short (MusterSyncer *syncer, MusterStore *store)
{
  const MusterSyncStatus *status = muster_syncer_get_status (syncer);
  MusterClock *clock = muster_store_get_clock (store);
  g_autofree char *unsent = NULL, *trouble = NULL;
  const char *safe;
  guint n = 0;

  if (status->phase == MUSTER_SYNC_STARTING || status->phase == MUSTER_SYNC_ALONE)
    return NULL;
  g_object_get (store, "n-unsent", &n, NULL);
  if (status->phase == MUSTER_SYNC_WORKING || (status->phase == MUSTER_SYNC_RESTING && n > 0))
    return describe_work (status, n, clock);
  if (status->phase == MUSTER_SYNC_RESTING)
    return describe_rest (status, clock);
  unsent = describe_unsent (n);
  trouble = describe_trouble (status, clock);
  safe = status->first ? _("Not all of your programme is here") : _("Saved here");
  return unsent != NULL ? g_strjoin (" · ", safe, unsent, trouble, NULL) : g_strjoin (" · ", safe, trouble, NULL);
}

/* ---- whole ------------------------------------------------------------------------------------------------------- */

char *
muster_sync_words_title (const MusterSyncStatus *status, guint n_unsent)
{
  switch (status->phase)
    {
    case MUSTER_SYNC_ALONE:
      return g_strdup (_("On This Computer Only"));
    case MUSTER_SYNC_RESTING:
      if (n_unsent == 0)
        return g_strdup (_("All Sent and Received"));
      return g_strdup (_("Sending"));
    case MUSTER_SYNC_WORKING:
      if (is_fetching (status))
        return g_strdup (status->first ? _("Fetching Your Programme") : _("Fetching"));
      return g_strdup (n_unsent > 0 ? _("Sending") : _("Asking the Server"));
    case MUSTER_SYNC_OFFLINE:
      return g_strdup (status->server_full ? _("The Server Is Full") : _("The Server Cannot Be Reached"));
    case MUSTER_SYNC_SWITCHED_OFF:
      return g_strdup (_("Working Offline"));
    case MUSTER_SYNC_SIGNED_OUT:
      return g_strdup (_("Sign In Again"));
    case MUSTER_SYNC_HOLDING:
      return g_strdup (_("Many Records Would Go"));
    case MUSTER_SYNC_OUTDATED:
      return g_strdup (_("Muster Must Be Updated"));
    case MUSTER_SYNC_STARTING:
    default:
      return g_strdup (_("One Moment…"));
    }
}

/* "3 minutes", "2 hours" */
static char *
describe_time (gint64 seconds)
{
  guint minutes = (guint) CLAMP ((seconds + 30) / 60, 1, G_MAXINT);
  guint hours = (minutes + 30) / 60;

  return minutes < 100 ? g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes)
                      : g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours);
}

/* NULL: the clock is as right as it needs to be. */
static char *
describe_clock (gint64 ahead)
{
  g_autofree char *much = describe_time (ABS (ahead) / G_TIME_SPAN_SECOND);

  if (ABS (ahead) < CLOCK_MAY_DIFFER * G_TIME_SPAN_MINUTE)
    return NULL;
  /* Translators: %s is "7 minutes" or "3 hours" */
  return g_strdup_printf (ahead > 0 ? _("The clock of this computer is %s ahead of the server’s: dates and times that "
                                        "it writes are wrong, but nothing is lost by that.")
                                    : _("The clock of this computer is %s behind the server’s: dates and times that "
                                        "it writes are wrong, but nothing is lost by that."), much);
}

/* What is safe, and what is not there yet. */
static char *
describe_safety (guint n_unsent, guint n_refused)
{
  g_autofree char *number = muster_words_number (n_unsent);

  if (n_unsent == 0 && n_refused > 0)
    return g_strdup (_("All else that you saved is on the server."));
  if (n_unsent == 0)
    return g_strdup (_("Everything that you saved is on the server."));
  return g_strdup_printf (ngettext ("Everything that you saved is kept on this computer. %s save is to be sent.",
                                    "Everything that you saved is kept on this computer. %s saves are to be sent.",
                                    n_unsent), number);
}

/* NULL: it took all. */
static char *
describe_refused (guint n_refused)
{
  g_autofree char *number = muster_words_number (n_refused);

  if (n_refused == 0)
    return NULL;
  return g_strdup_printf (ngettext ("The server did not take %s save: it is kept on this computer, under Needs "
                                    "attention.",
                                    "The server did not take %s saves: they are kept on this computer, under Needs "
                                    "attention.", n_refused), number);
}

/* Nobody is told who moved what is out of sight, nor who put a server back. */
static char *
describe_whom_to_ask (const MusterVanishing *told)
{
  static const char *const kept = N_("Until you have decided you can go on working, and what you save is kept; nothing "
                                     "more is fetched.");
  g_autofree char *whom = NULL;

  if (told != NULL && told->actors->len == 1)
    whom = g_strdup_printf (_("Was that meant? Ask %s if you are not sure."),
                            ((const MusterVanishingActor *) told->actors->pdata[0])->actor);
  else if (told != NULL && told->actors->len == 0)
    whom = g_strdup (_("Was that meant? Ask whoever looks after the server if you are not sure."));
  else
    whom = g_strdup (_("Was that meant? Ask whoever did it if you are not sure."));
  return g_strjoin (" ", whom, _(kept), NULL);
}

static char *
describe_way_on (const MusterSyncStatus *status, MusterClock *clock)
{
  g_autofree char *when = NULL;

  switch ((int) status->phase)
    {
    case MUSTER_SYNC_SWITCHED_OFF:
      return g_strdup (_("Nothing is sent or fetched until you turn that off."));
    case MUSTER_SYNC_HOLDING:
      return describe_whom_to_ask (status->vanishing);
    case MUSTER_SYNC_OFFLINE:
      if (status->next_try == 0)
        return g_strdup (_("It is tried again now."));
      when = muster_sync_words_when (status->next_try, clock);
      return g_strdup_printf (_("It is tried again by itself, next at %s."), when);
    default:
      return NULL;
    }
}

/* What has come, what is to come, and that nobody need wait for it. */
static char *
describe_fetching (const MusterSyncStatus *status)
{
  const MusterProgress *progress = &status->progress;
  g_autofree char *fetched = describe_fetched (status);
  g_autofree char *size = g_format_size (progress->bytes_left);
  g_autofree char *time = describe_time (progress->seconds_left);
  g_autofree char *left = NULL;

  if (progress->bytes_left > 0 && progress->seconds_left >= 0)
    /* Translators: "About 27 MB are still to come, in about 2 minutes." */
    left = g_strdup_printf (_("About %s are still to come, in about %s."), size, time);
  else if (progress->bytes_left > 0)
    left = g_strdup_printf (_("About %s are still to come."), size);
  /* Translators: %s is "1,200 of 10,000" or "1,200 so far", saves; %s are sentences on what is left, or nothing */
  return g_strdup_printf (_("Saves that have come: %s. %s%sYou can work meanwhile, and close Muster: it goes on where "
                            "it was."), fetched, left != NULL ? left : "", left != NULL ? " " : "");
}

/* What happened, with what to do about it; what is safe and how it goes on; what is besides. */
typedef enum { SAID, SAFE, BESIDES, N_PARAGRAPHS } Paragraph;

/* text is taken; NULL: nothing. */
static void
add_sentence (GString *paragraphs[N_PARAGRAPHS], Paragraph to, char *text)
{
  g_autofree char *taken = text;

  if (taken != NULL)
    g_string_append_printf (paragraphs[to], "%s%s", paragraphs[to]->len > 0 ? " " : "", taken);
}

static char *
join_paragraphs (GString *paragraphs[N_PARAGRAPHS])
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < N_PARAGRAPHS; i++)
    {
      if (paragraphs[i]->len > 0)
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "", paragraphs[i]->str);
      g_string_free (paragraphs[i], TRUE);
    }
  return g_string_free (all, FALSE);
}

char *
muster_sync_words_more (const MusterSyncStatus *status, guint n_unsent, guint n_refused, MusterClock *clock)
{
  GString *paragraphs[N_PARAGRAPHS];

  if (status->phase == MUSTER_SYNC_ALONE)
    return g_strdup (_("This file has not joined a server. Nothing leaves this computer, and nobody else sees what you "
                       "save."));
  if (status->phase == MUSTER_SYNC_STARTING)
    return g_strdup ("");
  for (guint i = 0; i < N_PARAGRAPHS; i++)
    paragraphs[i] = g_string_new (NULL);
  if (status->phase != MUSTER_SYNC_SWITCHED_OFF)
    add_sentence (paragraphs, SAID, g_strdup (status->failure));
  if (status->phase == MUSTER_SYNC_WORKING && is_fetching (status))
    add_sentence (paragraphs, SAID, describe_fetching (status));
  else if (status->first)
    add_sentence (paragraphs, SAID, g_strdup (_("Not all of your programme is on this computer yet: what you see is a "
                                                "part of it. The rest goes on coming where it stopped.")));
  add_sentence (paragraphs, SAFE, describe_refused (n_refused));
  if (!status->first || n_unsent > 0)
    add_sentence (paragraphs, SAFE, describe_safety (n_unsent, n_refused));
  add_sentence (paragraphs, SAFE, describe_way_on (status, clock));
  if (!status->lasting && status->phase != MUSTER_SYNC_SIGNED_OUT)
    add_sentence (paragraphs, BESIDES, g_strdup (_("This computer has no keyring that would keep your key to the "
                                                   "server: when you next open this file you will be asked for a new "
                                                   "code.")));
  add_sentence (paragraphs, BESIDES, describe_clock (status->ahead));
  return join_paragraphs (paragraphs);
}
