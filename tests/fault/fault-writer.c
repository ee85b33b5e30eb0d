/* fault-writer.c - saves and drafts, each told on standard output once it is durable, for a driver that pulls the plug.
 *
 *   fault-writer FILE save N     N saves: risks with assessments, edits, archiving, undo
 *   fault-writer FILE draft N    N drafts of one risk
 *   fault-writer FILE verify     what is in the file: "version V drafts D faults F"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "muster-entry.h"
#include "muster-error.h"
#include "muster-replica.h"

/* 1 July 2017, noon in London. */
#define NOW (G_GINT64_CONSTANT (1498906800) * G_USEC_PER_SEC)

static void
tell (const char *word, gint64 number)
{
  printf ("%s %" G_GINT64_FORMAT "\n", word, number);
  fflush (stdout);
}

static void
set (MusterRecord *record, const char *field, const char *text)
{
  const MusterField *description = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autoptr(GError) error = NULL;
  MusterValue *value;

  if (!muster_field_parse (description, text, &value, &error))
    g_error ("%s", error->message);
  muster_record_take_at (record, (guint) (description - muster_record_get_kind (record)->fields), value);
}

/* A risk and its first assessment, in one save. */
static MusterCommit *
make_risk (MusterReplica *replica, guint i, MusterId *id)
{
  g_autoptr(MusterRecord) risk = muster_replica_make_record (replica, muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(MusterRecord) assessment = muster_replica_make_record (replica, muster_kind_get (MUSTER_KIND_ASSESSMENT));
  g_autofree char *title = g_strdup_printf ("Risk number %u of this run", i);
  MusterCommit *commit = muster_commit_new (NULL);
  MusterValue *ref;

  *id = *muster_record_get_id (risk);
  set (risk, "title", title);
  set (risk, "status", "open");
  ref = muster_value_new_ref (id);
  muster_record_set (assessment, "risk", ref);
  muster_value_unref (ref);
  set (assessment, "kind", "current");
  set (assessment, "likelihood", "4");
  set (assessment, "impact", "3");
  muster_commit_add_edit (commit, NULL, risk);
  muster_commit_add_edit (commit, NULL, assessment);
  return commit;
}

static MusterCommit *
edit_risk (MusterReplica *replica, guint i, const MusterId *id)
{
  g_autoptr(MusterRecord) base = muster_replica_get (replica, id, NULL);
  g_autoptr(MusterRecord) edited = NULL;
  g_autofree char *cause = g_strdup_printf ("Cause as written in save %u", i);
  MusterCommit *commit = muster_commit_new (NULL);

  if (base == NULL) /* the save that made it was refused */
    return commit;
  edited = muster_record_copy (base);
  set (edited, "cause", cause);
  muster_commit_add_edit (commit, base, edited);
  return commit;
}

static gboolean
save_step (MusterReplica *replica, guint i, MusterId *id, gint64 *version, GError **error)
{
  g_autoptr(MusterCommit) commit = NULL;

  if (i % 5 == 4)
    return muster_replica_undo (replica, version, NULL, error);
  commit = i % 2 == 0 ? make_risk (replica, i, id) : edit_risk (replica, i, id);
  return muster_replica_save (replica, commit, MUSTER_ORIGIN_EDIT, version, NULL, error);
}

static void
save (MusterReplica *replica, guint n)
{
  MusterId id = { { 0 } };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 version = 0;

      if (save_step (replica, i, &id, &version, &error))
        {
          if (version > 0)
            tell ("saved", version - MUSTER_VERSION_UNSENT);
        }
      else if (error->domain == MUSTER_ERROR && strlen (error->message) > 20)
        tell ("refused", error->code);
      else
        g_error ("a failure without a sentence: %s", error->message);
    }
}

static void
draft (MusterReplica *replica, guint n)
{
  g_autoptr(MusterRecord) risk = muster_replica_make_record (replica, muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 1; i <= n; i++)
    {
      g_autoptr(GError) error = NULL;

      g_hash_table_insert (texts, (char *) "title", g_strnfill (i, 'x'));
      if (muster_replica_put_draft (replica, muster_kind_get (MUSTER_KIND_RISK), muster_record_get_id (risk), texts,
                                    &error))
        tell ("kept", i);
      else
        tell ("refused", error->code);
    }
}

static void
verify (MusterReplica *replica)
{
  g_autoptr(GPtrArray) faults = muster_replica_check (replica, NULL);
  g_autoptr(GPtrArray) drafts = muster_replica_list_drafts (replica, NULL);
  gsize longest = 0;

  for (guint i = 0; i < drafts->len; i++)
    longest = MAX (longest, strlen (g_hash_table_lookup (((MusterDraft *) drafts->pdata[i])->texts, "title")));
  for (guint i = 0; i < faults->len; i++)
    fprintf (stderr, "%s\n", (char *) faults->pdata[i]);
  printf ("version %u drafts %" G_GSIZE_FORMAT " faults %u\n", muster_replica_count_outbox (replica), longest,
          faults->len);
}

int
main (int argc, char **argv)
{
  g_autoptr(MusterClock) clock = muster_clock_new_fixed (NOW);
  g_autoptr(MusterRandom) random = muster_random_new_system ();
  g_autoptr(MusterReplica) replica = NULL;
  g_autoptr(GError) error = NULL;

  g_assert (argc >= 3);
  replica = muster_replica_open (argv[1], g_str_equal (argv[2], "verify") ? 0 : MUSTER_REPLICA_CREATE, clock, random,
                                 "Tester", &error);
  if (replica == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return error->code == MUSTER_ERROR_NOT_FOUND ? 3 : 4;
    }
  if (g_str_equal (argv[2], "save"))
    save (replica, (guint) atoi (argv[3]));
  else if (g_str_equal (argv[2], "draft"))
    draft (replica, (guint) atoi (argv[3]));
  else
    verify (replica);
  return 0;
}
