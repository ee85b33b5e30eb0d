/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attention-desk.h"

static const MusterAttentionQuestion all = { { 100, 100, 100, 100, 100, 100, 100 } };

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  *(MusterStore **) data = muster_store_open_finish (result, &error);
  g_assert_no_error (error);
}

void
desk_open_store (Desk *self)
{
  Fixture *fixture = &self->feed.fixture;

  g_clear_pointer (&fixture->replica, muster_replica_close);
  muster_store_open_async (fixture->path, 0, fixture->clock, "Tester", NULL, on_opened, &self->store);
  while (self->store == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_close_store (Desk *self)
{
  muster_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE)) /* answers hold the store */
    ;
  g_assert_finalize_object (g_steal_pointer (&self->store));
  world_reopen (&self->feed.fixture);
}

void
desk_init (Desk *self, gconstpointer data)
{
  feed_init (&self->feed, data);
}

void
desk_clear (Desk *self, gconstpointer data)
{
  feed_clear (&self->feed, data);
}

void
desk_on_answer (GObject *object, GAsyncResult *result, gpointer data)
{
  DeskAnswer *answer = data;

  answer->saved = muster_store_save_finish (MUSTER_STORE (object), result, &answer->version, &answer->error);
  answer->answered = TRUE;
}

void
desk_wait (DeskAnswer *answer)
{
  while (!answer->answered)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_wait_well (DeskAnswer *answer)
{
  desk_wait (answer);
  g_assert_no_error (answer->error);
  g_assert_true (answer->saved);
}

MusterAttention *
desk_look (Desk *self)
{
  g_autoptr(GError) error = NULL;
  MusterAttention *attention = muster_attention_read (self->feed.fixture.replica, &all, &error);

  g_assert_no_error (error);
  return attention;
}
