/* test-affected.c - after any edit, what muster_rules_affected() names is enough.
 *
 * Small worlds of records with random values in every field are edited at random. Deriving what is affected, and what
 * that affects in turn, must leave every record as deriving all of them does; and no order in which a lookup answers
 * may matter. The seed is printed; --seed replays it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

/* How many of each kind that derives, or that something is derived from; two of each are enough for a move. */
static const struct {
  const char *kind;
  guint       n;
} population[] = {
  { "programme", 2 }, { "workstream", 2 }, { "team", 2 }, { "area", 1 }, { "plan", 3 }, { "deliverable", 6 },
  { "action", 3 }, { "risk", 4 }, { "issue", 2 }, { "assessment", 6 }, { "mitigation", 4 }, { "escalation", 2 },
  { "assumption", 1 }, { "meeting", 1 }, { "cohort", 3 }, { "population", 4 }, { "kpi", 2 }, { "measurement", 3 },
  { "budget", 2 },    { "budget-section", 5 }, { "budget-line", 5 },
};

/* ---- random values --------------------------------------------------------------------------------------------- */

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

static MusterRecord *
pick (TestWorld *world)
{
  return test_world_nth (world, below (test_world_n (world)));
}

static MusterValue *
random_refs (TestWorld *world, const MusterField *field)
{
  MusterId ids[3];
  guint n = 0, wanted = field->type == MUSTER_VALUE_REFS ? 1 + below (3) : 1;

  for (guint tries = 0; tries < 40 && n < wanted; tries++)
    {
      MusterRecord *record = pick (world);

      if (field->refers & (G_GUINT64_CONSTANT (1) << muster_record_get_kind (record)->id))
        ids[n++] = *muster_record_get_id (record);
    }
  if (n == 0)
    return NULL;
  return field->type == MUSTER_VALUE_REF ? muster_value_new_ref (&ids[0]) : muster_value_new_refs (ids, n);
}

static MusterValue *
random_when (TestWorld *world)
{
  static const char *const texts[] = {
    "1 May 2017", "May 2017", "Q2 2017/18", "Q4 2017/18", "2018/19", "days 1 to 30", "day 90", "ongoing", "TBC",
    "1 September 2016",
  };
  g_autoptr(MusterWhen) when = NULL;

  if (below (4) == 0)
    when = muster_when_new_relative ((MusterWhenRelation) below (3), "event", muster_record_get_id (pick (world)));
  else
    when = muster_when_parse (texts[below (G_N_ELEMENTS (texts))], NULL);
  return muster_value_new_when (when);
}

static MusterValue *
random_choice (const MusterField *field)
{
  guint n = 0;

  while (field->choices[n].nick != NULL)
    n++;
  return muster_value_new_text (MUSTER_VALUE_CHOICE, field->choices[below (n)].nick);
}

static MusterValue *
random_population (void)
{
  static const char *const texts[] = { "48,000", "about 80,000", "50-80k", "N/A", "1,513" };
  g_autoptr(MusterPopulation) figure = muster_population_parse (texts[below (G_N_ELEMENTS (texts))], NULL);

  return muster_value_new_population (figure);
}

static MusterValue *
random_value (TestWorld *world, const MusterField *field)
{
  static const char *const labels[] = { "Registered list", "65 and over", "Total", "LTC" };

  switch ((int) field->type)
    {
    case MUSTER_VALUE_CHOICE:
      return random_choice (field);
    case MUSTER_VALUE_WHEN:
      return random_when (world);
    case MUSTER_VALUE_POPULATION:
      return random_population ();
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return random_refs (world, field);
    case MUSTER_VALUE_SCORE:
      return muster_value_new_number (field->type, 1 + below (5));
    case MUSTER_VALUE_BOOLEAN:
      return muster_value_new_number (field->type, below (2));
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
      return muster_value_new_number (field->type, below (20));
    case MUSTER_VALUE_TEXT:
      return muster_value_new_text (field->type, labels[below (G_N_ELEMENTS (labels))]);
    default:
      return NULL;
    }
}

static void
scramble (TestWorld *world, MusterRecord *record, guint one_in)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if (!muster_field_is_derived (&kind->fields[i]) && below (one_in) == 0)
      muster_record_take_at (record, i, below (3) == 0 ? NULL : random_value (world, &kind->fields[i]));
}

static TestWorld *
random_world (void)
{
  TestWorld *world = test_world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (population); i++)
    for (guint j = 0; j < population[i].n; j++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%u", population[i].kind, j);

        test_world_set (world, population[i].kind, name, "");
      }
  for (guint i = 0; i < test_world_n (world); i++)
    scramble (world, test_world_nth (world, i), 1);
  test_world_settle (world);
  return world;
}

/* ---- a replica's work ------------------------------------------------------------------------------------------ */

typedef struct {
  TestWorld *world;
  GQueue     queue; /* MusterId, owned */
  guint      steps;
} Spread;

static void
enqueue (Spread *self, const MusterId *id)
{
  for (GList *link = self->queue.head; link != NULL; link = link->next)
    if (muster_id_equal (link->data, id))
      return;
  g_queue_push_tail (&self->queue, muster_id_copy (id));
}

static gboolean
hangs_on (MusterRecord *record, const MusterId *event)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      MusterWhen *when = kind->fields[i].type == MUSTER_VALUE_WHEN
                           ? muster_value_get_when (muster_record_get_at (record, i)) : NULL;

      if (when != NULL && muster_when_get_event (when) != NULL && muster_id_equal (muster_when_get_event (when), event))
        return TRUE;
    }
  return FALSE;
}

