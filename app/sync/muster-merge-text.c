/* muster-merge-text.c - two edits of one text, by sentence; by word only as a suggestion.
 *
 * A machine that takes two edits of one sentence can make a sentence that nobody wrote ("will not be delayed"), so
 * that sentences with two authors go to a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-merge.h"

#include "muster-diff-private.h"
#include "muster-text.h"

#include <string.h>

/* ---- one kind of text -------------------------------------------------------------------------------------------- */

/* Letters to NFC and line ends to \n, so that what looks equal is equal. */
static char *
normalize (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  char *to = composed;

  g_return_val_if_fail (composed != NULL, g_strdup (""));

  for (const char *from = composed; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  *to = '\0';
  return g_steal_pointer (&composed);
}

/* White space that happens to be equal between two changes ties nothing together: it would tear a sentence that was
 * written anew into parts that look as if they had stayed. */
static gboolean
only_spaces (const MusterPieces *pieces, guint first, guint end)
{
  const char *at = pieces->text + g_array_index (pieces->starts, gsize, first);
  const char *stop = pieces->text + g_array_index (pieces->starts, gsize, end);

  while (at < stop && g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at == stop;
}

static GArray *
diff_whole (const MusterPieces *before, const MusterPieces *after)
{
  g_autoptr(GArray) hunks = muster_diff (before, after);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (MusterHunk));

  for (guint i = 0; i < hunks->len; i++)
    {
      const MusterHunk *hunk = &g_array_index (hunks, MusterHunk, i);
      MusterHunk *last = joined->len > 0 ? &g_array_index (joined, MusterHunk, joined->len - 1) : NULL;

      if (last == NULL || !only_spaces (before, last->a1, hunk->a0))
        g_array_append_val (joined, *hunk);
      else
        {
          last->a1 = hunk->a1;
          last->b1 = hunk->b1;
        }
    }
  return joined;
}

/* ---- three ways -------------------------------------------------------------------------------------------------- */

typedef struct {
  const MusterPieces *pieces;
  GArray             *hunks; /* from the base */
  guint               next;  /* hunk */
} Side;

static const MusterHunk *
side_peek (const Side *side)
{
  return side->next < side->hunks->len ? &g_array_index (side->hunks, MusterHunk, side->next) : NULL;
}

static gboolean
same_edit (const Side *one, const MusterHunk *a, const Side *other, const MusterHunk *b)
{
  if (a->a0 != b->a0 || a->a1 != b->a1 || a->b1 - a->b0 != b->b1 - b->b0)
    return FALSE;
  if (a->b0 == a->b1) /* both took it out; there may be no pieces to point to */
    return TRUE;
  return memcmp (&g_array_index (one->pieces->numbers, guint, a->b0),
                 &g_array_index (other->pieces->numbers, guint, b->b0), (a->b1 - a->b0) * sizeof (guint)) == 0;
}

/* Whether a, which starts first, leaves room for b after it. Words that touch were written with one another in mind;
 * a sentence that was put beside one that another changed was not, but two put in at one place have no order. */
static gboolean
apart (const MusterHunk *a, const MusterHunk *b, gboolean may_touch)
{
  if (!may_touch || (a->a0 == a->a1 && b->a0 == b->a1))
    return a->a1 < b->a0;
  return a->a1 <= b->a0;
}

/* Of two at one place the one that takes nothing away goes first. */
static gboolean
goes_first (const MusterHunk *a, const MusterHunk *b)
{
  return a->a0 < b->a0 || (a->a0 == b->a0 && a->a1 < b->a1);
}

/* NULL where both sides changed one place. */
static char *
merge_pieces (const MusterPieces *base, Side *ours, Side *theirs, gboolean may_touch)
{
  g_autoptr(GString) merged = g_string_new (NULL);
  guint at = 0;

  while (TRUE)
    {
      const MusterHunk *our = side_peek (ours), *their = side_peek (theirs);
      Side *side = ours;

      if (our == NULL && their == NULL)
        break;
      if (our != NULL && their != NULL && same_edit (ours, our, theirs, their))
        theirs->next++;
      else
        {
          if (our == NULL || (their != NULL && goes_first (their, our)))
            side = theirs;
          if (our != NULL && their != NULL
              && !apart (side == ours ? our : their, side == ours ? their : our, may_touch))
            return NULL;
        }

      our = side_peek (side);
      side->next++;
      muster_pieces_append (base, at, our->a0, merged);
      muster_pieces_append (side->pieces, our->b0, our->b1, merged);
      at = our->a1;
    }
  muster_pieces_append (base, at, base->numbers->len, merged);
  return g_string_free (g_steal_pointer (&merged), FALSE);
}

static char *
merge_by (MusterPieceType type, const char *base_text, const char *our_text, const char *their_text)
{
  g_autoptr(GHashTable) numbers = muster_numbers_new ();
  g_autoptr(MusterPieces) base = muster_pieces_new (base_text, type, numbers);
  g_autoptr(MusterPieces) our_pieces = muster_pieces_new (our_text, type, numbers);
  g_autoptr(MusterPieces) their_pieces = muster_pieces_new (their_text, type, numbers);
  GArray *(*diff) (const MusterPieces *, const MusterPieces *) =
    type == MUSTER_PIECES_SENTENCES ? diff_whole : muster_diff;
  g_autoptr(GArray) our_hunks = diff (base, our_pieces);
  g_autoptr(GArray) their_hunks = diff (base, their_pieces);
  Side ours = { our_pieces, our_hunks }, theirs = { their_pieces, their_hunks };

  return merge_pieces (base, &ours, &theirs, type == MUSTER_PIECES_SENTENCES);
}

gboolean
muster_merge_text (const char *base, const char *ours, const char *theirs, char **merged)
{
  g_autofree char *before = normalize (base), *our = normalize (ours), *their = normalize (theirs);

  *merged = merge_by (MUSTER_PIECES_SENTENCES, before, our, their);
  /* Two long texts can make one that is too long to be kept. */
  if (*merged != NULL && strlen (*merged) <= MUSTER_TEXT_MAX_BYTES)
    return TRUE;

  g_free (*merged);
  *merged = merge_by (MUSTER_PIECES_WORDS, before, our, their);
  return FALSE;
}

/* ---- for showing ------------------------------------------------------------------------------------------------- */

static void
run_clear (gpointer data)
{
  g_free (((MusterRun *) data)->text);
}

static void
add_run (GArray *runs, MusterRunType type, const MusterPieces *pieces, guint first, guint end)
{
  g_autoptr(GString) text = g_string_new (NULL);
  MusterRun run = { type, NULL };

  muster_pieces_append (pieces, first, end, text);
  if (text->len == 0)
    return;
  run.text = g_string_free (g_steal_pointer (&text), FALSE);
  g_array_append_val (runs, run);
}

GArray *
muster_text_compare (const char *before, const char *after)
{
  g_autofree char *old_text = normalize (before), *new_text = normalize (after);
  g_autoptr(GHashTable) numbers = muster_numbers_new ();
  g_autoptr(MusterPieces) old_pieces = muster_pieces_new (old_text, MUSTER_PIECES_WORDS, numbers);
  g_autoptr(MusterPieces) new_pieces = muster_pieces_new (new_text, MUSTER_PIECES_WORDS, numbers);
  g_autoptr(GArray) hunks = diff_whole (old_pieces, new_pieces);
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (MusterRun));
  guint at = 0;

  g_array_set_clear_func (runs, run_clear);
  for (guint i = 0; i < hunks->len; i++)
    {
      const MusterHunk *hunk = &g_array_index (hunks, MusterHunk, i);

      add_run (runs, MUSTER_RUN_SAME, old_pieces, at, hunk->a0);
      add_run (runs, MUSTER_RUN_REMOVED, old_pieces, hunk->a0, hunk->a1);
      add_run (runs, MUSTER_RUN_ADDED, new_pieces, hunk->b0, hunk->b1);
      at = hunk->a1;
    }
  add_run (runs, MUSTER_RUN_SAME, old_pieces, at, old_pieces->numbers->len);
  return runs;
}
