/* muster-words.h - how kinds, counts and times are worded on screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

/* Translated names of a kind: "Risk", "Risks", "a risk". */
const char *muster_words_singular (const MusterKind *kind);
const char *muster_words_plural   (const MusterKind *kind);
const char *muster_words_article  (const MusterKind *kind);
/* A label as it stands inside a sentence: "Next review" gives "next review", "RAG override" stays. */
char       *muster_words_inside   (const char *label);
/* "Add risk" */
char       *muster_words_add      (const MusterKind *kind);
/* "7", "2,000": a count as people read it. */
char       *muster_words_number   (guint n);
/* "1 risk", "11 risks", "2,000 risks" */
char       *muster_words_count    (const MusterKind *kind, guint n);

/* "21 November 2026, 10:42" and "10:42", as clocks in England show it. */
char       *muster_words_time     (MusterTime at);
char       *muster_words_hour     (MusterTime at);
/* "1 April 2017 to 30 June 2017", one day alone, "from" and "until" where one end is open; "" for no days. */
char       *muster_words_days     (MusterDays days);
/* Money as stated beside money as computed, and by how much they differ; "" where there is neither. Names of fields. */
char       *muster_words_stated   (MusterRecord *record, const char *stated, const char *computed);
/* What tells a draft from others: the first words typed, where it belongs and when it was last typed. */
char       *muster_words_draft    (const MusterDraft *draft);
/* What somebody typed as it stands within a sentence of ours: on one line, and whatever way it runs, the sentence goes
 * on its own way. */
char       *muster_words_quote    (const char *text, guint max_chars);
/* "Owner: Programme director"; "" where the field is empty or the kind has none such. */
char       *muster_words_labelled (MusterRecord *record, const char *field);
/* Of all of fields, NULL-terminated, that say something: "Due: TBC · Owner: Programme director". */
char       *muster_words_labelled_all (MusterRecord *record, const char *const *fields);
/* With its number where it has one: "R-3 Rooms too small". */
char       *muster_words_title    (MusterRecord *record);
/* On one line and not longer than a cell can use. */
char       *muster_words_line     (const char *text, guint max_chars);

G_END_DECLS
