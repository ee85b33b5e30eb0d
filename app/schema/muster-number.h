/* muster-number.h - numbers as people type them: money in pence, decimals in thousandths, percentages.
 *
 * No floating point: what was typed is what is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Commas are taken only where they mark thousands: "1,5" is refused, as it may mean one and a half.
 *
 * "£72,101", "72101", "72,101.50", "£29.8m", "158.5K", "-£1", "(£1)" -> pence. At most £1,000,000,000,000 either way.
 * More than two decimals (after k or m is applied) is MUSTER_ERROR_INVALID, never rounding. */
gboolean muster_money_parse     (const char *text, gint64 *pence, GError **error);
char    *muster_money_to_text   (gint64 pence);      /* "£72,101", "£72,101.50", "-£1" */
/* "0.6", "2", "1,250.125" -> thousandths; more than three decimals is refused. */
gboolean muster_decimal_parse   (const char *text, gint64 *thousandths, GError **error);
char    *muster_decimal_to_text (gint64 thousandths); /* "0.6", "2", "1,250.125" */
/* Beyond these no message would name a bound. */
#define MUSTER_INTEGER_MIN (G_MININT64 / 2)
#define MUSTER_INTEGER_MAX (G_MAXINT64 / 2)

/* "42", "1,234", "-3"; between min and max, which the message names. From 0 to 100 "42%" is taken too. */
gboolean muster_integer_parse   (const char *text, gint64 min, gint64 max, gint64 *number, GError **error);
char    *muster_integer_to_text (gint64 number);      /* "1,234" */

G_END_DECLS
