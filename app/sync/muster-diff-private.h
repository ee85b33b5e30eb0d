/* muster-diff-private.h - what differs between two sequences of tokens: Myers' algorithm in linear memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pieces of one text, in order and without gaps; equal pieces have equal numbers among all texts of one MusterTokens.
 * */
typedef struct {
  const char *text;    /* borrowed */
  GArray     *numbers; /* guint */
  GArray     *starts;  /* gsize: where each piece starts; one more than pieces, the last is the length of the text */
} MusterPieces;

typedef enum { MUSTER_PIECES_WORDS, MUSTER_PIECES_SENTENCES } MusterPieceType;

/* numbers: from piece to number, shared by the texts that are compared. */
MusterPieces *muster_pieces_new    (const char *text, MusterPieceType type, GHashTable *numbers);
void          muster_pieces_free   (MusterPieces *self);
GHashTable   *muster_numbers_new   (void);
/* The text of the pieces from first up to but without end. */
void          muster_pieces_append (const MusterPieces *self, guint first, guint end, GString *to);

/* Before [a0, a1) stands after [b0, b1). One of both may be empty, never both. */
typedef struct {
  guint a0, a1, b0, b1;
} MusterHunk;

/* Hunks in order; between two stands at least one equal piece. What can stand in several places stands in the last,
 * so that what two people put in or take out at one place is seen there in both. */
GArray       *muster_diff          (const MusterPieces *before, const MusterPieces *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPieces, muster_pieces_free)

G_END_DECLS