static void
enqueue_affected (Spread *self, MusterRecord *before, MusterRecord *record)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (MusterId));

  muster_rules_affected (before, record, test_world_lookup (self->world), ids);
  for (guint i = 0; i < ids->len; i++)
    {
      g_assert_false (muster_id_equal (&g_array_index (ids, MusterId, i), muster_record_get_id (record)));
      enqueue (self, &g_array_index (ids, MusterId, i));
    }
  for (guint i = 0; i < test_world_n (self->world); i++)
    if (hangs_on (test_world_nth (self->world, i), muster_record_get_id (record)))
      enqueue (self, muster_record_get_id (test_world_nth (self->world, i)));
}

static MusterRecord *
look_up (TestWorld *world, const MusterId *id)
{
  return muster_lookup_get (test_world_lookup (world), id);
}

static void
spread (TestWorld *world, MusterRecord *before, const MusterId *id)
{
  Spread self = { world, G_QUEUE_INIT, 0 };
  g_autoptr(MusterRecord) edited = NULL;

  test_world_refresh (world, id);
  edited = look_up (world, id);
  enqueue_affected (&self, before, edited);
  while (!g_queue_is_empty (&self.queue))
    {
      g_autofree MusterId *next = g_queue_pop_head (&self.queue);
      g_autoptr(MusterRecord) old = look_up (world, next);
      g_autoptr(MusterRecord) now = NULL;

      g_assert_cmpuint (self.steps++, <, 10000);
      if (!test_world_refresh (world, next))
        continue;
      now = look_up (world, next);
      enqueue_affected (&self, old, now);
    }
}

/* ---- properties ------------------------------------------------------------------------------------------------ */

static TestWorld *
copy_world (TestWorld *world)
{
  TestWorld *copy = test_world_new ();

  for (guint i = 0; i < test_world_n (world); i++)
    test_world_put (copy, test_world_nth (world, i));
  return copy;
}

static void
fail_at (TestWorld *world, MusterRecord *a, MusterRecord *b, const MusterField *field, const char *history)
{
  g_autofree char *x = muster_field_to_text (field, muster_record_get (a, field->name));
  g_autofree char *y = muster_field_to_text (field, muster_record_get (b, field->name));

  g_error ("%s: %s.%s is “%s” where deriving everything gives “%s”", history,
           test_world_name_of (world, muster_record_get_id (a)), field->name, x, y);
}

/* What is archived waits until it comes back. */
static void
assert_equal (TestWorld *world, TestWorld *other, const char *history)
{
  for (guint i = 0; i < test_world_n (world); i++)
    {
      MusterRecord *a = test_world_nth (world, i), *b = test_world_nth (other, i);
      const MusterKind *kind = muster_record_get_kind (a);

      for (guint j = 0; j < kind->n_fields && !muster_record_is_archived (a); j++)
        {
          MusterDays x = muster_record_get_days (a, kind->fields[j].name);
          MusterDays y = muster_record_get_days (b, kind->fields[j].name);

          if (!muster_value_equal (muster_record_get_at (a, j), muster_record_get_at (b, j)) || x.earliest != y.earliest
              || x.latest != y.latest)
            fail_at (world, a, b, &kind->fields[j], history);
        }
    }
}

static void
test_affected_is_enough (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr(TestWorld) world = random_world ();

      for (guint i = 0; i < 30; i++)
        {
          MusterRecord *record = pick (world);
          g_autoptr(MusterRecord) before = g_object_ref (record);
          g_autoptr(MusterRecord) edited = muster_record_copy (record);
          g_autoptr(TestWorld) full = NULL;
          g_autofree char *history = g_strdup_printf ("after an edit of %s",
                                                      test_world_name_of (world, muster_record_get_id (record)));

          if (below (6) == 0)
            muster_record_set_archived (edited, !muster_record_is_archived (edited));
          else
            scramble (world, edited, 3);
          test_world_put (world, edited);
          spread (world, before, muster_record_get_id (edited));

          full = copy_world (world);
          test_world_settle (full);
          assert_equal (world, full, history);
        }
    }
}

/* A change too small for the progress of the plan may still tip that of the team. */
static void
test_rounding (void)
{
  g_autoptr(TestWorld) world = test_world_new ();
  g_autoptr(MusterRecord) before = NULL;

  test_world_set (world, "team", "team", "name = T");
  test_world_set (world, "plan", "plan", "title = P | scope = @team");
  test_world_set (world, "deliverable", "large", "title = L | plan = @plan | weight = 1000 | percent = 50");
  test_world_set (world, "deliverable", "small", "title = S | plan = @plan");
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("action-%u", i);

      test_world_set (world, "action", name, "text = A | scope = @team");
    }
  test_world_settle (world);
  test_world_assert (world, "plan", "progress", "50");
  test_world_assert (world, "team", "progress", "49");

  before = g_object_ref (test_world_get (world, "small"));
  test_world_edit (world, "small", "percent = 100");
  spread (world, before, muster_record_get_id (before));
  test_world_assert (world, "plan", "progress", "50");
  test_world_assert (world, "team", "progress", "50");
}

/* Once, from the last kind to the first, is enough, in whatever order the lookup answers. */
static void
test_order_does_not_matter (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(TestWorld) world = random_world ();
      g_autoptr(TestWorld) again = copy_world (world);

      test_world_shuffle (again);
      test_world_settle (again);
      assert_equal (world, again, "in another order");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affected/is-enough", test_affected_is_enough);
  g_test_add_func ("/affected/rounding", test_rounding);
  g_test_add_func ("/affected/order-does-not-matter", test_order_does_not_matter);
  return g_test_run ();
}
