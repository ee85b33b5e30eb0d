/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <string.h>

void
places_set_up (Places *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->root, &self->world, "Root", "server", "editor");
  member_join (&self->ann, &self->world, "Ann", "a", "editor");
  member_join (&self->bob, &self->world, "Bob", "b", "editor");
  member_join (&self->rea, &self->world, "Rea", "a", "reader");
  member_push (&self->root,
               "area s _exists 0 true\narea s name 0 {\"name\":\"NCL\"}\n"
               "area a _exists 0 true\narea a name 0 {\"name\":\"Barnet\"}\narea a parent 0 {\"parent\":\"@s\"}\n"
               "area b _exists 0 true\narea b name 0 {\"name\":\"Enfield\"}\narea b parent 0 {\"parent\":\"@s\"}\n"
               "team ta _exists 0 true\nteam ta name 0 {\"name\":\"TA\"}\nteam ta area 0 {\"area\":\"@a\"}\n"
               "team tb _exists 0 true\nteam tb name 0 {\"name\":\"TB\"}\nteam tb area 0 {\"area\":\"@b\"}");
}

void
places_tear_down (Places *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->root);
  member_clear (&self->ann);
  member_clear (&self->bob);
  member_clear (&self->rea);
  world_clear (&self->world, data);
}

gboolean
member_sees (Member *member, const char *what)
{
  g_autofree char *view = member_view (member, 0);

  return strstr (view, what) != NULL;
}

void
member_read_all (Member *member, MusterPull *pull)
{
  g_autoptr(MusterFeedPage) page = NULL;

  member_ask (member, pull);
  page = member_pull (member, pull);
  g_assert_false (page->more);
  g_assert_true (page->grants_version != 0 && !page->has_digest);
  pull->after = page->cursor;
  pull->grants_version = page->grants_version;
}
