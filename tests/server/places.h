/* places.h - a server with two boroughs in it, and the people of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server-world.h"

/* System s holds boroughs a and b; teams ta and tb are in them. */
typedef struct {
  World  world;
  Member root, ann, bob, rea; /* of the server, editors of a and b, reader of a */
} Places;

void     places_set_up    (Places *self, gconstpointer data);
void     places_tear_down (Places *self, gconstpointer data);
/* Whether what is in the view of a new replica. */
gboolean member_sees      (Member *member, const char *what);
/* All there is, and where the reader stands then. */
void     member_read_all  (Member *member, MusterPull *pull);
