/* muster-governance.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-governance.h"

#include "muster-text.h"

/* In which order lines are drawn; delegates-to is drawn from the one that delegates down. */
static const struct {
  const char *nick;
  const char *below, *above;
} lines[] = {
  { "reports-to", "from", "to" },
  { "delegates-to", "to", "from" },
  { "feeds-into", "from", "to" },
};

typedef struct {
  MusterBodyNode *node;
  MusterBodyNode *above; /* NULL: a root */
  char           *name;  /* folded, to sort by */
} Place;

static void
free_tie (gpointer data)
{
  MusterBodyTie *tie = data;

  g_object_unref (tie->link);
  g_object_unref (tie->to);
  g_free (tie);
}

static void
free_node (gpointer data)
{
  MusterBodyNode *node = data;

  g_object_unref (node->body);
  g_clear_object (&node->link);
  g_ptr_array_unref (node->children);
  g_ptr_array_unref (node->ties);
  g_ptr_array_unref (node->members);
  g_free (node);
}

static void
free_place (gpointer data)
{
  Place *place = data;

  g_free (place->name);
  g_free (place);
}

static Place *
make_place (MusterRecord *body)
{
  Place *place = g_new0 (Place, 1);
  g_autofree char *title = muster_record_dup_title (body);

  place->name = muster_text_fold (title);
  place->node = g_new0 (MusterBodyNode, 1);
  place->node->body = g_object_ref (body);
  place->node->children = g_ptr_array_new_with_free_func (free_node);
  place->node->ties = g_ptr_array_new_with_free_func (free_tie);
  place->node->members = g_ptr_array_new_with_free_func (g_object_unref);
  return place;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = *(const Place *const *) a, *y = *(const Place *const *) b;
  int order = strcmp (x->name, y->name);

  return order != 0 ? order
                    : memcmp (muster_record_get_id (x->node->body), muster_record_get_id (y->node->body),
                              sizeof (MusterId));
}

static Place *
find_place (GHashTable *by_id, MusterRecord *record, const char *field)
{
  const MusterId *id = muster_record_get_ref (record, field);

  return id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
}

/* Whether one stands under the other already, or is it. */
static gboolean
is_under (GHashTable *by_id, Place *place, Place *above)
{
  while (place != NULL && place != above)
    place = place->above != NULL ? g_hash_table_lookup (by_id, muster_record_get_id (place->above->body)) : NULL;
  return place != NULL;
}

static void
draw_lines (GHashTable *by_id, GPtrArray *links, guint line)
{
  for (guint i = 0; i < links->len; i++)
    {
      MusterRecord *link = links->pdata[i];
      Place *below = find_place (by_id, link, lines[line].below);
      Place *above = find_place (by_id, link, lines[line].above);

      if (!muster_record_is_choice (link, "link", lines[line].nick) || below == NULL || above == NULL
          || below->above != NULL || is_under (by_id, above, below))
        continue;
      below->above = above->node;
      below->node->link = g_object_ref (link);
    }
}

static void
add_tie (Place *place, MusterRecord *link, Place *other, gboolean outwards)
{
  MusterBodyTie *tie = g_new0 (MusterBodyTie, 1);

  tie->link = g_object_ref (link);
  tie->to = g_object_ref (other->node->body);
  tie->outwards = outwards;
  g_ptr_array_add (place->node->ties, tie);
}

/* What the tree does not draw is told of the body that a line is from; a delegation, of the one that it is to. */
static void
tell_ties (GHashTable *by_id, GPtrArray *links)
{
  for (guint i = 0; i < links->len; i++)
    {
      MusterRecord *link = links->pdata[i];
      gboolean outwards = !muster_record_is_choice (link, "link", "delegates-to");
      Place *from = find_place (by_id, link, "from"), *to = find_place (by_id, link, "to");
      Place *place = outwards ? from : to, *other = outwards ? to : from;

      if (place != NULL && other != NULL && place->node->link != link)
        add_tie (place, link, other, outwards);
    }
}

GPtrArray *
muster_governance_arrange (GPtrArray *bodies, GPtrArray *links, GPtrArray *memberships)
{
  g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func (free_place);
  g_autoptr(GHashTable) by_id = g_hash_table_new (muster_id_hash, muster_id_equal);
  GPtrArray *roots = g_ptr_array_new_with_free_func (free_node);

  for (guint i = 0; i < bodies->len; i++)
    g_ptr_array_add (places, make_place (bodies->pdata[i]));
  g_ptr_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];

      g_hash_table_insert (by_id, (gpointer) muster_record_get_id (place->node->body), place);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    draw_lines (by_id, links, i);
  tell_ties (by_id, links);
  for (guint i = 0; i < memberships->len; i++)
    {
      Place *place = find_place (by_id, memberships->pdata[i], "body");

      if (place != NULL)
        g_ptr_array_add (place->node->members, g_object_ref (memberships->pdata[i]));
    }
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];

      g_ptr_array_add (place->above != NULL ? place->above->children : roots, place->node);
    }
  return roots;
}
