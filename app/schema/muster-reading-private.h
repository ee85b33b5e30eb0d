/* muster-reading-private.h - what the readers of typed values share.
 *
 * The readers work on folded text (muster_text_fold), where capitals, curly quotes, long dashes and stray spaces are
 * gone, and keep the trimmed text beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-id.h"

G_BEGIN_DECLS

/* text without white space at its ends, as valid UTF-8; NULL gives "". */
char       *muster_reading_trim      (const char *text);
/* Where the white space that ends the text between start and end begins, and where that at its start ends. */
const char *muster_reading_chomp     (const char *start, const char *end);
const char *muster_reading_skip_space (const char *start, const char *end);
/* text folded; "" where it holds a superscript digit or a fraction, which folding would turn into another number:
 * "10²" is not 102, and the mark may point to a footnote. */
char       *muster_reading_fold      (const char *text);
/* At most 60 characters of text, for messages. */
char       *muster_reading_quote     (const char *text);
/* What follows phrase and the spaces after it; NULL where folded does not start with phrase as whole words. */
const char *muster_reading_skip      (const char *folded, const char *phrase);
/* The same for the first of phrases (NULL-terminated) that is there. */
const char *muster_reading_skip_any  (const char *folded, const char *const *phrases);
/* The same for "TBC" and its like, "to be confirmed", "tbd". */
const char *muster_reading_skip_tbc  (const char *folded);
/* Cuts "[uuid]" and the spaces before it from the end of text, unless nothing would remain. Where there are several,
 * all are cut, so that none hides in a name, and the last one counts. */
gboolean    muster_reading_take_ids  (char *text, MusterId *id);

/* Digits as they stand, "1,250.125" being 1250125 with 3 decimals. */
typedef struct {
  gint64 mantissa;
  guint decimals;
  gboolean grouped; /* thousands are marked by commas */
  gboolean huge;    /* mantissa did not fit and says nothing */
} MusterDigits;

typedef enum {
  MUSTER_SCALED,
  MUSTER_SCALED_TOO_FINE, /* decimals remain */
  MUSTER_SCALED_TOO_LARGE,
} MusterScaled;

/* Moves text behind the number that it starts with; FALSE where there is none or its commas do not mark thousands. */
gboolean     muster_digits_read      (const char **text, MusterDigits *digits);
/* Moves text behind "k", "m", "bn" or their words and returns the power of ten, 0 where there is none. */
guint        muster_digits_read_power (const char **text);
/* The number times ten to the power. */
MusterScaled muster_digits_scale     (const MusterDigits *digits, guint power, gint64 *number);
/* "1,234", "-3" */
char        *muster_digits_group     (gint64 number);

G_END_DECLS
