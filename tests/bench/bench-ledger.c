/* bench-ledger.c - how many edits a second the ledger takes: 8 writers, batches of 500 commits of one change each, one
 * sync of the disk a batch. Pushes come as bytes, as they do from a socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <time.h>

#define WRITERS 8
#define BATCH   500
#define ROUNDS  5
#define RECORDS 250

static GBytes *
make_push (Member *member, guint round)
{
  MusterPush push = { .replica = member->replica,
                      .epoch = *muster_ledger_get_epoch (member->world->ledger),
                      .schema = 1 };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);

  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *line = NULL;
      gint64 before = round == 0 && i < RECORDS ? 0 : -(gint64) (member->n + 1 - RECORDS);

      line = g_strdup_printf ("risk r%ux%u title %" G_GINT64_FORMAT
                              " {\"title\":\"Band 7 posts not filled, as looked at in round %u of %u\"}",
                              (guint) (member->replica.bytes[15] << 8 | member->replica.bytes[14]), i % RECORDS, before,
                              round, i);
      if (round == 0 && i < RECORDS)
        {
          g_autofree char *made =
            g_strdup_printf ("risk r%ux%u _exists 0 true\n%s",
                             (guint) (member->replica.bytes[15] << 8 | member->replica.bytes[14]), i, line);

          g_ptr_array_add (entries, member_say (member, made));
        }
      else
        g_ptr_array_add (entries, member_say (member, line));
    }
  push.entries = entries;
  return muster_wire_print_push (&push);
}

int
main (int argc, char *argv[])
{
  Member members[WRITERS];
  World world = { 0 };
  gint64 spent = 0;
  clock_t busy = 0;

  g_test_init (&argc, &argv, NULL);
  world_init (&world, "file");
  for (guint i = 0; i < WRITERS; i++)
    member_join (&members[i], &world, "Writer", "server", "editor");
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < WRITERS; i++)
      {
        g_autoptr(GBytes) body = make_push (&members[i], round);
        g_autoptr(MusterRequest) request = muster_request_new ("POST", "/v1/push");
        g_autoptr(MusterResponse) response = NULL;
        gint64 start = g_get_monotonic_time ();
        clock_t began = clock ();

        request->authorization = g_strdup (members[i].access);
        request->body = g_bytes_ref (body);
        muster_ledger_begin (world.ledger, NULL);
        response = muster_endpoint_handle (world.endpoint, request);
        muster_ledger_commit (world.ledger, NULL);
        if (round > 0) /* in the first the records are made */
          {
            spent += g_get_monotonic_time () - start;
            busy += clock () - began;
          }
        if (response->status != 200)
          g_error ("%s", (const char *) g_bytes_get_data (response->body, NULL));
      }
  g_print ("%.0f edits a second, %.1f µs of processor each\n", (ROUNDS - 1) * WRITERS * BATCH * 1e6 / (double) spent,
           (double) busy * 1e6 / CLOCKS_PER_SEC / ((ROUNDS - 1) * WRITERS * BATCH));
  for (guint i = 0; i < WRITERS; i++)
    member_clear (&members[i]);
  world_clear (&world, NULL);
  return 0;
}
