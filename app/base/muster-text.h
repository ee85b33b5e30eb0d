/* muster-text.h - what is done to text everywhere the same way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that one text holds, in bytes of UTF-8. */
#define MUSTER_TEXT_MAX_BYTES (256 * 1024)

/* For comparing and searching: NFKD, accents and invisible characters dropped, case folded, typographic quotes and
 * dashes made plain, look-alike Cyrillic and Greek capitals of words such as "TBC" mapped to Latin, runs of white
 * space made one space, ends trimmed. Never fails; folding twice changes nothing. */
char     *muster_text_fold           (const char *text);

/* What is kept of what was typed or pasted: NFC; CR LF, CR, VT, FF, NEL, U+2028 and U+2029 become LF; control
 * characters other than tab and line feed are dropped, and so are the invisible marks that reorder text
 * (U+202A..U+202E, U+2066..U+2069, U+200E, U+200F, U+FEFF); for a single line, line breaks and tabs become one space.
 * Ends are trimmed. changed, where given, tells whether anything but white space at the ends was taken away: a
 * character dropped, or the lines of a single line joined.
 * Returns NULL with MUSTER_ERROR_INVALID where text is not UTF-8 or is longer than MUSTER_TEXT_MAX_BYTES. */
char     *muster_text_clean          (const char *text, gboolean single_line, gboolean *changed, GError **error);

/* Whether text holds a ten-digit number (spaces or hyphens as in 943 476 5919 allowed there) that passes the NHS
 * number check: modulus 11, weights 10 to 2 (NHS Data Dictionary, "NHS NUMBER"). start and end, where given,
 * are byte offsets of the first one. */
gboolean  muster_text_has_nhs_number (const char *text, gsize *start, gsize *end);

/* At most max_chars characters, with an ellipsis where something was cut. */
char     *muster_text_clip           (const char *text, guint max_chars);

/* text with the folded key made only of [a-z0-9-], for file names and keys; "" where text has no Latin letter and no
 * digit. */
char     *muster_text_slug           (const char *text);

G_END_DECLS
