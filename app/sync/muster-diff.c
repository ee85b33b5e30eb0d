/* muster-diff.c - E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986), section 4b.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-diff-private.h"

#include <string.h>

/* Steps from both ends after which a stretch counts as written anew: two texts with 4,096 differing words in a row
 * have little in common, and time must not grow with the square of what somebody pasted. */
#define COST_MAX 2048

typedef struct {
  const guint *a, *b;
  gboolean    *gone;      /* by index in a */
  gboolean    *come;      /* by index in b */
  int         *forth;     /* furthest point on each diagonal, from the front; index 0 is the lowest diagonal */
  int         *back;      /* the same from the end */
  int          lowest;    /* number of the diagonal at index 0 */
} Diff;

typedef struct {
  int a0, a1, b0, b1;
} Box;

/* The range of diagonals that one direction has reached. */
typedef struct {
  int low, high;
} Reach;

/* One more step: a diagonal further on either side while inside the box, else one fewer. The neighbours just outside
 * get what always loses. */
static void
widen (Reach *reach, int *furthest, int lowest, int box_low, int box_high, int loses)
{
  if (reach->low > box_low)
    furthest[--reach->low - 1 - lowest] = loses;
  else
    reach->low++;
  if (reach->high < box_high)
    furthest[++reach->high + 1 - lowest] = loses;
  else
    reach->high--;
}

