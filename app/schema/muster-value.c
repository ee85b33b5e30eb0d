/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-value.h"

#include <string.h>

struct _MusterValue {
  MusterValueType type;
  gatomicrefcount refs;
  union {
    char             *text;
    gint64            number;
    MusterWhen       *when;
    MusterParty      *party;
    MusterPopulation *population;
    struct {
      MusterId *ids;
      guint     n;
    } refs_to;
    char            **list;
  } as;
};

static MusterValue *
value_new (MusterValueType type)
{
  MusterValue *self = g_new0 (MusterValue, 1);

  self->type = type;
  g_atomic_ref_count_init (&self->refs);
  return self;
}

static gboolean
is_text (MusterValueType type)
{
  return type == MUSTER_VALUE_TEXT || type == MUSTER_VALUE_LONG_TEXT || type == MUSTER_VALUE_CHOICE;
}

static gboolean
is_number (MusterValueType type)
{
  return type >= MUSTER_VALUE_INTEGER && type <= MUSTER_VALUE_SCORE;
}

MusterValue *
muster_value_new_text (MusterValueType type, const char *text)
{
  MusterValue *self;

  g_return_val_if_fail (is_text (type), NULL);

  if (text == NULL || text[0] == '\0')
    return NULL;

  self = value_new (type);
  self->as.text = g_strdup (text);
  return self;
}

MusterValue *
muster_value_new_number (MusterValueType type, gint64 number)
{
  MusterValue *self;

  g_return_val_if_fail (is_number (type), NULL);

  self = value_new (type);
  self->as.number = number;
  return self;
}

MusterValue *
muster_value_new_when (MusterWhen *when)
{
  MusterValue *self = value_new (MUSTER_VALUE_WHEN);

  self->as.when = muster_when_ref (when);
  return self;
}

MusterValue *
muster_value_new_party (MusterParty *party)
{
  MusterValue *self = value_new (MUSTER_VALUE_PARTY);

  self->as.party = muster_party_ref (party);
  return self;
}

MusterValue *
muster_value_new_population (MusterPopulation *population)
{
  MusterValue *self = value_new (MUSTER_VALUE_POPULATION);

  self->as.population = muster_population_ref (population);
  return self;
}

static MusterValue *
new_ids (MusterValueType type, const MusterId *ids, guint n_ids)
{
  MusterValue *self = value_new (type);

  self->as.refs_to.ids = g_memdup2 (ids, n_ids * sizeof *ids);
  self->as.refs_to.n = n_ids;
  return self;
}

MusterValue *
muster_value_new_ref (const MusterId *id)
{
  return id != NULL ? new_ids (MUSTER_VALUE_REF, id, 1) : NULL;
}

MusterValue *
muster_value_new_refs (const MusterId *ids, guint n_ids)
{
  return n_ids > 0 ? new_ids (MUSTER_VALUE_REFS, ids, n_ids) : NULL;
}

MusterValue *
muster_value_new_list (const char *const *texts)
{
  MusterValue *self;

  if (texts == NULL || texts[0] == NULL)
    return NULL;

  self = value_new (MUSTER_VALUE_LIST);
  self->as.list = g_strdupv ((char **) texts);
  return self;
}

MusterValue *
muster_value_ref (MusterValue *self)
{
  if (self != NULL)
    g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
value_clear (MusterValue *self)
{
  switch (self->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_CHOICE:
      g_free (self->as.text);
      break;
    case MUSTER_VALUE_WHEN:
      muster_when_unref (self->as.when);
      break;
    case MUSTER_VALUE_PARTY:
      muster_party_unref (self->as.party);
      break;
    case MUSTER_VALUE_POPULATION:
      muster_population_unref (self->as.population);
      break;
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      g_free (self->as.refs_to.ids);
      break;
    case MUSTER_VALUE_LIST:
      g_strfreev (self->as.list);
      break;
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      break;
    }
}

void
muster_value_unref (MusterValue *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  value_clear (self);
  g_free (self);
}

MusterValueType
muster_value_get_value_type (const MusterValue *self)
{
  return self->type;
}

const char *
muster_value_get_text (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || is_text (self->type), NULL);

  return self != NULL ? self->as.text : NULL;
}

gint64
muster_value_get_number (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || is_number (self->type), 0);

  return self != NULL ? self->as.number : 0;
}

MusterWhen *
muster_value_get_when (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || self->type == MUSTER_VALUE_WHEN, NULL);

  return self != NULL ? self->as.when : NULL;
}

MusterParty *
muster_value_get_party (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || self->type == MUSTER_VALUE_PARTY, NULL);

  return self != NULL ? self->as.party : NULL;
}

MusterPopulation *
muster_value_get_population (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || self->type == MUSTER_VALUE_POPULATION, NULL);

  return self != NULL ? self->as.population : NULL;
}

const MusterId *
muster_value_get_ids (const MusterValue *self, guint *n_ids)
{
  g_return_val_if_fail (self == NULL || self->type == MUSTER_VALUE_REF || self->type == MUSTER_VALUE_REFS, NULL);

  if (n_ids != NULL)
    *n_ids = self != NULL ? self->as.refs_to.n : 0;
  return self != NULL ? self->as.refs_to.ids : NULL;
}

const char *const *
muster_value_get_list (const MusterValue *self)
{
  g_return_val_if_fail (self == NULL || self->type == MUSTER_VALUE_LIST, NULL);

  return self != NULL ? (const char *const *) self->as.list : NULL;
}

gboolean
muster_value_equal (const MusterValue *a, const MusterValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_CHOICE:
      return g_str_equal (a->as.text, b->as.text);
    case MUSTER_VALUE_WHEN:
      return muster_when_equal (a->as.when, b->as.when);
    case MUSTER_VALUE_PARTY:
      return muster_party_equal (a->as.party, b->as.party);
    case MUSTER_VALUE_POPULATION:
      return muster_population_equal (a->as.population, b->as.population);
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return a->as.refs_to.n == b->as.refs_to.n
             && memcmp (a->as.refs_to.ids, b->as.refs_to.ids, a->as.refs_to.n * sizeof (MusterId)) == 0;
    case MUSTER_VALUE_LIST:
      return g_strv_equal ((const char *const *) a->as.list, (const char *const *) b->as.list);
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    default:
      return a->as.number == b->as.number;
    }
}
