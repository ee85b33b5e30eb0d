/* rounds.h - how often a property is tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Under the address sanitizer each round takes ten times as long: there a tenth of them touches every line, too. */
#if defined(__SANITIZE_ADDRESS__)
#define ROUNDS(n) ((n) / 10)
#else
#define ROUNDS(n) (n)
#endif