static gboolean
step_forth (Diff *self, const Box *box, Reach *reach, const Reach *other, gboolean meets, int *x_out, int *y_out)
{
  int *forth = self->forth - self->lowest, *back = self->back - self->lowest;

  widen (reach, self->forth, self->lowest, box->a0 - box->b1, box->a1 - box->b0, -1);
  for (int diagonal = reach->high; diagonal >= reach->low; diagonal -= 2)
    {
      int x = MAX (forth[diagonal - 1] + 1, forth[diagonal + 1]);
      int y = x - diagonal;

      while (x < box->a1 && y < box->b1 && self->a[x] == self->b[y])
        x++, y++;
      forth[diagonal] = x;
      if (meets && diagonal >= other->low && diagonal <= other->high && back[diagonal] <= x)
        {
          *x_out = x;
          *y_out = y;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
step_back (Diff *self, const Box *box, Reach *reach, const Reach *other, gboolean meets, int *x_out, int *y_out)
{
  int *forth = self->forth - self->lowest, *back = self->back - self->lowest;

  widen (reach, self->back, self->lowest, box->a0 - box->b1, box->a1 - box->b0, G_MAXINT);
  for (int diagonal = reach->high; diagonal >= reach->low; diagonal -= 2)
    {
      int x = MIN (back[diagonal - 1], back[diagonal + 1] - 1);
      int y = x - diagonal;

      while (x > box->a0 && y > box->b0 && self->a[x - 1] == self->b[y - 1])
        x--, y--;
      back[diagonal] = x;
      if (meets && diagonal >= other->low && diagonal <= other->high && x <= forth[diagonal])
        {
          *x_out = x;
          *y_out = y;
          return TRUE;
        }
    }
  return FALSE;
}

/* A point on a shortest way through the box, FALSE: it would take too long to find. */
static gboolean
find_middle (Diff *self, const Box *box, int *x, int *y)
{
  Reach forth = { box->a0 - box->b0, box->a0 - box->b0 }, back = { box->a1 - box->b1, box->a1 - box->b1 };
  gboolean odd = ((forth.low - back.low) & 1) != 0;

  self->forth[forth.low - self->lowest] = box->a0;
  self->back[back.low - self->lowest] = box->a1;
  for (int cost = 0; cost < COST_MAX; cost++)
    if (step_forth (self, box, &forth, &back, odd, x, y) || step_back (self, box, &back, &forth, !odd, x, y))
      return TRUE;
  return FALSE;
}

static void
mark (gboolean *flags, int from, int to)
{
  for (int i = from; i < to; i++)
    flags[i] = TRUE;
}

/* Each half has half the differences, so that this goes at most a dozen levels deep. */
static void
compare_box (Diff *self, Box box)
{
  int x, y;

  while (box.a0 < box.a1 && box.b0 < box.b1 && self->a[box.a0] == self->b[box.b0])
    box.a0++, box.b0++;
  while (box.a0 < box.a1 && box.b0 < box.b1 && self->a[box.a1 - 1] == self->b[box.b1 - 1])
    box.a1--, box.b1--;

  if (box.a0 == box.a1 || box.b0 == box.b1 || !find_middle (self, &box, &x, &y))
    {
      mark (self->gone, box.a0, box.a1);
      mark (self->come, box.b0, box.b1);
      return;
    }
  compare_box (self, (Box) { box.a0, x, box.b0, y });
  compare_box (self, (Box) { x, box.a1, y, box.b1 });
}

/* ---- hunks ------------------------------------------------------------------------------------------------------- */

static GArray *
collect (const Diff *self, guint n_a, guint n_b)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (MusterHunk));

  for (guint a = 0, b = 0; a < n_a || b < n_b;)
    {
      MusterHunk hunk = { a, a, b, b };

      while (hunk.a1 < n_a && self->gone[hunk.a1])
        hunk.a1++;
      while (hunk.b1 < n_b && self->come[hunk.b1])
        hunk.b1++;
      if (hunk.a0 < hunk.a1 || hunk.b0 < hunk.b1)
        g_array_append_val (hunks, hunk);
      a = hunk.a1 + 1;
      b = hunk.b1 + 1;
    }
  return hunks;
}

/* A word that was put in beside an equal one could be either of both: move it towards the end as far as it goes. */
static void
slide (const Diff *self, MusterHunk *hunk, guint until)
{
  while (hunk->a0 == hunk->a1 && hunk->a1 < until && self->b[hunk->b0] == self->b[hunk->b1])
    hunk->a0++, hunk->a1++, hunk->b0++, hunk->b1++;
  while (hunk->b0 == hunk->b1 && hunk->a1 < until && self->a[hunk->a0] == self->a[hunk->a1])
    hunk->a0++, hunk->a1++, hunk->b0++, hunk->b1++;
}

static void
slide_all (const Diff *self, GArray *hunks, guint n_a)
{
  /* From the end, so that each finds the next where it will stay; what then touches it is one with it. */
  for (guint i = hunks->len; i-- > 0;)
    {
      MusterHunk *hunk = &g_array_index (hunks, MusterHunk, i);
      MusterHunk *next = i + 1 < hunks->len ? hunk + 1 : NULL;

      slide (self, hunk, next != NULL ? next->a0 : n_a);
      if (next != NULL && hunk->a1 == next->a0)
        {
          hunk->a1 = next->a1;
          hunk->b1 = next->b1;
          g_array_remove_index (hunks, i + 1);
        }
    }
}

GArray *
muster_diff (const MusterPieces *before, const MusterPieces *after)
{
  guint n_a = before->numbers->len, n_b = after->numbers->len;
  Diff self = { .a = (const void *) before->numbers->data, .b = (const void *) after->numbers->data };
  GArray *hunks;

  self.gone = g_new0 (gboolean, n_a + 1);
  self.come = g_new0 (gboolean, n_b + 1);
  /* Diagonals from -n_b to n_a, and one beyond on either side. */
  self.lowest = -(int) n_b - 1;
  self.forth = g_new (int, n_a + n_b + 3);
  self.back = g_new (int, n_a + n_b + 3);

  compare_box (&self, (Box) { 0, (int) n_a, 0, (int) n_b });
  hunks = collect (&self, n_a, n_b);
  slide_all (&self, hunks, n_a);

  g_free (self.gone);
  g_free (self.come);
  g_free (self.forth);
  g_free (self.back);
  return hunks;
}
