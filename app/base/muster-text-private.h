/* muster-text-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* g_utf8_normalize() of valid text, in a time that grows with the length of the text and not with its square. */
char *muster_text_normalize (const char *text, GNormalizeMode mode);

G_END_DECLS
