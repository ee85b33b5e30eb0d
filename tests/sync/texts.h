/* texts.h - made-up texts that people edit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-random.h"

G_BEGIN_DECLS

/* Words w0x, w1x … in sentences and lines; n_different 0: no word twice. */
char *texts_make       (MusterRandom *random, guint n_words, guint n_different);
/* Some words changed, put in or taken out; what is put in is called by tag: our0x, our1x. */
char *texts_edit       (MusterRandom *random, const char *text, const char *tag, guint n_edits);
G_END_DECLS
